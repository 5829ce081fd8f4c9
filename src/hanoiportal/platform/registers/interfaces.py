"""What registers promise to their callers, and what a feature declares of one."""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Attribute, Interface

from ...base.errors import Refused
from ...kernel.tree.events import ResourceEvent
from .declaration import (
    STATE,
    BroughtIn,
    Owed,
    Publicity,
    Register,
    RegisterStanding,
    RowFile,
    RowQuery,
    RowReminder,
    RowState,
    Values,
)
from .exportpromises import (
    AT_ONCE,
    KEPT_FOR,
    MOST_EXPORTS,
    ExportWords,
    IRegisterExports,
    RegisterExport,
)

if TYPE_CHECKING:
    import colander

    from ...base.csvfile import Line
    from ...base.interfaces import IPortal, ISite
    from ...base.values import Batch

__all__ = [
    'AT_ONCE', 'KEPT_FOR', 'MOST_BYTES', 'MOST_EXPORTS', 'MOST_LINES', 'NUMBER', 'STATE',
    'BroughtIn', 'CannotKeep', 'ExportWords', 'IApproved', 'IDeclaredRegisters',
    'IForgetting', 'IRegisterExports', 'IRegisters', 'IRowAdded', 'IRowChanged', 'IRowEvent',
    'IRowMoved', 'IRowWithdrawn', 'IValidRows', 'Owed', 'Past', 'Publicity', 'Register',
    'RegisterExport', 'RegisterStanding', 'Row', 'RowEvent', 'RowFile', 'RowQuery', 'RowReminder',
    'RowState', 'Values']
#: Lines of a file that is brought in; its bytes.
MOST_LINES, MOST_BYTES = 20_000, 10_000_000
#: The column of a file that says the number of a row.
NUMBER = 'row'


class CannotKeep(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""


class IDeclaredRegisters(Interface):
    """``{name: Register}`` of this process, as a utility."""


class Past(NamedTuple):
    """What a row was.  ``until``: aware UTC, when ``actor``, a principal id, changed it, and
    ``why``.  ``state``: that it had until then, ``''`` if there are none.
    """

    until: datetime.datetime
    actor: str
    values: Values
    why: str
    state: str = ''


class Row(Protocol):
    """Dòng của sổ.  ``number``: from 1, of its register.  ``site``: object id, decimal digits.

    ``by``: principal id of who entered it ``at``, aware UTC.  ``past``: oldest first.
    ``withdrawn``: how it ended, with its last values, ``None`` if it is valid.
    Of a sealed register ``values`` are what the asker may read; all are left out once they are
    forgotten.
    ``state``: name of its state, ``''`` for the first.  ``files``: that belong to it, oldest
    first.
    """

    number: int
    site: str
    values: Values
    by: str
    at: datetime.datetime
    past: tuple[Past, ...]
    withdrawn: Past | None
    state: str
    files: tuple[RowFile, ...]


class IRowEvent(Interface):
    """Something has happened to a row, in the transaction that writes it."""

    object = Attribute('the site')
    register = Attribute('name of the register')
    row = Attribute('the ``Row``, as it is now')
    actor = Attribute('principal id')
    owed = Attribute('tuple of ``Owed`` by the row as it is now; ``()`` if it is withdrawn')
    before = Attribute('tuple of ``Owed`` by the row as it was; ``()`` if it is new')
    met = Attribute('aware UTC, when what is owed was done; ``None`` if it was not')


class IRowAdded(IRowEvent):
    """It was entered."""


class IRowChanged(IRowEvent):
    """It was corrected."""


class IRowWithdrawn(IRowEvent):
    """It holds no longer."""


class IRowMoved(IRowEvent):
    """It has got another state."""


class RowEvent(ResourceEvent, Protocol):
    """An ``IRowEvent`` as it is heard."""

    register: str
    row: Row
    owed: tuple[Owed, ...]
    before: tuple[Owed, ...]
    met: datetime.datetime | None


class IReadRegisters(Interface):
    """The registers, for one asker, as they are read.  Every verb raises ``LookupError`` for a
    register that is not there or that the asker may not read at the site, and for a row of another
    site.
    """

    def register(name: str, site: ISite) -> Register:
        """Return the declaration."""

    def may_write(name: str, site: ISite) -> bool:
        """Tell whether the asker may enter and change rows of the site."""

    def overseen(name: str, site: ISite) -> dict[str, ISite]:
        """Return the sites whose rows the asker may read together at ``site``, the city portal,
        by their object ids; ``{}`` for who may not.
        """

    def fields(name: str, site: ISite) -> list[colander.SchemaNode]:
        """Return the fields that the asker may read, in the order of the schema."""

    def columns(name: str, site: ISite) -> list[tuple[str, str]]:
        """Return name and title of the columns of a file that is taken away: the number of a row,
        the ``fields``, and the state if rows have states.
        """

    def rows(name: str, site: ISite, query: RowQuery, start: int = 0, size: int = 50) -> Batch:
        """Return the ``Batch`` of ``Row`` of a site.  ``PermissionError``: for rows of all sites,
        who may not oversee them.
        """

    def rows_and_sums(name: str, site: ISite, query: RowQuery, start: int = 0,
                      size: int = 50) -> tuple[Batch, dict[str, int]]:
        """Return what ``rows`` does, and what all rows of the query add up to, by the values of a
        choice; ``summed`` of the register says what.  Rows that were withdrawn add nothing.
        """

    def row(name: str, site: ISite, number: int) -> Row:
        """Return the row with that number."""

    def moves(name: str, site: ISite, number: int) -> list[RowState]:
        """Return the states to which the asker may move a row."""

    def file(name: str, site: ISite, number: int, index: int) -> tuple[RowFile, bytes]:
        """Return a file of a row, counted from 0, and its content.  ``LookupError``: none."""

    def taken(name: str, site: ISite, query: RowQuery, actor: str) -> Iterator[list[object]]:
        """Yield the cells of each row in the order of ``columns``, to be taken away: days and
        numbers as they are, all else as ``bring_in`` understands it; before them the title of
        the site if rows of all sites are asked for.  The log tells of it.
        """

    def standing(name: str, site: ISite) -> RegisterStanding:
        """Return how the register of a site stands today."""


class IRegisters(IReadRegisters):
    """The registers, for one asker.  Writes ``interactions`` alone, and never commits.

    The verbs raise ``PermissionError`` besides for who may read a register and not write it.
    """

    def add(name: str, site: ISite, given: Mapping[str, str], actor: str) -> Row:
        """Enter a row; ``given``: its fields as text.  Raises ``CannotKeep``."""

    def change(name: str, site: ISite, number: int, given: Mapping[str, str], why: str,
               actor: str) -> Row:
        """Correct a row; it keeps what it was.  Raises ``CannotKeep``."""

    def withdraw(name: str, site: ISite, number: int, why: str, actor: str) -> Row:
        """Let a row hold no longer.  Raises ``CannotKeep``."""

    def move(name: str, site: ISite, number: int, state: str, note: str, actor: str) -> Row:
        """Let a row have another state; ``note``: on why, may be empty.  Raises ``CannotKeep``."""

    def attach(name: str, site: ISite, number: int, given: object, actor: str) -> Row:
        """Let a file belong to a row; ``given``: as ``inspection.upload`` says.  Raises
        ``CannotKeep`` for what is no good file, or as long as none can say that it is harmless.
        """

    def bring_in(name: str, site: ISite, lines: Iterable[Line], actor: str) -> BroughtIn:
        """Enter a row for each line that has no ``NUMBER``; one with a number is of a file that
        was taken away, and must say what that row says.  Raises ``BadLines`` with every line that
        is wrong; nothing is entered then.
        """


class IApproved(Interface):
    """What registers make public, a utility.  Asks nobody."""

    def rows(portal: IPortal, register: Register) -> Iterator[tuple[Row, Past]]:
        """Yield each public row, with what it was when it was moved into the public state."""


class IValidRows(Interface):
    """What registers say, a utility.  Asks nobody."""

    def rows(site: ISite, register: Register, query: RowQuery) -> Iterator[Row]:
        """Yield the rows of ``site`` that ``query`` asks for; none of a sealed register."""

    def values(site: ISite, register: Register, field: str, query: RowQuery) -> Iterator[object]:
        """Yield what ``field`` says in these rows, sealed or not, for figures that name nobody."""


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
