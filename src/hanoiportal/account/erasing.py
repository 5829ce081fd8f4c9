"""Forgetting an account that has left: name, log-in name, mail, keys and notices.

What it did stays in the log under its id, which says nothing of the person.
"""
from ..security import suspicions, usage
from ..security.attempts import attempts_in
from ..security.interactions import interactions_of
from ..security.passwordlinks import drop_link
from ..tasks.absence import kept


def forget_accounts(portal, gone, registry):
    """Eraser: the accounts of ``gone`` are in the list no more."""
    accounts, absent = portal['accounts'], kept(portal)
    for account_id in gone.accounts:
        account = accounts.by_id.get(account_id)
        if account is not None:
            drop_link(account)
            accounts.remove(account.__name__, registry=registry)
        if account_id in absent:
            del absent[account_id]


def forget_use(portal, gone, registry):
    """Eraser: when and by what they were used, and what was tried on them, is not known any more.
    """
    root = interactions_of(portal)
    for account_id in gone.accounts:
        attempts_in(root).reopen(account_id)
        for key in (usage.KEY, suspicions.KEY):
            root.get(key, {}).pop(account_id, None)
