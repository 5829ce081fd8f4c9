"""Xóa vĩnh viễn: personal data leave history, files and copies, on demand (Luật 91/2025/QH15).

For whoever may purge content or manages accounts: one demands it, another confirms it;
``bin/portal erase`` carries it out, and a restore of an older copy does it again.  Until it begins
a demand can be called back.  The register says how far each one is.
"""
from ...base.settings import ISettings
from .alarms import ErasureAlarms, check
from .interfaces import IErasing, IErasingWords, IErasureAlarms, IErasureRules
from .keeping import keep_beside
from .rules import read_rules
from .services import erasing_service

#: Seconds between two looks whether the file beside the databases says what the register does.
EVERY = 60


def includeme(config):
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(read_rules(data), IErasureRules)
    registry.registerUtility(ErasureAlarms(registry), IErasureAlarms)
    config.add_service(IErasing, erasing_service)
    config.add_service(IErasingWords, erasing_service)
    config.add_health_check('erasures', check)
    config.add_job('erasures', EVERY, keep_beside)
