"""The catalogue of a site's data, and linked data of items, held against shapes (SHACL, W3C)."""
import csv
import io
import json

import pytest
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.api.endpoints import IEndpoints
from hanoiportal.shells.public.formats import catalogue
from hanoiportal.shells.public.formats.catalogue import LISTINGS
from hanoiportal.shells.public.formats.datasets import IDatasets, read_datasets
from hanoiportal.shells.public.formats.described import CONTEXT, LINKED
from hanoiportal.types.section import ITEM_TYPES
from pyshacl import validate
from rdflib import DCTERMS, RDF, Graph, Namespace, URIRef
from support import ROOT, TESTS

DCAT = Namespace('http://www.w3.org/ns/dcat#')
SCHEMA = 'https://schema.org/'
MEDIA = 'https://www.iana.org/assignments/media-types/'
#: Lists of the API that hold what is in others, or tell how the portal is built.
NO_DATA = {'changes', 'content-types', 'crossposts', 'document-kinds', 'sites'}
SHAPES = Graph().parse(TESTS / 'support/catalogue_shapes.ttl')


def graph(data, vocabulary=None):
    """Return the RDF of JSON-LD; ``vocabulary`` stands for a context that is asked of nobody."""
    if vocabulary:
        data['@context'] = {'@vocab': vocabulary, 'url': {'@id': f'{vocabulary}url'}}
    return Graph().parse(data=json.dumps(data), format='json-ld')


def faults(found):
    """Return what the shapes have against the graph ``found``, in words; ``''`` if nothing."""
    is_sound, _report, words = validate(found, shacl_graph=SHAPES)
    return '' if is_sound else words


@pytest.mark.clause('13.3.c')
def test_the_lists_of_a_site_are_a_catalogue_that_others_gather(stocked):
    for site in ('', '/english', '/sites/soxaydung', '/english/sites/bavi'):
        answer = stocked.get(f'{site}/dcat.jsonld')
        found = graph(answer.json)

        assert answer.content_type == LINKED, site
        assert faults(found) == '', site
        assert len(set(found.subjects(RDF.type, DCAT.Dataset))) >= 3, site


def test_every_list_that_can_be_saved_is_in_it_and_nothing_else(stocked):
    found = graph(stocked.get('/dcat.jsonld').json)
    offered = {str(each) for each in found.objects(None, DCAT.downloadURL)}

    for row in Data(ROOT / 'config/hanoi').sections_of('city'):
        address = f'http://localhost/{row["code"]}/list.csv'
        answer = stocked.get(address, status='*')
        assert (answer.status_int == 200) == (row['listing'] in LISTINGS) == (address in offered)
    assert len(offered) >= len(LISTINGS)


@pytest.mark.parametrize('site', ['', '/english/sites/soxaydung'])
def test_what_it_offers_is_there_in_the_form_that_it_says(stocked, site):
    found = graph(stocked.get(f'{site}/dcat.jsonld').json)
    forms = set(found.subjects(RDF.type, DCAT.Distribution))

    for form in forms:
        said = str(found.value(form, DCAT.mediaType)).removeprefix(MEDIA)
        address = found.value(form, DCAT.downloadURL) or found.value(form, DCAT.accessURL)
        assert stocked.get(str(address)).content_type == said, address
    assert len(forms) >= 20


@pytest.mark.parametrize('name', ['van-ban-qppl', 'du-an-dau-tu', 'hoi-dap'])
@pytest.mark.clause('13.3.c')
def test_a_list_as_linked_data_has_the_rows_of_its_csv(stocked, name):
    answer = stocked.get(f'/{name}/list.jsonld')
    found = graph(answer.json, SCHEMA)

    assert answer.content_type == LINKED and faults(found) == ''
    rows = list(csv.reader(io.StringIO(stocked.get(f'/{name}/list.csv').text.lstrip('\ufeff'))))
    vocabulary = Namespace(SCHEMA)
    items = {str(each) for each in found.objects(None, vocabulary.item)}
    assert len(items) == len(rows) - 1
    assert items == {row[-1] for row in rows[1:]}  # the address is its last column
    assert {str(each) for each in found.objects(None, vocabulary.numberOfItems)} == {
        str(len(items))}


def test_every_open_list_of_the_api_is_a_data_set(stocked):
    registry = stocked.app.registry
    known = {each.path.strip('/') for each in registry.getUtility(IEndpoints).all()
             if each.name.startswith('list') and '{' not in each.path and not each.scope}

    assert {row.api for row in registry.getUtility(IDatasets)} - {''} == known - NO_DATA


def test_the_api_and_the_page_of_feeds_lead_to_it(stocked):
    for page in ('/api/v1', '/rss', '/sites/soxaydung/rss'):
        assert f'{page.removesuffix("/rss").removesuffix("/api/v1")}/dcat.jsonld' in stocked.get(
            page).text


def test_the_terms_of_use_are_the_licence_of_each_form(stocked, monkeypatch):
    monkeypatch.setattr(catalogue, 'TERMS_AT', ('tin-tuc-su-kien', 'tin'))
    found = graph(stocked.get('/sites/bavi/dcat.jsonld?once').json)
    terms = URIRef('http://localhost/tin-tuc-su-kien/tin')

    assert faults(found) == ''
    assert {terms} == set(found.objects(None, DCTERMS.license))
    for form in found.subjects(RDF.type, DCAT.Distribution):
        assert (form, DCTERMS.license, terms) in found


def test_a_row_with_another_theme_is_refused(tmp_path):
    table = (ROOT / 'config/hanoi/datasets.csv').read_text(encoding='utf-8')
    (tmp_path / 'datasets.csv').write_text(table.replace('GOVE', 'GOVERNMENT'), encoding='utf-8')

    with pytest.raises(ValueError, match='no theme GOVERNMENT'):
        read_datasets(tmp_path / 'datasets.csv')


@pytest.mark.parametrize('name', ITEM_TYPES)
def test_linked_data_of_an_item_of_each_type_keep_to_the_shapes(stocked, name):
    path = f'/sites/soxaydung/tin-tuc-su-kien/mau-{name.lower()}.jsonld'

    assert faults(graph(stocked.get(path).json, SCHEMA)) == ''


def test_what_is_missing_is_found():
    bare = {'@context': CONTEXT, '@id': 'http://localhost/c', '@type': 'dcat:Catalog'}

    assert faults(graph(bare)).count('MinCountConstraintComponent') >= 4
    assert 'datePublished' in faults(graph(
        {'@id': 'http://localhost/a', '@type': 'NewsArticle', 'name': 'a'}, SCHEMA))
