"""The persistent duties, in the ``interactions`` database.  Renaming needs an upgrade step."""
import math
from collections.abc import Collection, Iterator, Sequence

from persistent import Persistent
from zope.interface import implementer

from ...kernel.storage.keptcounts import KeepsNumbers, KeptCounts
from ...kernel.storage.smalltrees import SmallLOBTree, SmallOOBTree, SmallOOTreeSet
from .interfaces import SATISFIED, WITHDRAWN, DutyEvent, IDuty, Term

#: Name of the register in the root of the database.
KEY = 'duties'
#: More than any number, and than any text of a site.
_LAST, _LAST_TEXT = 2 ** 62, '\U0010ffff'


@implementer(IDuty)
class KeptDuty(Persistent):
    """See ``IDuty``."""

    def __init__(self, number: int, site: str, rule: str) -> None:
        self.number = number
        self.site = site
        self.rule = rule
        self.keys: tuple[str, ...] = ()
        self.events: tuple[DutyEvent, ...] = ()

    def add(self, event: DutyEvent) -> bool:
        """Add ``event``, unless its source has told it before; return whether it was new."""
        told = {(each.kind, each.source, each.subject) for each in self.events if each.source}
        if (event.kind, event.source, event.subject) in told:
            return False
        self.events = (*self.events, event)
        return True

    def is_fulfilled_by(self, item: str) -> bool:
        """Return whether the last that was noted of ``item`` is that it fulfils the duty."""
        last = next((event.kind for event in reversed(self.events)
                     if event.subject == item and event.kind in (SATISFIED, WITHDRAWN)), '')
        return last == SATISFIED


def _put(index: SmallOOTreeSet, entry: object, wanted: bool) -> int:
    """Let ``entry`` be in ``index`` or not; return how many there are more than before."""
    if wanted == (entry in index):
        return 0
    if wanted:
        index.insert(entry)
        return 1
    index.remove(entry)
    return -1


def _kind(key: str) -> str:
    return key.partition(':')[0]


class DutyRegister(KeepsNumbers):
    """Sổ nhiệm vụ có thời hạn: all duties of a portal, none of which is ever taken out.

    ``duties``: by number.  ``subjects``: ``(key, site, rule)`` → number.  ``sites``: ``(site,
    number)``.

    The due index, a cache: ``owed``: ``(site, number)`` of what is not done; ``unexplained``:
    ``(site, number)`` of what was done late and has no approved reason; ``terms``: ``(due,
    number)`` → ``Term``, and the ``due`` of each in ``termed`` by number; ``numbers``: how many
    are owed, by ``(site, rule)``, ``None`` in registers of before, until the next event.
    """

    def __init__(self) -> None:
        self.duties = SmallLOBTree()
        self.subjects = SmallOOBTree()
        self.sites = SmallOOTreeSet()
        self.forget_dues()

    def forget_dues(self) -> None:
        """Empty the due index."""
        self.owed = SmallOOTreeSet()
        self.unexplained = SmallOOTreeSet()
        self.terms = SmallOOBTree()
        self.termed = SmallLOBTree()
        self.numbers = KeptCounts()
        for of_before in ('owing', 'dues', 'seconds'):
            if of_before in vars(self):
                delattr(self, of_before)

    def add(self, site: str, rule: str) -> KeptDuty:
        """Return a new duty, which has no keys yet."""
        number = self.duties.maxKey() + 1 if self.duties else 1
        duty = self.duties[number] = KeptDuty(number, site, rule)
        self.sites.insert((site, number))
        return duty

    def name(self, duty: KeptDuty, given: Sequence[str]) -> None:
        """Let the keys ``given`` take the place of those of the same kinds that ``duty`` has."""
        kinds = {_kind(key) for key in given}
        keys = (*given, *(key for key in duty.keys if _kind(key) not in kinds))
        for key in set(duty.keys) - set(keys):
            self.subjects.pop((key, duty.site, duty.rule), None)
        for key in set(keys) - set(duty.keys):
            self.subjects[key, duty.site, duty.rule] = duty.number
        if duty.keys != keys:
            duty.keys = keys

    def find(self, site: str, rule: str, key: str) -> KeptDuty | None:
        """Return the duty of ``site`` by ``rule`` with that ``key``, or ``None``."""
        number = self.subjects.get((key, site, rule))
        return None if number is None else self.duties[number]

    def of_key(self, key: str) -> Iterator[KeptDuty]:
        """Yield the duties with ``key``, or one that begins with it and a colon, by numbers."""
        found = {*self.subjects.values(min=(key, '', ''), max=(key, _LAST_TEXT, '')),
                 *self.subjects.values(min=(f'{key}:', '', ''), max=(f'{key};', '', ''))}
        return map(self.duties.__getitem__, sorted(found))

    def of_site(self, site: str, without: Collection[int], last: int) -> Iterator[KeptDuty]:
        """Yield the ``last`` so many duties of ``site``, 0 for all, but for the numbers
        ``without``; no other is read.
        """
        numbers = [number for _site, number in self.sites.keys(min=(site, 0), max=(site, _LAST))
                   if number not in without]
        return map(self.duties.__getitem__, numbers[-last:])

    def open_duties(self, site: str | None) -> Iterator[KeptDuty]:
        """Yield what ``site`` owes, or all sites, by numbers."""
        return self._of(self.owed, site) if site is not None else map(
            self.duties.__getitem__, owed_numbers(self))

    def late(self, site: str) -> Iterator[KeptDuty]:
        """Yield what ``site`` did late without an approved reason, by numbers."""
        return self._of(self.unexplained, site)

    def _of(self, index: SmallOOTreeSet, site: str) -> Iterator[KeptDuty]:
        return (self.duties[number] for _site, number in index.keys(
            min=(site, 0), max=(site, _LAST)))

    def due_between(self, start: float, end: float) -> Iterator[KeptDuty]:
        """Yield what is owed and due from ``start`` to before ``end``, seconds since 1970 UTC."""
        return (self.duties[term.number] for term in self.terms.values(
            min=(start, 0), max=(end, 0)) if term.owed)

    def note(self, duty: KeptDuty, owed: bool, unexplained: bool) -> None:
        """Let the due index say whether ``duty`` is ``owed``, or was done late and is
        ``unexplained``.  Write only what differs.
        """
        place = duty.site, duty.number
        numbers = self._numbers()
        numbers.change((duty.site, duty.rule), _put(self.owed, place, owed))
        _put(self.unexplained, place, unexplained)

    def note_term(self, number: int, term: Term | None) -> None:
        """Let the due index have ``term`` of the duty with that ``number``, and none but it.
        Write only what differs.
        """
        known = self.termed.get(number)
        if known is not None and (term is None or term.due != known):
            del self.terms[known, number], self.termed[number]
        if term is not None and self.terms.get((term.due, number)) != term:
            self.terms[term.due, number] = term
            self.termed[number] = term.due

    def all_terms(self) -> Iterator[Term]:
        """Yield each ``Term`` of the due index, the earliest first."""
        return iter(self.terms.values())

    def _right(self) -> Iterator[object]:
        return ((site, self.duties[number].rule) for site, number in self.owed)


def owed_numbers(register: DutyRegister, beyond: int = 0) -> Iterator[int]:
    """Yield the numbers greater than ``beyond`` of what is owed, in order."""
    return (number for number, due in register.termed.items(min=beyond + 1)
            if register.terms[due, number].owed)


def due_of(register: DutyRegister, number: int) -> float | None:
    """Return when the duty with that ``number`` is due, seconds since 1970 UTC; ``None`` if that
    is not known or it was done in time.
    """
    due = register.termed.get(number, math.inf)
    return None if due == math.inf else due


def number_owed(register: DutyRegister, site: str, rule: str) -> int:
    """Return how many duties ``site`` owes by ``rule``."""
    if register.numbers is None:
        return sum(duty.rule == rule for duty in register.open_duties(site))
    return register.numbers.of((site, rule))
