"""Báo cáo in the desk: the reports of a site, one of them, and what stands behind a figure."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from ...base.clock import moment
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.periods import TO, period_of
from ...base.permissions import AUDIT, DESK
from ...base.values import Batch
from ...kernel.tree.lookup import is_practice
from ...platform.officefiles.interfaces import DOCX, PDF, XLSX, IOfficeFiles
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import REPORTING, menu
from ...shells.desk.frame.wording import person, place_title
from ...web import desk_view
from ...web.files import named
from .checking import differences
from .drafting import NAMED
from .interfaces import (
    LONGEST_NUMBER,
    PARTS,
    PRACTISED,
    SENT,
    STATE_TITLES,
    CannotReport,
)
from .services import figures_of
from .showing import PART_TITLES, happenings, page_of
from .views import FIGURE, ONE, AtReports, FigurePage, may_read

NAME, FILE = 'reports', 'report-file'
#: Reports on one page.
SIZE = 50
#: What a template is given.
Values = Mapping[str, object]


@menu(NAME, _('Báo cáo'), at=REPORTING, permission=DESK, order=20, shown=may_read)
class SiteReports(AtReports):
    """The reports of a site, and the form of a new one; who oversees all sites without working at
    this one sees what was sent.
    """

    def may_open(self) -> bool:
        """Return whether the asker reads the reports of the site, or oversees all."""
        return super().may_open() or bool(
            self.request.identity and self.request.has_permission(AUDIT, self.request.root))

    @desk_view(context=ISite, name=NAME, permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/reports.pt')
    def page(self) -> Values:
        """Return the list, the latest first."""
        return self._page({})

    @desk_view(context=ISite, name=NAME, request_method='POST', renderer='templates/reports.pt')
    def draft(self) -> Values | Response:
        """Draft a report of the period that was chosen, or of two days."""
        form = self.request.POST
        period = str(form.get('period', '')) or TO.join(
            str(form.get(name, '')) for name in ('first', 'last'))
        try:
            made = self.service.draft(self.context, period, self.actor)
        except CannotReport as refused:
            self.request.response.status_int = 422
            return self._page(refused.reasons)
        self.flash(_('Đã lập báo cáo. Hãy đọc lại, sửa lời văn và nhập kiến nghị.'))
        return self.see(self.context, ONE, number=made.number)

    def _page(self, reasons: Mapping[str, str]) -> Values:
        is_own = super().may_open()
        listed = [(report, event) for report in self.reports.of_site(str(self.context.__oid__))
                  if (event := report.events[-1] if is_own else report.last(SENT)) is not None]
        place = self.context if is_own else self.request.root
        form, start = self.request.POST, (page_number(self.request) - 1) * SIZE
        taken = {report.period for report, _event in listed}
        return {
            'title': _('Báo cáo: ${site}', mapping={
                'site': place_title(self.request, self.context)}),
            'is_city': IPortal.providedBy(self.context), 'error': reasons.get('period', ''),
            'rows': [(self.path(place, ONE, number=report.number), self.said(report),
                      STATE_TITLES[report.state if is_own else SENT],
                      moment(event.moment), person(self.request.root, event.actor))
                     for report, event in listed[start:start + SIZE]],
            'batch': Batch(tuple(listed[start:start + SIZE]), len(listed), start, SIZE),
            'page_address': lambda page: self.path(self.context, NAME, page=page),
            'periods': [each for each in self.reports.periods(self.now) if each[0] not in taken],
            'given': {name: form.get(name, '') for name in ('period', 'first', 'last')},
            'may_write': self.service.may_write(self.context),
            'problems': [why for name, why in reasons.items() if not name]}


class OneReport(AtReports):
    """A report: figures, text, what happened to it, and the next step."""

    @desk_view(context=ISite, name=ONE, permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/report.pt')
    def page(self) -> Values:
        """Show it; ``check`` compares its figures with what is counted today."""
        return self._page({}, {})

    @desk_view(context=ISite, name=ONE, request_method='POST', renderer='templates/report.pt')
    def act(self) -> Values | Response:
        """Do what the button says."""
        form, actor, service = self.request.POST, self.actor, self.service
        report, act = self.report()[0], str(form.get('act', ''))
        words = {part: str(form.get(part, '')) for part in PARTS}
        verbs: dict[str, tuple[Callable[[], object], str]] = {
            'save': (lambda: service.save(report, words, str(form.get('paper', '')), actor),
                     _('Đã lưu báo cáo.')),
            'recount': (lambda: service.recount(report, actor), _('Đã tính lại số liệu.')),
            'submit': (lambda: service.submit(report, actor), _('Đã trình Trưởng Ban.')),
            'approve': (lambda: service.approve(report, str(form.get('digest', '')), actor),
                        _('Đã phê duyệt báo cáo. Báo cáo chưa được gửi.')),
            'send': (lambda: service.send(report, actor), _('Đã gửi báo cáo.')),
            'return': (lambda: service.send_back(report, str(form.get('reason', '')), actor),
                       _('Đã trả lại báo cáo.'))}
        if act not in verbs:
            raise HTTPNotFound
        try:
            verbs[act][0]()
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page(words if act == 'save' else {}, refused.reasons)
        self.flash(verbs[act][1])
        return self.see(self.context, ONE, number=report.number)

    def _page(self, typed: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        report, site, content = self.report()
        period = period_of(report.period)
        checked = None if 'check' not in self.request.GET else differences(
            figures_of(self.request), site, period, content.counted, self.words, self.tag)
        return {
            'title': _('Báo cáo ${period}: ${site}', mapping={
                'period': self.said(report), 'site': place_title(self.request, site)}),
            'report': report, 'content': content, 'state': STATE_TITLES[report.state],
            **page_of(content, period, self.words, self.titles(content), self.tag),
            'words': {**content.words, **typed}, 'part_titles': PART_TITLES, 'reasons': reasons,
            'recipients': self.papers.recipients(site, period, content), 'checked': checked,
            'happenings': happenings(report, partial(person, self.request.root)),
            'counted_at': moment(content.counted.at), 'longest': LONGEST_NUMBER,
            'address': self.path(self.context, ONE, number=report.number),
            **self.steps(report, site), 'practised': PRACTISED if is_practice(site) else '',
            'is_early': site is self.context and report.state != SENT and (
                not period.may_be_sent(self.now)), 'named': NAMED,
            'prints': self.request.registry.getUtility(IOfficeFiles).pdf_available,
            'problems': [why for name, why in reasons.items() if name not in PARTS]}

    @desk_view(context=ISite, name=FILE)
    def file(self) -> Response:
        """Give it as DOCX, PDF or XLSX; nothing keeps it."""
        report, site, content = self.report()
        office: IOfficeFiles = self.request.registry.getUtility(IOfficeFiles)
        kind = self.request.GET.get('format', 'docx')
        papers, period = self.papers, period_of(report.period)
        makers: dict[str, tuple[str, Callable[[], bytes | None]]] = {
            'docx': (DOCX, lambda: office.docx(papers.document(site, period, content))),
            'pdf': (PDF, lambda: office.pdf(papers.document(site, period, content))),
            'xlsx': (XLSX, lambda: papers.workbook(site, period, content))}
        if kind not in makers:
            raise HTTPNotFound
        content_type, make = makers[kind]
        made = make()
        if made is None:
            self.flash(_('Hiện chưa tạo được PDF; hãy tải tệp DOCX hoặc thử lại sau.'))
            return self.see(self.context, ONE, number=report.number)
        response = Response(made, content_type=content_type, charset=None, content_disposition=(
            named('attachment', f'bao-cao-{report.number}-{report.period}.{kind}')))
        response.headers['Cache-Control'] = 'no-store'
        return response


class OneFigure(FigurePage):
    """What stands behind a figure: events, duties, cases or days; at the city, by its sites."""

    @desk_view(context=ISite, name=FIGURE, permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/figure.pt')
    def page(self) -> Values:
        """Return a page of them."""
        return self.values()
