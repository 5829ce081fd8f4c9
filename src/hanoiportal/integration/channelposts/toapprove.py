"""Which posts wait for somebody: for the board, beside batches; for who wrote them or answers for
the channel, as tasks.
"""
from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import attrgetter
from typing import cast

from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IItem
from ...base.permissions import APPROVE_ANSWER, EDIT
from ...kernel.tree.lookup import find_site, in_work, item_of, site_of
from ...participation.batches.interfaces.toapprove import IBatchesToApprove, ToApprove
from .interfaces import ChannelTask, IChannelPosts, IChannels, IChannelTasks
from .resource import book_of

#: The page of an item; that of a site.
PAGE, SITE_PAGE = 'channel-posts', 'site-channel-posts'

_POSTS = _('bài đăng trên kênh')


@implementer(IBatchesToApprove)
class PostsToApprove:
    """See ``IBatchesToApprove``."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._service: IChannelPosts = request.service(IChannelPosts)

    def found(self) -> list[ToApprove]:
        """See ``IBatchesToApprove``."""
        channels = self._request.registry.getUtility(IChannels)
        waiting = [each for each in book_of(self._request.root).worked_on()
                   if not each.is_back and each.channel in channels]
        actor, found = str(self._request.identity.id), []
        for name, posts in groupby(waiting, attrgetter('item')):
            item = item_of(self._request.root, name)
            if item is None or not self._request.has_permission(
                    APPROVE_ANSWER, find_site(cast('IItem', item))):
                continue
            number = sum(not self._service.against(item, channels[each.channel], actor)
                         for each in posts)
            if number:
                found.append(ToApprove(cast('IItem', item), PAGE, number, _POSTS))
        return found


@implementer(IChannelTasks)
class PostsToDo:
    """See ``IChannelTasks``."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def found(self) -> list[ChannelTask]:
        """See ``IChannelTasks``."""
        book, actor = book_of(self._request.root), str(self._request.identity.id)
        back = Counter(post.item for post in book.worked_on()
                       if post.is_back and actor in post.authors)
        tasks = [ChannelTask(_('Bài đăng trên kênh được trả lại để sửa'), cast('IItem', item),
                             PAGE, number) for oid, number in back.items()
                 if (item := item_of(self._request.root, oid)) is not None
                 and self._request.has_permission(EDIT, in_work(cast('IItem', item)))]
        for oid, number in book.numbers_left().items():
            site = site_of(self._request.root, oid)
            if self._request.has_permission(APPROVE_ANSWER, site):
                tasks.append(ChannelTask(
                    _('Bài đăng phải gỡ bằng tay trên kênh'), site, SITE_PAGE, number))
        return tasks
