"""Lists of cases and how many there are, from the index alone."""
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from .indexes import CaseIndex
from .interfaces import CLOSED, OPEN, STATES, CasePage, CaseRow


@dataclass(frozen=True)
class Wanted:
    """What a list shows; see ``ICases.inbox``."""

    site: str | None
    states: Sequence[str] = ()
    kind: str = ''
    field: str = ''
    assigned: str | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether not each row of the states is wanted."""
        return bool(self.kind or self.field or self.assigned is not None)

    def takes(self, row: CaseRow) -> bool:
        """Return whether ``row`` is wanted."""
        return (not self.kind or row.kind == self.kind) and (
            not self.field or row.field == self.field) and (
            self.assigned is None or row.assigned == self.assigned)


def page(index: CaseIndex, wanted: Wanted, start: int, size: int) -> CasePage:
    """Return the rows ``wanted`` from ``start`` on, ``size`` at most."""
    sites = index.sites() if wanted.site is None else [wanted.site]
    states = [state for state in STATES if state in (wanted.states or OPEN)]
    found = chain(*(_in(index, sites, [each for each in states if each in group])
                    for group in (OPEN, CLOSED)))
    start = max(start, 0)
    if not wanted.is_narrow:
        total = sum(index.count(site, state) for site in sites for state in states)
        return CasePage(tuple(islice(found, start, start + size)), total)
    rows = list(filter(wanted.takes, found))
    return CasePage(tuple(rows[start:start + size]), len(rows))


def _in(index: CaseIndex, sites: list[str], states: list[str]) -> Iterator[CaseRow]:
    return index.of(sites, states) if sites and states else iter(())


def counts(index: CaseIndex, site: str) -> Mapping[str, int]:
    """Return how many cases ``site`` has, by state."""
    return {state: index.count(site, state) for state in STATES}


