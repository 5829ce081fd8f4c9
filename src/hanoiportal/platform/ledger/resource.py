"""The persistent ledger.  Renaming this module needs an upgrade step.

Events are rows in buckets, as entries of the log are (ADR 15): each addition writes the last
bucket anew.  A row is a tuple in the order of ``rows.Row``.
"""
from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from secrets import token_hex
from typing import TYPE_CHECKING, TypedDict

from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from persistent import Persistent
from ZODB.POSException import ConflictError

from ...kernel.security.interactions import get_or_create
from .rows import Row, day_of, without

if TYPE_CHECKING:
    from persistent.mapping import PersistentMapping

    from ...base.interfaces import IPortal

#: Events in one record: more would cost bytes at each addition, fewer would cost records.
BUCKET = 16
#: Where a portal, and the root of ``interactions``, keeps its ledger; the name is in its record.
ATTRIBUTE = 'ledger'
#: Bits of a number in the index of days.
_NUMBER = 40


class State(TypedDict):
    """The state of a ``Bucket``."""

    start: int
    rows: tuple[Row, ...]


class Bucket(Persistent):
    """The events with the numbers from ``start``, at most ``BUCKET``."""

    rows: tuple[Row, ...] = ()

    def __init__(self, start: int) -> None:
        self.start = start

    @property
    def end(self) -> int:
        """The number after its last."""
        return self.start + len(self.rows)

    def _p_resolveConflict(self, old: State, saved: State, new: State) -> State:
        """Let the additions of two transactions follow each other; undoing takes none away."""
        before, there = _rows(old), _rows(saved)
        added = _rows(new)[len(before):] if _rows(new)[:len(before)] == before else ()
        if not added or there[len(before):][:len(added)] == added:
            return saved  # something is undone, or an undoing is: all stays
        if there[:len(before)] != before or len(there) + len(added) > BUCKET:
            raise ConflictError
        return {**saved, 'rows': there + added}


def _rows(state: State) -> tuple[Row, ...]:
    return state.get('rows', ())


class Ledger(Persistent):
    """Sổ sự kiện.  ``buckets``: by their ``start``.

    ``days``: which buckets hold events of a day, as day and start in one number; a ledger of
    before has it from its next event on.
    ``kept``: ``{number: row}`` of what an undoing may have taken from its bucket.
    ``complete``: names of the totals of which it tells all days that were over before.
    ``epoch``: see ``ILedger``; drawn, since two restores of one backup are two epochs.
    """

    epoch = '0'
    days: LLTreeSet | None = None
    complete: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.buckets = LOBTree()
        self.days = LLTreeSet()
        self.kept = LOBTree()

    def begin_epoch(self) -> None:
        """Begin another epoch."""
        self.epoch = token_hex(4)

    def go_on_in(self, epoch: str) -> None:
        """Be in ``epoch`` still: what an undoing has put back was of another."""
        if self.epoch != epoch:
            self.epoch = epoch

    @property
    def last(self) -> int:
        """The number of the last event, 0 if there is none."""
        last = self.buckets[self.buckets.maxKey()].end - 1 if self.buckets else 0
        return max(last, self.kept.maxKey()) if self.kept else last

    def append(self, row: Row, beyond: int = 0) -> int:
        """Add one event and return its number, which is greater than ``beyond``."""
        number = max(self.last, beyond) + 1
        bucket = self.buckets[self.buckets.maxKey()] if self.buckets else None
        if bucket is None or bucket.end != number or len(bucket.rows) >= BUCKET:
            bucket = self.buckets[number] = Bucket(number)
        known = {each: each for given in bucket.rows for each in given if isinstance(each, str)}
        shared = tuple(known.get(each, each) if isinstance(each, str) else each for each in row)
        bucket.rows = (*bucket.rows, shared)
        self._note_days(bucket, (row,))
        return number

    def _note_days(self, bucket: Bucket, rows: Iterable[Row]) -> None:
        if self.days is None:
            self.days = LLTreeSet()
            for each in self.buckets.values():
                self._note_days(each, each.rows)
        for row in rows:
            self.days.add(day_of(row) << _NUMBER | bucket.start)

    def keep(self, bucket: Bucket) -> None:
        """Keep the rows of ``bucket`` besides, before something of it may be undone."""
        self.kept.update(dict(enumerate(bucket.rows, bucket.start)))

    def forget(self, people: Collection[str]) -> None:
        """Let no event name any of ``people`` any more; all else stays."""
        for bucket in self.buckets.values():
            rows = tuple(without(row, people) for row in bucket.rows)
            if rows != bucket.rows:
                bucket.rows = rows
        for number, row in list(self.kept.items()):
            if without(row, people) != row:
                self.kept[number] = without(row, people)

    def mend(self, start: int) -> None:
        """Let the bucket from ``start``, if there is one, be found by all days it has."""
        if start in self.buckets:
            self._note_days(self.buckets[start], self.buckets[start].rows)

    def since(self, number: int) -> Iterator[tuple[int, Row]]:
        """Yield ``(number, row)`` of the events with a greater ``number``, in order."""
        first = max(number + 1, 1)
        start = next(iter(self.buckets.keys(max=first)[-1:]), None) if self.buckets else None
        return self._merged(self.buckets.values(min=start), first)

    def in_days(self, first: int, last: int) -> Iterator[tuple[int, Row]]:
        """Yield ``(number, row)`` in order, among them all events of the days from ``first`` to
        ``last``.
        """
        return self._merged(self.buckets_of(first, last), 1)

    def buckets_of(self, first: int, last: int) -> Iterator[Bucket]:
        """Yield the buckets, in order, that have events of the days from ``first`` to ``last``."""
        if self.days is None:
            yield from self.buckets.values()
            return
        mask = (1 << _NUMBER) - 1
        starts = {key & mask for key in self.days.keys(
            first << _NUMBER, (last + 1) << _NUMBER, excludemax=True)}
        yield from (self.buckets[start] for start in sorted(starts) if start in self.buckets)

    def _merged(self, buckets: Iterator[Bucket], first: int) -> Iterator[tuple[int, Row]]:
        rows = chain.from_iterable(
            enumerate(islice(bucket.rows, max(0, first - bucket.start), None),
                      max(first, bucket.start)) for bucket in buckets)
        if not self.kept:
            yield from rows
            return
        before = 0
        for pair in heapq.merge(rows, self.kept.items(min=first), key=lambda pair: pair[0]):
            if pair[0] != before:
                yield pair
            before = pair[0]


def ledger_of(portal: IPortal) -> Ledger:
    """Return the ``Ledger`` of ``portal``; an empty one that nobody keeps if there is none yet."""
    found = getattr(portal, ATTRIBUTE, None)
    return Ledger() if found is None else found


def get_or_create_ledger(portal: IPortal) -> Ledger:
    """Return the ``Ledger`` of ``portal`` for writing."""
    if getattr(portal, ATTRIBUTE, None) is None:
        made = Ledger()
        made.begin_epoch()
        setattr(portal, ATTRIBUTE, made)
    return ledger_of(portal)


def inner_ledger_of(interactions: PersistentMapping) -> Ledger:
    """Return the ``Ledger`` in the root of ``interactions``, an empty one if there is none yet."""
    found: Ledger | None = interactions.get(ATTRIBUTE)
    return Ledger() if found is None else found


def get_or_create_inner_ledger(interactions: PersistentMapping) -> Ledger:
    """Return the same ``Ledger`` for writing."""
    found: Ledger = get_or_create(interactions, ATTRIBUTE, Ledger)
    return found
