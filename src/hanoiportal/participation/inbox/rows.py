"""Cases as the desk shows them: lines of a list, what happened, what is due."""
import datetime
from collections.abc import Callable
from dataclasses import dataclass

from pyramid.registry import Registry

from ...base.clock import UTC, moment
from ...base.deadlines.interfaces import DeadlineRule, IDeadlineRules, NoDeadline
from ...base.interfaces import IClock, IPortal, ISite
from ...base.numbers import told_file
from ...kernel.tree.lookup import in_language, site_of
from ...platform.duties.interfaces import Duty, Standing
from ..cases.interfaces import (
    ASKER,
    ASSIGNED,
    ERASED,
    FORWARDED,
    MERGED,
    NOTE,
    OPEN,
    PLACE,
    SPLIT,
    Case,
    CaseEvent,
    CaseRow,
    CaseStanding,
    Contents,
    ICaseKinds,
    ICases,
    IConduct,
    is_erasing,
)
from .grounds import IGrounds
from .words import EVENTS, NOTES, STATES, WARNED

#: Events whose text only who sent the case reads: it holds a secret.
_SECRET = frozenset({SPLIT})


@dataclass(frozen=True)
class CaseLine:
    """One case in a list.  ``title``: ``''`` if its key is destroyed.  ``state``: translatable.

    ``due``, ``received``: local moments, ``''`` for none.  ``waits``: for the board.
    """

    number: int
    title: str
    kind: str
    state: str
    is_warned: bool
    due: str
    is_late: bool
    received: str
    assigned: str
    waits: bool


@dataclass(frozen=True)
class Happening:
    """One event.  ``what``: translatable.  ``who``: of the staff, ``''`` for the sender.

    ``to``: what it concerns: a site, a person, the code of a case.  ``case``: number of that case,
    0 for none that the reader opens.  ``told``: whether the sender sees it.  ``files``: numbers
    and names of the files that came with it.
    """

    what: str
    who: str
    when: str
    to: str
    case: int
    ground: str
    until: str
    text: str
    told: bool
    files: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Owed:
    """A duty.  ``what``: by its rule.  ``is_here``: whether the site that shows it owes it."""

    number: int
    rule: str
    due: str
    done: str
    is_late: bool
    is_here: bool


class CaseShowing:
    """Shows cases of ``portal`` in the language ``tag``; ``person``: names an account."""

    def __init__(self, registry: Registry, portal: IPortal, tag: str,
                 person: Callable[[IPortal, str], str]) -> None:
        self._portal, self._tag = portal, tag
        self._person = person
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._kinds: ICaseKinds = registry.getUtility(ICaseKinds)
        self._grounds = registry.getUtility(IGrounds)
        self._rules: IDeadlineRules = registry.getUtility(IDeadlineRules)
        self._registry = registry
        self.now: datetime.datetime = registry.getUtility(IClock).now()
        self._titles: dict[str, str] = {}

    def kind(self, name: str) -> str:
        """Return what the kind ``name`` is called; each line of a list asks for one of a few."""
        if name not in self._titles:
            self._titles[name] = self._kinds.at(name, self.now).title_in(self._tag)
        return self._titles[name]

    def conduct(self, kind: str) -> IConduct | None:
        """Return what holds for cases of the kind ``kind`` besides, ``None`` for nothing."""
        found: IConduct | None = self._registry.queryUtility(IConduct, name=kind)
        return found

    def line(self, row: CaseRow, waiting: frozenset[int]) -> CaseLine:
        """Return ``row`` as a list shows it; ``waiting``: numbers that wait for the board."""
        case = self._cases.get(row.number)
        contents = None if case is None else self._cases.open(case)
        due = None if row.due == float('inf') else datetime.datetime.fromtimestamp(row.due, UTC)
        is_open = row.state in OPEN
        return CaseLine(
            row.number, '' if contents is None else contents.title, self.kind(row.kind),
            STATES[row.state], row.state in WARNED, moment(due) if is_open else '',
            is_open and due is not None and due < self.now,
            moment(datetime.datetime.fromtimestamp(row.received, UTC)),
            self._person(self._portal, row.assigned), row.number in waiting)

    def files(self, case: Case) -> list[tuple[int, str, str, str]]:
        """Return index, name, format with size, and why it is given to nobody of each file that
        the sender sent; what the office made or added stands at its note.
        """
        ours = {index for event in case.events if event.kind == NOTE for index in event.files}
        found = [(index, self._cases.filename(case, index), note)
                 for index, note in enumerate(case.files) if index not in ours]
        return [(index, name, told_file(name, note.size, self._tag), note.held)
                for index, name, note in found if name]

    def happenings(self, case: Case, whole: bool,
                   opens: Callable[[Case], bool]) -> list[Happening]:
        """Return what happened to ``case``, the latest first; ``whole``: with texts and people,
        which is for the site that has it.  ``opens``: whether the reader opens another case.
        """
        return [self._happening(case, event, whole, opens) for event in reversed(case.events)
                if whole or event.audience == ASKER]

    def _happening(self, case: Case, event: CaseEvent, whole: bool,
                   opens: Callable[[Case], bool]) -> Happening:
        kind = ERASED if is_erasing(event) else event.kind
        what = self._note(case, event) if kind == NOTE else None
        hidden = not whole or event.ground in _SECRET
        other = self._other(event)
        return Happening(
            what or EVENTS.get(kind, kind),
            self._person(self._portal, event.actor) if whole else '', moment(event.moment),
            self._to(event) if other is None else other.code,
            other.number if other is not None and opens(other) else 0,
            self._grounds.title(event.ground, self._tag), moment(event.until),
            '' if hidden else self._cases.text_of(case, event), event.audience == ASKER,
            tuple((index, self._cases.filename(case, index)) for index in event.files)
            if whole else ())

    def state(self, case: Case, standing: CaseStanding) -> str:
        """Return the state of ``case``, which stands like ``standing``, in words."""
        return EVENTS[ERASED] if any(map(is_erasing, case.events)) else STATES[standing.state]

    def place(self, case: Case, contents: Contents | None) -> str:
        """Return the ward or commune that ``case`` is about by its title, or the place as it was
        typed, of the ``contents``.
        """
        site = self._portal['sites'].get(case.place)
        if site is not None:
            return str(in_language(site, self._tag).title)
        return '' if contents is None else contents.details.get(PLACE, '')

    def _note(self, case: Case, event: CaseEvent) -> str | None:
        conduct = self.conduct(case.kind)
        return NOTES.get(event.ground) or (
            None if conduct is None else conduct.titles.get(event.ground))

    def _to(self, event: CaseEvent) -> str:
        if event.kind == FORWARDED:
            return str(in_language(site_of(self._portal, event.to), self._tag).title)
        if event.kind == ASSIGNED:
            return self._person(self._portal, event.to)
        return ''

    def _other(self, event: CaseEvent) -> Case | None:
        """Return the case that ``event`` concerns besides its own."""
        named = event.to.isdecimal() and event.kind in (MERGED, SPLIT, NOTE)
        return self._cases.get(int(event.to)) if named else None

    def owed(self, duties: tuple[tuple[Duty, Standing], ...], site: str) -> list[Owed]:
        """Return ``duties`` of a case, but those that came to nothing, as ``site`` sees them."""
        return [Owed(
            duty.number, self._rule(duty.rule, standing.trigger), moment(standing.due),
            moment(standing.met_at), standing.is_broken, duty.site == site)
            for duty, standing in duties if standing.trigger is not None]

    def _rule(self, code: str, trigger: datetime.datetime) -> str:
        try:
            found: DeadlineRule = self._rules.rule(code, trigger)
        except NoDeadline:
            return code
        return found.what_in(self._tag)


def details_of(site: ISite, contents: Contents | None,
               conduct: IConduct | None) -> list[tuple[str, str]]:
    """Return what a form asked besides, by name, in words where they are codes."""
    if contents is None:
        return []
    said = conduct.said(site, contents.details) if conduct else {}
    return [(name, value) for name, value in sorted(
        {**contents.details, **said}.items()) if value and name != PLACE]
