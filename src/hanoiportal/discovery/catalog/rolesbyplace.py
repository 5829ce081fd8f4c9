"""Which roles somebody holds at which places, as plain numbers that outlive a request.

An editor with hundreds of local roles asks for the same again with every page.  What follows from
the content database alone is kept in memory under the transaction that it was read from, and
until the next moment at which a role of theirs begins or ends.
"""
import datetime
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from pyramid.location import lineage
from pyramid_zodbconn import get_connection
from zope.interface import Interface

from ...base.interfaces import IClock, IItem
from ...base.permissions import DESK
from ...kernel.security.authorization.groups import principals_of
from ...kernel.security.authorization.places import places_of
from ...kernel.security.authorization.roles import ROLES
from ...kernel.storage import snapshot
from ...kernel.tree.lookup import find_site, texts_of

#: So many people are remembered at once.
MOST = 500


class IRolesByPlaceCache(Interface):
    """The ``RolesByPlaceCache`` of this process, as a utility."""


@dataclass(frozen=True)
class HeldRole:
    """Roles in force at one place.

    ``path``: object ids of the place and of all above it.  ``texts``: of its own texts, if it is
    an item.  ``site``: id of its site.  ``works``: whether the roles open the desk.
    """

    oid: int
    path: tuple[int, ...]
    roles: frozenset[str]
    texts: tuple[int, ...]
    site: int
    works: bool


@dataclass(frozen=True)
class RolesByPlace:
    """All that somebody holds.  ``principal``: id of the account, ``''`` for nobody.

    ``sites``: ``[(object id, title)]`` of the sites they work in, by title.
    ``until``: aware UTC ``datetime`` from which this is no more so, or ``None``.
    ``areas``: what has been asked of the catalog by it, see ``work.Reach``.
    """

    principal: str = ''
    held: tuple[HeldRole, ...] = ()
    sites: tuple[tuple[int, str], ...] = ()
    until: datetime.datetime | None = None
    areas: dict[object, object] = field(default_factory=dict)


class RolesByPlaceCache:
    """``RolesByPlace`` by key, the longest not asked for thrown out.  Thread-safe."""

    def __init__(self):
        self._kept = OrderedDict()
        self._lock = Lock()

    def get(self, key, now):
        """Return the ``RolesByPlace`` under ``key`` if they still hold at ``now``, or ``None``.
        """
        with self._lock:
            found = self._kept.get(key)
            if found is None or found.until is not None and found.until <= now:
                return None
            self._kept.move_to_end(key)
            return found

    def put(self, key, roles):
        """Cache ``roles``."""
        with self._lock:
            self._kept[key] = roles
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)


def roles_by_place_of(request):
    """Return the ``RolesByPlace`` of who asks; remembered where the request only reads."""
    account, now = request.identity, request.registry.getUtility(IClock).now()
    if account is None or request.owes:
        return RolesByPlace()
    if request.method not in ('GET', 'HEAD'):
        return measured(request.root, account, now)
    memory = request.registry.getUtility(IRolesByPlaceCache)
    key = account.id, snapshot.of(get_connection(request))
    found = memory.get(key, now)
    if found is None:
        found = measured(request.root, account, now)
        memory.put(key, found)
    return found


def measured(portal, account, now):
    """Return the ``RolesByPlace`` of ``account`` at ``now``, aware UTC, read from the tree."""
    held, turns, sites = [], [], {}
    for place, grants in places_of(portal, principals_of(portal, account)):
        roles = frozenset(role for role, given in grants.items() if given.holds(now))
        turns += [moment for given in grants.values() for moment in (given.starts, given.ends)
                  if moment is not None and moment > now]
        if roles:
            site = find_site(place)
            held.append(_held(place, roles, site))
            if held[-1].works:
                sites[site.__oid__] = site.title
    return RolesByPlace(account.id, tuple(held),
                    tuple(sorted(sites.items(), key=lambda site: site[1])),
                    min(turns, default=None))


def _held(place, roles, site):
    texts = tuple(text.__oid__ for text in texts_of(place)) if IItem.providedBy(place) else ()
    return HeldRole(place.__oid__, tuple(each.__oid__ for each in lineage(place)), roles, texts,
                site.__oid__, any(DESK in ROLES[role] for role in roles))
