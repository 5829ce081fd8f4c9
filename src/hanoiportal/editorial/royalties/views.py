"""What the pages of royalties have in common: the page at a site, a sheet, the form of a line."""
from __future__ import annotations

from collections.abc import Callable, Mapping

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import local, moment, shown_date
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.months import month_of
from ...base.numbers import number_in
from ...base.permissions import EDIT, PAY
from ...platform.officefiles.interfaces import DOCX, PDF, IOfficeFiles
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...web.files import named
from .acting import verbs_of
from .documents import statement
from .form import besides, filled, fund_controls, likely_of, line_controls, typed_of, valuation_of
from .interfaces import (
    CONFIRMED,
    OPEN,
    PAID,
    PICTURES,
    STATEMENT,
    STATES,
    WORK,
    CannotPay,
    IRoyalties,
    IRoyaltyDeeds,
    Payee,
    Payment,
    PublishedWork,
    RoyaltyLine,
    RoyaltySheet,
)
from .lines import work_of
from .payees import choices_of
from .rows import HAPPENED, Rows, month_shown
from .tables import IRoyaltyTables, RoyaltyTables
from .works import month_in

#: What a template is given.
Values = Mapping[str, object]


class AtRoyalties(DeskView):
    """What the pages at a site have in common; who may see no sheet finds none of them."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.royalties: IRoyalties = request.service(IRoyalties)
        self.deeds: IRoyaltyDeeds = request.service(IRoyaltyDeeds)
        self.tables: RoyaltyTables = request.registry.getUtility(IRoyaltyTables)
        self.actor = request.identity.id
        self.tag = request.language.tag
        self.rows = Rows(self.royalties, self.tables, self.tag)
        self.today = local(request.registry.getUtility(IClock).now()).date()
        if not self.may_enter():
            raise HTTPNotFound

    def may_enter(self) -> bool:
        """Return whether the asker finds the page."""
        return self.royalties.may_see(self.context)

    def asked_sheet(self) -> RoyaltySheet:
        """Return the sheet that the address or form names."""
        try:
            return self.royalties.sheet(
                self.context, number_in(self.request.params.get('number', '')))
        except LookupError:
            raise HTTPNotFound from None

    def payments(self, sheet: RoyaltySheet) -> list[tuple[Payment, Payee]]:
        """Return what each gets by ``sheet``, none where the law of today does not say."""
        try:
            found = self.royalties.payments(sheet, self.today)
        except CannotPay:
            return []
        return [(each, self.royalties.payee(self.context, each.payee)) for each in found]


class SheetView(AtRoyalties):
    """What the page of a sheet shows and does."""

    def verbs(self, sheet: RoyaltySheet) -> dict[str, Callable[[], object]]:
        """Return what each button does."""
        form = {name: str(value) for name, value in self.request.POST.items()}
        return verbs_of(self.deeds, self.context, sheet, self.actor, form, self.today)

    def shown(self, reasons: Mapping[str, str]) -> Values:
        """Return the values of the page."""
        sheet, request = self.asked_sheet(), self.request
        paid = self.payments(sheet)
        names = {payee.payee: payee.name for _payment, payee in paid}
        names |= {who: self.royalties.payee(self.context, who).name for line in sheet.lines
                  for who, _part in line.counted.parts if who not in names}
        return {
            'title': _('Bảng nhuận bút số ${number}, tháng ${month}', mapping={
                'number': sheet.number, 'month': month_shown(sheet.month)}),
            'sheet': sheet, 'state': STATES[sheet.state], 'is_open': sheet.state == OPEN,
            'actions': self.deeds.actions(self.context, sheet, self.actor),
            'bank': self.rows.bank(sheet, paid) if sheet.state in (
                CONFIRMED, PAID) and request.has_permission(PAY, self.context) else None,
            'lines': [(self.rows.line(each, names), sheet.state == PAID and each.kind == WORK)
                      for each in sheet.lines],
            'payments': [
                self.rows.payment(sheet, each, payee, self.today) for each, payee in paid],
            'total': self.rows.total(sheet),
            'taxes': [(each.name, each.title_in(self.tag))
                      for each in self.tables.taxes_on(self.today)],
            'happenings': [
                (HAPPENED[each.kind], person(request.root, each.actor), moment(each.moment),
                 each.text) for each in reversed(sheet.events)], 'reasons': reasons,
            'text': request.POST.get('text', ''),
            'day': request.POST.get('day', self.today.isoformat()),
            'problems': [why for name, why in reasons.items() if name not in ('text', 'day')]}


class StatementView(AtRoyalties):
    """What somebody got by a sheet: for who may see the sheet, and for themselves."""

    def may_enter(self) -> bool:
        """See ``AtRoyalties``: the page looks for itself."""
        return True

    def found(self) -> tuple[RoyaltySheet, Payment]:
        """Return the payment that is asked for."""
        number, name = (self.request.GET.get(each, '') for each in ('number', 'payee'))
        for sheet, payment in self.royalties.own(self.actor):
            if (str(sheet.number) == number and sheet.site == str(self.context.__oid__)
                    and name in ('', payment.payee)):
                return sheet, payment
        sheet = self.asked_sheet()
        found = next((each for each, _payee in self.payments(sheet) if each.payee == name), None)
        if found is None:
            raise HTTPNotFound
        return sheet, found

    def file(self, sheet: RoyaltySheet, payment: Payment) -> Response:
        """Return it as a file."""
        office: IOfficeFiles = self.request.registry.getUtility(IOfficeFiles)
        document = statement(
            self.context, sheet, payment, self.royalties.payee(self.context, payment.payee),
            self.royalties.title_of, self.tables)
        is_pdf = self.request.GET['format'] == 'pdf'
        content = office.pdf(document) if is_pdf else office.docx(document)
        if content is None:
            self.flash(_('Hiện chưa tạo được PDF; hãy tải tệp DOCX hoặc thử lại sau.'))
            return self.see(self.context, STATEMENT, number=sheet.number, payee=payment.payee)
        return saved(content, PDF if is_pdf else DOCX,
                     f'phieu-ke-{sheet.month}-{sheet.number}.{"pdf" if is_pdf else "docx"}')


class ForEditors(AtRoyalties):
    """A page for who edits, alone."""

    def may_enter(self) -> bool:
        """See ``AtRoyalties``."""
        return bool(self.request.has_permission(EDIT, self.context))


class LineView(ForEditors):
    """The form of a line: of a work, or of what a paid one should have been."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.line = self._line() if request.params.get('line') else None
        self.work = self._work() if self.line is None else work_of(self.line)

    def likely(self) -> dict[str, str]:
        """Return what the form begins with."""
        if self.line is not None and self.line.valuation is not None:
            return typed_of(self.line.valuation)
        who = self.royalties.suggested(self.context, self.work)
        return likely_of(self.tables, self.work, who, self.request.params.get('part') == PICTURES)

    def written(self, form: Mapping[str, str]) -> RoyaltySheet:
        """Write what was typed; return the sheet that has it.  Raises ``CannotPay``."""
        valuation = valuation_of(form, self.tables, self.work.day)
        if self.line is not None and self.sheet.state == PAID:
            return self.deeds.correct(self.context, (self.sheet.number, self.line.number),
                                      valuation, form.get('note', ''), self.actor)
        at = None if self.line is None else (self.sheet.number, self.line.number)
        return self.deeds.value(self.context, self.work, valuation, self.actor, at)[0]

    def shown(self, values: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        """Return the values of the page."""
        is_correction = self.line is not None and self.sheet.state == PAID
        payees = choices_of(self.royalties, self.context, self.work, self.line)
        fields = filled(line_controls(
            self.tables, self.work.day, payees, is_correction, self.tag), values, reasons)
        return {
            'title': _('Điều chỉnh nhuận bút đã trả') if is_correction else _('Tính nhuận bút'),
            'work': self.work, 'name': self.royalties.title_of(self.work.item) or '—',
            'day': shown_date(self.work.day, self.tag), 'month': month_of(self.work.day),
            'number': '' if self.line is None else self.sheet.number,
            'line': '' if self.line is None else self.line.number, 'fields': fields,
            'problems': besides(fields, reasons)}

    def _line(self) -> RoyaltyLine:
        self.sheet = self.asked_sheet()
        number = number_in(self.request.params.get('line', ''))
        for each in self.sheet.lines:
            if each.number == number and each.kind == WORK and self.sheet.state in (OPEN, PAID):
                return each
        raise HTTPNotFound

    def _work(self) -> PublishedWork:
        asked = self.request.params
        month = month_in(asked.get('month', ''))
        for each, _at in self.royalties.works(self.context, month) if month else ():
            if (each.item, each.language) == (asked.get('item'), asked.get('language')):
                return each
        raise HTTPNotFound


class FundView(ForEditors):
    """The form of a sum from a fund."""

    @property
    def month(self) -> str:
        """The month that is asked for, else this one."""
        return month_in(self.request.params.get('month', '')) or month_of(self.today)

    def shown(self, values: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        """Return the values of the page."""
        fields = filled(fund_controls(
            self.tables, self.today, self.royalties.payees(self.context), self.tag), values,
            reasons)
        return {'title': _('Thù lao, khuyến khích: tháng ${month}', mapping={
            'month': month_shown(self.month)}), 'month': self.month, 'fields': fields,
            'problems': besides(fields, reasons)}


def saved(content: bytes, kind: str, name: str) -> Response:
    """Return a file to save, which nobody caches: it tells how people are paid."""
    return Response(
        content, content_type=kind, charset='utf-8' if kind.startswith('text/') else None,
        content_disposition=named('attachment', name), cache_control='no-store')
