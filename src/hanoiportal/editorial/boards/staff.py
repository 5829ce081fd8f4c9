"""Who works at a site: whom those know who grant roles there and may not list the accounts."""
import datetime
from collections.abc import Mapping
from typing import TypeVar

from ...base.interfaces import IResource
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authorization.groups import Group
from ...kernel.security.authorization.places import principals_in
from ...kernel.tree.lookup import find_portal, find_site

#: Who is told of by a title.
Titled = TypeVar('Titled', Account, Group)


def staff_of(
        resource: IResource, now: datetime.datetime) -> tuple[list[Account], list[Group]]:
    """Return ``(accounts, groups)`` that hold roles in the site of ``resource`` at ``now`` or
    later, by title.

    Those who hold them from above the site are not of its staff: their names are not told.
    """
    site, portal = find_site(resource), find_portal(resource)
    accounts = portal['accounts']
    found: dict[str, Account] = {}
    groups: dict[str, Group] = {}
    for principal in principals_in(portal, site, now):
        if principal in accounts.groups:
            group = groups[principal] = accounts.groups[principal]
            found |= {each: accounts.by_id[each] for each in group.members
                      if each in accounts.by_id}
        elif principal in accounts.by_id:
            found[principal] = accounts.by_id[principal]
    return _by_title(found), _by_title(groups)


def _by_title(found: Mapping[str, Titled]) -> list[Titled]:
    return sorted(found.values(), key=lambda each: (str(each.title), each.id))
