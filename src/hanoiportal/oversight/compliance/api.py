"""The figures of compliance for programs: of all sites, and of each."""
from __future__ import annotations

from functools import cached_property
from typing import cast

from ...base.i18n import _
from ...base.interfaces import ISite
from ...shells.api.endpoints import Endpoint, api_view
from ...shells.api.kinds import NOT_FOUND
from ...shells.api.problems import Problem
from ...shells.api.schema import Json, address, free, many, moment, named, number, text
from ...shells.api.writing import AFTER, LIMIT, ApiView, fields_of, limit
from ...shells.public.api.lists import OF_SITE, name_of, page_of
from ...shells.public.page.dates import machine_moment
from ...web.routing.links import canonical
from .figures import MonthFigures
from .filed import line_data, site_data
from .interfaces import PAGE, IComplianceRules
from .resource import Snapshot, snapshot_of
from .views import months_shown

GROUP = _('Giám sát')
PAIR = named('Share', _('Một phần trong tổng số.'), {
    'part': number(_('Số đạt.')), 'whole': number(_('Tổng số.'))})
LINE = named('SiteCompliance', _('Một trang trong bảng tuân thủ.'), {
    'id': text(_('Tên của trang, như trong tên miền.')), 'title': text(_('Tên.')),
    'address': address(_('Địa chỉ của trang cho người đọc.')), 'level': text(_('Loại trang.')),
    **{name: {'$ref': PAIR, 'description': said} for name, said in (
        ('sections', _('Chuyên mục bắt buộc đã có nội dung.')),
        ('fresh', _('Chuyên mục có nội dung được cập nhật đúng hạn.')),
        ('windows', _('Lần đăng thông tin đúng thời hạn.')),
        ('duties', _('Nhiệm vụ làm đúng hạn.')),
        ('functions', _('Chức năng tối thiểu đã có.')))}}, ('id',))
_AS_OF = moment(_('Thời điểm của số liệu; không có nếu chưa tính lần nào.'))
LIST = Endpoint(
    'GET', '/compliance', 'listCompliance', _('Tuân thủ của các trang trong tháng'), GROUP,
    named('ComplianceList', _('Các trang với số liệu của tháng hiện hành.'), {
        'items': many(LINE), 'next': address(_('Địa chỉ trang tiếp theo; không có ở trang cuối.')),
        'total': number(_('Số mục của cả danh sách.')), 'month': text(_('Tháng (YYYY-MM).')),
        'as_of': _AS_OF}, ('items', 'total', 'month')),
    (fields_of(LINE), limit(100, 200), AFTER))
ONE = Endpoint(
    'GET', '/compliance/{site}', 'readCompliance', _('Tuân thủ của một trang'), GROUP,
    named('ComplianceOfSite', _('Mọi số liệu của một trang.'), {
        'id': text(_('Tên của trang, như trong tên miền.')), 'as_of': _AS_OF,
        'level': text(_('Loại trang.')), 'status': text(_('Tình trạng của trang.')),
        'sections': many(free(_('Một chuyên mục bắt buộc.'))),
        'functions': many(free(_('Một chức năng tối thiểu.'))),
        'months': free(_(
            'Số liệu theo tháng (YYYY-MM); kèm từng khung giờ bị bỏ lỡ, từng nghĩa vụ đến hạn, '
            'lời nêu lý do đã được phê duyệt.'))}, ('id',)),
    (OF_SITE,))


class ComplianceApi(ApiView):
    """The snapshot alone is read."""

    @api_view(LIST)
    def lines(self) -> Json:
        """Return the sites with their figures of the month."""
        sites, months = self._sites, months_shown(self._snapshot)
        lines = [] if not months else [
            each for each in MonthFigures(
                self._snapshot, self.request.registry.getUtility(IComplianceRules), months[0],
                self.request.language.tag).lines if each.oid in sites]
        start, size = self.after, cast('int', self.asked[LIMIT])
        shown = lines[start:start + size]
        rows = [{**self._head(sites[each.oid]), **line_data(each)} for each in shown]
        return page_of(self, rows, len(lines), start, month=months[0] if months else '',
                       **self._moment)

    @api_view(ONE)
    def one(self) -> Json:
        """Return all figures of one site.  Raises ``Problem`` before the first snapshot."""
        name = self.asked['site']
        oid = next((oid for oid, site in self._sites.items() if name_of(self, site) == name), 0)
        now = self._snapshot.site(oid)
        if now is None:
            raise Problem(NOT_FOUND)
        data = site_data(now, {
            month: self._snapshot.month(oid, month) for month in months_shown(self._snapshot)})
        return {'id': name, **self._moment, **data}

    @cached_property
    def _snapshot(self) -> Snapshot:
        return snapshot_of(self.portal) or Snapshot()

    @cached_property
    def _sites(self) -> dict[int, ISite]:
        found = [self.context] if self.context is not self.portal else [
            self.portal, *(each for each in self.portal['sites'].values() if not each.is_practice)]
        return {site.__oid__: site for site in found}

    @property
    def _moment(self) -> Json:
        found = self._snapshot.moment
        return {'as_of': machine_moment(found)} if found else {}

    def _head(self, site: ISite) -> Json:
        return {'id': name_of(self, site), 'title': site.title, 'address': canonical(
            self.request, site, self.request.language, PAGE)}


