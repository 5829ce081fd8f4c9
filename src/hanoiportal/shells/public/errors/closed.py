"""Component sites that show nothing: suspended ones, and those outside the portal (1.2, 8.9).

Who may manage a site still sees it as it is.
"""
from pyramid.events import ContextFound, subscriber
from pyramid.location import lineage
from pyramid.view import exception_view_config

from ....base.i18n import _
from ....base.interfaces import IResource, ISite
from ....base.permissions import MANAGE_SITE
from ....web.login.login import DOORS
from ...api.kinds import CLOSED
from ...api.problems import Problem, answer_of


class SiteClosed(Exception):
    """The site ``args[0]`` shows no content to this reader."""


@subscriber(ContextFound)
def refuse_closed(event):
    """Raise ``SiteClosed`` for any address in a closed site that traversal leads to.

    A site in a closed one is closed.  Who may manage it can still log in at its own host.
    """
    request = event.request
    if request.matched_route is not None or not IResource.providedBy(request.context):
        return
    if ISite.providedBy(request.context) and request.view_name in DOORS:
        return
    for site in filter(ISite.providedBy, lineage(request.context)):
        if not site.is_active and not request.has_permission(MANAGE_SITE, site):
            raise SiteClosed(site)


@exception_view_config(SiteClosed, renderer='templates/closed.pt')
def closed(error, request):
    """Show the address of a site outside the portal, or say that a site is suspended (503)."""
    [site] = error.args
    if site.is_external:
        return {'title': _('Trang thông tin điện tử ở địa chỉ khác'), 'address': site.external_url}
    request.response.status_int = 503
    return {'title': _('Trang tạm ngừng cung cấp thông tin'), 'address': None}


@exception_view_config(SiteClosed, machine=True)
def closed_to_programs(_error, request):
    """Say the same to programs."""
    return answer_of(request, Problem(CLOSED))
