"""Forgetting an account that has left: name, log-in name, mail, keys and notices.

What it did stays in the log under its id, which says nothing of the person.
"""
from ...base.i18n import _
from ...content.erasure.interfaces import CannotErase
from ...editorial.tasks.absence import substitutions_of
from ...kernel.security.authentication import suspicions, usage
from ...kernel.security.authentication.attempts import attempts_in
from ...kernel.security.authentication.passwordlinks import drop_link
from ...kernel.security.authorization.groups import join
from ...kernel.security.interactions import interactions_of


def forget_accounts(portal, gone, registry):
    """Eraser: the accounts of ``gone`` are in the list no more."""
    accounts, absent = portal['accounts'], substitutions_of(portal)
    for account_id in gone.accounts:
        account = accounts.by_id.get(account_id)
        if account is not None:
            drop_link(account)
            accounts.remove(account.__name__, registry=registry)
        if account_id in absent:
            del absent[account_id]


def withhold_account(portal, gone, registry):
    """Withhold the same, of one account; keep it, its log-in name, groups and substitution.

    What was mailed to its owner for setting a password opens nothing any more, whatever follows.
    """
    account = next(filter(None, map(portal['accounts'].by_id.get, gone.accounts)), None)
    if account is None:
        return ()
    withheld = account, account.__name__, account.groups, substitutions_of(portal).get(account.id)
    forget_accounts(portal, gone, registry)
    return withheld


def give_back_account(portal, withheld, registry):
    """Let the account be in the list again.  Raises ``CannotErase`` if its name is taken."""
    account, login, groups, substitution = withheld
    accounts = portal['accounts']
    if login in accounts or login in accounts.by_id:
        raise CannotErase({'': _('Tên đăng nhập của tài khoản này nay là của tài khoản khác, nên '
                                 'chưa gọi lại được.')})
    portal.__objectmap__.release([account.__oid__])
    accounts.add(login, account, registry=registry)
    for group in filter(None, map(accounts.groups.get, groups)):
        join(group, account)
    if substitution is not None:
        portal.substitutions[account.id] = substitution


def forget_use(portal, gone, registry):
    """Eraser: when and by what they were used, and what was tried on them, is not known any more.
    """
    root = interactions_of(portal)
    for account_id in gone.accounts:
        attempts_in(root).reopen(account_id)
        for key in (usage.KEY, suspicions.KEY):
            root.get(key, {}).pop(account_id, None)
