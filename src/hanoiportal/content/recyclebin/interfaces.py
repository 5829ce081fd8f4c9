"""What the recycle bin promises to its callers."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface

if TYPE_CHECKING:
    import datetime
    from collections.abc import MutableMapping

    from ...base.interfaces import IResource, ISite

#: Name of the withholding of resources; what it keeps is a sequence with the ``Discarded`` first.
RESOURCES = 'resources'


class IDiscarded(Interface):
    """One resource in the bin, with all that was below it: what it was and where it stood."""

    objectid: int = Attribute('that of the resource')
    resource: IResource = Attribute('as it was')
    name: str = Attribute('under which it stood')
    path: str = Attribute('at which it stood, below the portal')
    number: int = Attribute('of resources, itself included')
    moment: datetime.datetime = Attribute('when it was discarded, aware UTC')
    actor: str = Attribute('principal id of who discarded it')
    why: str = Attribute('what they said of it')


class IRecycleBin(Interface):
    """The bin of one site.  It has no address; events of what moves in or out of it name it as
    where that moves.
    """

    entries: MutableMapping[int, IDiscarded] = Attribute('by the object id of what was discarded')


class IRecycling(Interface):
    """Takes resources out of the tree so that they can come back.  Never commits.

    What lies in a bin is in no address, list, search, catalog or picker.
    """

    def discard(resource: IResource, actor: str, why: str = '') -> IDiscarded:
        """Lay ``resource`` with all below it into the bin of its site; return the ``Discarded``.

        A site goes into the bin of the portal.  Sends an ``Action``.
        Raises ``errors.Refused``.
        """

    def reasons_against(resource: IResource) -> list[str]:
        """Return why nobody may discard ``resource``, translatable: it, or something in it, must
        stay public; ``[]`` if nothing must.
        """

    def entries(site: ISite) -> list[IDiscarded]:
        """Return each ``Discarded`` in the bin of ``site`` that the asker may put back, the
        latest first.
        """

    def entry(site: ISite, objectid: int) -> IDiscarded | None:
        """Return that ``Discarded`` of ``site``, or ``None``; also if the asker may not know."""

    def places(entry: IDiscarded) -> list[IResource]:
        """Return the places that ``entry`` may be put back into, where it was first."""

    def restore(
            entry: IDiscarded, actor: str, place: IResource | None = None,
            name: str = '') -> IResource:
        """Put what was discarded back as it was, and return it.

        ``place``, ``name``: where to, instead of where it was.
        Raises ``errors.Refused``: under ``place`` if where it was is gone, under
        ``name`` if something else has taken its name.
        """

    def may_purge(entry: IDiscarded) -> bool:
        """Return whether the asker may destroy what was discarded."""

    def objectids(entry: IDiscarded) -> list[int]:
        """Return the object ids of all that is in ``entry``, its own first: of parts,
        of translations, of versions in work, and of what lies in the bin of a site.
        """

    def purge(entry: IDiscarded, actor: str, why: str = '') -> None:
        """Destroy what was discarded, for good; its object ids are not given again.
        Sends an ``Action``.

        Raises ``errors.Refused``.
        """

