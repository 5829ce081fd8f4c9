"""Open cases of a site, and of all sites at the city's, as the snapshot has them."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple, cast

from pyramid.response import Response

from ...base.clock import shown_date
from ...base.i18n import _
from ...base.values import Batch
from ...participation.cases.interfaces import NEW, NOTICED, REOPENED, TAKEN, ICaseKinds
from ...participation.questions.interfaces import ICaseTopics
from ...shells.frame.tablefile import csv_response, json_response
from ...shells.public.lists.batches import Paging, bounds
from ...shells.public.lists.snapshot import SnapshotPage
from ...shells.public.page.dates import machine_moment, shown_moment
from ...types.section import Section
from ...web import public_view
from .interfaces import PAGE, PART
from .values import OpenCase

LISTING = 'questions'
#: What states are called in public.
STATES = {NEW: _('Mới tiếp nhận'), TAKEN: _('Đang xử lý'), NOTICED: _('Đã hẹn ngày trả lời'),
          REOPENED: _('Đã mở lại')}
COLUMNS = (_('Cơ quan'), _('Loại'), _('Lĩnh vực'), _('Tình trạng'), _('Ngày tiếp nhận'),
           _('Hạn trả lời'), _('Thời hạn'))
LATE, IN_TIME = _('Trễ hạn'), _('Trong hạn')


class OpenRow(NamedTuple):
    """``received``, ``due``: ``(ISO 8601, as people read it)``; ``due`` or ``None``."""

    body: str
    body_lang: str | None
    kind: str
    field: str
    state: str
    received: tuple[str, str]
    due: tuple[str, str] | None
    is_late: bool


class OpenCasesPage(SnapshotPage):
    """What is being worked on.  Of a portal without a snapshot it says when that comes."""

    part = PART
    title = _('Câu hỏi, phản ánh đang giải quyết')

    @public_view(context=Section, listing=LISTING, name=PAGE, renderer='templates/opencases.pt')
    def listing(self) -> dict[str, object]:
        """Return what the template names."""
        start, size = bounds(self.request)
        found = self.found
        batch = Batch(tuple(found[start:start + size]), len(found), start, size)
        moment = self.moment
        return {
            'title': self.title,
            'rows': [self._row(oid, case) for oid, case in found[start:start + size]],
            'total': len(found), 'late': sum(case.is_late for _oid, case in found),
            'paging': Paging(batch, self.request.link(self.context, PAGE)),
            'moment': shown_moment(moment, self.page.tag) if moment else '',
            'machine': machine_moment(moment) if moment else '',
            'answered': self.request.link(self.context), 'followed': self._followed(),
            'csv': self.request.link(self.context, f'{PAGE}.csv'),
            'json': self.request.link(self.context, f'{PAGE}.json'),
            'atom': self.request.link(self.context, f'{PAGE}.atom'),
            'query': f'page={batch.page}' if batch.page > 1 else ''}

    @public_view(context=Section, listing=LISTING, name=f'{PAGE}.csv', throttled='csv')
    def as_csv(self) -> Response:
        """Return the list as CSV."""
        rows = (self._row(oid, case) for oid, case in self.found)
        return csv_response(self.request, PAGE, COLUMNS, (
            (row.body, row.kind, row.field, row.state, row.received[0],
             row.due[0] if row.due else '', LATE if row.is_late else IN_TIME) for row in rows))

    @public_view(context=Section, listing=LISTING, name=f'{PAGE}.json', throttled='csv')
    def as_json(self) -> Response:
        """Return the list as JSON."""
        moment = self.moment
        data = {'as_of': moment and moment.isoformat(timespec='seconds'), 'cases': [
            {'body': self._body(oid)[0], **case._asdict()} for oid, case in self.found]}
        return json_response(data)

    @cached_property
    def found(self) -> list[tuple[int, OpenCase]]:
        """``(object id of the site, case)`` of all that are listed, the longest open first."""
        by_site = cast('Mapping[int, tuple[OpenCase, ...]]', self.kept)
        return sorted(((oid, case) for oid, each in by_site.items() for case in each
                       if oid in self.sites), key=lambda pair: pair[1].received)

    def _body(self, oid: int) -> tuple[str, str | None]:
        said = self.page.say(self.sites[oid], 'owner', 'title')
        return said.text, said.lang

    def _row(self, oid: int, case: OpenCase) -> OpenRow:
        registry, tag = self.request.registry, self.page.tag
        body, lang = self._body(oid)
        topic = registry.getUtility(ICaseTopics).get(case.field)
        field = '' if topic is None else topic.title_in(tag)
        moment = datetime.datetime.combine(case.received, datetime.time(12), datetime.UTC)
        return OpenRow(
            body, lang, registry.getUtility(ICaseKinds).at(case.kind, moment).title_in(tag),
            field, STATES.get(case.state, ''), _shown(case.received, tag),
            _shown(case.due, tag) if case.due else None, case.is_late)


def _shown(day: datetime.date, tag: str) -> tuple[str, str]:
    return day.isoformat(), shown_date(day, tag)
