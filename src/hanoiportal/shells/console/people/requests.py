"""Đề nghị giao vai trò: what those asked for who may not know whether an account exists (8.8)."""
from pyramid.httpexceptions import HTTPNotFound
from substanced.sdi import mgmt_view

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IPortal
from ....base.permissions import MANAGE_ACCOUNTS
from ....editorial.boards.interfaces import IRoleRequests, ISharing
from ....kernel.security.authorization.roles import TITLES
from ....kernel.tree.lookup import path_of
from ....web import View
from ...frame.wording import person
from ..frame.navigation import see, telling_why_not


class Requests(View):
    """All that waits, to be given or declined."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.requests = request.service(IRoleRequests)

    @mgmt_view(context=IPortal, name='requests', renderer='templates/requests.pt',
               tab_title=_('Đề nghị'), permission=MANAGE_ACCOUNTS, request_method='GET')
    def page(self):
        return {'title': _('Đề nghị giao vai trò'),
                'rows': [self._row(asked) for asked in self.requests.waiting()]}

    def _row(self, asked):
        place = self.context.__objectmap__.object_for(asked.place)
        return {
            'id': asked.id, 'login': asked.login, 'role': TITLES[asked.role],
            'place': '' if place is None else path_of(place), 'basis': asked.given.basis,
            'starts': moment(asked.given.starts), 'ends': moment(asked.given.ends),
            'by': person(self.context, asked.asked_by), 'at': moment(asked.asked_at)}

    @mgmt_view(context=IPortal, name='accept', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def accept(self):
        """Give what was asked, or say why it cannot be given."""
        return self._decide(self.requests.accept, _('Đã giao vai trò.'))

    @mgmt_view(context=IPortal, name='decline', permission=MANAGE_ACCOUNTS, tab_condition=False,
               request_method='POST')
    def decline(self):
        """Throw the request away, with a reason for who asked."""
        return self._decide(self.requests.decline, _('Đã bỏ đề nghị.'),
                            str(self.request.POST.get('why', '')))

    def _decide(self, verb, said, *why):
        if not self.request.service(ISharing).knows_accounts:
            raise HTTPNotFound
        with telling_why_not(self.request, Refused):
            verb(self.request.POST.get('request', ''), self.request.identity.id, *why)
            self.request.sdiapi.flash(said)
        return see(self.request, self.context, 'requests')
