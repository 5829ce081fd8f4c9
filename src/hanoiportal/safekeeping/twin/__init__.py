"""Bản sao chỉ đọc: what visitors read while the portal or its databases are down (7.6, 23.3, N3).

For nginx, which serves these files when nobody else answers.  They are made as visitors get their
pages, by asking the application; the scheduler follows each publication.
"""
from pyramid.events import ApplicationCreated

from ...base.settings import ISettings
from .alarms import check
from .interfaces import ITwinning
from .services import Twinning


def includeme(config):
    twinning = Twinning(config.registry)
    config.registry.registerUtility(twinning, ITwinning)
    config.add_subscriber(twinning.created, ApplicationCreated)
    if config.registry.getUtility(ISettings).twin:
        config.add_health_check('twin', check)
        config.add_job('twin', 1, twinning.follow)
