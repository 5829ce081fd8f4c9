"""What people have to do for channels: tokens that end soon or are refused, posts to take away.

For the desk and ``/healthz``.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.values import Alarm
from ...kernel.tree.lookup import site_of
from ..deliveries.interfaces.own import IOwnConnections
from .interfaces import TOLD_BEFORE, IChannelAlarms, IChannels, TokenTimes
from .resource import book_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ..deliveries.interfaces.own import OwnConnection

_REFUSED = _('Kênh ${title} của ${site} không công nhận mã truy cập: đơn vị vận hành cần cấp lại.')
_BY_HAND = _('${site} còn ${number} bài đăng phải gỡ bằng tay trên kênh, chưa ai xác nhận.')
_ENDS = _('Mã truy cập của kênh ${title} (${site}) hết hạn ngày ${day}: đơn vị vận hành cần cấp '
          'lại.')


@implementer(IChannelAlarms)
class ChannelAlarms:
    """See ``IChannelAlarms``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def found(self, portal: IPortal) -> list[Alarm]:
        """See ``IChannelAlarms``."""
        now = self._registry.getUtility(IClock).now()
        book = book_of(portal)
        alarms = (_alarm(portal, each, book.times(each.number), now)
                  for each in _connected(self._registry, portal))
        return [*(each for each in alarms if each is not None), *_left(portal)]


def _left(portal: IPortal) -> Iterator[Alarm]:
    """Yield for each site how many posts people have to take away."""
    for oid, number in book_of(portal).numbers_left().items():
        site = site_of(portal, oid)
        name = getattr(site, '__name__', '') or 'city'
        yield Alarm(_(_BY_HAND, mapping={'site': str(getattr(site, 'title', '')),
                                         'number': number}),
                    f'{name}: {number} posts to take away by hand')


def _connected(registry: Registry, portal: IPortal) -> Iterator[OwnConnection]:
    own: IOwnConnections = registry.getAdapter(portal, IOwnConnections)
    for name in registry.getUtility(IChannels):
        yield from (each for each in own.all(name) if each.is_on)


def _alarm(portal: IPortal, connection: OwnConnection, times: TokenTimes,
           now: datetime.datetime) -> Alarm | None:
    site = site_of(portal, connection.site)
    said = {'title': connection.title, 'site': str(getattr(site, 'title', ''))}
    name = f'{getattr(site, "__name__", "") or "city"} connection {connection.number}'
    if times.is_refused:
        return Alarm(_(_REFUSED, mapping=said), f'{name}: token refused')
    if times.ends is None or times.ends - now >= datetime.timedelta(days=TOLD_BEFORE):
        return None
    return Alarm(
        _(_ENDS, mapping={**said, 'day': f'{local(times.ends):%d/%m/%Y}'}),
        f'{name}: token ends in {max(0, (times.ends - now).days)} days')


def check(registry: Registry, portal: IPortal | None) -> str:
    """Health check: tokens of channels hold for a while, and no post is to be taken away."""
    if portal is None:
        return ''
    alarms: IChannelAlarms = registry.getUtility(IChannelAlarms)
    return '; '.join(each.line for each in alarms.found(portal))
