"""What a site offers as data, as a catalogue that other catalogues gather: DCAT 3 (W3C), JSON-LD.

Each list that can be saved as CSV is a dataset; those of documents hold at most
``listings.documents.MOST_SAVED`` rows.  What is in the lists is not looked at.
"""
import json

from pyramid.response import Response

from ....base.interfaces import ISite
from ....types.section import sections_of
from ....web import View, public_view
from ....web.routing.links import canonical
from ..lists.records import SAVED
from ..page.layout import Layout

NAME, MIMETYPE = 'dcat.jsonld', 'application/ld+json'
#: Listings of sections that can be saved, see ``shells/public/listings``.
LISTINGS = frozenset({
    'access', 'consultations', 'dialogues', 'documents', 'dossiers', 'projects', 'questions',
    'research', 'rulings', 'statistics', 'surveys'})
CONTEXT = {
    'dcat': 'http://www.w3.org/ns/dcat#', 'dct': 'http://purl.org/dc/terms/',
    'foaf': 'http://xmlns.com/foaf/0.1/',
    'landing': {'@id': 'dcat:landingPage', '@type': '@id'},
    'download': {'@id': 'dcat:downloadURL', '@type': '@id'},
    'access': {'@id': 'dcat:accessURL', '@type': '@id'},
    'media': {'@id': 'dcat:mediaType', '@type': '@id'},
    'homepage': {'@id': 'foaf:homepage', '@type': '@id'},
    'publisher': {'@id': 'dct:publisher', '@type': '@id'}}
_CSV = 'https://www.iana.org/assignments/media-types/text/csv'


class CatalogueView(View):
    """The catalogue of one site, in the language asked for."""

    @public_view(context=ISite, name=NAME)
    def catalogue(self):
        """Return it as JSON-LD."""
        page = Layout(self.context, self.request, {})
        home, owner = self._address(self.context), page.say(self.context, 'owner', 'title')
        found = {
            '@context': CONTEXT, '@id': self._address(self.context, NAME), '@type': 'dcat:Catalog',
            'dct:title': _said(page, self.context, 'title'), 'homepage': home,
            'publisher': f'{home}#owner',
            'dcat:dataset': [self._dataset(page, section, home)
                             for section in sections_of(self.context)
                             if section.listing in LISTINGS],
            'dct:description': _said(page, self.context, 'description', 'title')}
        agent = {'@id': f'{home}#owner', '@type': 'foaf:Agent', 'foaf:name': {
            '@value': owner.text, '@language': owner.lang or page.language.tag}}
        response = Response(
            json.dumps({**found, '@included': [agent]}, ensure_ascii=False, indent=1),
            content_type=MIMETYPE, charset='utf-8')
        response.content_language = page.language.tag
        return response

    def _dataset(self, page, section, home):
        address, csv = self._address(section), self._address(section, SAVED)
        return {
            '@id': f'{address}#data', '@type': 'dcat:Dataset', 'landing': address,
            'dct:title': _said(page, section, 'title'),
            'dct:description': _said(page, section, 'summary', 'title'),
            'publisher': f'{home}#owner',
            'dcat:distribution': {
                '@id': csv, '@type': 'dcat:Distribution', 'access': address, 'download': csv,
                'media': _CSV, 'dct:title': 'CSV'}}

    def _address(self, resource, *elements):
        return canonical(self.request, resource, self.request.language, *elements)


def _said(page, resource, *names):
    """Return the first of the fields ``names`` that is not empty, with its language."""
    said = page.say(resource, *names)
    return {'@value': said.text, '@language': said.lang or page.language.tag}
