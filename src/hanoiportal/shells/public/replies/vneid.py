"""Where people come back to from VNeID (ADR 58).

The provider's answer leaves the address at once.  What was opened by the code of a link is a
cookie that no other website's link brings along, so the page that follows leads on by itself.
"""
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.view import view_config

from ....base.i18n import _
from ....base.interfaces import ISite
from ....kernel.tree.lookup import find_portal
from ....participation.identities.interfaces import SITE_SIGN
from ....participation.identities.services import VIEW_NAME
from ....web import View
from ....web.routing.links import origin
from ..search.params import params_of
from .codes import HEADERS
from .confirming import BACK, ComingBack

TEMPLATE = 'hanoiportal.shells.public.replies:templates/back.pt'
_SAID = 'code', 'state', 'iss', 'error'


class ComingBackView(View):
    """The one address that the provider knows, and the page behind it."""

    @view_config(context=ISite, name=VIEW_NAME, request_method='GET', throttled='vneid',
                 subpath=True)
    def come_back(self):
        """Take what the provider says, or lead on."""
        back = ComingBack(self.request)
        steps = self.request.subpath
        is_host = self.context is self.request.virtual_root
        if not is_host or not back.citizens.is_open or steps not in ((), (BACK,)):
            raise HTTPNotFound
        return self._lead_on(back) if steps else self._arrive(back)

    def _arrive(self, back):
        said = {name: text for name in _SAID
                if (text := params_of(self.request, name, None)) is not None}
        host = self._host(said.get('state', ''))
        response = HTTPSeeOther(
            f'{host}/{VIEW_NAME}?{urlencode(said)}' if host else back.next_page)
        response.headers.update(HEADERS)
        if not host:
            back.arrive(said, response)
        return response

    def _host(self, state):
        """Return the start of the addresses of the component site where the way with ``state``
        began, whose cookies are of that host; ``''`` if it is this one, or none of ours.
        """
        here, (_random, _sign, site) = self.request.address, state.partition(SITE_SIGN)
        found = find_portal(self.context)['sites'].get(site)
        is_elsewhere = not here.development and site != here.site and (
            found is not None and not found.is_external)
        return origin(self.request, site) if is_elsewhere else ''

    def _lead_on(self, back):
        response = self.request.response
        response.headers.update(HEADERS)
        return render_to_response(TEMPLATE, {
            'title': _('Chưa xác nhận được') if back.problem else _('Đã xác nhận'),
            'noindex': True, 'problem': back.problem,
            'next_page': back.way['page'] if back.leads_on else None,
            'answers': not (back.way.get('for_cases') or back.way.get('for_ballot'))},
            self.request, response=response)
