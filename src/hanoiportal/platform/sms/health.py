"""What ``/healthz`` tells of short messages, by what was spent; it asks nobody."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.settings import ISettings, Settings
from .interfaces import ALARM, ISms

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal


def check(registry: Registry, portal: IPortal | None) -> str:
    """Health check: return what is wrong on one line, or ``''``."""
    sms: ISms = registry.getUtility(ISms)
    if portal is None or not sms.is_open:
        return ''
    settings: Settings = registry.getUtility(ISettings)
    if not settings.sms_key_file.is_file():
        return 'portal.sms_key_file is missing'
    spent = sms.spent(portal)
    for name, number, most in (('day', spent.day, settings.sms_day),
                               ('month', spent.month, settings.sms_month)):
        if number * 100 >= most * ALARM:
            stopped = (
                f'; {spent.stopped} were stopped this month' if spent.stopped else '')
            return f'{number} of {most} messages of the {name} are spent{stopped}'
    return ''
