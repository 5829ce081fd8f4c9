"""What a feature declares of a register; ``interfaces`` gives these names to other features."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import colander

from ...base.permissions import DESK, EDIT

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import ISite

#: The values of the fields of a row.
Values = Mapping[str, object]
#: Name by which a query asks for a state, beside the fields of the schema, none of which has it.
STATE = 'state'


class BroughtIn(NamedTuple):
    """What became of the lines of a file: rows that were entered; lines that say what a row of
    the register says already, and were left out.
    """

    entered: int
    equal: int


class RowFile(NamedTuple):
    """Tệp kèm theo.  ``size``: bytes."""

    filename: str
    media_type: str
    size: int


class RegisterStanding(NamedTuple):
    """How a register stands: valid rows; of these, those that wait for something; the year of
    which it has to have a row and has none, 0 for no such year.
    """

    rows: int
    waiting: int
    missing_year: int


class Owed(NamedTuple):
    """What a row says that a body owes.

    ``site``: object id as decimal digits.  ``rule``: code in ``deadline_rules.csv``.  ``day``: on
    which the term begins, local.  ``evidence``: what shows that, such as the number of a document.
    ``keys``: names by which an item is known that fulfils it.
    ``at``: aware UTC, when a term of hours begins; ``None``: with the ``day``.
    """

    site: str
    rule: str
    day: datetime.date
    evidence: str
    keys: tuple[str, ...]
    at: datetime.datetime | None = None


@dataclass(frozen=True)
class RowQuery:
    """Which rows are asked for.  ``text``: words that all are in the row, marks or not.

    ``since``, ``until``: local days, both inclusive, ``None`` for open.  ``withdrawn``: whether
    those are there that were withdrawn.
    ``chosen``: pairs of a field, or ``STATE``, and the value that it must have.
    ``order``: the field by which they are sorted, backwards if ``-`` stands before it; ``''`` for
    the latest day first.  ``everywhere``: whether rows of all sites are asked for.
    """

    text: str = ''
    since: datetime.date | None = None
    until: datetime.date | None = None
    withdrawn: bool = False
    chosen: tuple[tuple[str, str], ...] = ()
    order: str = ''
    everywhere: bool = False


@dataclass(frozen=True)
class RowState:
    """Trạng thái of a row.  ``name``: ASCII.  ``title``: translatable.

    ``moves``: ``{name of a state: permission}`` of who may move a row there.
    ``needs``: fields without which no row gets here.
    ``is_over``: whether nothing is left to do, so that nobody is reminded.
    ``is_in_force``: whether rows stay in it without anything to do, until a day of theirs comes
    near.
    """

    name: str
    title: str
    moves: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    is_over: bool = False
    is_in_force: bool = False


@dataclass(frozen=True)
class RowReminder:
    """Nhắc trước hạn: who may write is told ``days`` before the day in the field ``field``."""

    field: str
    days: int


@dataclass(frozen=True)
class Publicity:
    """Công khai: what the public reads of a register.  ``title``: of its list, translatable.

    ``state``: rows are public while they are in it, as they were when somebody moved them there;
    a correction is public once they are moved there again.  ``fields``: those that are shown.
    """

    title: str
    state: str
    fields: tuple[str, ...]


def _no_key(values: Values, site: ISite) -> str:
    return ''


def _nothing_wrong(values: Values, site: ISite, registry: Registry) -> Mapping[str, str]:
    return {}


def _nothing_owed(values: Values, site: ISite, registry: Registry) -> Sequence[Owed]:
    return ()


@dataclass(frozen=True)
class Register:
    """Sổ: the declaration of one.

    ``name``: in addresses, commands and the log.  ``title``: translatable.
    ``schema``: its fields; without files and HTML.  ``dated``: the field with a day by which rows
    are sorted and found.  ``columns``: fields that the list shows; the first leads to the row.
    ``searched``: fields in whose texts words are found.
    ``key``: callable(values, site) → what only one valid row of a site may have, ``''`` for none.
    ``check``: callable(values, site, registry) → ``{field: translatable reason}``.
    ``owes``: callable(values, site, registry) → what bodies owe by the row.
    ``read``, ``write``: the permissions at the site.
    ``known``: callable(site) → ``{field: names}`` that its form offers to choose from.
    ``is_sealed``: whether rows tell of people: what they say lies sealed, each with a key of its
    own, and can be forgotten (ADR 80); day and state alone lie open.  ``private``: of these,
    fields that are shown, found and given away to who may write alone.
    ``purpose``: a sentence on what it is for; ``basis``: by what; both translatable.
    ``states``: of its rows, the first that of a new one; ``()`` for none.
    ``reminders``: see ``RowReminder``.
    ``lasting``: the field with the last day on which a row holds, and the state that it is in
    from the next day on, ``('', '')`` for none; not of a sealed register.
    ``fulfilled``: the field with the day or moment at which was done what a row ``owes``.
    ``is_of_city``: whether the city portal alone has it.  ``overseen``: the permission at the city
    portal by which rows of all sites are read together, ``''`` for nobody.
    ``yearly``: the field with a day or year by which each year must have a row, ``''`` for none.
    ``summed``: a field with a number that lists add up, and the choice by which they do.
    ``has_files``: whether files belong to its rows.
    ``is_found``: whether the portal itself finds its rows: people enter and correct none, and who
    may write withdraws what is none.
    ``publicity``: see ``Publicity``; ``None``: the public reads nothing of it.
    ``page``: the view in the desk that lists it; ``''`` for that of all registers.
    ``reports``: views of a site to which the list leads, and their titles.
    ``example``: fields of a row as they are typed.
    """

    name: str
    title: str
    schema: colander.MappingSchema
    dated: str
    columns: tuple[str, ...]
    searched: tuple[str, ...]
    key: Callable[[Values, ISite], str] = _no_key
    check: Callable[[Values, ISite, Registry], Mapping[str, str]] = _nothing_wrong
    owes: Callable[[Values, ISite, Registry], Sequence[Owed]] = _nothing_owed
    read: str = DESK
    write: str = EDIT
    known: Callable[[ISite], Mapping[str, Sequence[str]]] = lambda _site: {}
    is_sealed: bool = False
    private: tuple[str, ...] = ()
    purpose: str = ''
    basis: str = ''
    states: tuple[RowState, ...] = ()
    reminders: tuple[RowReminder, ...] = ()
    lasting: tuple[str, str] = ('', '')
    fulfilled: str = ''
    is_of_city: bool = False
    overseen: str = ''
    yearly: str = ''
    summed: tuple[str, str] = ('', '')
    has_files: bool = False
    is_found: bool = False
    publicity: Publicity | None = None
    page: str = ''
    reports: tuple[tuple[str, str], ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)

    def state(self, name: str) -> RowState | None:
        """Return the state with that name, the first for ``''``; ``None`` if there is none."""
        if not name:
            return self.states[0] if self.states else None
        return next((each for each in self.states if each.name == name), None)

    def typed(self, values: Values, nodes: Iterable[colander.SchemaNode] = ()) -> dict[str, str]:
        """Return ``values`` of a row as a form or file shows them, and as it is changed again; of
        ``nodes`` of the schema alone if there are any.
        """
        found = {}
        for node in nodes or self.schema:
            value = values.get(node.name)
            text = '' if value is None else node.serialize(value)
            found[node.name] = '' if text is colander.null else str(text)
        return found
