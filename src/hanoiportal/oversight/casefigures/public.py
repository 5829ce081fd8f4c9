"""How questions were answered: of the city and of each body, from the snapshot (4.3.a)."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from pyramid.response import Response

from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.text import collate
from ...shells.frame.tablefile import csv_response, json_response
from ...shells.public.lists.snapshot import SnapshotPage
from ...shells.public.metadata.linked_figures import Observation, figures_response
from ...shells.public.page.dates import machine_moment, shown_moment
from ...shells.public.page.wording import Wording
from ...types.section import Section
from ...web import public_view
from ...web.routing.links import canonical
from ..compliance.interfaces import ALL, shown_month
from ..compliance.interfaces import PAGE as COMPLIANCE
from .interfaces import PAGE, PART
from .showing import HEIGHT, ROOM, TITLES, WIDTH, bars, cells, months_in, values_of
from .values import BodyFigures, CaseMonth

LISTING = 'questions'
COLUMNS = (_('Cơ quan'), _('Tháng'), *TITLES.values())
#: What all bodies together are called.
CITY = _('Toàn Thành phố')


class CaseFiguresPage(SnapshotPage):
    """The figures, from the snapshot alone.  Of a portal without one it says when they come."""

    part = PART
    title = _('Kết quả trả lời câu hỏi, phản ánh')

    @public_view(context=Section, listing=LISTING, name=PAGE, renderer='templates/casefigures.pt')
    def listing(self) -> dict[str, object]:
        """Return what the template names."""
        tag, found, moment = self.page.tag, self._here, self.moment
        months = months_in(found, tag) if found else []
        return {
            'title': self.title, 'found': found, 'titles': TITLES,
            'year': cells(found.year, tag) if found else [], 'months': months,
            'since': shown_month(found.year.month, tag) if found else '',
            'bars': bars(found.months) if found else [], 'height': HEIGHT, 'width': WIDTH * ROOM,
            'bodies': list(self._bodies()),
            'moment': shown_moment(moment, tag) if moment else '',
            'machine': machine_moment(moment) if moment else '',
            'answered': self.request.link(self.context), 'followed': self._followed(),
            'compliance': self.request.link(self.page.site, COMPLIANCE),
            'city': None if self.is_city else self._address(cast(ISite, self.page.portal)),
            'csv': self.request.link(self.context, f'{PAGE}.csv'),
            'json': self.request.link(self.context, f'{PAGE}.json'),
            'linked': self.request.link(self.context, f'{PAGE}.jsonld'),
            'atom': self.request.link(self.context, f'{PAGE}.atom')}

    @public_view(context=Section, listing=LISTING, name=f'{PAGE}.csv', throttled='csv')
    def as_csv(self) -> Response:
        """Return all figures of months as CSV; an empty cell is what is not told."""
        return csv_response(self.request, PAGE, COLUMNS, (
            (self._name(oid), each.month, *(
                '' if value is None else f'{value:g}' for value in values_of(each).values()))
            for oid, each in self._lines()))

    @public_view(context=Section, listing=LISTING, name=f'{PAGE}.json', throttled='csv')
    def as_json(self) -> Response:
        """Return them as JSON, with the latest 12 months and what is open."""
        moment = self.moment
        say = self.request.localizer.translate
        data = {'as_of': moment and moment.isoformat(timespec='seconds'), 'bodies': [
            {'body': say(self._name(oid)), 'open_in_time': each.open_in_time,
             'open_late': each.open_late, 'year': _told(each.year),
             'months': [_told(month) for month in each.months]}
            for oid, each in self._listed()]}
        return json_response(data)

    @public_view(context=Section, listing=LISTING, name=f'{PAGE}.jsonld', throttled='csv')
    def as_linked(self) -> Response:
        """Return the same figures as the CSV as linked data."""
        say = self.request.localizer.translate
        address = canonical(self.request, self.context, self.request.language, PAGE)
        return figures_response(self.page, address, say(self.title), self.moment, (
            Observation(say(self._name(oid)), None, say(TITLES[name]), each.month, value)
            for oid, each in self._lines() for name, value in values_of(each).items()
            if value is not None))

    def _bodies(self) -> Iterator[tuple[Wording, str | None, BodyFigures, list[object]]]:
        """Yield name, address, figures and cells of each body below those of the city."""
        for oid, each in self._listed()[1:]:
            site = self.sites[oid]
            yield (self.page.say(site, 'owner', 'title'), self._address(site), each,
                   list(cells(each.year, self.page.tag)))

    def _lines(self) -> Iterator[tuple[int, CaseMonth]]:
        return ((oid, month) for oid, each in self._listed() for month in each.months)

    def _listed(self) -> list[tuple[int, BodyFigures]]:
        """Return the figures of this page: those of all together first, then by names."""
        here = self._here
        if here is None:
            return []
        if not self.is_city:
            return [(self.page.site.__oid__, here)]
        found = [oid for oid in self._figures if oid in self.sites]
        found.sort(key=lambda oid: collate(self._name(oid)))
        return [(ALL, here), *((oid, self._figures[oid]) for oid in found)]

    @property
    def _here(self) -> BodyFigures | None:
        return self._figures.get(ALL if self.is_city else self.page.site.__oid__)

    @property
    def _figures(self) -> Mapping[int, BodyFigures]:
        return cast('Mapping[int, BodyFigures]', self.kept)

    def _name(self, oid: int) -> str:
        return CITY if oid == ALL else self.page.say(self.sites[oid], 'owner', 'title').text

    def _address(self, site: ISite) -> str | None:
        section = site.get(self.context.__name__)
        return None if section is None else str(self.request.link(section, PAGE))


def _told(figures: CaseMonth) -> dict[str, object]:
    return {'month': figures.month, **values_of(figures)}
