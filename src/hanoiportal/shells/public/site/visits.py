"""Counting the pages that are opened, and the page that tells how many (TT 22/2023)."""
import re
from functools import lru_cache
from urllib.parse import urlsplit

from ....base.clock import shown_date
from ....base.i18n import _
from ....base.interfaces import IClock, ISite
from ....kernel.tree.lookup import find_portal
from ....oversight.visits.interfaces import IVisits
from ....oversight.visits.services import figures
from ....web import View, public_view
from ....web.pagecache.visited import VISITED
from ....web.pagecache.watching import content_type

#: Programs that say of themselves that they are no visitors.
_ROBOT = re.compile(r'bot\b|bot/|crawl|spider|slurp|monitor|preview|fetch|http[-_ ]?client|curl|'
                    r'wget|python|java/|go-http|headless|lighthouse', re.IGNORECASE)
PAGE = 'thong-ke-truy-cap'


def count_visits(registry):
    """Return a watcher that counts each page that a visitor is shown."""
    tally = registry.getUtility(IVisits)

    def watcher(environ, status, headers, notes, _kept):
        if VISITED in notes and _is_page(environ, status, headers):
            now = registry.getUtility(IClock).now()
            tally.count(now, not _comes_from_us(environ))

    return watcher


def _is_page(environ, status, headers):
    return (
        status == 200 and environ['REQUEST_METHOD'] == 'GET'
        and content_type(headers) == 'text/html'
        and 'prefetch' not in environ.get('HTTP_SEC_PURPOSE', '')
        and not _is_robot(environ.get('HTTP_USER_AGENT', '')))


@lru_cache(maxsize=1024)
def _is_robot(program):
    return bool(_ROBOT.search(program))


def _comes_from_us(environ):
    came_from = environ.get('HTTP_REFERER')
    try:
        return bool(came_from) and urlsplit(came_from).netloc == environ.get('HTTP_HOST')
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
    config.add_watcher(count_visits(config.registry))
