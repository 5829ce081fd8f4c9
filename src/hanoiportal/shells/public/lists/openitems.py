"""Items in which people take part now: of one content type, in one phase.

Days and phases are those of ``content``, which the clock moves: no page asks it.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import cast

from pyramid.request import Request

from ....base.interfaces import IItem, IResource
from ....discovery.catalog.interfaces import DetailQuery, IDetails

#: Items that are looked at, more than are open at one place at once.
MOST = 200


def open_items(request: Request, type_name: str, phase: str, place: IResource) -> list[IItem]:
    """Return the public items below ``place`` in that phase, what ends first at the head."""
    details: IDetails = request.service(IDetails)
    asked = DetailQuery(type_name, equal=(('phase', phase),))
    return sorted(cast(Iterable[IItem], details.find(asked, place, 0, MOST).items), key=last_day)


def last_day(item: IItem) -> datetime.date:
    """Return the last local day on which people take part in ``item``; the greatest for none."""
    closes: datetime.date | None = getattr(item, 'closes', None)
    return closes or datetime.date.max
