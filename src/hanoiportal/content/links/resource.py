"""The references made in one site.  Renaming this module needs an upgrade step."""
from collections.abc import Iterator

from BTrees import family32, family64
from persistent import Persistent

from ...base.interfaces import IResource


class References(Persistent):
    """Which documents of a site lead to which paths, and to which addresses outside the portal.

    Paths and not ids are kept: what is moved, removed, put back or made anew needs no change
    here.  Each site has its own, so that sites do not meet in a conflict.

    ``pairs``: ``(path below the portal or address, object id of the document)``.
    ``known``: ``{object id: paths}``.
    """

    def __init__(self):
        self.pairs = family64.OO.TreeSet()
        self.known = family32.IO.BTree()

    def put(self, objectid, paths):
        """Let the document lead to ``paths``, a sorted tuple, and to nothing else."""
        before = self.known.get(objectid, ())
        if paths == before:
            return
        self.pairs.update((path, objectid) for path in set(paths) - set(before))
        for path in set(before) - set(paths):
            self.pairs.remove((path, objectid))
        if paths:
            self.known[objectid] = paths
        else:
            del self.known[objectid]

    def to(self, path):
        """Yield ``(path, object id)`` of what leads to ``path`` or below it."""
        path = path.rstrip('/')
        if path:
            yield from self.pairs.keys((path,), (path, family32.maxint))
        yield from self.pairs.keys((path + '/',), (path + '0',))  # "0" follows "/"

    def inside(self) -> Iterator[tuple[str, int]]:
        """Yield ``(path, object id)`` of what leads to the portal."""
        yield from self.pairs.keys(('/',), ('0',))

    def outside(self) -> Iterator[tuple[str, int]]:
        """Yield ``(address, object id)`` of what leads out of it."""
        yield from self.pairs.keys(('http',), ('httpt',))


def references_of(site: IResource) -> References | None:
    """Return the ``References`` of ``site``, or ``None`` if nothing there ever led anywhere."""
    return getattr(site, 'references', None)
