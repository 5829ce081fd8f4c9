"""Đào tạo, bồi dưỡng: who was trained when, and who not this year (20, 28.6)."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

import colander

from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import AUDIT, KEEP
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import BOARD
from ...kernel.tree.lookup import find_portal
from ...kernel.tree.schema import Schema, choice, day, line, number, paragraph
from ...platform.registers.interfaces import Register, Values

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import ISite

NAME, GAPS = 'training', 'training-gaps'


def _check(values: Values, site: ISite, registry: Registry) -> dict[str, str]:
    begins, ends = (cast('datetime.date | None', values[name]) for name in ('begins', 'ends'))
    found: dict[str, str] = {}
    if begins and ends and ends < begins:
        found['ends'] = _('Ngày cuối trước ngày đầu.')
    if values['account'] and not _is_staff(str(values['account']), site, registry):
        found['account'] = _('Không có tài khoản này trong Ban Biên tập của trang.')
    return found


def _is_staff(login: str, site: ISite, registry: Registry) -> bool:
    """Return whether ``login`` is on the board of ``site``; no other account is told of (8.8)."""
    account = find_portal(site)['accounts'].get(login)
    now = registry.getUtility(IClock).now()
    return account is not None and account.id in holders_of(site, BOARD, now)


TRAINING = Register(
    NAME, _('Sổ đào tạo, bồi dưỡng'), Schema.of(
        person=line(_('Họ và tên'), required=True, longest=200),
        account=line(_('Tên đăng nhập'), longest=64, description=_(
            'Của thành viên Ban Biên tập; để trống cho người khác.')),
        course=line(_('Khóa học, lớp tập huấn'), required=True, longest=300),
        kind=choice(_('Hình thức'), (
            ('boi-duong', _('Bồi dưỡng chuyên môn, nghiệp vụ hằng năm')),
            ('tap-huan', _('Tập huấn hằng năm của Thành phố')),
            ('khac', _('Khóa học khác')))),
        organiser=line(_('Đơn vị tổ chức'), longest=300),
        begins=day(_('Từ ngày'), missing=colander.required),
        ends=day(_('Đến hết ngày')),
        hours=number(_('Số giờ học'), most=2000),
        result=line(_('Kết quả, chứng chỉ'), longest=300),
        note=paragraph(_('Ghi chú'), longest=2000)),
    'begins', ('person', 'course', 'kind', 'begins', 'hours'),
    ('person', 'account', 'course', 'organiser', 'result'),
    key=lambda values, _site: f'{values["account"] or values["person"]}:{values["course"]}:'
                              f'{values["begins"]}',
    check=_check, read=AUDIT, write=KEEP, is_sealed=True, yearly='begins', has_files=True,
    reports=((GAPS, _('Ai chưa được bồi dưỡng')),), overseen=AUDIT,
    purpose=_('Ai đã được bồi dưỡng, tập huấn nội dung gì, khi nào; thành viên nào của Ban Biên '
              'tập năm nay chưa được bồi dưỡng.'),
    basis=_('Điều 20, khoản 6 Điều 28 Quyết định 4263/QĐ-UBND'),
    example={'person': 'Nguyễn Văn An', 'course': 'Biên tập báo chí số', 'kind': 'boi-duong',
             'begins': '2026-05-11', 'ends': '2026-05-13', 'hours': '24'})
