"""Sao lưu: copies on another device, put back to any moment, and proved (clauses 13.3.b, 23.3).

For the operating unit, by ``bin/portal backup``, ``restore``, ``drill`` and ``pack``.
"""
from .alarms import BackupAlarms, check
from .duties import note_copies
from .interfaces import IBackupAlarms


def includeme(config):
    config.registry.registerUtility(BackupAlarms(config.registry), IBackupAlarms)
    config.add_health_check('backups', check)
    config.add_job('weekly copies', 600, note_copies)
