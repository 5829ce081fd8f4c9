"""What the pages of reports share: who reads them, and which report the address names."""
from __future__ import annotations

from functools import partial

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from ...base.clock import local
from ...base.interfaces import IClock, IPortal, ISite
from ...base.numbers import number_in
from ...base.permissions import AUDIT, EDIT, MANAGE_SITE
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from .interfaces import APPROVED, SENT, SUBMITTED, Content, IReporting, IReports, Report
from .papers import Papers
from .periods import called, period_of
from .rows import Titles
from .words import IReportWords, ReportWords

#: Names of the pages of one report, and of one of its figures.
ONE, FIGURE = 'report', 'report-figure'


class AtReports(DeskView):
    """What the pages have in common: reports are read by who edits at the site, or oversees it."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        if not may_read(context, request):
            raise HTTPNotFound
        self.service: IReporting = request.service(IReporting)
        self.reports: IReports = request.registry.getAdapter(context, IReports)
        self.words: ReportWords = request.registry.getUtility(IReportWords)
        self.actor = request.identity.id
        self.now = request.registry.getUtility(IClock).now()
        self.tag: str = request.language.tag

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
            raise HTTPNotFound
        return found, self.context.__objectmap__.object_for(int(found.site)), sent.content

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
