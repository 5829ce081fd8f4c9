"""What must not be suspended, and whom a report goes to."""
import datetime

from pyramid.registry import Registry

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IPortal, IResource
from ...base.permissions import CONFIRM
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authentication.aging import is_bound
from ...kernel.security.authentication.rules import SUSPENSION_ALONE, IAccountRules
from ...kernel.security.authorization.grants import holdings, roles_at
from ...kernel.security.authorization.groups import principals_of
from ...kernel.security.authorization.roles import ADMINISTRATOR, ROLES
from .resource import Suspension

LONGEST_BASIS = 500


def against_account(
        portal: IPortal, account: Account, actor: str, now: datetime.datetime,
        found: Suspension | None) -> str | None:
    """Return why ``actor`` may not suspend ``account``, translatable, or ``None``.

    ``found``: the suspension of it that is in force.
    """
    if account.id == actor:
        return _('Không thể tự tạm ngừng tài khoản của mình.')
    if account.suspended:
        return _('Tài khoản này đang tạm ngừng.') if found is None else said_of(portal, found)
    if is_administrator(portal, account, now) and not any(
            is_administrator(portal, other, now)
            for other in portal['accounts'].by_id.values() if other.id != account.id):
        return _('Đây là quản trị hệ thống cuối cùng: hãy giao vai trò này cho người khác trước.')
    return None


def said_of(portal: IPortal, found: Suspension) -> str:
    """Return who suspended an account already and when, translatable: nothing has changed."""
    return _('${person} đã tạm ngừng tài khoản này lúc ${time}. Không có gì thay đổi.', mapping={
        'person': name_of(portal, found.actor), 'time': moment(found.since)})


def name_of(portal: IPortal, principal: str) -> str:
    """Return the name of the account with the id ``principal``, else that id."""
    account = portal['accounts'].by_id.get(principal)
    return principal if account is None else account.full_name or account.id


def basis_problem(basis: str) -> str | None:
    """Return why ``basis`` is none that the suspension of an account can stand on, or ``None``.
    """
    if not basis or len(basis) > LONGEST_BASIS:
        return _('Phải ghi căn cứ tạm ngừng, ví dụ số và ngày của văn bản, hoặc khoản 9 Điều 8 '
                 'Quy chế.')
    return None


def confirm_by(
        portal: IPortal, account: Account, registry: Registry,
        now: datetime.datetime) -> datetime.datetime | None:
    """Return by when a second person must confirm that ``account`` is suspended from ``now`` on,
    ``None`` if nobody must: it holds no role of administrators, or there is no such rule.
    """
    hours = registry.getUtility(IAccountRules).number(SUSPENSION_ALONE, now)
    if not hours or not is_bound(portal, account, now):
        return None
    return now + datetime.timedelta(hours=hours)


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
