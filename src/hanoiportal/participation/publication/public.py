"""Answered questions of a site, and of all sites at the city's: clause 4.3."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPFound
from pyramid.response import Response

from ...base.clock import shown_date
from ...base.i18n import _
from ...base.text import excerpt
from ...base.values import Batch
from ...discovery.catalog.interfaces import IDetails
from ...kernel.tree.englishnames import said
from ...oversight.casefigures.interfaces import PAGE as FIGURES
from ...oversight.opencases.interfaces import BODY, FIELD, STATE, STATES
from ...oversight.opencases.interfaces import PAGE as OPEN_CASES
from ...shells.frame.tablefile import csv_response
from ...shells.public.lists.batches import Paging, bounds
from ...shells.public.lists.records import LINKED, SAVED
from ...shells.public.lists.rows import ListRow, row_of, rows_of
from ...shells.public.lists.section import SectionPage
from ...shells.public.metadata.linked_list import MOST, linked_response
from ...shells.public.search.params import params_of
from ...types.question.resource import Question
from ...types.section import Section
from ...web import public_view
from ...web.routing.links import canonical
from .interfaces import KIND_OF_SECTION, TYPE
from .lists import TITLES, QuestionForm

LISTING = 'questions'
#: Questions in one file; who wants more narrows the list.
MOST_SAVED = 5000
#: Characters of a question that a list shows.
LONGEST_PIECE = 280
COLUMNS = (
    _('Tiêu đề'), _('Câu hỏi'), _('Loại'), _('Lĩnh vực'), _('Cơ quan trả lời'),
    _('Ngày tiếp nhận'), _('Hạn trả lời'), _('Ngày trả lời'), _('Thời hạn'), _('Số ngày trễ'),
    _('Địa chỉ trên Cổng'))


class QuestionRow(NamedTuple):
    """``piece``: the beginning of the question.  ``body``, ``field``: ``(name, its tag)``, as
    ``said`` gives them.  ``received``, ``answered``: ``(ISO 8601, as people read it)`` or
    ``None``.  ``late``: days after the due day; ``standing``: ``''`` where no day was due.
    """

    row: ListRow
    piece: str
    lang: str | None
    body: tuple[str, str | None]
    field: tuple[str, str | None]
    received: tuple[str, str] | None
    answered: tuple[str, str] | None
    standing: str
    late: int


@public_view(context=Section, listing=LISTING, attr='listing', renderer='templates/questions.pt')
@public_view(context=Section, listing=LISTING, attr='as_csv', name=SAVED, throttled='csv')
@public_view(context=Section, listing=LISTING, attr='as_linked', name=LINKED, throttled='csv')
class QuestionsPage(SectionPage):
    """The list of a section for questions: by body, field, kind, whether in time, and year."""

    @cached_property
    def form(self) -> QuestionForm:
        """What is asked for."""
        return self._form(self.request.link(self.context))

    def _form(self, address: str) -> QuestionForm:
        kind = KIND_OF_SECTION.get(self.context.__name__, '')
        return QuestionForm(lambda name: params_of(self.request, name), address, kind)

    def listing(self) -> dict[str, object] | Response:
        """Return what ``templates/questions.pt`` names, or lead to those of an open state."""
        if (state := params_of(self.request, STATE)) in STATES:
            return self._open_ones(state)
        form, details = self.form, self.request.service(IDetails)
        batch = details.find(form.asked, self.page.site, *bounds(self.request))
        paging = Paging(batch, self.request.link(self.context), form.query)
        names = [detail for _name, detail, _label in form.choices]
        page_query = f'page={batch.page}' if batch.page > 1 else ''
        found: dict[str, object] = self.values(
            False, form=form, rows=[self._row(each) for each in batch.items], paging=paging,
            total=batch.total, groups=form.groups(details.counts(
                form.asked, self.page.site, names), self._called),
            others=self._others(batch), of_a_kind=self.context.__name__ in KIND_OF_SECTION,
            states=STATES, open_cases=self.request.link(self.context, OPEN_CASES),
            figures=self.request.link(self.context, FIGURES),
            address=self.request.link(self.context),
            save=self._form(self.request.link(self.context, SAVED)).address,
            query=page_query, **({'noindex': True} if form.query else {}))
        return found

    def _open_ones(self, state: str) -> Response:
        asked = {STATE: state, **{
            name: self.form.query[name] for name in (BODY, FIELD) if name in self.form.query}}
        return HTTPFound(f'{self.request.link(self.context, OPEN_CASES)}?{urlencode(asked)}')

    def as_csv(self) -> Response:
        """Return the list, whole, as a CSV file."""
        batch = self.request.service(IDetails).find(
            self.form.asked, self.page.site, 0, MOST_SAVED)
        return csv_response(self.request, self.context.__name__, COLUMNS,
                            map(self._cells, batch.items))

    def as_linked(self) -> Response:
        """Return the same questions, the first ``MOST``, as linked data."""
        batch = self.request.service(IDetails).find(
            self.form.asked, self.page.site, 0, MOST)
        return linked_response(self.page, batch.items)

    def _others(self, batch: Batch) -> Iterable[ListRow]:
        """Return what else the section holds, such as how to ask; on the first page alone."""
        if self.form.query or batch.page > 1:
            return []
        registry = self.request.registry
        return list(rows_of(self.page, [
            each for each in self.in_order[0] if registry.content.typeof(each) != TYPE]))

    def _called(self, name: str) -> str:
        return said(name, self.english_names, self.page.tag)[0]

    def _row(self, item: Question) -> QuestionRow:
        piece, names, tag = self.page.say(item, 'question'), self.english_names, self.page.tag
        return QuestionRow(
            row_of(self.page, item), excerpt(piece.text, LONGEST_PIECE), piece.lang,
            said(item.answered_by, names, tag), said(item.field, names, tag),
            _day(item.received, tag), _day(item.answered, tag),
            item.standing, item.days_late)

    def _cells(self, item: Question) -> tuple[object, ...]:
        return (item.title, item.question, TITLES['loai'][item.kind], item.field,
                item.answered_by, item.received, item.due, item.answered,
                TITLES['han'].get(item.standing, ''), item.days_late,
                canonical(self.request, item, self.request.language))


def _day(day: datetime.date | None, tag: str) -> tuple[str, str] | None:
    return (day.isoformat(), shown_date(day, tag)) if day else None
