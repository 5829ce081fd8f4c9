"""Taking a resource out of the tree as a bin keeps it."""
from ...kernel.tree.lookup import find_portal, find_site, path_of, texts_of, walk
from .resource import Discarded, open_bin


def detach(resource, actor, why, now, registry):
    """Take ``resource`` with all below it out of the tree; return the ``Discarded``, which lies in
    no bin yet.
    """
    place, portal, going = resource.__parent__, find_portal(resource), list(walk(resource))
    entry = Discarded(find_site(place), resource, path_of(resource),
                      _after(place, resource.__name__), len(going), now, actor, why)
    place.remove(resource.__name__, moving=open_bin(entry.site), registry=registry)
    portal.__objectmap__.reserve(objectids(going))
    return entry


def put_in_bin(entry):
    """Let ``entry``, a ``Discarded``, lie in the bin of its site."""
    open_bin(entry.site).entries[entry.objectid] = entry


def objectids(resources):
    """Return the object ids of ``resources`` and their texts, as a list."""
    return [text.__oid__ for resource in resources for text in texts_of(resource)]


def _after(place, name):
    """Return the names that stand after ``name``, if ``place`` is kept in order."""
    if not place.is_ordered():
        return ()
    names = list(place.keys())
    return tuple(names[names.index(name) + 1:])
