"""``ICarried``, by the book of proposals."""
from __future__ import annotations

import datetime
from collections.abc import Iterator

from zope.interface import implementer

from ...base.interfaces import IPortal, ISite
from .interfaces import ACCEPTED
from .interfaces.promises import ICarried
from .resource import book_of


@implementer(ICarried)
class Carried:
    """See ``ICarried``."""

    def accepted(self, portal: IPortal, origin: ISite, to: ISite, start: datetime.datetime,
                 end: datetime.datetime) -> Iterator[tuple[datetime.datetime, int]]:
        """See ``ICarried``."""
        book, place = book_of(portal), str(to.__oid__)
        for proposal in reversed(book.numbered(book.sent, str(origin.__oid__))):
            if proposal.to == place and proposal.reference:
                yield from ((event.moment, proposal.reference) for event in proposal.events
                            if event.kind == ACCEPTED and start <= event.moment < end)
