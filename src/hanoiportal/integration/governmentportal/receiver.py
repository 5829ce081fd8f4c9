"""The receiver: what the Government portal is told of an item, and what its receipt means.

Nothing of its interface is public: names of fields, outcomes and headers are rows of
``government_portal.csv`` (ADR 93).
"""
from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

import colander

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.profiles import Profile
from ...base.settings import ISettings
from ...kernel.tree.lookup import find_site, missing_places, public_address, stands_in
from ...kernel.tree.schema import Schema, line, web_address, words
from ...platform.http.interfaces import Deadline, HttpAnswer, IHttp
from ..deliveries.interfaces import GONE, Body, Delivery, Receiver, Settings

if TYPE_CHECKING:
    import datetime

    from pyramid.registry import Registry

    from ...base.interfaces import IItem
    from ...kernel.tree.resources import Described
    from ...platform.scheduling.interfaces import IEnvironment

#: Name of the receiver, which is stored; of its profile, and what that must say.
NAME, SYSTEM = 'cong-chinh-phu', 'chinhphu'
NEEDED = ('field:id', 'field:kind', 'kind:shown', 'kind:gone', 'header', 'header_value',
          'receipt', 'outcome')
#: Seconds for one try; bytes of an answer.
SECONDS, MOST_BYTES = 18, 64 * 1024


def wants(_environment: IEnvironment, item: IItem, settings: Settings) -> bool:
    """Return whether ``item`` stands in one of the sections that were chosen."""
    return stands_in(item, cast('tuple[str, ...]', settings.get('sections', ())))


def wrong(given: Settings, site: ISite, _registry: Registry) -> Mapping[str, str]:
    """Return what is wrong with settings: a section that no site has."""
    missing = missing_places(site, cast('tuple[str, ...]', given['sections']))
    return {'sections': _('Không có chuyên mục này: ${names}.', mapping={
        'names': ', '.join(missing)})} if missing else {}


def tell(profile: Profile, environment: IEnvironment, item: IItem | None,
         delivery: Delivery) -> Body:
    """Return the message by the names of ``profile``: of what is gone its ids alone."""
    said: dict[str, object] = {
        'kind': profile[f'kind:{delivery.kind}'], 'key': delivery.key,
        'reference': delivery.reference}
    if delivery.item:
        said['id'] = delivery.item
    if item is not None:
        said.update(_described(environment, cast('Described', item)))
    names = profile.below('field')
    return {names[name]: value for name, value in said.items() if names.get(name) and value}


def _described(environment: IEnvironment, item: Described) -> dict[str, object]:
    settings, resource = environment.registry.getUtility(ISettings), cast('IItem', item)
    section = item.__parent__
    return {
        'title': str(item.title), 'summary': str(getattr(item, 'summary', '')),
        'body': str(getattr(item, 'body', '')), 'address': public_address(resource, settings),
        'published': _iso(item.published_at), 'updated': _iso(item.updated_at),
        'section': str(getattr(section, 'title', '')),
        'keywords': list(getattr(item, 'keywords', ())),
        'site': str(getattr(find_site(resource), 'title', ''))}


def _iso(moment: datetime.datetime | None) -> str:
    return '' if moment is None else moment.isoformat(timespec='seconds')


def send(profile: Profile, environment: IEnvironment, delivery: Delivery) -> HttpAnswer:
    """Send the message; recalls go to an address of their own, if there is
    one.
    """
    settings = delivery.settings
    address = str(delivery.kind == GONE and settings.get('recall') or settings['address'])
    http: IHttp = environment.registry.getUtility(IHttp)
    return http.send_json(
        address, Deadline(SECONDS), delivery.body, profile.access(delivery.secrets['token']),
        MOST_BYTES)


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
        partial(tell, profile), partial(send, profile), wants, secrets=('token',),
        wrong=wrong, profile=profile, hint=_(
            'Gửi tin, bài của các chuyên mục được chọn, nhận phiếu tiếp nhận và thu hồi khi tin, '
            'bài không còn công khai.'))
