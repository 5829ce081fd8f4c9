"""Nhuận bút in the desk: the works of a month, sheets, payment, statements, one's own."""
from __future__ import annotations

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from ...base.clock import shown_date
from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.months import after, before, month_of
from ...base.numbers import dong_in, grouped
from ...base.permissions import DESK, EDIT, PAY
from ...base.values import Batch
from ...kernel.tree.lookup import site_of
from ...platform.officefiles.interfaces import XLSX, IOfficeFiles
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import BOARD, menu
from ...shells.desk.frame.menu import OWN as OWN_MENU
from ...shells.desk.frame.view import OwnView
from ...shells.desk.frame.wording import place_title
from ...web import desk_view
from .acting import TOLD
from .documents import PAYMENT_COLUMNS, bank_text, payment_rows
from .form import at_fields
from .interfaces import (
    BANK,
    CONFIRMED,
    FUND_PAGE,
    LINE,
    LIST,
    OWN,
    PAID,
    PAYMENTS,
    SHEET,
    STATEMENT,
    STATES,
    WORKS,
    CannotPay,
    IRoyalties,
    RoyaltySheet,
)
from .reading import may_see
from .rows import month_shown
from .views import (
    AtRoyalties,
    FundView,
    LineView,
    SheetView,
    StatementView,
    Values,
    saved,
)
from .works import month_in

SIZE = 50


def is_concerned(site: object, request: Request) -> bool:
    """Return whether the asker sees sheets of ``site``."""
    return ISite.providedBy(site) and may_see(site, request.has_permission)


@menu(LIST, _('Nhuận bút, thù lao'), at=BOARD, permission=DESK, order=50, shown=is_concerned)
class RoyaltyPages(AtRoyalties):
    """The sheets of a site, and what it published in a month (8.12, 26.1)."""

    @desk_view(context=ISite, name=LIST, working_permission=DESK,
               renderer='templates/royalties.pt')
    def page(self) -> Values:
        """List the sheets."""
        found = self.royalties.sheets(self.context)
        start = (page_number(self.request) - 1) * SIZE
        kept = found[start:start + SIZE]
        return {
            'title': _('Nhuận bút: ${site}', mapping={
                'site': place_title(self.request, self.context)}),
            'may_edit': self.request.has_permission(EDIT, self.context),
            'month': month_of(self.today), 'batch': Batch(tuple(kept), len(found), start, SIZE),
            'rows': [(each.number, month_shown(each.month), STATES[each.state],
                      each.state == PAID, len(each.lines), self.rows.total(each))
                     for each in kept]}

    @desk_view(context=ISite, name=WORKS, working_permission=EDIT,
               renderer='templates/royaltyworks.pt')
    def works(self) -> Values:
        """List what became public in a month, and which sheet has it."""
        if not self.request.has_permission(EDIT, self.context):
            raise HTTPForbidden
        month = month_in(self.request.GET.get('month', '')) or month_of(self.today)
        found = self.royalties.works(self.context, month)
        return {
            'title': _('Tác phẩm đăng tháng ${month}', mapping={'month': month_shown(month)}),
            'month': month, 'earlier': before(month), 'later': after(month),
            'rows': [(work, self.royalties.title_of(work.item) or '—',
                      shown_date(work.day, self.tag), at, bool(self.tables.picture_genre(
                          work.content_type, work.day))) for work, at in found]}


class SheetPage(SheetView):
    """One sheet: its lines, what each gets, what is to be done."""

    @desk_view(context=ISite, name=SHEET, working_permission=DESK,
               renderer='templates/royaltysheet.pt')
    def page(self) -> Values:
        """Show it."""
        return self.shown({})

    @desk_view(context=ISite, name=SHEET, working_permission=DESK, request_method='POST',
               renderer='templates/royaltysheet.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Do what the button says."""
        sheet, form = self.asked_sheet(), self.request.POST
        verb = self.verbs(sheet).get(str(form.get('act', '')))
        if verb is None:
            return self.see(self.context, SHEET, number=sheet.number)
        try:
            verb()
        except CannotPay as refused:
            self.request.response.status_int = 422
            return self.shown(refused.reasons)
        self.flash(TOLD[str(form['act'])])
        return self.see(self.context, SHEET, number=sheet.number)


class PaymentFiles(AtRoyalties):
    """The files of who pays."""

    @desk_view(context=ISite, name=PAYMENTS, working_permission=DESK)
    def workbook(self) -> Response:
        """Give the payment list as workbook."""
        sheet, office = self._sheet(), self.request.registry.getUtility(IOfficeFiles)
        day = sheet.paid_on or self.today
        rows = payment_rows(self.payments(sheet), sheet, self.tables, day)
        content = office.sheet(f'Nhuận bút {sheet.month}', PAYMENT_COLUMNS, rows)
        return saved(content, XLSX, f'nhuan-but-{sheet.month}-{sheet.number}.xlsx')

    @desk_view(context=ISite, name=BANK, working_permission=DESK)
    def bank(self) -> Response:
        """Give the bank's file."""
        sheet = self._sheet()
        content = bank_text(self.payments(sheet), sheet).encode('utf-8-sig')
        return saved(content, 'text/csv', f'ngan-hang-{sheet.month}-{sheet.number}.csv')

    def may_enter(self) -> bool:
        """See ``AtRoyalties``: who pays, alone."""
        return bool(self.request.has_permission(PAY, self.context))

    def _sheet(self) -> RoyaltySheet:
        sheet = self.asked_sheet()
        if sheet.state not in (CONFIRMED, PAID):
            raise HTTPNotFound
        return sheet


class StatementPage(StatementView):
    """What somebody got by a sheet: for who may see the sheet, and for themselves."""

    @desk_view(context=ISite, name=STATEMENT, working_permission=DESK,
               renderer='templates/royaltystatement.pt')
    def page(self) -> Values | Response:
        """Show it, or give it as a file."""
        sheet, payment = self.found()
        payee = self.royalties.payee(self.context, payment.payee)
        if self.request.GET.get('format') in ('docx', 'pdf'):
            return self.file(sheet, payment)
        names = {payee.payee: payee.name}
        rows = [self.rows.line(line._replace(counted=line.counted._replace(
                    parts=(each,))), names) for line in sheet.lines
                for each in line.counted.parts if each[0] == payment.payee]
        return {
            'title': _('Phiếu kê nhuận bút tháng ${month}', mapping={
                'month': month_shown(sheet.month)}),
            'sheet': sheet, 'rows': rows, 'row': self.rows.payment(
                sheet, payment, payee, self.today),
            'payee': payee, 'paid_on': shown_date(sheet.paid_on, self.tag) if sheet.paid_on
            else '', 'may_see': self.royalties.may_see(self.context),
            'prints': self.request.registry.getUtility(IOfficeFiles).pdf_available}


class LinePage(LineView):
    """How a work is valued, or what a paid one should have been."""

    @desk_view(context=ISite, name=LINE, working_permission=EDIT,
               renderer='templates/royaltyline.pt')
    def page(self) -> Values:
        """Show the form, with what was written before or is likely."""
        return self.shown(self.likely(), {})

    @desk_view(context=ISite, name=LINE, working_permission=EDIT, request_method='POST',
               renderer='templates/royaltyline.pt')
    def keep(self) -> Values | HTTPSeeOther:
        """Write it, or show again what is wrong."""
        form = {name: str(value) for name, value in self.request.POST.items()}
        try:
            number = self.written(form).number
        except CannotPay as refused:
            self.request.response.status_int = 422
            return self.shown(form, at_fields(refused.reasons, form))
        self.flash(_('Đã ghi vào bảng số ${number}.', mapping={'number': number}))
        return self.see(self.context, SHEET, number=number)


class FundPage(FundView):
    """A sum from a fund: remuneration of editors, encouragement."""

    @desk_view(context=ISite, name=FUND_PAGE, working_permission=EDIT,
               renderer='templates/royaltyfund.pt')
    def page(self) -> Values:
        """Show the form."""
        return self.shown({}, {})

    @desk_view(context=ISite, name=FUND_PAGE, working_permission=EDIT, request_method='POST',
               renderer='templates/royaltyfund.pt')
    def keep(self) -> Values | HTTPSeeOther:
        """Write it, or show again what is wrong."""
        form = {name: str(value) for name, value in self.request.POST.items()}
        try:
            sheet = self.deeds.add_fund(
                self.context, self.month, form.get('fund', ''), form.get('payee', ''),
                dong_in(form.get('amount', '')), form.get('note', ''), self.actor)
        except CannotPay as refused:
            self.request.response.status_int = 422
            return self.shown(form, refused.reasons)
        self.flash(_('Đã ghi vào bảng số ${number}.', mapping={'number': sheet.number}))
        return self.see(self.context, SHEET, number=sheet.number)


@menu(OWN, _('Nhuận bút của tôi'), at=OWN_MENU, order=5)
class OwnRoyalties(OwnView):
    """What the asker was paid, at whichever site."""

    @desk_view(context=ISite, name=OWN, permission=NO_PERMISSION_REQUIRED,
               working_permission=None, renderer='templates/myroyalties.pt')
    def page(self) -> Values:
        """List it, the latest first."""
        royalties: IRoyalties = self.request.service(IRoyalties)
        found, tag = royalties.own(self.request.identity.id), self.request.language.tag
        start = (page_number(self.request) - 1) * SIZE
        kept = found[start:start + SIZE]
        return {
            'title': _('Nhuận bút của tôi'), 'batch': Batch(tuple(kept), len(found), start, SIZE),
            'rows': [(site_of(self.request.root, sheet.site), sheet.number, each.payee,
                      month_shown(sheet.month), grouped(each.gross, tag), grouped(each.tax, tag),
                      grouped(each.net, tag)) for sheet, each in kept]}
