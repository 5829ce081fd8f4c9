"""How questions were answered, for programs: of the city, and of each body, month by month."""
from __future__ import annotations

from typing import cast

from ...base.i18n import _
from ...kernel.tree.lookup import is_of_city
from ...shells.api.endpoints import Endpoint, api_view
from ...shells.api.schema import Json, many, moment, named, number, text
from ...shells.api.writing import ApiView
from ...shells.public.api.lists import name_of
from ...shells.public.lists.snapshot import moment_of
from ...shells.public.page.dates import machine_moment
from ..compliance.interfaces import ALL
from .interfaces import PART
from .public import CITY
from .showing import TITLES, values_of
from .values import BodyFigures, CaseMonth

#: The id of all bodies together.
TOGETHER = 'toan-thanh-pho'
_TOLD: Json = {'type': ['number', 'null']}
MONTH = named('CaseMonth', _('Số liệu của một tháng, hoặc của 12 tháng từ tháng đó.'), {
    'month': text(_('Tháng (YYYY-MM).')),
    **{name: {**_TOLD, 'description': title} for name, title in TITLES.items()}})
BODY = named('CaseFigures', _('Kết quả trả lời của một cơ quan.'), {
    'id': text(_('Tên của trang; “toan-thanh-pho” là mọi cơ quan.')),
    'title': text(_('Cơ quan chủ quản.')),
    'open_in_time': number(_('Đang giải quyết, còn hạn.')),
    'open_late': number(_('Đang giải quyết, quá hạn.')), 'year': MONTH,
    'months': many(MONTH, _('Từng tháng.'))})
FIGURES = Endpoint(
    'GET', '/figures', 'listFigures', _('Kết quả trả lời câu hỏi, phản ánh'), _('Giám sát'),
    named('FigureList', _('Các cơ quan; số ít quá thì không nêu.'), {
        'items': many(BODY),
        'as_of': moment(_('Thời điểm của số liệu; không có nếu chưa tính lần nào.'))},
        ('items',)))


class CaseFiguresApi(ApiView):
    """The snapshot alone is read."""

    @api_view(FIGURES)
    def figures(self) -> Json:
        """Return the figures of all, or at the host of a component site those of its body."""
        snapshot, moment_ = getattr(self.portal, 'compliance', None), moment_of(self.portal)
        is_city = self.context is self.portal
        kept = cast('dict[int, BodyFigures]', {} if snapshot is None else snapshot.part(
            PART, None if is_city else self.context.__oid__))
        sites = [self.context, *(each for each in (
            self.portal['sites'].values() if is_city else ()) if not is_of_city(each))]
        together = self.request.localizer.translate(CITY)
        listed = [(TOGETHER, together, kept[ALL])] if is_city and ALL in kept else []
        listed += [(name_of(self, site), str(getattr(site, 'owner', '')), kept[site.__oid__])
                   for site in sites if site.__oid__ in kept]
        found: Json = {'items': [_body(*each) for each in listed]}
        return {**found, 'as_of': machine_moment(moment_)} if moment_ else found


def _body(name: str, title: str, figures: BodyFigures) -> Json:
    return {'id': name, 'title': title, 'open_in_time': figures.open_in_time,
            'open_late': figures.open_late, 'year': _month(figures.year),
            'months': [_month(each) for each in figures.months]}


def _month(figures: CaseMonth) -> Json:
    return {'month': figures.month, **values_of(figures)}
