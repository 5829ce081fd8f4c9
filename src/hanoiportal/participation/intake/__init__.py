"""Nhập hộ: the staff enters what came on paper, by telephone, at the counter or by mail.

For the same people as the inbox.  The case is like one that was sent by the portal, and its terms
count from the true moment of receipt.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.interfaces import IPortal
from .interfaces import IIntake
from .services import Intake, intake_service


def includeme(config: Configurator) -> None:
    registry = config.registry
    config.add_service(IIntake, intake_service)
    registry.registerAdapter(
        partial(Intake, registry, allowed=lambda _permission, _place: True), (IPortal,), IIntake)
