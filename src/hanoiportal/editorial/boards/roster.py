"""``IRoster``, as plain objects that know nothing of HTTP."""
import datetime
from collections.abc import Iterator, Sequence

from zope.interface import implementer

from ...base.clock import HANOI, UTC, local
from ...base.deadlines.interfaces import ICalendar
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ASSIGN, MANAGE_BOARD, NOT_ALLOWED, Allowed
from ...kernel.tree.events import Action, Send
from ...kernel.tree.lookup import find_portal
from ..windows.interfaces import IWindow, IWindows
from .interfaces import IBoards, IRoster
from .resource import Board

ONE_DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)


@implementer(IRoster)
class RosterService:
    """``IRoster`` for one asker."""

    def __init__(self, allowed: Allowed, clock: IClock, notify: Send, boards: IBoards,
                 windows: IWindows, calendar: ICalendar) -> None:
        self._allowed = allowed
        self._clock = clock
        self._notify = notify
        self._boards = boards
        self._windows = windows
        self._calendar = calendar

    def windows(self, site: ISite, day: datetime.date) -> Sequence[IWindow]:
        return self._windows.on(site, day, self._calendar.guessing.is_workday)

    def on_duty(self, site: ISite, day: datetime.date) -> dict[str, str]:
        board = self._boards.board(site)
        return {} if board is None else dict(board.roster.get(day, {}))

    def assign(
            self, site: ISite, day: datetime.date, window: str, account: str, actor: str) -> None:
        board = self._kept(site)
        found = [each for each in self.windows(site, day) if each.code == window]
        if not found:
            raise Refused({'window': _('Ngày này không có khung giờ đó.')})
        if account and not self._is_member(site, day, found[0], account):
            raise Refused({'account': _('Phải chọn một thành viên Ban Biên tập đương nhiệm.')})
        duties = self.on_duty(site, day)
        if duties.get(window, '') == account:
            return
        before = duties.pop(window, '')
        if account:
            duties[window] = account
        self._keep(board, day, duties)
        self._notify(Action(site, 'board-roster', actor, before=before, after=account,
                            day=day.isoformat(), window=window))

    def copy_week(self, site: ISite, monday: datetime.date, actor: str) -> int:
        monday -= datetime.timedelta(days=monday.weekday())
        self._kept(site)
        copied = 0
        for number in range(7):
            copied += self._copy_day(site, monday + number * ONE_DAY, actor)
        return copied

    def _copy_day(self, site: ISite, day: datetime.date, actor: str) -> int:
        there, copied = self.on_duty(site, day + WEEK), 0
        old = self.on_duty(site, day)
        for window in self.windows(site, day + WEEK):
            account = old.get(window.code)
            if account and window.code not in there and self._is_member(
                    site, day + WEEK, window, account):
                self.assign(site, day + WEEK, window.code, account, actor)
                copied += 1
        return copied

    def holes(self, site: ISite, day: datetime.date) -> list[IWindow]:
        duties = self.on_duty(site, day)
        return [window for window in self.windows(site, day)
                if not self._is_member(site, day, window, duties.get(window.code, ''))]

    def holes_ahead(
            self, portal: IPortal) -> Iterator[tuple[ISite, datetime.date, list[IWindow]]]:
        now = self._clock.now()
        tomorrow = local(now).date() + ONE_DAY
        for site in (portal, *portal['sites'].values()):
            found = self.holes(site, tomorrow) if self._boards.is_active(site, now) else []
            if found:
                yield site, tomorrow, found

    def _is_member(
            self, site: ISite, day: datetime.date, window: IWindow, account: str) -> bool:
        opens = datetime.datetime.combine(day, window.opens, HANOI).astimezone(UTC)
        return bool(account) and account in find_portal(site)['accounts'].by_id and (
            self._boards.is_member(site, account, opens))

    def _kept(self, site: ISite) -> Board:
        """Return the board of ``site``; refuse who may not keep its roster."""
        if not (self._allowed(ASSIGN, site) or self._allowed(MANAGE_BOARD, site)):
            raise Refused({'': NOT_ALLOWED})
        board = self._boards.board(site)
        if board is None:
            raise Refused({'': _('Trang này chưa có quyết định thành lập Ban Biên tập.')})
        return board

    def _keep(self, board: Board, day: datetime.date, duties: dict[str, str]) -> None:
        if duties:
            board.roster[day] = duties
        else:
            board.roster.pop(day, None)
