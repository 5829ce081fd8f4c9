"""Chấm điểm at the desk: of the city, which scores, and of each body, which reads and objects."""
from collections.abc import Mapping

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import moment
from ...base.csvfile import BadLines
from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.numbers import number_in
from ...base.permissions import AUDIT, DESK
from ...shells.desk.frame.menu import REPORTING, menu
from ...shells.frame.tablefile import csv_response, table_response
from ...web import desk_view
from .interfaces import MARK_COLUMNS, MOST_BYTES, STATES, CannotScore, IScorings
from .judging import is_open
from .marking import given_in_form
from .showing import LEVELS
from .views import (
    EVIDENCE,
    MARKS,
    MOST_FAULTS,
    OWN_EVIDENCE,
    AtScoring,
    Faults,
    MarksView,
    OwnScoringView,
    Page,
    YearView,
)

ALL, YEAR, TABLE, ANSWER, OWN = (
    'scorings', 'scoring', 'scoring-table', 'scoring-answer', 'own-scoring')


def sent_file(request: Request) -> bytes:
    """Return the bytes of the file that was sent, ``b''`` for none.  Raises ``BadLines`` for
    one of more than ``MOST_BYTES``.
    """
    sent = getattr(request.POST.get('file'), 'file', None)
    content = b'' if sent is None else bytes(sent.read(MOST_BYTES + 1))
    if len(content) > MOST_BYTES:
        raise BadLines([(0, _('Tệp lớn quá ${most} MB.', mapping={
            'most': MOST_BYTES // 1_000_000}))])
    return content


def is_concerned(site: object, request: Request) -> bool:
    """Return whether ``site`` is the city and the asker oversees all, or is of its board."""
    return IPortal.providedBy(site) and (request.has_permission(AUDIT, site) or bool(
        request.service(IScorings).may_approve(request.identity.id)))


def let_in(view: AtScoring) -> None:
    """Raise ``HTTPForbidden`` for who is not concerned."""
    if not is_concerned(view.context, view.request):
        raise HTTPForbidden


@menu(ALL, _('Chấm điểm, xếp hạng'), at=REPORTING, permission=DESK, order=41, shown=is_concerned)
class AllScorings(AtScoring):
    """All years, and the form that opens one."""

    @desk_view(context=IPortal, name=ALL, renderer='templates/scorings.pt')
    def page(self) -> Page:
        """Return the list."""
        let_in(self)
        return self._page({}, [])

    @desk_view(context=IPortal, name=ALL, request_method='POST', working_permission=AUDIT,
               renderer='templates/scorings.pt')
    def open(self) -> Page | HTTPSeeOther:
        """Open a year, or say why not."""
        year = number_in(self.request.POST.get('year', ''), 4)
        try:
            if not year:
                raise CannotScore({'year': _('“${typed}” không phải là một năm.', mapping={
                    'typed': str(self.request.POST.get('year', ''))[:20]})})
            self.scorings.open(year, self.actor, sent_file(self.request))
        except CannotScore as refused:
            self.request.response.status_int = 422
            return self._page(refused.reasons, [])
        except BadLines as bad:
            self.request.response.status_int = 422
            return self._page({}, bad.faults)
        self.flash(_('Đã mở chấm điểm và đo các tiêu chí Cổng đo được.'))
        return self.see(self.context, YEAR, year=year)

    def _page(self, reasons: Mapping[str, str], faults: Faults) -> Page:
        return {
            'title': _('Chấm điểm, xếp hạng'), 'years': self.scorings.all(), 'states': STATES,
            'moment': moment, 'open_years': self.scorings.open_years(),
            'may_score': self.scorings.may_score(), 'problems': [*reasons.values()],
            'faults': faults[:MOST_FAULTS]}


class YearOfScoring(YearView):
    """A year at the city: its criteria, its bodies, its steps."""

    @desk_view(context=IPortal, name=YEAR, renderer='templates/scoring.pt')
    def page(self) -> Page:
        """Return what ``scoring.pt`` names."""
        let_in(self)
        return self.year_page({}, [])

    @desk_view(context=IPortal, name=YEAR, request_method='POST',
               renderer='templates/scoring.pt')
    def step(self) -> Page | HTTPSeeOther:
        """Take the step that the form names."""
        let_in(self)
        year, act = self.scoring.year, str(self.request.POST.get('act', ''))
        try:
            self.flash(self._do(year, act))
        except CannotScore as refused:
            self.request.response.status_int = 422
            return self.year_page(refused.reasons, [])
        except BadLines as bad:
            self.request.response.status_int = 422
            return self.year_page({}, bad.faults)
        return self.see(self.context, YEAR, year=year)

    def _do(self, year: int, act: str) -> str:
        """Do it and return what to say of it."""
        if act == 'measure':
            self.scorings.measure(year, self.actor)
            return _('Đã đo lại các tiêu chí Cổng đo được.')
        if act == 'show':
            self.scorings.show(year, self.actor)
            return _('Đã gửi dự thảo điểm đến các cơ quan.')
        if act == 'approve':
            self.scorings.approve(year, str(self.request.POST.get('digest', '')), self.actor)
            return _('Đã phê duyệt; trang công khai cập nhật trong vòng 15 phút.')
        if act == 'file':
            content = sent_file(self.request)
            if not content:
                raise BadLines([(0, _('Hãy chọn một tệp CSV.'))])
            return _('Đã ghi ${number} điểm.', mapping={
                'number': self.scorings.bring_in(year, content, self.actor)})
        raise CannotScore({'': _('Hãy chọn một việc.')})

    @desk_view(context=IPortal, name=TABLE)
    def table(self) -> Response:
        """Return the table of the year; or, for ``kind=marks``, the marks by hand and what lacks
        one as a file that can be filled in and brought back.
        """
        let_in(self)
        scoring = self.scoring
        if self.request.params.get('kind') == 'marks':
            lines = [(sheet.label, each.code, mark.value if mark else '',
                      mark.note if mark else '')
                     for sheet in scoring.all_sheets() for each in scoring.criteria
                     for mark in [sheet.marks.get(each.code)]
                     if not each.measure or is_open(mark) or mark and mark.value]
            return csv_response(
                self.request, f'cham-diem-{scoring.year}', MARK_COLUMNS, lines)
        header = (_('Loại trang'), _('Thứ hạng'), _('Cơ quan'), _('Tổng điểm'),
                  *(each.title_in(self.tag) for each in scoring.criteria))
        rows = [(LEVELS.get(row.level, row.level), row.rank, row.title, row.total / 100,
                 *('' if each is None else each / 100 for each in row.points))
                for row in scoring.rows()]
        return table_response(self.request, f'xep-hang-{scoring.year}',
                              _('Chấm điểm, xếp hạng'), header, rows)


class MarksByHand(MarksView):
    """Marks of all bodies for one criterion, or of one body for all, many at once."""

    @desk_view(context=IPortal, name=MARKS, renderer='templates/marks.pt')
    def page(self) -> Page:
        """Return the form."""
        let_in(self)
        return self.marks_page({}, {})

    @desk_view(context=IPortal, name=MARKS, request_method='POST', working_permission=AUDIT,
               renderer='templates/marks.pt')
    def save(self) -> Page | HTTPSeeOther:
        """Keep them all, or none with the reason at each that is wrong."""
        given = given_in_form(self.request.POST)
        try:
            number = self.scorings.mark(self.scoring.year, given, self.actor)
        except CannotScore as refused:
            self.request.response.status_int = 422
            return self.marks_page(given, refused.reasons)
        self.flash(_('Đã ghi ${number} điểm.', mapping={'number': number}))
        return self.see(self.context, MARKS, **self.here)

    @desk_view(context=IPortal, name=ANSWER, request_method='POST', working_permission=AUDIT,
               renderer='templates/marks.pt')
    def answer(self) -> Page | HTTPSeeOther:
        """Answer an objection."""
        form = self.request.POST
        try:
            self.objections.answer(
                self.scoring.year, number_in(form.get('number', ''), 9),
                str(form.get('outcome', '')), str(form.get('text', '')), self.actor)
        except CannotScore as refused:
            self.request.response.status_int = 422
            return self.marks_page({}, {'': next(iter(refused.reasons.values()))})
        self.flash(_('Đã trả lời kiến nghị.'))
        return self.see(self.context, MARKS, **self.here)


class WhatIsCounted(AtScoring):
    """What a mark counts, one by one, for the city."""

    @desk_view(context=IPortal, name=EVIDENCE, renderer='templates/evidence.pt')
    def page(self) -> Page:
        """Return the list."""
        let_in(self)
        sheet = self.scoring.sheet(number_in(self.request.params.get('site', '')))
        return {**self.evidence_page(sheet, self.scoring), 'up': self.path(
            self.context, MARKS, year=self.scoring.year, site=sheet.site if sheet else 0)}


@menu(OWN, _('Kết quả chấm điểm'), at=REPORTING, permission=DESK, order=40,
      shown=lambda site, request: not IPortal.providedBy(site))
class OwnScoring(OwnScoringView):
    """What a body sees of its own scoring, and how it objects."""

    @desk_view(context=ISite, name=OWN, renderer='templates/own.pt')
    def page(self) -> Page:
        """Return the sheet of the year asked for, else of the latest."""
        return self.own_page({})

    @desk_view(context=ISite, name=OWN, request_method='POST',
               renderer='templates/own.pt')
    def object_to(self) -> Page | HTTPSeeOther:
        """Object to a mark, or say why that is refused."""
        scoring, form = self.shown_year(), self.request.POST
        if scoring is None:
            raise HTTPNotFound
        try:
            self.objections.object_to(self.context, scoring.year, str(form.get('code', '')),
                                      str(form.get('text', '')), self.actor)
        except CannotScore as refused:
            self.request.response.status_int = 422
            return self.own_page(refused.reasons)
        self.flash(_('Đã gửi kiến nghị.'))
        return self.see(self.context, OWN, year=scoring.year)

    @desk_view(context=ISite, name=OWN_EVIDENCE, renderer='templates/evidence.pt')
    def evidence(self) -> Page:
        """Return what a mark of its own counts."""
        scoring = self.shown_year()
        if scoring is None:
            raise HTTPNotFound
        return {**self.evidence_page(scoring.sheet(self.context.__oid__), scoring),
                'up': self.path(self.context, OWN, year=scoring.year)}
