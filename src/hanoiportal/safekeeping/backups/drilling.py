"""Comparing what a backup brought back with the original, site by site (clause 13.3.b)."""
from contextlib import closing
from dataclasses import dataclass

from ZODB.DB import DB

from ...kernel.storage.databases import ROOT
from ...kernel.storage.interfaces import CONTENT
from ...kernel.storage.snapshot import at_once
from .digests import Site, walk


@dataclass(frozen=True)
class Compared:
    """``sites``: how many were; ``differing``: names of the parts that are not the same;
    ``records``: objects looked at; ``missing``: how many objects are referred to and nowhere.
    """

    sites: int
    differing: tuple[str, ...]
    records: int
    missing: int


def sites_of(storage):
    """Return every ``Site`` in ``storage``, and the ids of what they stand in."""
    database = DB(storage)
    with at_once(database) as connection:
        portal = connection.root().get(ROOT)
        if portal is None:
            return (), ()
        folder = portal['sites']
        return (tuple(Site(f'/sites/{name}', site._p_oid) for name, site in folder.items()),
                (portal._p_oid, folder._p_oid))


def compare(originals, copies, ends, step=lambda: None):
    """Return what was ``Compared``: storages by the name of their database.

    ``ends``: id (``bytes``) of the last transaction of each copy.
    """
    sites, above = sites_of(copies[CONTENT])
    differing, records, missing = [], 0, 0
    for name, copy in copies.items():
        places = (sites, above) if name == CONTENT else ((), ())
        there = walk(copy, ends[name], *places, step=step)
        with closing(originals[name]()) as original:
            here = walk(original, ends[name], *places, step=step)
        differing += [part or name for part in there.digests
                      if there.digests[part] != here.digests[part]]
        records += there.records
        missing += len(there.missing)
    return Compared(len(sites), tuple(differing), records, missing)
