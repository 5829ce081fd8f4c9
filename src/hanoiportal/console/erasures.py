"""Sổ xóa dữ liệu cá nhân: what was demanded and how far it is; and erasing an account."""
from substanced.sdi import mgmt_view

from ..boards.interfaces import NOT_PROVED
from ..catalog.interfaces import Batch
from ..clock import moment
from ..erasure.interfaces import DEMANDED, KINDS, STATES, CannotErase, IErasing, IErasureRules
from ..erasure.views import form_of, title_in
from ..i18n import _
from ..interfaces import IPortal
from ..permissions import MANAGE_ACCOUNTS, MANAGE_SITE
from ..security.accounts import Account
from ..web import View
from .credentials import NOT_THEIRS, may_stand_for
from .navigation import page_number, see
from .wording import person, title_of

SIZE = 50
ERASE = 'templates/erase.pt'


class Erasures(View):
    """The register."""

    @mgmt_view(context=IPortal, name='erasures', renderer='templates/erasures.pt',
               tab_title=_('Xóa dữ liệu cá nhân'), permission=MANAGE_SITE)
    def page(self):
        """Show every erasure, the newest first."""
        found = self.request.service(IErasing).entries()
        start = (page_number(self.request) - 1) * SIZE
        batch = Batch(tuple(map(self._row, found[start:start + SIZE])), len(found), start, SIZE)
        return {'title': _('Sổ xóa dữ liệu cá nhân'), 'batch': batch,
                'waiting': sum(each.state == DEMANDED for each in found)}

    def _row(self, erasure):
        demanded = erasure.demanded
        rules = self.request.registry.getUtility(IErasureRules)
        basis = rules.basis(demanded.basis)
        return {
            'number': demanded.number, 'kind': KINDS[demanded.kind],
            'objects': len(demanded.oids), 'ids': ', '.join(map(str, demanded.oids[:3])),
            'at': moment(demanded.at), 'by': person(self.context, demanded.actor),
            'basis': title_in(basis, self.request.language) if basis else demanded.basis,
            'law': basis.law if basis else '',
            'reference': demanded.reference, 'state': STATES[erasure.state],
            'name': erasure.state, 'due': moment(rules.due(demanded)),
            'in_database': moment(erasure.in_database_at), 'done': moment(erasure.done_at),
            'copies': [(target, moment(until)) for target, until in erasure.copies.items()]}


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
        if not may_stand_for(self.request, self.context):
            raise CannotErase({'': NOT_THEIRS})
        if not self.request.has_proved:
            raise CannotErase({'': NOT_PROVED})

    def _page(self, reasons):
        return {**form_of(self.request.service(IErasing), self.request.POST if reasons else {},
                          reasons, self.request.language),
                'title': _('Xóa vĩnh viễn «${title}»', mapping={'title': title_of(self.context)})}
