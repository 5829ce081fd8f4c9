"""Which posts wait for somebody's approval, beside the batches that do."""
from __future__ import annotations

from collections import Counter
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
        waiting = [(each.item, channels[each.channel])
                   for each in book_of(self._request.root).posts.values()
                   if each.work is not None and not each.is_back and each.channel in channels]
        actor, numbers = str(self._request.identity.id), Counter[str]()
        for name, channel in waiting:
            item = item_of(self._request.root, name)
            if item is not None and self._request.has_permission(
                    APPROVE_ANSWER, find_site(cast('IItem', item))) and not self._service.against(
                        item, channel, actor):
                numbers[name] += 1
        return [ToApprove(cast('IItem', item_of(self._request.root, name)), PAGE, number)
                for name, number in numbers.items()]
