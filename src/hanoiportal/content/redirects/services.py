"""``IRedirects``: where an address leads, as plain objects that know nothing of HTTP."""
from zope.interface import implementer

from ...base.interfaces import IItem
from ...kernel.tree.lookup import find_portal, path_of
from ...kernel.tree.sharing import item_shared
from ...kernel.workflow.interfaces import IN_WORK
from .interfaces import IOldAddresses, IRedirects, Lead
from .resource import left_on, of_site, on_portal, redirects_of


@implementer(IRedirects)
class RedirectService:
    """``IRedirects`` of one portal."""

    def __init__(self, portal):
        self._portal = portal
        self._objects = portal.__objectmap__.objects

    def lead(self, path):
        left = self._left(path)
        found = self._objects.get(left[-1]) if left else None
        if not left:
            found = self._shared(path)
            return None if found is None else Lead(self.present(found))
        return None if _is_to_come(found) else Lead(self.present(found))

    def _left(self, path):
        """Return the object ids of what has left ``path``, ``None`` if nothing has."""
        redirects = redirects_of(self._portal)
        label, rest = of_site(path)
        left = redirects and redirects.sites.get(label)
        return left and left.entries.get(rest)

    def _shared(self, path):
        """Return what a site shares with others in a section that has left the address above
        ``path``, ``None`` if nothing.
        """
        above, _slash, name = path.rpartition('/')
        left = self._left(above) if above else None
        section = self._objects.get(left[-1]) if left else None
        return None if section is None else item_shared(section, name)

    def present(self, resource):
        seen = set()
        while resource is not None and not resource.is_public:
            seen.add(resource.__oid__)
            resource = self._objects.get(getattr(resource, 'moved_to', None) or 0)
            if resource is not None and resource.__oid__ in seen:
                return None
        return resource

    def former(self, resource):
        redirects = redirects_of(self._portal)
        if redirects is None:
            return []
        here = path_of(resource)
        paths = (
            on_portal(label, path) for label, left in redirects.sites.items()
            for path in left.known.get(resource.__oid__, ())
            if left.entries[path][-1] == resource.__oid__)
        return [path for path in paths if path != here]


def _is_to_come(resource):
    """Return whether ``resource`` came from another system and was never public here."""
    return IItem.providedBy(resource) and resource.state in IN_WORK and not resource.approvals


@implementer(IOldAddresses)
class OldAddresses:
    """``IOldAddresses``."""

    def leave(self, path, resource):
        label, rest = of_site(path)
        left = left_on(find_portal(resource), label)
        if left.entries.get(rest, ())[-1:] == (resource.__oid__,):
            return False
        left.leave(rest, resource.__oid__)
        return True


def old_addresses(request):
    return OldAddresses()


def redirect_service(request):
    return RedirectService(request.root)
