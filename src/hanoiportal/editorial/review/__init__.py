"""Reviewing: from the first hand to the board's decision (clauses 14.1, 14.3, 27.5).

Who hands in: contributors, editors, translators.  Who decides: members of the site's active
Editorial Board who have not written the version themselves.
"""
from pyramid.config import Configurator

from ...base.deadlines.terms import read_rules
from ...base.settings import ISettings
from .data import read_review_data
from .discarding import discarding_service
from .interfaces import IDiscarding, ILooking, IReviewData, IReviewing, IReviewRules
from .looking import looking_service
from .reminding import second_look
from .services import reviewing_service
from .terms import REDATED, running


def includeme(config: Configurator) -> None:
    data = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(read_review_data(data), IReviewData)
    config.registry.registerUtility(read_rules(data / 'review_rules.csv'), IReviewRules)
    config.add_service(IReviewing, reviewing_service)
    config.add_service(IDiscarding, discarding_service)
    config.add_service(ILooking, looking_service)
    config.add_due(second_look(config.registry))
    config.add_working_terms('second look calendar', REDATED, running)
