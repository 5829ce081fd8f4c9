"""The receiver: what the push service of the app is told, and what its answer means.

Nothing of its interface is public: names of fields, kinds, topics and outcomes are rows of
``mobile_app.csv`` (ADR 107).  A message has a title and a link.
"""
from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING, cast

from ...base.i18n import ILanguages, _, said_in
from ...base.interfaces import IPortal
from ...base.profiles import Profile
from ...base.settings import ISettings, Settings
from ...editorial.emergencynotices.interfaces import IItemsTold
from ...kernel.tree.lookup import (
    find_site,
    in_language,
    is_closed,
    is_listed,
    item_of,
    public_address,
    stands_in,
)
from ...kernel.tree.schema import Schema, line, web_address, words
from ...participation.cases.interfaces import ICases
from ...participation.questions.interfaces import TRACKING
from ...platform.subscriptions.interfaces import PAGE, ISubscriptions
from ..deliveries.interfaces import FIGURES, Body, Delivery, Receiver
from ..deliveries.interfaces import Settings as Given
from .interfaces import CASE, RECEIVER, SUBSCRIPTION, IAppDevices
from .pushing import OF_CASE

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IItem
    from ...kernel.tree.resources import Described
    from ...platform.scheduling.interfaces import IEnvironment

#: Name of the profile, and what that must say.
SYSTEM = 'hanoiso'
NEEDED = ('field:key', 'field:kind', 'field:title', 'field:link', 'kind:shown', 'kind:gone',
          'kind:figures', 'header', 'header_value', 'outcome', 'hours')
_OF_CASE, _MANY = _('Hồ sơ đã gửi có cập nhật'), _('Có nội dung mới trong các mục đang theo dõi')


def wants(environment: IEnvironment, item: IItem, settings: Given) -> bool:
    """Return whether ``item`` is told in an emergency, or stands in a chosen section."""
    sections = cast('tuple[str, ...]', settings.get('sections', ()))
    return is_urgent(environment, item) or stands_in(item, sections)


def is_urgent(environment: IEnvironment, item: IItem) -> bool:
    """Return whether every page tells of ``item``."""
    told: IItemsTold = environment.request.service(IItemsTold)
    return any(each.__oid__ == item.__oid__ for each in told.items())


def tell(profile: Profile, environment: IEnvironment, item: IItem | None,
         delivery: Delivery) -> Body:
    """Return the message by the names of ``profile``; nothing of what is too old, unless every
    page tells of it, or of a personal one whose devices are told no more.
    """
    said: dict[str, object] = {
        'key': delivery.key, 'id': '' if delivery.kind == FIGURES else delivery.item}
    since = cast('Described', item).published_at if item is not None else None
    until = (since or delivery.made) + datetime.timedelta(hours=int(profile['hours']))
    is_late = environment.clock.now() >= until
    if delivery.kind == FIGURES:
        found = _personal(environment, delivery.item)
        if not found or is_late:
            return {}
        said.update(found, until=until)
    if item is not None:
        if is_late and not is_urgent(environment, item):
            return {}
        said.update(_public(profile, environment, item))
    return profile.message(said, delivery.kind)


def _public(profile: Profile, environment: IEnvironment, item: IItem) -> dict[str, object]:
    site = find_site(item)
    topic = profile['topic:city'] if IPortal.providedBy(site) else profile[
        'topic:site'].replace('<site>', str(site.__name__))
    return {'title': str(cast('Described', item).title), 'topic': topic,
            'link': public_address(item, environment.registry.getUtility(ISettings)),
            'urgent': is_urgent(environment, item)}


def _personal(environment: IEnvironment, name: str) -> dict[str, object]:
    """Return the message called ``name``, see ``pushing``; ``{}`` for none."""
    kind, number, *item = name.split('-')
    made = _of_case(environment, int(number)) if kind == OF_CASE else _of_subscriber(
        environment, int(number), item[0] if item else '')
    devices: IAppDevices = environment.registry.getAdapter(environment.portal, IAppDevices)
    names = devices.told_of(CASE if kind == OF_CASE else SUBSCRIPTION, int(number))
    return {**made, 'devices': names} if made and names else {}


def _of_case(environment: IEnvironment, number: int) -> dict[str, object]:
    registry = environment.registry
    cases: ICases = registry.getAdapter(environment.portal, ICases)
    case = cases.get(number)
    if case is None or cases.open(case) is None:
        return {}
    return _own(registry, case.language, _OF_CASE, TRACKING)


def _of_subscriber(environment: IEnvironment, number: int, item: str) -> dict[str, object]:
    registry = environment.registry
    register: ISubscriptions = registry.getAdapter(environment.portal, ISubscriptions)
    subscriber = register.get(number)
    if subscriber is None:
        return {}
    if not item:
        return _own(registry, subscriber.language, _MANY, PAGE)
    thing = cast('IItem | None', item_of(environment.portal, item))
    if thing is None or is_closed(thing) or not is_listed(thing):
        return {}
    return {'title': str(cast('Described', in_language(thing, subscriber.language)).title),
            'link': public_address(thing, registry.getUtility(ISettings),
                                   _segment(registry, subscriber.language))}


def _own(registry: Registry, tag: str, title: str, page: str) -> dict[str, object]:
    """Return a message that leads to a ``page`` of the city portal."""
    settings: Settings = registry.getUtility(ISettings)
    return {'title': said_in(registry, tag)(title), 'link': '/'.join(filter(None, (
        settings.city, _segment(registry, tag), page)))}


def _segment(registry: Registry, tag: str) -> str:
    language = registry.getUtility(ILanguages).by_tag.get(tag)
    return '' if language is None else str(language.segment)


def receiver_of(profile: Profile) -> Receiver:
    """Return the declaration by ``profile``."""
    return Receiver(
        RECEIVER, _('Ứng dụng Hà Nội số (tin đẩy)'), Schema.of(
            address=web_address(_('Địa chỉ nhận tin đẩy'), required=True),
            sections=words(_('Chuyên mục được đẩy'), description=_(
                'Phần cuối của địa chỉ chuyên mục, cách nhau bằng dấu chấm phẩy. Để trống nếu chỉ '
                'đẩy thông báo khẩn và tin cho người đã đăng ký thiết bị.')),
            token=line(_('Mã truy cập'), required=True, longest=500)),
        partial(tell, profile), None, wants, ('token',), profile=profile, is_personal=True, hint=_(
            'Chuyển thông báo khẩn, nội dung đang theo dõi và cập nhật hồ sơ tới dịch vụ tin đẩy '
            'của ứng dụng. Tin chỉ có tiêu đề và đường dẫn.'))
