"""How posts are looked at: base of ``IChannelPosts``."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from ...base.interfaces import IClock
from ...kernel.tree.lookup import find_site, item_of
from ..deliveries.interfaces.own import IOwnConnections, OwnConnection
from .interfaces import (
    BY_HAND,
    LEAVING,
    POSTED,
    RECALLED,
    REFUSED,
    SCHEDULED,
    SENDING,
    SENT_BACK,
    STALE,
    WAITING,
    IChannels,
    PostView,
    StandingPost,
)
from .resource import KeptPost, book_of, parted, says
from .texts import current, unfit

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IItem, IPortal, ISite
    from ...kernel.tree.resources import Described
    from .interfaces.channels import Channel


class PostReader:
    """See ``IChannelPosts``."""

    def __init__(self, registry: Registry, portal: IPortal) -> None:
        self._registry, self._portal = registry, portal
        self._own: IOwnConnections = registry.getAdapter(portal, IOwnConnections)

    def channels(self, item: IItem) -> list[Channel]:
        """See ``IChannelPosts``."""
        connected = self._own.receivers(find_site(item))
        return [each for name, each in sorted(self._registry.getUtility(IChannels).items())
                if name in connected]

    def post(self, item: Described, channel: Channel) -> PostView | None:
        """See ``IChannelPosts``."""
        kept = self._kept(cast('IItem', item), channel)
        return None if kept is None else self._view(kept, item, channel)

    def _view(self, kept: KeptPost, item: Described, channel: Channel) -> PostView:
        connection = self._own.of(channel.name, find_site(cast('IItem', item)))
        reference = '' if connection is None else connection.references.get(item.__oid__, '')
        state = self._state(kept, item, reference)
        trouble = ''
        if state in (SENDING, LEAVING) and connection is not None:
            trouble = self._own.trouble(connection.number, kept.item)
            if state == SENDING and self._own.is_refused(connection.number, kept.item):
                state = REFUSED
        return PostView(
            channel, '' if connection is None else connection.title,
            connection is not None and connection.is_on, state, kept.work, kept.approved,
            '' if kept.work is None else kept.digest_of(kept.work), kept.authors, kept.approvals,
            kept.reason, trouble, kept.counts, kept.approved_by, kept.approved_at,
            kept.posted_at, _link(kept, channel, connection, reference))

    def posts(self, site: ISite) -> list[tuple[Described, PostView]]:
        """See ``IChannelPosts``."""
        channels = self._registry.getUtility(IChannels)
        kept = sorted((each for each in book_of(self._portal).posts.values()
                       if each.site == str(site.__oid__) and each.channel in channels),
                      key=lambda each: -each.number)
        return [(item, self._view(each, item, channels[each.channel])) for each in kept
                if (item := item_of(self._portal, each.item)) is not None]

    def unfit(self, item: Described, channel: Channel) -> str:
        """See ``IChannelPosts``."""
        return unfit(item, channel)

    def standing(self, site: ISite) -> list[tuple[str, str, StandingPost]]:
        """See ``IChannelPosts``."""
        return [(channel, name, post) for (channel, name), post in book_of(
            self._portal).left_at(str(site.__oid__)).items()]

    def _kept(self, item: IItem, channel: Channel) -> KeptPost | None:
        return book_of(self._portal).get(str(item.__oid__), channel.name)

    def _state(self, kept: KeptPost, item: Described, reference: str) -> str:
        if kept.work is not None and (current(item) or not kept.told):
            return SENT_BACK if kept.is_back else WAITING
        approved = kept.approved
        if approved is None or kept.recalled:
            return LEAVING if reference else BY_HAND if self._is_left(kept) else RECALLED
        now: datetime.datetime = self._registry.getUtility(IClock).now()
        if says(reference, kept.digest_of(approved)):
            if not current(item):
                return LEAVING
            is_shown = kept.posted_at is None or kept.posted_at <= now
            return POSTED if is_shown else SCHEDULED
        if approved.version != current(item):
            return STALE
        return SCHEDULED if approved.at is not None and approved.at > now else SENDING

    def _is_left(self, kept: KeptPost) -> bool:
        return any(channel == kept.channel and post.item == kept.item for (
            channel, _name), post in book_of(self._portal).left_at(kept.site).items())


def _link(kept: KeptPost, channel: Channel, connection: OwnConnection | None,
          reference: str) -> str:
    """Return where readers see the post, ``''`` if it is not there or nobody knows."""
    if connection is None or not reference:
        return ''
    return channel.link(parted(reference)[0], connection.settings) or (
        '' if kept.counts is None else kept.counts.link)
