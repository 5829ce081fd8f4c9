"""The bin of a site and what lies in it.  Renaming this module needs an upgrade step."""
from BTrees import family32
from persistent import Persistent
from zope.interface import alsoProvides, implementer

from ...base.interfaces import IItem
from ...kernel.tree.lookup import find_portal
from .interfaces import IDiscarded, IRecycleBin


@implementer(IRecycleBin)
class RecycleBin(Persistent):
    """Thùng rác of one site: an attribute of it, so that no address leads here."""

    def __init__(self):
        self.entries = family32.IO.BTree()


@implementer(IDiscarded)
class Discarded(Persistent):
    """One resource in the bin, with all that was below it.

    ``name``, ``path``: where it stood; ``place_id``: object id of the place, which may be gone.
    ``followers``: names that stood after it, if the place is kept in order.
    ``moment``: aware UTC ``datetime``.  ``actor``: principal id of who removed it.
    ``number``: of resources, itself included.

    It is never public.  Rights on it are those on the resource where it stood, or at the site if
    the place is gone.
    """

    is_public = False

    def __init__(self, site, resource, path, followers, number, moment, actor, why):
        if IItem.providedBy(resource):
            alsoProvides(self, IItem)  # who has begun it is its owner here too
        self.site = site
        self.resource = resource
        self.name = resource.__name__
        self.path = path
        self.place_id = resource.__parent__.__oid__
        self.followers = followers
        self.number = number
        self.moment = moment
        self.actor = actor
        self.why = why

    @property
    def objectid(self):
        """The object id of the resource, under which the bin keeps it."""
        return self.resource.__oid__

    @property
    def place(self):
        """Where the resource stood, or ``None`` if that is gone itself."""
        return find_portal(self.site).__objectmap__.object_for(self.place_id)

    @property
    def __parent__(self):
        place = self.place
        return self.site if place is None else place

    @property
    def __name__(self):
        return self.name

    @property
    def state(self):
        """The workflow state in which the resource was removed."""
        return self.resource.state

    @property
    def created_by(self):
        """Principal id of who began the resource."""
        return self.resource.created_by

    @property
    def local_roles(self):
        """Roles that were granted at the resource."""
        return self.resource.local_roles


def bin_of(site):
    """Return the bin of ``site``, or ``None`` if nothing was ever removed there."""
    return getattr(site, 'recycle_bin', None)


def open_bin(site):
    """Return the bin of ``site``, made if it is the first time."""
    if bin_of(site) is None:
        site.recycle_bin = RecycleBin()
    return site.recycle_bin
