"""Dấu hiệu lạ: attempts of which an account's owner should know (ASVS 5.0, 6.3.5).

They are noted in the ``interactions`` database, as the log-in itself is, and only after the right
password: who has not got it meets the same work and the same answer as before.  That an account
was closed is read from ``attempts``.  No address of a computer is kept.
"""
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from BTrees.OOBTree import OOBTree
from persistent.mapping import PersistentMapping

from ..interactions import get_or_create
from .attempts import attempts_in

KEY = 'suspicions'
#: Wrong passwords or codes closed the account; the right password and a wrong second factor on a
#: device that it was never opened with; opened on such a device after something was wrong there.
LOCKED, HALF_WAY, NEW_DEVICE = 'attempt_locked', 'attempt_half_way', 'attempt_new_device'
KINDS = frozenset((LOCKED, HALF_WAY, NEW_DEVICE))
#: Codes that are wrong within it are one attempt.
_TOGETHER = datetime.timedelta(hours=1)
_KEPT, _MOST = datetime.timedelta(days=30), 20


@dataclass(frozen=True)
class Suspicion:
    """One of ``KINDS`` and when it was, aware UTC."""

    at: datetime.datetime
    kind: str


def suspect(
        root: PersistentMapping, account_id: str, kind: str, now: datetime.datetime) -> None:
    """Note a ``Suspicion``; ``root``: the root mapping of the ``interactions`` database."""
    known = get_or_create(root, KEY, OOBTree)
    held = [each for each in known.get(account_id, ()) if now - each.at < _KEPT]
    if not any(each.kind == kind == HALF_WAY and now - each.at < _TOGETHER for each in held):
        known[account_id] = (*held, Suspicion(now, kind))[-_MOST:]


def suspicions_in(root: PersistentMapping, now: datetime.datetime, hours: int) -> Iterator[
        tuple[str, Suspicion]]:
    """Yield ``(account id, Suspicion)`` of all that is kept, in no order.

    ``hours``: for how long wrong passwords close an account.
    """
    for account_id, until in attempts_in(root).closed(now):
        yield account_id, Suspicion(until - datetime.timedelta(hours=hours), LOCKED)
    for account_id, held in root.get(KEY, {}).items():
        for each in held:
            yield account_id, each
