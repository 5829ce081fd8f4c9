"""What the page says that ends a form: code, secret, a picture of the address that opens the case
(ADR 50: behind ``#``, which browsers send to nobody), and by when it is due.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, IResource, ISite
from ...platform.notifications.interfaces import IPost
from ...shells.public.page.navigation import footer_links
from ...shells.public.replies.openingcodes import link_of, picture_of
from ..cases.interfaces import ICases, ICaseTerms, ShownTerm
from .interfaces import TRACKING

if TYPE_CHECKING:
    from pyramid.request import Request

def policy_address(portal: IPortal, link: Callable[[IResource], str]) -> str:
    """Return where the policy on personal data is, ``''`` for nowhere."""
    pages = footer_links(portal)  # type: ignore[no-untyped-call]  # the frame is not typed yet
    return next((link(each) for each in pages
                 if each.__name__ == 'bao-ve-du-lieu-ca-nhan'), '')


def told(request: Request, site: ISite, page: str, opening: tuple[str, str],
         has_email: bool) -> Mapping[str, object]:
    """Return what ``received.pt`` names.  ``page``: URL of where cases are followed.
    ``opening``: code and secret of the case.

    ``has_email``: whether who sent it gave an address, to which a letter goes if the post is open.
    """
    code, secret = opening
    picture = picture_of(link_of(page, code, secret), request.localizer.translate(
        _('Mã QR mở trang theo dõi')))
    return {
        'code': code, 'secret': secret, 'page_address': page, 'noindex': True,
        'open_address': request.link(site, TRACKING), 'picture': picture,
        'terms': _terms(request, site, opening),
        'by_mail': has_email and request.registry.getUtility(IPost).is_open}


def _terms(request: Request, site: ISite, opening: tuple[str, str]) -> list[ShownTerm]:
    """Return by when the case is due; nothing if its secret has been renewed since."""
    registry = request.registry
    cases = registry.getAdapter(site, ICases)
    case = cases.find(*opening)
    if case is None:
        return []
    terms: list[ShownTerm] = registry.getUtility(ICaseTerms).told(
        cases.standing(case, registry.getUtility(IClock).now()), request.language.tag,
        request.link(site, 'thoi-han'))
    return terms
