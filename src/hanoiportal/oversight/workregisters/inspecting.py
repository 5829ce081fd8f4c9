"""Kiểm tra; vi phạm: what inspectors of the city find at a site, and what it does (29, 30)."""
from __future__ import annotations

import colander

from ...base.i18n import _
from ...base.permissions import AUDIT, INSPECT
from ...kernel.tree.measures import amount
from ...kernel.tree.schema import Schema, choice, day, line, paragraph
from ...platform.registers.interfaces import Register, RowReminder, RowState

INSPECTIONS = Register(
    'inspections', _('Sổ kiểm tra'), Schema.of(
        subject=line(_('Nội dung kiểm tra'), required=True, longest=300),
        body=choice(_('Cơ quan kiểm tra'), (
            ('so-vhtt', _('Sở Văn hóa và Thể thao')), ('vp-ubnd', _('Văn phòng UBND Thành phố')),
            ('cong-an', _('Công an Thành phố')), ('khac', _('Cơ quan khác')))),
        number=line(_('Số quyết định, kế hoạch kiểm tra'), longest=100),
        day=day(_('Ngày kiểm tra'), missing=colander.required),
        findings=paragraph(_('Kết luận'), longest=10_000),
        demands=paragraph(_('Yêu cầu, kiến nghị'), longest=5000),
        due=day(_('Phải khắc phục trước ngày')),
        remedied=day(_('Ngày khắc phục xong'))),
    'day', ('subject', 'body', 'day', 'due', 'remedied'),
    ('subject', 'number', 'findings', 'demands'),
    read=AUDIT, write=INSPECT,
    purpose=_('Các cuộc kiểm tra việc cung cấp thông tin và bảo đảm an toàn thông tin trên trang, '
              'kết luận và việc khắc phục.'),
    basis=_('Điều 29, Điều 30 Quyết định 4263/QĐ-UBND'),
    states=(
        RowState('dang-kiem-tra', _('Đang kiểm tra'), {'ket-luan': INSPECT}),
        RowState('ket-luan', _('Đã có kết luận'), {'khac-phuc': INSPECT}, ('findings',)),
        RowState('khac-phuc', _('Đã khắc phục'), {'ket-luan': INSPECT}, ('remedied',),
              is_over=True)),
    reminders=(RowReminder('due', 7),), overseen=AUDIT, has_files=True,
    example={'subject': 'Kiểm tra nội dung đăng tải', 'body': 'so-vhtt', 'day': '2026-08-12',
             'findings': 'Thiếu nguồn tin.', 'due': '2026-12-10'})

VIOLATIONS = Register(
    'violations', _('Sổ vi phạm'), Schema.of(
        what=line(_('Hành vi'), required=True, longest=300),
        field=choice(_('Về'), (
            ('bao-chi', _('Báo chí')), ('trang', _('Trang thông tin điện tử')),
            ('an-toan', _('An toàn, an ninh thông tin')), ('khac', _('Quy định khác')))),
        day=day(_('Ngày phát hiện'), missing=colander.required),
        place=line(_('Địa chỉ nội dung'), longest=500),
        rule=line(_('Quy định bị vi phạm'), longest=300),
        measure=paragraph(_('Hình thức xử lý'), longest=2000),
        decision=line(_('Số quyết định xử lý'), longest=100),
        fine=amount(_('Tiền phạt (đồng)')),
        due=day(_('Phải chấp hành trước ngày')),
        done=day(_('Ngày chấp hành xong'))),
    'day', ('what', 'field', 'day', 'decision', 'due'),
    ('what', 'place', 'rule', 'measure', 'decision'),
    read=AUDIT, write=INSPECT,
    purpose=_('Vi phạm về báo chí, trang thông tin điện tử đối với nội dung đã đăng, hình thức xử '
              'lý và việc chấp hành.'),
    basis=_('Điều 29, Điều 30 Quyết định 4263/QĐ-UBND'),
    states=(
        RowState('phat-hien', _('Đã phát hiện'), {'xu-ly': INSPECT, 'khong': INSPECT}),
        RowState('xu-ly', _('Đã xử lý'), {'chap-hanh': INSPECT}, ('measure',)),
        RowState('chap-hanh', _('Đã chấp hành'), {}, ('done',), is_over=True),
        RowState('khong', _('Không vi phạm'), {}, is_over=True)),
    reminders=(RowReminder('due', 7),), overseen=AUDIT, summed=('fine', 'field'), has_files=True,
    example={'what': 'Đăng lại tin không ghi nguồn', 'field': 'trang', 'day': '2026-07-01',
             'measure': 'Nhắc nhở bằng văn bản', 'due': '2026-12-12', 'fine': '0'})
