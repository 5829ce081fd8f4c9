"""The tokens of a service account: 256 bits each, of which a hash is kept.

``hnp_`` and the id of the account stand before the secret, so that a token that got lost is known
for one wherever it lies.  A request takes the same steps whatever is wrong with its token.
"""
from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from .resource import ServiceAccount, Token

if TYPE_CHECKING:
    import datetime

    from ...base.interfaces import IPortal

#: Tokens of one account that are good at once.
MOST_GOOD = 2
_FORM = re.compile(r'hnp_(u[0-9a-f]{16})_([A-Za-z0-9_-]{43})')
#: Stands for a token that nobody has, so that every request compares as often.
_NOBODY, _NOTHING = 'u' + 16 * '0', hashlib.sha256(secrets.token_bytes(32)).hexdigest()


def new_token(account: ServiceAccount, ends: datetime.datetime, now: datetime.datetime,
              actor: str) -> tuple[str, Token]:
    """Return a token for ``account`` as it is shown once, and what is kept of it."""
    text = f'hnp_{account.id}_{secrets.token_urlsafe(32)}'
    return text, Token(secrets.token_hex(4), _digest(text), now, actor, ends)


def bearer(portal: IPortal, text: str,
           now: datetime.datetime) -> tuple[ServiceAccount, Token] | None:
    """Return whose token ``text`` is and which, if it is good at ``now``, aware; else ``None``."""
    form = _FORM.fullmatch(text)
    found = portal['accounts'].by_id.get(form.group(1) if form else _NOBODY)
    account = found if isinstance(found, ServiceAccount) else None
    kept = account.tokens[-MOST_GOOD:] if account is not None else ()
    given, right = _digest(text), None
    for token in (*kept, *(MOST_GOOD - len(kept)) * (None,)):
        is_same = hmac.compare_digest(_NOTHING if token is None else token.digest, given)
        right = token if is_same else right
    if account is None or right is None or not (account.is_served and right.is_good(now)):
        return None
    return account, right


def ended(tokens: tuple[Token, ...], at: datetime.datetime,
          only: str | None = None) -> tuple[Token, ...]:
    """Return ``tokens`` as they are if all of them, or the one with the id ``only``, which is
    revoked, end at ``at``, unless they end before.
    """
    return tuple(replace(each, ends=min(each.ends, at),
                         is_revoked=each.is_revoked or only == each.id)
                 if only in (None, each.id) else each for each in tokens)


def end_tokens(portal: IPortal) -> int:
    """Let no token open anything any more; return how many there were."""
    count = 0
    for account in portal['accounts'].by_id.values():
        if isinstance(account, ServiceAccount) and account.tokens:
            count += len(account.tokens)
            account.tokens = ()
    return count


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()
