"""What must not be suspended, and whom a report goes to."""
import datetime

from ...base.i18n import _
from ...base.interfaces import IPortal, IResource
from ...base.permissions import CONFIRM
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authorization.grants import holdings, roles_at
from ...kernel.security.authorization.groups import principals_of
from ...kernel.security.authorization.roles import ADMINISTRATOR, ROLES


def against_account(
        portal: IPortal, account: Account, actor: str, now: datetime.datetime) -> str | None:
    """Return why ``actor`` may not suspend ``account``, translatable, or ``None``."""
    if account.id == actor:
        return _('Không thể tự tạm ngừng tài khoản của mình.')
    if account.suspended:
        return _('Tài khoản này đang tạm ngừng.')
    if is_administrator(portal, account, now) and not any(
            is_administrator(portal, other, now)
            for other in portal['accounts'].by_id.values() if other.id != account.id):
        return _('Đây là quản trị hệ thống cuối cùng: hãy giao vai trò này cho người khác trước.')
    return None


def is_administrator(portal: IPortal, account: Account, now: datetime.datetime) -> bool:
    """Return whether ``account`` can log in as an administrator of the whole portal at ``now``."""
    return (account.is_open and account.password_hash is not None
            and ADMINISTRATOR in roles_at(portal, principals_of(portal, account), now))


def managers_of(place: IResource, portal: IPortal, now: datetime.datetime) -> set[str]:
    """Return the ids of the accounts that decide on what is suspended at ``place``."""
    groups = portal['accounts'].groups
    found: set[str] = set()
    for _place, principal, role, given in holdings(place):
        if CONFIRM in ROLES[role] and given.holds(now):
            found |= set(groups[principal].members) if principal in groups else {principal}
    return found
