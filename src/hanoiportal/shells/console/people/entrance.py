"""Tài khoản: the way to the list of accounts, from the menu of the desk and the console's root."""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from substanced.sdi import mgmt_view

from ....base.i18n import _
from ....base.interfaces import IPortal
from ....base.permissions import MANAGE_ACCOUNTS
from ....web import View


class Entrance(View):
    """Leads to the list, which stands in the console."""

    @mgmt_view(context=IPortal, name='people', tab_title=_('Tài khoản'),
               permission=MANAGE_ACCOUNTS, request_method='GET')
    def lead(self) -> Response:
        request = self.request
        return HTTPSeeOther(request.sdiapi.mgmt_path(self.context['accounts'], '@@accounts'))
