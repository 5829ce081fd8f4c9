"""From what events of the tree tell to entries; a mass of them is counted."""
from hashlib import sha256

from .digests import digests_of
from .entries import Entry
from .places import logged_path

#: What resources tell of themselves, without a reason.
ADD, EDIT, PUBLISH, REMOVE = 'add', 'edit', 'publish', 'remove'
#: So many actions of one kind in one transaction are told one by one; more are counted.
MOST = 20


def entries_of(seen, told, portal, registry):
    """Return ``[(ledger, Entry)]`` of one transaction; the arguments are those of ``Pending``.

    An edit is a part of whatever else was done to the resource in the transaction.
    """
    found, groups = [], {}
    done = {entry.oid for _ledger, entry in told} | {
        oid for _ledger, _who, action, oid in seen if action != EDIT}
    for (ledger, who, action, oid), known in seen.items():
        if action != EDIT or oid not in done:
            groups.setdefault((ledger, who, action), {})[oid] = known
    for (ledger, who, action), many in groups.items():
        if len(many) > MOST:
            found.append((ledger, _counted(portal, ledger, who, action, many)))
        else:
            found += ((ledger, _one(portal, registry, who, action, oid, *known))
                      for oid, known in many.items())
    return found + told


def _one(portal, registry, who, action, oid, when, path, before):
    resource = portal.__objectmap__.object_for(oid)
    if path is None:
        path = '' if resource is None else logged_path(resource)
    after = ''
    if resource is not None and action in (ADD, EDIT, PUBLISH):
        earlier, after = digests_of(resource, registry)
        before = before or (earlier if action == EDIT else '')
    return Entry(who, action, when, oid, path, before, after)


def _counted(portal, ledger, who, action, many):
    """Return one entry for ``many`` resources: how many, and the digest of their ids in order.
    """
    place = portal.__objectmap__.object_for(ledger)
    oids = ','.join(map(str, sorted(many)))
    when = next(iter(many.values()))[0]
    return Entry(
        who, action, when, ledger, '' if place is None else logged_path(place),
        details={'count': len(many), 'oids_sha256': sha256(oids.encode()).hexdigest()})
