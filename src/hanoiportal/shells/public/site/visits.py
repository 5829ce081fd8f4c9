"""Counting the pages that people are shown, and the page that tells how many (TT 22/2023).

A page that is to be counted has a script (``count.js``) that asks for ``SHOWN`` as soon as the
page is shown.  So what reads pages without what belongs to them, and what comes from a cache in
front, is counted as it is: the former not at all, the latter like any page.
"""
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
from ..page.statics import SHOWN

#: Programs that say of themselves that they are no visitors.
_ROBOT = re.compile(r'bot\b|bot/|crawl|spider|slurp|monitor|preview|fetch|http[-_ ]?client|curl|'
                    r'wget|python|java/|go-http|headless|lighthouse', re.IGNORECASE)
PAGE = 'thong-ke-truy-cap'
#: The query of ``SHOWN`` where no page of the portal led to the one that is shown.
VISIT = 'visit'


def count_visits(registry):
    """Return a watcher that counts each page that a person is shown."""
    tally = registry.getUtility(IVisits)

    def watcher(environ, status, _headers, _notes, _kept):
        if environ.get('PATH_INFO') == SHOWN and _is_told(environ, status):
            now = registry.getUtility(IClock).now()
            tally.count(now, environ.get('QUERY_STRING') == VISIT)

    return watcher


def _is_told(environ, status: int) -> bool:
    """Return whether a page of the same host tells that a person is shown it."""
    return (status == 204 and environ['REQUEST_METHOD'] == 'GET' and _comes_from_us(environ)
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
