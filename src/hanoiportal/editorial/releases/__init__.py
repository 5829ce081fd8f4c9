"""Đợt phát hành: several texts that are approved at once and appear together, or none.

Who composes: the editors of the site.  Who decides: its Editorial Board, by the same steps and
with the same approvals of each text as without it.
"""
from pyramid.config import Configurator

from ...kernel.tree.events import ITransitioned
from ...kernel.tree.reactions import Order
from .interfaces import IReleases
from .publishing import RELEASING
from .services import releases_service
from .subscribers import step_taken


def includeme(config: Configurator) -> None:
    config.add_service(IReleases, releases_service)
    config.add_reaction(step_taken, ITransitioned, order=Order.DOCUMENT)
    config.add_due(RELEASING)
