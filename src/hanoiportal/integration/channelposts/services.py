"""``IChannelPosts``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import APPROVE_ANSWER, EDIT, NOT_ALLOWED
from ...editorial.boards.interfaces import IBoardApproval
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_portal, find_site, in_work
from ...kernel.tree.readable import normal
from ...platform.notifications.interfaces import INotifying
from ..deliveries.interfaces.own import IOwnConnections
from .following import tell_board
from .interfaces import BY_PERSON, LONGEST_REASON, CannotPost, IChannelPosts, PostText
from .looking import PostReader
from .resource import KeptPost, kept_book
from .texts import current, proposed, reasons_against, written

if TYPE_CHECKING:
    from pyramid.registry import Registry
    from pyramid.request import Request

    from ...base.interfaces import IItem, IPortal, ISite
    from ...base.permissions import Allowed
    from ...kernel.tree.resources import Described
    from .interfaces.channels import Channel

#: Kind of the notification of who wrote; the furthest time of a post.
BACK, FURTHEST = 'post_sent_back', datetime.timedelta(days=366)
_REASON = _('Hãy ghi lý do, tối đa ${most} ký tự.', mapping={'most': LONGEST_REASON})
_CHANGED = _('Bài đăng đã thay đổi: hãy đọc lại rồi quyết định.')


@implementer(IChannelPosts)
class ChannelPosts(PostReader):
    """``IChannelPosts`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 board: IBoardApproval, notifying: INotifying) -> None:
        super().__init__(registry, portal)
        self._allowed, self._board, self._notifying = allowed, board, notifying

    def proposed(self, item: Described, channel: Channel) -> PostText:
        """See ``IChannelPosts``."""
        return proposed(item, channel)

    def write(self, item: Described, given: Mapping[str, Mapping[str, str]],
              at: datetime.datetime | None, actor: str) -> None:
        """See ``IChannelPosts``."""
        self._require_writer(item)
        connected = {each.name: each for each in self.channels(cast('IItem', item))}
        if not given:
            raise CannotPost({'to': _('Hãy chọn ít nhất một kênh.')})
        if set(given) - set(connected):
            raise CannotPost({'': NOT_ALLOWED})
        now = self._now()
        reasons = {} if at is None or now < at <= now + FURTHEST else {
            'at': _('Giờ đăng phải sau bây giờ và trong vòng một năm.')}
        made = {}
        for name, said in given.items():
            texts = {field: str(normal(text)) for field, text in said.items()}
            text = written(item, texts, connected[name])._replace(at=at)
            reasons |= {f'{name}.{field}': why for field, why in reasons_against(
                text, item, connected[name], self._registry).items()}
            made[name] = text
        if reasons:
            raise CannotPost(reasons)
        for name, text in made.items():
            self._put(item, name, text, actor)
        tell_board(self._notifying, item, actor)

    def _put(self, item: Described, name: str, text: PostText, actor: str) -> None:
        book, oid = kept_book(self._portal), str(item.__oid__)
        post = book.get(oid, name) or KeptPost(oid, name, str(find_site(
            cast('IItem', item)).__oid__))
        before = post.authors if post.work is not None else ()
        post.work, post.authors = text, tuple(sorted({*before, actor}))
        post.approvals, post.is_back, post.reason = (), False, ''
        book.write(post)
        self._tell(item, 'write_channel_post', actor, post, post.digest_of(text))

    def against(self, item: Described, channel: Channel, actor: str) -> str:
        """See ``IChannelPosts``."""
        post = self._kept(cast('IItem', item), channel)
        if post is None or post.work is None or post.is_back:
            return _('Không có bài đăng nào chờ phê duyệt.')
        if post.work.version != current(item):
            return _('Tin, bài đã thay đổi hoặc không còn công khai: bài đăng phải được soạn lại.')
        return self._board.against(
            find_site(cast('IItem', item)), actor, post.authors, post.approvals)

    def approve(self, item: Described, channel: Channel, digest: str, actor: str) -> bool:
        """See ``IChannelPosts``."""
        post = self._waiting(item, channel, digest)
        resource = cast('IItem', item)
        if why := self.against(item, channel, actor):
            raise CannotPost({'': why})
        post.approvals = (*post.approvals, actor)
        is_last = self._board.is_enough(find_site(resource), post.approvals)
        if is_last:
            self._approved(post, channel, resource)
        self._tell(item, 'approve_channel_post', actor, post, digest)
        return is_last

    def _approved(self, post: KeptPost, channel: Channel, item: IItem) -> None:
        text, now = cast('PostText', post.work), self._now()
        post.told = '' if post.recalled else post.told
        post.approved, post.recalled = text, ''
        kept_book(self._portal).settle(post)
        post.approved_by, post.approved_at = post.approvals, now
        connection = self._own.of(channel.name, find_site(item))
        there = '' if connection is None else connection.references.get(item.__oid__, '')
        is_early = text.at is None or post.goes_early(channel, there, now)
        kept_book(self._portal).schedule(post, now if is_early else cast(
            'datetime.datetime', text.at))

    def send_back(self, item: Described, channel: Channel, digest: str, reason: str,
                  actor: str) -> None:
        """See ``IChannelPosts``."""
        if not self._allowed(APPROVE_ANSWER, find_site(cast('IItem', item))):
            raise CannotPost({'': NOT_ALLOWED})
        post = self._waiting(item, channel, digest)
        post.reason, post.is_back, post.approvals = _reason(reason), True, ()
        self._tell(item, 'send_back_channel_post', actor, post, digest)
        self._notifying.notify(post.authors, item, BACK, actor)

    def recall(self, item: Described, channel: Channel, reason: str, actor: str) -> None:
        """See ``IChannelPosts``."""
        resource = cast('IItem', item)
        if not self._allowed(APPROVE_ANSWER, find_site(resource)):
            self._require_writer(item)
        post = self._kept(resource, channel)
        if post is None or post.approved is None or post.recalled:
            raise CannotPost({'': _('Không có bài đăng nào để gỡ.')})
        post.reason, post.recalled = _reason(reason), BY_PERSON
        kept_book(self._portal).drop_due(post)
        own: IOwnConnections = self._own
        connection = own.of(channel.name, find_site(resource))
        if connection is not None and post.told:
            own.tell(connection.number, post.item)
        self._tell(item, 'recall_channel_post', actor, post, '')

    def confirm(self, site: ISite, channel: str, name: str, actor: str) -> None:
        """See ``IChannelPosts``."""
        if not (self._allowed(APPROVE_ANSWER, site) or self._allowed(EDIT, in_work(site))):
            raise CannotPost({'': NOT_ALLOWED})
        book, key = kept_book(self._portal), (str(site.__oid__), channel, name)
        if book.standing is None or key not in book.standing:
            raise CannotPost({'': _('Không còn bài đăng nào phải gỡ ở đó.')})
        del book.standing[key]
        send(self._registry)(InnerAction(
            site, 'confirm_channel_removal', actor, channel=channel, post=name))

    def _require_writer(self, item: Described) -> None:
        if not current(item) or not self._allowed(EDIT, in_work(cast('IItem', item))):
            raise CannotPost({'': NOT_ALLOWED})

    def _waiting(self, item: Described, channel: Channel, digest: str) -> KeptPost:
        """Return the post that waits with that digest.  Raises ``CannotPost``."""
        post = self._kept(cast('IItem', item), channel)
        if (post is None or post.work is None or post.is_back
                or post.digest_of(post.work) != digest):
            raise CannotPost({'': _CHANGED})
        return post

    def _now(self) -> datetime.datetime:
        now: datetime.datetime = self._registry.getUtility(IClock).now()
        return now

    def _tell(self, item: Described, action: str, actor: str, post: KeptPost,
              after: str) -> None:
        send(self._registry)(InnerAction(item, action, actor, after=after, channel=post.channel))


def _reason(text: str) -> str:
    reason = str(normal(text)).strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise CannotPost({'reason': _REASON})
    return reason


def channel_posts(request: Request) -> ChannelPosts:
    """Return the ``IChannelPosts`` of ``request``."""
    return ChannelPosts(
        request.registry, find_portal(request.root), request.has_permission,
        request.service(IBoardApproval), request.service(INotifying))
