"""Xếp hạng: the rankings of all bodies, and the sheet of each, from the snapshot (28.5, 32)."""
from __future__ import annotations

from functools import cached_property
from typing import NamedTuple, cast

from ...base.clock import shown_date
from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.numbers import number_in
from ...shells.public.lists.snapshot import SnapshotView
from ...shells.public.page.legalbasis import legal_basis
from ...shells.public.page.wording import Wording
from ...shells.public.search.params import params_of
from ...web import public_view
from ..compliance.interfaces import ALL
from ..compliance.interfaces import PAGE as COMPLIANCE
from .interfaces import PAGE, PART
from .showing import LEVELS, criterion_rows, points_text
from .values import BodyResult, YearResult

TITLE = _('Kết quả chấm điểm, xếp hạng')
_DESCRIPTION = _('Điểm đánh giá hằng năm của các cơ quan trong quản lý, vận hành và cung cấp '
                 'thông tin trên Cổng.')


class RankedBody(NamedTuple):
    """A body in the table.  ``address``: of its sheet, ``''`` if it has none any more."""

    name: Wording
    address: str
    rank: int
    total: str
    hundredths: int


class RankingView(SnapshotView):
    """What the pages and files share: the year that is asked for."""

    part = PART

    @cached_property
    def years(self) -> tuple[YearResult, ...]:
        """Every ranking, the latest year first."""
        snapshot = getattr(self.page.portal, 'compliance', None)
        kept = {} if snapshot is None else snapshot.part(PART, ALL)
        return cast('tuple[YearResult, ...]', kept.get(ALL, ()))

    @property
    def asked(self) -> str:
        """What stands in the address for the year, ``''`` for nothing."""
        return params_of(self.request, 'nam')

    @cached_property
    def chosen(self) -> YearResult | None:
        """The year asked for, else the latest, ``None`` if it was not published."""
        if not self.asked:
            return self.years[0] if self.years else None
        return next((each for each in self.years if each.year == number_in(self.asked, 4)), None)

    @property
    def tag(self) -> str:
        """BCP 47 of the language of the page."""
        return str(self.page.tag)

    def values(self, **more: object) -> dict[str, object]:
        """Return what both templates name; the answer is 404 for a year that is not there."""
        chosen = self.chosen
        if self.asked and chosen is None:
            self.request.response.status_int = 404
        address = str(self.request.link(self.context, PAGE))
        files = self.request.link(cast('ISite', self.page.portal), PAGE)
        query = f'?nam={chosen.year}' if chosen and self.asked else ''
        return {
            'unknown': self.asked[:20] if chosen is None else '',
            'title': TITLE, 'description': _DESCRIPTION, 'chosen': chosen,
            'page_address': address, 'noindex': bool(self.request.query_string),
            'years': [(each.year, each is chosen) for each in self.years],
            'approved': (chosen.approved.isoformat(), shown_date(chosen.approved, self.tag))
            if chosen else None,
            'criteria': criterion_rows(chosen.criteria, self.tag) if chosen else [],
            'basis_in': lambda basis: legal_basis(basis, self.tag),
            'compliance': self.request.link(self.context, COMPLIANCE),
            'csv': f'{files}.csv{query}', 'json': f'{files}.json{query}', **more}

    def named(self, row: BodyResult) -> tuple[Wording, str]:
        """Return what a body is called and the address of its sheet."""
        site = self.sites.get(row.site)
        if site is None:
            return Wording(row.title, 'vi'), ''
        year = f'?nam={self.chosen.year}' if self.chosen is not None else ''
        address = f'{self.request.link(site, PAGE)}{year}' if site.is_active else ''
        return self.page.say(site, 'title'), address


class Rankings(RankingView):
    """All bodies, by kind."""

    @public_view(context=IPortal, name=PAGE, renderer='templates/ranking.pt')
    def ranking(self) -> dict[str, object]:
        """Return what ``ranking.pt`` names."""
        rows = () if self.chosen is None else self.chosen.rows
        return self.values(groups=[
            (title, each) for level, title in LEVELS.items()
            if (each := [self._body(row) for row in rows if row.level == level])])

    def _body(self, row: BodyResult) -> RankedBody:
        return RankedBody(*self.named(row), row.rank, points_text(row.total, self.tag),
                          row.total)


class BodyScore(RankingView):
    """The sheet of one body."""

    @public_view(context=ISite, name=PAGE, renderer='templates/score.pt')
    def score(self) -> dict[str, object]:
        """Return what ``score.pt`` names."""
        chosen, oid = self.chosen, self.context.__oid__
        rows = () if chosen is None else chosen.rows
        own = next((row for row in rows if row.site == oid), None)
        return self.values(
            name=self.page.say(self.context, 'title'), own=own,
            total=points_text(own.total, self.tag) if own else '',
            of=sum(row.level == own.level for row in rows) if own else 0,
            marks=self._marks(chosen, own) if chosen and own else [],
            city=self.request.link(cast('ISite', self.page.portal), PAGE))

    def _marks(self, chosen: YearResult, own: BodyResult) -> list[tuple[str, int, str, str]]:
        """Return title, weight, points and what was measured of each criterion."""
        return [(each.title_in(self.tag), each.weight, points_text(points, self.tag),
                 '' if measured is None else measured.said) for each, points, measured in zip(
                     chosen.criteria, own.points, own.measured, strict=True)]
