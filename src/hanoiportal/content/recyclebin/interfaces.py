"""What the recycle bin promises to its callers."""
from zope.interface import Attribute, Interface

#: Name of the withholding of resources; what it keeps is a sequence with the ``Discarded`` first.
RESOURCES = 'resources'


class IRecycleBin(Interface):
    """The bin of one site.  It has no address; events of what moves in or out of it name it as
    where that moves.
    """

    entries = Attribute('``{object id: Discarded}``')


class IRecycling(Interface):
    """Takes resources out of the tree so that they can come back.  Never commits.

    What lies in a bin is in no address, list, search, catalog or picker.
    """

    def discard(resource, actor, why=''):
        """Lay ``resource`` with all below it into the bin of its site; return the ``Discarded``.

        A site goes into the bin of the portal.  Sends a ``Deed``.
        Raises ``errors.Refused``.
        """

    def entries(site):
        """Return each ``Discarded`` in the bin of ``site`` that the asker may put back, the
        latest first.
        """

    def entry(site, objectid):
        """Return that ``Discarded`` of ``site``, or ``None``; also if the asker may not know."""

    def places(entry):
        """Return the places that ``entry`` may be put back into, as a list, where it was first."""

    def restore(entry, actor, place=None, name=''):
        """Put what was discarded back as it was, and return it.

        ``place``, ``name``: where to, instead of where it was.
        Raises ``errors.Refused``: under ``place`` if where it was is gone, under
        ``name`` if something else has taken its name.
        """

    def may_purge(entry):
        """Return whether the asker may destroy what was discarded."""

    def objectids(entry):
        """Return the object ids of all that is in ``entry``, as a list, its own first: of parts,
        of translations, of versions in work, and of what lies in the bin of a site.
        """

    def purge(entry, actor, why=''):
        """Destroy what was discarded, for good; its object ids are not given again.
        Sends a ``Deed``.

        Raises ``errors.Refused``.
        """

