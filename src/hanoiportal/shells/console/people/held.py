"""Which roles an account holds, and where, in words."""
import datetime
from collections.abc import Iterator
from typing import NamedTuple, cast

from pyramid.request import Request

from ....base.clock import moment
from ....base.i18n import DEFAULT
from ....base.interfaces import IPortal, IResource, ISite
from ....editorial.boards.interfaces import ISharing
from ....kernel.security.authentication.accounts import Account
from ....kernel.security.authorization.groups import principals_of
from ....kernel.security.authorization.places import places_of
from ....kernel.security.authorization.roles import TITLES
from ....kernel.tree.lookup import find_site
from ..frame.wording import title_of


class Held(NamedTuple):
    """A role that somebody holds, in force or not.

    ``name``, ``role``: name and title of the role.  ``site``, ``place``: titles; ``place`` is
    ``''`` for a role of the whole site.  ``at``, ``resource``: the site and the place itself.
    """

    name: str
    role: str
    site: str
    place: str
    at: ISite
    resource: IResource
    basis: str
    starts: str
    ends: str
    in_force: bool


def held_by(
        portal: IPortal, account: Account, now: datetime.datetime | None = None,
        tag: str = DEFAULT) -> Iterator[Held]:
    """Yield what ``account`` and its groups hold in ``portal``, said in the language ``tag``.

    ``now``: at which it is in force or not, aware; without it all is told as if it were.
    """
    for found, held in places_of(portal, principals_of(portal, account)):
        place = cast('IResource', found)
        site = find_site(place)
        inner = '' if ISite.providedBy(place) else str(title_of(place, tag))
        for role, given in sorted(held.items()):
            yield Held(
                role, TITLES[role], str(title_of(site, tag)), inner, site, place, given.basis,
                moment(given.starts), moment(given.ends), now is None or given.holds(now))


def uncoordinated(account: Account, request: Request,
                  now: datetime.datetime) -> frozenset[tuple[int, str]]:
    """Return the object id of the place and the name of each role in force that ``account`` holds
    and may not be given now (9.3).
    """
    asked = request.service(ISharing).objection
    return frozenset(
        (cast('IResource', place).__oid__, role)
        for place, held in places_of(request.root, principals_of(request.root, account))
        for role, given in held.items()
        if given.holds(now) and asked(cast('IResource', place), account.id, role))
