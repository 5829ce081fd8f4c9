"""Khung giờ đăng tin: when sites publish something new each day, and who decided so (clause 13.2).

For the city's operator, who enters the decision that sets the hours; until there is one, those of
the table are proposals.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from .interfaces import IWindowHours, IWindows
from .services import window_hours_service
from .table import read_windows


def includeme(config: Configurator) -> None:
    """Register the publishing windows of the installation, and the service of their hours."""
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(read_windows(data / 'publishing_windows.csv'), IWindows)
    config.add_service(IWindowHours, window_hours_service)
