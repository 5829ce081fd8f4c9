"""Dự toán kinh phí; trang thiết bị: what a site needs and what it has (8.10, 8.13, 25, 28.3)."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

import colander

from ...base.i18n import _
from ...base.permissions import AUDIT, KEEP, MANAGE_BOARD
from ...base.text import fold
from ...kernel.tree.measures import amount, year
from ...kernel.tree.schema import Schema, choice, day, line, number, paragraph
from ...platform.registers.interfaces import Register, RowReminder, RowState, Values

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import ISite

#: Clause 25.1, points a to d.
SOURCES = (
    ('a', _('a) Ngân sách nhà nước: dự toán chi thường xuyên')),
    ('b', _('b) Nguồn thu hợp pháp được phép để lại sử dụng')),
    ('c', _('c) Viện trợ, hỗ trợ phát triển chính thức')),
    ('d', _('d) Nguồn kinh phí hợp pháp khác')))
#: Clause 25.2, points a to g.
COSTS = (
    ('a', _('a) Đầu tư, nâng cấp hạ tầng, trang thiết bị')),
    ('b', _('b) Nâng cấp, thuê đường truyền Internet')),
    ('c', _('c) Bản quyền phần mềm, mở rộng, phát triển Cổng')),
    ('d', _('d) Bảo đảm an toàn, an ninh thông tin')),
    ('e', _('e) Quản lý, điều hành, trực vận hành')),
    ('f', _('f) Thù lao Ban Biên tập, đội ngũ quản lý, kỹ thuật')),
    ('g', _('g) Khoản chi khác phục vụ hoạt động')))
MANAGED = _('khoản 10 Điều 8 Quyết định 4263/QĐ-UBND')

BUDGET = Register(
    'budget', _('Sổ dự toán kinh phí'), Schema.of(
        what=line(_('Nội dung chi'), required=True, longest=300),
        year=year(_('Năm dự toán'), missing=colander.required),
        source=choice(_('Nguồn kinh phí'), SOURCES),
        cost=choice(_('Khoản chi'), COSTS),
        nature=choice(_('Tính chất'), (
            ('dinh-ky', _('Định kỳ')), ('dot-xuat', _('Đột xuất')))),
        estimate=amount(_('Dự toán (đồng)'), missing=colander.required),
        approved=amount(_('Được duyệt (đồng)')),
        made=day(_('Ngày lập'), missing=colander.required),
        due=day(_('Phải trình trước ngày')),
        decision=line(_('Số quyết định phê duyệt'), longest=100),
        grounds=paragraph(_('Căn cứ, thuyết minh'), longest=5000)),
    'made', ('what', 'year', 'source', 'cost', 'estimate', 'approved'),
    ('what', 'grounds', 'decision'),
    key=lambda values, _site: ':'.join(
        [str(values[name]) for name in ('year', 'source', 'cost')] + [fold(str(values['what']))]),
    read=AUDIT, write=KEEP,
    purpose=_('Dự toán hằng năm và đột xuất để duy trì, phát triển trang, theo 4 nguồn và 7 khoản '
              'chi, trình cấp có thẩm quyền.'),
    basis=_('khoản 13 Điều 8, Điều 25, khoản 3 Điều 28, khoản 7 Điều 33 Quyết định 4263/QĐ-UBND'),
    states=(
        RowState('du-thao', _('Đang lập'), {'da-trinh': KEEP}),
        RowState('da-trinh', _('Đã trình'), {
            'da-duyet': MANAGE_BOARD, 'khong-duyet': MANAGE_BOARD, 'du-thao': MANAGE_BOARD}),
        RowState('da-duyet', _('Đã phê duyệt'), {}, ('approved', 'decision'), is_over=True),
        RowState('khong-duyet', _('Không được phê duyệt'), {'du-thao': KEEP}, is_over=True)),
    reminders=(RowReminder('due', 14),), overseen=AUDIT, yearly='year',
    summed=('estimate', 'cost'), has_files=True,
    example={'what': 'Thuê đường truyền', 'year': '2027', 'source': 'a', 'cost': 'b',
             'nature': 'dinh-ky', 'estimate': '120000000', 'made': '2026-09-10',
             'due': '2026-12-01'})


def _check_warranty(values: Values, site: ISite, registry: Registry) -> dict[str, str]:
    until = cast('datetime.date | None', values['warranty'])
    if until and until < cast('datetime.date', values['since']):
        return {'warranty': _('Ngày cuối trước ngày đầu.')}
    return {}


EQUIPMENT = Register(
    'equipment', _('Sổ trang thiết bị, tài sản'), Schema.of(
        name=line(_('Tên thiết bị, vật tư, tài sản'), required=True, longest=300),
        code=line(_('Mã tài sản'), required=True, longest=60),
        kind=choice(_('Loại tài sản'), (
            ('thiet-bi', _('Trang thiết bị kỹ thuật')), ('vat-tu', _('Vật tư')),
            ('phan-mem', _('Phần mềm, bản quyền')), ('khac', _('Tài sản khác')))),
        quantity=number(_('Số lượng'), missing=1),
        place=line(_('Nơi đặt'), longest=300),
        keeper=line(_('Bộ phận quản lý'), longest=300),
        since=day(_('Đưa vào sử dụng'), missing=colander.required),
        warranty=day(_('Bảo hành, bản quyền đến hết ngày')),
        value=amount(_('Nguyên giá (đồng)')),
        source=choice(_('Nguồn kinh phí'), SOURCES),
        note=paragraph(_('Ghi chú'), longest=2000)),
    'since', ('name', 'code', 'kind', 'quantity', 'warranty'),
    ('name', 'code', 'place', 'keeper', 'note'),
    key=lambda values, _site: fold(str(values['code'])), check=_check_warranty,
    read=AUDIT, write=KEEP,
    purpose=_('Toàn bộ trang thiết bị kỹ thuật, vật tư, tài sản của trang, hạn bảo hành và tình '
              'trạng.'), basis=MANAGED,
    states=(
        RowState('dang-dung', _('Đang dùng'), {'dang-sua': KEEP, 'thanh-ly': KEEP},
                 is_in_force=True),
        RowState('dang-sua', _('Đang bảo dưỡng, sửa chữa'), {'dang-dung': KEEP, 'thanh-ly': KEEP}),
        RowState('thanh-ly', _('Đã thanh lý'), {}, is_over=True)),
    reminders=(RowReminder('warranty', 30),), overseen=AUDIT, summed=('value', 'kind'),
    has_files=True,
    example={'name': 'Máy chủ', 'code': 'TB-001', 'kind': 'thiet-bi', 'quantity': '2',
             'since': '2025-11-03', 'warranty': '2027-01-01', 'value': '250000000',
             'source': 'a'})
