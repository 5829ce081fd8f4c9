"""The desk's own host beside those of the public pages (ASVS 5.0, 3.5.4)."""
import re
from configparser import RawConfigParser
from itertools import product
from urllib.parse import urlsplit

import pytest
import transaction
from hanoiportal import main
from hanoiportal.base.i18n import ILanguages
from hanoiportal.base.settings import ISettings, Settings
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.security.authentication.sessions import FORM_COOKIE, HOST_COOKIE
from hanoiportal.kernel.security.authorization.policy import ACCOUNT
from hanoiportal.platform.domains.labels import check_desk_host, read_reserved
from hanoiportal.platform.notifications.letters import desk_of
from hanoiportal.shells.account.webauthnviews import party
from hanoiportal.web.login.login import DOORS
from hanoiportal.web.routing.address import Address
from pyramid.interfaces import ISessionFactory
from pyramid.request import Request
from pyramid.response import Response
from servers import CONFIG
from support.application import settings
from support.factories import picture
from support.people import log_in
from webtest import TestApp

DESK, CITY, WARD = 'quantri.hanoi.gov.vn', 'hanoi.gov.vn', 'bavi.hanoi.gov.vn'
SECTION = 'sites/bavi/tin-tuc-su-kien'
DRAFT = f'/{SECTION}/nhap'


@pytest.fixture
def own_settings():
    """The application as in service: no development host, cookies over HTTPS alone."""
    return {'portal.desk_host': 'quantri', 'portal.secure_cookies': 'true',
            'portal.development_hosts': ''}


@pytest.fixture
def at(wsgi):
    """``at(host, login)``: a browser at ``host``, in which that person is logged in."""
    def opened(host, login=None):
        browser = TestApp(wsgi, extra_environ={'HTTP_HOST': host, 'wsgi.url_scheme': 'https'})
        if login is not None:
            assert log_in(browser, login).status_int == 303
        return browser

    return opened


@pytest.fixture
def editor(staff, at):
    return at(DESK, 'bavi-editor')


@pytest.fixture
def draft(editor, at_work, ward):
    """A text that is not public, with a picture that is not public either."""
    ward.allowed_types = (*ward.allowed_types, 'Image')
    writer = at_work('bavi-editor')
    writer.editing.add(ward, 'anh', 'Image', {
        'title': 'Ảnh', 'alt': 'Hoa', 'image': Incoming('a.png', picture())}, writer.id)
    item = writer.editing.add(ward, 'nhap', 'NewsItem', {
        'title': 'Bản nháp', 'images': f'{SECTION}/anh',
        'body': '<figure><img src="/tin-tuc-su-kien/anh/content" alt="Hoa"></figure>'},
        writer.id)
    transaction.commit()
    return item


def bearing(browser):
    """Return the header of cookies that ``browser`` sends to its own host."""
    return '; '.join(f'{name}={value}' for name, value in browser.cookies.items())


# Where each thing is.

@pytest.mark.parametrize('host, site', [(CITY, ''), (WARD, '/sites/bavi')])
def test_an_address_of_the_desk_leads_on_to_its_host(app, host, site):
    for path, place in (
            ('/desk', '/desk{}'), ('/desk/', '/desk{}/'), ('/english/desk', '/english/desk{}'),
            ('/desk/tin/a/@@edit?x=1&y=%C3%A1', '/desk{}/tin/a/@@edit?x=1&y=%C3%A1'),
            ('/desk/nowhere', '/desk{}/nowhere'), ('/desk//evil.example', '/desk{}//evil.example'),
            ('/desk/%0d%0aX:%20y', '/desk{}/%0D%0AX:%20y'),
            ('/desk/%E1%BA%A3/%ff', '/desk{}/%E1%BA%A3/%FF'),
            ('/console', '/console{}'), ('/console/accounts', '/console{}/accounts')):
        answer = app.get(path, headers={'Host': host}, status=303)

        assert answer.location == f'http://{DESK}' + place.format(site)
        assert answer.headers['Cache-Control'] == 'no-store', path


def test_a_door_leads_on_to_the_one_log_in_and_takes_nothing_along(app):
    for path in (language + door for door in DOORS for language in ('/', '/english/')):
        answer = app.get(f'{path}?came_from=/desk', headers={'Host': WARD}, status=303)

        assert answer.location == f'http://{DESK}{path}'
        assert 'Set-Cookie' not in answer.headers


def test_nothing_is_sent_to_the_desk_at_a_public_host(app):
    for method in ('POST', 'PUT', 'DELETE'):
        for path in ('/desk', '/console/accounts', '/login', '/password'):
            answer = app.request(path, method=method, headers={'Host': CITY}, status=404)

            assert 'Set-Cookie' not in answer.headers, path


def test_what_is_like_an_address_of_the_desk_is_nothing(app):
    for path in ('/desk-static/desk.css', '/account-static/passkeys.js', '/desker', '/login/x',
                 '/xdesk', '/desk-files/tin', '/sites/bavi/login'):
        app.get(path, headers={'Host': CITY}, status=404)


def test_the_desk_begins_at_the_root_of_its_host(at, small_portal):
    assert at(DESK).get('/', status=303).location == f'https://{DESK}/desk'
    assert at(DESK).get('/english', status=303).location == f'https://{DESK}/english/desk'
    assert at(DESK).get('/robots.txt').text == 'User-agent: *\nDisallow: /\n'


@pytest.mark.parametrize('login', [None, 'quanly'])
def test_a_public_page_leads_on_to_its_host(at, staff, login):
    browser = at(DESK, login)
    for path, public in (
            ('/gioi-thieu', CITY + '/gioi-thieu'), ('/search?q=x', CITY + '/search?q=x'),
            ('/english/gioi-thieu', CITY + '/english/gioi-thieu'), ('/sites', CITY + '/sites'),
            ('/sites/bavi', WARD + '/'), ('/sites/bavi/gioi-thieu', WARD + '/gioi-thieu'),
            ('/english/sites/bavi/x', WARD + '/english/x'), ('/nowhere', CITY + '/nowhere'),
            ('/sites/mail/x', CITY + '/sites/mail/x'), ('/account/x', CITY + '/account/x'),
            ('//evil.example/x', CITY + '//evil.example/x'),
            ('/nowhere/content', CITY + '/nowhere/content'),
            ('/desk-files/sites/bavi/x/content', WARD + '/x/content'),
            ('/desk-files/login', CITY + '/login'), ('/desk-files/sites/bavi', WARD + '/')):
        answer = browser.get(path, status=303)

        assert answer.location == 'https://' + public
        assert answer.headers['Cache-Control'] == 'no-store', path
        assert browser.post(path, status='4*').status_int in (400, 404), path


def test_what_does_not_begin_with_a_slash_leads_nowhere(wsgi, small_portal):
    for host, path in product((DESK, CITY), (
            '.evil.example/x', '@evil.example', ':1/x', 'desk', '*')):
        asked = Request.blank('/', base_url=f'https://{host}', environ={'PATH_INFO': path})
        answer = asked.get_response(wsgi)

        assert answer.status_int == 404 and answer.location is None, path


ODD = ('/%ff/content', '/desk-files/%ff/content', '/desk-files//content',
       '/desk-files/%00/content', '/desk-files/a/%2e%2e/content', '/sites//content',
       '/sites/bavi//', '/desk%2f..', '/%0d%0a', '/desk/' + 'x/' * 900,
       '/desk-files/' + 'content/' * 300)


def test_no_address_is_a_fault_of_ours(editor, at):
    for host in (DESK, WARD, '.hanoi.gov.vn', 'quantri.hanoi.gov.vn.'):
        said = {'Referer': f'https://{DESK}/desk/sites/bavi/\xff', 'Cookie': bearing(editor)}
        for path, method in product(ODD, ('GET', 'HEAD', 'POST')):
            answer = at(host).request(
                path, method=method, headers=said, status='*', environ={'QUERY_STRING': '\xff='})
            assert answer.status_int in (303, 400, 404, 421), answer
            assert answer.location is None or answer.location.endswith('?%FF='), answer.location


# Who is who.

def test_the_session_is_of_the_desks_host_alone_and_one_for_all_sites(editor):
    [cookie] = editor.get('/login?came_from=/x').headers.getall('Set-Cookie') or [None]
    assert cookie is None or cookie.startswith(HOST_COOKIE)
    assert HOST_COOKIE in editor.cookies
    for path in ('/desk', '/desk/sites/bavi/@@contents', f'/desk/{SECTION}/@@contents'):
        editor.get(path, status=200)
    assert editor.get('/login', status=303).location == f'https://{DESK}/desk'


def test_a_copy_of_the_cookie_opens_nothing_at_a_public_host(editor, draft, at):
    cookie = bearing(editor)
    for host in (CITY, WARD):
        browser = at(host)
        for path in ('/', '/tin-tuc-su-kien/nhap', '/tin-tuc-su-kien/anh/content', '/desk',
                     '/_clarify/x', '/danh-cho-ban'):
            strange = browser.get(path, headers={'Cookie': cookie}, expect_errors=True)
            known = browser.get(path, expect_errors=True)

            assert (strange.status_int, strange.body) == (known.status_int, known.body)
            assert 'Set-Cookie' not in strange.headers
            assert strange.headers.get('Cache-Control') == known.headers.get('Cache-Control')


def test_a_page_is_given_from_the_cache_whatever_session_is_borne(editor, at):
    browser, cookie = at(CITY), bearing(editor) + '; x=1'
    browser.get('/')

    kept = browser.get('/', headers={'Cookie': cookie})
    assert kept.headers['Cache-Control'] == 'public, no-cache'


def test_a_form_at_a_public_host_has_a_session_that_no_log_in_comes_from(registry, editor):
    value, form = editor.cookies[HOST_COOKIE], '__Host-' + FORM_COOKIE
    request = Request.blank('/', headers={'Cookie': f'{HOST_COOKIE}={value}; {form}={value}'})
    request.registry = registry
    session = registry.getUtility(ISessionFactory)
    language = registry.getUtility(ILanguages).default

    request.address = Address(None, False, language, desk=True)
    assert ACCOUNT in session(request)
    request.address = Address('bavi', False, language, staff=False)
    assert dict(session(request)) == {}
    session(request).new_csrf_token()
    answer = Response()
    request._process_response_callbacks(answer)
    assert answer.headers['Set-Cookie'].startswith(form + '=')


def test_who_logs_out_is_led_to_the_log_in_of_the_same_host(editor):
    page = editor.get('/account')
    form = next(each for each in page.forms.values() if each.action == '/logout')

    assert form.submit().location == f'https://{DESK}/login'
    assert editor.get('/desk', status=303).location.startswith(f'https://{DESK}/login?')


ELSEWHERE = ('https://[', f'https://[{DESK}', 'https://evil.example', f'http://{CITY}', 'null')


@pytest.mark.parametrize('header', ['Origin', 'Referer'])
def test_a_form_that_comes_from_nowhere_or_elsewhere_is_refused(at, editor, header):
    for said in ELSEWHERE:
        for browser, path in ((at(DESK), '/login'), (editor, '/logout'), (editor, '/confirm')):
            page = browser.get('/login?came_from=/desk')
            answer = browser.post(path, {'csrf_token': page.html.select_one(
                '[name=csrf_token]')['value']}, headers={header: said}, expect_errors=True)
            assert answer.status_int in (400, 403), said
        for path in ('/_preview', '/danh-cho-ban'):
            at(CITY).post(path, {'x': '1'}, headers={header: said}, status=404)
        assert editor.get('/account', status=200)


# Files.

def test_pictures_of_drafts_are_shown_to_who_may_see_them(editor, draft, at):
    source = f'/desk-files/{SECTION}/anh/content'

    answer = editor.get(source)
    assert answer.content_type == 'image/png'
    assert answer.headers['Cache-Control'] == 'private, no-store'
    assert 'sandbox' in answer.headers['Content-Security-Policy']
    assert answer.headers['Cross-Origin-Resource-Policy'] == 'same-origin'
    at(DESK, 'soxaydung-editor').get(source, status=404)
    assert at(DESK).get(source).location == f'https://{WARD}/tin-tuc-su-kien/anh/content'
    at(WARD).get('/tin-tuc-su-kien/anh/content', status=404)


def test_a_picture_in_a_text_is_that_of_the_site_of_the_text(editor, draft):
    shown = f'/desk{DRAFT}/@@preview-page'
    [written] = [each['src'] for each in editor.get(shown).html.select('main img')]
    assert written == '/tin-tuc-su-kien/anh/content'

    seen = {'Referer': f'https://{DESK}{shown}?as=phone'}
    assert editor.get(written, headers=seen).content_type == 'image/png'
    assert editor.get('/english' + written, headers=seen).content_type == 'image/png'
    for referer in (
            '', f'https://{CITY}/desk{DRAFT}', f'https://{DESK}/desk/sites/nobody/x', 'https://[',
            f'https://{DESK}/desk', f'https://{DESK}.evil.example/desk{DRAFT}'):
        led = editor.get(written, headers={'Referer': referer}, status=303)
        assert led.location == f'https://{CITY}{written}'


def test_a_link_in_a_text_leads_to_the_public_page_of_its_site(editor, draft):
    seen = {'Referer': f'https://{DESK}/english/desk{DRAFT}/@@history'}

    assert editor.get('/gioi-thieu', headers=seen).location == f'https://{WARD}/gioi-thieu'
    assert editor.get('/sites/soxaydung/x', headers=seen).location == (
        'https://soxaydung.hanoi.gov.vn/x')


def test_a_public_file_is_nobody_elses_at_the_desks_host(editor, draft, publishing, at):
    publishing.publish(draft.__parent__['anh'], 'test')
    transaction.commit()
    path = f'/desk-files/{SECTION}/anh/content'
    preview = editor.get(f'/desk{DRAFT}/@@preview-page')
    assert preview.html.select_one(f'img[src^="{path}?v="]')

    answer = editor.get(path)
    assert answer.headers['Cache-Control'] == 'private, no-cache'
    assert answer.headers['Cross-Origin-Resource-Policy'] == 'same-origin'
    assert at(DESK).get(path).location == f'https://{WARD}/tin-tuc-su-kien/anh/content'
    public = at(WARD).get('/tin-tuc-su-kien/anh/content')
    assert public.headers['Cross-Origin-Resource-Policy'] == 'cross-origin'


def test_no_file_is_shown_to_who_owes_a_password_first(editor, draft, publishing, staff):
    publishing.publish(draft.__parent__['anh'], 'test')
    staff['bavi-editor'].must_change_password = True
    transaction.commit()

    assert editor.get(f'/desk-files/{SECTION}/anh/content', status=303)


def test_an_image_is_chosen_by_the_address_that_is_right_at_the_public_host(editor, draft):
    said = editor.get(f'/desk{DRAFT}/@@pick?kind=image&q=').json
    assert {each['source'] for each in said} >= {'/tin-tuc-su-kien/anh/content'}
    assert not [each['path'] for each in said
                if 'quantri' in str(each) or each['path'].startswith('/sites')]


COPIED = f'https://{DESK}'


#: What was pasted, and what is kept of it.
PASTED = (
    (f'<img src="{COPIED}/desk-files/{SECTION}/anh/content?v=1" alt="a">',
     '<img src="/tin-tuc-su-kien/anh/content?v=1" alt="a">'),
    (f'<img src="{COPIED}/english/desk-files/sites/soxaydung/x/anh/scaled" alt="a">',
     '<img src="https://soxaydung.hanoi.gov.vn/x/anh/scaled" alt="a">'),
    (f'<img src="{COPIED}/desk-files/x/anh/content" alt="a">',
     f'<img src="https://{CITY}/x/anh/content" alt="a">'),
    (f'<img src="{COPIED}/tin-tuc-su-kien/anh/content" alt="a">',
     '<img src="/tin-tuc-su-kien/anh/content" alt="a">'),
    (f'<a href="{COPIED}/english/gioi-thieu">a</a>', '<a href="/english/gioi-thieu">a</a>'),
    (f'<a href="{COPIED}/desk/@@help">a</a>', f'<a href="{COPIED}/desk/@@help">a</a>'),
    (f'<a href="{COPIED}.evil.example/x">a</a>', f'<a href="{COPIED}.evil.example/x">a</a>'),
    (f'<a href="https://{WARD}/x">a</a>', f'<a href="https://{WARD}/x">a</a>'))


def test_what_was_copied_from_the_desk_leads_readers_to_public_hosts(editor, draft):
    form = written(editor)
    form['body'] = '\n'.join(f'<p>{typed}</p>' for typed, _kept in PASTED)
    form['title'] = f'{COPIED}/gioi-thieu'
    assert form.submit(headers={'Referer': COPIED}).status_int == 303

    form = written(editor)
    assert form['body'].value.replace(' rel="noopener"', '').split() == ''.join(
        f'<p>{kept}</p> ' for _typed, kept in PASTED).split()
    assert form['title'].value == f'{COPIED}/gioi-thieu'


def written(editor):
    """Return the form in which the draft is written."""
    forms = editor.get(f'/desk{DRAFT}/@@edit').forms
    return next(each for each in forms.values() if 'body' in each.fields)


# How pages look.

def chosen_in(page):
    html = page.html.html
    return html.get('data-theme'), html.get('data-size')


def test_the_display_is_chosen_at_the_desks_host_for_it_alone(at, staff):
    browser = at(DESK)
    page = browser.get('/login', headers={'Referer': f'https://{DESK}/login'})
    assert chosen_in(page) == (None, None)
    page = browser.get(page.html.find('a', string='Hiển thị')['href'],
                       headers={'Referer': f'https://{DESK}/login?came_from=/console'})
    assert page.headers['Cache-Control'] == 'private, no-store'
    assert [each['href'] for each in page.html.select('.languages a')] == [
        '/hien-thi', '/english/hien-thi']
    [form] = page.forms.values()
    assert 'kieu' not in form.fields and 'phím' not in page.text
    form['nen'], form['co-chu'] = 'contrast', '150'

    answer = form.submit('luu')
    assert answer.location == f'https://{DESK}/login?came_from=/console'
    [cookie] = answer.headers.getall('Set-Cookie')
    assert cookie.startswith('__Host-hien-thi=contrast.150.full; ') and 'omain' not in cookie
    assert log_in(browser, 'quantri').status_int == 303
    for path in ('/login/../x', '/account', '/desk', '/english/desk', '/console/@@contents',
                 '/desk/nowhere', '/hien-thi'):
        shown = browser.get(path, expect_errors=True)
        assert chosen_in(shown.follow() if shown.location else shown) == ('contrast', '150'), path
    assert chosen_in(at(CITY).get('/')) == (None, None)
    browser.get('/hien-thi', {'mac-dinh': '1'})
    assert chosen_in(browser.get('/desk')) == (None, None)


def test_who_has_chosen_a_display_goes_on_at_the_desk(editor):
    for referer, back in (
            (f'https://{DESK}/desk/sites/bavi/@@contents?page=2',
             '/desk/sites/bavi/@@contents?page=2'), (f'https://{WARD}/desk', '/desk'),
            ('', '/desk'), (f'https://{DESK}/hien-thi', '/desk')):
        page = editor.get('/hien-thi', headers={'Referer': referer})

        assert page.html.find('input', {'name': 've'})['value'] == back, referer
        for elsewhere in ('', '//evil.example', f'https://{CITY}/'):
            led = editor.get('/hien-thi', {'luu': '1', 've': elsewhere}, status=303)
            assert led.location == f'https://{DESK}/desk', referer


def test_nothing_like_the_choice_of_display_is_there(at, small_portal):
    for path, public in (
            ('/hien-thi/x', CITY + '/hien-thi/x'), ('/sites/bavi/hien-thi', WARD + '/hien-thi'),
            ('/desk-files/hien-thi', CITY + '/hien-thi'), ('/@@hien-thi', CITY + '/@@hien-thi')):
        assert at(DESK).get(path, status=303).location == f'https://{public}'
        at(DESK).post('/hien-thi', {'luu': '1'}, status='4*')
        assert at(CITY).get('/hien-thi', status=200).html.select('input[name=kieu]'), path


def test_every_shell_leads_to_the_choice_of_display(editor, at, staff):
    for browser, path in ((editor, '/desk'), (editor, '/english/desk/nowhere'),
                          (at(DESK, 'quantri'), '/console/@@contents'), (at(DESK), '/login')):
        page = browser.get(path, expect_errors=True)
        [address] = {each['href'] for each in page.html.select('a[href$=hien-thi]')}
        assert address == ('/english/hien-thi' if 'english' in path else '/hien-thi')


# What pages say.

def test_the_pages_of_the_log_in_have_nothing_of_a_public_page(at, small_portal):
    for path in ('/login', '/english/login', '/desk/nowhere', '/login/../x'):
        page = at(DESK).get(path, expect_errors=True)
        if page.location:
            page = page.follow()
        scripts = [each['src'] for each in page.html.find_all('script', src=True)]
        assert [each for each in scripts if not each.endswith('/passkeys.js')] == []
        assert not page.html.select('form[role=search], nav.menu, footer, [hreflang][href^=http]')
        assert page.html.select_one('.brand a')['href'].endswith('/desk')


def test_the_pages_of_the_log_in_are_valid(invalid_html, editor, at):
    pages = [at(DESK).get('/login'), at(DESK).get('/english/login'), editor.get('/account'),
             editor.get('/password'), editor.get('/hien-thi'),
             editor.get('/desk-files/login/../x', status=404)]

    assert [invalid_html(page.body) for page in pages] == [[]] * len(pages)


def test_the_desk_names_public_pages_by_their_hosts(editor, draft, publishing):
    publishing.publish(draft, 'test')
    transaction.commit()
    page = editor.get(f'/desk{DRAFT}')

    found = [each['href'] for each in page.html.select('a[href]')]
    assert f'https://{WARD}/tin-tuc-su-kien/nhap' in found and f'https://{CITY}/' in found
    paths = {urlsplit(each).path.split('/')[1] for each in found if each.startswith('/')}
    assert paths <= {'desk', 'english', 'account', 'console', 'hien-thi'}


def test_the_preview_is_the_whole_public_page_in_a_sandbox(editor, draft):
    page = editor.get(f'/desk{DRAFT}/@@preview-page')

    assert page.html.select_one('nav.menu') and page.html.h1.text == 'Bản nháp'
    policy = page.headers['Content-Security-Policy']
    assert "default-src 'none'" in policy and "img-src 'self' data:" in policy
    assert 'sandbox allow-same-origin allow-popups' in policy and 'script' not in policy


def test_a_link_for_people_outside_leads_to_a_public_host(editor, draft):
    page = editor.get(f'/desk{DRAFT}/@@preview')
    made = next(form for form in page.forms.values() if 'days' in form.fields).submit()

    [address] = re.findall(r'https://[^"<>\s]*_preview[^"<>\s]*', made.text)
    assert address.startswith(f'https://{WARD}/')


def test_mails_lead_to_the_desks_host(registry, small_portal):
    settings = registry.getUtility(ISettings)

    for site in (small_portal, small_portal['sites']['bavi']):
        assert desk_of(site, settings) == f'https://{DESK}/desk'


def test_public_pages_name_the_desk_nowhere(at, small_portal):
    for path in ('/', '/sitemap.xml', '/robots.txt', '/gioi-thieu', '/nowhere'):
        page = at(CITY).get(path, expect_errors=True)
        assert 'quantri' not in page.text and 'quantri' not in str(page.headers)


# How it is set.

def test_the_portal_is_delivered_so():
    given = RawConfigParser()
    given.read(CONFIG / 'production.ini')

    assert given['app:main']['portal.desk_host'] == 'quantri'
    check_desk_host('quantri', read_reserved(CONFIG / 'hanoi/reserved_subdomains.csv'))


@pytest.mark.parametrize('label, why', [
    ('soxaydung', 'reserved_subdomains.csv'), ('ban-lam-viec', 'reserved_subdomains.csv'),
    ('quản-trị', 'one label'), ('a.b', 'one label'), ('QUANTRI', 'one label'),
    ('-x', 'one label'), ('x' * 64, 'one label'), ('quantri.hanoi.gov.vn', 'one label')])
def test_it_does_not_start_with_a_name_that_a_site_could_have(tmp_path, label, why):
    with pytest.raises(ValueError, match=why):
        main({}, **settings(tmp_path, **{'portal.desk_host': label}))


@pytest.mark.parametrize('host', ['', DESK, 'localhost'])
def test_where_log_ins_count(host):
    apart = Settings(desk_host='quantri', development_hosts=('localhost',))

    assert apart.is_for_staff(host) is bool(host)
    assert Settings().is_for_staff(CITY) and not apart.is_for_staff(CITY)


def test_passkeys_are_of_the_domain_and_asked_for_by_the_desks_host(at, small_portal):
    browser = at(DESK)
    token = browser.get('/login').html.select_one('[name=csrf_token]')['value']

    asked = browser.post('/passkey-options', {'csrf_token': token, 'for': 'enter'},
                         headers={'Referer': f'https://{DESK}/login'}).json
    assert asked['rpId'] == CITY
    request = Request.blank('/', base_url=f'https://{DESK}')
    request.registry = browser.app.registry
    assert party(request) == (CITY, f'https://{DESK}')
