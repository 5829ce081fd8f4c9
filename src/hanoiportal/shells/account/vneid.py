"""Đăng nhập bằng VNeID: the log-in of officials whose account is bound to their electronic
identity, and the binding, by its owner alone (ADR 106).
"""
from typing import Any
from urllib.parse import urlsplit

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.response import Response

from ...base.i18n import _
from ...kernel.security.authentication.vneid import IdentityTaken, bind
from ...web import View
from ...web.login.authentication import moment_of
from ...web.login.login import site_page
from ...web.login.loginsteps import CODE, INSIDE, by_vneid
from .enrolling import changed, own_action
from .login import LOGIN, login_page
from .loginviews import came_from, inside, keep_nowhere, login_view, to_page
from .own import OWN, page_of
from .vneidway import BIND, ENTER, MINUTES, VNEID, NotLeft, OfficialWay, is_offered

TEMPLATE = 'hanoiportal.shells.account:templates/vneid.pt'
TAKEN = _('Danh tính VNeID này đã gắn với một tài khoản khác.')
_TITLES = {ENTER: _('Đăng nhập bằng VNeID'), BIND: _('Gắn VNeID của tôi')}
_SAID = 'code', 'state', 'iss', 'error'
_HEADERS = {'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin'}


class VneidLogin(View):
    """The way in, and the one address of officials that the provider knows."""

    @login_view(VNEID, renderer=LOGIN, throttled='vneid')
    def come_back(self) -> Any:
        """Take what the provider says, or show who was confirmed."""
        request, way = self.request, _way(self.request)
        if any(name in request.GET for name in _SAID):
            response = HTTPSeeOther(
                request.link(request.virtual_root, VNEID, language=way.language))
            response.headers.update(_HEADERS)
            way.arrive({name: request.GET[name] for name in _SAID if name in request.GET},
                       response)
            return response
        if way.kept.get('for_what') == BIND:
            return to_page(request, 'account-vneid')
        kept = way.confirmed(ENTER)
        if not kept:
            return login_page(request, way.problem)
        return _shown(request, person=kept['name'], action=site_page(request, VNEID), act=ENTER)

    @login_view(VNEID, renderer=LOGIN, request_method='POST', throttled='vneid')
    def enter(self) -> Any:
        """Go on to the provider; or log in who was confirmed, or ask for the second factor."""
        request, way = self.request, _way(self.request)
        if request.POST.get('act') != ENTER:
            came = came_from(request) or urlsplit(site_page(request, 'login')).path
            return _left(request, way, ENTER, '', came)
        kept = way.confirmed(ENTER)
        if not kept:
            return login_page(request, way.problem)
        step = by_vneid(request, kept['mark'])
        if step.asked == CODE:
            response: Response = to_page(request, 'second-factor', kept['came'])
        elif step.asked == INSIDE:
            response = inside(request, kept['came'])
        else:
            way.spend(kept, request.response)
            return login_page(request, step.problem)
        way.spend(kept, response)
        return response


class AccountVneid(View):
    """Binding one's own account."""

    @login_view('account-vneid', renderer=OWN)
    @own_action
    def form(self) -> Any:
        """Show whose identity is bound once the button is pressed."""
        request, way = self.request, _way(self.request)
        kept = way.confirmed(BIND, request.identity.id)
        if not kept:
            return {**page_of(request), 'problem': way.problem}
        return _shown(request, person=kept['name'], action=site_page(request, 'account-vneid'),
                      act=BIND, login=request.identity.__name__,
                      title=_TITLES[BIND])

    @login_view('account-vneid', renderer=OWN, request_method='POST')
    @own_action
    def bind(self) -> Any:
        """Go on to the provider; or bind the identity that was confirmed."""
        request, way = self.request, _way(self.request)
        account = request.identity
        if request.POST.get('act') != BIND:
            return _left(request, way, BIND, account.id, '')
        kept = way.confirmed(BIND, account.id)
        try:
            if not kept:
                raise NotLeft(way.problem)
            bind(account, kept['mark'], moment_of(request))
        except (NotLeft, IdentityTaken) as error:
            request.response.status_int = 422
            return {**page_of(request), 'problem': (error.args or (TAKEN,))[0]}
        return changed(request, 'bind_vneid')


def _way(request: Any) -> OfficialWay:
    if not is_offered(request):
        raise HTTPNotFound
    return OfficialWay(request)


def _left(request: Any, way: OfficialWay, for_what: str, account: str, came: str) -> Any:
    """Return the page that leads to the provider: a link, since a form leads to no other host."""
    try:
        there = way.leave(for_what, account, came, request.response)
    except NotLeft as error:
        if for_what == BIND:
            return {**page_of(request), 'problem': error.args[0]}
        return login_page(request, error.args[0])
    return _shown(request, there=there, host=urlsplit(there).hostname, minutes=MINUTES,
                  title=_TITLES[for_what])


def _shown(request: Any, **values: object) -> Response:
    keep_nowhere(request)
    request.response.headers.update(_HEADERS)
    return render_to_response(TEMPLATE, {
        'title': _TITLES[ENTER], 'there': '', 'login': '', 'person': '', 'act': '',
        'back': site_page(request, 'account' if request.identity else 'login'), **values},
        request, response=request.response)
