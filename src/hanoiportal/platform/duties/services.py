"""``IDuties``, on the register in ``interactions`` and the deadlines of the portal."""
import datetime
import math
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from persistent.mapping import PersistentMapping
from zope.interface import implementer

from ...kernel.security.interactions import empty, get_or_create
from ..calendar.interfaces import Knowledge
from .folding import fold
from .interfaces import (
    MET_LATE,
    MISSED,
    RUNNING,
    SATISFIED,
    WITHDRAWN,
    Duty,
    DutyEvent,
    IDuties,
    Standing,
    Term,
)
from .published import KEY as PUBLISHED
from .published import Publication, Published
from .resource import KEY, DutyRegister, KeptDuty

#: By when a duty is due: of a rule, a trigger and what is known of the calendar.
DueOf = Callable[[str, datetime.datetime, Knowledge | None], datetime.datetime | None]
#: States in which a duty is owed.
OWED = (RUNNING, MISSED)


@implementer(IDuties)
class Duties:
    """See ``IDuties``.  ``root``: mapping in which the register is, or will be."""

    def __init__(self, root: PersistentMapping, due_of: DueOf,
                 now: Callable[[], datetime.datetime]) -> None:
        self._root = root
        self._due_of = due_of
        self._now = now

    def open(self, site: str, rule: str, keys: Sequence[str], trigger: DutyEvent) -> KeptDuty:
        """See ``IDuties``."""
        register = self._kept()
        found = (register.find(site, rule, key) for key in keys)
        duty = next(filter(None, found), None) or register.add(site, rule)
        register.name(duty, keys)
        self.append(duty, trigger)
        for item, publication in (
                pair for key in keys for pair in self._published.of(site, key)):
            self._fulfil(duty, item, publication)
        return duty

    def append(self, duty: Duty, event: DutyEvent) -> bool:
        """See ``IDuties``."""
        kept = self._kept().duties[duty.number]
        new: bool = kept.add(event)
        if new:
            self._index(kept)
            if event.kind == SATISFIED:
                self._published.fulfilled.insert((event.subject, duty.number))
        return new

    def publish(self, item: str, publication: Publication) -> None:
        """See ``IDuties``."""
        self._published.add(item, publication)
        for key in (f'item:{item}', *publication.keys):
            for duty in self.of_key(key):
                if duty.site == publication.site:
                    self._fulfil(duty, item, publication)

    def withdraw(self, item: str, at: datetime.datetime, noted: datetime.datetime,
                 source: str) -> None:
        """See ``IDuties``."""
        self._published.drop(item)
        for duty in map(self._kept().duties.__getitem__, self._published.numbers_of(item)):
            if duty.is_fulfilled_by(item):
                self.append(duty, DutyEvent(
                    WITHDRAWN, noted, at=at, source=source, subject=item))

    def _fulfil(self, duty: KeptDuty, item: str, publication: Publication) -> None:
        if not duty.is_fulfilled_by(item):
            self.append(duty, DutyEvent(
                SATISFIED, publication.noted, at=publication.at, source=publication.source,
                subject=item))

    def get(self, number: int) -> KeptDuty | None:
        """See ``IDuties``."""
        found: KeptDuty | None = self._known.duties.get(number)
        return found

    def of_site(self, site: str, without: Collection[int] = (),
                last: int = 0) -> Iterator[KeptDuty]:
        """See ``IDuties``."""
        return self._known.of_site(site, without, last)

    def of_key(self, key: str) -> Iterator[KeptDuty]:
        """See ``IDuties``."""
        return self._known.of_key(key)

    def open_duties(self, site: str | None = None) -> Iterator[KeptDuty]:
        """See ``IDuties``."""
        return self._known.open_duties(site)

    def due_between(self, start: datetime.datetime, end: datetime.datetime,
                    site: str | None = None) -> Iterator[KeptDuty]:
        """See ``IDuties``."""
        found = self._known.due_between(start.timestamp(), end.timestamp())
        return (duty for duty in found if site in (None, duty.site))

    def standing(self, duty: Duty, now: datetime.datetime) -> Standing:
        """See ``IDuties``."""
        return fold(duty.events, now, partial(self._due_of, duty.rule))

    def unsettled(self, site: str, now: datetime.datetime) -> list[tuple[Duty, Standing]]:
        """See ``IDuties``."""
        found: list[tuple[Duty, Standing]] = [(duty, self.standing(duty, now)) for duty in (
            *self._known.open_duties(site), *self._known.late(site))]
        return sorted(found, key=lambda pair: (pair[1].due or now, pair[0].number))

    def reindex(self) -> int:
        """See ``IDuties``."""
        if KEY not in self._root:
            return 0
        register = self._kept()
        register.forget_dues()
        for duty in register.duties.values():
            self._index(duty)
        return len(register.duties)

    @property
    def _known(self) -> DutyRegister:
        """The register for reading; an empty one that nobody keeps if there is none yet."""
        found: DutyRegister = self._root.get(KEY) or empty(DutyRegister)
        return found

    def _kept(self) -> DutyRegister:
        """Return the register for writing."""
        found: DutyRegister = get_or_create(self._root, KEY, DutyRegister)
        return found

    @property
    def _published(self) -> Published:
        """What is public, for writing."""
        found: Published = get_or_create(self._root, PUBLISHED, Published)
        return found

    def _index(self, duty: KeptDuty) -> None:
        standing = self.standing(duty, self._now())
        owed, is_late = standing.state in OWED, standing.state == MET_LATE
        due = None if standing.due is None else standing.due.timestamp()
        self._kept().note(duty, owed, is_late and (
            standing.needs_reason or standing.needs_consent))
        self._kept().note_term(duty.number, Term(
            math.inf if due is None else due, duty.number, duty.site, duty.rule, owed,
            standing.reason is not None) if owed or is_late else None)
