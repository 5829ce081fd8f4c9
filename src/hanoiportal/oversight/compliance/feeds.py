"""The figures of compliance as CSV, JSON and linked data, of the city and of each site."""
from collections.abc import Iterator

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...shells.frame.tablefile import csv_response, json_response
from ...shells.public.metadata.linked_figures import Observation, figures_response
from ...shells.public.search.params import params_of
from ...web import public_view
from ...web.routing.links import canonical
from .filed import (
    COLUMNS,
    SITE_COLUMNS,
    Json,
    indicator_data,
    line_data,
    month_data,
    row_of,
    site_data,
    site_rows,
)
from .interfaces import ALL, PAGE
from .league import ORDERS
from .public import TITLE, called, words_of
from .showing import shown_value
from .values import SiteNow
from .views import CSV, JSON, LINKED, SHEET, ComplianceView
from .wording import LEVEL_TITLES, ORDER_TITLES


class ComplianceFiles(ComplianceView):
    """What the pages show, to be saved.  Raises ``HTTPNotFound`` before the first snapshot."""

    @public_view(context=IPortal, name=PAGE + CSV, counted=False)
    def sites_as_csv(self) -> Response:
        """Return the table of all sites, of the month asked for, as CSV."""
        self._require()
        level, found = params_of(self.request, 'loai'), called(
            self, self.figures.lines, words_of(self))
        rows = [row_of(line, self._name(line.oid), self._canonical(line.oid),
                                 LEVEL_TITLES[line.level])
                for line in found if level in ('', line.level)]
        return csv_response(
            self.request, f'tuan-thu-{self._mark}{self.figures.month}', COLUMNS, rows)

    @public_view(context=ISite, name=PAGE + CSV, counted=False)
    def site_as_csv(self) -> Response:
        """Return the figures of one site, a line for each, as CSV."""
        self._require()
        return csv_response(
            self.request, f'tuan-thu-{self._mark}{self.context.__name__}-{self.figures.month}',
            SITE_COLUMNS, site_rows(self._now, self.figures))

    @public_view(context=IPortal, name=PAGE + JSON, counted=False)
    def sites_as_json(self) -> Response:
        """Return all sites with their figures, and the sums of the months, as JSON."""
        self._require()
        return self._json({
            'month': self.figures.month,
            'sites': [{'name': self._name(line.oid), 'address': self._canonical(line.oid),
                       **line_data(line)}
                      for line in self.figures.lines if line.oid in self.sites],
            'months': {month: month_data(self.snapshot.month(0, month))
                       for month in self.months}})

    @public_view(context=ISite, name=PAGE + JSON, counted=False)
    def site_as_json(self) -> Response:
        """Return all figures of one site as JSON."""
        self._require()
        oid = self.context.__oid__
        return self._json({'name': self._name(oid), 'address': self._canonical(oid),
                           **site_data(self._now, {
                               month: self.snapshot.month(oid, month) for month in self.months})})

    @public_view(context=IPortal, name=PAGE + LINKED, counted=False)
    def sites_as_linked(self) -> Response:
        """Return the table of all sites as linked data."""
        self._require()
        return self._linked(
            Observation(self._name(line.oid), self._canonical(line.oid), self._said(title),
                        self.figures.month, part, most=whole)
            for line in self.figures.lines if line.oid in self.sites
            for title, (part, whole) in zip(
                map(ORDER_TITLES.__getitem__, ORDERS[1:]),
                (line.filled, line.fresh, line.windows, line.in_time, line.working), strict=True))

    @public_view(context=ISite, name=PAGE + LINKED, counted=False)
    def site_as_linked(self) -> Response:
        """Return the figures of one site as linked data."""
        self._require()
        oid = self.context.__oid__
        name, address = self._name(oid), self._canonical(oid)
        return self._linked(
            Observation(name, address, self._said(row.group) + (
                f': {row.name or row.code}' if row.code else ''), str(row.day or ''), row.part,
                most=row.whole)
            for row in site_rows(self._now, self.figures) if row.part is not None)

    @public_view(context=ISite, name=SHEET + CSV, counted=False)
    def sheet_as_csv(self) -> Response:
        """Return the indicators of a quarter as CSV."""
        quarter, oid = self._quarter, self._sheet_oid
        name = self.context.__name__ or 'toan-cong'
        return csv_response(
            self.request, f'chi-tieu-{self._mark}{name}-{quarter}', (
                _('Nhóm'), _('Mã'), _('Chỉ tiêu'), _('Kết quả'), _('Tử số, mẫu số'),
                _('Cách tính'), _('Căn cứ')),
            [(head, row.code, row.title, row.value, row.counted or row.unit, row.how, row.basis)
             for head, rows in self.figures.sheet(quarter, oid, shown_value) for row in rows])

    @public_view(context=ISite, name=SHEET + JSON, counted=False)
    def sheet_as_json(self) -> Response:
        """Return the indicators of a quarter as JSON; those of the city are of all sites."""
        quarter, oid = self._quarter, self._sheet_oid
        here = self.context.__oid__
        return self._json({
            'quarter': quarter, 'quarters': self.figures.quarters,
            'name': self._name(here) if oid else '', 'address': str(canonical(
                self.request, self.sites[here], self.request.language, SHEET)),
            'indicators': [found for _head, rows in self.figures.sheet(
                quarter, oid, indicator_data) for found in rows]})

    @property
    def _quarter(self) -> str:
        """The quarter asked for.  Raises ``HTTPNotFound`` for one that is not kept."""
        self._require()
        quarter = params_of(self.request, 'quy', self.figures.quarters[0])
        if quarter not in self.figures.quarters:
            raise HTTPNotFound
        return quarter

    @property
    def _sheet_oid(self) -> int:
        return int(self.context.__oid__) if self.page.is_component else ALL

    @property
    def _mark(self) -> str:
        """What the names of files tell of figures whose method nobody has approved."""
        return 'tam-tinh-' if self._is_provisional else ''

    def _require(self) -> None:
        if self.snapshot.moment is None:
            raise HTTPNotFound

    @property
    def _now(self) -> SiteNow:
        """What was found of the site.  Raises ``HTTPNotFound`` of one that was not there yet."""
        found = self.snapshot.site(self.context.__oid__)
        if found is None:
            raise HTTPNotFound
        return found

    def _name(self, oid: int) -> str:
        said = self.named(oid)
        return '' if said is None else said.text

    def _canonical(self, oid: int) -> str:
        return str(canonical(self.request, self.sites[oid], self.request.language, PAGE))

    def _said(self, text: str) -> str:
        return str(self.request.localizer.translate(text))

    def _linked(self, found: Iterator[Observation]) -> Response:
        return figures_response(
            self.page, self._canonical(self.context.__oid__), self._said(TITLE),
            self.snapshot.moment, found)

    def _json(self, data: Json) -> Response:
        moment = self.snapshot.moment
        whole = {'as_of': moment and moment.isoformat(timespec='seconds'),
                 'provisional': self._is_provisional, **data}
        return json_response(whole)
