"""What exports that take long promise; ``interfaces`` gives these names to other features."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from .declaration import RowQuery

#: Rows that a request gives away at once; more are made by a job.
AT_ONCE = 2000
#: How long an export is kept; how many one person may wait for.
KEPT_FOR, MOST_EXPORTS = datetime.timedelta(days=1), 3


class ExportWords(NamedTuple):
    """What a file of rows says besides them, in the language of who orders it.

    ``filename``: CSV if it ends so, else a workbook.  ``title``: of its sheet.
    ``header``: titles of the columns, those of ``IRegisters.columns``, the site before them if
    rows of all sites are asked for.  ``titles``: of each column ``{value: what it is called}``.
    """

    filename: str
    title: str
    header: Sequence[str]
    titles: Sequence[Mapping[str, str]]


class RegisterExport(NamedTuple):
    """Tệp xuất sổ: rows of a register as a file that takes long.

    ``register``: its name.  ``title``: of the register, in the language of who ordered it ``at``,
    aware UTC.  ``done``: rows that are written, of ``total``.  ``size``: bytes.
    """

    number: int
    register: str
    title: str
    filename: str
    at: datetime.datetime
    done: int
    total: int
    is_ready: bool
    has_failed: bool
    size: int

    @property
    def until(self) -> datetime.datetime:
        """When it is forgotten, aware UTC."""
        return self.at + KEPT_FOR


class IRegisterExports(Interface):
    """Exports of registers for one asker, who alone sees them.  Writes ``interactions`` alone, and
    never commits.

    Every verb raises ``LookupError`` for a register that the asker may not read at the site.
    """

    def order(name: str, site: ISite, query: RowQuery, words: ExportWords,
              actor: str) -> RegisterExport:
        """Let the rows of ``query`` be made a file.  The log tells of it.

        What the asker waits for already is not ordered twice.
        Raises ``CannotKeep`` if the asker waits for ``MOST_EXPORTS``.
        """

    def mine(site: ISite, actor: str) -> list[RegisterExport]:
        """Return those that ``actor`` has ordered at the site, the latest first."""

    def content(site: ISite, number: int, actor: str) -> tuple[RegisterExport, bytes]:
        """Return an export that is ready.  ``LookupError``: there is none, it is of somebody else,
        or the asker may no longer read all that is in it.
        """
