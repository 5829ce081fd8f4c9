"""Forgetting what was asked for somebody whose account is to be gone for good."""


def forget_requests(portal, gone, registry):
    """Eraser: no request for a role waits that names the log-in or address of ``gone.accounts``.
    """
    accounts, waiting = portal['accounts'], getattr(portal, 'role_requests', {})
    for account in filter(None, map(accounts.by_id.get, gone.accounts)):
        names = {account.__name__, account.email.lower()}
        for key in [key for key, asked in waiting.items() if asked.login.lower() in names]:
            del waiting[key]
