"""Kế hoạch; văn bản quản lý: what governs a site and what it means to do (7.2, 7.4, 9.3)."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

import colander

from ...base.i18n import _
from ...base.permissions import DESK, KEEP, MANAGE_BOARD
from ...base.text import fold
from ...kernel.tree.measures import year
from ...kernel.tree.schema import Schema, choice, day, line, paragraph, words
from ...platform.registers.interfaces import Publicity, Register, RowReminder, RowState, Values

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import ISite

#: Kinds of plans and how many years each is for.
ONE_YEAR, FIVE_YEARS = 'nam', '5-nam'
_SPANS = {ONE_YEAR: 1, FIVE_YEARS: 5}
#: The kind of a governing document that lays down how bodies work together.
COORDINATION = 'quy-che-phoi-hop'


def _check_years(values: Values, site: ISite, registry: Registry) -> dict[str, str]:
    first, last = cast('int', values['first']), cast('int | None', values['last'])
    span = _SPANS.get(str(values['kind']))
    if last is not None and last < first:
        return {'last': _('Năm cuối trước năm đầu.')}
    if span is not None and (last or first) - first + 1 != span:
        return {'last': _('Kế hoạch này phải gồm ${span} năm.', mapping={'span': span})}
    return {}


PLANS = Register(
    'plans', _('Sổ kế hoạch'), Schema.of(
        title=line(_('Tên kế hoạch'), required=True, longest=300),
        kind=choice(_('Loại kế hoạch'), (
            (ONE_YEAR, _('Kế hoạch hoạt động hằng năm')),
            (FIVE_YEARS, _('Kế hoạch hoạt động 5 năm')),
            ('dau-tu', _('Kế hoạch đầu tư phát triển, nâng cấp, mở rộng')))),
        first=year(_('Từ năm'), missing=colander.required),
        last=year(_('Đến hết năm'), description=_('Để trống nếu chỉ một năm.')),
        made=day(_('Ngày lập'), missing=colander.required),
        due=day(_('Phải trình trước ngày')),
        text=paragraph(_('Phương hướng, nhiệm vụ chính'), longest=10_000),
        number=line(_('Số quyết định phê duyệt'), longest=100),
        approved=day(_('Ngày phê duyệt'))),
    'made', ('title', 'kind', 'first', 'last', 'due'), ('title', 'text', 'number'),
    key=lambda values, _site: f'{values["kind"]}:{values["first"]}:{fold(str(values["title"]))}',
    check=_check_years, read=DESK, write=KEEP,
    purpose=_('Phương hướng, nhiệm vụ, kế hoạch hằng năm và 5 năm; kế hoạch đầu tư, nâng cấp '
              'tham mưu cho cơ quan chủ quản.'),
    basis=_('khoản 2 Điều 7 Quyết định 4263/QĐ-UBND'),
    states=(
        RowState('du-thao', _('Đang lập'), {'da-trinh': KEEP}),
        RowState('da-trinh', _('Đã trình'), {'da-duyet': MANAGE_BOARD, 'du-thao': MANAGE_BOARD}),
        RowState('da-duyet', _('Đã phê duyệt'), {'da-trinh': KEEP}, ('number', 'approved'),
                 is_over=True)),
    reminders=(RowReminder('due', 14),), overseen=KEEP, yearly='first', has_files=True,
    publicity=Publicity(_('Kế hoạch hoạt động'), 'da-duyet', (
        'title', 'kind', 'first', 'last', 'text', 'number', 'approved')),
    example={'title': 'Kế hoạch hoạt động Cổng năm 2027', 'kind': ONE_YEAR, 'first': '2027',
             'made': '2026-10-05', 'due': '2026-12-15', 'text': 'Mở rộng tin tiếng Anh.'})


def _check_end(values: Values, site: ISite, registry: Registry) -> dict[str, str]:
    until = cast('datetime.date | None', values['until'])
    if until and until < cast('datetime.date', values['issued']):
        return {'until': _('Ngày cuối trước ngày đầu.')}
    if values['kind'] == COORDINATION and not values['partners']:
        return {'partners': _('Hãy nêu cơ quan, đơn vị phối hợp.')}
    return {}


GOVERNING = Register(
    'governing', _('Sổ văn bản quản lý, vận hành'), Schema.of(
        title=line(_('Tên văn bản'), required=True, longest=300),
        kind=choice(_('Nội dung quy định'), (
            ('thanh-lap-bbt', _('Thành lập, kiện toàn Ban Biên tập')),
            ('quy-che-bbt', _('Quy định, quy chế hoạt động của Ban Biên tập')),
            (COORDINATION, _('Quy chế phối hợp cung cấp thông tin, tài liệu')),
            ('nhuan-but', _('Thực hiện chế độ nhuận bút, thù lao')),
            ('giao-van-hanh', _('Giao đơn vị quản trị, vận hành')),
            ('khac', _('Văn bản chỉ đạo, quản lý khác')))),
        number=line(_('Số, ký hiệu'), required=True, longest=100),
        issued=day(_('Ngày ban hành'), missing=colander.required),
        issuer=line(_('Cơ quan ban hành'), required=True, longest=300),
        partners=words(_('Cơ quan, đơn vị phối hợp'), description=_(
            'Cách nhau bằng dấu chấm phẩy.')),
        until=day(_('Hết hiệu lực sau ngày')),
        note=paragraph(_('Ghi chú'), longest=2000)),
    'issued', ('title', 'kind', 'number', 'issued', 'until'),
    ('title', 'number', 'issuer', 'partners', 'note'),
    key=lambda values, _site: f'{fold(str(values["number"]))}:{values["issued"]}',
    check=_check_end, read=DESK, write=KEEP,
    purpose=_('Văn bản thành lập Ban Biên tập, quy chế hoạt động, quy chế phối hợp, chế độ nhuận '
              'bút và giao đơn vị vận hành mà trang đang theo.'),
    basis=_('khoản 3, khoản 4 Điều 7, khoản 3 Điều 9 Quyết định 4263/QĐ-UBND'),
    states=(
        RowState('hieu-luc', _('Còn hiệu lực'), {'cong-khai': MANAGE_BOARD, 'het-hieu-luc': KEEP},
                 is_in_force=True),
        RowState('cong-khai', _('Còn hiệu lực, đã công khai'), {
            'hieu-luc': KEEP, 'het-hieu-luc': KEEP}, is_in_force=True),
        RowState('het-hieu-luc', _('Hết hiệu lực'), {'hieu-luc': KEEP}, is_over=True)),
    reminders=(RowReminder('until', 30),), lasting=('until', 'het-hieu-luc'), overseen=KEEP,
    has_files=True,
    publicity=Publicity(_('Văn bản quản lý, vận hành'), 'cong-khai', (
        'title', 'kind', 'number', 'issued', 'issuer', 'partners', 'until')),
    example={'title': 'Quy chế phối hợp cung cấp thông tin', 'kind': COORDINATION,
             'number': '05/QC-UBND', 'issued': '2026-03-02', 'issuer': 'UBND phường',
             'partners': 'Công an phường; Trường THCS'})
