"""Làm rõ thông tin: asking the provider or a specialised unit before publishing (clause 14.1).

Who asks: editors and the board.  Who answers: anybody who got the link, once, without an account.
The version goes no further while an answer is awaited; question and answer stay with it.
"""
from ...kernel.tree.events import IWorkEnded
from ...kernel.tree.reactions import Order
from .interfaces import IClarifying
from .reminding import REMINDING
from .resource import end_links
from .services import clarifying_service
from .subscribers import work_ended


def includeme(config):
    config.add_service(IClarifying, clarifying_service)
    config.add_reaction(work_ended, IWorkEnded, order=Order.DOCUMENT)
    config.add_due(REMINDING)
    config.add_ending('links of clarifications', end_links)
