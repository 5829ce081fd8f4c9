"""What search engines read: ``/sitemap.xml`` of each host (sitemaps.org)."""
from xml.sax.saxutils import escape

from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ....base.i18n import DEFAULT, ILanguages
from ....base.interfaces import ISite
from ....discovery.catalog.interfaces import ICatalog
from ....editorial.crossposting.interfaces import IReference
from ....types.section import sections_of
from ....web import View, public_view
from ....web.routing.links import alternates, canonical
from ..page.dates import machine_moment
from ..search.params import page_number, params_of

#: Resources in one file.  Each gives an entry for each of its languages, and 50,000 entries are
#: the most that the protocol allows.
PART = 10_000

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = ('xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
               'xmlns:xhtml="http://www.w3.org/1999/xhtml"')


class SiteMapFiles(View):
    """The machine's site map: the site's own host, without other component sites."""

    @public_view(context=ISite, name='sitemap.xml')
    def sitemap(self):
        """The whole map, an index of its parts when it is long, or one part of it."""
        parts = -(-self._total // PART)
        if parts > 1 and not params_of(self.request, 'part'):
            return _xml(self._index(parts))
        number = page_number(self.request, 'part')
        if number is None or number > max(parts, 1):
            raise HTTPNotFound
        return _xml(self._part(self._resources((number - 1) * PART)))

    @property
    def _sections(self):
        return sections_of(self.context)

    def _listed_in(self, section, start, number):
        return self._catalog.latest(section, DEFAULT, start, number)

    def _number_in(self, section):
        return self._listed_in(section, 0, 1).total

    @reify
    def _catalog(self):
        return self.request.service(ICatalog)

    @property
    def _total(self):
        return 1 + sum(1 + self._number_in(section) for section in self._sections)

    def _resources(self, start):
        """Yield the ``PART`` resources from position ``start`` on; no others are read."""
        if start == 0:
            yield self.context
        end, position = start + PART, 1
        for section in self._sections:
            if start <= position < end:
                yield section
            position += 1
            total, first = self._number_in(section), max(start - position, 0)
            number = min(total, end - position) - first
            if number > 0:
                yield from self._listed_in(section, first, number).items
            position += total

    def _index(self, parts):
        languages = self.request.registry.getUtility(ILanguages)
        address = canonical(self.request, self.context, languages.default, 'sitemap.xml')
        files = (f'<sitemap><loc>{escape(address)}?part={number}</loc>'
                 f'{self._newest(number)}</sitemap>\n' for number in range(1, parts + 1))
        return f'<sitemapindex {_NAMESPACES}>\n{"".join(files)}</sitemapindex>\n'

    def _newest(self, number):
        """Return when the last of a part was published, as ``lastmod``; empty if nothing was.

        Of each section that reaches into the part its first item there is the newest, so that not
        every item has to be looked at.
        """
        begins, moments, position = (number - 1) * PART, [], 1
        for section in self._sections:
            total = self._number_in(section)
            at = max(begins - position - 1, 0)
            if at < total and position + 1 + at < begins + PART:
                [first] = self._listed_in(section, at, 1).items
                moments.append(first.published_at)
            position += 1 + total
        newest = max(filter(None, moments), default=None)
        return f'<lastmod>{machine_moment(newest)}</lastmod>' if newest else ''

    def _part(self, resources):
        entries = (entry for resource in resources for entry in self._entries(resource))
        return f'<urlset {_NAMESPACES}>\n{"".join(entries)}</urlset>\n'

    def _entries(self, resource):
        if IReference.providedBy(resource):  # its work stands in the map of its own site
            return
        addresses = [(language.tag, escape(address))
                     for language, address in alternates(self.request, resource)]
        links = '' if len(addresses) == 1 else ''.join(
            f'<xhtml:link rel="alternate" hreflang="{tag}" href="{address}"/>'
            for tag, address in addresses)
        for tag, address in addresses:
            yield f'<url><loc>{address}</loc>{_changed(resource, tag)}{links}</url>\n'


def _changed(resource, tag):
    text = resource.translations.get(tag, resource)
    moments = [moment for moment in (text.modified_at, text.published_at) if moment]
    return f'<lastmod>{machine_moment(max(moments))}</lastmod>' if moments else ''


def _xml(text):
    return Response(_HEAD + text, content_type='application/xml', charset='utf-8')
