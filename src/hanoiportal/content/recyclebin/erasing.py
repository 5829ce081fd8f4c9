"""Taking out of the tree and of every bin what is to be gone for good."""
from pyramid.location import lineage

from ...base.interfaces import IClock, IItem
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import find_portal, path_of, walk
from .resource import Discarded, bin_of
from .trashing import detach, put_in_bin


def erase_resources(portal, gone, registry):
    """Eraser: let nothing lead to ``gone.resources`` any more, wherever they stand."""
    for oid in sorted(gone.resources):
        resource = portal.__objectmap__.object_for(oid)
        if _stands(resource):
            resource.__parent__.remove(resource.__name__, registry=registry)
    for site in (portal, *portal['sites'].values()):
        _clear(site, gone.resources)
        _forget_names(site, gone.resources)


def withhold(portal, gone, registry):
    """Take ``gone.resources`` out of bins, and out of the tree where they stand; keep each
    ``Discarded``.  What lies in them, in data of an earlier day, and is none goes into the bin; an
    item of ``gone.pasts`` that lay in a bin then goes as a whole.
    """
    kept = [_taken(node, entry) for node, entry in binned(
        portal, gone.resources | gone.pasts.keys())]
    now = registry.getUtility(IClock).now()
    find = portal.__objectmap__.object_for
    standing = filter(_stands, map(find, sorted(gone.resources)))
    outer_first = sorted(standing, key=lambda each: len(list(lineage(each))))
    kept.extend(detach(each, SYSTEM, '', now, registry) for each in outer_first
                if find(each.__oid__) is each)  # else it went with what it was in
    for entry in kept:
        for node in list(others_in(entry.resource, gone.resources)):
            put_in_bin(_apart(node, entry))
    return kept


def binned(portal, oids):
    """Return ``[(resource, the Discarded that it lies in)]`` of those of ``oids`` that lie in bins
    of sites that stand; what lies in another of them is not looked for.
    """
    found = []
    for site in filter(bin_of, (portal, *portal['sites'].values())):
        for entry in bin_of(site).entries.values():
            found += [(node, entry) for node in _outermost(entry.resource, oids)]
    return found


def _outermost(node, oids):
    if node.__oid__ in oids:
        return [node]
    return [each for child in getattr(node, 'values', tuple)() for each in _outermost(child, oids)]


def _taken(node, entry):
    """Take ``node`` out of the bin in which it lies in ``entry``, and return its ``Discarded``."""
    if node is entry.resource:
        return bin_of(entry.site).entries.pop(entry.objectid)
    return _apart(node, entry)


def others_in(place, oids):
    """Yield what lies in ``place`` and in places in it, and is none of ``oids``: it had been moved
    out of there when they were demanded.  Parts of an item are it.
    """
    for child in () if IItem.providedBy(place) else getattr(place, 'values', tuple)():
        if child.__oid__ in oids:
            yield from others_in(child, oids)
        else:
            yield child


def _apart(node, entry):
    """Take ``node`` out of ``entry``, a ``Discarded``; return one of its own, which says nothing
    of where it was.
    """
    apart = Discarded(entry.site, node, path_of(entry.site), (), sum(1 for _each in walk(node)),
                       entry.moment, SYSTEM, '')
    node.__parent__.remove(node.__name__, send_events=False)
    return apart


def give_back(portal, kept, registry):
    """Let what was withheld lie in the bin of its site, or of the portal where that is gone."""
    for entry in kept:
        if find_portal(entry.site) is not portal:
            entry.site = portal
        put_in_bin(entry)


def _stands(resource):
    """Return whether ``resource`` stands in a place; texts and versions go with what they belong
    to.
    """
    place = getattr(resource, '__parent__', None)
    return hasattr(place, 'remove') and place.get(resource.__name__) is resource


def _forget_names(site, oids):
    """Let nothing in the bin of ``site`` tell by what names ``oids`` were known: in what it stood,
    before what.
    """
    entries = () if bin_of(site) is None else list(bin_of(site).entries.values())
    for entry in entries:
        place = entry.place
        names = {each.name for each in entries if each.place_id == entry.place_id}
        followers = tuple(each for each in entry.followers
                          if each in names or place is not None and each in place)
        if followers != entry.followers:
            entry.followers = followers
        if entry.place_id in oids:
            entry.path = path_of(site)


def _clear(site, oids):
    """Let go of what is in the bin of ``site``, of bins of sites that lie there, and of what was
    below other things that lie there.
    """
    kept = bin_of(site)
    for oid, entry in list(() if kept is None else kept.entries.items()):
        if oid in oids:
            del kept.entries[oid]
            continue
        for node in list(walk(entry.resource)):
            if node.__oid__ in oids:
                node.__parent__.remove(node.__name__, send_events=False)
            elif bin_of(node) is not None:
                _clear(node, oids)
