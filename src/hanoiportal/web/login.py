"""The way to the log-in and back, for every shell that asks who it is."""
from pyramid.httpexceptions import HTTPSeeOther

from .comefrom import asked_for


def site_page(request, name):
    """Return the address of the view ``name`` of the site that was asked for."""
    return request.link(request.virtual_root, name)


def to_login(request):
    """Return a redirect to the log-in, and from there back to what was asked for."""
    return HTTPSeeOther(site_page(request, 'login') + '?came_from=' + asked_for(request))


def to_own_password(request):
    """Return a redirect to where a one-time password is changed."""
    return HTTPSeeOther(site_page(request, 'password'))
