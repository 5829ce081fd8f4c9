"""Who asks, and where they work."""
from pyramid.decorator import reify
from pyramid.location import lineage

from ....discovery.catalog.rolesbyplace import roles_by_place_of
from ....kernel.security.authorization.roles import ROLES


class CurrentUser:
    """The person whose request it is.

    ``account``: an ``Account``, or ``None`` for somebody who is not logged in, or whose one-time
    password opens nothing yet.
    """

    def __init__(self, request):
        self._standing = roles_by_place_of(request)
        self.account = request.identity if self._standing.principal else None
        self._root = request.virtual_root
        self._whole = self._root.__parent__ is None
        self._objects = request.root.__objectmap__.objects

    @reify
    def grants(self):
        """``[(place, roles)]`` of the roles in force that open the desk below the virtual root."""
        return [(self._objects[held.oid], held.roles) for held in self._here]

    def first_place_in(self, site):
        """Return the first place in ``site`` at which the user holds a role, else ``site``."""
        return next((self._objects[held.oid] for held in self._here
                     if held.site == site.__oid__), site)

    @property
    def kinds_of_grants(self):
        """The different sets of roles that the user holds at one place each."""
        return {held.roles for held in self._here}

    def roles_at(self, place):
        """Return the roles in force that were granted at ``place`` itself, a set."""
        return {role for held in self._here if held.oid == place.__oid__ for role in held.roles}

    def places_with(self, permission):
        """Yield the places at which a role of the user allows ``permission`` in some state."""
        allowing = {role for role, permissions in ROLES.items() if permission in permissions}
        return (self._objects[held.oid] for held in self._here
                if not held.roles.isdisjoint(allowing))

    @reify
    def _here(self):
        """The ``HeldRole`` that open the desk at the virtual root, above or below it."""
        held = [each for each in self._standing.held if each.works]
        if self._whole:
            return held
        above = {place.__oid__ for place in lineage(self._root)}
        return [each for each in held if each.oid in above or self._root.__oid__ in each.path]

    @property
    def works(self):
        """Whether there is a place where the user works."""
        return bool(self._standing.sites) if self._whole else bool(self._here)

    @reify
    def sites(self):
        """``[(object id, title)]`` of the sites that the user works in, by title."""
        if self._whole:
            return self._standing.sites
        here = {held.site for held in self._here}
        return tuple(site for site in self._standing.sites if site[0] in here)

    def site(self, oid):
        """Return the site with that object id."""
        return self._objects[oid]


def current_user_of(request):
    """Return the ``CurrentUser`` of ``request``, the same one each time."""
    return request.desk_asker


def includeme(config):
    config.add_request_method(CurrentUser, 'desk_asker', reify=True)
