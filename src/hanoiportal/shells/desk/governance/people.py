"""Tài khoản: the entry of the menu that leads to the list of accounts in the console."""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from ....base.i18n import _
from ....base.interfaces import IPortal
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
