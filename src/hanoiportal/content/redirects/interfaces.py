"""What the redirects promise to their callers."""
from dataclasses import dataclass

from zope.interface import Interface


@dataclass(frozen=True)
class Lead:
    """Where an address that was public once leads.

    ``page``: the public resource, or ``None`` if what was there is gone.
    """

    page: object


class IRedirects(Interface):
    """The addresses at which something public once stood.  Never writes."""

    def lead(path):
        """Return the ``Lead`` of ``path``, or ``None`` if nothing public ever left it.

        ``path``: below the portal, as ``tree.lookup.path_of`` gives it.
        The last that was public there counts; ``page`` never leads on to a third address.
        """

    def present(resource):
        """Return the public page that stands for ``resource``: itself, or what it was
        consolidated into; ``None`` if there is none.
        """

    def former(resource):
        """Return the paths at which ``resource`` was public before and does not stand now."""


class IMoving(Interface):
    """Moves resources from place to place within a site, as one actor.  Never commits."""

    def may_move(resource):
        """Tell whether the asker may take ``resource`` from where it stands: what the public
        reads by the right to withdraw it, a place by the right to arrange the site.
        """

    def objections(resource, place, name=''):
        """Return ``{field: why}`` against letting ``resource`` stand in ``place``; ``{}`` if it
        may be moved there.
        """

    def places(resource):
        """Return the places of the site, as a list, that the asker may move ``resource`` to."""

    def move(resource, place, actor, name=''):
        """Let ``resource`` stand in ``place``, under ``name`` or the name it has.

        It keeps its object ids, texts, history, state and roles; old addresses that were public
        lead to the new one.  Sends a ``Deed``.  Raises ``errors.Refused``.
        """
