"""Lists of cases and how many there are, from the index alone."""
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter

from .indexes import ASSIGNED, FIELD, KIND, CaseIndex, Having
from .interfaces import CLOSED, IN_NO_INBOX, OPEN, STATES, CasePage, CaseRow, SiteTally


@dataclass(frozen=True)
class Wanted:
    """What a list shows; see ``ICases.inbox``."""

    site: str | None
    states: Sequence[str] = ()
    kind: str = ''
    field: str = ''
    assigned: str | None = None

    def having(self) -> Having | None:
        """Return which rows of the states are wanted; ``None`` if each is."""
        asked = [(at, value) for at, value in (
            (KIND, self.kind or None), (FIELD, self.field or None),
            (ASSIGNED, self.assigned)) if value is not None]
        if not asked:
            return None
        places, values = zip(*asked, strict=True)
        if len(asked) > 1:
            return Having(itemgetter(*places), values)
        return Having(itemgetter(*places), values[0], places[0])


def page(index: CaseIndex, wanted: Wanted, start: int, size: int) -> CasePage:
    """Return the rows ``wanted`` from ``start`` on, ``size`` at most."""
    sites = index.sites() if wanted.site is None else [wanted.site]
    states = [state for state in STATES if state in (wanted.states or OPEN)]
    having = wanted.having()
    total = index.how_many(sites, states, having) if having is not None else sum(
        index.count(site, state) for site in sites for state in states)
    found = chain(*(_in(index, sites, [each for each in states if each in group], having)
                    for group in (OPEN, CLOSED)))
    start = max(start, 0)
    return CasePage(tuple(islice(found, start, min(start + size, total))), total)


def _in(index: CaseIndex, sites: list[str], states: list[str],
        having: Having | None) -> Iterator[CaseRow]:
    return index.of(sites, states, having) if sites and states else iter(())


def tallies(index: CaseIndex, now: float) -> Mapping[str, SiteTally]:
    """Return what waits in inboxes at ``now``, seconds since 1970 UTC, by site."""
    found = {site: index.tally(site, OPEN, IN_NO_INBOX, now) for site in index.sites()}
    return {site: each for site, each in found.items() if each.open}


def counts(index: CaseIndex, site: str) -> Mapping[str, int]:
    """Return how many cases ``site`` has, by state."""
    return {state: index.count(site, state) for state in STATES}


