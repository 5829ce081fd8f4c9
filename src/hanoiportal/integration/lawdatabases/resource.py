"""What is kept of the sources.  Renaming this module needs an upgrade step.

Readings lie in ``interactions``; the pages of documents at the sources, which readers are shown,
in ``content``, as an attribute of the portal.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from ...base.tries import Tries
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from .interfaces import Difference, Record

if TYPE_CHECKING:
    from ...base.interfaces import IPortal

#: Name in the root of ``interactions``: ``{source: SourceState}``; attribute of the portal.
KEY, ATTRIBUTE = 'law databases', 'law_pages'
#: A reading with less than this share of what the last whole one had is not believed at once.
SHRUNK = .5
#: Failures in a row after which a text is passed over, and all texts of the night are.
ONE_FAILS, ALL_FAIL = 3, 6


class SourceState(Tries, Persistent):
    """How far a source was read.

    ``began``: local day on which the current reading began, ``None`` before the first.
    ``page``: the next page to ask for, 0 when no page is.  ``total``: as the source says.
    ``records``: tuples of ``Record`` by ids, as of the last whole reading and what has come
    since; ``read``: ids of the current reading.
    ``texts``: ``(version of the record, version of our text, what differs)`` by ``(id of the
    record, object id)``.
    ``found``: ``(number of the row, what was said)`` by keys of ``Difference``.
    ``asking``: ``(id of the record, object id)`` of texts that are to be compared; ``pairing``:
    whether these are to be found, ``comparing``: whether all else is to be compared.
    ``doubted``: whether the last reading was not believed.
    """

    began: datetime.date | None = None
    came: datetime.datetime | None = None
    page = total = unreadable = 0
    pairing = comparing = doubted = False

    def __init__(self) -> None:
        self.records = OOBTree()
        self.read = OOTreeSet()
        self.texts = OOBTree()
        self.found = OOBTree()
        self.asking = OOTreeSet()

    def begin(self, day: datetime.date, first: int) -> None:
        """Begin a reading at the page ``first``."""
        self.began, self.page, self.total, self.unreadable = day, first, 0, 0
        self.read.clear()
        self.asking.clear()
        self.pairing = self.comparing = False

    def add(self, records: Iterable[Record]) -> int:
        """Keep what a page had; return how many the reading did not have yet."""
        new = 0
        for record in records:
            new += self.read.insert(record.id)
            if self.records.get(record.id) != tuple(record):
                self.records[record.id] = tuple(record)
        return new

    def end(self, now: datetime.datetime) -> bool:
        """End the reading; return whether it is believed: one that has far less than the last is
        when the next has no more; an empty one never.
        """
        self.page = 0
        is_less = bool(self.came) and len(self.read) < len(self.records) * SHRUNK
        if not self.read or is_less and not self.doubted:
            self.doubted = True
            return False
        for gone in [each for each in self.records if each not in self.read]:
            del self.records[gone]
        for pair in [each for each in self.texts if each[0] not in self.records]:
            del self.texts[pair]
        self.doubted, self.came, self.pairing = False, now, True
        return True

    def pass_over(self, pair: tuple[str, int]) -> None:
        """After some failures ask no more for the text of ``pair``; after more for none, so that
        all else is compared.
        """
        if self.failures >= ALL_FAIL:
            self.asking.clear()
        elif self.failures >= ONE_FAILS:
            self.asking.discard(pair)

    def all(self) -> list[Record]:
        """Return the records that there are."""
        return [Record(*each) for each in self.records.values()]

    def record(self, identifier: str) -> Record | None:
        """Return the record with that id, or ``None``."""
        kept = self.records.get(identifier)
        return None if kept is None else Record(*kept)

    def told(self, difference: Difference) -> tuple[int, str] | None:
        """Return the row of a difference and what it said, ``None`` if there is none."""
        kept: tuple[int, str] | None = self.found.get(difference.key)
        return kept


class LawPages(Persistent):
    """Địa chỉ ở nguồn: ``portal.law_pages``; ``addresses``: ``{object id: ((source, address),
    …)}``.
    """

    def __init__(self) -> None:
        self.addresses = LOBTree()


def state_of(portal: IPortal, source: str) -> SourceState:
    """Return how ``source`` stands, for reading."""
    found: SourceState | None = kept_or_new(portal, KEY, OOBTree).get(source)
    return SourceState() if found is None else found


def kept_state(portal: IPortal, source: str) -> SourceState:
    """Return the same for writing."""
    states = get_or_create(interactions_of(portal), KEY, OOBTree)
    found: SourceState = get_or_create(states, source, SourceState)
    return found


def pages_of(portal: IPortal, oid: int) -> tuple[tuple[str, str], ...]:
    """Return ``(source, address)`` of the pages of a document."""
    kept: LawPages | None = getattr(portal, ATTRIBUTE, None)
    found: tuple[tuple[str, str], ...] = () if kept is None else kept.addresses.get(oid, ())
    return found


def kept_pages(portal: IPortal) -> dict[int, tuple[tuple[str, str], ...]]:
    """Return what ``pages_of`` returns, by object ids, of all documents that have any."""
    kept: LawPages | None = getattr(portal, ATTRIBUTE, None)
    return {} if kept is None else dict(kept.addresses)


def keep_pages(portal: IPortal, pages: Mapping[int, tuple[tuple[str, str], ...]]) -> bool:
    """Let readers be shown ``pages`` and no others; return whether anything was written."""
    before = kept_pages(portal)
    if before == pages:
        return False
    kept: LawPages | None = getattr(portal, ATTRIBUTE, None)
    if kept is None:
        kept = LawPages()
        setattr(portal, ATTRIBUTE, kept)
    for gone in before.keys() - pages.keys():
        del kept.addresses[gone]
    for oid, found in pages.items():
        if before.get(oid) != found:
            kept.addresses[oid] = found
    return True
