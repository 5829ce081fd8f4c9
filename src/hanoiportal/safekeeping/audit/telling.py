"""From what events of the tree tell to entries: no deed twice, and no mass of them."""
from hashlib import sha256

from .digests import digests_of
from .entries import Entry
from .places import logged_path

#: What resources tell of themselves, without a reason.
ADD, EDIT, MOVE, PUBLISH, REMOVE = 'add', 'edit', 'move', 'publish', 'remove'
#: Of these nothing is told where a deed with a name of its own says more.
_VAGUE = frozenset({EDIT, MOVE})
#: So many deeds of one kind in one transaction are told one by one; more are counted.
MOST = 20


def entries_of(seen, told, portal, registry):
    """Return ``[(ledger, Entry)]`` of one transaction; the arguments are those of ``Pending``."""
    found = []
    for (ledger, who, deed), many in _groups(seen, told).items():
        if len(many) > MOST:
            found.append((ledger, _counted(portal, ledger, who, deed, many)))
        else:
            found += ((ledger, _one(portal, registry, who, deed, oid, *known))
                      for oid, known in many.items())
    return found + told


def _groups(seen, told):
    """Return ``{(ledger, who, deed): {oid: known}}`` of what nothing better tells."""
    named = {(entry.oid, entry.deed) for _ledger, entry in told}
    better = {oid for oid, _deed in named} | {
        oid for _ledger, _who, deed, oid in seen if deed not in _VAGUE}
    groups = {}
    for (ledger, who, deed, oid), known in seen.items():
        if (oid, deed) not in named and (deed not in _VAGUE or oid not in better):
            groups.setdefault((ledger, who, deed), {})[oid] = known
    return groups


def _one(portal, registry, who, deed, oid, when, path, before):
    resource = portal.__objectmap__.object_for(oid)
    if path is None:
        path = '' if resource is None else logged_path(resource)
    after = ''
    if resource is not None and deed in (ADD, EDIT, PUBLISH):
        earlier, after = digests_of(resource, registry)
        before = before or (earlier if deed == EDIT else '')
    return Entry(who, deed, when, oid, path, before, after)


def _counted(portal, ledger, who, deed, many):
    """Return one entry for ``many`` resources: how many, and the digest of their ids in order.
    """
    place = portal.__objectmap__.object_for(ledger)
    oids = ','.join(map(str, sorted(many)))
    when = next(iter(many.values()))[0]
    return Entry(
        who, deed, when, ledger, '' if place is None else logged_path(place),
        details={'count': len(many), 'oids_sha256': sha256(oids.encode()).hexdigest()})
