"""Two portals for tests of import and export, and all that can be told of one."""
import json
from argparse import Namespace

from BTrees.OOBTree import OOTreeSet
from hanoiportal.kernel.inspection.upload import StoredFile
from hanoiportal.kernel.storage.databases import ROOT
from hanoiportal.kernel.tree.lookup import path_of, walk
from hanoiportal.shells.commands import exporting, importing
from persistent import Persistent

#: How a resource hangs in its tree; told by paths and order instead.
MECHANICS = {
    '__parent__', '__name__', '__oid__', '__objectmap__', 'data', 'indexes', 'translations',
    'by_id', 'generation', '_num_objects', '_order', '_order_oids', '_reorderable',
    'places_by_principal', 'references', 'dues',
    # what was done in a portal stays in it
    'deeds', 'ledger', 'counted', 'told_dates', 'told_comments', 'announced', 'suspensions',
    'approvals', 'review', 'made_from', 'stale_since',  # work that is going on is not exported
    'carried_host',
    'workplace'}  # an object id: the file names its site
NOTHING = (None, False, (), [], {})


def imported(environment, path, keep_good=False, names_basis='Quyết định số 1/QĐ-UBND'):
    """Import the file at ``path`` and return the command's exit status."""
    return importing.run(environment, Namespace(
        file=path, keep_good=keep_good, names_basis=names_basis))


def exported(environment, path, at='/', with_passwords=False):
    """Export to ``path`` and return its bytes."""
    exporting.run(environment, Namespace(file=path, at=at, with_passwords=with_passwords))
    return path.read_bytes()


def written(path, *records):
    """Write ``records``, objects or bytes of a line, to ``path`` and return it."""
    path.write_bytes(b''.join(
        (each if isinstance(each, bytes) else json.dumps(each).encode()) + b'\n'
        for each in records))
    return path


def described(environment):
    """Return all that the tree holds, as ``{(path, language): {name: value}}``; ``{}`` if none."""
    found = {}
    for resource in walk(environment.root[ROOT]) if ROOT in environment.root else ():
        found[path_of(resource), 'vi'] = told(resource)
        for tag, translation in getattr(resource, 'translations', {}).items():
            found[path_of(resource), tag] = told(translation)
    return found


def told(resource):
    """Return what ``resource`` says of itself, and the names in it in their order."""
    known = {name: plain(value) for name, value in vars(resource).items()
             if name not in MECHANICS and not name.startswith('_v')}
    names = tuple(resource.keys()) if hasattr(resource, 'keys') else ()
    return {'class': type(resource).__name__, 'names': names, **{
        name: value for name, value in known.items()
        if value not in NOTHING and value != plain(getattr(type(resource), name, None))}}


def plain(value):
    """Return ``value`` without identity, so that two portals can be compared."""
    if isinstance(value, StoredFile):
        with value.open() as file:
            return type(value).__name__, value.filename, value.mimetype, value.sha256, file.read()
    if isinstance(value, OOTreeSet):
        return sorted(value)
    if isinstance(value, Persistent) and not hasattr(value, 'items') and not hasattr(
            value, 'append'):
        return type(value).__name__, {name: plain(part) for name, part in vars(value).items()}
    if hasattr(value, 'items'):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)) or type(value).__name__ == 'PersistentList':
        return [plain(part) for part in value]
    return value


def indexed(environment):
    """Return the paths that the catalog lists, the newest first."""
    portal = environment.portal
    objects = portal.__objectmap__.objects
    return [path_of(objects[docid])
            for docid in portal.indexes.latest.ids(portal.__oid__, 'vi')]


def differences(one, other):
    """Return ``[(key, name, value, other value)]`` of two descriptions."""
    return [
        (key, name, one.get(key, {}).get(name), other.get(key, {}).get(name))
        for key in sorted(set(one) | set(other))
        for name in sorted(set(one.get(key, {})) | set(other.get(key, {})))
        if one.get(key, {}).get(name) != other.get(key, {}).get(name)]
