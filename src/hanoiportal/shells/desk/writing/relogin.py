"""A form sent after the session has ended, or with the token of an older one: nothing is lost.

What was typed comes back in a page that asks for the log-in, and then for one button «Lưu», which
sends it to the same address with a new token.  The person presses it: a form of another website
that made a browser send something here is never sent on by itself, and is not shown at all.
"""
from collections import Counter
from urllib.parse import urlsplit

from pyramid.csrf import get_csrf_token
from pyramid.exceptions import BadCSRFToken
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import (
    exception_view_config,
    forbidden_view_config,
    notfound_view_config,
    view_config,
)

from ....base.i18n import _
from ....base.interfaces import IResource, ISite
from ....base.permissions import VIEW
from ....kernel.security.authentication.passkeyalone import takes_codes
from ....kernel.tree.content import types_of
from ....kernel.tree.lookup import in_work
from ....web.declare import DESK_ROUTE
from ....web.forms.typed import typed_fields
from ....web.login.authentication import awaited
from ....web.login.comefrom import local_path
from ....web.login.login import site_page, to_debts
from ....web.login.loginsteps import INSIDE, by_code, by_password
from ....web.login.loginsteps import LOGIN as STRANGER
from ....web.routing.origins import is_foreign
from ..frame.links import desk_path
from .writing import BASE, MARK

NAME, TEMPLATE = 'relogin', 'templates/relogin.pt'
#: Fields of the page itself begin so; none of a form that is carried does.
OWN = 'relogin.'
ADDRESS, LOGIN, PASSWORD, CODE = (
    OWN + 'address', OWN + 'login', OWN + 'password', OWN + 'code')
#: The button of who says that they have logged in in another window.
ELSEWHERE = OWN + 'elsewhere'
NOT_YET = _('Chưa có lần đăng nhập nào ở cửa sổ khác.')
JSON = 'application/json'
#: Characters; what is shorter and no field of a schema is the value of a button or choice.
LONGEST_CHOICE = 10


class Carried:
    """What was typed and where it was sent, on its way through the log-in.

    ``fields``: list of ``forms.typed.Field``.  ``left_out``: titles of what must be chosen anew.
    """

    def __init__(self, request):
        titles = Counter(
            (node.name, node.title) for meta in types_of(request.registry).values()
            for node in meta['schema']())
        self._titles = dict(title for title, _types in reversed(titles.most_common()))
        fields, left_out = typed_fields(
            (name, value) for name, value in request.POST.items()
            if not name.startswith(OWN) and value != b'')
        self.fields = [field._replace(
            title=self._title_of(field.name), shown=field.shown and self._is_typed(field))
            for field in fields]
        translate = request.localizer.translate
        self.left_out = [translate(self._title_of(name)) for name in left_out]
        home = desk_path(request, request.virtual_root)
        address = request.path_qs
        if request.view_name == NAME:
            address = local_path(request.POST.get(ADDRESS, ''), home)
        self.address = address if urlsplit(address).path.startswith(home.rstrip('/')) else home

    @property
    def has_text(self):
        """Whether there is something that a person would miss."""
        return any(field.shown for field in self.fields)

    def _title_of(self, name):
        """Return what most content types call the field ``name``, if any has it."""
        return self._titles.get(name.rpartition('.')[2], name)

    def _is_typed(self, field):
        """Return whether a person typed the field: no mark, stamp or button of the form."""
        if field.name in (MARK, BASE):
            return False
        return field.name in self._titles or len(field.value) > LONGEST_CHOICE


@forbidden_view_config(route_name=DESK_ROUTE, request_method='POST', renderer=TEMPLATE)
@notfound_view_config(route_name=DESK_ROUTE, request_method='POST', renderer=TEMPLATE)
@exception_view_config(BadCSRFToken, route_name=DESK_ROUTE, renderer=TEMPLATE)
def keep_what_was_typed(error, request):
    """Show what was typed: to go on with it, or at least to copy it."""
    account = request.identity
    is_stale = isinstance(error, BadCSRFToken) and _sees(request)
    if request.content_type == JSON:
        return _in_short(account, is_stale)
    request.response.status_int = 403
    if is_foreign(request):
        return _nothing(request, None)
    if account is None:
        return _login(request)
    if is_stale or request.owes:
        return _confirmation(request)
    return _nothing(request, Carried(request))


def _sees(request):
    """Return whether the asker may know that there is something at the address."""
    context = request.context
    return IResource.providedBy(context) and request.has_permission(VIEW, in_work(context))


def _in_short(account, is_stale):
    """Return the answer to a program of ours."""
    if account is None:
        return Response(json_body={'problem': 'login'}, status=403)
    if is_stale:
        return Response(json_body={'problem': 'token'}, status=403)
    return Response(json_body={'problem': 'gone'}, status=404)


@view_config(route_name=DESK_ROUTE, context=ISite, name=NAME, request_method='POST',
             permission=NO_PERMISSION_REQUIRED, renderer=TEMPLATE)
def resume(context, request):
    """Log in with what was typed on the page, in one step or two, and ask for the one button.

    Who has logged in elsewhere has another token by now, see ``keep_what_was_typed``.
    """
    form = request.POST
    if ELSEWHERE in form:
        return (_login if awaited(request) is None else _code)(request, NOT_YET)
    step = (by_code(request, form[CODE]) if CODE in form else
            by_password(request, form.get(LOGIN, ''), form.get(PASSWORD, '')))
    if step.asked == INSIDE:
        return _confirmation(request)
    return (_login if step.asked == STRANGER else _code)(request, step.problem)


def _nothing(request, carried):
    """Return the page of who may not do this here; whether there is a here is not told."""
    request.response.status_int = 404
    return _page(request, _('Không có trang này'), 'gone', carried)


def _login(request, problem=''):
    return _page(request, _('Phiên làm việc đã hết: xin đăng nhập để lưu'), 'login',
                 Carried(request), problem)


def _code(request, problem=''):
    return _page(request, _('Xác minh bước hai'), 'code', Carried(request), problem)


def _confirmation(request):
    return _page(request, _('Bấm “Lưu” để lưu nội dung đã nhập'), 'confirm',
                 Carried(request))


def _page(request, title, step, carried, problem=''):
    return {
        'title': title, 'known': False, 'step': step, 'carried': carried, 'problem': problem,
        'login': str(request.POST.get(LOGIN, ''))[:64], 'token': get_csrf_token(request),
        'enter': desk_path(request, request.virtual_root, NAME),
        'change': _change(request), **_second_step(request)}


def _second_step(request):
    """Return where one logs in in another window, and whether codes of an application open."""
    account = awaited(request)
    if account is None:
        return {'elsewhere': site_page(request, 'login'), 'has_codes': False}
    return {'elsewhere': site_page(request, 'second-factor'),
            'has_codes': takes_codes(account, request.registry)}


def _change(request):
    """Return the address of what must be done before saving, ``None`` if there is nothing."""
    debts = None if request.identity is None else to_debts(request)
    return None if debts is None else debts.location
