"""Sự cố; vi phạm dữ liệu cá nhân; rà soát an toàn (28.2, 28.7, 30; Luật 91/2025/QH15)."""
from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import colander

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import AUDIT, DESK, EDIT, KEEP, MANAGE_SITE
from ...kernel.tree.measures import amount
from ...kernel.tree.minute import minute
from ...kernel.tree.schema import Schema, choice, day, line, number, paragraph
from ...platform.registers.interfaces import Owed, Register, RowReminder, RowState, Values

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import ISite

#: The rule by which a breach is told to the competent authority.
BREACH_RULE = 'dlcn.vi-pham'


def _order(first: str, *later: str) -> Callable[[Values, ISite, Registry], dict[str, str]]:
    """Return a check that the moments ``later`` come not before ``first``, nor after now."""
    def check(values: Values, site: ISite, registry: Registry) -> dict[str, str]:
        now = registry.getUtility(IClock).now()
        begins = cast('datetime.datetime', values[first])
        found = {first: _('Thời điểm ở sau hiện tại.')} if begins > now else {}
        for name in later:
            at = cast('datetime.datetime | None', values[name])
            if at is not None and not begins <= at <= now:
                found[name] = _('Phải từ lúc phát hiện đến hiện tại.')
        return found
    return check


INCIDENTS = Register(
    'incidents', _('Sổ sự cố kết nối, tích hợp'), Schema.of(
        title=line(_('Sự cố'), required=True, longest=300),
        kind=choice(_('Liên quan đến'), (
            ('ket-noi', _('Kết nối với Cổng cấp Thành phố')),
            ('tich-hop', _('Tích hợp, chia sẻ dữ liệu')),
            ('dang-cheo', _('Đăng chéo, cung cấp tin, bài')),
            ('dang-nhap', _('Đăng nhập, tài khoản')), ('khac', _('Việc khác')))),
        level=choice(_('Mức độ'), (
            ('thuong', _('Thông thường')), ('cao', _('Nghiêm trọng')),
            ('gian-doan', _('Gián đoạn hoạt động')))),
        noticed=minute(_('Phát hiện lúc'), missing=colander.required),
        text=paragraph(_('Mô tả'), required=True, longest=5000),
        cause=paragraph(_('Nguyên nhân'), longest=5000),
        measures=paragraph(_('Cách xử lý'), longest=5000),
        promised=day(_('Hẹn xử lý xong trước ngày')),
        restored=minute(_('Khắc phục xong lúc'))),
    'noticed', ('title', 'kind', 'level', 'noticed', 'restored'),
    ('title', 'text', 'cause', 'measures'), check=_order('noticed', 'restored'),
    read=DESK, write=EDIT,
    purpose=_('Sự cố kỹ thuật liên quan đến kết nối, tích hợp trang với Cổng cấp Thành phố: trang '
              'báo, Văn phòng UBND Thành phố tiếp nhận, rà soát và phối hợp xử lý.'),
    basis=_('khoản 2 Điều 28 Quyết định 4263/QĐ-UBND'),
    states=(
        RowState('moi', _('Mới báo'), {'tiep-nhan': MANAGE_SITE}),
        RowState('tiep-nhan', _('Đã tiếp nhận'), {'dang-xu-ly': MANAGE_SITE}),
        RowState('dang-xu-ly', _('Đang xử lý'), {'khac-phuc': MANAGE_SITE}),
        RowState('khac-phuc', _('Đã khắc phục'), {'dong': EDIT, 'dang-xu-ly': EDIT},
              ('cause', 'restored')),
        RowState('dong', _('Đã đóng'), {}, is_over=True)),
    reminders=(RowReminder('promised', 1),), overseen=AUDIT, has_files=True,
    example={'title': 'Không gửi được tin lên Cổng', 'kind': 'dang-cheo', 'level': 'cao',
             'noticed': '2026-11-20T08:15', 'text': 'Báo lỗi khi đề nghị đăng.'})


def _owes_notice(values: Values, site: ISite, registry: Registry) -> list[Owed]:
    """Return the notice that the body owes; the duty tells nothing of what happened."""
    noticed = cast('datetime.datetime', values['noticed'])
    return [Owed(str(site.__oid__), BREACH_RULE, local(noticed).date(), '', (), noticed)]


BREACHES = Register(
    'breaches', _('Sổ vi phạm dữ liệu cá nhân'), Schema.of(
        title=line(_('Vi phạm'), required=True, longest=300),
        noticed=minute(_('Phát hiện lúc'), missing=colander.required),
        kinds=choice(_('Loại dữ liệu'), (
            ('co-ban', _('Dữ liệu cá nhân cơ bản')),
            ('nhay-cam', _('Dữ liệu cá nhân nhạy cảm')))),
        people=number(_('Số người bị ảnh hưởng'), most=10_000_000),
        text=paragraph(_('Diễn biến'), required=True, longest=10_000),
        effects=paragraph(_('Hậu quả có thể xảy ra'), longest=5000),
        measures=paragraph(_('Biện pháp đã thực hiện'), longest=5000),
        told=minute(_('Đã thông báo cơ quan chuyên trách lúc')),
        people_told=minute(_('Đã thông báo người bị ảnh hưởng lúc'))),
    'noticed', ('title', 'noticed', 'kinds', 'people', 'told'),
    ('title', 'text', 'effects', 'measures'), check=_order('noticed', 'told', 'people_told'),
    owes=_owes_notice, read=AUDIT, write=KEEP, is_sealed=True, fulfilled='told',
    purpose=_('Vi phạm quy định về bảo vệ dữ liệu cá nhân: thông báo cơ quan chuyên trách trong '
              'thời hạn của luật kể từ khi phát hiện, ghi lại diễn biến và biện pháp.'),
    basis=_('Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; Nghị định 356/2025/NĐ-CP'),
    states=(
        RowState('phat-hien', _('Đã phát hiện'), {'da-bao': KEEP}),
        RowState('da-bao', _('Đã thông báo'), {'xong': KEEP}, ('told',)),
        RowState('xong', _('Đã xử lý xong'), {}, ('measures',), is_over=True)),
    overseen=AUDIT, has_files=True,
    example={'title': 'Lộ danh sách người gửi', 'noticed': '2026-11-20T10:00',
             'kinds': 'co-ban', 'people': '12', 'text': 'Tệp đính kèm chưa che.'})

SECURITY = Register(
    'security', _('Sổ rà soát an toàn thông tin'), Schema.of(
        scope=line(_('Phạm vi rà soát'), required=True, longest=500),
        day=day(_('Ngày rà soát'), missing=colander.required),
        partner=line(_('Phối hợp với'), longest=300, description=_(
            'Ví dụ: Công an thành phố Hà Nội.')),
        level=choice(_('Mức độ phát hiện'), (
            ('khong', _('Không phát hiện')), ('thap', _('Thấp')),
            ('trung-binh', _('Trung bình')), ('cao', _('Cao')))),
        findings=paragraph(_('Phát hiện'), longest=10_000),
        measures=paragraph(_('Biện pháp khắc phục'), longest=10_000),
        due=day(_('Phải khắc phục trước ngày')),
        remedied=day(_('Ngày khắc phục xong')),
        cost=amount(_('Kinh phí (đồng)'))),
    'day', ('scope', 'day', 'partner', 'level', 'due'),
    ('scope', 'partner', 'findings', 'measures'), read=AUDIT, write=MANAGE_SITE,
    purpose=_('Rà soát định kỳ cùng Công an Thành phố để bảo đảm an toàn, an ninh thông tin; phát '
              'hiện và việc khắc phục.'),
    basis=_('khoản 7 Điều 28, Điều 30 Quyết định 4263/QĐ-UBND'),
    states=(
        RowState('dang-ra-soat', _('Đang rà soát'), {'ket-luan': MANAGE_SITE}),
        RowState('ket-luan', _('Đã có kết luận'), {'khac-phuc': MANAGE_SITE}, ('findings',)),
        RowState('khac-phuc', _('Đã khắc phục'), {}, ('remedied',), is_over=True)),
    reminders=(RowReminder('due', 14),), is_of_city=True, yearly='day', has_files=True,
    example={'scope': 'Máy chủ ứng dụng và cơ sở dữ liệu', 'day': '2026-09-15',
             'partner': 'Công an thành phố Hà Nội', 'level': 'thap',
             'findings': 'Hai bản vá chưa cài.', 'due': '2026-12-01'})
