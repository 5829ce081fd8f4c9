"""Ứng dụng di động: the apps that open the portal's own addresses (4.3.d).

For Hà Nội số and other apps of the City: phones ask each host which apps may open its links.  The
apps are settings; without them there is nothing to find.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from .files import files_of
from .interfaces import IAppFiles


def includeme(config: Configurator) -> None:
    settings = config.registry.getUtility(ISettings)
    config.registry.registerUtility(
        files_of(settings.android_apps, settings.ios_apps), IAppFiles)
