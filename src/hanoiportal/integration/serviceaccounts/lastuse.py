"""On which day tokens were used last: noted in memory, written into ``interactions`` by a job.

Reading never writes; a token that is used all day is written down once.
"""
from __future__ import annotations

import datetime
from threading import Lock
from typing import TYPE_CHECKING

from BTrees.OOBTree import OOBTree
from zope.interface import Attribute, Interface, implementer

from ...base.clock import local
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.storage.tallies import save_taken

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ...platform.scheduling.interfaces import IEnvironment

KEY, SECONDS = 'token-uses', 60
Days = dict[str, datetime.date]


class ITokenUses(Interface):
    """The ``TokenUses`` of this process, as a utility."""

    saw = Attribute('see ``TokenUses``')


@implementer(ITokenUses)
class TokenUses:
    """``{id of a token: day in Hanoi}``.  Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._days: Days = {}

    def saw(self, token: str, moment: datetime.datetime) -> None:
        """Note that the token with that id was used at ``moment``, aware."""
        with self._lock:
            self._days[token] = local(moment).date()

    def take(self) -> Days:
        """Return what was seen, and forget it."""
        with self._lock:
            taken, self._days = self._days, {}
        return taken

    def add(self, taken: Days) -> None:
        """Know again what was ``taken``, but for what was seen since."""
        with self._lock:
            self._days = {**taken, **self._days}


def write_down(environment: IEnvironment) -> None:
    """Job: let the ``interactions`` database know which tokens were used."""
    save_taken(environment.registry.getUtility(ITokenUses), lambda taken: _save(
        environment, taken))


def _save(environment: IEnvironment, taken: Days) -> None:
    known = interactions_of(environment.portal).get(KEY, {})
    news = {token: day for token, day in taken.items() if known.get(token) != day.isoformat()}
    if news:
        environment.in_transaction(lambda: _write(environment.portal, news))


def _write(portal: IPortal, days: Days) -> None:
    kept = get_or_create(interactions_of(portal), KEY, OOBTree)
    for token, day in days.items():
        kept[token] = day.isoformat()


def last_use(portal: IPortal, token: str) -> datetime.date | None:
    """Return the day on which the token with that id was used last, as far as it is written down.
    """
    found = interactions_of(portal).get(KEY, {}).get(token)
    return None if found is None else datetime.date.fromisoformat(found)
