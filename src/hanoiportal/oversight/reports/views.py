"""What the pages of reports share: who reads them, which report the address names, and what stands
behind a figure.
"""
from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from pyramid.httpexceptions import (
    HTTPException,
    HTTPForbidden,
    HTTPNotFound,
    HTTPSeeOther,
)
from pyramid.request import Request

from ...base.clock import local, moment, shown_date
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.numbers import number_in
from ...base.periods import called, period_of
from ...base.permissions import ANSWER, AUDIT, DESK, EDIT, MANAGE_SITE, VIEW
from ...base.values import Batch
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person, place_title, title_of
from .behind import WHY, Lines, lines_of
from .interfaces import (
    APPROVED,
    CASES,
    DUTIES,
    INNER,
    LEDGER,
    SENT,
    SUBMITTED,
    Content,
    IReporting,
    IReports,
    Report,
)
from .papers import Papers
from .rows import Titles
from .scope import Happening, Name, name_of
from .services import figures_of
from .words import IReportWords, ReportWords

#: Names of the pages of one report, and of one of its figures.
ONE, FIGURE = 'report', 'report-figure'
#: Events on one page behind a figure.
SIZE = 50


class AtReports(DeskView):
    """What the pages have in common: reports are read by who edits at the site, or oversees it."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.reports: IReports = request.registry.getAdapter(context, IReports)
        if not self.may_open():
            raise self._elsewhere()
        self.service: IReporting = request.service(IReporting)
        self.words: ReportWords = request.registry.getUtility(IReportWords)
        self.actor = request.identity.id
        self.now = request.registry.getUtility(IClock).now()
        self.tag: str = request.language.tag

    def may_open(self) -> bool:
        """Return whether the asker reads the reports of the site here."""
        return bool(self.request.has_permission(DESK, self.context)) and may_read(
            self.context, self.request)

    def report(self) -> tuple[Report, ISite, Content]:
        """Return the report that the address names, its site, and what it says: at its own site
        as it is now, at the portal of another site what was sent.
        """
        found = self.reports.get(number_in(self.request.params.get('number', ''), 9))
        if found is not None and found.site == str(self.context.__oid__):
            return found, self.context, found.content
        sent = None if found is None else found.last(SENT)
        if found is None or sent is None or sent.content is None or not (
                IPortal.providedBy(self.context)
                and self.request.has_permission(AUDIT, self.context)):
            raise self._elsewhere()
        return found, self.context.__objectmap__.object_for(int(found.site)), sent.content

    def _elsewhere(self) -> HTTPException:
        """Return the way to the report where who oversees all sites reads it: a link may name the
        site that sent it.
        """
        portal, request = self.request.root, self.request
        if request.identity is None:
            return HTTPForbidden()
        found = self.reports.get(number_in(request.GET.get('number', ''), 9))
        if found is None or IPortal.providedBy(self.context) or request.method != 'GET' or not (
                request.has_permission(AUDIT, portal)
                and (found.site == str(portal.__oid__) or found.last(SENT) is not None)):
            return HTTPNotFound()
        return HTTPSeeOther(self.path(portal, request.view_name, **dict(request.GET)))

    def steps(self, report: Report, site: ISite) -> dict[str, bool]:
        """Return what the asker may do with ``report`` of ``site`` here."""
        is_own, state = site is self.context, report.state
        may_edit = is_own and state != SENT and self.service.may_write(site)
        return {
            'may_edit': may_edit, 'may_submit': may_edit and state not in (SUBMITTED, APPROVED),
            'may_approve': may_edit and state != APPROVED and self.service.may_approve(
                site, self.actor),
            'may_send': is_own and state == APPROVED and self.service.may_send(site, self.actor),
            'may_return': not is_own and state == SENT and self.service.may_return(report),
            'may_erase': is_own and self.request.has_permission(MANAGE_SITE, site)}

    def titles(self, content: Content) -> Titles:
        """Return what parts of figures are called."""
        return Titles(self.request.registry, self.request.root,
                      local(content.counted.at).date(), self.tag,
                      self.request.localizer.translate)

    def said(self, report: Report) -> str:
        """Return what the period of ``report`` is called, in the language of the page."""
        text: str = self.request.localizer.translate(called(period_of(report.period)))
        return text

    @property
    def papers(self) -> Papers:
        """What writes reports as files."""
        return Papers(self.request.registry, self.request.root, partial(
            person, self.request.root), self.request.localizer.translate)


def may_read(site: ISite, request: Request) -> bool:
    """Return whether the asker reads the reports of ``site``."""
    return any(request.has_permission(each, site) for each in (EDIT, AUDIT))


class FigurePage(AtReports):
    """What stands behind a figure: events, duties, cases or days; at the city, by its sites."""

    def values(self) -> Mapping[str, object]:
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
