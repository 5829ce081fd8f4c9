"""Mức sẵn sàng at the desk: of a site by month, and of all sites in a month at the city."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import cast

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import AUDIT, DESK
from ...base.settings import ISettings
from ...base.text import collate
from ...kernel.tree.lookup import find_portal
from ...shells.desk.frame.menu import REPORTING, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import place_title
from ...shells.frame.tablefile import WORKBOOK, table_response
from ...web import desk_view
from ..compliance.interfaces import months_until, shown_month
from .interfaces import HostMonth
from .jobs import hosts_of
from .resource import months_in
from .wording import MonthLine, line_of, outage_line

NAME, TABLE = 'availability', 'availability-table'
#: Months that can be chosen; outages that are shown.
MONTHS, SHOWN = 13, 100
Page = dict[str, object]


class AtAvailability(DeskView):
    """What the pages have in common."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.portal: IPortal = find_portal(context)
        self.now: datetime.datetime = request.registry.getUtility(IClock).now()
        self.tag: str = request.language.tag
        self.months = months_until(local(self.now).date(), MONTHS)
        self.known: Mapping[tuple[str, int], HostMonth] = months_in(self.portal)

    def line(self, month: str, oid: int) -> MonthLine:
        """Return the line of a site in ``month``."""
        return line_of(month, self.known.get((month, oid)), self.now.timestamp(), self.tag)

    def of(self, site: ISite) -> Page:
        """Return what ``site.pt`` names: the months of ``site`` and what failed in them."""
        oid = site.__oid__
        known = [(month, self.known[month, oid]) for month in self.months
                 if (month, oid) in self.known]
        outages = [each for _month, found in known for each in reversed(found.outages)]
        return {'title': _('Mức sẵn sàng: ${site}', mapping={
                    'site': place_title(self.request, site)}),
                'all': '' if site is self.context else self.path(self.context, NAME),
                'lines': [(shown_month(month, self.tag), self.line(month, oid))
                          for month, _found in known],
                'outages': [outage_line(each) for each in outages[:SHOWN]]}


@menu(NAME, _('Mức sẵn sàng'), at=REPORTING, permission=DESK, order=12,
      shown=lambda site, request: not IPortal.providedBy(site))
class SiteAvailability(AtAvailability):
    """The months of the own site."""

    @desk_view(context=ISite, name=NAME, renderer='templates/site.pt')
    def page(self) -> Page:
        """Return what ``site.pt`` names."""
        return self.of(self.context)


@menu(NAME, _('Mức sẵn sàng các trang'), at=REPORTING, permission=AUDIT, order=13,
      shown=lambda site, request: IPortal.providedBy(site))
class CityAvailability(AtAvailability):
    """All sites in a month, those first that answered least; or the months of one of them."""

    def __init__(self, context: IPortal, request: Request) -> None:
        super().__init__(context, request)
        self.month = str(request.params.get('month', self.months[0]))
        if self.month not in self.months:
            raise HTTPNotFound

    @desk_view(context=IPortal, name=NAME, working_permission=AUDIT, renderer='templates/all.pt')
    def page(self) -> Page:
        """Return what ``all.pt`` names."""
        return {'title': _('Mức sẵn sàng các trang: ${month}', mapping={
                    'month': shown_month(self.month, self.tag)}),
                'month': self.month,
                'months': [(each, shown_month(each, self.tag)) for each in self.months],
                'lines': [(place_title(self.request, site), site.__oid__,
                           self.line(self.month, site.__oid__)) for site in self._sites()],
                'workbook': self.path(self.context, TABLE, month=self.month, format=WORKBOOK)}

    @desk_view(context=IPortal, name=f'{NAME}-site', working_permission=AUDIT,
               renderer='templates/site.pt')
    def one(self) -> Page:
        """Return the months of the site that the address asks for."""
        asked = str(self.request.params.get('site', ''))
        site = next((each for each in self._sites() if str(each.__oid__) == asked), None)
        if site is None:
            raise HTTPNotFound
        return {**self.of(site), 'all': self.path(self.context, NAME)}

    @desk_view(context=IPortal, name=TABLE, working_permission=AUDIT)
    def table(self) -> Response:
        """Return the month as a table to save, seconds as numbers."""
        header = (_('Tên trang'), _('Mức sẵn sàng (%)'), _('Số lần gián đoạn'),
                  _('Gián đoạn (giây)'), _('Ngừng có thông báo (giây)'), _('Được theo dõi (giây)'))
        rows = []
        for site in self._sites():
            month = self.known.get((self.month, site.__oid__), HostMonth(0, 0))
            rows.append((place_title(self.request, site),
                         '' if month.share is None else month.share / 100,
                         len(month.outages), month.failed, month.announced, month.watched))
        return table_response(self.request, f'muc-san-sang-{self.month}',
                              _('Mức sẵn sàng các trang'), header, rows)

    def _sites(self) -> Sequence[ISite]:
        """Return the sites that are watched, those first that answered least."""
        domain = self.request.registry.getUtility(ISettings).domain
        find = self.portal.__objectmap__.object_for
        sites = [cast('ISite', find(oid)) for oid in hosts_of(self.portal, domain).values()]

        def key(site: ISite) -> tuple[object, ...]:
            month = self.known.get((self.month, site.__oid__))
            found = None if month is None else month.share
            return found is None, found, collate(site.title)

        return sorted(sites, key=key)
