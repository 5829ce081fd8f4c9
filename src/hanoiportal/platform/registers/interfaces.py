"""What registers promise to their callers, and what a feature declares of one."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Attribute, Interface

from ...base.errors import Refused
from ...base.permissions import DESK, EDIT
from ...kernel.tree.events import ResourceEvent

if TYPE_CHECKING:
    import colander
    from pyramid.registry import Registry

    from ...base.csvfile import Line
    from ...base.interfaces import IPortal, ISite
    from ...base.values import Batch

#: The values of the fields of a row.
Values = Mapping[str, object]
#: Lines of a file that is brought in; its bytes.
MOST_LINES, MOST_BYTES = 20_000, 10_000_000


class CannotKeep(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""


class Owed(NamedTuple):
    """What a row says that a body owes.

    ``site``: object id as decimal digits.  ``rule``: code in ``deadline_rules.csv``.  ``day``: on
    which the term begins, local.  ``evidence``: what shows that, such as the number of a document.
    ``keys``: names by which an item is known that fulfils it.
    """

    site: str
    rule: str
    day: datetime.date
    evidence: str
    keys: tuple[str, ...]


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
    own, and can be forgotten (ADR 80); the day alone lies open.  ``private``: of these, fields
    that are shown, found and given away to who may write alone.
    """

    name: str
    title: str
    schema: colander.MappingSchema
    dated: str
    columns: tuple[str, ...]
    searched: tuple[str, ...]
    key: Callable[[Values, ISite], str]
    check: Callable[[Values, ISite, Registry], Mapping[str, str]]
    owes: Callable[[Values, ISite, Registry], Sequence[Owed]]
    read: str = DESK
    write: str = EDIT
    known: Callable[[ISite], Mapping[str, Sequence[str]]] = lambda _site: {}
    is_sealed: bool = False
    private: tuple[str, ...] = ()


class IDeclaredRegisters(Interface):
    """``{name: Register}`` of this process, as a utility."""


class Past(NamedTuple):
    """What a row was.  ``until``: aware UTC, when ``actor``, a principal id, changed it, and
    ``why``.
    """

    until: datetime.datetime
    actor: str
    values: Values
    why: str


class Row(Protocol):
    """Dòng của sổ.  ``number``: from 1, of its register.  ``site``: object id, decimal digits.

    ``by``: principal id of who entered it ``at``, aware UTC.  ``past``: oldest first.
    ``withdrawn``: how it ended, with its last values, ``None`` if it is valid.
    Of a sealed register ``values`` are what the asker may read; all are left out once they are
    forgotten.
    """

    number: int
    site: str
    values: Values
    by: str
    at: datetime.datetime
    past: tuple[Past, ...]
    withdrawn: Past | None


@dataclass(frozen=True)
class RowQuery:
    """Which rows are asked for.  ``text``: words that all are in the row, marks or not.

    ``since``, ``until``: local days, both inclusive, ``None`` for open.  ``withdrawn``: whether
    those are there that were withdrawn.
    """

    text: str = ''
    since: datetime.date | None = None
    until: datetime.date | None = None
    withdrawn: bool = False


class IRowEvent(Interface):
    """Something has happened to a row, in the transaction that writes it."""

    object = Attribute('the site')
    register = Attribute('name of the register')
    row = Attribute('the ``Row``, as it is now')
    actor = Attribute('principal id')
    owed = Attribute('tuple of ``Owed`` by the row as it is now; ``()`` if it is withdrawn')
    before = Attribute('tuple of ``Owed`` by the row as it was; ``()`` if it is new')


class IRowAdded(IRowEvent):
    """It was entered."""


class IRowChanged(IRowEvent):
    """It was corrected."""


class IRowWithdrawn(IRowEvent):
    """It holds no longer."""


class RowEvent(ResourceEvent, Protocol):
    """An ``IRowEvent`` as it is heard."""

    register: str
    row: Row
    owed: tuple[Owed, ...]
    before: tuple[Owed, ...]


class IRegisters(Interface):
    """The registers, for one asker.  Writes ``interactions`` alone, and never commits.

    Every verb raises ``LookupError`` for a register that is not there or that the asker may not
    read at the site, and for a row of another site; ``PermissionError`` for who may read it and
    not write it.
    """

    def register(name: str, site: ISite) -> Register:
        """Return the declaration."""

    def may_write(name: str, site: ISite) -> bool:
        """Tell whether the asker may enter and change rows of the site."""

    def fields(name: str, site: ISite) -> list[colander.SchemaNode]:
        """Return the fields that the asker may read, in the order of the schema."""

    def rows(name: str, site: ISite, query: RowQuery, start: int = 0, size: int = 50) -> Batch:
        """Return the ``Batch`` of ``Row`` of a site, the latest day first."""

    def row(name: str, site: ISite, number: int) -> Row:
        """Return the row with that number."""

    def add(name: str, site: ISite, given: Mapping[str, str], actor: str) -> Row:
        """Enter a row; ``given``: its fields as text.  Raises ``CannotKeep``."""

    def change(name: str, site: ISite, number: int, given: Mapping[str, str], why: str,
               actor: str) -> Row:
        """Correct a row; it keeps what it was.  Raises ``CannotKeep``."""

    def withdraw(name: str, site: ISite, number: int, why: str, actor: str) -> Row:
        """Let a row hold no longer.  Raises ``CannotKeep``."""

    def bring_in(name: str, site: ISite, lines: Iterable[Line], actor: str) -> int:
        """Enter a row for each line; return how many.  Raises ``BadLines`` with every line that is
        wrong; nothing is entered then.
        """

    def taken(name: str, site: ISite, query: RowQuery, actor: str) -> list[list[object]]:
        """Return the cells of all rows in the order of ``fields``, to be taken away: days as days,
        all else as ``bring_in`` understands it.  The log tells that they were taken.
        """


class IForgetting(Interface):
    """Forgets rows of sealed registers for good, a utility.  Never commits; asks nobody."""

    def values(portal: IPortal, name: str, number: int) -> Values:
        """Return all that a row says, ``{}`` for none that can be forgotten."""

    def is_of(site: ISite, name: str, number: int) -> bool:
        """Tell whether the row is one of ``site`` and can be forgotten."""

    def forget(portal: IPortal, name: str, number: int) -> None:
        """Let a row say nothing any more, nor what it was: its key is destroyed.  That there was
        one, when and by whom, stays.  Does nothing to what was forgotten before.
        """
