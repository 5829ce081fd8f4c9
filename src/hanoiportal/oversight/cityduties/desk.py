"""Thời hạn toàn thành phố: the pages of all sites, of their breaches and of the reminders."""
import datetime
from collections.abc import Sequence
from functools import cached_property
from html import escape
from operator import attrgetter
from typing import cast

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import local, moment, shown_date
from ...base.deadlines.interfaces import DeadlineRule, IDeadlineRules
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import AUDIT, DESK
from ...base.values import Batch
from ...editorial.freshness.interfaces import REASON_TITLES, IFreshness, IReasons, WindowCount
from ...editorial.windows.interfaces import IWindows
from ...kernel.tree.resources import Described
from ...platform.reminders.interfaces import IReminders
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import TERMS, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import named, person, place_title, title_of
from ...shells.frame.tablefile import WORKBOOK, table_response
from ...web import desk_view
from .breaches import Breach, Breaches
from .counting import Days
from .heat import around, marks_of, row_of
from .interfaces import ICityReminding
from .keeping import TermSums, term_sums, window_counts
from .lines import (
    COLUMNS,
    EMPTY,
    KIND_TITLES,
    OWED,
    PLACE,
    REMINDERS,
    STATES,
    SiteLine,
    lines_of,
    sentences_of,
)

NAME, TABLE, REMIND, ONE, LOG = (
    'city-duties', 'city-duties-table', 'city-remind', 'city-breaches', 'city-reminders')
Page = dict[str, object]
#: Sites on one page of the table, reminders on one of the log, characters of a name asked for.
SIZE, SHOWN, LONGEST = 50, 100, 100


class AtTheCity(DeskView):
    """What the pages of the city have in common."""

    def __init__(self, context: IPortal, request: Request) -> None:
        super().__init__(context, request)
        self.registry = request.registry
        self.now: datetime.datetime = self.registry.getUtility(IClock).now()
        self.tag: str = request.language.tag
        self.freshness: IFreshness = request.service(IFreshness)
        self.reminding: ICityReminding = request.service(ICityReminding)

    def day(self, day: datetime.date) -> str:
        """Return ``day`` as people write it."""
        return shown_date(day, self.tag)


@menu(NAME, _('Thời hạn toàn thành phố'), at=TERMS, permission=AUDIT, order=11,
      shown=lambda context, _request: IPortal.providedBy(context))
class CityDuties(AtTheCity):
    """Every site: what it owes today, and a heat map of what it has not kept."""

    def __init__(self, context: IPortal, request: Request) -> None:
        super().__init__(context, request)
        self.days, given = Days(local(self.now).date()), request.params.get
        self.rules: dict[str, DeadlineRule] = {}
        for rule in self.registry.getUtility(IDeadlineRules).all():
            self.rules.setdefault(rule.code, rule)
        self.words: str = given('name', '').strip()[:LONGEST]
        self.kind, self.state, self.rule = (
            given(name, '') if given(name, '') in known else '' for name, known in (
                ('kind', KIND_TITLES), ('state', STATES), ('rule', self.rules)))

    @desk_view(context=IPortal, name=NAME, permission=AUDIT, working_permission=None,
               renderer='templates/city.pt')
    def page(self) -> Page:
        """Return the table, narrowed to what the address asks for."""
        return self._page('')

    @desk_view(context=IPortal, name=REMIND, permission=AUDIT, working_permission=None,
               request_method='POST', renderer='templates/city.pt')
    def remind(self) -> Page | Response:
        """Remind the sites that are ticked, or say why nobody was."""
        asked = set(self.request.POST.getall('id'))
        sites = [site for oid, site in self._sites.items() if oid in asked]
        try:
            done = self.reminding.remind(sites, self.rule, self.request.identity.id)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page(next(iter(refused.reasons.values())))
        for text in sentences_of(done):
            self.flash(text)
        return self.see(self.context, NAME, **self._here)

    @desk_view(context=IPortal, name=TABLE, permission=AUDIT, working_permission=None)
    def table(self) -> Response:
        """Return the same as a table to save: one line a site, with each day of the heat map."""
        header = (_('Tên trang'), _('Loại trang'), _('Đang trong hạn'), _('Đến hạn hôm nay'),
                  _('Quá hạn'), _('Chờ nêu lý do'), _('Khung giờ đã có tin hôm nay'),
                  _('Khung giờ hôm nay'), *(day.isoformat() for day in self.days.days))
        windows = self._windows(lines := self._lines())
        rows = [(place_title(self.request, line.site), KIND_TITLES.get(line.kind),
                 line.tally.running, line.tally.today, line.tally.over, line.tally.reasonless,
                 found.kept, found.owed, *line.tally.cells)
                for line in lines for found in (windows[str(line.site.__oid__)],)]
        return table_response(self.request, f'thoi-han-{self.days.days[-1]}',
                              _('Thời hạn toàn thành phố'), header, rows)

    @cached_property
    def _sites(self) -> dict[str, ISite]:
        return {str(site.__oid__): site for site in self.freshness.sites(self.context)}

    @cached_property
    def _sums(self) -> TermSums:
        """The sums of all sites."""
        return term_sums(self.request, self.context, [*self._sites], self.now, self.rule)

    def _windows(self, lines: Sequence[SiteLine]) -> dict[str, WindowCount]:
        """Return the windows of today of the sites of ``lines``, by their ids."""
        return window_counts(self.request, self.context, self.freshness,
                             [line.site for line in lines], self.now)

    def _lines(self) -> list[SiteLine]:
        return lines_of(self._sites, self._sums.tallies, self.words, self.kind, self.state)

    def _query(self) -> dict[str, str]:
        found = {'name': self.words, 'kind': self.kind, 'state': self.state, 'rule': self.rule}
        return {name: value for name, value in found.items() if value}

    @property
    def _here(self) -> dict[str, object]:
        """What the address of this page of the table asks for."""
        page = page_number(self.request)
        return {**self._query(), **({'page': page} if page > 1 else {})}

    def _page(self, problem: str) -> Page:
        lines, days = self._lines(), self.days.days
        start = (page_number(self.request) - 1) * SIZE
        batch = Batch(tuple(lines[start:start + SIZE]), len(lines), start, SIZE)
        return {
            'title': _('Thời hạn toàn thành phố: ${day}', mapping={'day': self.day(days[-1])}),
            'lines': self._shown(lines[start:start + SIZE]), 'batch': batch,
            'page_address': lambda at: self.path(self.context, NAME, **self._query(), page=at),
            'sums': [(title, sum(map(attrgetter(f'tally.{name}'), lines))) for title, name in (
                (_('Đang trong hạn'), 'running'), (_('Đến hạn hôm nay'), 'today'),
                (_('Quá hạn'), 'over'), (_('Chờ nêu lý do'), 'reasonless'))],
            'first': f'{days[0]:%d/%m}', 'last': f'{days[-1]:%d/%m}', 'length': len(days),
            'kinds': KIND_TITLES, 'states': STATES, 'rules': self._used(),
            'words': self.words, 'asked': (self.kind, self.state, self.rule),
            'query': self._query(), 'here': self._here, 'problems': [problem] if problem else [],
            'may_remind': self.reminding.may_remind(),
            'csv': self.path(self.context, TABLE, **self._query()),
            'workbook': self.path(self.context, TABLE, **self._query(), format=WORKBOOK)}

    def _shown(self, lines: Sequence[SiteLine]) -> list[tuple[object, ...]]:
        """Return what ``city.pt`` shows of each line; each sentence is translated once."""
        translate = self.request.localizer.translate
        owed = [(name, mark, around(translate(text), PLACE)) for name, mark, text in OWED]
        empty = [('missed', 'mark warn', around(translate(EMPTY), PLACE))]
        free, labels = escape(translate(_('không bắt buộc'))), self.days.labels
        breaches, windows = self.path(self.context, ONE), self._windows(lines)
        cells = [f'<td data-label="{escape(translate(each))}">' for each in COLUMNS]
        return [(
            title_of(text), text.language, oid, f'{breaches}?site={oid}', row_of(cells, (
                marks_of(line.tally, owed),
                f'{found.kept}/{found.owed} {marks_of(found, empty)}' if found.owed else free,
                self._sums.strip(oid, labels))))
            for line in lines for oid in (str(line.site.__oid__),) for found in (windows[oid],)
            for text in (named(cast('Described', line.site), self.tag),)]

    def _used(self) -> list[DeadlineRule]:
        """Return the rules by which something is owed or was broken."""
        return [rule for code, rule in self.rules.items() if code in self._sums.rules]


class CityBreaches(AtTheCity):
    """What one site has not kept, with its reasons, its repeats and the days of each term."""

    @desk_view(context=IPortal, name=ONE, permission=AUDIT, working_permission=None,
               renderer='templates/breaches.pt')
    def page(self) -> Page:
        """Return what ``breaches.pt`` names; the same answer for every wrong number."""
        given = str(self.request.GET.get('site', ''))
        site = next((each for each in self.freshness.sites(self.context)
                     if str(each.__oid__) == given), None)
        if site is None:
            raise HTTPNotFound
        breaches = Breaches(self.registry, self.context, site, self.now, self.tag)
        found = breaches.duties()
        number = self.request.GET.get('number', '')
        one = next((each for each in found if str(each.duty.number) == number), None)
        way = None if one is None else breaches.way(one)
        titles = self.registry.getUtility(IWindows).titles(local(self.now).date(), self.tag)
        return {
            'title': _('Vi phạm thời hạn: ${site}', mapping={
                'site': place_title(self.request, site)}),
            'site': site, 'rows': [self._row(each, site) for each in found], 'one': one,
            'days': way.told_in(self.tag) if way else (),
            'remarks': way.remarks_in(self.tag) if way else (),
            'windows': [(self.day(datetime.date.fromisoformat(each.key.day)),
                         titles.get(each.key.code, each.key.code), each.reason,
                         REASON_TITLES[each.state]) for each in breaches.windows(
                             self.freshness, self.request.service(IReasons))],
            'may_open': bool(self.request.has_permission(DESK, site))}

    def _row(self, breach: Breach, site: ISite) -> Page:
        reason = breach.standing.reason
        return {
            'number': breach.duty.number, 'basis': breach.basis, 'what': breach.what,
            'about': breach.about, 'due': moment(breach.standing.due),
            'late': breach.days_late(self.now), 'is_over': breach.standing.met_at is None,
            'repeats': breach.repeats, 'reason': '' if reason is None else reason.text,
            'who': '' if reason is None else person(self.context, reason.actor),
            'when': '' if reason is None else moment(reason.moment),
            'days': self.path(self.context, ONE, site=site.__oid__, number=breach.duty.number)}


class CityReminders(AtTheCity):
    """The log of reminders by hand and by the portal, the morning's mails among them."""

    @desk_view(context=IPortal, name=LOG, permission=AUDIT, working_permission=None,
               renderer='templates/reminders.pt')
    def page(self) -> Page:
        """Return a page of those of the kind that is asked for, the latest first."""
        log: IReminders = self.registry.getAdapter(self.context, IReminders)
        sites = {str(each.__oid__): each for each in self.freshness.sites(self.context)}
        asked, page = self.request.GET.get('kind', ''), page_number(self.request)
        kind = asked if asked in REMINDERS else ''
        found = list(log.latest(SHOWN + 1, kind=kind, start=(page - 1) * SHOWN))
        return {
            'title': _('Nhật ký nhắc việc'), 'kinds': REMINDERS, 'kind': kind, 'page': page,
            'address': lambda at: self.path(self.context, LOG, kind=kind, page=at),
            'has_more': len(found) > SHOWN, 'rows': [
                (moment(each.moment), REMINDERS.get(each.kind, each.kind),
                 place_title(self.request, sites[each.site]) if each.site in sites else '',
                 each.number, [person(self.context, one) for one in each.people],
                 person(self.context, each.actor)) for each in found[:SHOWN]]}
