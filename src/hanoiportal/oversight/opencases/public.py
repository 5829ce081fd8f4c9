"""Open cases of a site, and of all sites at the city's, as the snapshot has them."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple, cast
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPFound
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import shown_date
from ...base.i18n import DEFAULT, _
from ...base.values import Batch
from ...kernel.tree.issuers import agency_of
from ...participation.cases.interfaces import ICaseKinds
from ...participation.questions.interfaces import ICaseTopics
from ...shells.frame.tablefile import csv_response, json_response
from ...shells.public.lists.batches import Paging, bounds
from ...shells.public.lists.snapshot import SnapshotPage
from ...shells.public.page.dates import machine_moment, shown_moment
from ...shells.public.search.params import params_of
from ...types.section import Section
from ...web import public_view
from .filtering import OpenCasesForm
from .interfaces import ANSWERED, BODY, FIELD, PAGE, PART, STATE, STATES
from .values import OpenCase

LISTING = 'questions'
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
    def listing(self) -> dict[str, object] | Response:
        """Return what the template names, or lead to the answered ones."""
        if params_of(self.request, STATE) == ANSWERED:
            return HTTPFound(self.request.link(self.context) + tail_of(self.request))
        start, size = bounds(self.request)
        form, found = self.form, self.chosen
        batch = Batch(tuple(found[start:start + size]), len(found), start, size)
        moment = self.moment
        return {
            'title': self.title,
            'rows': [self._row(oid, case) for oid, case in found[start:start + size]],
            'total': len(found), 'late': sum(case.is_late for _oid, case in found),
            'paging': Paging(batch, self.request.link(self.context, PAGE), form.query),
            'form': form, 'address': self.request.link(self.context, PAGE),
            'groups': form.groups(self.found, self._called),
            'moment': shown_moment(moment, self.page.tag) if moment else '',
            'machine': machine_moment(moment) if moment else '',
            'answered': self.request.link(self.context), 'followed': self._followed(),
            'csv': self.request.link(self.context, f'{PAGE}.csv') + form.tail,
            'json': self.request.link(self.context, f'{PAGE}.json') + form.tail,
            'atom': self.request.link(self.context, f'{PAGE}.atom'),
            'query': f'page={batch.page}' if batch.page > 1 else '',
            **({'noindex': True} if form.query else {})}

    @public_view(context=Section, listing=LISTING, name=f'{PAGE}.csv', throttled='csv')
    def as_csv(self) -> Response:
        """Return the list as CSV."""
        rows = (self._row(oid, case) for oid, case in self.chosen)
        return csv_response(self.request, PAGE, COLUMNS, (
            (row.body, row.kind, row.field, row.state, row.received[0],
             row.due[0] if row.due else '', LATE if row.is_late else IN_TIME) for row in rows))

    @public_view(context=Section, listing=LISTING, name=f'{PAGE}.json', throttled='csv')
    def as_json(self) -> Response:
        """Return the list as JSON."""
        moment = self.moment
        data = {'as_of': moment and moment.isoformat(timespec='seconds'), 'cases': [
            {'body': self._body(oid)[0], **case._asdict()} for oid, case in self.chosen]}
        return json_response(data)

    @cached_property
    def form(self) -> OpenCasesForm:
        """What is asked for."""
        return OpenCasesForm(
            lambda name: params_of(self.request, name),
            lambda oid: agency_of(self.sites[oid]), self._topic)

    @cached_property
    def chosen(self) -> list[tuple[int, OpenCase]]:
        """Those of ``found`` that are asked for."""
        return self.form.chosen(self.found)

    @cached_property
    def found(self) -> list[tuple[int, OpenCase]]:
        """``(object id of the site, case)`` of all that are listed, the longest open first."""
        by_site = cast('Mapping[int, tuple[OpenCase, ...]]', self.kept)
        return sorted(((oid, case) for oid, each in by_site.items() for case in each
                       if oid in self.sites), key=lambda pair: pair[1].received)

    @cached_property
    def _oids(self) -> Mapping[str, int]:
        return {agency_of(site): oid for oid, site in self.sites.items()}

    def _body(self, oid: int) -> tuple[str, str | None]:
        said = self.page.say(self.sites[oid], 'owner', 'title')
        return said.text, said.lang

    def _topic(self, code: str, tag: str = DEFAULT) -> str:
        topic = self.request.registry.getUtility(ICaseTopics).get(code)
        return '' if topic is None else str(topic.title_in(tag))

    def _called(self, name: str, value: str) -> str:
        """Say a body or a field in the language of the page."""
        if name == BODY:
            oid = self._oids.get(value)
            return value if oid is None else self._body(oid)[0]
        topics = self.request.registry.getUtility(ICaseTopics)
        return next((topic.title_in(self.page.tag) for topic in topics.values()
                     if topic.title == value), value)

    def _row(self, oid: int, case: OpenCase) -> OpenRow:
        registry, tag = self.request.registry, self.page.tag
        body, lang = self._body(oid)
        moment = datetime.datetime.combine(case.received, datetime.time(12), datetime.UTC)
        return OpenRow(
            body, lang, registry.getUtility(ICaseKinds).at(case.kind, moment).title_in(tag),
            self._topic(case.field, tag), STATES.get(case.state, ''), _shown(case.received, tag),
            _shown(case.due, tag) if case.due else None, case.is_late)


def tail_of(request: Request) -> str:
    """Return the query by which the other list asks for the same body and field."""
    asked = [(name, value) for name in (BODY, FIELD) if (value := params_of(request, name))]
    return f'?{urlencode(asked)}' if asked else ''


def _shown(day: datetime.date, tag: str) -> tuple[str, str]:
    return day.isoformat(), shown_date(day, tag)
