"""Nhật ký nhắc việc: who was reminded of what is due, when and by whom (clause 7.5).

For the managing body.  It lies in ``interactions``; nothing is ever taken out of it.
"""
from pyramid.config import Configurator

from ...base.interfaces import IResource
from .interfaces import IReminders
from .resource import Reminders


def includeme(config: Configurator) -> None:
    config.registry.registerAdapter(Reminders, (IResource,), IReminders)
