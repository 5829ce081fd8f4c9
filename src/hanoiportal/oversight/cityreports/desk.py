"""Tình hình báo cáo của các trang, in the desk of the city."""
from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import moment
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal
from ...base.permissions import AUDIT
from ...base.text import collate
from ...base.values import Batch
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import REPORTING, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import place_title
from ...shells.frame.tablefile import table_response
from ...web import desk_view
from ..cityduties.interfaces import ICityReminding
from ..reports.interfaces import (
    NONE,
    OWED,
    RULE,
    STATE_TITLES,
    IReports,
    SiteState,
)

NAME, REMIND, TABLE = 'city-reports', 'city-reports-remind', 'city-reports-table'
#: Sites on one page.
SIZE = 50
#: How long before its end a term is reminded of.
AHEAD = datetime.timedelta(days=31)
#: Filters besides the states: everything that is owed, what is overdue.
NOT_SENT, OVER = 'owed', 'over'
FILTERS = {NOT_SENT: _('Chưa gửi'), OVER: _('Quá hạn chưa gửi'), **STATE_TITLES}
#: What a template is given.
Values = Mapping[str, object]


@menu(NAME, _('Báo cáo của các trang'), at=REPORTING, permission=AUDIT, order=21,
      shown=lambda context, _request: IPortal.providedBy(context))
class CityReports(DeskView):
    """Every site with the state of its report."""

    def __init__(self, context: IPortal, request: Request) -> None:
        super().__init__(context, request)
        self.now: datetime.datetime = request.registry.getUtility(IClock).now()
        self.reports: IReports = request.registry.getAdapter(context, IReports)
        self.reminding: ICityReminding = request.service(ICityReminding)
        self.periods = dict(self.reports.periods(self.now))
        given = str(request.params.get('period', ''))
        self.is_known = given in {'', *self.periods}
        self.period = given if given in self.periods else next(
            name for name in self.periods if '-' in name)
        state = str(request.params.get('state', ''))
        self.state = state if state in FILTERS else ''

    @desk_view(context=IPortal, name=NAME, permission=AUDIT, working_permission=None,
               renderer='templates/cityreports.pt')
    def page(self) -> Values:
        """Return the table, narrowed to what the address asks for; of a period of which nobody
        owes a report the way to the others.
        """
        if self.is_known:
            return self._page('')
        self.request.response.status_int = 404
        shown = self.request.localizer.translate(self.periods[self.period])
        return self._page(_('Không có kỳ báo cáo này; bảng dưới đây là của kỳ ${period}.',
                            mapping={'period': shown}))

    @desk_view(context=IPortal, name=REMIND, permission=AUDIT, working_permission=None,
               request_method='POST', renderer='templates/cityreports.pt')
    def remind(self) -> Values | Response:
        """Remind the sites that are ticked, or say why nobody was."""
        self._require_known()
        asked = set(self.request.POST.getall('id'))
        sites = [each.site for each in self._states() if _is_owed(each)
                 and str(each.site.__oid__) in asked]
        try:
            done = self.reminding.remind(
                sites, RULE, self.request.identity.id, until=self.now + AHEAD)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page(next(iter(refused.reasons.values())))
        self.flash(_('Đã nhắc ${number} trang.', mapping={'number': len(done.told)}))
        if done.before:
            self.flash(_('${number} trang đã được nhắc hôm nay.', mapping={
                'number': len(done.before)}))
        if done.nobody:
            self.flash(_('${number} trang chưa có Ban Biên tập nên không nhắc được ai.', mapping={
                'number': len(done.nobody)}))
        return self.see(self.context, NAME, period=self.period, state=self.state)

    @desk_view(context=IPortal, name=TABLE, permission=AUDIT, working_permission=None)
    def table(self) -> Response:
        """Return the same as a table to save."""
        self._require_known()
        header = (_('Tên trang'), _('Tình trạng'), _('Hạn'), _('Gửi lúc'), _('Số, ký hiệu'))
        rows = [(place_title(self.request, each.site), STATE_TITLES[each.state],
                 moment(each.due), moment(each.sent),
                 '' if each.report is None else each.report.content.number)
                for each in self._shown(self._states())]
        return table_response(self.request, f'bao-cao-cac-trang-{self.period}',
                              _('Báo cáo của các trang'), header, rows)

    def _require_known(self) -> None:
        if not self.is_known:
            raise HTTPNotFound

    def _states(self) -> Sequence[SiteState]:
        found = self.reports.states(self.period, self.now)
        return sorted(found, key=lambda each: collate(each.site.title))

    def _shown(self, states: Sequence[SiteState]) -> list[SiteState]:
        return [each for each in states if self.state in ('', each.state)
                or self.state == NOT_SENT and each.state in OWED
                or self.state == OVER and each.is_over]

    def _page(self, problem: str) -> Values:
        states = self._states()
        shown, start = self._shown(states), (page_number(self.request) - 1) * SIZE
        counts = Counter(each.state for each in states)
        here = {name: value for name, value in (
            ('period', self.period), ('state', self.state)) if value}
        return {
            'title': _('Báo cáo của các trang: ${period}', mapping={
                'period': self.request.localizer.translate(self.periods[self.period])}),
            'periods': list(self.periods.items()), 'period': self.period, 'filters': FILTERS,
            'state': self.state, 'here': here, 'problems': [problem] if problem else [],
            'sums': [(STATE_TITLES[state], counts[state]) for state in STATE_TITLES],
            'may_remind': self.reminding.may_remind(), 'outside': self._outside(),
            'own': self._own(), 'batch': Batch(tuple(shown[start:start + SIZE]), len(shown), start,
                                               SIZE),
            'rows': [(str(each.site.__oid__), place_title(self.request, each.site),
                      self._opened(each), STATE_TITLES[each.state], _is_owed(each),
                      each.is_over, moment(each.due), moment(each.sent))
                     for each in shown[start:start + SIZE]],
            'page_address': lambda page: self.path(self.context, NAME, page=page, **here)}

    def _opened(self, each: SiteState) -> str:
        """Return the address of what was sent, ``''`` if nothing was."""
        return '' if each.report is None or each.sent is None else self.path(
            self.context, 'report', number=each.report.number)

    def _outside(self) -> list[str]:
        """Return the titles of the sites that stand outside the portal and send nothing here."""
        return [place_title(self.request, each) for each in self.context['sites'].values()
                if getattr(each, 'is_external', False)]

    def _own(self) -> tuple[str, str]:
        """Return state and address of the report of the whole city."""
        report = self.reports.find(str(self.context.__oid__), self.period)
        if report is None:
            return STATE_TITLES[NONE], self.path(self.context, 'reports')
        return STATE_TITLES[report.state], self.path(
            self.context, 'report', number=report.number)


def _is_owed(state: SiteState) -> bool:
    """Return whether the site has a duty to report on the period: of one before the portal kept
    duties nobody is reminded.
    """
    return state.state in OWED and state.due is not None
