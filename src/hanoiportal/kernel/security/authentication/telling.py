"""What the log of the machine says of log-ins (ASVS 5.0, 16.3.1): a line for each, right or wrong.

People are named by the ids of their accounts, networks by a keyed mark (``sealing``): never by a
log-in name or an address.  Who logs in is not in the log of actions: a log-in writes no content.
"""
import logging

from transaction import Transaction

log = logging.getLogger('hanoiportal.security')

LOGGED_IN, LOGGED_OUT, PROVED_ANEW, SESSION_ENDED = (
    'logged in', 'logged out', 'proved anew', 'session ended')
#: A wrong password, code or passkey; a right one for an account that is closed; a network that
#: has to wait.
WRONG, CLOSED, FLOODED = 'log-in wrong', 'log-in closed', 'log-in flooded'
_WARNINGS = frozenset((WRONG, CLOSED, FLOODED))


def tell(event: str, who: str | None = None, **fields: object) -> None:
    """Write a line of the ``event``.  ``who``: id of an account, ``None`` for a name that nobody
    has.
    """
    log.log(logging.WARNING if event in _WARNINGS else logging.INFO, event,
            extra={'fields': {'who': who, **fields}})


def tell_if_kept(transaction: Transaction, event: str, who: str | None = None,
                 **fields: object) -> None:
    """``tell`` once ``transaction`` is kept, so that what is tried again is told once."""
    transaction.addAfterCommitHook(_if_kept, (event, who), fields)


def _if_kept(is_kept: bool, event: str, who: str | None, **fields: object) -> None:
    if is_kept:
        tell(event, who, **fields)
