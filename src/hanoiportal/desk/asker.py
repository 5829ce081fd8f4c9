"""Who asks, and where they work."""
from functools import cached_property

from pyramid.location import lineage

from ..interfaces import IClock
from ..permissions import DESK
from ..security.groups import principals_of
from ..security.places import places_of
from ..security.roles import ROLES
from ..tree.lookup import find_site


class Asker:
    """The person whose request it is.

    ``account``: an ``Account``, or ``None`` for somebody who is not logged in, or whose one-time
    password opens nothing yet.
    """

    def __init__(self, request):
        account = request.identity
        usable = account is not None and not account.must_change_password
        self.account = account if usable else None
        self._portal = request.root
        self._root = request.virtual_root
        self._now = request.registry.getUtility(IClock).now()

    @cached_property
    def principals(self):
        """The ids under which the asker holds roles."""
        return principals_of(self._portal, self.account) if self.account else frozenset()

    @cached_property
    def grants(self):
        """``[(place, roles)]`` of the roles in force that open the desk below the virtual root."""
        return [(place, roles) for place, roles in self._held()
                if any(DESK in ROLES[role] for role in roles)]

    def _held(self):
        for place, held in places_of(self._portal, self.principals):
            roles = frozenset(role for role, given in held.items() if given.holds(self._now))
            if roles and self._reaches(place):
                yield place, roles

    def _reaches(self, place):
        """Return whether ``place`` lies below the virtual root or above it."""
        root = self._root
        return root.__parent__ is None or root in lineage(place) or place in lineage(root)

    @property
    def works(self):
        """Whether there is a place where the asker works."""
        return bool(self.grants)

    @cached_property
    def sites(self):
        """The sites that the asker holds roles in, by title."""
        sites = {site.__oid__: site for site in
                 (find_site(place) for place, _roles in self.grants)}
        return sorted(sites.values(), key=lambda site: site.title)


def asker_of(request):
    """Return the ``Asker`` of ``request``, the same one each time."""
    return request.desk_asker


def includeme(config):
    config.add_request_method(Asker, 'desk_asker', reify=True)
