"""The receiver: what the Government portal is told of an item, and what its receipt means.

Nothing of its interface is public: names of fields, outcomes and headers are rows of
``government_portal.csv`` (ADR 93).
"""
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

import colander

from ...base.i18n import _
from ...base.profiles import Profile
from ...base.settings import ISettings
from ...kernel.tree.lookup import find_site, public_address, stands_in
from ...kernel.tree.schema import Schema, line, web_address, words
from ..deliveries.interfaces import Body, Delivery, Receiver, Settings

if TYPE_CHECKING:
    from ...base.interfaces import IItem
    from ...kernel.tree.resources import Described
    from ...platform.scheduling.interfaces import IEnvironment

#: Name of the receiver, which is stored; of its profile, and what that must say.
NAME, SYSTEM = 'cong-chinh-phu', 'chinhphu'
NEEDED = ('field:id', 'field:kind', 'kind:shown', 'kind:gone', 'header', 'header_value',
          'receipt', 'outcome')


def wants(_environment: IEnvironment, item: IItem, settings: Settings) -> bool:
    """Return whether ``item`` stands in one of the sections that were chosen."""
    return stands_in(item, cast('tuple[str, ...]', settings.get('sections', ())))


def tell(profile: Profile, environment: IEnvironment, item: IItem | None,
         delivery: Delivery) -> Body:
    """Return the message by the names of ``profile``: of what is gone its ids alone."""
    said: dict[str, object] = {
        'key': delivery.key, 'reference': delivery.reference, 'id': delivery.item}
    if item is not None:
        said.update(_described(environment, cast('Described', item)))
    return profile.message(said, delivery.kind)


def _described(environment: IEnvironment, item: Described) -> dict[str, object]:
    settings, resource = environment.registry.getUtility(ISettings), cast('IItem', item)
    section = item.__parent__
    return {
        'title': str(item.title), 'summary': str(getattr(item, 'summary', '')),
        'body': str(getattr(item, 'body', '')), 'address': public_address(resource, settings),
        'published': item.published_at, 'updated': item.updated_at,
        'section': str(getattr(section, 'title', '')),
        'keywords': list(getattr(item, 'keywords', ())),
        'site': str(getattr(find_site(resource), 'title', ''))}


def receiver_of(profile: Profile) -> Receiver:
    """Return the declaration by ``profile``."""
    return Receiver(
        NAME, _('Cổng Thông tin điện tử Chính phủ'), Schema.of(
            address=web_address(_('Địa chỉ nhận tin, bài'), required=True),
            recall=web_address(_('Địa chỉ nhận thu hồi'), description=_(
                'Để trống nếu thu hồi gửi tới cùng địa chỉ nhận tin, bài.')),
            sections=words(_('Chuyên mục được chọn'), missing=colander.required, description=_(
                'Phần cuối của địa chỉ chuyên mục, cách nhau bằng dấu chấm phẩy, ví dụ '
                'tin-tuc-su-kien.')),
            token=line(_('Mã truy cập'), required=True, longest=500)),
        partial(tell, profile), wants=wants, secrets=('token',), profile=profile, hint=_(
            'Gửi tin, bài của các chuyên mục được chọn, nhận phiếu tiếp nhận và thu hồi khi tin, '
            'bài không còn công khai.'))
