"""What becomes of a post when its item changes or goes; each is a transaction of its own."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...kernel.tree.events import SYSTEM, InnerAction, send
from ...kernel.tree.lookup import item_of, site_of
from ...platform.notifications.interfaces import INotifying
from ..deliveries.interfaces.own import IOwnConnections
from .erasing import let_go
from .interfaces import BY_ITEM, StandingPost
from .resource import KeptPost, kept_book, parted
from .texts import current

if TYPE_CHECKING:
    import datetime

    from ...kernel.tree.resources import Described
    from ...platform.scheduling.interfaces import IEnvironment

#: Kinds of the notifications of a board.
WAITS, BY_HAND = 'post_waiting', 'post_by_hand'


def note_pending(environment: IEnvironment, key: tuple[str, str], pending: str) -> None:
    """Keep the name under which the channel makes a post."""
    post = _post(environment, key)
    if post is not None:
        post.pending = pending


def note_tried(environment: IEnvironment, key: tuple[str, str], said: tuple[str, ...]) -> None:
    """Keep title, text and digest of the file that the channel is asked to make."""
    post = _post(environment, key)
    if post is not None:
        post.tried = said


def others(environment: IEnvironment, key: tuple[str, str], number: int) -> frozenset[str]:
    """Return the channel's names of the posts of other items by the connection ``number``."""
    item, channel = key
    own: IOwnConnections = environment.registry.getAdapter(environment.portal, IOwnConnections)
    return frozenset(
        parted(reference)[0] for each in own.all(channel) if each.number == number
        for oid, reference in each.references.items() if reference and str(oid) != item)


def note_posted(environment: IEnvironment, key: tuple[str, str], at: datetime.datetime,
                is_new: bool) -> None:
    """Keep from when on readers see the post; one that was corrected has been there before."""
    post = _post(environment, key)
    if post is not None and (is_new or post.posted_at is None
                             or post.posted_at > environment.clock.now()):
        post.posted_at = at


def tell_again(environment: IEnvironment, key: tuple[str, str], number: int,
               seconds: int) -> None:
    """Let the engine go on with a post in ``seconds``."""
    own: IOwnConnections = environment.registry.getAdapter(environment.portal, IOwnConnections)
    own.tell(number, key[0], seconds)


def take_back_early(environment: IEnvironment, key: tuple[str, str], number: int) -> None:
    """Let a post that the channel would show at its time go, since its item has changed."""
    post = _post(environment, key)
    if (post is not None and not post.recalled and post.posted_at is not None
            and post.posted_at > environment.clock.now()):
        post.recalled = BY_ITEM
        tell_again(environment, key, number, 0)


def forget_concealed(environment: IEnvironment, key: tuple[str, str], number: int) -> None:
    """Let a post go, and its words, of whose item a passage has been concealed since: it may say
    what is concealed.
    """
    post = _post(environment, key)
    if post is not None:
        let_go(kept_book(environment.portal), post)
        tell_again(environment, key, number, 0)


def leave(environment: IEnvironment, key: tuple[str, str], site: str, name: str,
          link: str) -> None:
    """Keep that a person has to take the post ``name`` away, and tell the board of the site."""
    item, channel = key
    book, known = kept_book(environment.portal), (channel, name)
    if known in book.left_at(site):
        return
    book.leave(site, channel, name, StandingPost(item, link, environment.clock.now()))
    notifying: INotifying = environment.request.service(INotifying)
    place = site_of(environment.portal, site)
    notifying.notify(notifying.board_of(place), place, BY_HAND, SYSTEM)


def gone(environment: IEnvironment, key: tuple[str, str]) -> None:
    """Note that the channel has the post no more; one that is not told yet is still to come."""
    post = _post(environment, key)
    if post is not None:
        post.pending, post.counts, post.tried, post.posted_at = '', None, None, None
        if post.told:
            post.recalled = post.recalled or BY_ITEM
        if post.approved is None and post.work is None:  # its item was erased
            del kept_book(environment.portal).posts[key]


def ask_again(environment: IEnvironment, key: tuple[str, str], version: str) -> None:
    """Put a post whose item has changed before the board, with the text that it approved for
    ``version``; what somebody has put there already stays.
    """
    post, item = _post(environment, key), item_of(environment.portal, key[0])
    if (post is None or item is None or post.approved is None or post.recalled
            or post.approved.version != version or post.work is not None):
        return
    post.work = post.approved._replace(version=current(item), at=None)
    post.approvals, post.is_back, post.reason = (), False, ''
    kept_book(environment.portal).write(post)
    send(environment.registry)(InnerAction(
        item, 'ask_channel_post', SYSTEM, after=post.digest_of(post.work), channel=post.channel))
    tell_board(environment.request.service(INotifying), item, SYSTEM)


def tell_board(notifying: INotifying, item: Described, actor: str) -> None:
    """Tell the board of the site of ``item`` that a post of it waits."""
    notifying.notify(notifying.board_of(item), item, WAITS, actor)


def _post(environment: IEnvironment, key: tuple[str, str]) -> KeptPost | None:
    return kept_book(environment.portal).get(*key)
