"""Posts and what is known of tokens, in ``interactions``.  Renaming needs an upgrade step."""
from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from .interfaces import Counts, PostText, StandingPost, TokenTimes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...base.interfaces import IPortal
    from .interfaces.channels import Channel

#: Name in the root of the database.
KEY = 'channel posts'
#: Digits of a digest behind the name of a post.
_DIGITS = 16


class KeptPost(Persistent):
    """See ``PostView``.  ``item``: object id in decimal digits.  ``channel``: its name.

    ``site``: object id.  ``number``: grows with each writing.  ``told``: digest of what the engine
    was told to post last, ``''`` for nothing.  ``recalled``: why it was taken back, ``''`` if it
    was not.  ``pending``: name under which the channel is making the post, with the digest.
    ``tried``: what ``TRIED`` names of what the channel was asked to make last, ``None`` for
    none.  ``approved_by``: ids of who approved ``approved``, at ``approved_at``.
    ``posted_at``: from when on readers see it there.
    """

    TRIED = 'title', 'text', 'attached', 'film size'
    work: PostText | None = None
    approved: PostText | None = None
    authors: tuple[str, ...] = ()
    approvals: tuple[str, ...] = ()
    is_back = False
    reason = told = recalled = pending = ''
    counts: Counts | None = None
    tried: tuple[str, ...] | None = None
    approved_by: tuple[str, ...] = ()
    approved_at: datetime.datetime | None = None
    posted_at: datetime.datetime | None = None
    number = 0

    def __init__(self, item: str, channel: str, site: str) -> None:
        self.item, self.channel, self.site = item, channel, site

    @property
    def is_live(self) -> bool:
        """Whether the engine was told to post it, and nobody has recalled it."""
        return bool(self.told) and not self.recalled

    def goes_early(self, channel: Channel, reference: str, now: datetime.datetime) -> bool:
        """Return whether ``channel`` may be told now of what readers shall see later: nothing of
        it is shown yet.
        """
        return channel.schedules and (
            not reference or self.posted_at is not None and self.posted_at > now)

    def digest_of(self, text: PostText) -> str:
        """Return the SHA-256 of ``text`` as a post of this item on this channel."""
        at = text.at and text.at.isoformat()
        said = [self.item, self.channel, *text._replace(at=None), at]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


class PostBook(Persistent):
    """``posts``: by object id of the item and name of the channel.  ``due``: ``(seconds, item,
    channel)`` of what is approved and not told yet.  ``tokens``: by number of the connection.
    ``standing``: ``StandingPost`` by object id of the site, channel and its name of the post.
    ``unsettled``: keys of the posts with ``work``.
    """

    last = 0
    standing: OOBTree | None = None
    unsettled: OOTreeSet | None = None

    def __init__(self) -> None:
        self.posts = OOBTree()
        self.due = OOTreeSet()
        self.tokens = OOBTree()

    def get(self, item: str, channel: str) -> KeptPost | None:
        """Return the post of an item on a channel."""
        found: KeptPost | None = self.posts.get((item, channel))
        return found

    def of_item(self, item: str) -> Iterator[KeptPost]:
        """Yield the posts of the item with that object id."""
        yield from self.posts.values((item, ''), (item, '\uffff'))

    def write(self, post: KeptPost) -> None:
        """Keep ``post`` as the latest that was written."""
        self.last += 1
        post.number = self.last
        self.posts[post.item, post.channel] = post
        if self.unsettled is None:
            self.unsettled = OOTreeSet(
                key for key, each in self.posts.items() if each.work is not None)
        self.unsettled.insert((post.item, post.channel))

    def settle(self, post: KeptPost) -> None:
        """Note that nothing of ``post`` waits or was sent back any more."""
        post.work = None
        key = post.item, post.channel
        if self.unsettled is not None and key in self.unsettled:
            self.unsettled.remove(key)

    def worked_on(self) -> list[KeptPost]:
        """Return the posts that wait or were sent back, those of one item together."""
        found = (self.posts.values() if self.unsettled is None
                 else [self.posts[key] for key in self.unsettled if key in self.posts])
        return [each for each in found if each.work is not None]

    def schedule(self, post: KeptPost, at: datetime.datetime) -> None:
        """Let ``post`` be told at ``at``, and not at another time."""
        self.drop_due(post)
        self.due.insert((at.timestamp(), post.item, post.channel))

    def drop_due(self, post: KeptPost) -> None:
        """Let ``post`` not be told."""
        key = post.item, post.channel
        for row in [each for each in self.due if each[1:] == key]:
            self.due.remove(row)

    def leave(self, site: str, channel: str, name: str, post: StandingPost) -> None:
        """Keep that a person has to take a post away at the channel."""
        if self.standing is None:
            self.standing = OOBTree()
        self.standing.setdefault((site, channel, name), post)

    def left_at(self, site: str) -> dict[tuple[str, str], StandingPost]:
        """Return what stands at channels of the site, by channel and name."""
        found = () if self.standing is None else self.standing.items(
            (site, ''), (site, '\uffff'))
        return {key[1:]: post for key, post in found}

    def numbers_left(self) -> Counter[str]:
        """Return how many posts stand at channels of each site, by its object id."""
        return Counter(site for site, _channel, _name in self.standing or ())

    def times(self, connection: int) -> TokenTimes:
        """Return what is known of the tokens of a connection."""
        found: TokenTimes = self.tokens.get(connection, TokenTimes())
        return found


def book_of(portal: IPortal) -> PostBook:
    """Return the book of ``portal`` for reading; of one that has none yet, it is not kept."""
    return kept_or_new(portal, KEY, PostBook)


def kept_book(portal: IPortal) -> PostBook:
    """Return the book of ``portal`` for writing."""
    found: PostBook = get_or_create(interactions_of(portal), KEY, PostBook)
    return found


def named(post_name: str, digest: str) -> str:
    """Return the reference of a post that says what has ``digest``."""
    return f'{post_name} {digest[:_DIGITS]}'


def parted(reference: str) -> tuple[str, str]:
    """Return the name of a post and the digest, shortened, of what it says there."""
    name, _blank, digest = reference.partition(' ')
    return name, digest


def says(reference: str, digest: str) -> bool:
    """Return whether the post with ``reference`` says what has ``digest``."""
    return parted(reference)[1] == digest[:_DIGITS] != ''
