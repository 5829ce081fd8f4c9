"""Lịch trực: who of the board sees to each publishing window of a week (9.4, 13.2)."""
import datetime
from dataclasses import dataclass
from functools import cached_property

from ....base.clock import ONE_DAY, day_asked, local, shown_date
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IClock, ISite
from ....base.permissions import ASSIGN, DESK, MANAGE_BOARD
from ....editorial.boards.interfaces import IBoards, IRoster
from ....editorial.windows.interfaces import IWindows
from ....kernel.tree.lookup import find_portal
from ....web import desk_view
from ..frame.menu import BOARD, menu
from ..frame.view import REFUSED, DeskView
from ..frame.wording import WEEKDAYS, person, place_title

WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class DutyCell:
    """One window of one day.  ``name``: of its field.  ``account``: id of who is on duty.

    ``is_hole``: whether nobody of the board sees to it.
    """

    name: str
    title: str
    hours: str
    account: str
    person: str
    is_hole: bool


@menu('roster', _('Lịch trực'), at=BOARD, permission=DESK, order=20)
class RosterPage(DeskView):
    """A week of the roster: shown to the staff, kept by the head."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.boards, self.roster = request.service(IBoards), request.service(IRoster)
        self.portal = find_portal(context)
        self.now = request.registry.getUtility(IClock).now()
        self.monday = self._monday()

    def _monday(self):
        today = local(self.now).date()
        day = day_asked(self.request.params.get('week', ''), today)
        return day - datetime.timedelta(days=day.weekday())

    @cached_property
    def titles(self):
        """What each window is called, by its code."""
        return self.request.registry.getUtility(IWindows).titles(
            self.monday, self.request.language.tag)

    @desk_view(context=ISite, name='roster', renderer='templates/roster.pt')
    def page(self):
        """Return the week and what has a hole tomorrow."""
        site, tomorrow = self.context, local(self.now).date() + ONE_DAY
        may = any(self.request.has_permission(each, site) for each in (ASSIGN, MANAGE_BOARD))
        founded = self.boards.board(site) is not None
        return {
            'title': _('Lịch trực: ${site}', mapping={
                'site': place_title(self.request, site)}),
            'founded': founded, 'may': may and founded, 'week': self.monday.isoformat(),
            'days': [self._day(self.monday + number * ONE_DAY) for number in range(7)],
            'members': self._members(),
            'holes': [(self.titles.get(each.code, each.title), _hours(each))
                      for each in self.roster.holes(site, tomorrow)],
            'previous': self.path(site, 'roster', week=(self.monday - WEEK).isoformat()),
            'following': self.path(site, 'roster', week=(self.monday + WEEK).isoformat())}

    def _day(self, day):
        duties = self.roster.on_duty(self.context, day)
        holes = {window.code for window in self.roster.holes(self.context, day)}
        return {
            'weekday': WEEKDAYS[day.weekday()], 'date': shown_date(day, self.request.language.tag),
            'cells': [DutyCell(
                f'{day.isoformat()}-{window.code}', self.titles.get(window.code, window.title),
                _hours(window), duties.get(window.code, ''),
                person(self.portal, duties.get(window.code, '')), window.code in holes)
                for window in self.roster.windows(self.context, day)]}

    def _members(self):
        """Return ``{account id: name}`` of who has or will have a seat in the week shown."""
        return {each.account: person(self.portal, each.account)
                for each in self.boards.seats(self.context)
                if each.given.ends is None or self.now < each.given.ends}

    @desk_view(context=ISite, name='roster', request_method='POST')
    def keep(self):
        """Assign what the form says of the week; what cannot be is said and left as it was."""
        form, actor = self.request.POST, self.request.identity.id
        refused = {}
        for number in range(7):
            day = self.monday + number * ONE_DAY
            for window in self.roster.windows(self.context, day):
                account = form.get(f'{day.isoformat()}-{window.code}')
                if account is None:
                    continue
                try:
                    self.roster.assign(self.context, day, window.code, account, actor)
                except Refused as error:
                    refused.update({str(why): why for why in error.reasons.values()})
        return self._back(refused, _('Đã ghi lịch trực.'))

    @desk_view(context=ISite, name='roster-copy', request_method='POST')
    def copy(self):
        """Copy the week to the next, where it is free."""
        try:
            count = self.roster.copy_week(self.context, self.monday, self.request.identity.id)
        except Refused as error:
            return self._back(error.reasons, '')
        self.monday += WEEK
        return self._back({}, _('Đã chép ${count} ca sang tuần sau.', mapping={'count': count}))

    def _back(self, refused, done):
        for why in refused.values():
            self.flash(why, REFUSED)
        if not refused:
            self.flash(done)
        return self.see(self.context, 'roster', week=self.monday.isoformat())


def _hours(window):
    """Return when ``window`` opens and closes."""
    return f'{window.opens:%H:%M}–{window.closes:%H:%M}'
