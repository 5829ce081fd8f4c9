"""The staff of many sites from one table: accounts, boards, roles and rosters (clauses 8.7, 18).

One row is one thing: a person with a role at a site, the decision that founds its board (role
``board``), or days of duty (role ``duty``).  What is there already stays as it is, so that a table
may be brought in again with more rows.
"""
import csv
import datetime
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TextIO

from ...base.clock import local, parse
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...kernel.security.authentication.accounts import Account, BadLogin
from ...kernel.security.authorization.grants import Grant, grant
from ...kernel.security.authorization.roles import (
    BOARD_MEMBER,
    CONTRIBUTOR,
    DEPUTY_HEAD,
    EDITOR,
    HEAD,
    RESPONDER,
    TRANSLATOR,
)
from ...kernel.tree.events import Action, Send
from .coordination import Objection
from .interfaces import IBoards, IRoster

COLUMNS = ('site', 'role', 'login', 'name', 'email', 'decision', 'from', 'until', 'window')
NEEDED = frozenset(('site', 'role', 'login'))
FOUNDING, DUTY = 'board', 'duty'
SEATS = {'head': HEAD, 'deputy': DEPUTY_HEAD, 'member': BOARD_MEMBER}
ROLES = {each: each for each in (CONTRIBUTOR, TRANSLATOR, EDITOR, RESPONDER)}
#: Signs of a name; days of one row of duty.
LONGEST_NAME, MOST_DAYS = 200, 366


class BadTable(Exception):
    """The table is not brought in; ``problems``: ``[(line, translatable str)]``."""

    def __init__(self, problems: Iterable[tuple[int, str]]) -> None:
        super().__init__()
        self.problems = sorted(problems)


@dataclass(frozen=True)
class StaffRow:
    """``line``: its number in the file, from 1; ``values``: the cells by column, stripped."""

    line: int
    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, '')


@dataclass
class Brought:
    """What was brought in: new accounts, and how many boards, roles and duties."""

    accounts: list[Account] = field(default_factory=list)
    boards: int = 0
    roles: int = 0
    duties: int = 0


def read_table(lines: TextIO) -> list[StaffRow]:
    """Return the rows of a CSV file with a head of ``COLUMNS``, separated by commas or, as
    spreadsheets with Vietnamese settings save it, by semicolons.  Raises ``BadTable``.
    """
    text = lines.read()
    first = text.partition('\n')[0]
    reader = csv.DictReader(
        io.StringIO(text), strict=True, delimiter=',' if ',' in first else ';')
    head = [each.strip() for each in reader.fieldnames or ()]
    problems = [(1, _('Không có cột “${name}” trong mẫu.', mapping={'name': each}))
                for each in head if each not in COLUMNS]
    problems += [(1, _('Thiếu cột “${name}”.', mapping={'name': each}))
                 for each in sorted(NEEDED - set(head))]
    if problems:
        raise BadTable(problems)
    reader.fieldnames = head
    rows = []
    try:
        for each in reader:
            values = {name: (value or '').strip() for name, value in each.items()
                      if isinstance(name, str) and isinstance(value, str | None)}
            if None in each:
                problems.append((reader.line_num, _('Nhiều ô hơn số cột.')))
            elif any(values.values()):
                rows.append(StaffRow(reader.line_num, values))
    except csv.Error:
        problems.append((reader.line_num, _('Dòng không đúng dạng CSV.')))
    if problems:
        raise BadTable(problems)
    return rows


#: What is done to a row, by its role, in that order.
Verbs = dict[str, Callable[[StaffRow], object]]
Chosen = Callable[[StaffRow], bool]


class Staffing:
    """Brings a table in, as ``actor``, a principal id, with all rights; never commits.

    ``address``: callable(text) → checked address of mail, raising ``Refused``.
    """

    def __init__(self, portal: IPortal, boards: IBoards, roster: IRoster, notify: Send,
                 address: Callable[[str], str], now: datetime.datetime, actor: str,
                 objection: Objection) -> None:
        self._portal, self._boards, self._roster = portal, boards, roster
        self._notify, self._address, self._now, self._actor = notify, address, now, actor
        self._done, self._objection = Brought(), objection

    def bring(self, rows: Iterable[StaffRow]) -> Brought:
        """Do all ``rows`` or, with a ``BadTable`` of all that is wrong, nothing that is kept: the
        caller gives the transaction up.
        """
        verbs: Verbs = {
            FOUNDING: self._found, '': self._account, **dict.fromkeys(SEATS, self._seat),
            **dict.fromkeys(ROLES, self._give), DUTY: self._assign}
        waiting, problems = list(rows), []
        for verb, chosen in self._steps(verbs):
            for row in filter(chosen, list(waiting)):
                try:
                    verb(row)
                except Refused as refused:
                    waiting.remove(row)
                    problems += [(row.line, why) for why in refused.reasons.values()]
        if problems:
            raise BadTable(problems)
        return self._done

    def _steps(self, verbs: Verbs) -> Iterator[tuple[Callable[[StaffRow], object], Chosen]]:
        """Yield what is done to which rows, one after another, whatever the order of the table."""
        yield self._unknown, lambda row: row['role'] not in verbs
        yield self._account, lambda row: bool(row['name'])
        for role, verb in verbs.items():
            yield verb, lambda row, role=role: row['role'] == role  # type: ignore[misc]

    def _unknown(self, row: StaffRow) -> None:
        raise Refused({'role': _('Không có vai trò “${role}” trong mẫu.', mapping={
            'role': row['role']})})

    def _found(self, row: StaffRow) -> None:
        site, board = self._site(row), self._boards.board(self._site(row))
        if board is None or board.decision != row['decision']:
            self._boards.found(site, row['decision'], self._start(row), _day(row, 'until'),
                               self._actor)
            self._done.boards += 1

    def _account(self, row: StaffRow) -> Account:
        """Return the account that ``row`` names, a new one if there is none.  Raises ``Refused``.
        """
        accounts = self._portal['accounts']
        account: Account | None = accounts.get(row['login'])
        if account is None:
            account = self._new(row)
        elif row['name'] and row['name'] != account.full_name:
            raise Refused({'name': _('Tài khoản “${login}” đã có, mang tên khác.', mapping={
                'login': row['login']})})
        elif row['email'] and row['email'] != account.email:
            raise Refused({'email': _('Tài khoản “${login}” đã có, với địa chỉ thư khác.',
                                      mapping={'login': row['login']})})
        return account

    def _new(self, row: StaffRow) -> Account:
        if not row['name'] or len(row['name']) > LONGEST_NAME:
            raise Refused({'name': _('Phải ghi họ và tên (tối đa 200 ký tự).')})
        address, site = self._address(row['email']) if row['email'] else '', self._site(row)
        try:
            account: Account = self._portal['accounts'].create(row['login'], row['name'])
        except BadLogin as error:
            raise Refused({'login': error.args[0]}) from None
        account.email, account.workplace = address, site.__oid__
        self._notify(Action(account, 'create_account', self._actor))
        self._done.accounts.append(account)
        return account

    def _seat(self, row: StaffRow) -> None:
        site, account, role = self._site(row), self._account(row), SEATS[row['role']]
        if any((each.account, each.role) == (account.id, role)
               and each.given.basis == row['decision'] for each in self._boards.seats(site)):
            return
        self._boards.appoint(site, account.id, role, row['decision'], self._start(row),
                             _day(row, 'until'), self._actor)
        self._done.roles += 1

    def _give(self, row: StaffRow) -> None:
        site, account, role = self._site(row), self._account(row), ROLES[row['role']]
        if not row['decision']:
            raise Refused({'decision': _('Phải ghi căn cứ giao vai trò.')})
        given = Grant(row['decision'], _day(row, 'from'), _day(row, 'until'))
        if (site.local_roles or {}).get(account.id, {}).get(role) == given:
            return
        if against := self._objection(site, account.id, role):
            raise Refused({'login': against})
        grant(site, account.id, role, given)
        self._notify(Action(site, 'grant_role', self._actor, after=role, why=given.basis,
                            principal=account.id))
        self._done.roles += 1

    def _assign(self, row: StaffRow) -> None:
        site, account = self._site(row), self._account(row)
        for day in _days(row):
            for window in self._roster.windows(site, day):
                if row['window'] in ('', window.code) and (
                        self._roster.on_duty(site, day).get(window.code) != account.id):
                    self._roster.assign(site, day, window.code, account.id, self._actor)
                    self._done.duties += 1

    def _site(self, row: StaffRow) -> ISite:
        if row['site'] == '/':
            return self._portal
        found = self._portal['sites'].get(row['site'])
        if not ISite.providedBy(found):
            raise Refused({'site': _('Không có trang “${name}”.', mapping={'name': row['site']})})
        site: ISite = found
        return site

    def _start(self, row: StaffRow) -> datetime.datetime:
        return _day(row, 'from') or self._now


def _day(row: StaffRow, name: str) -> datetime.datetime | None:
    try:
        return parse(row[name]) if row[name] else None
    except (ValueError, OverflowError):
        raise Refused({name: _('“${text}” không phải là ngày (ví dụ 2026-01-31).', mapping={
            'text': row[name]})}) from None


def _days(row: StaffRow) -> Iterator[datetime.date]:
    """Yield the local days from ``from`` to ``until``, both inclusive."""
    first = _day(row, 'from')
    if first is None:
        raise Refused({'from': _('Phải ghi ngày trực.')})
    last = _day(row, 'until') or first
    if not first <= last < first + datetime.timedelta(days=MOST_DAYS):
        raise Refused({'until': _('Ngày cuối phải sau ngày đầu, không quá một năm.')})
    day = local(first).date()
    while day <= local(last).date():
        yield day
        day += datetime.timedelta(days=1)
