"""The catalogue of a site's data, and linked data of items, held against shapes (SHACL, W3C)."""
import json

import pytest
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.public.formats.catalogue import CONTEXT, LISTINGS, MIMETYPE
from hanoiportal.types.section import ITEM_TYPES
from pyshacl import validate
from rdflib import RDF, Graph, Namespace
from support import ROOT, TESTS

DCAT = Namespace('http://www.w3.org/ns/dcat#')
SCHEMA = 'https://schema.org/'
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


@pytest.mark.parametrize('site', ['', '/english', '/sites/soxaydung', '/english/sites/bavi'])
@pytest.mark.clause('13.3.c')
def test_the_lists_of_a_site_are_a_catalogue_that_others_gather(stocked, site):
    answer = stocked.get(f'{site}/dcat.jsonld')
    found = graph(answer.json)

    assert answer.content_type == MIMETYPE
    assert faults(found) == ''
    assert len(set(found.subjects(RDF.type, DCAT.Dataset))) >= 3


def test_every_list_that_can_be_saved_is_in_it_and_nothing_else(stocked):
    found = graph(stocked.get('/dcat.jsonld').json)
    offered = {str(each) for each in found.objects(None, DCAT.downloadURL)}

    for row in Data(ROOT / 'config/hanoi').sections_of('city'):
        address = f'http://localhost/{row["code"]}/list.csv'
        answer = stocked.get(address, status='*')
        assert (answer.status_int == 200) == (row['listing'] in LISTINGS) == (address in offered)
    assert len(offered) >= len(LISTINGS)


@pytest.mark.parametrize('name', ITEM_TYPES)
def test_linked_data_of_an_item_of_each_type_keep_to_the_shapes(stocked, name):
    path = f'/sites/soxaydung/tin-tuc-su-kien/mau-{name.lower()}.jsonld'

    assert faults(graph(stocked.get(path).json, SCHEMA)) == ''


def test_what_is_missing_is_found():
    bare = {'@context': CONTEXT, '@id': 'http://localhost/c', '@type': 'dcat:Catalog'}

    assert faults(graph(bare)).count('MinCountConstraintComponent') >= 4
    assert 'datePublished' in faults(graph(
        {'@id': 'http://localhost/a', '@type': 'NewsArticle', 'name': 'a'}, SCHEMA))
