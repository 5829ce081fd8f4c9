"""Tổng quan at the desk: of a site, and of all sites at the city."""
from __future__ import annotations

import datetime
from typing import cast

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from ...base.bodies import counted_in
from ...base.clock import ONE_DAY, end_of, local, moment, shown_date, start_of
from ...base.i18n import _
from ...base.interfaces import IClock, IItem, IPortal, ISite
from ...base.permissions import AUDIT, DESK
from ...base.values import Batch
from ...editorial.freshness.interfaces import IFreshness
from ...kernel.tree.lookup import find_portal, is_listed
from ...kernel.tree.resources import Described
from ...platform.duties.interfaces import ITerms
from ...platform.ledger.interfaces import CORRECTED, CROSSPOSTED, PUBLISHED, WITHDRAWN, ILedger
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import REPORTING, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import named, place_title, title_of
from ...web import desk_view
from ..casefigures.interfaces import PART as CASES
from ..compliance.interfaces import ALL, months_until, shown_month
from ..compliance.interfaces import PAGE as COMPLIANCE
from .figures import (
    EVENTS,
    HIGH,
    Plot,
    by_day,
    columns,
    day_columns,
    days_between,
    happened,
    owed,
)
from .interfaces import CasesOf, MonthsOf

NAME, LIST = 'dashboard', 'dashboard-events'
#: Months that can be chosen; events on one page of a list.
MONTHS, SIZE = 13, 100
KINDS = {PUBLISHED: _('Tin, bài xuất bản'), CORRECTED: _('Bản đính chính, cập nhật'),
         CROSSPOSTED: _('Bài dẫn từ trang khác'), WITHDRAWN: _('Tin, bài được gỡ')}
Page = dict[str, object]


class AtDashboard(DeskView):
    """The month that is asked for, and what it has."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.portal: IPortal = find_portal(context)
        self.is_city = IPortal.providedBy(context)
        self.now: datetime.datetime = request.registry.getUtility(IClock).now()
        self.today = local(self.now).date()
        self.tag: str = request.language.tag
        self.months = months_until(self.today, MONTHS)
        self.month = str(request.params.get('month', self.months[0]))
        if self.month not in self.months:
            raise HTTPNotFound
        self.first = datetime.date.fromisoformat(f'{self.month}-01')
        self.end = (self.first + 31 * ONE_DAY).replace(day=1)

    @property
    def sites(self) -> list[ISite]:
        """The sites that are shown together."""
        if not self.is_city:
            return [self.context]
        return [site for site in counted_in(self.portal) if site.is_active]

    @property
    def days(self) -> list[datetime.date]:
        """The local days of the month up to today."""
        return days_between(self.first, min(self.end - ONE_DAY, self.today))

    @property
    def figures(self) -> MonthsOf | None:
        """The snapshot, ``None`` before the first."""
        return cast('MonthsOf | None', getattr(self.portal, 'compliance', None))

    @property
    def oid(self) -> int:
        """Whose figures are shown, ``ALL`` at the city."""
        return ALL if self.is_city else int(self.context.__oid__)

    def listed(self, kind: str) -> str:
        """Return the address of the list of what was kept in the month: of windows, duties."""
        return f'{self.request.link(self.context, f"{COMPLIANCE}-chi-tiet")}?muc={kind}&thang=' + (
            self.month)


@menu(NAME, _('Tổng quan'), at=REPORTING, permission=DESK, order=10,
      shown=lambda site, request: not IPortal.providedBy(site))
@menu(NAME, _('Tổng quan toàn Thành phố'), at=REPORTING, permission=AUDIT, order=11,
      shown=lambda site, request: IPortal.providedBy(site))
class Dashboard(AtDashboard):
    """The page of a site, and of all sites together."""

    @desk_view(context=ISite, name=NAME, renderer='templates/dashboard.pt')
    def of_site(self) -> Page:
        """Return what ``dashboard.pt`` names."""
        return self._page()

    @desk_view(context=IPortal, name=NAME, working_permission=AUDIT,
               renderer='templates/dashboard.pt')
    def of_city(self) -> Page:
        """Return the same of all sites together."""
        return self._page()

    def _scope(self) -> str:
        if not self.is_city:
            return place_title(self.request, self.context)
        everywhere: str = self.request.localizer.translate(_('Toàn Thành phố'))
        return everywhere

    def _page(self) -> Page:
        return {
            'title': _('Tổng quan: ${site}', mapping={'site': self._scope()}),
            'now': moment(self.now), 'month': self.month, 'view': NAME,
            'month_shown': shown_month(self.month, self.tag),
            'months': [(each, shown_month(each, self.tag)) for each in self.months],
            'counts': self._today(), 'plots': [*self._kept(), *self._events()], 'high': HIGH,
            'rows': self._rows()}

    def _today(self) -> list[tuple[str, str, str]]:
        """Return words, figure and address of each figure of today."""
        windows = [count for _site, count in self.request.service(IFreshness).counts(
            self.sites, self.today, self.now)]
        owes = owed(self.request.registry.getAdapter(self.portal, ITerms).all(),
                    {str(site.__oid__) for site in self.sites}, self.now.timestamp(),
                    end_of(self.today).timestamp())
        duties, own = ('city-duties', 'windows-all') if self.is_city else ('duties', 'windows')
        cases = self._cases()
        kept = f'{sum(each.kept for each in windows)}/{sum(each.owed for each in windows)}'
        to_duties = self.path(self.context, duties)
        found = [(_('Khung giờ hôm nay đã có tin'), kept, self.path(self.context, own)),
                 (_('Đang trong hạn'), str(owes.running), to_duties),
                 (_('Đến hạn hôm nay'), str(owes.today), to_duties),
                 (_('Quá hạn'), str(owes.over), to_duties),
                 (_('Chờ nêu lý do'), str(owes.reasonless), to_duties)]
        if cases is not None:
            to_cases = self.path(self.context, 'cases-city' if self.is_city else 'cases')
            found += [(_('Hồ sơ đang giải quyết trong hạn'), str(cases.open_in_time), to_cases),
                      (_('Hồ sơ đang giải quyết trễ hạn'), str(cases.open_late), to_cases)]
        return found

    def _cases(self) -> CasesOf | None:
        kept = self.figures.part(CASES, self.oid) if self.figures is not None else {}
        return cast('CasesOf | None', kept.get(self.oid))

    def _kept(self) -> list[Plot]:
        """Return the plots of windows by day, and of duties by month."""
        if self.figures is None:
            return []
        month = self.figures.month(self.oid, self.month)
        ended = {day.day: (day.kept, day.due) for day in month.days}
        days = columns([(day.isoformat(), shown_date(day, self.tag), *ended.get(day, (0, 0)))
                        for day in self.days]) if ended else []
        duties = columns([
            (each, shown_month(each, self.tag), *self.figures.month(self.oid, each).in_time)
            for each in reversed(self.months)])
        kept, due = month.windows
        met, judged = month.in_time
        return [
            Plot('khung-gio', _('Khung giờ cập nhật theo ngày'), days, _('Đã đăng tin'),
                 _('Đã kết thúc'), f'{kept}/{due}', self.listed('khung-gio')),
            Plot('nghia-vu', _('Nghĩa vụ công bố theo tháng'), duties, _('Đúng hạn'),
                 _('Đã đến hạn'), f'{met}/{judged}', self.listed('nghia-vu'))]

    def _events(self) -> list[Plot]:
        """Return the plots of what became public by day, from the ledger."""
        ledger: ILedger = self.request.registry.getAdapter(self.portal, ILedger)
        found = by_day(happened(
            ledger, self.context, start_of(self.first), start_of(self.end), EVENTS))
        return [Plot(kind, KINDS[kind], day_columns(found[kind], self.days, self.tag),
                     _('Số lượng'), '', str(found[kind].total()),
                     self.path(self.context, LIST, month=self.month, kind=kind))
                for kind in EVENTS if found[kind]]

    def _rows(self) -> list[tuple[str, str, str, str, str]]:
        """Return, at the city, each site with language, address, windows and duties of the month:
        those first that lack most.
        """
        if not self.is_city or self.figures is None:
            return []
        rows = []
        for site in self.sites:
            month = self.figures.month(site.__oid__, self.month)
            lacking = sum(whole - part for part, whole in (month.windows, month.in_time))
            name = named(cast('Described', site), self.tag)
            rows.append((-lacking, str(name.title), str(name.language),
                         str(self.request.link(site, COMPLIANCE)),
                         '{}/{}'.format(*month.windows), '{}/{}'.format(*month.in_time)))
        return [row[1:] for row in sorted(rows)]


class CountedEvents(AtDashboard):
    """What a bar of the ledger counts, one by one."""

    @desk_view(context=ISite, name=LIST, renderer='templates/events.pt')
    def of_site(self) -> Page:
        """Return the events of a kind in the month, or on one day of it."""
        return self._page()

    @desk_view(context=IPortal, name=LIST, working_permission=AUDIT,
               renderer='templates/events.pt')
    def of_city(self) -> Page:
        """Return the same of all sites."""
        return self._page()

    def _page(self) -> Page:
        kind, day = (str(self.request.params.get(name, '')) for name in ('kind', 'day'))
        days = {each.isoformat(): each for each in days_between(self.first, self.end - ONE_DAY)}
        if kind not in KINDS or day and day not in days:
            raise HTTPNotFound
        first = days.get(day, self.first)
        end = first + ONE_DAY if day else self.end
        ledger: ILedger = self.request.registry.getAdapter(self.portal, ILedger)
        found = sorted(happened(ledger, self.context, start_of(first), start_of(end), (kind,)),
                       key=lambda event: (event.moment, event.number), reverse=True)
        start = (page_number(self.request) - 1) * SIZE
        shown = tuple(found[start:start + SIZE])
        query = {'month': self.month, 'kind': kind, **({'day': day} if day else {})}
        return {
            'title': KINDS[kind], 'shown': shown_date(first, self.tag) if day else shown_month(
                self.month, self.tag),
            'up': self.path(self.context, NAME, month=self.month),
            'rows': [(moment(each.moment), *self._item(each.item), self._site(each.site))
                     for each in shown],
            'batch': Batch(shown, len(found), start, SIZE),
            'page_address': lambda number: self.path(self.context, LIST, **query, page=number)}

    def _item(self, oid: str) -> tuple[str, str]:
        """Return title and address of an item that readers find; of all others that it is not
        public.
        """
        found = self.portal.__objectmap__.object_for(int(oid)) if oid.isdigit() else None
        if not IItem.providedBy(found) or not is_listed(found):
            return '', ''
        return title_of(found), str(self.request.link(found))

    def _site(self, oid: str) -> str:
        found = self.portal.__objectmap__.object_for(int(oid)) if oid.isdigit() else None
        return '' if found is None else str(place_title(self.request, found))
