"""Strategies, planning, plans and what else must be public, by kind (clause 13.1.d)."""
from ....base.i18n import _
from ....base.text import collate
from ....types.dossier.resource import KINDS, STATUSES, Dossier
from ....types.section import Section
from ....web import public_view
from ..lists.recordfilters import Filter
from ..lists.records import LINKED, SAVED, RecordsPage, chosen, field, newest
from ..lists.table import Column, body_cell, choice_cell, day_cell, plain_cell, title_cell

_RANKS = {kind: rank for rank, (kind, _title) in enumerate(KINDS)}


@public_view(context=Section, listing='dossiers', attr='listing', renderer='templates/records.pt')
@public_view(context=Section, listing='dossiers', attr='as_csv', name=SAVED, throttled='csv')
@public_view(context=Section, listing='dossiers', attr='as_linked', name=LINKED, throttled='csv')
class DossiersPage(RecordsPage):
    """Dossiers in one table for each kind, the latest period first."""

    records = (Dossier,)
    group = staticmethod(chosen('kind', KINDS))
    filters = (
        Filter('kind', _('Loại'), field('kind'), KINDS),
        Filter('period', _('Giai đoạn'), field('period')),
        Filter('status', _('Tình trạng'), field('status'), STATUSES[1:]),
    )
    columns = (
        Column(_('Tên hồ sơ'), title_cell),
        Column(_('Giai đoạn'), plain_cell('period')),
        Column(_('Số quyết định'), plain_cell('number')),
        Column(_('Ngày ban hành, phê duyệt'), day_cell('approved')),
        Column(_('Cơ quan ban hành'), body_cell('issuer')),
        Column(_('Tình trạng'), choice_cell('status', STATUSES)),
    )
    saved = (
        (_('Tên hồ sơ'), field('title')),
        (_('Loại'), chosen('kind', KINDS)),
        (_('Từ năm'), field('begins')),
        (_('Đến năm'), field('ends')),
        (_('Số quyết định'), field('number')),
        (_('Ngày ban hành, phê duyệt'), field('approved')),
        (_('Cơ quan ban hành'), field('issuer')),
        (_('Tình trạng'), chosen('status', STATUSES)),
        (_('Đơn vị phụ trách nội dung'), field('owner_unit')),
    )

    def order(self, item):
        return (_RANKS[item.kind], -(item.begins or item.ends or 0), newest(item.approved),
                collate(item.title))
