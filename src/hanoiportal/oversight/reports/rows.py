"""Figures of a report as tables show them: on the screen, in the paper, in the workbook."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ...base.bars import Column, columns
from ...base.deadlines.interfaces import IDeadlineRules
from ...base.i18n import _
from ...base.numbers import grouped, number_in
from ...editorial.review.interfaces import IReviewData
from ...editorial.windows.interfaces import IWindows
from ...participation.ratings.interfaces import IRatingRules
from ...platform.ledger.interfaces import OF_ANOTHER
from .interfaces import LEDGER, Counted
from .scope import AXIS, MONTH, OF, RULE, SECTION, TYPE, Name, name_of
from .words import ReportWords

if TYPE_CHECKING:
    import datetime

    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

#: What is drawn by months.
DRAWN = f'{LEDGER}:published'
#: What stands for a figure of a time before the portal.
NO_FIGURES = _('không có số liệu')
#: Whose items were rejected, if not the own ones.
ANOTHER = _('bài của trang khác đề nghị đăng')


class FigureRow(NamedTuple):
    """``name``: of the figure; ``parts``: what it is divided into, ``(name, value)``.

    ``before``: ``None`` if nobody counted then.
    """

    name: str
    title: str
    value: int
    before: int | None
    parts: tuple[tuple[Name, int], ...]

    @property
    def change(self) -> int | None:
        """How much more it is than before."""
        return None if self.before is None else self.value - self.before


class MonthBar(NamedTuple):
    """A month in the chart, and where it stands there."""

    month: str
    value: int
    at: Column


def figure_rows(counted: Counted, words: ReportWords, tag: str) -> dict[str, list[FigureRow]]:
    """Return the rows by their sources, in the order of the words, in the language ``tag``."""
    parts: dict[str, list[tuple[Name, int]]] = {}
    for text, value in counted.values.items():
        name = name_of(text)
        if name.by and value:
            parts.setdefault(name.whole, []).append((name, value))
    found: dict[str, list[FigureRow]] = {}
    for text, title in words.figures.items():
        if text in counted.values:
            found.setdefault(title.source, []).append(FigureRow(
                text, title.title_in(tag), counted.values[text], counted.before.get(text),
                tuple(sorted(parts.get(text, ()), key=_order))))
    return found


def _order(part: tuple[Name, int]) -> tuple[str, str | int, str]:
    """Months in their order, all else the most frequent first."""
    name, value = part
    return (name.by, name.value, '') if name.by == MONTH else (name.by, -value, name.value)


def bars(counted: Counted, months: Sequence[str]) -> list[MonthBar]:
    """Return what was published in each of ``months``; nothing if there is one alone."""
    values = [counted.values.get(f'{DRAWN}:{MONTH}:{month}', 0) for month in months]
    if len(months) < 2 or not any(values):
        return []
    return [MonthBar(*each) for each in zip(months, values, columns(values), strict=True)]


def signed(number: int | None, tag: str) -> str:
    """Say a change: ``+3``, ``−2``, ``0``; ``–`` for one that is not known."""
    if number is None:
        return '–'
    sign = '+' if number > 0 else '−' if number < 0 else ''
    return sign + grouped(abs(number), tag)


class Titles:
    """What parts of figures are called, in the language ``tag``, on the local ``day``."""

    def __init__(self, registry: Registry, portal: IPortal, day: datetime.date, tag: str,
                 translate: Callable[[str], str]) -> None:
        self._registry, self._portal, self._tag = registry, portal, tag
        self._translate = translate
        self._rules: IDeadlineRules = registry.getUtility(IDeadlineRules)
        self._windows: Mapping[str, str] = registry.getUtility(IWindows).titles(day, tag)
        self._axes = {each.code: each.title_in(tag)
                      for each in registry.getUtility(IRatingRules).axes(day)}
        self._codes = {
            **{code: each.title_in(tag)
               for code, each in registry.getUtility(IReviewData).grounds.items()},
            **{rule.code: rule.what_in(tag) for rule in self._rules.all()}}

    def __call__(self, name: Name) -> str:
        """Return what the part ``name`` is called."""
        said = {TYPE: self.type, SECTION: self.place, RULE: self.rule, AXIS: self.rule,
                OF: self._of, MONTH: month}.get(name.by, str)
        return said(name.value)

    def figure(self, name: Name, words: ReportWords) -> str:
        """Return what the figure ``name`` is called, with the part that it is."""
        whole = words.figures[name.whole].title_in(self._tag)
        return f'{whole} – {self(name)}' if name.by else whole

    def event(self, what: str) -> str:
        """Return what a rule or a type of items is called."""
        said = self.rule(what)
        return self.type(what) if said == what else said

    def type(self, name: str) -> str:
        """Return what people call a type of items."""
        return self._translate(self._registry.content.meta.get(name, {}).get('title', name))

    def place(self, oid: str) -> str:
        """Return the title of the place with that object id, the id if it is gone."""
        found = self._portal.__objectmap__.object_for(number_in(oid))
        return str(getattr(found, 'title', '') or oid)

    def _of(self, whose: str) -> str:
        return self._translate(ANOTHER) if whose == OF_ANOTHER else whose

    def rule(self, code: str) -> str:
        """Return what a window, axis, rule or ground of a rejection is called."""
        return self._windows.get(code) or self._axes.get(code) or self._codes.get(code, code)


def month(text: str) -> str:
    """Return ``2026-07`` as ``07/2026``."""
    year, _sep, number = text.partition('-')
    return f'{number}/{year}'
