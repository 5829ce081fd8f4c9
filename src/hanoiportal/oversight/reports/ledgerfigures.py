"""Figures of the ledger: each kind of event, by type, section, rule and month."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ...base.clock import local, parse
from ...platform.ledger.interfaces import REJECTED, Event, ILedger
from .interfaces import LEDGER
from .scope import MONTH, OF, RULE, SECTION, TYPE, Counts, Happening, Name, Scope

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

#: Fields by which events are added up; sections are added for one site.
_BY = 'kind', 'site', 'content_type', 'rule', 'field'


class LedgerFigures:
    """See ``scope.Source``: the same whenever it is counted, up to the same number.

    ``source``: ``LEDGER``, or ``INNER`` for the ledger in ``interactions``.
    """

    def __init__(self, registry: Registry, source: str) -> None:
        self._registry, self._source = registry, source

    def counts(self, scope: Scope) -> Counts:
        """See ``Source``; sections of one site alone, so that a year of all stays small."""
        months = scope.period.months()
        starts = [scope.period.start, *(parse(f'{month}-01') for month in months[1:]),
                  scope.period.end]
        one = scope.sites[0] if len(scope.sites) == 1 else None
        ledger = ledger_of(self._registry, scope.portal, self._source)
        found: dict[str, Counter[str]] = {site: Counter() for site in scope.sites}
        by = *_BY, *(() if one is None else ('section',))
        for month, (start, end) in zip(months, pairwise(starts), strict=True):
            for key, number in ledger.sums(start, end, by, site=one, until=self._last(
                    scope)).items():
                kind, site, *parts = map(str, key)
                if site in found:
                    for name in _names(self._source, kind, month, parts):
                        found[site][str(name)] += number
        return found

    def behind(self, scope: Scope, name: Name) -> Iterator[Happening]:
        """See ``Source``."""
        ledger = ledger_of(self._registry, scope.portal, self._source)
        sites, one = set(scope.sites), scope.sites[0] if len(scope.sites) == 1 else None
        for event in ledger.between(
                scope.period.start, scope.period.end, site=one, kinds=(name.what,)):
            if event.site in sites and _is_part(event, name):
                yield Happening(
                    event.moment, event.site, event.rule or event.content_type, event.item,
                    event.number, times=event.amount,
                    is_late=event.number > self._last(scope))

    def _last(self, scope: Scope) -> int:
        return scope.last if self._source == LEDGER else scope.inner


def ledger_of(registry: Registry, portal: IPortal, source: str) -> ILedger:
    """Return the ledger that ``source`` counts."""
    found: ILedger = registry.getAdapter(portal, ILedger, '' if source == LEDGER else 'inner')
    return found


def _names(source: str, kind: str, month: str, parts: list[str]) -> Iterator[Name]:
    """Yield the names of what counts; ``parts``: type, rule, field and, if that is known,
    section.
    """
    yield Name(source, kind)
    yield Name(source, kind, MONTH, month)
    for by, value in zip((TYPE, RULE, OF, SECTION), parts, strict=False):
        if value and (by != OF or kind == REJECTED):
            yield Name(source, kind, by, value)


def _is_part(event: Event, name: Name) -> bool:
    if not name.by:
        return True
    return name.value == {
        TYPE: event.content_type, SECTION: event.section, RULE: event.rule, OF: event.field,
        MONTH: f'{local(event.moment):%Y-%m}'}.get(name.by)
