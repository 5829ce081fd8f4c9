"""Tài khoản: what leads to the accounts and the requests for roles in the console."""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from ....base.i18n import _
from ....base.interfaces import IPortal, IResource
from ....base.permissions import MANAGE_ACCOUNTS
from ....web import desk_view
from ..frame.menu import menu
from ..frame.view import DeskView


@menu('people', _('Tài khoản'), permission=MANAGE_ACCOUNTS, order=80)
class AccountsLink(DeskView):
    """Leads to the list, which those alone may open who manage accounts (clause 8.8)."""

    @desk_view(context=IPortal, name='people', permission=MANAGE_ACCOUNTS, working_permission=None)
    def lead(self) -> Response:
        accounts = self.context['accounts']
        return HTTPSeeOther(self.request.sdiapi.mgmt_path(accounts, '@@accounts'))


class RequestsLink(DeskView):
    """Leads from a notice to the requests for roles, for the same people."""

    @desk_view(context=IResource, name='role-requests', permission=MANAGE_ACCOUNTS,
               working_permission=None)
    def lead(self) -> Response:
        return HTTPSeeOther(self.request.sdiapi.mgmt_path(self.request.root, '@@requests'))
