"""Forgetting what was asked for somebody whose account is to be gone for good."""
from persistent import Persistent
from pyramid.registry import Registry

from ...base.interfaces import IPortal
from ...content.erasure.interfaces import Erased
from .resource import RoleRequest


def forget_requests(portal: IPortal, gone: Erased, registry: Registry) -> None:
    """Eraser: no request for a role waits that names the log-in or address of ``gone.accounts``.
    """
    withhold_requests(portal, gone, registry)


def withhold_requests(portal: IPortal, gone: Erased, registry: Registry) -> dict[str, RoleRequest]:
    """Withhold the same; keep ``{key: request}``."""
    accounts, waiting = portal['accounts'], getattr(portal, 'role_requests', {})
    names = {name for account in filter(None, map(accounts.by_id.get, gone.accounts))
             for name in (account.__name__, account.email.lower())}
    kept = {key: asked for key, asked in waiting.items() if asked.login.lower() in names}
    for key in kept:
        del waiting[key]
    return kept


def give_back_requests(
        portal: Persistent, kept: dict[str, RoleRequest], registry: Registry) -> None:
    """Let the requests wait again."""
    portal.role_requests.update(kept)
