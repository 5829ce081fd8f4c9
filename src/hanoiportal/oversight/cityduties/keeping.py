"""Sums of all sites, kept in memory as long as they hold: a table of 149 sites reads thousands of
terms, and most requests meet the same ones (ADR 94).
"""
import datetime
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple, cast

from persistent import Persistent
from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import Interface

from ...base.clock import local
from ...base.interfaces import IPortal, ISite
from ...editorial.freshness.interfaces import IFreshness, WindowCount
from ...kernel.security.interactions import interactions_of
from ...kernel.storage import snapshot
from ...platform.duties.interfaces import ITerms
from .counting import Days, SiteTally, next_turn, rules_of, tallies
from .heat import strip

#: So many are kept: as many as rules that somebody narrows the table to, and some.
MOST = 32
#: Methods of requests that have written nothing.
READING = frozenset({'GET', 'HEAD'})


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

    def holds_at(self, now: datetime.datetime) -> bool:
        """Return whether they are the same at ``now``."""
        return self.since <= now.timestamp() <= self.until

    def strip(self, site: str, labels: Sequence[str]) -> str:
        """Return the strip of ``site``, see ``heat.strip``."""
        found = self.strips.get(site)
        if found is None:
            found = self.strips[site] = strip(self.tallies[site].cells, labels)
        return found


class ISums(Interface):
    """The ``Sums`` of this process, as a utility."""


class Sums:
    """``TermSums``, and windows by site, by what they are made of; the oldest are thrown out.
    Thread-safe.
    """

    def __init__(self) -> None:
        self._kept: dict[object, object] = {}
        self._lock = Lock()

    def get(self, key: object) -> object | None:
        """Return those of ``key``, ``None`` if there are none."""
        return self._kept.get(key)

    def put(self, key: object, sums: object) -> None:
        """Keep ``sums``."""
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = sums
            if len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]


def term_sums(request: Request, portal: IPortal, sites: Sequence[str],
              now: datetime.datetime, rule: str) -> TermSums:
    """Return the sums of ``sites``, see ``tallies``.

    They are those of one transaction of ``interactions`` and one local day, and hold until the
    next term is over.  A request that may have written counts anew.
    """
    registry = request.registry
    if request.method not in READING:
        return _counted(registry, portal, sites, now, rule)
    kept: Sums = registry.getUtility(ISums)
    shown = snapshot.of(interactions_of(portal)._p_jar)
    key = 'terms', shown, local(now).date(), rule, tuple(sites)
    found = cast('TermSums | None', kept.get(key))
    if found is None or not found.holds_at(now):
        found = _counted(registry, portal, sites, now, rule)
        kept.put(key, found)
    return found


def _counted(registry: Registry, portal: IPortal, sites: Sequence[str],
             now: datetime.datetime, rule: str) -> TermSums:
    terms = list(registry.getAdapter(portal, ITerms).all())
    return TermSums(tallies(sites, terms, now, Days(local(now).date()), rule), rules_of(terms),
                    now.timestamp(), next_turn(terms, now), {})


def window_counts(request: Request, portal: IPortal, freshness: IFreshness,
                  sites: Sequence[ISite], now: datetime.datetime) -> dict[str, WindowCount]:
    """Return the windows of today of ``sites`` by their ids: those of one transaction of
    ``content`` and one minute, since windows open and close with one.
    """
    if request.method not in READING:
        return _windows(freshness, sites, now)
    kept: Sums = request.registry.getUtility(ISums)
    key = ('windows', snapshot.of(cast('Persistent', portal)._p_jar),
           now.replace(second=0, microsecond=0), tuple([site.__oid__ for site in sites]))
    found = cast('dict[str, WindowCount] | None', kept.get(key))
    if found is None:
        found = _windows(freshness, sites, now)
        kept.put(key, found)
    return found


def _windows(freshness: IFreshness, sites: Sequence[ISite],
             now: datetime.datetime) -> dict[str, WindowCount]:
    return {str(site.__oid__): count
            for site, count in freshness.counts(sites, local(now).date(), now)}
