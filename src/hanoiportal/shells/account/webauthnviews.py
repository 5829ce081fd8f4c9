"""Passkeys over HTTP: what a browser is asked, and what it answers.

The challenge stands in the signed session; one that was used for a log-in is remembered until it
would be too old anyway, so that a copy of cookie and answer opens nothing.
"""
import datetime

from ...base.settings import ISettings
from ...kernel.security.authentication.ended import end, is_ended
from ...kernel.security.authentication.passkeys import (
    BadPasskey,
    challenge_options,
    enrolled,
    enrolling,
    new_challenge,
    proved,
    whose,
)
from ...kernel.security.authentication.usage import kept_usage_of, usage_of
from ...web.login.authentication import awaited, moment_of
from ...web.routing.address import host_name

CHALLENGE, PATIENCE = 'challenge', datetime.timedelta(minutes=5)
#: What a passkey is asked for.
ENTER, SECOND, CONFIRM, ENROL = 'enter', 'second', 'confirm', 'enrol'


def party(request):
    """Return ``(domain, origin)``: the relying party's id, and the only page that may ask.

    The passkeys of the portal open each of its sites, so the domain is that of all.
    """
    host, domain = host_name(request.host), request.registry.getUtility(ISettings).domain
    ours = host == domain or host.endswith('.' + domain)
    return domain if ours else host, request.host_url


def options(request, purpose):
    """Return the options for the browser, JSON text, or ``None`` if there is nobody to ask."""
    challenge, (domain, _origin) = new_challenge(), party(request)
    account = {ENTER: lambda request: None, SECOND: awaited}.get(
        purpose, lambda request: request.identity)(request)
    if purpose != ENTER and account is None:
        return None
    request.session[CHALLENGE] = [purpose, challenge, moment_of(request).isoformat()]
    if purpose == ENROL:
        return enrolling(account, domain, domain, challenge)
    return challenge_options(domain, challenge, account)


def _challenge(request, *purposes):
    """Take the challenge out of the session.  Raises ``BadPasskey``."""
    purpose, challenge, at = request.session.pop(CHALLENGE, ('', '', None))
    if purpose not in purposes or (
            moment_of(request) - datetime.datetime.fromisoformat(at) >= PATIENCE):
        raise BadPasskey
    return challenge


def new_passkey(request, answer, name):
    """Return the ``Passkey`` that ``answer`` tells of.  Raises ``BadPasskey``."""
    challenge = _challenge(request, ENROL)
    found = enrolled(answer, challenge, *party(request), name, moment_of(request))
    if request.identity.passkey(found.id) is not None:
        raise BadPasskey
    return found


def prover(request, answer, purpose, expected=None):
    """Return the account that ``answer`` proves, ``expected`` if that is given; the challenge and
    the counter are written down.  Raises ``BadPasskey``.
    """
    challenge = _challenge(request, purpose)
    mark = 'challenge ' + challenge
    owner, credential = whose(answer)
    account = expected or request.root['accounts'].by_id.get(owner)
    passkey = account.passkey(credential) if account is not None else None
    if passkey is None or not account.is_open or is_ended(request.root, mark):
        raise BadPasskey
    counter, _last = usage_of(request.root, account).counters.get(
        passkey.id, (passkey.counter, None))
    now = moment_of(request)
    kept = proved(answer, challenge, *party(request), passkey, counter)
    kept_usage_of(request.root, account).used(passkey.id, kept, now)
    end(request.root, mark, now + PATIENCE, now)
    return account
