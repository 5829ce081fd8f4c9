"""The addresses of feeds: below every site and every section (clause 4.2)."""
from urllib.parse import urlencode

from pyramid.response import Response

from ....base.interfaces import ISite
from ....base.settings import ISettings
from ....discovery.catalog.interfaces import ICatalog
from ....editorial.emergencynotices.interfaces import IItemsTold
from ....kernel.tree.lookup import in_language
from ....types.section import Section
from ....web import View, public_view
from ....web.routing.links import canonical
from ..metadata.about import stored_at
from ..page.layout import Layout
from ..page.wording import item_of
from ..search.params import params_of
from .addresses import WRITERS
from .carried import CARRIED, DATED
from .entries import Feed, entry_of
from .questions import TYPE, lists_all_sites, merged, questions_of_all

#: Query field of the keyword to which a feed is cut down.
KEYWORD = 'tu-khoa'


class FeedView(View):
    """The newest of a site with all below it, or of a section; of one keyword, if asked."""

    @public_view(context=ISite, name='atom.xml')
    @public_view(context=Section, name='atom.xml')
    @public_view(context=ISite, name='rss.xml')
    @public_view(context=Section, name='rss.xml')
    @public_view(context=ISite, name='feed.json')
    @public_view(context=Section, name='feed.json')
    def feed(self):
        """The feed in the format that the address names."""
        writer = WRITERS[self.request.view_name]
        return Response(
            writer.written(self._feed()), content_type=writer.MIMETYPE, charset='utf-8')

    def _feed(self):
        request, page = self.request, Layout(self.context, self.request, {'title': ''})
        keyword = params_of(request, KEYWORD)[:300]
        found = carried(request, self.context, self._size, keyword)
        if not keyword and ISite.providedBy(self.context):
            found = with_notices(found, request, self._size)
        entries = tuple(entry_of(item_of(each), request) for each in found)
        home = canonical(request, self.context, request.language)
        query = '?' + urlencode({KEYWORD: keyword}) if keyword else ''
        title = page.say(self.context, 'title').text
        return Feed(
            address=canonical(request, self.context, request.language, request.view_name) + query,
            home=home, title=f'{title}: {keyword}' if keyword else title,
            description=page.say(self.context, 'summary').text or title,
            language=page.language.tag, owner=page.say(page.site, 'owner', 'title').text,
            updated=max((entry.updated for entry in entries), default=self._made),
            entries=entries)

    @property
    def _size(self):
        return self.request.registry.getUtility(ISettings).feed_size

    @property
    def _made(self):
        """When the place of an empty feed was made."""
        return self.context.created_at or stored_at(self.site)


def with_notices(found, request, size):
    """Return ``found`` behind what the city tells of in an emergency, at most ``size``."""
    items = request.service(IItemsTold).items()
    told = [in_language(each, request.language.tag) for each in items]
    urgent = {each.__oid__ for each in told}
    return [*told, *(each for each in found if each.__oid__ not in urgent)][:size]


def carried(request, place, size, keyword='', language=None):
    """Return the newest ``size`` documents of the feed of ``place``, a site or section; those with
    ``keyword``, if one is given.  ``language``: BCP 47 tag; that of the request if ``None``.
    """
    catalog, types = request.service(ICatalog), CARRIED
    if not ISite.providedBy(place):
        types += DATED
    tag = language or request.language.tag

    def newest(place, types, most=size):
        where = (place, tag, 0, most, types)
        return (catalog.tagged(keyword, *where) if keyword else catalog.latest(*where)).items

    if lists_all_sites(place):
        found = newest(place, tuple(each for each in types if each != TYPE))
        return merged((*found, *questions_of_all(newest, place, size)), size)
    return newest(place, types)
