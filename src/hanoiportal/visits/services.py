"""Saving what was counted, and reading it."""
from ..storage.interfaces import INTERACTIONS
from .interfaces import IVisits
from .resource import KEY, Visits

#: Seconds between two savings: as much is lost when a process is killed.
EVERY = 30


def save(environment):
    """Job: add what this process has counted to the ``interactions`` database."""
    tally = environment.registry.getUtility(IVisits)
    taken = tally.take()
    if not taken:
        return

    def add():
        root = environment.portal[INTERACTIONS].mounted()
        if KEY not in root:
            root[KEY] = Visits()
        root[KEY].add(taken)

    try:
        environment.in_transaction(add)
    except BaseException:
        tally.add(taken)
        raise


def figures(portal, registry, now):
    """Return the ``Figures`` of all saved, and of what this process has still to save."""
    saved = portal[INTERACTIONS].mounted().get(KEY) or Visits()
    return saved.figures(registry.getUtility(IVisits).pending, now)
