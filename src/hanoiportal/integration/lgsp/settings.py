"""What an operator sets of the connection with the platform, and what is wrong with that."""
from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.sitecodes import wrong_line
from ...kernel.tree.lookup import find_portal, site_called
from ...kernel.tree.schema import Schema, line, paragraph, web_address, words
from ..deliveries.interfaces import Settings

if TYPE_CHECKING:
    from pyramid.registry import Registry

#: Characters of all codes that are typed.
_LONGEST_CODES = 20_000
_ADDRESSES = ('token_address', 'address', 'register', 'called', 'bodies')
SETTINGS = Schema.of(
    token_address=web_address(_('Địa chỉ cấp mã truy cập'), required=True),
    address=web_address(_('Địa chỉ nhận bản tin'), required=True),
    register=web_address(_('Địa chỉ đăng ký dịch vụ'), description=_(
        'Nếu nêu, mỗi lần gửi thử sẽ đăng ký dịch vụ đọc dữ liệu của Cổng (API).')),
    called=web_address(_('Địa chỉ của Cổng mà nền tảng gọi tới'), description=_(
        'Để trống nếu là địa chỉ của Cổng Thành phố.')),
    sections=words(_('Chuyên mục được chọn'), description=_(
        'Phần cuối của địa chỉ chuyên mục, cách nhau bằng dấu chấm phẩy; để trống: mọi '
        'chuyên mục.')),
    bodies=web_address(_('Địa chỉ danh mục mã định danh'), description=_(
        'Dịch vụ dùng chung của nền tảng: mã định danh điện tử của các cơ quan. Nếu nêu, '
        'Cổng đọc mỗi đêm và đối chiếu với các trang.')),
    codes=paragraph(_('Mã định danh của từng trang'), _LONGEST_CODES, description=_(
        'Mỗi dòng gồm tên trang và mã, ví dụ: caugiay H26.165. Cổng thành phố có tên là '
        'thanhpho. Trang không ghi ở đây được tìm theo tên cơ quan chủ quản.')),
    user=line(_('Mã ứng dụng (consumer key)'), required=True, longest=200),
    secret=line(_('Khóa bí mật (consumer secret)'), required=True, longest=500))


def wrong(given: Settings, site: ISite, _registry: Registry) -> Mapping[str, str]:
    """Return what is wrong with settings: an address without TLS, a line that is no code."""
    found: dict[str, str] = {
        name: _('Địa chỉ phải bắt đầu bằng https://.') for name in _ADDRESSES
        if not str(given.get(name) or 'https://').startswith('https://')}
    codes = wrong_line(str(given.get('codes') or ''), partial(site_called, find_portal(site)))
    return {**found, 'codes': codes} if codes else found
