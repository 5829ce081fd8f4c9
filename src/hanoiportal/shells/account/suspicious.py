"""Job: owners are told of attempts on their accounts (ASVS 5.0, 6.3.5).

What happened is read from the ``interactions`` database, what is told is written to that of the
content, together with up to when it was told: so each is told once.
"""
from collections import defaultdict

from ...base.clock import local
from ...kernel.security.authentication.rules import LOCK, IAccountRules
from ...kernel.security.authentication.suspicions import suspicions_in
from ...kernel.security.interactions import interactions_of
from ...platform.notifications.services import notifying

#: Many together make kept pages of visitors anew once.
SECONDS = 300


def tell_owners(environment):
    """Tell each owner what they have not been told."""
    if _untold(environment):
        environment.in_transaction(lambda: _tell(environment))


def _untold(environment):
    """Return ``{account: [Suspicion]}``, the oldest first."""
    portal, found = environment.portal, defaultdict(list)
    now = environment.clock.now()
    hours = environment.registry.getUtility(IAccountRules).number(LOCK, now)
    for owner, each in suspicions_in(interactions_of(portal), now, hours):
        account = portal['accounts'].by_id.get(owner)
        if account is not None and (
                account.told_until is None or account.told_until < each.at):
            found[account].append(each)
    return {account: sorted(held, key=lambda each: each.at) for account, held in found.items()}


def _tell(environment):
    service = notifying(environment.registry)
    for account, held in _untold(environment).items():
        account.told_until = held[-1].at
        for each in held:
            service.notify({account.id}, environment.portal, each.kind,
                           note=f'{local(each.at):%H:%M %d/%m/%Y}')
