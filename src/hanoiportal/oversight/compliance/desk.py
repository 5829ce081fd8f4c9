"""Tuân thủ at the desk: what a board declares (4.5), and all sites for who inspects (27.4)."""
from pyramid.httpexceptions import HTTPFound

from ...base.clock import local, moment
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.months import month_of
from ...base.permissions import ASSIGN, DESK
from ...base.text import collate
from ...base.values import Batch
from ...kernel.tree.lookup import at_path, find_portal
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import TERMS, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person, place_title
from ...web import desk_view
from .interfaces import METHOD, PAGE, IComplianceRules, IDeclaring
from .league import lines
from .resource import snapshot_of
from .showing import share, shown_month
from .tables import in_force
from .values import NO, YES

NAME, APPROVAL, TEMPLATE = 'compliance', 'compliance-method', 'templates/desk.pt'
#: Sites on one page of the inspection.
SIZE = 50
ANSWERS = ((YES, _('Có')), (NO, _('Chưa có')))


@menu(NAME, _('Tuân thủ'), at=TERMS, permission=DESK, order=40)
class CompliancePage(DeskView):
    """What the board of the site declares; of the city, all sites with what they lack."""

    @desk_view(context=ISite, name=NAME, renderer=TEMPLATE)
    def page(self) -> dict[str, object]:
        """Return what ``desk.pt`` names."""
        return self._page('', {})

    @desk_view(context=ISite, name=NAME, request_method='POST', renderer=TEMPLATE)
    def declare(self) -> dict[str, object] | HTTPFound:
        """Keep what the form declares, or show again what is wrong."""
        form = self.request.POST
        code, answer, note = (str(form.get(name, '')) for name in ('code', 'answer', 'note'))
        try:
            self.request.service(IDeclaring).declare(
                self.context, code, answer, note, self.request.identity.id)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page(code, refused.reasons)
        self.flash(_('Đã ghi nhận khai báo; trang công khai cập nhật trong vòng 15 phút.'))
        return self.see(self.context, NAME)

    @desk_view(context=IPortal, name=APPROVAL, request_method='POST', renderer=TEMPLATE)
    def approve(self) -> dict[str, object] | HTTPFound:
        """Approve the method that the form names, or show why not."""
        try:
            self.request.service(IDeclaring).approve_method(
                self.context, str(self.request.POST.get('digest', '')), self.request.identity.id)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page('', refused.reasons)
        self.flash(_('Đã phê duyệt phương pháp; trang công khai cập nhật trong vòng 15 phút.'))
        return self.see(self.context, NAME)

    def _method(self) -> dict[str, object]:
        """Return the page with the method, its digest, and who has approved it when."""
        portal, declaring = self.context, self.request.service(IDeclaring)
        digest, consent = declaring.current_method(portal), declaring.method(portal)
        known = consent if consent is not None and consent.digest == digest else None
        found = at_path(portal, METHOD) if digest else None
        return {
            'digest': digest, 'method': self.request.link(found) if found is not None else '',
            'approver': person(portal, known.actor) if known else '',
            'approved': moment(known.moment) if known else '',
            'may_approve': known is None and bool(digest) and declaring.may_approve_method(
                portal, self.request.identity.id),
            'approval': self.path(portal, APPROVAL)}

    def _page(self, code: str, reasons: dict[str, str]) -> dict[str, object]:
        is_city = IPortal.providedBy(self.context)
        return {
            'title': _('Tuân thủ: ${site}', mapping={
                'site': place_title(self.request, self.context)}),
            'declarable': self._declarable(code, reasons), 'answers': ANSWERS,
            'may_declare': bool(self.request.has_permission(ASSIGN, self.context)),
            'problems': [why for name, why in reasons.items() if not name],
            'public': self.request.link(self.context, PAGE), 'is_city': is_city,
            'action': self.path(self.context, NAME),
            **({**self._inspected(), **self._method()} if is_city else {})}

    def _declarable(self, code: str, reasons: dict[str, str]) -> list[dict[str, object]]:
        registry, portal = self.request.registry, find_portal(self.context)
        today = local(registry.getUtility(IClock).now()).date()
        said = self.request.service(IDeclaring).declarations(self.context)
        tag = self.request.language.tag
        found = []
        for row in in_force(registry.getUtility(IComplianceRules).functions, today):
            if not row.checker:
                kept = said.get(row.code)
                found.append({
                    'code': row.code, 'title': row.titles.get(tag, row.titles['vi']),
                    'basis': row.basis, 'answer': kept.answer if kept else '',
                    'who': person(portal, kept.actor) if kept else '',
                    'when': moment(kept.moment) if kept else '', 'note': kept.note if kept else '',
                    'error': next(iter(reasons.values()), '') if row.code == code else ''})
        return found

    def _inspected(self) -> dict[str, object]:
        """Return the table of all sites, those first that lack most in the running month."""
        snapshot, portal = snapshot_of(self.context), self.context
        if snapshot is None or snapshot.moment is None:
            return {'moment': '', 'sites': [], 'batch': Batch((), 0, 0, SIZE)}
        month, tag = month_of(local(snapshot.moment).date()), self.request.language.tag
        sites = {site.__oid__: site for site in (portal, *portal['sites'].values())}
        rows = []
        for line in lines(snapshot.all_rows(), snapshot.rows_of(month)):
            site = sites.get(line.oid)
            if site is not None:
                pairs = (line.filled, line.fresh, line.windows, line.in_time, line.working)
                lacking = sum(whole - part for part, whole in pairs)
                rows.append((-lacking, collate(site.title), site, pairs))
        rows.sort(key=lambda row: row[:2])
        start = (page_number(self.request) - 1) * SIZE
        shown = tuple(
            (place_title(self.request, site), self.path(site, NAME),
             self.request.link(site, PAGE), -less, [share(pair, tag) for pair in pairs])
            for less, _title, site, pairs in rows[start:start + SIZE])
        return {'moment': moment(snapshot.moment), 'month': shown_month(month, tag),
                'batch': Batch(shown, len(rows), start, SIZE), 'sites': shown,
                'page_address': lambda number: self.path(portal, NAME, page=number)}
