"""Keys that BTrees have kept of what was removed from them.

An inner node of a BTree parts its children by keys, and a key stays there when what it named has
been removed: names, made of titles, would stand in the database for ever.
"""
from itertools import chain

from ZODB.utils import get_pickle_metadata

#: Trees whose keys may be texts: those of objects.
_MODULES, _KINDS = 'BTrees.O', ('BTree', 'TreeSet')


def renew(connection):
    """Write each tree anew whose inner nodes name keys that are not in it; return how many.

    ``connection``: of the database, all of whose records are looked at.
    """
    parted, inner = {}, set()
    for oid in _trees(connection.db().storage):
        children, keys = _parts(connection.get(oid))
        if keys:
            parted[oid] = keys, children
            inner.update(children)
    stale = [oid for oid in parted if oid not in inner and _is_stale(oid, parted, connection)]
    for oid in stale:
        _write_anew(connection.get(oid))
    return len(stale)


def _trees(storage):
    following = None
    while True:
        oid, _tid, data, following = storage.record_iternext(following)
        module, name = get_pickle_metadata(data)
        if module.startswith(_MODULES) and name.endswith(_KINDS):
            yield oid
        if following is None:
            return


def _parts(tree):
    """Return the ids of the trees below ``tree``, and the keys between them."""
    state = tree.__getstate__()
    tree._p_deactivate()
    if state is None or len(state) == 1:  # it holds nothing, or all in its own record
        return (), ()
    nodes = state[0]
    return [each._p_oid for each in nodes[::2] if isinstance(each, type(tree))], nodes[1::2]


def _is_stale(oid, parted, connection):
    tree = connection.get(oid)
    return any(key not in tree for key in _keys(oid, parted))


def _keys(oid, parted):
    keys, children = parted.get(oid, ((), ()))
    return chain(keys, *(_keys(child, parted) for child in children))


def _write_anew(tree):
    kept = list(tree.items() if hasattr(tree, 'items') else tree.keys())
    tree.clear()
    tree.update(kept)
