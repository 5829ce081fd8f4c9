"""The moment from which an erasure is final: nothing is kept by which it could be called back."""
from .interfaces import BEGUN, CONFIRMED, DEMANDED, RESOURCE, RESOURCES
from .resource import erasures_of


def begin(portal, now):
    """Let each erasure that is confirmed begin; return those that have begun and are not gone from
    the databases.

    A demand that waits for its second person and is of something in what goes, as the past of an
    item that goes or what was in the bin of a site that goes, goes with it.
    """
    erasures = erasures_of(portal)
    begun = [each for each in erasures if each.state in (CONFIRMED, BEGUN)]
    waiting = [each for each in erasures if each.state == DEMANDED]
    for outer in begun:  # it grows
        going = set(outer.demanded.oids) if outer.demanded.kind == RESOURCE else set()
        for inner in [each for each in waiting if going & _places(each)]:
            waiting.remove(inner)
            inner.confirmed = outer.confirmed
            begun.append(inner)
    for each in begun:
        each.begin(each.confirmed, now)
    return begun


def _places(erasure):
    """Return the object ids of what an erasure is of, and of the site whose bin it was in."""
    kept = {} if erasure.withheld is None else erasure.withheld.kept
    return {*erasure.demanded.oids, *(each.site.__oid__ for each in kept.get(RESOURCES, ()))}
