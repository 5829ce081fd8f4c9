"""The ledger beside what is there, as ``bin/portal ledger verify`` compares them."""
from hanoiportal.platform.ledger.reckoning import differences, fill, reckonings
from hanoiportal.platform.ledger.rows import PLACES


def amiss(environment, name):
    """Return ``[(told, there)]`` of the differences that the reckoning ``name`` finds."""
    environment.portal._p_jar.sync()
    return [(each.told, each.owed) for each in differences(environment, _named(environment, name))]


def filled(environment, name):
    """Append what the reckoning ``name`` finds missing; return how many events."""
    return fill(environment, _named(environment, name))


def lose(ledger, kind):
    """Take the events of ``kind`` from the persistent ``ledger``, as nothing in the portal does.
    """
    for bucket in ledger.buckets.values():
        bucket.rows = tuple(row for row in bucket.rows if row[PLACES['kind']] != kind)
    for number, row in list(ledger.kept.items()):
        if row[PLACES['kind']] == kind:
            del ledger.kept[number]


def _named(environment, name):
    return next(each for each in reckonings(environment) if each.name == name)
