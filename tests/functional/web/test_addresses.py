"""Which site and which language an address means."""
import csv

import pytest
import transaction
from hanoiportal.base.interfaces import IPortal, ISite
from hanoiportal.kernel.tree.names import RESERVED
from hanoiportal.types.portal import Portal
from hanoiportal.web.routing.address import host_name
from support import ROOT

CITY, DEPARTMENT = 'hanoi.gov.vn', 'soxaydung.hanoi.gov.vn'
with open(ROOT / 'config/hanoi/languages.csv', encoding='utf-8', newline='') as lines:
    LANGUAGES = [row for row in csv.DictReader(lines) if row['enabled'] == '1' and row['segment']]


def get(app, path, host, **settings):
    return app.get(path, headers={'Host': host}, **settings)


def links(page):
    return [each['href'] for each in page.html.find_all('a', href=True)]


@pytest.mark.clause('5.2.a')
def test_the_city_portal_has_a_vietnamese_and_an_english_address(app):
    vietnamese = get(app, '/', CITY)
    english = get(app, '/english', CITY)

    assert 'Cổng Thông tin điện tử thành phố Hà Nội' in vietnamese.text
    assert (vietnamese.html.html['lang'], english.html.html['lang']) == ('vi', 'en')


@pytest.mark.clause('5.2.b')
def test_a_component_site_answers_on_its_own_host(app):
    page = get(app, '/', DEPARTMENT)

    assert page.html.h1.text.strip() == 'Sở Xây dựng'


@pytest.mark.clause('5.2.c')
def test_a_commune_answers_on_its_name_without_marks(app):
    page = get(app, '/', 'bavi.hanoi.gov.vn')

    assert 'Ba Vì' in page.html.h1.text


@pytest.mark.clause('4.2.g')
def test_the_whole_tree_stands_under_the_segment_of_each_language(app):
    for language in LANGUAGES:
        for path in ('', '/gioi-thieu', '/sites/bavi', '/sites/bavi/tin-tuc-su-kien'):
            page = app.get(f'/{language["segment"]}{path}')

            assert page.html.html['lang'] == language['bcp47']
            assert language['bcp47'] in page.headers['Content-Language']


def test_a_language_that_is_not_enabled_is_no_segment(app):
    assert app.get('/fr', status=404)


def test_links_keep_the_language_of_the_page(app):
    inside = [href for href in links(app.get('/english/sites/bavi'))
              if '/sites/bavi/' in href]

    assert inside
    assert all(href.startswith('/english/') for href in inside)


def test_links_on_a_host_of_its_own_leave_the_way_to_the_site_out(app):
    page = get(app, '/english', DEPARTMENT)

    assert '/english/gioi-thieu' in links(page)
    assert not [href for href in links(page) if href.startswith('/sites/')]


def test_a_link_to_another_site_names_its_host(app):
    page = get(app, '/sites', CITY)

    assert 'http://bavi.hanoi.gov.vn/' in links(page)


def test_another_host_is_refused_and_learns_nothing(app):
    for host in (
            'hanoi.gov.vn.evil.example', 'evil.example', 'nobody.hanoi.gov.vn', 'xhanoi.gov.vn',
            'a.soxaydung.hanoi.gov.vn', 'www.hanoi.gov.vn', '[::2]', '127.0.0.2', 'soxaydung',
            '..', 'hanoi.gov.vn@evil.example', 'hanoi.gov.vn/', 'Hà Nội', ':',
            'hanoi.gov.vn:80:80', 'hanoi.gov.vn:@evil.example', '[::1]evil.example',
            'localhost:x'):
        page = app.get('/', headers={'Host': host.encode().decode('latin-1')}, status=421)

        assert 'Xây dựng' not in page.text, host
        assert 'Thông tin điện tử thành phố' not in page.text, host


def test_the_port_and_the_case_of_a_host_do_not_matter(app):
    for host in ('hanoi.gov.vn:8080', 'HANOI.GOV.VN', 'SoXayDung.hanoi.gov.vn'):
        assert get(app, '/', host).status_int == 200


@pytest.mark.parametrize(('header', 'name'), [
    ('[::1]:6543', '[::1]'), ('[::1]', '[::1]'), ('127.0.0.1:80', '127.0.0.1'), ('A.vn', 'a.vn')])
def test_the_name_of_a_host_is_without_its_port(header, name):
    assert host_name(header) == name


def test_the_dots_of_a_path_do_not_climb_over_the_root_of_a_host(app):
    for path in ('/../bavi', '/../../', '/gioi-thieu/../../bavi', '/%2e%2e/bavi'):
        assert get(app, path, DEPARTMENT, expect_errors=True).status_int == 404


def test_a_client_cannot_choose_the_root_of_traversal(app):
    page = app.get('/by_id', headers={'X-Vhm-Root': '/accounts'}, expect_errors=True)

    assert page.status_int == 404
    assert app.get('/', headers={'X-Vhm-Root': '/sites/bavi'}).body == app.get('/').body


def test_a_path_that_leads_nowhere_is_not_found(app):
    for path in (
            '/%00', '/tin-tuc-su-kien/%00', '/..', '/../../etc/passwd',
            '/tin-tuc-su-kien/../../accounts', '/%2e%2e/accounts', '/%FF%FE', '/%ED%A0%80', '//',
            '///evil.example', '/@@x', '/+', '/a' * 2000, '/.well-known', '/sites/sites',
            '/accounts/admin', '/interactions/x'):
        page = app.get(path, expect_errors=True)

        assert page.status_int in (200, 404), path
        assert page.status_int == 404 or page.body == app.get('/').body, path


def test_the_same_answer_for_no_such_thing_and_for_not_yours(app, small_portal, editing):
    editing.add(small_portal['tin-tuc-su-kien'], 'kin', 'NewsItem', {'title': 'Kín'}, 'test')
    transaction.commit()

    nothing = app.get('/tin-tuc-su-kien/khong', status=404)
    secret = app.get('/tin-tuc-su-kien/kin', status=404)

    assert secret.body.replace(b'/kin', b'/khong') == nothing.body
    assert _told(secret) == _told(nothing)


def _told(page):
    return {name: value for name, value in page.headers.items() if name != 'X-Request-Id'}


def test_every_answer_carries_the_headers_of_hardening(app):
    for path, status in (('/', 200), ('/khong', 404)):
        headers = app.get(path, status=status).headers

        assert headers['X-Content-Type-Options'] == 'nosniff'
        assert "script-src 'self'" in headers['Content-Security-Policy']
        assert headers['X-Frame-Options'] == 'DENY'


def test_a_post_without_the_token_is_refused(app):
    assert app.post('/', {'x': '1'}, expect_errors=True).status_int in (400, 403, 404, 405)


def test_no_section_can_take_the_address_of_a_view_or_route(registry):
    introspector = registry.introspector
    views = [each['introspectable'] for each in introspector.get_category('views')]
    taken = {view['name'].partition(' ')[0] for view in views if not view['route_name']
             and view['context'] in (ISite, IPortal, Portal)}
    taken |= {each['introspectable']['pattern'].strip('/').split('/')[0].split('*')[0]
              for each in introspector.get_category('routes')}

    assert taken - {''} <= RESERVED
    assert {'login', 'password', 'sitemap', 'console', 'static'} <= taken


@pytest.mark.parametrize('path', [
    '/static/portal.css', '/static/emblem.svg', '/desk-static/desk.css'])
def test_styles_and_drawings_are_there_on_the_host_of_a_component_site(app, path):
    there = app.get(path, headers={'Host': 'bavi.hanoi.gov.vn'})

    assert there.body == app.get(path).body


def test_an_address_that_begins_at_the_portal_leads_on_at_the_host_of_a_site(app):
    def led(path, **options):
        answer = app.request(path, headers={'Host': 'bavi.hanoi.gov.vn'}, status='*', **options)
        return answer.status_int, answer.headers.get('Location')

    ward, department = 'http://bavi.hanoi.gov.vn', 'http://soxaydung.hanoi.gov.vn'
    assert led('/sites/bavi/a/content?v=1') == (303, f'{ward}/a/content?v=1')
    assert led('/english/sites/soxaydung') == (303, f'{department}/english/')
    assert led('/sites/khong-co/a') == led('/sites') == (404, None)
    assert led('/sites/bavi/a', method='POST') == (404, None)
