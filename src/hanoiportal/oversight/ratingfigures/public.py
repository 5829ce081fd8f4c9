"""``/ket-qua-danh-gia``: how the pages of a site were rated, and what was done about it."""
from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, cast

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IItem, IResource, ISite
from ...base.numbers import decimal_in, grouped
from ...base.text import collate
from ...base.values import Batch
from ...discovery.catalog.interfaces import ICatalog
from ...kernel.tree.lookup import is_closed, is_listed
from ...participation.ratings.interfaces import (
    HIDDEN_BELOW,
    RESULTS,
    VALUES,
    VIEW,
    IRatingRules,
)
from ...shells.frame.tablefile import csv_response, json_response
from ...shells.public.lists.batches import Paging
from ...shells.public.lists.snapshot import SnapshotView
from ...shells.public.metadata.linked_figures import Observation, figures_response
from ...shells.public.page.dates import machine_moment, shown_moment
from ...shells.public.page.wording import Wording, item_of
from ...shells.public.search.params import page_number
from ...types.section import Section
from ...web import public_view
from ...web.routing.links import canonical
from ..compliance.interfaces import ALL, shown_month
from .interfaces import PART
from .values import HIGHEST, LOWEST, Average, AxisAverages

COLUMNS = (_('Cơ quan'), _('Phương diện'), _('Tháng'), _('Số lượt'), _('Điểm trung bình'))
#: Improvements that are listed at a site, at the city those of all sites; bodies on one page.
MOST, MOST_OF_CITY, SIZE = 20, 5, 20


class RatedRow(NamedTuple):
    """A row of a table.  ``cells``: ``(axis, average as it is shown, number)`` of each axis."""

    name: Wording
    address: str | None
    cells: list[tuple[str, str, str]]


class RatingResults(SnapshotView):
    """The averages of a site; at the city's of all sites."""

    part = PART

    @public_view(context=ISite, name=RESULTS, renderer='templates/results.pt')
    def page_of_site(self) -> dict[str, object]:
        """Return what ``results.pt`` names."""
        moment, here, (sites, paging) = self.moment, self._here, self._paged()
        return {
            'title': _('Kết quả đánh giá'), 'paging': paging, 'axes': [
                (self._axis(each.axis), shown(each.year, self._tag), each.year.tenths,
                 grouped(each.year.number, self._tag))
                for each in here if each.year is not None],
            'titles': list(self._titles.values()), 'improvements': self._improvements,
            'tables': [each for each in (
                ('cac-co-quan', _('Các cơ quan'), _('Cơ quan'), sites),
                ('chuyen-muc', _('Các chuyên mục'), _('Chuyên mục'), self._rows('places')),
                ('tung-trang', _('Trang được đánh giá nhiều'), _('Trang'), self._rows('things')),
                ('theo-thang', _('Theo tháng'), _('Tháng'), self._months)) if each[-1]],
            'moment': shown_moment(moment, self._tag) if moment else '',
            'machine': machine_moment(moment) if moment else '', 'least': self._least,
            'rate': self.request.link(self.context, VIEW),
            'city': None if self.is_city else self.request.link(self.page.portal, RESULTS),
            'csv': self.request.link(self.context, f'{RESULTS}.csv'),
            'json': self.request.link(self.context, f'{RESULTS}.json'),
            'linked': self.request.link(self.context, f'{RESULTS}.jsonld')}

    @public_view(context=ISite, name=f'{RESULTS}.csv', throttled='csv')
    def as_csv(self) -> Response:
        """Return the averages of months as CSV."""
        return csv_response(self.request, RESULTS, COLUMNS, (
            (self._name(oid).text, self._axis(each.axis), month, str(found.number),
             f'{found.tenths / 10:g}')
            for oid, axes in self._told() for each in axes for month, found in each.months))

    @public_view(context=ISite, name=f'{RESULTS}.json', throttled='csv')
    def as_json(self) -> Response:
        """Return them as JSON, with the latest 12 months and the method."""
        moment = self.moment
        data = {'as_of': moment and moment.isoformat(timespec='seconds'),
                'method': {'scale': [min(VALUES), max(VALUES)], 'hidden_below': self._least,
                           'lowest_told': LOWEST / 10, 'highest_told': HIGHEST / 10},
                'bodies': [{'body': self._name(oid).text, 'axes': [
                    {'axis': each.axis, 'year': _plain(each.year), 'months': {
                        month: _plain(found) for month, found in each.months}}
                    for each in axes]} for oid, axes in self._told()]}
        return json_response(data)

    @public_view(context=ISite, name=f'{RESULTS}.jsonld', throttled='csv')
    def as_linked(self) -> Response:
        """Return the averages of months as linked data."""
        address = canonical(self.request, self.context, self.request.language, RESULTS)
        title = self.request.localizer.translate(_('Kết quả đánh giá'))
        return figures_response(self.page, address, title, self.moment, (
            Observation(self._name(oid).text, address if oid == ALL else canonical(
                self.request, self.sites[oid], self.request.language, RESULTS),
                self._axis(each.axis), month, found.tenths / 10, found.number, max(VALUES))
            for oid, axes in self._told() for each in axes for month, found in each.months))

    def _told(self) -> Iterator[tuple[int, tuple[AxisAverages, ...]]]:
        """Yield the averages of this page: those of all sites together first, then by names."""
        if not self.is_city:
            yield self.context.__oid__, self._here
            return
        yield ALL, self._here
        for oid in sorted((oid for oid in self._kept if oid in self.sites),
                          key=lambda oid: collate(self._name(oid).text)):
            yield oid, self._kept[oid]

    @property
    def _months(self) -> list[RatedRow]:
        codes = sorted({month for each in self._here for month, _average in each.months},
                       reverse=True)
        return [RatedRow(Wording(shown_month(code, self._tag), None), None, self._cells(
            {each.axis: dict(each.months).get(code) for each in self._here})) for code in codes]

    def _paged(self) -> tuple[list[RatedRow], Paging]:
        """Return the bodies of the page that is asked for, none but at the city's."""
        at, told = page_number(self.request), [
            pair for pair in self._told() if pair[0] != ALL] if self.is_city else []
        if at is None:
            raise HTTPNotFound
        start = (at - 1) * SIZE
        rows = [RatedRow(self._name(oid), self.request.link(self.sites[oid], RESULTS),
                         self._cells({each.axis: each.year for each in axes}))
                for oid, axes in told[start:start + SIZE]]
        return rows, Paging(Batch(tuple(rows), len(told), start, SIZE),
                            self.request.link(self.context, RESULTS))

    def _rows(self, field: str) -> list[RatedRow]:
        """Return the rows of ``places`` or ``things``, those with the most ratings first."""
        found: dict[int, dict[str, Average | None]] = {}
        for each in self._here:
            for oid, told in getattr(each, field):
                found.setdefault(oid, {})[each.axis] = told
        objects = self.page.portal.__objectmap__
        return [RatedRow(self.page.say(thing, 'title'), self.request.link(thing),
                         self._cells(told)) for oid, told in found.items()
                if _is_shown(thing := objects.object_for(oid))]

    def _cells(self, found: dict[str, Average | None]) -> list[tuple[str, str, str]]:
        return [(title, shown(each, self._tag),
                 '' if each is None else grouped(each.number, self._tag))
                for code, title in self._titles.items() for each in [found.get(code)]]

    @property
    def _improvements(self) -> list[tuple[Wording, Wording, str]]:
        """``(title, what was said, address)`` of what was done, the latest first."""
        batch = self.request.service(ICatalog).latest(
            self.context, self.page.language.tag, 0,
            MOST_OF_CITY if self.is_city else MOST, ('Improvement',))
        return [(self.page.say(each, 'title'), self.page.say(each, 'said'),
                 self.request.link(each)) for each in map(item_of, batch.items)]

    @property
    def _tag(self) -> str:
        return str(self.page.tag)

    @property
    def _kept(self) -> Mapping[int, tuple[AxisAverages, ...]]:
        return cast('Mapping[int, tuple[AxisAverages, ...]]', self.kept)

    @property
    def _here(self) -> tuple[AxisAverages, ...]:
        return self._kept.get(ALL if self.is_city else self.context.__oid__, ())

    @property
    def _day(self) -> datetime.date | None:
        return local(self.moment).date() if self.moment else None

    @property
    def _rules(self) -> IRatingRules:
        found: IRatingRules = self.request.registry.getUtility(IRatingRules)
        return found

    @property
    def _least(self) -> int:
        return int(self._rules.number(HIDDEN_BELOW, self._day))

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {each.code: each.title_in(self._tag) for each in self._rules.axes(self._day)}

    def _axis(self, code: str) -> str:
        return self._titles.get(code, code)

    def _name(self, oid: int) -> Wording:
        if oid == ALL:
            return Wording(self.request.localizer.translate(_('Tất cả cơ quan')), None)
        return self.page.say(self.sites[oid], 'title')


def shown(found: Average | None, tag: str) -> str:
    """Return an average as people read it in the language ``tag``, ``–`` for none.

    >>> shown(Average(10, 37), 'vi'), shown(Average(10, 48), 'en')
    ('3,7', '≥ 4.8')
    """
    if found is None:
        return '–'
    sign = {LOWEST: '≤ ', HIGHEST: '≥ '}.get(found.tenths, '')
    return sign + decimal_in(f'{found.tenths / 10:.1f}', tag)


def _plain(found: Average | None) -> dict[str, float] | None:
    return found and {'ratings': found.number, 'average': found.tenths / 10}


def _is_shown(thing: IResource | None) -> bool:
    """Return whether visitors see ``thing``, of which figures are kept."""
    if thing is None or is_closed(thing):
        return False
    return isinstance(thing, Section) or (bool(IItem.providedBy(thing)) and is_listed(thing))
