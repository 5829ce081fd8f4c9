"""Which posts wait for somebody's approval, beside the batches that do."""
from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import cast

from pyramid.request import Request
from zope.interface import implementer

from ...base.interfaces import IItem
from ...base.permissions import APPROVE_ANSWER
from ...kernel.tree.lookup import find_site, item_of
from ...participation.batches.interfaces.toapprove import IBatchesToApprove, ToApprove
from .interfaces import IChannelPosts, IChannels
from .resource import book_of

#: The page of an item.
PAGE = 'channel-posts'


@implementer(IBatchesToApprove)
class PostsToApprove:
    """See ``IBatchesToApprove``."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._service: IChannelPosts = request.service(IChannelPosts)

    def found(self) -> list[ToApprove]:
        """See ``IBatchesToApprove``."""
        channels = self._request.registry.getUtility(IChannels)
        waiting = [each for each in book_of(self._request.root).posts.values()
                   if each.work is not None and not each.is_back and each.channel in channels]
        actor, found = str(self._request.identity.id), []
        for name, posts in groupby(waiting, attrgetter('item')):
            item = item_of(self._request.root, name)
            if item is None or not self._request.has_permission(
                    APPROVE_ANSWER, find_site(cast('IItem', item))):
                continue
            number = sum(not self._service.against(item, channels[each.channel], actor)
                         for each in posts)
            if number:
                found.append(ToApprove(cast('IItem', item), PAGE, number))
        return found
