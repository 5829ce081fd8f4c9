"""What a site offers as data, as a catalogue that other catalogues gather: DCAT-AP 3, JSON-LD.

Data sets are the lists of sections that can be saved as CSV, the rows of ``datasets.csv``, and the
public comments on each draft.  Saved lists of documents hold at most
``listings.documents.MOST_SAVED`` rows; the API gives them whole.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any, cast

from pyramid.response import Response

from ....base.i18n import DEFAULT, _
from ....base.interfaces import IPortal, IResource, ISite
from ....base.settings import ISettings
from ....discovery.catalog.interfaces import CITY, Narrowing
from ....discovery.catalog.interfaces.listing import IListings
from ....kernel.tree.lookup import is_listed
from ....types.consultation.resource import Consultation
from ....types.section import Section, sections_of
from ....web import View, public_view
from ....web.routing.links import canonical
from ...api.endpoints import NAME as API
from ...api.endpoints import VERSION
from ...api.openapi import DESCRIBING
from ...api.page import CATALOGUE as NAME
from ...api.schema import Json
from ..lists.records import LINKED as LINKED_LIST
from ..lists.records import SAVED
from ..page.layout import Layout
from ..page.navigation import TERMS_AT
from ..site.contact import Contact, contact
from .datasets import CONTINUOUS, DAILY, GOVERNMENT, THEME_NAMES, THEMES, DataSet, IDatasets
from .described import (
    CONTEXT,
    CSV,
    GZIP,
    JSON,
    LINKED,
    distribution,
    file,
    page,
    period,
    row_of,
    said,
    thing,
)
from .readable import language_of

#: Listings of sections that can be saved, see ``shells/public/listings``.
LISTINGS = frozenset({
    'access', 'consultations', 'dialogues', 'documents', 'dossiers', 'projects', 'questions',
    'research', 'rulings', 'statistics', 'surveys'})
#: Files with the public comments on a draft, views of the consultation.
COMMENTS = (('y-kien.csv', CSV, 'CSV'), ('y-kien.json', JSON, 'JSON'),
            ('y-kien.jsonld', LINKED, 'JSON-LD'))
#: Drafts, the newest, whose comments are in the catalogue.
MOST_DRAFTS = 200
_LANGUAGES = {'vi': 'VIE', 'en': 'ENG'}


class CatalogueView(View):
    """The catalogue of one site, in the language asked for."""

    @public_view(context=ISite, name=NAME)
    def catalogue(self) -> Response:
        """Return it as a file."""
        response = Response(json.dumps(self.described(), ensure_ascii=False, indent=1),
                            content_type=LINKED, charset='utf-8')
        response.content_language = self._tag
        return response

    def described(self) -> Json:
        """Return it as JSON-LD."""
        sets = [*self.lists(), *map(self._comments, self._drafts)]
        taxonomy = row_of('data-theme', '', 'skos:ConceptScheme')
        taxonomy['@id'] = str(taxonomy['@id']).rstrip('/')
        return {
            '@context': CONTEXT, **thing(self._address(self.context, NAME), 'dcat:Catalog', **{
                'dct:title': self._said(self.context, 'title'),
                'dct:description': self._said(self.context, 'description', 'title'),
                'homepage': page(self._home), 'publisher': f'{self._home}#owner',
                'license': self._licence, 'language': self._language,
                'themeTaxonomy': taxonomy, 'service': f'{self._api()}#service',
                'dcat:dataset': sets}),
            '@included': [self._owner, self._reached, self._service(
                [each['@id'] for each in sets]), {**taxonomy, 'dct:title': said(
                    'Data theme', 'en')}, *(
                {**row_of('data-theme', code, 'skos:Concept'), 'skos:prefLabel': said(name, 'en')}
                for code, name in THEME_NAMES.items())]}

    def lists(self) -> list[Json]:
        """Return its data sets but the comments on drafts."""
        return [*map(self._listed, self._sections), *map(self._row, self._rows)]

    def _listed(self, section: Section) -> Json:
        """Return the list of ``section``: what can be saved, and by the API all that is there."""
        here = self._address(section)
        csv, linked = (self._address(section, name) for name in (SAVED, LINKED_LIST))
        query = f'section={section.__name__}' + (f'&site={self._own}' if self._own else '')
        language = language_of(self.request, self.context, self._own, str(section.__name__))
        listed = canonical(self.request, self.context, language, API, VERSION, 'items')
        title = 'API' if language is self.request.language else (
            self.request.localizer.translate(_('API, bằng tiếng Việt')))
        return self._dataset(
            here, self._said(section, 'title'), self._said(section, 'summary', 'title'),
            THEMES.get(section.listing, GOVERNMENT), CONTINUOUS, [
                self._file(here, csv, CSV, 'CSV'), self._file(here, linked, LINKED, 'JSON-LD'),
                self._asked(f'{listed}?{query}', title)])

    def _row(self, row: DataSet) -> Json:
        steps = row.page.split('/')
        is_here = len(steps) == 1 or steps[0] == API or steps[0] in self.context
        address = self._address(self.context, *(steps if is_here else (API, VERSION)))
        files = [self._file(address, self._address(self.context, name), mimetype, title)
                 for name, mimetype, title in (
                     (row.csv, CSV, 'CSV'), (row.json, JSON, 'JSON'),
                     (row.linked, LINKED, 'JSON-LD'),
                     (row.gzip, GZIP, 'JSON Lines, gzip')) if name and is_here]
        if row.api:
            files.append(self._asked(self._api(row.api)))
        found = self._dataset(
            address, said(*row.title(self._tag)), said(*row.summary(self._tag)), row.theme,
            row.frequency, files)
        return {**found, '@id': f'{self._home.rstrip("/")}#{row.code}', **self._months(row)}

    def _comments(self, draft: Consultation) -> Json:
        text = self._page.say(draft, 'title')
        title = self.request.localizer.translate(
            _('Ý kiến đã công khai: ${title}', mapping={'title': text.text}))
        address = self._address(draft)
        found = self._dataset(
            address, said(title, text.lang or self._tag), said(title, text.lang or self._tag),
            THEMES['consultations'], CONTINUOUS, [
                self._file(address, self._address(draft, name), mimetype, form)
                for name, mimetype, form in COMMENTS])
        days = [each.isoformat() if each else '' for each in (draft.opens, draft.closes)]
        return {**found, 'dct:temporal': period(*days)} if days[0] else found

    def _dataset(self, address: str, title: Json, summary: Json, theme: str, frequency: str,
                 forms: list[Json]) -> Json:
        return thing(f'{address}#data', 'dcat:Dataset', **{
            'dct:title': title, 'dct:description': summary, 'landingPage': page(address),
            'publisher': f'{self._home}#owner', 'contactPoint': f'{self._home}#contact',
            'theme': row_of('data-theme', theme, 'skos:Concept'),
            'accrualPeriodicity': row_of('frequency', frequency, 'dct:Frequency'),
            'accessRights': row_of('access-right', 'PUBLIC', 'dct:RightsStatement'),
            'language': self._language, 'dcat:distribution': forms})

    def _file(self, access: str, address: str, mimetype: str, title: str) -> Json:
        return file(access, address, mimetype, title, license=self._licence)

    def _asked(self, address: str, title: str = 'API') -> Json:
        return distribution(address, JSON, title, license=self._licence,
                            accessService=f'{self._api()}#service')

    def _months(self, row: DataSet) -> Json:
        has_months = row.part not in ('', DAILY)
        months = self._snapshot.months.keys((0, ''), (0, '~')) if has_months else ()
        first = next(iter(months), None)
        return {'dct:temporal': period(f'{first[1]}-01')} if first else {}

    def _service(self, served: list[object]) -> Json:
        return thing(f'{self._api()}#service', 'dcat:DataService', **{
            'dct:title': said('API', self._tag), 'endpointURL': self._api(),
            'endpointDescription': self._api(*DESCRIBING.steps), 'servesDataset': served,
            'publisher': f'{self._home}#owner', 'contactPoint': f'{self._home}#contact',
            'license': self._licence})

    @property
    def _owner(self) -> Json:
        return thing(f'{self._home}#owner', 'foaf:Agent', **{
            'foaf:name': self._said(self.context, 'owner', 'title')})

    @property
    def _reached(self) -> Json:
        found: Contact = contact(self._page)
        return thing(f'{self._home}#contact', 'vcard:Kind', **{
            'vcard:fn': self._said(self.context, 'owner', 'title'), 'hasURL': self._home,
            'hasEmail': found.email and f'mailto:{found.email}', 'hasTelephone': found.dialled})

    @cached_property
    def _licence(self) -> Json | None:
        """The terms on which data are used again, where the page of them is public."""
        place, name = TERMS_AT
        terms = self._page.portal[place].get(name) if place in self._page.portal else None
        if terms is None or not is_listed(terms):
            return None
        return thing(self._address(terms), 'dct:LicenseDocument')

    @property
    def _sections(self) -> list[Section]:
        return [each for each in sections_of(self.context) if each.listing in LISTINGS]

    @property
    def _rows(self) -> Iterator[DataSet]:
        is_there = {'': True, DAILY: IPortal.providedBy(self.context) and bool(
            self.request.registry.getUtility(ISettings).dumps)}
        for row in self.request.registry.getUtility(IDatasets):
            if is_there.get(row.part, self._snapshot is not None):
                yield row

    @property
    def _drafts(self) -> list[Consultation]:
        """The newest drafts of this very site that have public comments."""
        found = self.request.service(IListings).listing(
            self.context, DEFAULT, Narrowing(self._own, 'Consultation'), 0, MOST_DRAFTS)
        return [each for each in found.items
                if isinstance(each, Consultation) and any(each.comment_counts.values())]

    @property
    def _own(self) -> str:
        """What cuts a list down to this very site, ``''`` where there are no others below it."""
        return CITY if IPortal.providedBy(self.context) else ''

    @cached_property
    def _page(self) -> Layout:
        return Layout(self.context, self.request, {})

    @property
    def _snapshot(self) -> Any:
        """The figures of the portal, ``None`` before the first ones."""
        return getattr(self._page.portal, 'compliance', None)

    @property
    def _tag(self) -> str:
        return str(self._page.language.tag)

    @property
    def _language(self) -> Json | None:
        code = _LANGUAGES.get(self._tag)
        return None if code is None else row_of('language', code, 'dct:LinguisticSystem')

    @property
    def _home(self) -> str:
        return self._address(self.context)

    def _api(self, *steps: str) -> str:
        return self._address(self.context, API, VERSION, *steps)

    def _address(self, resource: IResource, *elements: str) -> str:
        return canonical(self.request, resource, self.request.language, *elements)

    def _said(self, resource: object, *names: str) -> Json:
        """Return the first of the fields ``names`` that is not empty, with its language."""
        found = self._page.say(cast('IResource', resource), *names)
        return said(found.text, found.lang or self._tag)
