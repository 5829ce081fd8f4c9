"""The receiver: what the platform is told of an item, and how our API is registered there.

Nothing of its interface is public: names of fields, outcomes and headers are rows of ``lgsp.csv``
(ADR 97).
"""
from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from ...base.i18n import _
from ...base.profiles import Profile, said_in, text_at
from ...base.settings import ISettings
from ...base.settings import Settings as PortalSettings
from ...kernel.tree.lookup import find_site, public_address, stands_in
from ...platform.http.interfaces import OURS_REFUSED, Deadline, HttpAnswer
from ..deliveries.interfaces import (
    ACCEPTED,
    LATER,
    LONGEST,
    TRIAL,
    Body,
    Delivery,
    Receipt,
    Receiver,
    Settings,
    Told,
)
from .calling import Calling
from .reasons import WHY
from .settings import SETTINGS, wrong

if TYPE_CHECKING:

    from ...base.interfaces import IItem
    from ...kernel.tree.resources import Described
    from ...platform.scheduling.interfaces import IEnvironment

#: Name of the receiver, which is stored; of its profile, and what that must say.
NAME, SYSTEM = 'lgsp', 'lgsp'
NEEDED = ('field:id', 'field:kind', 'field:key', 'kind:shown', 'kind:gone', 'kind:trial',
          'kind:service', 'header', 'header_value', 'receipt', 'outcome', 'token',
          'token_form:grant_type')
#: Seconds for one try, with its tokens; the name of the registration.
SECONDS, SERVICE = 18, 'service'
#: What is told of a legal document besides, as it is named there.
_OF_DOCUMENTS = ('number', 'issuer', 'signer', 'signer_position', 'issued', 'effective', 'expires',
                 'status', 'full_text')
_API, _DESCRIPTION = '/api/v1', '/api/v1/openapi.json'


def wants(_environment: IEnvironment, item: IItem, settings: Settings) -> bool:
    """Return whether ``item`` stands in one of the sections that were chosen, if any were."""
    sections = cast('tuple[str, ...]', settings.get('sections', ()))
    return not sections or stands_in(item, sections)


def tell(profile: Profile, environment: IEnvironment, item: IItem | None,
         delivery: Delivery) -> Body:
    """Return the message by the names of ``profile``: of what is gone its ids alone."""
    said: dict[str, object] = {
        'id': delivery.item, 'key': delivery.key, 'reference': delivery.reference,
        'made': delivery.made}
    if item is not None:
        said.update(_described(profile, environment, cast('Described', item)))
    return _message(profile, delivery.kind, said)


def _message(profile: Profile, kind: str, said: Mapping[str, object]) -> dict[str, object]:
    return profile.message({**said, 'sender': profile['sender']}, kind)


def _described(profile: Profile, environment: IEnvironment, item: Described) -> dict[str, object]:
    registry, resource = environment.registry, cast('IItem', item)
    kind = str(registry.content.typeof(item))
    facts = {name: getattr(item, name, '') for name in (*_OF_DOCUMENTS, 'summary', 'body')}
    return {
        **facts, 'type': profile.below('type').get(kind, kind), 'title': str(item.title),
        'address': public_address(resource, registry.getUtility(ISettings)),
        'published': item.published_at, 'updated': item.updated_at,
        'section': str(getattr(item.__parent__, 'title', '')),
        'keywords': list(getattr(item, 'keywords', ())),
        'site': str(getattr(find_site(resource), 'title', ''))}


def service(profile: Profile, portal: PortalSettings, delivery: Delivery) -> dict[str, object]:
    """Return what registers the API: where the platform calls it, and where it is described."""
    at = str(delivery.settings.get('called') or portal.city).rstrip('/')
    return _message(profile, SERVICE, {
        'key': delivery.key, 'made': delivery.made, 'service_name': profile['service_name'],
        'service_version': profile['service_version'], 'service_address': at + _API,
        'service_description': at + _DESCRIPTION})


def send(profile: Profile, environment: IEnvironment,
         delivery: Delivery) -> Receipt | HttpAnswer:
    """Send the message; a trial registers the API besides, if there is an address for that."""
    settings, registry = delivery.settings, environment.registry
    try:
        calling = Calling(registry, profile, settings, delivery.secrets['secret'],
                          Deadline(SECONDS))
    except OSError:
        return Receipt(LATER, note=OURS_REFUSED)
    came = calling.told(
        str(settings['address']), cast('Mapping[str, object]', delivery.body))
    if delivery.kind != TRIAL or not settings.get('register') or not _is_taken(profile, came):
        return came
    return calling.told(
        str(settings['register']), service(profile, registry.getUtility(ISettings), delivery))


def _is_taken(profile: Profile, came: Receipt | HttpAnswer) -> bool:
    if isinstance(came, Receipt):
        return False
    outcome = text_at(said_in(came.body), profile['outcome'], LONGEST)
    return profile.below('outcome').get(outcome) == ACCEPTED


def receiver_of(profile: Profile, passages: Told) -> Receiver:
    """Return the declaration by ``profile``.  ``passages``: what its page tells besides."""
    return Receiver(
        NAME, _('Nền tảng tích hợp, chia sẻ dữ liệu Thành phố (LGSP)'), SETTINGS,
        partial(tell, profile), partial(send, profile), wants, secrets=('secret',),
        wrong=wrong, profile=profile, words=WHY, told=passages, hint=_(
            'Gửi nội dung công khai tới nền tảng và đăng ký dịch vụ đọc dữ liệu của Cổng.'))
