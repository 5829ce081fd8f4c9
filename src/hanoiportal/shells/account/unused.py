"""Tài khoản lâu không dùng: they are disabled, after the time that ``account_rules.csv`` says.

Nobody else may log in with what its owner has forgotten.  Who manages accounts opens it again.
"""
from ...base.interfaces import IClock
from ...editorial.suspension.safety import is_administrator
from ...kernel.security.authentication.unused import last_use, unused
from ...kernel.security.authentication.usage import kept_usage_of
from ...kernel.tree.events import SYSTEM, Action, send

SECONDS = 3600


def disable_unused(environment):
    """Job: disable what nobody has used for so long, each in a transaction of its own; note those
    that are seen for the first time, whose time begins now.
    """
    portal, registry = environment.portal, environment.registry
    new = [each for each in portal['accounts'].by_id.values() if last_use(portal, each) is None]
    if new:
        environment.in_transaction(lambda: _note(portal, new, environment.clock.now()))
    for account in list(unused(portal, registry)):
        environment.in_transaction(lambda found=account: _disable(portal, registry, found))


def _note(portal, accounts, now):
    for account in accounts:
        usage = kept_usage_of(portal, account)
        usage.last = usage.last or now


def _disable(portal, registry, account):
    now = registry.getUtility(IClock).now()
    others = (each for each in portal['accounts'].by_id.values() if each is not account)
    if is_administrator(portal, account, now) and not any(
            is_administrator(portal, each, now) for each in others):
        return
    account.disabled = True
    send(registry)(Action(account, 'disable_unused', SYSTEM))
