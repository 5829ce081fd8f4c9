"""Index everything anew: after an upgrade that brings a new index, or when an index is damaged.

The portal may run meanwhile and finds as much as before: new indexes are filled beside the old,
and take their place when all is in them.  A run that was stopped is gone on with.
"""
import sys

from ...discovery.catalog import rebuilding
from ...platform.duties.interfaces import IDuties
from .progress import Progress

#: Resources in one transaction.
BATCH = 1000


def add_arguments(parser):
    parser.add_argument('--afresh', action='store_true',
                        help='do not go on with a run that was stopped, begin again')


def run(environment, options):
    """Do it, in one transaction for each ``BATCH`` resources."""
    environment.in_transaction(lambda: _begin(environment, options.afresh))
    total = len(environment.portal.__objectmap__.objects)
    with Progress('reindex', total, sys.stderr) as progress:
        while count := environment.in_transaction(
                lambda: rebuilding.fill(environment.portal, environment.registry, BATCH)):
            progress.step(count=count)
            environment.root._p_jar.cacheGC()
    environment.in_transaction(lambda: rebuilding.fold(environment.portal))
    found = environment.in_transaction(lambda: rebuilding.finish(environment.portal))
    environment.in_transaction(lambda: _duties(environment).reindex())
    print(f'{found} documents indexed')


def _duties(environment):
    """Return the register of duties, whose index of what is due is a cache as well."""
    return environment.registry.getAdapter(environment.portal, IDuties)


def _begin(environment, afresh):
    if afresh:
        rebuilding.give_up(environment.portal)
    rebuilding.begin(environment.portal)
