"""Thông báo khẩn: an item of the city, told on every page of all sites until its end (12.1, 14.1).

For the head of the city's board, who publishes alone and whom another member looks at afterwards,
as at any emergency publication; for everybody, who reads of it.  One write makes it and one ends
it: pages, feeds and the read-only copy read the same record.
"""
from pyramid.config import Configurator

from ...base.i18n import _
from ...kernel.storage.interfaces import CONTENT
from ...kernel.tree.events import IObjectModified, IObjectWillBeRemoved
from ...kernel.tree.reactions import Order
from .erasing import forget_reasons
from .followable import news, titles
from .interfaces import IEmergencyNotices, IItemsTold
from .jobs import end_due
from .services import emergency_notices, told_items
from .subscribers import changed, removed


def includeme(config: Configurator) -> None:
    config.add_service(IEmergencyNotices, emergency_notices)
    config.add_service(IItemsTold, told_items)
    config.add_reaction(changed, IObjectModified, order=Order.DOCUMENT)
    config.add_reaction(removed, IObjectWillBeRemoved, order=Order.DOCUMENT)
    config.add_job('emergency notices', 1, end_due)
    config.add_eraser('emergency notices', CONTENT, forget_reasons)
    config.add_followable(
        'emergency', _('Thông báo khẩn', context='newsletter'), news=news, titles=titles,
        is_urgent=True)
