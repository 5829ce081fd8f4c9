"""Pages for whoever has chosen text alone: in place of a picture stands what is said of it."""
import re

from pyramid.i18n import get_localizer
from pyramid.tweens import EXCVIEW

from ....base.i18n import _
from ....content.previews.variants import without_pictures

PICTURE = _('Ảnh')
#: What else of a page would fetch pictures or sounds before anybody asks for them.
_FETCHING = re.compile(
    r'<source\b[^>]*\bsrcset=[^>]*>|\s(?:poster="[^"]*"|preload="(?!none)[^"]*")')


def text_only_tween(handler, registry):
    """Tween: take the pictures out of public pages."""
    def tween(request):
        response = handler(request)
        if request.display.text_only and _is_public_page(request, response):
            label = get_localizer(request).translate(PICTURE)
            response.text = _FETCHING.sub('', without_pictures(response.text, label))
        return response

    return tween


def _is_public_page(request, response):
    """Return whether it is a page of visitors: the desk and the console have routes."""
    return response.content_type == 'text/html' and request.matched_route is None


def includeme(config):
    config.add_tween('hanoiportal.shells.public.page.text_only.text_only_tween',
                     under='hanoiportal.web.routing.readable.cookies_tween',
                     over=('pyramid_tm.tm_tween_factory', EXCVIEW))
