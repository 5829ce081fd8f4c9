"""Đánh giá: people rate a page, a section or a site along the four axes of clause 4.3.c.

The audience: every reader, by two taps, with scripts or without; the board of the site, which sees
what is rated low.  Who rated is kept nowhere (clause 4.2.f): counts by day are all there is.
"""
from pyramid.config import Configurator

from ...base.interfaces import IResource
from ...base.settings import ISettings
from ...platform.ledger.interfaces import RATINGS
from .concerns import LOOK_EVERY, look, rating_concerns
from .counting import counted
from .interfaces import IRatingConcerns, IRatingRules, IRatings
from .redating import REDATED, running
from .rules import read_rules
from .services import ratings_by


def includeme(config: Configurator) -> None:
    registry = config.registry
    folder = registry.getUtility(ISettings).data
    registry.registerUtility(read_rules(folder), IRatingRules)
    registry.registerAdapter(ratings_by(registry), (IResource,), IRatings)
    config.add_service(IRatingConcerns, rating_concerns)
    config.add_working_terms('rating calendar', REDATED, running)
    config.add_job('low ratings', LOOK_EVERY, look)
    config.add_totals(RATINGS, counted)
