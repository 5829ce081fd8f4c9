"""The receiver: the system is told what became of its packages, and where they are public.

A package that has another standing than was told last is told again; the delivery engine keeps,
repeats and logs it.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...base.profiles import Profile
from ...base.settings import ISettings
from ...kernel.tree.lookup import address_of
from ...kernel.tree.schema import Schema, line, web_address
from ..deliveries.interfaces import FIGURES, Body, Delivery, Receiver, Settings
from .interfaces import IDocumentSystem

if TYPE_CHECKING:
    from ...base.interfaces import IItem
    from ...platform.scheduling.interfaces import IEnvironment

#: Name of the receiver, which is stored.
NAME = 'quan-ly-van-ban'
#: Characters of a reason.
_MOST_NOTE = 2000


def counted(days: int, environment: IEnvironment, _settings: Settings) -> Mapping[str, str]:
    """Return what has become of each package of the last ``days``, by the codes of cases."""
    system: IDocumentSystem = environment.registry.getUtility(IDocumentSystem)
    since = environment.clock.now() - datetime.timedelta(days)
    return {code: f'{verdict.standing} {verdict.item}'
            for code, verdict in system.verdicts(environment.portal, since).items()}


def tell(profile: Profile, environment: IEnvironment, _item: IItem | None,
         delivery: Delivery) -> Body:
    """Return the message by the names of ``profile``; nothing of a package that is not there."""
    said: dict[str, object] = {'key': delivery.key, 'status': profile['status:trial']}
    if delivery.kind == FIGURES:
        told = _told(profile, environment, delivery.item)
        if told is None:
            return {}
        said.update(told)
    return profile.message(said)


def _told(profile: Profile, environment: IEnvironment, code: str) -> dict[str, object] | None:
    registry, portal = environment.registry, environment.portal
    system: IDocumentSystem = registry.getUtility(IDocumentSystem)
    found = system.package(portal, code)
    if found is None:
        return None
    reference, verdict = found
    return {'reference': reference, 'case': code, 'note': verdict.note[:_MOST_NOTE],
            'status': profile[f'status:{verdict.standing}'],
            'at': verdict.at,
            'address': address_of(portal, verdict.item, registry.getUtility(ISettings))}


def receiver_of(profile: Profile) -> Receiver:
    """Return the declaration by ``profile``."""
    return Receiver(
        NAME, _('Hệ thống quản lý văn bản: báo lại kết quả'), Schema.of(
            address=web_address(_('Địa chỉ nhận kết quả'), required=True),
            token=line(_('Mã truy cập'), required=True, longest=500)),
        partial(tell, profile), secrets=('token',), profile=profile,
        figures=partial(counted, int(profile['days'])), hint=_(
            'Báo lại từng gói tin mà Hệ thống đã gửi: đang xử lý, từ chối kèm lý do, đã đăng kèm '
            'địa chỉ, đã gỡ.'))
