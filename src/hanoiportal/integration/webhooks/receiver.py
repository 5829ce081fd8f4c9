"""The receiver: what a subscription is told, and how it is sent."""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from ...base.i18n import ILanguages, _
from ...base.interfaces import IItem, IResource, ISite
from ...base.permissions import MANAGE_SITE
from ...base.settings import ISettings
from ...kernel.tree.lookup import find_site, host_of, stands_in, target_of
from ...kernel.tree.schema import Schema, web_address, words
from ...platform.http.interfaces import Deadline, HttpAnswer, IHttp
from ..deliveries.interfaces import (
    FORMER,
    GONE,
    SHOWN,
    TRIAL,
    Body,
    Delivery,
    Receiver,
    Settings,
)
from .signing import headers_of, new_secret

if TYPE_CHECKING:
    import datetime

    from pyramid.registry import Registry

    from ...kernel.tree.resources import Described
    from ...platform.scheduling.interfaces import IEnvironment

NAME, SECRET = 'webhook', 'secret'
#: Names of the messages, by the kind of a delivery.
TYPES = {SHOWN: 'item.published', GONE: 'item.removed', TRIAL: 'webhook.test'}
#: Seconds that one message may take; subscriptions of a site.
SECONDS, MOST = 15, 20


def wants(environment: IEnvironment, item: IItem, settings: Settings) -> bool:
    """Return whether a subscription is about ``item``: by its section, and by its keywords."""
    sections = cast('tuple[str, ...]', settings.get('sections', ()))
    topics = {each.casefold() for each in cast('tuple[str, ...]', settings.get('topics', ()))}
    if sections and not stands_in(item, sections):
        return False
    return not topics or any(
        word.casefold() in topics for word in getattr(item, 'keywords', ()))


def tell(environment: IEnvironment, item: IItem | None, delivery: Delivery) -> Body:
    """Return the message: of what is gone nothing but its id."""
    data: dict[str, object] = {'number': delivery.number, 'as_of': delivery.as_of}
    if delivery.item:
        data['id'] = delivery.item
    if item is not None:
        data.update(_described(environment, cast('Described', item)))
    return {'type': TYPES[delivery.kind], 'timestamp': _iso(delivery.made), 'data': data}


def _described(environment: IEnvironment, item: Described) -> dict[str, object]:
    registry, site = environment.registry, find_site(cast(IItem, item))
    public = sorted(tag for tag, text in item.translations.items() if text.is_public)
    return {
        'content_type': registry.content.typeof(item), 'title': item.title,
        'summary': item.summary, 'languages': [item.language, *public],
        'address': _address(registry, cast(IItem, item)),
        'published': _iso(item.published_at), 'updated': _iso(item.updated_at),
        'site': {'id': str(site.__oid__), 'title': site.title,
                 'address': _address(registry, site)}}


def _address(registry: Registry, resource: IResource) -> str:
    language = registry.getUtility(ILanguages).default
    host = host_of(find_site(resource), registry.getUtility(ISettings).domain)
    return f'https://{host}{target_of(resource, language)}'


def _iso(moment: datetime.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec='seconds')


def send(environment: IEnvironment, delivery: Delivery) -> HttpAnswer:
    """Send the message; only the head of the answer is read, and no redirect is followed."""
    now, http = environment.clock.now(), environment.registry.getUtility(IHttp)
    body = json.dumps(delivery.body, ensure_ascii=False, sort_keys=True).encode()
    headers = {'Content-Type': 'application/json', **headers_of(
        _secrets(delivery), delivery.key, int(now.timestamp()), body)}
    answer: HttpAnswer = http.send(
        str(delivery.settings['address']), Deadline(SECONDS), body, headers, most=0)
    return answer


def _secrets(delivery: Delivery) -> list[str]:
    return [each for name in (SECRET, SECRET + FORMER) if (each := delivery.secrets.get(name))]


def wrong(given: Settings, _site: ISite, registry: Registry) -> Mapping[str, str]:
    """Return what is wrong with settings: no public address."""
    http: IHttp = registry.getUtility(IHttp)
    return {} if http.may_send(str(given['address'])) else {'address': _(
        'Cần địa chỉ https:// có tên miền trên mạng công cộng, không có số sau tên miền.')}


WEBHOOK = Receiver(
    NAME, _('Webhook'), Schema.of(
        address=web_address(_('Địa chỉ nhận'), required=True, description=_(
            'Địa chỉ https:// trên mạng công cộng, do hệ thống nhận cung cấp.')),
        sections=words(_('Chuyên mục'), description=_(
            'Phần cuối của địa chỉ trang chuyên mục, cách nhau bằng dấu chấm phẩy, ví dụ '
            'tin-tuc-su-kien; để trống: mọi chuyên mục.')),
        topics=words(_('Từ khóa'), description=_(
            'Chỉ gửi tin, bài có một trong các từ khóa này; để trống: mọi tin, bài.'))),
    tell, send, wants, generated={SECRET: new_secret}, permission=MANAGE_SITE, is_of_city=False,
    most=MOST, wrong=wrong, hint=_(
        'Cổng gửi thông báo đến hệ thống khác mỗi khi một nội dung được công khai, thay đổi hoặc '
        'bị gỡ. Thông báo được ký theo Standard Webhooks.'))
