"""Sổ xóa dữ liệu cá nhân: what was demanded and how far it is; confirming it and calling it back.
"""
from substanced.sdi import mgmt_view

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.permissions import MANAGE_ACCOUNTS, MANAGE_SITE
from ...base.values import Batch
from ...editorial.boards.interfaces import NOT_PROVED, ISharing
from ...kernel.security.authentication.accounts import Account
from ...shells.console.frame import wording
from ...shells.console.frame.navigation import page_number, see
from ...shells.console.frame.wording import title_of
from ...shells.console.people.credentials import NOT_THEIRS
from ...web import View
from .interfaces import ACCOUNT, BEGUN, CONFIRMED, DEMANDED, CannotErase, IErasing
from .views import decide, form_of, page_of, requested_erasure, summary_of

SIZE = 50
ERASE, DECIDE = 'templates/console_erase.pt', 'templates/erasure.pt'


class Erasures(View):
    """The register."""

    @mgmt_view(context=IPortal, name='erasures', renderer='templates/console_erasures.pt',
               tab_title=_('Xóa dữ liệu cá nhân'), permission=MANAGE_SITE)
    def page(self):
        """Show every erasure, the newest first."""
        erasing = self.request.service(IErasing)
        found = erasing.entries()
        self._decidable = {each.demanded.number for each in erasing.open_ones()}
        start = (page_number(self.request) - 1) * SIZE
        batch = Batch(tuple(map(self._row, found[start:start + SIZE])), len(found), start, SIZE)
        return {'title': _('Sổ xóa dữ liệu cá nhân'), 'batch': batch,
                'waiting': sum(each.state == DEMANDED for each in found),
                'confirmed': sum(each.state in (CONFIRMED, BEGUN) for each in found)}

    def _row(self, erasure):
        return {
            **summary_of(erasure, self.request),
            'may_decide': erasure.demanded.number in self._decidable,
            'in_database': moment(erasure.in_database_at), 'done': moment(erasure.done_at),
            'copies': [(target, moment(until)) for target, until in erasure.copies.items()]}


class DecidingInConsole(View):
    """One demand that has not begun: confirmed by a second person, or called back."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.erasing = request.service(IErasing)

    @mgmt_view(context=IPortal, name='erasure', renderer=DECIDE, permission=MANAGE_SITE,
               tab_condition=False, request_method='GET')
    def ask(self):
        """Say what it is of, and offer what can be done."""
        return self._page(requested_erasure(self.erasing, self.request.GET), {})

    @mgmt_view(context=IPortal, name='erasure', renderer=DECIDE, permission=MANAGE_SITE,
               tab_condition=False, request_method='POST')
    def decide(self):
        """Do what the button says, or say why not."""
        form, request = self.request.POST, self.request
        erasure = requested_erasure(self.erasing, form)
        try:
            if erasure.demanded.kind == ACCOUNT and not request.has_proved:
                raise CannotErase({'': NOT_PROVED})
            told = decide(self.erasing, erasure, form, request.identity.id)
        except CannotErase as error:
            request.response.status_int = 422
            return self._page(erasure, error.reasons)
        request.sdiapi.flash(told)
        return see(request, self.context, 'erasures')

    def _page(self, erasure, errors):
        path = self.request.sdiapi.mgmt_path
        return page_of(erasure, self.request, errors, wording, (
            path(self.context, '@@erasure'), path(self.context, '@@erasures')))


class EraseAccount(View):
    """The personal details of an account that has left."""

    @mgmt_view(context=Account, name='erase', renderer=ERASE, permission=MANAGE_ACCOUNTS,
               tab_condition=False, request_method='GET')
    def ask(self):
        """Say what goes."""
        return self._page({})

    @mgmt_view(context=Account, name='erase', renderer=ERASE, permission=MANAGE_ACCOUNTS,
               tab_condition=False, request_method='POST')
    def demand(self):
        """Demand it, or say why not; it is asked of whom could give such an account its roles."""
        account, accounts, form = self.context, self.context.__parent__, self.request.POST
        try:
            self._require()
            number = self.request.service(IErasing).demand_account(
                account, self.request.identity.id, form.get('basis', ''),
                form.get('reference', ''))
        except CannotErase as error:
            self.request.response.status_int = 422
            return self._page(error.reasons)
        self.request.sdiapi.flash(_('Đã ghi yêu cầu xóa vĩnh viễn số ${number}.',
                                    mapping={'number': number}))
        return see(self.request, accounts, 'accounts')

    def _require(self):
        if not self.request.service(ISharing).outranks(self.context):
            raise CannotErase({'': NOT_THEIRS})
        if not self.request.has_proved:
            raise CannotErase({'': NOT_PROVED})

    def _page(self, reasons):
        return {**form_of(self.request.service(IErasing), self.request.POST if reasons else {},
                          reasons, self.request.language),
                'title': _('Xóa vĩnh viễn “${title}”', mapping={'title': title_of(self.context)})}
