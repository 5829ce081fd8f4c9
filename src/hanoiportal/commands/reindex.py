"""Index everything anew: after an upgrade that brings a new index, so that old items are in it.

The portal may run meanwhile; until it is done, the new filters of the search find less.
"""
from ..catalog.services import index
from ..interfaces import IItem


def add_arguments(parser):
    """It takes none."""


def run(environment, options):
    """Do it, in one transaction."""
    def work():
        portal = environment.portal
        portal.indexes.complete()
        items = [each for each in portal.__objectmap__.objects.values() if IItem.providedBy(each)]
        for item in items:
            index(item, environment.registry)
        return len(items)

    print(f'{environment.in_transaction(work)} items indexed')
