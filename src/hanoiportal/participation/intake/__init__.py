"""Nhập hộ: the staff enters what came on paper, by telephone, at the counter or by mail.

For the same people as the inbox.  The case is like one that was sent by the portal, and its terms
count from the true moment of receipt.
"""
from pyramid.config import Configurator

from .interfaces import IIntake
from .services import intake_service


def includeme(config: Configurator) -> None:
    config.add_service(IIntake, intake_service)
