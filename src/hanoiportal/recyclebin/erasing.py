"""Taking out of the tree and of every bin what is to be gone for good."""
from pyramid.location import lineage

from ..interfaces import IClock
from ..tree.lookup import find_portal, walk
from .laying import lay_away, put_in
from .resource import bin_of

#: Who takes out what a demand of data of a later day names.
_ACTOR = 'system'


def erase_resources(portal, gone, registry):
    """Eraser: let nothing lead to ``gone.resources`` any more, wherever they stand."""
    for oid in sorted(gone.resources):
        resource = portal.__objectmap__.object_for(oid)
        if _stands(resource):
            resource.__parent__.remove(resource.__name__, registry=registry)
    for site in (portal, *portal['sites'].values()):
        _clear(site, gone.resources)


def withhold(portal, gone, registry):
    """Take ``gone.resources`` out of bins, and out of the tree where they stand; keep each
    ``Discarded``.
    """
    kept = [bin_of(site).entries.pop(oid)
            for site in (portal, *portal['sites'].values()) if bin_of(site) is not None
            for oid in sorted(gone.resources & set(bin_of(site).entries))]
    now = registry.getUtility(IClock).now()
    standing = filter(_stands, map(portal.__objectmap__.object_for, sorted(gone.resources)))
    outer_first = sorted(standing, key=lambda each: len(list(lineage(each))))
    kept.extend(lay_away(each, _ACTOR, '', now, registry) for each in outer_first
                if _stands(each))  # else it went with what it was in
    return kept


def give_back(portal, kept, registry):
    """Let what was withheld lie in the bin of its site, or of the portal where that is gone."""
    for entry in kept:
        if find_portal(entry.site) is not portal:
            entry.site = portal
        put_in(entry)


def _stands(resource):
    """Return whether ``resource`` stands in a place; texts and versions go with what they belong
    to.
    """
    place = getattr(resource, '__parent__', None)
    return hasattr(place, 'remove') and place.get(resource.__name__) is resource


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
