"""The addresses that public resources have left.  Renaming this module needs an upgrade step."""
from BTrees import family32, family64
from BTrees.OOBTree import OOBTree
from persistent import Persistent

_SITES = '/sites/'


class Left(Persistent):
    """The addresses left on one site, in a tree of its own: sites do not meet in a conflict.

    ``entries``: ``{path on the site: object ids of what left it, the latest last}``.
    ``known``: ``{object id: paths it left}``.
    """

    def __init__(self):
        self.entries = family64.OO.BTree()
        self.known = family32.IO.BTree()

    def leave(self, path, objectid):
        """Note that ``objectid`` was the last at ``path``."""
        before = [each for each in self.entries.get(path, ()) if each != objectid]
        self.lay_away(path, objectid, before)

    def lay_away(self, path, objectid, before=None):
        """Note the same of what may come back: ``take_back`` leaves all as it was."""
        before = self.entries.get(path, ()) if before is None else before
        self.entries[path] = (*before, objectid)
        known = self.known.get(objectid, ())
        if path not in known:
            self.known[objectid] = (*known, path)

    def take_back(self, path, objectid):
        """Undo the latest ``lay_away``; no-op if there was none."""
        left = list(self.entries.get(path, ()))
        if objectid not in left:
            return
        left.reverse()
        left.remove(objectid)
        left.reverse()
        self._put(path, left)
        if objectid not in left:
            self._unknow(path, objectid)

    def below(self, path):
        """Return ``[(address, object id)]`` of each address below ``path`` that one has left."""
        start = path.rstrip('/')
        return [(each, objectid) for each, left in self.entries.items(
            min=f'{start}/', max=f'{start}0', excludemax=True) for objectid in dict.fromkeys(left)]

    def forget(self, path, objectid):
        """Forget that ``objectid`` has left ``path``; return what ``remember`` needs."""
        known, left = self.known[objectid], self.entries[path]
        self._put(path, [each for each in left if each != objectid])
        self._unknow(path, objectid)
        return path, objectid, known, [
            place for place, each in enumerate(left) if each == objectid]

    def remember(self, path, objectid, known, places):
        """Undo ``forget``; of several, the last first."""
        left = list(self.entries.get(path, ()))
        for place in places:
            left.insert(place, objectid)
        self.entries[path] = tuple(left)
        self.known[objectid] = (*known, *(
            each for each in self.known.get(objectid, ()) if each not in known))

    def _put(self, path, left):
        if left:
            self.entries[path] = tuple(left)
        else:
            del self.entries[path]

    def _unknow(self, path, objectid):
        paths = tuple(each for each in self.known[objectid] if each != path)
        if paths:
            self.known[objectid] = paths
        else:
            del self.known[objectid]


class Redirects(Persistent):
    """``Left`` of each site, by the label it had then; ``''`` for the portal's own pages."""

    def __init__(self):
        self.sites = OOBTree()


def of_site(path):
    """Return ``(label of the site, path on it)`` of ``path``.

    >>> of_site('/sites/bavi/tin/a'), of_site('/sites/bavi'), of_site('/tin/a')
    (('bavi', '/tin/a'), ('bavi', '/'), ('', '/tin/a'))
    """
    if not path.startswith(_SITES):
        return '', path
    label, _slash, rest = path[len(_SITES):].partition('/')
    return label, '/' + rest


def on_portal(label, path):
    """Return the path below the portal of ``path`` on the site ``label``; undoes ``of_site``."""
    if not label:
        return path
    return _SITES + label + path.rstrip('/')


def redirects_of(portal):
    """Return the ``Redirects`` of ``portal``, or ``None`` if nothing was ever left there."""
    return getattr(portal, 'redirects', None)


def left_on(portal, label):
    """Return the ``Left`` of the site, made if it is the first."""
    if redirects_of(portal) is None:
        portal.redirects = Redirects()
    sites = portal.redirects.sites
    if label not in sites:
        sites[label] = Left()
    return sites[label]
