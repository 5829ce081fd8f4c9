"""Taking out of the tree and of every bin what is to be gone for good."""
from ..tree.lookup import walk
from .resource import bin_of


def erase_resources(portal, gone, registry):
    """Eraser: let nothing lead to ``gone.resources`` any more, wherever they stand."""
    for oid in sorted(gone.resources):
        _take_out(portal.__objectmap__.object_for(oid), registry)
    for site in (portal, *portal['sites'].values()):
        _clear(site, gone.resources)


def _take_out(resource, registry):
    """Remove ``resource`` from its place; texts and versions go with what they belong to."""
    name = getattr(resource, '__name__', None)
    place = getattr(resource, '__parent__', None)
    if place is not None and hasattr(place, 'remove') and place.get(name) is resource:
        place.remove(name, registry=registry)


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
