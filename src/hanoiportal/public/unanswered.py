"""Counting searches that find nothing, outside the page cache and never in the view itself."""
from pyramid.tweens import INGRESS

from ..search import IUnanswered
from .asked import asked

#: By this header, which never leaves the portal, a page says that it found nothing.
UNANSWERED = 'X-Unanswered'


def unanswered_tween(handler, registry):
    """Tween, over the page cache: count each search that is answered with nothing."""
    tally = registry.getUtility(IUnanswered)

    def tween(request):
        response = handler(request)
        if response.headers.pop(UNANSWERED, None) and request.method == 'GET':
            tally.count(asked(request, 'q'))
        return response

    return tween


def includeme(config):
    config.add_tween('hanoiportal.public.unanswered.unanswered_tween', under=INGRESS,
                     over='hanoiportal.web.pages.page_cache_tween')
