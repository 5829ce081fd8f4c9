"""Who may be given a task: the staff of the site, as far as they may read the version in work."""
import datetime

from ...base.interfaces import IResource
from ...base.permissions import VIEW
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.reasons import Holder
from ...kernel.security.authorization.roles import EDITORIAL
from ...kernel.tree.lookup import find_portal


def staff(holder: IResource, now: datetime.datetime) -> list[Account]:
    """Return the accounts of the editorial staff that may read ``holder``, by name."""
    accounts = find_portal(holder)['accounts'].by_id
    found = [accounts[each] for each in holders_of(holder, EDITORIAL, now) if each in accounts]
    return sorted((each for each in found
                   if not each.suspended and may_read(holder, each.id, now)),
                  key=lambda each: (each.full_name, each.id))


def may_read(holder: IResource, account: str, now: datetime.datetime) -> bool:
    """Return whether the account with that id may read ``holder``, a version in work."""
    found = _holder(holder, account, now)
    return found is not None and found.may(VIEW, holder) is not None


def roles_of(holder: IResource, account: str, now: datetime.datetime) -> frozenset[str]:
    """Return the roles of the account with that id on ``holder``."""
    found = _holder(holder, account, now)
    return frozenset() if found is None else found.roles(holder)


def _holder(holder: IResource, account: str, now: datetime.datetime) -> Holder | None:
    portal = find_portal(holder)
    found = portal['accounts'].by_id.get(account)
    return None if found is None or found.suspended else Holder(portal, found, now)
