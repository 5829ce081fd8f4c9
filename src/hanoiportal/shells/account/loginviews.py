"""How the views of this shell are declared, and where people go from them."""
from urllib.parse import quote

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from ...base.interfaces import ISite
from ...base.permissions import CONSOLE
from ...web.login.comefrom import local_path
from ...web.login.login import site_page, to_debts
from .expiring import mention


class login_view(view_config):
    """A view of every site for who comes in or is in: no permission but its own look at who it is,
    gone where neither the desk nor the console is, see ``routing.networks``.
    """

    def __init__(self, name, **settings):
        settings.setdefault('context', ISite)
        settings.setdefault('within', 'doors')
        settings.setdefault('request_method', ('GET', 'HEAD'))
        super().__init__(name=name, **settings)


def came_from(request):
    """Return the path on this host that somebody wanted before, ``''`` if they did not say."""
    return local_path(request.params.get('came_from', ''), '')


def to_page(request, name, came=''):
    """Return a redirect to the door ``name``, which leads on to ``came``."""
    query = f'?came_from={quote(came, safe="/")}' if came else ''
    return HTTPSeeOther(site_page(request, name) + query)


def onwards(request, came=''):
    """Return a redirect to what who is logged in must do, else wanted, else begins with.

    ``came``: the path that they wanted, if the form does not say it.
    """
    return to_debts(request) or HTTPSeeOther(came or came_from(request) or first_page(request))


def inside(request, came=''):
    """Return where who has just come in is led, told what they should know; see ``onwards``."""
    mention(request)
    return onwards(request, came)


def first_page(request):
    """Return the address of the console for those who may open it here, else of the desk."""
    if request.has_permission(CONSOLE, request.virtual_root):
        return site_page(request, 'console')
    return site_page(request, 'desk')


def keep_nowhere(request):
    """Let nobody on the way keep the answer."""
    request.response.headers['Cache-Control'] = 'no-store'
