"""The news for search engines: ``/sitemap-news.xml`` of each host (Google's news sitemap).

The protocol wants the news of the last two days and at most 1,000 of them.  A public page does
not know what day it is, so it holds the newest; search engines take what is new enough for them.
"""
from xml.sax.saxutils import escape

from pyramid.response import Response

from ....base.i18n import ILanguages
from ....base.interfaces import ISite
from ....discovery.catalog.interfaces import ICatalog
from ....types.newsitem.resource import NewsItem
from ....types.section import sections_of
from ....web import View, public_view
from ....web.routing.links import canonical
from ..page.dates import machine_moment
from ..page.wording import item_of, wording

#: The newest of each section that are looked at, and the most of all that are named.
OF_SECTION, MOST = 100, 1000
_HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n'
         '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
         'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n')


class NewsSiteMap(View):
    """The newest news of the site's own sections, in every language."""

    @public_view(context=ISite, name='sitemap-news.xml')
    def news(self):
        """The news sitemap."""
        languages = self.request.registry.getUtility(ILanguages).enabled
        sections = [section for section in sections_of(self.context)
                    if NewsItem.__name__ in section.allowed_types]
        texts = [(text, language) for language in languages for section in sections
                 for text in self._newest(section, language)]
        texts.sort(key=lambda each: each[0].published_at, reverse=True)
        entries = (self._entry(text, language) for text, language in texts[:MOST])
        return Response(f'{_HEAD}{"".join(entries)}</urlset>\n',
                        content_type='application/xml', charset='utf-8')

    def _newest(self, section, language):
        found = self.request.service(ICatalog).latest(section, language.tag, 0, OF_SECTION).items
        return [text for text in found if isinstance(item_of(text), NewsItem)]

    def _entry(self, text, language):
        name = wording(self.site, ('title',), language.tag, language.tag).text
        address = canonical(self.request, item_of(text), language)
        return (
            f'<url><loc>{escape(address)}</loc><news:news><news:publication>'
            f'<news:name>{escape(name)}</news:name><news:language>{language.tag}</news:language>'
            f'</news:publication><news:publication_date>{machine_moment(text.published_at)}'
            f'</news:publication_date><news:title>{escape(text.title)}</news:title>'
            '</news:news></url>\n')
