"""Broken bytes in a form or a query are the sender's mistake, never ours."""
import pytest
from support.people import PASSWORD, login_form

FORM = 'application/x-www-form-urlencoded'


def test_a_query_in_broken_bytes_is_no_fault_of_ours(app):
    for path in (
            '/login?came_from=%ff', '/search?q=%ff', '/sitemap?x=%ff', '/?%ff=%fe',
            '/console?x=%ff', '/tin-tuc-su-kien?page=%ff'):
        assert app.get(path, expect_errors=True).status_int in (200, 302, 303, 400, 404)


@pytest.mark.parametrize('path', ['/sitemap.xml?part=', '/tin-tuc-su-kien?page=', '/search?page='])
def test_a_number_of_thousands_of_digits_is_no_page(app, path):
    assert app.get(path + '9' * 5000, expect_errors=True).status_int in (200, 404)


def test_a_form_that_cannot_be_taken_apart_is_refused(app):
    for path in ('/login', '/logout', '/password', '/'):
        for kind in (
                f'{FORM}; charset=foo', f'{FORM}; charset=utf-16', f'{FORM}; charset=utf-7',
                'multipart/form-data', 'multipart/form-data; boundary=' + 'x' * 300, 'text/plain',
                'x'):
            answer = app.request(path, method='POST', body=b'a=%ff&login=\xff\xfe',
                                 content_type=kind, expect_errors=True)
            assert 400 <= answer.status_int < 500, kind


@pytest.mark.parametrize('name', ['csrf_token', 'came_from', 'login', 'password'])
def test_a_text_sent_as_a_file_is_refused(app, name):
    answer = app.post('/login', upload_files=[(name, 'x.txt', b'x')], expect_errors=True)

    assert answer.status_int == 400


@pytest.mark.parametrize('came_from', ['/ộ', '/a b', '//evil.example', '/\\evil.example', '/ok'])
def test_logging_in_leads_to_an_address_that_a_header_can_hold(app, people, came_from):
    form = login_form(app.get('/login'))
    form['login'], form['password'], form['came_from'] = 'quantri', PASSWORD, came_from

    answer = form.submit()

    assert answer.status_int == 303
    assert answer.headers['Location'].endswith('/ok') == (came_from == '/ok')


def test_flashes_that_nobody_reads_do_not_fill_the_cookie(visit):
    page = visit('quantri').get('/console/tin-tuc-su-kien/@@add?type=NewsItem')
    form = next(each for each in page.forms.values() if 'title' in each.fields)

    for number in range(45):
        form['title'] = f'{number} ' + 'dài ' * 30
        assert form.submit().status_int == 303


@pytest.mark.parametrize('broken', [
    r'x="\377"', r'hien-thi="dark.\377.x"', r'danh-cho-ban="a\377"', r'x="a;\377"', 'x=\xff',
    '\xff=1', '=', ';;', 'x="' + r'\377' * 1000])
def test_cookies_in_broken_bytes_are_as_none(stocked, broken):
    page = stocked.get('/tin-tuc-su-kien', headers={'Cookie': broken})

    assert page.text == stocked.get('/tin-tuc-su-kien').text


def test_a_broken_cookie_leaves_the_others(stocked):
    page = stocked.get('/', headers={'Cookie': r'x="\377"; hien-thi=dark.100.full; y=1'})

    assert page.html.html['data-theme'] == 'dark'
