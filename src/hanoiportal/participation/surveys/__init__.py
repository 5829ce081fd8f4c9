"""Khảo sát: people answer questions without telling who they are (clauses 4.2.f, 4.3.c).

The desk puts questions together and tries them, the board lets them be asked, the clock opens and
closes.  Answers go into the ballot box and come out as counts; of these the figures that tell of
no few people are put before the board, and only then before readers.
"""
from pyramid.config import Configurator

from ...kernel.tree.events import IObjectPublished, ITransitioned
from ...kernel.tree.reactions import Order
from ...platform.ledger.interfaces import VOTES
from ..ballots.interfaces import IOpenPaper
from .counting import counted
from .interfaces import ISurvey
from .papers import open_paper
from .phases import MOVING, published, withdrawn
from .tallying import LOOK_EVERY, look


def includeme(config: Configurator) -> None:
    config.add_reaction(published, IObjectPublished, obj=ISurvey, order=Order.DOCUMENT)
    config.add_reaction(withdrawn, ITransitioned, obj=ISurvey, order=Order.DOCUMENT)
    config.registry.registerAdapter(open_paper, (ISurvey,), IOpenPaper)
    config.add_due(MOVING)
    config.add_job('surveys', LOOK_EVERY, look)
    config.add_totals(VOTES, counted)
