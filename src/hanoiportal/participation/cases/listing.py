"""Lists of cases and how many there are, from the index alone."""
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from .indexes import CaseIndex, Values
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

    def takes(self, values: Values) -> bool:
        """Return whether a row with these ``values`` of the index is wanted."""
        kind, _due, _received, _closed, field, _place, _channel, assigned, _item = values
        return (not self.kind or kind == self.kind) and (
            not self.field or field == self.field) and (
            self.assigned is None or assigned == self.assigned)


def page(index: CaseIndex, wanted: Wanted, start: int, size: int) -> CasePage:
    """Return the rows ``wanted`` from ``start`` on, ``size`` at most."""
    sites = index.sites() if wanted.site is None else [wanted.site]
    states = [state for state in STATES if state in (wanted.states or OPEN)]
    takes = wanted.takes if wanted.is_narrow else None
    total = index.how_many(sites, states, takes) if takes is not None else sum(
        index.count(site, state) for site in sites for state in states)
    found = chain(*(_in(index, sites, [each for each in states if each in group], takes)
                    for group in (OPEN, CLOSED)))
    start = max(start, 0)
    return CasePage(tuple(islice(found, start, min(start + size, total))), total)


def _in(index: CaseIndex, sites: list[str], states: list[str],
        takes: Callable[[Values], bool] | None) -> Iterator[CaseRow]:
    return index.of(sites, states, takes) if sites and states else iter(())


def counts(index: CaseIndex, site: str) -> Mapping[str, int]:
    """Return how many cases ``site`` has, by state."""
    return {state: index.count(site, state) for state in STATES}


