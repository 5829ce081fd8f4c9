"""Nâng cấp, bảo trì, rà soát, đề xuất: what is done to the platform (6.4, 24.1, 24.2, 28.8)."""
from __future__ import annotations

import colander

from ...base.i18n import _
from ...base.permissions import AUDIT, DESK, FOUND_BOARD, KEEP, MANAGE_BOARD
from ...kernel.tree.measures import amount, year
from ...kernel.tree.schema import Schema, choice, day, line, paragraph
from ...platform.registers.interfaces import Register, RowReminder, RowState

CHANGES = Register(
    'changes', _('Sổ nâng cấp, phát triển'), Schema.of(
        title=line(_('Nội dung thay đổi'), required=True, longest=300),
        kind=choice(_('Loại thay đổi'), (
            ('dau-tu', _('Đầu tư phát triển')), ('ky-thuat', _('Nâng cấp kỹ thuật, công nghệ')),
            ('mo-rong', _('Mở rộng quy mô')), ('cau-hinh', _('Thay đổi cấu hình')))),
        asked=day(_('Ngày đề nghị'), missing=colander.required),
        reason=paragraph(_('Lý do'), required=True, longest=5000),
        fits=choice(_('Phù hợp Khung kiến trúc chính quyền điện tử'), (
            ('chua', _('Chưa đánh giá')), ('co', _('Phù hợp')),
            ('khong', _('Chưa phù hợp')))),
        decision=line(_('Số văn bản phê duyệt'), longest=100),
        approved=day(_('Ngày phê duyệt')),
        due=day(_('Phải hoàn thành trước ngày')),
        applied=day(_('Ngày đưa vào sử dụng')),
        version=line(_('Phiên bản'), longest=100)),
    'asked', ('title', 'kind', 'asked', 'approved', 'applied'),
    ('title', 'reason', 'decision', 'version'), read=DESK, write=KEEP,
    purpose=_('Đầu tư phát triển, nâng cấp kỹ thuật, công nghệ, mở rộng quy mô: chỉ thực hiện sau '
              'khi Thủ trưởng cơ quan chủ quản phê duyệt.'),
    basis=_('khoản 4 Điều 6 Quyết định 4263/QĐ-UBND'),
    states=(
        RowState('de-nghi', _('Đang đề nghị'), {'da-duyet': FOUND_BOARD, 'khong': FOUND_BOARD}),
        RowState('da-duyet', _('Đã phê duyệt'), {'thuc-hien': KEEP}, ('decision', 'approved')),
        RowState('thuc-hien', _('Đã thực hiện'), {}, ('applied',), is_over=True),
        RowState('khong', _('Không phê duyệt'), {}, is_over=True)),
    reminders=(RowReminder('due', 14),), overseen=AUDIT, has_files=True,
    example={'title': 'Nâng cấp máy chủ cơ sở dữ liệu', 'kind': 'ky-thuat',
             'asked': '2026-04-06', 'reason': 'Hết hạn hỗ trợ.', 'fits': 'co'})

MAINTENANCE = Register(
    'upkeep', _('Sổ kiểm tra, bảo dưỡng'), Schema.of(
        what=line(_('Việc đã làm'), required=True, longest=300),
        kind=choice(_('Loại việc'), (
            ('kiem-tra', _('Kiểm tra')), ('bao-duong', _('Bảo dưỡng')),
            ('sua-chua', _('Sửa chữa')))),
        day=day(_('Ngày làm'), missing=colander.required),
        by=line(_('Người, đơn vị thực hiện'), longest=300),
        result=paragraph(_('Kết quả'), longest=5000),
        next=day(_('Lần sau trước ngày'))),
    'day', ('what', 'kind', 'day', 'by', 'next'), ('what', 'by', 'result'),
    read=DESK, write=KEEP,
    purpose=_('Các lần kiểm tra, bảo dưỡng, sửa chữa thường xuyên để trang hoạt động tin cậy, '
              'liên tục; lần sau được nhắc trước.'),
    basis=_('khoản 1 Điều 24, khoản 6 Điều 7 Quyết định 4263/QĐ-UBND'),
    reminders=(RowReminder('next', 7),), overseen=AUDIT, has_files=True,
    example={'what': 'Kiểm tra bản sao lưu', 'kind': 'kiem-tra', 'day': '2026-11-02',
             'by': 'Tổ vận hành', 'result': 'Đọc lại được.', 'next': '2026-12-02'})

REVIEWS = Register(
    'reviews', _('Sổ rà soát hằng năm'), Schema.of(
        year=year(_('Năm rà soát'), missing=colander.required),
        day=day(_('Ngày rà soát'), missing=colander.required),
        systems=line(_('Hệ thống được rà soát'), required=True, longest=500),
        findings=paragraph(_('Hiện trạng'), required=True, longest=10_000),
        plan=paragraph(_('Phương án nâng cấp, chỉnh sửa'), longest=10_000),
        due=day(_('Phải thực hiện trước ngày')),
        decision=line(_('Văn bản thông qua'), longest=200)),
    'day', ('systems', 'year', 'day', 'due'), ('systems', 'findings', 'plan', 'decision'),
    read=DESK, write=KEEP,
    purpose=_('Hằng năm rà soát trang và các hệ thống thông tin liên quan, có phương án nâng cấp, '
              'chỉnh sửa.'),
    basis=_('khoản 2 Điều 24 Quyết định 4263/QĐ-UBND'),
    states=(
        RowState('dang-ra-soat', _('Đang rà soát'), {'co-phuong-an': KEEP}),
        RowState('co-phuong-an', _('Đã có phương án'), {'thuc-hien': KEEP}, ('plan',)),
        RowState('thuc-hien', _('Đã thực hiện'), {}, is_over=True)),
    reminders=(RowReminder('due', 30),), overseen=AUDIT, yearly='year', has_files=True,
    example={'systems': 'Trang thông tin điện tử và hệ thống thư', 'year': '2026',
             'day': '2026-10-20', 'findings': 'Chưa có kết nối dự phòng.',
             'due': '2026-12-25'})

PROPOSALS = Register(
    'proposals', _('Sổ đề xuất nâng cao chất lượng'), Schema.of(
        title=line(_('Biện pháp, giải pháp'), required=True, longest=300),
        made=day(_('Ngày đề xuất'), missing=colander.required),
        reason=paragraph(_('Lý do, hiện trạng'), required=True, longest=5000),
        effect=paragraph(_('Hiệu quả dự kiến'), longest=5000),
        cost=amount(_('Kinh phí dự kiến (đồng)')),
        due=day(_('Phải trình trước ngày')),
        decision=line(_('Văn bản quyết định'), longest=200)),
    'made', ('title', 'made', 'cost', 'due'), ('title', 'reason', 'effect', 'decision'),
    read=AUDIT, write=KEEP,
    purpose=_('Biện pháp, giải pháp nâng cao chất lượng hoạt động được nghiên cứu, đề xuất trình '
              'UBND Thành phố quyết định.'),
    basis=_('khoản 8 Điều 28, khoản 7 Điều 9 Quyết định 4263/QĐ-UBND'),
    states=(
        RowState('de-xuat', _('Đang nghiên cứu'), {'da-trinh': KEEP}),
        RowState('da-trinh', _('Đã trình'), {'chap-thuan': MANAGE_BOARD, 'khong': MANAGE_BOARD}),
        RowState('chap-thuan', _('Được chấp thuận'), {'thuc-hien': KEEP}, ('decision',)),
        RowState('thuc-hien', _('Đã thực hiện'), {}, is_over=True),
        RowState('khong', _('Không được chấp thuận'), {}, is_over=True)),
    reminders=(RowReminder('due', 14),), overseen=AUDIT, has_files=True,
    example={'title': 'Đọc tin bằng giọng nói', 'made': '2026-06-02', 'due': '2026-12-20',
             'reason': 'Người khiếm thị khó đọc tin.', 'cost': '80000000'})
