"""The persistent sheets, in ``interactions``.  They name nobody and hold no words of texts.
Renaming this module needs an upgrade step.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from .interfaces import (
    APPROVED,
    CONFIRMED,
    OPEN,
    PAID,
    PROPOSED,
    RETURNED,
    Payment,
    RoyaltyLine,
    Settlement,
    SheetEvent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Name in the root of the database.
KEY = 'royalties'
_LAST = 2 ** 62
#: What a work is known by: item, language, part.
WorkKey = tuple[str, str, str]


class KeptSheet(Persistent):
    """See ``interfaces.RoyaltySheet``.  ``given``: the greatest number of a line so far."""

    lines: tuple[RoyaltyLine, ...] = ()
    events: tuple[SheetEvent, ...] = ()
    statuses: tuple[tuple[str, str], ...] = ()
    paid: tuple[Payment, ...] = ()
    paid_on: datetime.date | None = None
    settlements: tuple[Settlement, ...] = ()
    given = 0

    def __init__(self, number: int, site: str, month: str) -> None:
        self.number, self.site, self.month = number, site, month

    @property
    def state(self) -> str:
        """See ``RoyaltySheet``."""
        last = next((each.kind for each in reversed(self.events) if each.kind in (
            PROPOSED, APPROVED, CONFIRMED, PAID, RETURNED)), RETURNED)
        return OPEN if last == RETURNED else last

    def add(self, event: SheetEvent) -> None:
        """Add ``event``."""
        self.events = (*self.events, event)

    def put(self, line: RoyaltyLine) -> RoyaltyLine:
        """Put ``line`` in, as a new one if its number is 0."""
        if not line.number:
            self.given += 1
            line = line._replace(number=self.given)
            self.lines = (*self.lines, line)
        else:
            self.lines = tuple(
                line if each.number == line.number else each for each in self.lines)
        return line

    def take_out(self, number: int) -> None:
        """Take the line with that number out."""
        self.lines = tuple(each for each in self.lines if each.number != number)


class RoyaltyBook(Persistent):
    """Sổ nhuận bút: all sheets of a portal by number; none is ever taken out.

    ``months``: ``(site, month, number)``.  ``works``: ``{(item, language, part): (sheet, line)}``
    of each work that a sheet has, so that none is paid twice.  ``corrections``: ``{(sheet, line):
    (sheet, …)}`` of the lines that were corrected.  ``people``: ``(payee, number)`` of
    sheets that paid them.  ``waiting``: ``(state, number)`` of sheets that wait for the owner body
    or for who pays; ``None`` in books of before, until the next step of a sheet.
    """

    waiting: OOTreeSet | None = None

    def __init__(self) -> None:
        self.sheets = LOBTree()
        self.months = OOTreeSet()
        self.works = OOBTree()
        self.corrections = OOBTree()
        self.people = OOTreeSet()

    def add(self, site: str, month: str) -> KeptSheet:
        """Return a new sheet."""
        number = self.sheets.maxKey() + 1 if self.sheets else 1
        made = self.sheets[number] = KeptSheet(number, site, month)
        self.months.insert((site, month, number))
        return made

    def of_months(self, site: str, first: str, last: str) -> Iterator[KeptSheet]:
        """Yield the sheets of ``site`` from the month ``first`` to ``last``, in their order."""
        for _site, _month, number in self.months.keys((site, first, 0), (site, last, _LAST)):
            yield self.sheets[number]

    def note(self, sheet: KeptSheet, event: SheetEvent) -> None:
        """Add ``event`` to ``sheet``."""
        if self.waiting is None:
            self.waiting = OOTreeSet(self._waiting())
        key = sheet.state, sheet.number
        if key in self.waiting:
            self.waiting.remove(key)
        sheet.add(event)
        if sheet.state in (APPROVED, CONFIRMED):
            self.waiting.insert((sheet.state, sheet.number))

    def in_state(self, state: str) -> Iterator[KeptSheet]:
        """Yield the sheets that are ``APPROVED`` or ``CONFIRMED``, by their numbers."""
        keys = sorted(self._waiting()) if self.waiting is None else self.waiting.keys(
            (state, 0), (state, _LAST))
        for found, number in keys:
            if found == state:
                yield self.sheets[number]

    def _waiting(self) -> Iterator[tuple[str, int]]:
        return ((each.state, each.number) for each in self.sheets.values()
                if each.state in (APPROVED, CONFIRMED))

    def of_payee(self, payee: str) -> Iterator[KeptSheet]:
        """Yield the sheets that paid ``payee``, by their numbers."""
        for _payee, number in self.people.keys((payee, 0), (payee, _LAST)):
            yield self.sheets[number]


def work_key(line: RoyaltyLine) -> WorkKey:
    """Return what the work of ``line`` is known by; pictures are the same in every language."""
    return line.item, '' if line.part else line.language, line.part


def book_of(portal: IPortal) -> RoyaltyBook:
    """Return the book for reading; an empty one that nobody keeps if there is none yet."""
    return kept_or_new(portal, KEY, RoyaltyBook)


def get_or_create_book(portal: IPortal) -> RoyaltyBook:
    """Return the book for writing."""
    found: RoyaltyBook = get_or_create(interactions_of(portal), KEY, RoyaltyBook)
    return found
