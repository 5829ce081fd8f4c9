"""``IRoster``, as plain objects that know nothing of HTTP."""
import datetime

from zope.interface import implementer

from ...base.clock import HANOI, UTC, local
from ...base.errors import Refused
from ...base.i18n import _
from ...base.permissions import ASSIGN, MANAGE_BOARD, NOT_ALLOWED, Allowed
from ...kernel.tree.events import Deed
from ...kernel.tree.lookup import find_portal
from .interfaces import IRoster

ONE_DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)


@implementer(IRoster)
class RosterService:
    """``IRoster`` for one asker."""

    def __init__(self, allowed: Allowed, clock, notify, boards, windows, calendar):
        self._allowed = allowed
        self._clock = clock
        self._notify = notify      # callable(event)
        self._boards = boards      # IBoards
        self._windows = windows    # IWindows
        self._calendar = calendar  # ICalendar

    def windows(self, site, day):
        return self._windows.on(site, day, self._is_workday)

    def _is_workday(self, day):
        return self._calendar.is_workday(day, weekends_only=True)

    def on_duty(self, site, day):
        board = self._boards.board(site)
        return {} if board is None else dict(board.roster.get(day, {}))

    def assign(self, site, day, window, account, actor):
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
        self._notify(Deed(site, 'board-roster', actor, before=before, after=account,
                          day=day.isoformat(), window=window))

    def copy_week(self, site, monday, actor):
        monday -= datetime.timedelta(days=monday.weekday())
        self._kept(site)
        copied = 0
        for number in range(7):
            copied += self._copy_day(site, monday + number * ONE_DAY, actor)
        return copied

    def _copy_day(self, site, day, actor):
        there, copied = self.on_duty(site, day + WEEK), 0
        old = self.on_duty(site, day)
        for window in self.windows(site, day + WEEK):
            account = old.get(window.code)
            if account and window.code not in there and self._is_member(
                    site, day + WEEK, window, account):
                self.assign(site, day + WEEK, window.code, account, actor)
                copied += 1
        return copied

    def holes(self, site, day):
        duties = self.on_duty(site, day)
        return [window for window in self.windows(site, day)
                if not self._is_member(site, day, window, duties.get(window.code, ''))]

    def holes_ahead(self, portal):
        now = self._clock.now()
        tomorrow = local(now).date() + ONE_DAY
        for site in (portal, *portal['sites'].values()):
            found = self._boards.is_active(site, now) and self.holes(site, tomorrow)
            if found:
                yield site, tomorrow, found

    def _is_member(self, site, day, window, account):
        opens = datetime.datetime.combine(day, window.opens, HANOI).astimezone(UTC)
        return bool(account) and account in find_portal(site)['accounts'].by_id and (
            self._boards.is_member(site, account, opens))

    def _kept(self, site):
        """Return the board of ``site``; refuse who may not keep its roster."""
        if not (self._allowed(ASSIGN, site) or self._allowed(MANAGE_BOARD, site)):
            raise Refused({'': NOT_ALLOWED})
        board = self._boards.board(site)
        if board is None:
            raise Refused({'': _('Trang này chưa có quyết định thành lập Ban Biên tập.')})
        return board

    def _keep(self, board, day, duties):
        if duties:
            board.roster[day] = duties
        else:
            board.roster.pop(day, None)
