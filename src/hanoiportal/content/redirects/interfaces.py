"""What the redirects promise to their callers."""
from dataclasses import dataclass

from zope.interface import Interface

from ...base.interfaces import IResource


@dataclass(frozen=True)
class Lead:
    """Where an address that was public once leads.

    ``page``: the public resource, or ``None`` if what was there is gone.
    """

    page: IResource | None


class IRedirects(Interface):
    """The addresses at which something public once stood.  Never writes."""

    def lead(path: str) -> Lead | None:
        """Return the ``Lead`` of ``path``, or ``None`` if nothing public ever left it.

        ``path``: below the portal, as ``tree.lookup.path_of`` gives it, perhaps with a query.
        The last that was public there counts; ``page`` never leads on to a third address.
        """

    def present(resource: IResource) -> IResource | None:
        """Return the public page that stands for ``resource``: itself, or what it was
        consolidated into; ``None`` if there is none.
        """

    def former(resource: IResource) -> list[str]:
        """Return the paths at which ``resource`` was public before and does not stand now."""


class IOldAddresses(Interface):
    """Old addresses of things that came from another system.  Never commits."""

    def leave(path: str, resource: IResource) -> bool:
        """Let ``path`` lead to ``resource`` once that is public; return whether it did not yet.

        ``path``: below the portal, perhaps with the query of the old address, decoded.  What
        stands at it now, or comes to stand there, wins over it.
        """


class IMoving(Interface):
    """Moves resources from place to place within a site, as one actor.  Never commits."""

    def may_move(resource: IResource) -> bool:
        """Tell whether the asker may take ``resource`` from where it stands: what the public
        reads by the right to withdraw it, a place by the right to arrange the site.
        """

    def objections(resource: IResource, place: IResource, name: str = '') -> dict[str, str]:
        """Return ``{field: why}`` against letting ``resource`` stand in ``place``; ``{}`` if it
        may be moved there.
        """

    def places(resource: IResource) -> list[IResource]:
        """Return the places of the site that the asker may move ``resource`` to."""

    def move(resource: IResource, place: IResource, actor: str, name: str = '') -> None:
        """Let ``resource`` stand in ``place``, under ``name`` or the name it has.

        It keeps its object ids, texts, history, state and roles; old addresses that were public
        lead to the new one.  Sends an ``Action``.  Raises ``errors.Refused``.
        """
