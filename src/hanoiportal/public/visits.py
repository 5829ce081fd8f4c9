"""Counting the pages that are opened, and the page that tells how many (TT 22/2023)."""
import re
from urllib.parse import urlsplit

from ..clock import shown_date
from ..i18n import _
from ..interfaces import IClock, ISite
from ..tree.lookup import find_portal
from ..visits.interfaces import IVisits
from ..visits.services import figures
from ..web import View, public_view

#: Programs that say of themselves that they are no visitors.
_ROBOT = re.compile(r'bot\b|bot/|crawl|spider|slurp|monitor|preview|fetch|http[-_ ]?client|curl|'
                    r'wget|python|java/|go-http|headless|lighthouse', re.IGNORECASE)
#: The parts of the portal that are not for the public.
_INSIDE = ('/desk', '/console', '/login', '/logout', '/password')
PAGE = 'thong-ke-truy-cap'


def visits_tween(handler, registry):
    """Tween, over the page cache: count each page that a visitor is shown."""
    tally = registry.getUtility(IVisits)

    def tween(request):
        response = handler(request)
        if _is_page(request, response):
            now = registry.getUtility(IClock).now()
            tally.count(now, not _comes_from_us(request))
        return response

    return tween


def _is_page(request, response):
    return (
        request.method == 'GET' and response.status_code == 200
        and response.content_type == 'text/html'
        and not request.environ.get('PATH_INFO', '').startswith(_INSIDE)
        and 'prefetch' not in request.headers.get('Sec-Purpose', '')
        and not _ROBOT.search(request.headers.get('User-Agent', '')))


def _comes_from_us(request):
    try:
        return urlsplit(request.headers.get('Referer', '')).netloc == request.host
    except ValueError:
        return False


class VisitsView(View):
    """How much the portal is read."""

    @public_view(context=ISite, name=PAGE, cacheable=False, renderer='templates/visits.pt')
    def page(self):
        """Return the values ``visits.pt`` names; it changes by the minute, so nobody keeps it."""
        self.request.response.cache_control = 'no-store'
        now = self.request.registry.getUtility(IClock).now()
        found = figures(find_portal(self.context), self.request.registry, now)
        tag = self.request.language.tag
        most = max((count.pages for _day, count in found.days), default=0)
        return {'title': _('Thống kê truy cập'), 'noindex': True, 'figures': found, 'most': most,
                'days': [(day.isoformat(), shown_date(day, tag), count)
                         for day, count in found.days]}


def includeme(config):
    config.add_tween(
        'hanoiportal.public.visits.visits_tween', over='hanoiportal.web.pages.page_cache_tween')
