"""Nhịp đăng tin: whether each site publishes something new in its windows (clause 13.2).

For who is on duty, who is warned before a window ends; for the head of the board, who writes why
one was missed; for the city, which sees all sites.  A window is missed only under hours that a
decision sets (``windows.IWindowHours``).
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from ...content.erasure.interfaces import IWords
from ...kernel.storage.interfaces import INTERACTIONS
from .data import read_freshness_rules, read_news_types
from .erasing import DUTY, WINDOW, DutyRecords, WindowRecords, forget_reasons
from .interfaces import IFreshness, IFreshnessRules, INewsTypes, IReasons
from .jobs import EVERY, watch
from .reasons import reasons_service
from .services import freshness_service


def includeme(config: Configurator) -> None:
    """Register the services, the tables and the job."""
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(
        read_freshness_rules(data / 'freshness_rules.csv'), IFreshnessRules)
    registry.registerUtility(read_news_types(data / 'sections.csv'), INewsTypes)
    config.add_service(IFreshness, freshness_service)
    config.add_service(IReasons, reasons_service)
    config.add_job('freshness', EVERY, watch)
    registry.registerUtility(DutyRecords(registry), IWords, name=DUTY)
    registry.registerUtility(WindowRecords(), IWords, name=WINDOW)
    config.add_eraser('reasons', INTERACTIONS, forget_reasons)
