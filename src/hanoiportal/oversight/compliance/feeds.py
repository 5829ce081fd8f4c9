# mypy: allow-untyped-calls, allow-untyped-decorators
"""The figures of compliance as CSV and JSON, of the city and of each site."""
import json

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...shells.public.lists.csvfile import csv_response
from ...shells.public.search.params import params_of
from ...web import public_view
from ...web.routing.links import canonical
from . import exporting
from .showing import shown_value
from .values import SiteNow
from .views import CSV, JSON, PAGE, SHEET, Shown
from .wording import LEVEL_TITLES


class ComplianceFiles(Shown):
    """What the pages show, to be saved.  Raises ``HTTPNotFound`` before the first snapshot."""

    @public_view(context=IPortal, name=PAGE + CSV, counted=False)
    def sites_as_csv(self) -> Response:
        """Return the table of all sites, of the month asked for, as CSV."""
        self._require()
        level = params_of(self.request, 'loai')
        rows = [exporting.row_of(line, self._name(line.oid), self._canonical(line.oid),
                                 LEVEL_TITLES[line.level])
                for line in self.figures.lines
                if line.oid in self.sites and level in ('', line.level)]
        return csv_response(self.request, f'tuan-thu-{self.figures.month}', exporting.COLUMNS,
                            rows)

    @public_view(context=ISite, name=PAGE + CSV, counted=False)
    def site_as_csv(self) -> Response:
        """Return the figures of one site, a line for each, as CSV."""
        self._require()
        return csv_response(
            self.request, f'tuan-thu-{self.context.__name__}-{self.figures.month}',
            exporting.SITE_COLUMNS, exporting.site_rows(self._now, self.figures))

    @public_view(context=IPortal, name=PAGE + JSON, counted=False)
    def sites_as_json(self) -> Response:
        """Return all sites with their figures, and the sums of the months, as JSON."""
        self._require()
        return self._json({
            'month': self.figures.month,
            'sites': [{'name': self._name(line.oid), 'address': self._canonical(line.oid),
                       **exporting.line_data(line)}
                      for line in self.figures.lines if line.oid in self.sites],
            'months': {month: exporting.month_data(self.snapshot.month(0, month))
                       for month in self.months}})

    @public_view(context=ISite, name=PAGE + JSON, counted=False)
    def site_as_json(self) -> Response:
        """Return all figures of one site as JSON."""
        self._require()
        oid = self.context.__oid__
        return self._json({'name': self._name(oid), 'address': self._canonical(oid),
                           **exporting.site_data(self._now, {
                               month: self.snapshot.month(oid, month) for month in self.months})})

    @public_view(context=ISite, name=SHEET + CSV, counted=False)
    def sheet_as_csv(self) -> Response:
        """Return the indicators of a quarter as CSV."""
        self._require()
        quarter = params_of(self.request, 'quy', self.figures.quarters[0])
        if quarter not in self.figures.quarters:
            raise HTTPNotFound
        oid = self.context.__oid__ if self.page.is_component else 0
        return csv_response(
            self.request, f'chi-tieu-{self.context.__name__ or "toan-cong"}-{quarter}', (
                _('Nhóm'), _('Mã'), _('Chỉ tiêu'), _('Kết quả'), _('Tử số, mẫu số'),
                _('Cách tính'), _('Căn cứ')),
            [(head, row.code, row.title, row.value, row.counted, row.how, row.basis)
             for head, rows in self.figures.sheet(quarter, oid, shown_value) for row in rows])

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

    def _json(self, data: exporting.Json) -> Response:
        moment = self.snapshot.moment
        whole = {'as_of': moment and moment.isoformat(timespec='seconds'), **data}
        return Response(json.dumps(whole, ensure_ascii=False, indent=1),
                        content_type='application/json', charset='utf-8')
