"""What the register of contributors promises, its names and limits (clauses 9.6, 19)."""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...base.interfaces import IPortal, ISite
    from ...platform.officefiles.interfaces import OfficeDocument

#: Of the register; its pages in the desk: the list, a row, a file.
NAME = 'contributors'
LIST, ROW, FILE = NAME, 'contributor', 'contributors-file'
#: What names of records begin with: ``contributor:NUMBER``.
RECORD = 'contributor'
#: The page of the letters of appointment of one contributor.
LETTERS = 'contributor-letters'
#: Characters of the number of a letter.
LONGEST_NUMBER = 60


class CannotAppoint(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""


@dataclass(frozen=True)
class Contributor:
    """Cộng tác viên, as those read who may see the register: without contact and bank data.

    ``number``: of the row.  ``account``: id of the account, ``''`` for none.  ``kind``,
    ``regime``: names in ``contributor_kinds.csv``.  ``since``, ``until``: local days, the last
    ``None`` while it is open.
    """

    number: int
    name: str
    pen_name: str
    kind: str
    regime: str
    account: str
    since: datetime.date
    until: datetime.date | None


class Proposed(NamedTuple):
    """Who is to become a contributor, as an intake knows them; ``kind``: of the table, ``''`` for
    the first of it.
    """

    name: str
    organisation: str = ''
    kind: str = ''
    email: str = ''
    phone: str = ''
    address: str = ''


class Letter(NamedTuple):
    """Quyết định công nhận cộng tác viên: that a head has appointed somebody.

    ``number``: số, ký hiệu.  ``day``: local.  ``by``: id of the account of the head, ``at``: when,
    aware UTC.
    """

    number: str
    day: datetime.date
    by: str
    at: datetime.datetime


class IContributorAccounts(Interface):
    """Which contributor has which account; a utility.  Asks nobody."""

    def row_of(portal: IPortal, site: ISite, account: str) -> int:
        """Return the number of the valid row of ``site`` with that account, 0 for none."""

    def rows_of(portal: IPortal, account: str) -> Sequence[int]:
        """Return the numbers of the rows, at whichever site, that have that account."""


class IContributors(Interface):
    """The contributors of sites, for one asker.  Never commits; writes ``interactions`` alone.

    Reading asks for the permission ``EDIT`` at the site, all else for ``ENGAGE``: without the
    first, verbs raise ``LookupError``, without the second ``PermissionError``.
    """

    def may_manage(site: ISite) -> bool:
        """Return whether the asker may enter contributors of ``site``."""

    def listed(site: ISite, day: datetime.date | None = None) -> Sequence[Contributor]:
        """Return those whose time has begun and is not over on ``day``, else today, by their
        names.
        """

    def of_account(site: ISite, account: str) -> Contributor | None:
        """Return the contributor who has the account with that id, if there is one."""

    def known(site: ISite, email: str, phone: str) -> int:
        """Return the number of the row of somebody reached so, 0 if there is none."""

    def propose(site: ISite, person: Proposed, actor: str) -> int:
        """Enter ``person`` from today on, part time; return the number of the row.

        Raises ``CannotKeep`` of the registers, also if the person stands in the register.
        """

    def letters(site: ISite, number: int) -> Sequence[Letter]:
        """Return the letters of a contributor, the latest first.  Raises ``LookupError``, also
        of a row that was forgotten.
        """

    def may_appoint(site: ISite, actor: str) -> bool:
        """Return whether ``actor`` may sign letters: the head of the board in force."""

    def appoint(site: ISite, number: int, letter: str, day: datetime.date, actor: str) -> Letter:
        """Let the head sign a letter for the valid row ``number``.

        ``letter``: its number, which no other of the site has in that year.  Raises
        ``CannotAppoint``.
        """

    def document(site: ISite, number: int, letter: Letter) -> OfficeDocument:
        """Return the letter as Decree 30/2020/NĐ-CP lays it out."""
