"""Việc được giao: who does what on a text, by when, and in which order (clause 14).

Who gives tasks: the head and deputies of a board.  Who does them: the staff of the site, or whom
they have named for the time of their absence.  A required task holds the text up until it is done.
"""
from pyramid.config import Configurator

from ...kernel.tree.events import IAction, IObjectPublished, ITransitioned
from ...kernel.tree.reactions import Order
from .indexes import flags
from .interfaces import ISubstitutes, ITasks
from .redating import REDATED, running
from .reminding import reminder
from .services import tasks_service
from .subscribers import made_public, remark_reopened, remark_settled, step_taken
from .substitutes import substitutes_service


def includeme(config: Configurator) -> None:
    config.add_service(ITasks, tasks_service)
    config.add_service(ISubstitutes, substitutes_service)
    config.add_reaction(step_taken, ITransitioned, order=Order.DOCUMENT)
    config.add_reaction(made_public, IObjectPublished, order=Order.DOCUMENT)
    for reaction in (remark_settled, remark_reopened):
        config.add_reaction(reaction, IAction, order=Order.DOCUMENT)
    config.add_flags(flags)
    config.add_due(reminder(config.registry))
    config.add_working_terms('task calendar', REDATED, running)
