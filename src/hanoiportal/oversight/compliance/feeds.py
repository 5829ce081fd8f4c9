"""The figures of compliance as CSV, JSON and linked data, of the city and of each site."""
import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...shells.frame.tablefile import csv_response, json_response
from ...shells.public.metadata.linked_figures import Observation, figures_response
from ...shells.public.search.params import params_of
from ...web import public_view
from ...web.routing.links import canonical
from .figures import MonthFigures, site_values
from .interfaces import PAGE
from .league import ORDERS, Line
from .public import TITLE, called, words_of
from .showing import shown_value
from .values import Month, SiteNow
from .views import CSV, JSON, LINKED, SHEET, ComplianceView
from .wording import LEVEL_TITLES, ORDER_TITLES

COLUMNS = (
    _('Tên trang'), _('Địa chỉ'), _('Loại trang'), _('Chuyên mục có nội dung'),
    _('Chuyên mục bắt buộc'), _('Chuyên mục còn trong hạn'), _('Chuyên mục có thời hạn'),
    _('Khung giờ đã đăng tin'), _('Khung giờ đã kết thúc'), _('Nghĩa vụ đúng hạn'),
    _('Nghĩa vụ đã đến hạn'), _('Chức năng đạt'), _('Chức năng đã kiểm tra'))
SITE_COLUMNS = (
    _('Nhóm'), _('Mã'), _('Tên'), _('Kết quả'), _('Ngày'), _('Số đạt'), _('Tổng số'))
_SECTION, _FUNCTION = _('Chuyên mục bắt buộc'), _('Chức năng tối thiểu')
_WINDOWS, _DUTIES = _('Khung giờ cập nhật'), _('Nghĩa vụ công bố')
Json = dict[str, object]


class ComplianceRow(NamedTuple):
    """A row of the CSV of one site: what of how many was so.  ``group``: translatable.

    ``result``: in words, translatable.  ``day``: a day, or the month ``YYYY-MM``.
    """

    group: str
    code: str
    name: str
    result: str
    day: datetime.date | str | None
    part: int
    whole: int


def row_of(line: Line, name: str, address: str, level: str) -> list[object]:
    """Return the row of a site in the CSV of all; ``level``: what its kind is called."""
    return [name, address, level, *line.filled, *line.fresh, *line.windows, *line.in_time,
            *line.working]


def site_rows(now: SiteNow, figures: MonthFigures) -> list[ComplianceRow]:
    """Return the rows of the CSV of one site, as ``SITE_COLUMNS`` has them."""
    shown = site_values(figures, now)
    month = figures.of(now.oid)
    return [
        *(ComplianceRow(_SECTION, each.code, name, state, each.newest, int(each.own), 1)
          for name, each, state, _fresh in shown.sections),
        *(ComplianceRow(_WINDOWS, '', '', '', day.day, day.kept, day.due) for day in month.days),
        *(ComplianceRow(_DUTIES, each.rule, '', '', figures.month, each.met, each.judged)
          for each in month.duties),
        *(ComplianceRow(_FUNCTION, each.code, name, result, each.day, int(each.met is True), 1)
          for name, each, result, *_row in shown.functions)]


def line_data(line: Line) -> Json:
    """Return a row of the table of all as JSON has it."""
    return {'level': line.level, 'sections': pair(line.filled), 'fresh': pair(line.fresh),
            'windows': pair(line.windows), 'duties': pair(line.in_time),
            'functions': pair(line.working)}


def site_data(now: SiteNow, months: Mapping[str, Month]) -> Json:
    """Return all that the snapshot has of a site, without its name."""
    return {
        'level': now.level, 'status': now.status,
        'sections': [{
            'code': each.code, 'present': each.present, 'filled': each.own, 'items': each.items,
            'newest': each.newest and each.newest.isoformat(), 'fresh': each.fresh}
            for each in now.sections],
        'functions': [{
            'code': each.code, 'checked_by': 'machine' if each.machine else 'declaration',
            'met': each.met, 'day': each.day and each.day.isoformat()} for each in now.functions],
        'months': {name: month_data(month) for name, month in months.items()}}


def month_data(month: Month) -> Json:
    """Return the sums of a month."""
    return {
        'windows': pair(month.windows),
        'days': [{'day': day.day.isoformat(), 'ended': day.due, 'kept': day.kept}
                 for day in month.days],
        'duties': [count._asdict() for count in month.duties],
        'missed_windows': [{'day': each.day.isoformat(), 'window': each.code,
                            'reason': each.reason} for each in month.missed]}


def pair(found: tuple[int, int]) -> Json:
    """Return a pair as JSON has it."""
    part, whole = found
    return {'part': part, 'whole': whole}


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
            for row in site_rows(self._now, self.figures))

    @public_view(context=ISite, name=SHEET + CSV, counted=False)
    def sheet_as_csv(self) -> Response:
        """Return the indicators of a quarter as CSV."""
        self._require()
        quarter = params_of(self.request, 'quy', self.figures.quarters[0])
        if quarter not in self.figures.quarters:
            raise HTTPNotFound
        oid = self.context.__oid__ if self.page.is_component else 0
        name = self.context.__name__ or 'toan-cong'
        return csv_response(
            self.request, f'chi-tieu-{self._mark}{name}-{quarter}', (
                _('Nhóm'), _('Mã'), _('Chỉ tiêu'), _('Kết quả'), _('Tử số, mẫu số'),
                _('Cách tính'), _('Căn cứ')),
            [(head, row.code, row.title, row.value, row.counted or row.unit, row.how, row.basis)
             for head, rows in self.figures.sheet(quarter, oid, shown_value) for row in rows])

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
