"""A month of each host, from the rounds of the watch and the stops that were announced; pure."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...base.clock import start_of
from ...base.months import after, first_day
from .interfaces import SILENT, HostMonth, Outage, Round

#: Announced stops: beginning and end, seconds since 1970 UTC.
Stops = Sequence[tuple[int, int]]


class Span(NamedTuple):
    """What a round speaks for, seconds since 1970 UTC.  ``is_over``: it will not be longer."""

    start: int
    end: int
    is_over: bool


def bounds(month: str) -> tuple[int, int]:
    """Return where the local ``month``, ``YYYY-MM``, begins and ends, seconds since 1970 UTC."""
    first, end = (start_of(first_day(each)).timestamp() for each in (month, after(month)))
    return round(first), round(end)


def folded(month: str, rounds: Sequence[Round], stops: Stops,
           now: float) -> Mapping[str, HostMonth]:
    """Return the ``HostMonth`` of each host that was asked in ``month``."""
    watched: Counter[str] = Counter()
    announced: Counter[str] = Counter()
    failing: dict[str, list[tuple[Span, str]]] = {}
    alike: Counter[frozenset[str]] = Counter()
    stopped: Counter[frozenset[str]] = Counter()
    loads: Counter[str] = Counter()
    loading: Counter[str] = Counter()
    for span, each in _spans(bounds(month)[1], rounds, now):
        inside = sum(end - start for start, end in _inside(span, stops))
        alike[each.hosts] += span.end - span.start - inside
        stopped[each.hosts] += inside
        for host, why in each.failed.items():
            failing.setdefault(host, []).append((span, why))
        loads.update(each.took.keys())
        loading.update(each.took)
    for hosts in alike:
        for host in hosts:
            watched[host] += alike[hosts]
            announced[host] += stopped[hosts]
    return {host: HostMonth(watched[host], announced[host], tuple(
        _outages(failing.get(host, ()), stops)), loads[host], loading[host]) for host in watched}


def _spans(end: int, rounds: Sequence[Round], now: float) -> Iterable[tuple[Span, Round]]:
    """Yield each round with its span: to the next one, if that came soon enough."""
    starts = [round(each.at.timestamp()) for each in rounds]
    for at, each in enumerate(rounds):
        start, longest = starts[at], SILENT * each.every
        if at + 1 < len(starts):
            following = starts[at + 1]
            until = following if following - start <= longest else start + each.every
            is_over = True
        else:
            until, is_over = start + each.every, now > start + longest
        yield Span(start, min(until, end), is_over), each


def _inside(span: Span, stops: Stops) -> list[tuple[int, int]]:
    """Return the parts of ``span`` that lie in ``stops``, each second once."""
    found: list[tuple[int, int]] = []
    at = span.start
    for start, end in sorted(stops):
        first, last = max(start, at), min(end, span.end)
        if first < last:
            found.append((first, last))
            at = last
    return found


def _outages(failing: Iterable[tuple[Span, str]], stops: Stops) -> Iterable[Outage]:
    """Yield what failed without a pause as one, without what was announced."""
    whole: list[tuple[Span, str]] = []
    for span, why in failing:
        if whole and whole[-1][0].end == span.start:
            before, first = whole.pop()
            whole.append((Span(before.start, span.end, span.is_over), first))
        else:
            whole.append((span, why))
    for span, why in whole:
        at = span.start
        for start, end in [*_inside(span, stops), (span.end, span.end)]:
            if start > at:
                yield Outage(at, start - at, why, span.is_over or start < span.end)
            at = end
