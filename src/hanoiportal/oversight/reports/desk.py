"""Báo cáo in the desk: the reports of a site, one of them, and what stands behind a figure."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ...base.clock import local, moment, shown_date
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.permissions import ANSWER, DESK, VIEW
from ...base.values import Batch
from ...platform.officefiles.interfaces import DOCX, PDF, XLSX, IOfficeFiles
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import REPORTING, menu
from ...shells.desk.frame.wording import person, place_title, title_of
from ...web import desk_view
from ...web.files import named
from .behind import WHY, Lines, lines_of
from .checking import differences
from .interfaces import (
    CASES,
    DUTIES,
    INNER,
    LEDGER,
    LONGEST_NUMBER,
    PARTS,
    STATE_TITLES,
    CannotReport,
    Content,
)
from .periods import TO, called, period_of, periods_on
from .rows import Titles
from .scope import Happening, Name, name_of
from .services import figures_of
from .showing import PART_TITLES, happenings, page_of
from .views import AtReports, may_read

NAME, ONE, FIGURE, FILE = 'reports', 'report', 'report-figure', 'report-file'
#: Events on one page behind a figure.
SIZE = 50
#: What a template is given.
Values = Mapping[str, object]


@menu(NAME, _('Báo cáo'), at=REPORTING, permission=DESK, order=20, shown=may_read)
class SiteReports(AtReports):
    """The reports of a site, and the form of a new one."""

    @desk_view(context=ISite, name=NAME, renderer='templates/reports.pt')
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
        listed = self.reports.of_site(str(self.context.__oid__))
        form, start = self.request.POST, (page_number(self.request) - 1) * SIZE
        taken = {report.period for report in listed}
        return {
            'title': _('Báo cáo: ${site}', mapping={
                'site': place_title(self.request, self.context)}),
            'is_city': IPortal.providedBy(self.context), 'error': reasons.get('period', ''),
            'rows': [(report.number, self.said(report), STATE_TITLES[report.state],
                      moment(report.events[-1].moment), person(
                          self.request.root, report.events[-1].actor))
                     for report in listed[start:start + SIZE]],
            'batch': Batch(tuple(listed[start:start + SIZE]), len(listed), start, SIZE),
            'page_address': lambda page: self.path(self.context, NAME, page=page),
            'periods': [(each.name, called(each)) for each in periods_on(self.now)
                        if each.name not in taken],
            'given': {name: form.get(name, '') for name in ('period', 'first', 'last')},
            'may_write': self.service.may_write(self.context),
            'problems': [why for name, why in reasons.items() if not name]}


class OneReport(AtReports):
    """A report: figures, text, what happened to it, and the next step."""

    @desk_view(context=ISite, name=ONE, renderer='templates/report.pt')
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
        figures = figures_of(self.request)
        checked = None if 'check' not in self.request.GET else differences(
            figures, site, period, content.counted, self.words, self.tag)
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
            **self.steps(report, site),
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


class OneFigure(AtReports):
    """What stands behind a figure: events, duties, cases or days; at the city, by its sites."""

    @desk_view(context=ISite, name=FIGURE, renderer='templates/figure.pt')
    def page(self) -> Values:
        """Return a page of them, with what came after the report was counted."""
        report, site, content = self.report()
        name, counted = self._name(), content.counted
        period, titles = period_of(report.period), self.titles(content)
        is_city, one = IPortal.providedBy(site), self._site(content)
        figures, start = figures_of(self.request), (page_number(self.request) - 1) * SIZE
        by_site = figures.by_site(counted, period, name) if is_city else {}
        found = Lines([], 0, []) if is_city and one is None else lines_of(
            figures, one or site, period, counted, name)
        kept = counted.values.get(str(name), 0) if one is None else by_site.get(
            str(one.__oid__), 0)
        about = {'number': report.number, 'figure': str(name), **(
            {'site': str(one.__oid__)} if one is not None and is_city else {})}
        return {
            'title': _('${figure}: ${period}', mapping={
                'figure': titles.figure(name, self.words), 'period': self.said(report)}),
            'kept': kept, 'total': found.total, 'later': found.later, 'why': WHY[name.source],
            'rows': [self._row(each, name, titles) for each in found.rows[start:start + SIZE]],
            'batch': Batch(tuple(found.rows[start:start + SIZE]), len(found.rows), start, SIZE),
            'page_address': lambda page: self.path(self.context, FIGURE, page=page, **about),
            'report_address': self.path(self.context, ONE, number=report.number),
            'site': '' if one is None else place_title(self.request, one),
            'sites': [
                (self.path(self.context, FIGURE, site=oid, **about), titles.place(oid), value)
                for oid, value in by_site.items() if value and one is None]}

    def _site(self, content: Content) -> ISite | None:
        """Return the site of a report of the city that the address names."""
        oid = str(self.request.GET.get('site', ''))
        if not oid:
            return None
        found: ISite | None = None if oid not in content.counted.sites else (
            self.request.root.__objectmap__.object_for(int(oid)))
        if found is None:
            raise HTTPNotFound
        return found

    def _row(self, each: Happening, name: Name, titles: Titles) -> tuple[str, str, str, int]:
        """Return moment, words, address and times of a line."""
        portal, number = self.request.root, each.number
        site = portal.__objectmap__.object_for(int(each.site))
        when = moment(each.moment) if name.source in (LEDGER, INNER, DUTIES) else shown_date(
            local(each.moment).date(), self.tag)
        if name.source in (DUTIES, CASES):
            permission, view = (DESK, 'duty') if name.source == DUTIES else (ANSWER, 'case')
            return when, each.what, self._opened(permission, site, view, number), each.times
        item = portal.__objectmap__.object_for(int(each.oid)) if (
            name.source == LEDGER and each.oid) else None
        if item is None or not self.request.has_permission(VIEW, item):
            said = titles.event(each.what) if each.what else titles.figure(name, self.words)
            return when, said, '', each.times
        return when, title_of(item), self.request.link(item), each.times

    def _opened(self, permission: str, site: ISite | None, view: str, number: int) -> str:
        """Return the address of a record in the desk, ``''`` for who may not open it."""
        return self.path(site, view, number=number) if site is not None and (
            self.request.has_permission(permission, site)) else ''

    def _name(self) -> Name:
        try:
            found = name_of(str(self.request.GET.get('figure', '')))
        except ValueError:
            raise HTTPNotFound from None
        if found.whole not in self.words.figures:
            raise HTTPNotFound
        return found
