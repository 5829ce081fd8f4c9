"""The frame of the API: addresses, parameters, problems, languages, headers, the description."""
import json
import re

import pytest
from hanoiportal.shells.api.endpoints import Endpoint, Endpoints, IEndpoints
from hanoiportal.shells.api.parameters import BadValue, read
from pyramid.request import Request

API = '/api/v1'
#: Bytes of a page that weighs 71 KB, the most there may be, with the 36 of styles and scripts.
HEAVIEST = 35 * 1024
ENGLISH = {'Accept-Language': 'en-GB, vi;q=0.5'}


def problem(answer):
    """Return the problem that ``answer`` tells of, after looking at what all of them have."""
    assert answer.content_type == 'application/problem+json'
    assert answer.json['status'] == answer.status_int
    assert answer.json['type'].startswith('http://localhost/api/v1#')
    return answer.json


@pytest.mark.parametrize(('path', 'status', 'code'), [
    ('/nothing', 404, 'not-found'), ('/items/1', 404, 'not-found'),
    ('/items/khong', 404, 'not-found'), ('/sites/khong-co', 404, 'not-found'),
    ('/items/{id}', 404, 'not-found'), ('/documents/{id}/provisions', 404, 'not-found'),
    ('/items/1/more', 404, 'not-found'), ('/items?limit=%FF', 400, 'bad-parameter'),
    ('/items?cursor=khong', 400, 'bad-parameter'),
    ('/items?cursor=abc', 400, 'bad-parameter'), ('/items?since=2026-02-30', 400,
                                                    'bad-parameter')])
def test_what_is_refused_is_a_problem(stocked, path, status, code):
    answer = stocked.get(API + path, status=status)

    assert problem(answer)['type'] == f'http://localhost/api/v1#{code}'


@pytest.mark.parametrize('path', ['/api', '/api/', '/api/v2/items', '/tin-tuc-su-kien/api/v1',
                                  '/api/v1/../v1/items', '/api/v1/%FF'])
def test_below_api_everything_else_is_not_found_either(stocked, path):
    assert problem(stocked.get(path, status=404))


def test_every_wrong_parameter_is_named(stocked):
    answer = problem(stocked.get(
        f'{API}/items?limit=0&x=1&fields=title,zz&limit=5', headers=ENGLISH, status=400))

    assert [(each['in'], each['pointer']) for each in answer['errors']] == [
        ('query', '/limit'), ('query', '/x'), ('query', '/fields')]
    assert answer['title'] == 'Invalid parameter'
    [long] = problem(stocked.get(f'{API}/items?limit={"9" * 30}', status=400))['errors']
    assert long['detail'] == 'Cần ghi một số từ 1 đến 100.'


def test_the_page_leads_to_all_of_each_group_and_begins_with_the_items(stocked):
    short = stocked.get(API)
    groups = short.html.select('#dia-chi ~ h3 a')
    links = {link['href'].rpartition('#')[2]: link['href']
             for link in short.html.select('#dia-chi ~ ul a')}
    page = stocked.get(links['createDraft']).html
    sent = page.find(id='createDraft').find_parent('section')
    for link in groups:
        whole = stocked.get(link['href'])
        assert whole.html.find(id='nhom').get_text() == link.get_text()
        assert len(whole.body) <= HEAVIEST

    assert len(short.body) <= HEAVIEST and not short.html.find(id='nhom')
    assert all(stocked.get(link).html.find(id=name) for name, link in list(links.items())[::9])
    assert not stocked.get(f'{API}?group=%00zz').html.find(id='nhom')

    assert {'place', 'type', 'fields'} <= {each.get_text() for each in sent.select('dt')}
    assert groups[0].get_text() == 'Nội dung'
    assert 'Authorization: Bearer' in page.get_text()
    assert all(each.get_text(strip=True) for each in page.select('article details dd'))
    assert short.html.select('a[href$="/api/v1/dumps"]')


def test_another_method_is_told_which_there_are(stocked):
    answer = stocked.post(f'{API}/items', status=405)

    assert problem(answer) and answer.headers['Allow'] == 'GET, HEAD, OPTIONS'
    assert stocked.put(f'{API}/nothing', status=404)
    assert stocked.head(f'{API}/items').status_int == 200


def test_scripts_of_other_websites_may_read_without_cookies(stocked):
    asked = stocked.options(f'{API}/items', headers={'Origin': 'https://vidu.vn'}, status=204)
    read_by = stocked.get(f'{API}/items', headers={'Origin': 'https://vidu.vn'})
    refused = stocked.get(f'{API}/nothing', headers={'Origin': 'https://vidu.vn'}, status=404)

    for answer in (asked, read_by, refused):
        assert answer.headers['Access-Control-Allow-Origin'] == '*'
        assert 'Access-Control-Allow-Credentials' not in answer.headers
        assert answer.headers['Cross-Origin-Resource-Policy'] == 'cross-origin'


@pytest.mark.parametrize(('said', 'title', 'language'), [
    ('en', 'News', 'en'), ('en-US,en;q=0.9', 'News', 'en'), ('fr', 'Tin «mới»', 'vi'),
    ('', 'Tin «mới»', 'vi'), ('!' * 300, 'Tin «mới»', 'vi')])
def test_the_language_is_that_of_the_header(stocked, said, title, language):
    items = stocked.get(f'{API}/items?type=NewsItem&site=thanh-pho').json['items']
    [item] = [each for each in items if each['title'] == 'Tin «mới»']
    answer = stocked.get(f'{API}/items/{item["id"]}', headers={'Accept-Language': said})

    assert (answer.json['title'], answer.json['language']) == (title, language)
    assert 'Accept-Language' in answer.headers['Vary']
    assert stocked.get(f'/english{API}/items/{item["id"]}').json['title'] == 'News'


def test_an_answer_comes_from_the_page_cache_and_is_not_sent_again(stocked):
    def ask(**headers):
        return Request.blank(f'{API}/items?limit=5', headers=headers).get_response(stocked.app)

    first = ask(**{'Accept-Encoding': 'gzip'})
    tag = {'Accept-Encoding': 'gzip', 'If-None-Match': first.headers['ETag']}

    assert first.headers['Content-Encoding'] == 'gzip'
    assert first.headers['Cache-Control'] == 'public, no-cache'
    assert ask(**tag).status_int == 304
    assert ask(**tag, **ENGLISH).status_int == 200


def test_fields_are_chosen(stocked):
    found = stocked.get(f'{API}/items?fields=title,address&limit=3').json

    assert all(set(each) == {'id', 'title', 'address'} for each in found['items'])
    [one] = {tuple(stocked.get(f'{each["address"]}.json').json['title'] for each in
                   found['items'])}
    assert one == tuple(each['title'] for each in found['items'])


def test_the_description_names_every_endpoint(stocked):
    found = stocked.get(f'{API}/openapi.json', headers=ENGLISH).json
    assert stocked.get(f'{API}/openapi.json').json['info']['title'].startswith('Giao diện')
    known = stocked.app.registry.getUtility(IEndpoints).all()

    assert found['openapi'] == '3.1.0'
    assert {(path, method) for path, methods in found['paths'].items() for method in methods} == {
        (each.path, each.method.lower()) for each in known if each.gives != 'text/html'}
    assert len({each.name for each in known}) == len(known)
    assert not re.search(r'[ăâđêôơưạảấầẩậắằẵặẹẻẽếềểễệịỉọỏốồổộớờởợụủứừửữựỳỵỷỹ]', json.dumps(
        found, ensure_ascii=False)), 'a sentence is not in English'


@pytest.mark.parametrize('language', ['', '/english'])
def test_a_page_explains_it_without_a_script_of_others(stocked, language):
    page = stocked.get(f'{language}{API}')

    for each in stocked.app.registry.getUtility(IEndpoints).all():
        assert each.gives == 'text/html' or f'/api/v1{each.path}' in page.text
    assert 'id="not-found"' in page.text and f'<code>http://localhost{API}</code>' in page.text
    assert stocked.get(f'{language}{API}/openapi.json').json['servers'] == [
        {'url': f'http://localhost{API}'}]
    assert re.findall(r'<script[^>]*src="(?!/static/)', page.text) == []
    assert f'href="{language}{API}"' in stocked.get(language or '/').text


@pytest.mark.parametrize(('typed', 'schema'), [
    ('x', {'type': 'integer', 'minimum': 1, 'maximum': 5}),
    ('6', {'type': 'integer', 'minimum': 1, 'maximum': 5}),
    ('٣', {'type': 'integer', 'minimum': 1, 'maximum': 5}),
    ('', {'type': 'array', 'items': {'type': 'string', 'enum': ['a']}}),
    ('a,a', {'type': 'array', 'items': {'type': 'string', 'enum': ['a']}}),
    ('b', {'type': 'string', 'enum': ['a']}), ('abc', {'type': 'string', 'maxLength': 2}),
    ('', {'type': 'string', 'minLength': 1}), ('a\n', {'type': 'string', 'pattern': '^[a-z]$'})])
def test_a_value_that_its_schema_forbids_is_refused(typed, schema):
    with pytest.raises(BadValue):
        read(typed, schema)


def test_an_address_without_parameters_comes_before_one_with_them():
    known = Endpoints()
    for path in ('/items/{id}', '/items/newest'):
        known.add(Endpoint('GET', path, path, path, '', {}))

    assert known.find('HEAD', ('items', 'newest')).endpoint.path == '/items/newest'
    assert known.find('GET', ('items', '7')).values == {'id': '7'}
    assert known.find('PUT', ('items', '7')).methods == ('GET', 'HEAD')
    assert known.find('GET', ('items',)).methods == ()
