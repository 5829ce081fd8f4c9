"""Cửa vào: log-in in two steps, and what somebody does with their own account (clauses 8.7, 8.8).

For everybody who has an account, at every site: password, second factors, sessions.  Works without
scripts but for passkeys, which browsers give to scripts alone.
"""
from ...content.erasure.interfaces import ACCOUNTS
from ...kernel.security.authentication.passwordlinks import end_links
from ...kernel.storage.interfaces import CONTENT, INTERACTIONS
from .erasing import forget_accounts, forget_use, give_back_account, withhold_account
from .expiring import warn
from .sessionlastseen import add_sightings
from .suspicious import SECONDS as SUSPICIOUS_SECONDS
from .suspicious import tell_owners
from .unused import SECONDS, disable_unused

STATIC = 'hanoiportal.shells.account:static'


def includeme(config):
    config.add_static_view('account-static', STATIC, cache_max_age=86400)
    add_sightings(config)
    config.add_job('unused accounts', SECONDS, disable_unused)
    config.add_job('old passwords', SECONDS, warn)
    config.add_job('suspicions', SUSPICIOUS_SECONDS, tell_owners)
    config.add_ending('links of passwords', lambda portal: end_links(portal['accounts']))
    config.add_eraser('accounts', CONTENT, forget_accounts)
    config.add_withholding(ACCOUNTS, withhold_account, give_back_account)
    config.add_eraser('use of accounts', INTERACTIONS, forget_use)
    config.scan_all('.')
