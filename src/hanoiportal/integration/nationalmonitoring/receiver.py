"""The receiver: what the national system is told of a day of a site, and what its answer means.

Nothing of its interface is public: names of fields, outcomes and headers are rows of
``national_monitoring.csv`` (ADR 96).
"""
from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from ...base.i18n import _
from ...base.profiles import Profile
from ...base.settings import ISettings
from ...base.sitecodes import wrong_line
from ...kernel.tree.lookup import find_portal, public_address, site_called
from ...kernel.tree.schema import Schema, line, paragraph, web_address
from ..deliveries.interfaces import FIGURES, Body, Delivery, Receiver, Settings
from .figures import Window, counted, told

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IItem, ISite
    from ...platform.scheduling.interfaces import IEnvironment

#: Name of the receiver, which is stored; of its profile, and what that must say.
NAME, SYSTEM = 'emc', 'emc'
NEEDED = ('field:code', 'field:day', 'field:key', 'kind:figures', 'header', 'header_value',
          'outcome', 'days', 'hour')
#: Characters of all codes.
_LONGEST_CODES = 20_000


def tell(profile: Profile, environment: IEnvironment, _item: IItem | None,
         delivery: Delivery) -> Body:
    """Return the message by the names of ``profile``; nothing of a site that has no code now."""
    said: dict[str, object] = {'key': delivery.key}
    if delivery.kind == FIGURES:
        found = told(environment, delivery.settings, delivery.item)
        if found is None:
            return {}
        code, label, day, figures = found
        site = cast('IItem', site_called(environment.portal, label))
        said.update(
            figures._asdict(), code=code, day=day.isoformat(),
            site=str(getattr(site, 'title', '')),
            address=public_address(site, environment.registry.getUtility(ISettings)))
    return profile.message(said, delivery.kind)


def wrong(given: Settings, site: ISite, _registry: Registry) -> Mapping[str, str]:
    """Return what is wrong with the codes."""
    found = wrong_line(str(given['codes']), partial(site_called, find_portal(site)))
    return {'codes': found} if found else {}


def receiver_of(profile: Profile) -> Receiver:
    """Return the declaration by ``profile``."""
    return Receiver(
        NAME, _('Nền tảng thống kê, đo lường, giám sát quốc gia (EMC)'), Schema.of(
            address=web_address(_('Địa chỉ nhận số liệu'), required=True),
            codes=paragraph(_('Mã của từng trang'), _LONGEST_CODES, required=True, description=_(
                'Mỗi dòng gồm tên trang và mã được cấp, ví dụ: caugiay HN-001. Cổng thành phố có '
                'tên là thanhpho.')),
            token=line(_('Mã truy cập'), required=True, longest=500)),
        partial(tell, profile), secrets=('token',), wrong=wrong,
        profile=profile,
        figures=partial(counted, Window(int(profile['days']), int(profile['hour']))), hint=_(
            'Gửi số liệu truy cập từng ngày của các trang có mã, do Cổng tự đếm. Trang không tải '
            'mã theo dõi nào và không gửi thông tin về người truy cập.'))
