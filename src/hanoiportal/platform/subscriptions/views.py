"""What the page «Theo dõi» shows of a subscriber: rows of what is followed, of what was told."""
from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pyramid.request import Request

from ...base.clock import local, shown_date
from ...shells.public.page.layout import Layout
from ...shells.public.page.wording import Wording
from ...web.routing.links import link
from .addresses import name_followed, public_at
from .interfaces import (
    NEWSLETTER,
    PACE_ROWS,
    Followed,
    IChannel,
    IFollowable,
    ISubscriber,
    Piece,
)


class FollowedRow(NamedTuple):
    """``kind``: what it is.  ``name``, ``address``: of the thing, ``None`` if it is not public
    any more.  ``since``: the day, in words; ``''`` for what is not confirmed.
    """

    number: int
    kind: str
    name: Wording | None
    address: str
    since: str


class FollowedRows:
    """Rows for the reader of ``page``."""

    def __init__(self, request: Request, page: Layout) -> None:
        self._request, self._page = request, page

    def values(self, mine: ISubscriber) -> Mapping[str, object]:
        """Return what ``templates/followed.pt`` names of ``mine``."""
        channels = self._request.registry.getUtilitiesFor(IChannel)
        return {'rows': [self._row(each) for each in mine.followed], 'mine': mine,
                'paces': PACE_ROWS,
                'told': [row for each in mine.told if (row := self._told(each))],
                'channels': sorted((name, channel.title) for name, channel in channels)}

    def _row(self, each: Followed) -> FollowedRow:
        thing = public_at(self._page.portal, each.target)
        kind = self._request.registry.queryUtility(IFollowable, name=each.kind)
        name, address = None if thing is None else self._page.say(thing, 'title'), ''
        if kind is not None and kind.titles is not None:
            name = self._titled(each)
            address = link(self._request, self._page.site, NEWSLETTER)
        elif thing is not None:
            address = link(self._request, thing)
        return FollowedRow(
            each.number, '' if kind is None else kind.title, name, address,
            shown_date(local(each.confirmed).date(), self._page.tag) if each.confirmed else '')

    def _titled(self, each: Followed) -> Wording | None:
        tag = self._page.tag
        name = name_followed(
            self._page.portal, self._request.registry, each.kind, each.target, tag)
        return Wording(name, None) if name else None

    def _told(self, each: Piece) -> tuple[Wording, str] | None:
        item = public_at(self._page.portal, each.item)
        return None if item is None else (
            self._page.say(item, 'title'), link(self._request, item))
