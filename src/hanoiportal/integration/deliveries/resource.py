"""Connections and their deliveries, in ``interactions``.  Renaming needs an upgrade step."""
from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from ...base.interfaces import IPortal
from ...kernel.security.interactions import kept_or_new
from .interfaces import SHOWN, Settings
from .policy import Breaker

#: Name in the root of the database.
KEY = 'deliveries'
#: Lines of a log; deliveries that wait before no further changes are read; dead letters with which
#: a connection is turned off.
MOST_TRIES_KEPT, MOST_WAITING, MOST_DEAD = 300, 1000, 1000
_LAST = 2 ** 62


class Waiting(NamedTuple):
    """A delivery that waits, or is dead.

    ``item``: as of ``Delivery``.  ``made``, ``next``: seconds since
    1970 UTC.  ``note``: of the last try.  ``is_leased``: whether somebody sends it until ``next``.
    """

    key: str
    item: str
    number: int
    made: float
    next: float
    kind: str = SHOWN
    tries: int = 0
    note: str = ''
    is_leased: bool = False


class Walk(NamedTuple):
    """A way through what was told before, or has changed before, that is being gone.

    ``scope``: object id of the section or site that it is about, ``''`` for all.  ``at``: number
    up to which it is gone; ``end``: where it ends.  ``is_held``: whether it leads through the
    items that were told, else through the changes.
    """

    scope: str
    at: int
    end: int
    is_held: bool = False


class KeptConnection(Persistent):
    """See ``Connection``.  ``sealed``: the secrets by name, each sealed; ``former``: those that
    were renewed and hold until ``former_until``.

    ``epoch``, ``position``: how far the changes are read.  ``held``: what the other system calls
    each item that it was told of and not to drop, by object id.  ``waiting``: ``Waiting`` by
    sequence.  ``queues``: the sequences of each item, in order.  ``due``: ``(seconds, sequence)``
    of the first of each queue.  ``failures``: in a row, ``failing`` since then; ``open_until``:
    nothing is sent before.  ``incident``: number of the row of the register, 0 for none, -1 if it
    could not be entered.  ``measured``: the texts of the figures that were noted, by name;
    ``looked``: when they were last looked at.
    """

    is_on = False
    former: Mapping[str, bytes] = {}
    former_until = 0.0
    why_off = note = epoch = ''
    position = sequence = arrived = failures = incident = 0
    failing = open_until = last = looked = 0.0
    measured: Mapping[str, str] = {}
    walks: tuple[Walk, ...] = ()

    def __init__(self, number: int, receiver: str, site: str, title: str) -> None:
        self.number, self.receiver, self.site, self.title = number, receiver, site, title
        self.settings: Settings = {}
        self.sealed: dict[str, bytes] = {}
        self.held = LOBTree()
        self.waiting = LOBTree()
        self.dead = LOBTree()
        self.queues = OOBTree()
        self.due = OOTreeSet()
        self.log = LOBTree()

    @property
    def breaker(self) -> Breaker:
        """How the circuit breaker stands."""
        return Breaker(self.failures, self.failing, self.open_until)

    @breaker.setter
    def breaker(self, now: Breaker) -> None:
        self.failures, self.failing, self.open_until = now

    def add(self, one: Waiting) -> None:
        """Let ``one`` wait behind the others of its item."""
        self.sequence += 1
        self.waiting[self.sequence] = one
        queue = self.queues.get(one.item, ())
        self.queues[one.item] = (*queue, self.sequence)
        if not queue:
            self.due.insert((one.next, self.sequence))

    def is_expected(self, item: str) -> bool:
        """Return whether a delivery of ``item`` waits that nobody has begun to send: its body
        will be made of what is there then.
        """
        queue = self.queues.get(item, ())
        return bool(queue) and not self.waiting[queue[-1]].tries

    def put(self, sequence: int, one: Waiting) -> None:
        """Keep ``one``, the first of its queue, for another try."""
        self.due.discard((self.waiting[sequence].next, sequence))
        self.waiting[sequence] = one
        self.due.insert((one.next, sequence))

    def end(self, sequence: int) -> None:
        """Let the first of a queue wait no more; the next one of its item is due."""
        one: Waiting = self.waiting.pop(sequence)
        self.due.discard((one.next, sequence))
        left = self.queues[one.item][1:]
        if left:
            self.queues[one.item] = left
            self.due.insert((self.waiting[left[0]].next, left[0]))
        else:
            del self.queues[one.item]

    def bury(self, sequence: int, one: Waiting) -> None:
        """Give ``one`` up."""
        self.end(sequence)
        self.dead[sequence] = one

    def due_at(self, now: float, most: int) -> list[int]:
        """Return the sequences of at most ``most`` that are to be sent at ``now``."""
        return [sequence for _next, sequence in islice(self.due.keys(max=(now, _LAST)), most)]

    def write(self, line: tuple[object, ...]) -> None:
        """Add a ``Try`` to the log; the oldest goes."""
        self.log[self.log.maxKey() + 1 if self.log else 1] = line
        while len(self.log) > MOST_TRIES_KEPT:
            del self.log[self.log.minKey()]


class DeliveryBook(Persistent):
    """``connections``: by number.  ``last``: the greatest number ever given."""

    last = 0

    def __init__(self) -> None:
        self.connections = LOBTree()

    def add(self, receiver: str, site: str, title: str) -> KeptConnection:
        """Keep a new connection."""
        self.last += 1
        made = self.connections[self.last] = KeptConnection(self.last, receiver, site, title)
        return made


def book_of(portal: IPortal) -> DeliveryBook:
    """Return the book of ``portal`` for reading; of one that has none yet, it is not kept."""
    return kept_or_new(portal, KEY, DeliveryBook)
