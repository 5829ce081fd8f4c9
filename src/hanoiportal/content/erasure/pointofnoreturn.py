"""The moment from which an erasure is final: nothing is kept by which it could be called back."""
from ..recyclebin.interfaces import RESOURCES
from .interfaces import BEGUN, CONFIRMED, DEMANDED, PAST, RESOURCE
from .resource import erasures_of


def begin(portal, now):
    """Let each erasure that is confirmed begin; return those that have begun and are not gone from
    the databases.

    A demand that waits for its second person and is of something in what goes, as the past of an
    item that goes, an earlier past of one whose past goes, or what was in the bin of a site that
    goes, goes with it.
    """
    erasures = erasures_of(portal)
    begun = [each for each in erasures if each.state in (CONFIRMED, BEGUN)]
    waiting = [each for each in erasures if each.state == DEMANDED]
    for outer in begun:  # it grows
        for inner in [each for each in waiting if _goes_with(each.demanded, outer.demanded)
                      or _lay_in(each, outer.demanded)]:
            waiting.remove(inner)
            inner.confirmed = outer.confirmed
            begun.append(inner)
    for each in begun:
        each.begin(each.confirmed, now)
    return begun


def _goes_with(inner, outer):
    """Return whether what one ``Demanded`` is of is in what another is of."""
    if outer.kind == PAST and (inner.kind != PAST or inner.at > outer.at):
        return False
    return outer.kind in (RESOURCE, PAST) and not set(outer.oids).isdisjoint(inner.oids)


def _lay_in(erasure, outer):
    """Return whether the site in whose bin it lay is in what the ``Demanded`` ``outer`` is of."""
    kept = {} if erasure.withheld is None else erasure.withheld.kept
    return outer.kind == RESOURCE and any(
        each.site.__oid__ in outer.oids for each in kept.get(RESOURCES, ()))
