"""Saving what was counted, and reading it."""
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from ...kernel.storage.tallies import save_taken
from .interfaces import KEY, ISiteVisits, IVisits
from .resource import Visits
from .sites import save_sites

#: Seconds between two savings: as much is lost when a process is killed.
EVERY = 30


def save(environment):
    """Job: add what this process has counted to the ``interactions`` database."""
    tally = environment.registry.getUtility(IVisits)
    save_taken(tally, lambda taken: environment.in_transaction(
        lambda: get_or_create(interactions_of(environment.portal), KEY, Visits).add(taken)))
    save_taken(environment.registry.getUtility(ISiteVisits),
               lambda taken: environment.in_transaction(
                   lambda: save_sites(environment.portal, taken)))


def figures(portal, registry, now):
    """Return the ``Figures`` of all saved, and of what this process has still to save."""
    saved = kept_or_new(portal, KEY, Visits)
    return saved.figures(registry.getUtility(IVisits).pending, now)
