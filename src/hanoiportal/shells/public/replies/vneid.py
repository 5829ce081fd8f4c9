"""Where people come back to from VNeID (ADR 58).

The provider's answer leaves the address at once.  What was opened by the code of a link is a
cookie that no other website's link brings along, so the page that follows leads on by itself.
"""
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.view import view_config

from ....base.i18n import _
from ....base.interfaces import IPortal
from ....participation.identities.services import VIEW_NAME
from ....web import View
from ..search.params import params_of
from .codes import HEADERS
from .confirming import BACK, ComingBack

TEMPLATE = 'hanoiportal.shells.public.replies:templates/back.pt'
_SAID = 'code', 'state', 'iss', 'error'


class ComingBackView(View):
    """The one address that the provider knows, and the page behind it."""

    @view_config(context=IPortal, name=VIEW_NAME, request_method='GET', throttled='vneid')
    def come_back(self):
        """Take what the provider says, or lead on."""
        back = ComingBack(self.request)
        steps = self.request.subpath
        if not back.citizens.is_open or steps not in ((), (BACK,)):
            raise HTTPNotFound
        return self._lead_on(back) if steps else self._arrive(back)

    def _arrive(self, back):
        response = HTTPSeeOther(back.next_page)
        response.headers.update(HEADERS)
        said = {name: params_of(self.request, name, None) for name in _SAID}
        back.arrive({name: text for name, text in said.items() if text is not None}, response)
        return response

    def _lead_on(self, back):
        response = self.request.response
        response.headers.update(HEADERS)
        return render_to_response(TEMPLATE, {
            'title': _('Chưa xác nhận được') if back.problem else _('Đã xác nhận'),
            'noindex': True, 'problem': back.problem,
            'next_page': back.way['page'] if back.leads_on else None,
            'answers': not (back.way.get('for_cases') or back.way.get('for_ballot'))},
            self.request, response=response)
