"""What is released stays: the description of today against the last released one."""
import copy
import json
import os

import pytest
from support import ROOT
from support.api_changes import broken

RELEASED = ROOT / 'docs/develop/api/openapi-1.json'


@pytest.fixture(scope='module')
def today(stocked):
    return stocked.get('/english/api/v1/openapi.json').json


def released(today, path=RELEASED, is_release=False):
    """Return the sentences of what breaks clients of the description in ``path``.

    ``is_release``: today's takes its place, unless it breaks any.
    """
    found = broken(json.loads(path.read_text(encoding='utf-8')), today)
    if is_release and not found:
        shown = {**today, 'servers': [{'url': 'https://hanoi.gov.vn/api/v1'}]}
        path.write_text(json.dumps(shown, ensure_ascii=False, indent=1) + '\n', encoding='utf-8')
    return found


def test_nothing_that_was_released_is_gone(today):
    assert released(today, is_release=bool(os.environ.get('RELEASE'))) == []  # make openapi
    assert set(json.loads(RELEASED.read_text(encoding='utf-8'))['paths']) == set(today['paths']), (
        'a new endpoint belongs into docs/develop/api/openapi-1.json: make openapi')


def test_what_breaks_a_client_is_not_released_either(today, tmp_path):
    path, new = tmp_path / 'openapi.json', copy.deepcopy(today)
    path.write_text(json.dumps(today), encoding='utf-8')
    new['paths']['/more'] = new['paths']['/sites']
    assert released(new, path, is_release=True) == []
    del new['paths']['/more']
    for _again in range(2):
        assert released(new, path, is_release=True) == ['GET /more is gone']


def at(document, *steps):
    for each in steps:
        document = document[each]
    return document


LIST = ('paths', '/items', 'get')
ROW = ('components', 'schemas', 'ItemSummary')


def without_parameter(document):
    at(document, *LIST)['parameters'].pop(0)


def with_a_narrower_limit(document):
    limit = next(each for each in at(document, *LIST)['parameters'] if each['name'] == 'limit')
    limit['schema']['maximum'] = 10


def with_a_demand(document):
    at(document, *LIST)['parameters'].append(
        {'name': 'key', 'in': 'query', 'required': True, 'schema': {'type': 'string'}})


@pytest.mark.parametrize(('change', 'sentence'), [
    (lambda new: new['paths'].pop('/items'), 'GET /items is gone'),
    (without_parameter, 'GET /items: the parameter site is gone'),
    (with_a_narrower_limit, 'GET /items: the parameter limit has a narrower maximum'),
    (with_a_demand, 'GET /items: the parameter key must be given now'),
    (lambda new: at(new, *ROW, 'properties').pop('title'),
     'the answer 200: the field items: each of it: the field title is gone'),
    (lambda new: at(new, *ROW, 'properties', 'title').update(type='integer'),
     'the field items: each of it: the field title is of another type'),
    (lambda new: at(new, *ROW).update(required=[]),
     'the field items: each of it: the field id may be missing now'),
    (lambda new: next(each for each in at(new, *LIST)['parameters'] if each['name'] == 'type')[
        'schema']['enum'].remove('Page'),
     'GET /items: the parameter type does not take all values any more')])
def test_whatever_breaks_a_client_is_told_in_a_sentence(today, change, sentence):
    new = copy.deepcopy(today)
    change(new)

    assert any(sentence in each for each in broken(today, new)), broken(today, new)


def test_adding_breaks_nobody(today):
    new = copy.deepcopy(today)
    new['paths']['/more'] = copy.deepcopy(at(new, 'paths', '/sites'))
    at(new, *ROW, 'properties')['more'] = {'type': 'string'}
    at(new, *LIST)['parameters'].append(
        {'name': 'more', 'in': 'query', 'required': False, 'schema': {'type': 'string'}})
    at(new, 'components', 'schemas', 'Provision', 'properties')['more'] = {'type': 'string'}

    assert broken(today, new) == [] and broken(today, today) == []
