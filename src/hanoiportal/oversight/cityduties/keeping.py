"""Sums of all sites, kept in memory as long as they hold: a table of 149 sites reads thousands of
terms, and most requests meet the same ones (ADR 94).
"""
import datetime
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

from pyramid.registry import Registry
from zope.interface import Interface

from ...base.clock import local
from ...base.interfaces import IPortal
from ...kernel.security.interactions import interactions_of
from ...kernel.storage import snapshot
from ...platform.duties.interfaces import ITerms
from .counting import Days, SiteTally, next_turn, rules_of, tallies
from .heat import strip

#: So many are kept: as many as rules that somebody narrows the table to, and some.
MOST = 32


class TermSums(NamedTuple):
    """``tallies``: by site.  ``rules``: by which something is owed or was broken.
    ``since``, ``until``: seconds since 1970 UTC between which they hold.
    ``strips``: of the sites of ``tallies`` that were shown.
    """

    tallies: dict[str, SiteTally]
    rules: set[str]
    since: float
    until: float
    strips: dict[str, str]

    def strip(self, site: str, labels: Sequence[str]) -> str:
        """Return the strip of ``site``, see ``heat.strip``."""
        found = self.strips.get(site)
        if found is None:
            found = self.strips[site] = strip(self.tallies[site].cells, labels)
        return found


class ITermSums(Interface):
    """The ``KeptSums`` of this process, as a utility."""


class KeptSums:
    """``TermSums`` by what they are made of, the oldest thrown out.  Thread-safe."""

    def __init__(self) -> None:
        self._kept: dict[object, TermSums] = {}
        self._lock = Lock()

    def get(self, key: object, now: float) -> TermSums | None:
        """Return those of ``key`` if they hold at ``now``, in seconds since 1970 UTC."""
        found = self._kept.get(key)
        return found if found is not None and found.since <= now <= found.until else None

    def put(self, key: object, sums: TermSums) -> None:
        """Keep ``sums``."""
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = sums
            if len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]


def kept_sums(registry: Registry, portal: IPortal, sites: Sequence[str],
              now: datetime.datetime, rule: str) -> TermSums:
    """Return the sums of ``sites``, see ``tallies``, for a request that has written nothing.

    They are those of one transaction of ``interactions`` and one local day, and hold until the
    next term is over.
    """
    kept: KeptSums = registry.getUtility(ITermSums)
    shown = snapshot.of(interactions_of(portal)._p_jar)
    key = shown, local(now).date(), rule, tuple(sites)
    found = kept.get(key, now.timestamp())
    if found is None:
        found = made_sums(registry, portal, sites, now, rule)
        kept.put(key, found)
    return found


def made_sums(registry: Registry, portal: IPortal, sites: Sequence[str],
              now: datetime.datetime, rule: str) -> TermSums:
    """Return the same, made anew."""
    terms = list(registry.getAdapter(portal, ITerms).all())
    return TermSums(tallies(sites, terms, now, Days(local(now).date()), rule), rules_of(terms),
                    now.timestamp(), next_turn(terms, now), {})
