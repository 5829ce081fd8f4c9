"""The page that tells people of the feeds: ``/rss`` of every site (TT 22/2023)."""
from typing import NamedTuple

from ...i18n import _
from ...interfaces import ISite
from ...text import collate
from ...web import View, public_view
from ..layout import Layout
from ..navigation import sections_of
from .addresses import feeds_of

#: What a feed is called where people choose one, by the name of its view.
TITLES = {'atom.xml': 'Atom', 'rss.xml': 'RSS', 'feed.json': 'JSON Feed'}


class FeedLink(NamedTuple):
    """A feed that people can choose.  ``format``: what it is called."""

    format: str
    mimetype: str
    address: str


class FeedsPage(View):
    """Every feed of a site, and the way to those of the component sites."""

    @public_view(context=ISite, name='rss', renderer='templates/rss.pt')
    def page(self):
        """Return the values ``rss.pt`` names."""
        page = Layout(self.context, self.request, {})
        places = [self.context, *sections_of(self.context)]
        return {
            'title': _('Nguồn tin RSS'), 'rows': [self._row(page, place) for place in places],
            'description': _('Các nguồn tin (RSS, Atom, JSON Feed) của trang này, theo chuyên '
                             'mục: chương trình đọc tin của bạn tự nhận tin mới.'),
            'sites': [] if page.is_component else self._sites(page)}

    def _row(self, page, place):
        feeds = [FeedLink(TITLES[name], mimetype, address)
                 for name, mimetype, address in feeds_of(place, self.request)]
        return page.say(place, 'title'), feeds

    def _sites(self, page):
        """Return ``[(name, address of this page there)]`` of the sites that show something."""
        found = [(page.say(site, 'title'), self.request.link(site, 'rss'))
                 for site in page.portal['sites'].values() if site.is_active]
        return sorted(found, key=lambda each: collate(each[0].text))
