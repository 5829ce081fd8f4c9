"""Lưu trữ: what visitors could read, version by version, proved and replayable (13.3.a).

For the authority that keeps records by law, and whoever asks what the portal said on a day: every
page that was published, corrected or withdrawn is kept as WARC 1.1, and exported as WACZ.
"""
from pyramid.events import ApplicationCreated

from ...base.settings import ISettings
from .alarms import ArchiveAlarms, check
from .interfaces import IArchiveAlarms, IArchiving
from .services import Archiving


def includeme(config):
    archiving = Archiving(config.registry)
    config.registry.registerUtility(archiving, IArchiving)
    config.registry.registerUtility(ArchiveAlarms(config.registry), IArchiveAlarms)
    config.add_subscriber(archiving.created, ApplicationCreated)
    config.add_health_check('archive', check)
    if config.registry.getUtility(ISettings).archive:
        config.add_job('archive', 1, archiving.follow)
