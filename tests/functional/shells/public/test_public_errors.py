"""Pages that say why there is no page."""
import pytest
import transaction
from hanoiportal.kernel.storage.databases import ROOT
from hanoiportal.kernel.workflow.interfaces import SUBMITTED
from hanoiportal.shells.public.errors import last_resort
from support.domain_names import permit
from webtest import TestApp

NOTHING = '/tin-tuc-su-kien/khong-co-gi'


@pytest.fixture
def draft(small_portal, editing):
    """A news item that only its editors know of, with its section committed."""
    item = editing.add(small_portal['tin-tuc-su-kien'], 'tin-mat', 'NewsItem',
                       {'title': 'Tin chưa duyệt'}, 'test')
    transaction.commit()
    return item


def answer(app, path):
    """Return status, headers but the id of the request, and body of ``path``."""
    response = app.get(path, expect_errors=True)
    headers = sorted(each for each in response.headerlist if each[0] != 'X-Request-Id')
    return response.status, headers, response.body


@pytest.mark.parametrize('language', ['', '/english'])
def test_what_does_not_exist_is_told_in_the_layout(app, language):
    page = app.get(language + NOTHING, status=404)

    assert page.html.h1.text and page.html.find(class_='menu')
    assert page.html.find('meta', attrs={'name': 'robots'})['content'] == 'noindex'
    assert page.headers['Content-Language'] == page.html.html['lang']


@pytest.mark.parametrize('state', ['draft', SUBMITTED])
@pytest.mark.parametrize('language', ['', '/english'])
def test_a_draft_answers_with_the_bytes_of_nothing(app, draft, state, language):
    draft.state = state
    transaction.commit()

    assert answer(app, f'{language}/tin-tuc-su-kien/tin-mat') == answer(app, language + NOTHING)


def test_a_draft_below_a_published_item_of_another_name_is_nothing_too(app, draft):
    assert answer(app, '/tin-tuc-su-kien/tin-mat/edit') == answer(app, NOTHING)


def test_accounts_answer_with_the_bytes_of_nothing(app, small_portal):
    assert answer(app, '/accounts') == answer(app, NOTHING)


def test_something_withdrawn_is_gone_and_its_title_with_it(app, draft, publishing):
    publishing.publish(draft, 'test')
    publishing.withdraw(draft, 'test')
    transaction.commit()

    page = app.get('/tin-tuc-su-kien/tin-mat', status=410)

    assert page.html.h1.text == 'Thông tin này đã gỡ'
    assert 'Tin chưa duyệt' not in page.text


HOSTILE_PATHS = (
    '/a%00b', '/%ff%fe', '/../../etc/passwd', '/%2e%2e/%2e%2e/etc', '/tin-tuc-su-kien/%ff',
    '/' + 'a' * 8000, '/english/%ff', '/sites/%00', '/static/../../settings.py', '/%c0%ae')
HOSTILE_QUERIES = (
    'q=%00', 'q=%ff', 'page=%ff', '%ff=%ff', 'q=' + '%F0' * 2700, '&' * 8000, 'q=a&q=b', '=', 'q',
    'page=1%00', 'q=' + '(' * 8000, 'q=%22', 'page=-1', 'page=99999999999')


def test_hostile_paths_are_not_found(app):
    answers = {path: app.get(path, expect_errors=True).status_int for path in HOSTILE_PATHS}

    assert answers == dict.fromkeys(HOSTILE_PATHS, 404)


def test_hostile_queries_are_never_an_error_of_ours(app):
    for path in ('/search', '/tin-tuc-su-kien', '/', '/sitemap.xml'):
        answers = {query: app.get(f'{path}?{query}', expect_errors=True).status_int
                   for query in HOSTILE_QUERIES}

        assert {query: status for query, status in answers.items()
                if status not in (200, 404)} == {}, path


def test_a_form_without_its_token_is_refused_in_the_layout(app):
    page = app.post('/login', {'login': 'x'}, status=400)

    assert page.html.h1.text == 'Yêu cầu không hợp lệ'


def test_who_is_logged_in_and_may_not_learns_no_more_than_a_visitor(visit, draft):
    page = visit('khach').get('/tin-tuc-su-kien/tin-mat', status=404)

    assert page.html.h1.text == 'Không tìm thấy trang'
    assert 'Tin chưa duyệt' not in page.text


def test_who_may_manage_a_suspended_site_sees_it(visit, small_portal, editing):
    editing.edit(small_portal['sites']['bavi'], {'status': 'suspended'}, 'test')
    transaction.commit()

    assert 'Xã Ba Vì' in visit('quantri').get('/sites/bavi', status=200).html.h1.text


def test_an_unknown_host_learns_nothing(app):
    page = app.get('/', headers={'Host': 'example.org'}, status=421)

    assert page.content_type == 'text/plain'
    assert page.text == '421 Misdirected Request\n'


@pytest.mark.clause('8.9')
def test_a_suspended_site_says_that_it_is_suspended(app, small_portal, editing):
    editing.edit(small_portal['sites']['bavi'], {'status': 'suspended'}, 'test')
    transaction.commit()

    for path in ('/sites/bavi', '/sites/bavi/tin-tuc-su-kien', '/sites/bavi/nothing'):
        page = app.get(path, status=503)
        assert page.html.h1.text == 'Trang tạm ngừng cung cấp thông tin'
        assert '/sites/bavi/' not in str(page.html.find(class_='menu'))


@pytest.mark.clause('1.2')
def test_a_site_outside_the_portal_is_linked_to(app, small_portal, editing):
    permit(small_portal, 'bavi.example')
    editing.edit(small_portal['sites']['bavi'], {
        'integration': 'external', 'external_url': 'https://bavi.example/trang'}, 'test')
    transaction.commit()

    page = app.get('/sites/bavi')

    assert page.html.find('a', class_='button')['href'] == 'https://bavi.example/trang'
    assert page.html.find('meta', attrs={'name': 'robots'})['content'] == 'noindex'


def test_an_empty_database_tells_the_operator_to_seed(wsgi):
    page = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'}).get('/', status=503)

    assert 'bin/portal seed' in page.text


def test_a_fault_of_ours_shows_fixed_bytes_and_is_logged(app, environment, caplog):
    environment.root[ROOT].translations = 'broken'
    transaction.commit()

    page = app.get('/', status=500)

    assert page.body == last_resort.BYTES
    assert 'Traceback' in caplog.text


def test_a_broken_database_still_gets_an_answer(app, registry, monkeypatch):
    def broken():
        raise OSError('disk on fire')

    monkeypatch.setattr(registry._zodb_databases[''].storage, 'lastTransaction', broken)

    page = app.get('/', status=500)

    assert page.body == last_resort.BYTES
    assert b'fire' not in page.body
