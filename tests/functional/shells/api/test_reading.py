"""What programs read: every type, sites, sections, documents, search; never a draft."""
import pytest
from hanoiportal.kernel.tree.lookup import at_path
from hanoiportal.shells.api.endpoints import IEndpoints
from hanoiportal.types.section import ITEM_TYPES
from support.application import working

API = '/api/v1'
#: A title that only a draft has.
DRAFT = 'zqkin'


@pytest.fixture(scope='module')
def read(stocked):
    """``read(path)``: the JSON of that endpoint."""
    return lambda path, **asked: stocked.get(API + path, asked).json


@pytest.fixture(scope='module')
def pages(stocked):
    """``pages(path)``: every object of a list, page by page, by ``next`` alone."""
    def through(path, **asked):
        found = stocked.get(API + path, asked).json
        yield from found['items']
        while 'next' in found:
            answer = stocked.get(found['next'].removeprefix('http://localhost'))
            found = answer.json
            yield from found['items']

    return through


@pytest.mark.clause('4.2.b/3')
@pytest.mark.clause('13.3.c')
def test_whole_lists_are_read_by_whoever_follows_the_description(stocked, read, pages):
    described = read('/openapi.json')
    items = list(pages('/items', limit=4))

    assert '/items' in described['paths'] and '/items/{id}' in described['paths']
    assert len(items) == len({each['id'] for each in items}) == read('/items')['total']
    assert {each['type'] for each in items} >= set(ITEM_TYPES)
    for each in items:
        whole = read(f'/items/{each["id"]}')
        shown = stocked.get(f'{each["address"]}.json').json
        assert {name: whole[name] for name in shown} == shown
        assert {name: whole[name] for name in each} == each


def test_a_list_says_where_it_goes_on_in_a_header_too(stocked):
    answer = stocked.get(f'{API}/items?limit=1&fields=title')

    assert answer.headers['Link'] == f'<{answer.json["next"]}>; rel="next"'
    assert 'fields=title' in answer.json['next'] and 'limit=1' in answer.json['next']


@pytest.mark.parametrize(('asked', 'titles'), [
    ({'site': 'bavi'}, ['Tin ở xã']), ({'section': 'van-ban-hanh-chinh'},
                                       ['Quyết định 4263/QĐ-UBND']),
    ({'type': 'NewsItem', 'until': '2025-12-31'}, ['Tiêu đề mẫu «thứ nhất»']),
    ({'since': '2026-01-02', 'until': '2026-01-02', 'site': 'bavi'}, ['Tin ở xã']),
    ({'since': '2026-01-03'}, []), ({'site': 'thanh-pho', 'type': 'LegalDocument'},
                                    ['Quyết định 4263/QĐ-UBND'])])
def test_a_list_is_cut_down(read, asked, titles):
    assert [each['title'] for each in read('/items', **asked)['items']] == titles


def test_on_the_host_of_a_site_there_is_nothing_of_the_others(stocked):
    def ask(path, status=200):
        return stocked.get(API + path, extra_environ={'HTTP_HOST': 'bavi.hanoi.gov.vn'},
                           status=status)

    [item] = ask('/items').json['items']
    other = stocked.get(f'{API}/items?type=LegalDocument').json['items'][0]

    assert item['address'] == 'http://bavi.hanoi.gov.vn/tin-tuc-su-kien/o-xa'
    assert item['self'] == f'http://bavi.hanoi.gov.vn/api/v1/items/{item["id"]}'
    assert ask('/sites').json['total'] == 1
    assert ask(f'/items/{other["id"]}', 404) and ask('/sites/soxaydung', 404)
    assert ask('/items?site=soxaydung', 404)


def test_a_site_tells_its_sections(read):
    site = read('/sites/bavi')
    names = [each['id'] for each in site['sections']]

    assert site['title'] == 'Xã Ba Vì' and 'tin-tuc-su-kien' in names
    assert read('/sites')['items'][0]['id'] == 'thanh-pho'
    assert {each['id'] for each in read('/sites')['items']} == {
        'thanh-pho', 'bavi', 'soxaydung'}


@pytest.mark.parametrize('number', ['4263/QĐ-UBND', '4263/qd-ubnd'])
def test_a_document_is_found_by_its_number_and_read_by_its_provisions(read, number):
    found = read('/documents', number=number, issued_since='2025-08-16',
                 issuer='Ủy ban nhân dân thành phố Hà Nội')['items']
    [document] = found
    articles = read(f'/documents/{document["id"]}/provisions')['items']
    clause = read(f'/documents/{document["id"]}/provisions/dieu-1-khoan-1')

    assert document['kind'] == 'quyet-dinh-ca-biet' and document['eli'].endswith('4263-qd-ubnd')
    assert [each['anchor'] for each in articles] == ['dieu-1', 'dieu-2']
    assert (clause['name'], clause['text']) == ('khoản 1', 'Khoản một.')
    assert clause['address'] == f'{document["address"]}#dieu-1-khoan-1'


def test_codes_are_listed_and_others_are_refused(stocked, read):
    codes = [each['id'] for each in read('/document-kinds')['items']]
    assert read('/documents')['items'][0]['kind'] in codes

    for path, status, pointer in (
            ('/documents?kind=nope', 400, '/kind'), ('/items?section=nope', 404, '/section'),
            ('/items?since=2026-02-01&until=2026-01-01', 400, '/until'),
            ('/items?site=bavi&section=nope', 404, '/section'),
            ('/documents?issued_since=2026-02-01&issued_until=2026-01-01', 400, '/issued_until')):
        [error] = stocked.get(API + path, status=status).json['errors']
        assert error['pointer'] == pointer


def test_what_is_no_document_has_no_provisions(stocked, read):
    news = read('/items', type='NewsItem')['items'][0]['id']
    document = read('/documents')['items'][0]['id']

    assert stocked.get(f'{API}/documents/{news}/provisions', status=404)
    assert stocked.get(f'{API}/documents/{document}/provisions/dieu-99', status=404)


def test_search_finds_and_counts_what_the_page_does(read):
    found = read('/search', q='mau')
    narrowed = read('/search', q='mau', type='Question')
    by_type = {each['value']: each['count'] for each in found['facets']['type']}

    assert found['total'] > 10 and narrowed['total'] == by_type['Question'] == 1
    assert read('/search', q='zqkhongco')['items'] == []
    assert [each['id'] for each in read('/search', q='mau', sort='new')['items']]


@pytest.mark.parametrize(('path', 'type_name', 'field'), [
    ('/questions', 'Question', 'answered_by'), ('/consultations', 'Consultation', 'phase'),
    ('/channels', 'Channel', 'permit_number')])
def test_some_types_have_lists_with_their_own_fields(read, path, type_name, field):
    [found] = read(path)['items']

    assert found['type'] == type_name and found[field]


def test_no_answer_has_a_byte_of_a_draft(stocked):
    with working(stocked.app.registry) as environment:
        draft = at_path(environment.portal, '/tin-tuc-su-kien/kin')
        oid, title = draft.__oid__, draft.title
    values = {'id': str(oid), 'site': 'bavi', 'day': '2026-01-05', 'anchor': 'dieu-1',
              'draft': str(oid), 'upload': '0' * 32, 'call': 'HN-0000-0000',
              'package': 'HN-0000-0000', 'name': 'moi-nhat.jsonl.gz', 'device': '1'}
    asked = []
    for each in stocked.app.registry.getUtility(IEndpoints).all():
        path = each.path.format(**values)
        needed = '?q=zqkin' if any(one.is_required for one in each.parameters) else ''
        for query in (needed, f'{needed}?limit=100'.replace('?limit', '&limit') if needed
                      else '?limit=100'):
            answer = stocked.get(f'{API}{path}{query}', status='*')
            asked.append(answer.status_int)
            assert title == DRAFT and DRAFT not in answer.text.replace('q=zqkin', '')
            assert str(oid) not in answer.text
    nothing = stocked.get(f'{API}/items/1', status=404)

    assert asked.count(200) > 15
    assert stocked.get(f'{API}/items/{oid}', status=404).body == nothing.body
