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
from ....base.settings import ISettings
from ....kernel.tree.lookup import find_portal
from ....oversight.visits.interfaces import ISiteVisits, IVisits
from ....oversight.visits.services import figures
from ....web import View, public_view
from ..page.statics import SHOWN

#: Programs that say of themselves that they are no visitors.
_ROBOT = re.compile(r'bot\b|bot/|crawl|spider|slurp|monitor|preview|fetch|http[-_ ]?client|curl|'
                    r'wget|python|java/|go-http|headless|lighthouse', re.IGNORECASE)
_LABEL = re.compile(r'(?P<label>[a-z0-9-]{1,63})\.')
_PATH = re.compile(r'(/[a-z-]+)?/sites/(?P<label>[a-z0-9-]{1,63})(/|\Z)')
PAGE = 'thong-ke-truy-cap'
#: The query of ``SHOWN`` where no page of the portal led to the one that is shown.
VISIT = 'visit'


def count_visits(registry):
    """Return a watcher that counts each page that a person is shown."""
    tally, sites = registry.getUtility(IVisits), registry.getUtility(ISiteVisits)
    domain = registry.getUtility(ISettings).domain

    def watcher(environ, status, _headers, _notes, _kept):
        if environ.get('PATH_INFO') == SHOWN and _is_told(environ, status):
            now = registry.getUtility(IClock).now()
            is_visit = environ.get('QUERY_STRING') == VISIT
            tally.count(now, is_visit)
            sites.count(now, is_visit, label_of(environ['HTTP_REFERER'], domain))

    return watcher


def label_of(address, domain):
    """Return the label of the site whose page has the ``address``, ``''`` for the city portal; by
    the host, and on hosts that show the whole tree by the path.

    >>> label_of('https://bavi.hanoi.gov.vn/tin', 'hanoi.gov.vn')
    'bavi'
    >>> label_of('http://localhost:6543/english/sites/bavi', 'hanoi.gov.vn')
    'bavi'
    >>> label_of('https://hanoi.gov.vn/', 'hanoi.gov.vn')
    ''
    """
    parts = urlsplit(address)
    host = (parts.hostname or '').removesuffix(domain)
    found = _LABEL.fullmatch(host) if host.endswith('.') else _PATH.match(parts.path)
    return found['label'] if found else ''


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
