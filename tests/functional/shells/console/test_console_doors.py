"""Who may open which page of the console, and what the others are told: nothing."""
import pytest
import transaction
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import ADMINISTRATOR
from support.pages import form_with, token_of
from support.people import log_in
from webtest import TestApp

ITEM = '/console/tin-tuc-su-kien/tin-mot'
READ = ['/console/@@contents', '/console/@@properties', '/console/@@translations',
        '/console/@@translation?language=en', '/console/@@history', '/console/@@databases',
        '/console/@@object', '/console/interactions/@@mounted', '/console/drafts/@@mounted',
        f'{ITEM}/@@properties', f'{ITEM}/@@state', f'{ITEM}/@@indexed', f'{ITEM}/@@object']
CHANGE = ['/console/@@add', '/console/@@rename?name=tin-tuc-su-kien',
          '/console/@@delete?name=tin-tuc-su-kien', '/console/@@undo']
SECRET = ['/console/@@access', f'{ITEM}/@@access', '/console/accounts/@@accounts',
          '/console/accounts/quantri/@@account', '/console/accounts/@@object',
          '/console/accounts/quantri/@@object']
TITLE = 'Tin chưa ai được biết'


@pytest.fixture
def item(small_portal, editing):
    """A draft that only the console shows."""
    made = editing.add(
        small_portal['tin-tuc-su-kien'], 'tin-mot', 'NewsItem', {'title': TITLE}, 'system')
    transaction.commit()
    return made


def statuses(browser, paths):
    return {path: browser.get(path, expect_errors=True).status_int for path in paths}


def test_the_administrator_opens_every_page(visit, item):
    found = statuses(visit('quantri'), READ + CHANGE + SECRET)

    assert set(found.values()) == {200}, found


@pytest.mark.clause('8.8')
def test_the_operator_opens_every_page_accounts_and_roles_among_them(visit, item):
    browser = visit('vanhanh')

    assert set(statuses(browser, READ + CHANGE + SECRET).values()) == {200}


@pytest.mark.clause('30')
@pytest.mark.clause('8.8')
def test_the_inspector_reads_and_changes_nothing(visit, item):
    browser = visit('kiemtra')

    assert set(statuses(browser, READ).values()) == {200}
    assert set(statuses(browser, CHANGE + SECRET).values()) == {403}
    assert 'accounts' not in browser.get('/console/@@contents').text
    assert not [form for form in browser.get(f'{ITEM}/@@properties').forms.values()
                if 'title' in form.fields]


def test_the_inspector_cannot_send_a_form_either(visit, item):
    browser = visit('kiemtra')
    token = {'csrf_token': token_of(browser.get('/console/@@contents'))}
    actions = [('/console/@@add', {'type': 'Section', 'title': 'Mới'}),
               ('/console/@@delete', {'name': 'tin-tuc-su-kien'}),
               ('/console/@@rename', {'name': 'tin-tuc-su-kien', 'new': 'khac'}),
               (f'{ITEM}/@@properties', {'title': 'Khác'}),
               (f'{ITEM}/@@indexed', {}), (f'{ITEM}/@@history', {'number': '1'}),
               ('/console/@@undo', {'id': 'x'}), ('/console/@@access', {}),
               ('/console/accounts/@@accounts', {'login': 'moi'}),
               ('/console/accounts/khach/@@reset', {}), ('/console/accounts/khach/@@suspend', {})]

    answers = {path: browser.post(path, token | form, expect_errors=True).status_int
               for path, form in actions}

    assert set(answers.values()) == {403}, answers


def test_whoever_is_not_logged_in_is_asked_to_and_told_nothing(visit, item):
    browser = visit()

    for path in [*READ, *CHANGE, *SECRET, ITEM, '/console', '/console/khong-co',
                 '/console/@@khong']:
        page = browser.get(path, expect_errors=True)
        assert page.location.startswith('http://localhost/login?came_from=/console'), path
        assert TITLE not in page.text


def test_whoever_is_logged_in_without_a_role_is_told_nothing(visit, item):
    browser = visit('khach')

    for path in [*READ, *CHANGE, *SECRET, ITEM, '/console', '/console/khong-co']:
        page = browser.get(path, expect_errors=True)
        assert page.status_int == 403, path
        assert TITLE not in page.text and 'Hà Nội' not in page.html.main.text
        assert page.html.find(class_='crumbs') is None


def test_what_does_not_exist_is_said_to_those_who_may_know(visit, item):
    browser = visit('kiemtra')

    assert browser.get('/console/khong-co', expect_errors=True).status_int == 404
    assert browser.get(f'{ITEM}/@@khong-co', expect_errors=True).status_int == 404


def test_an_address_that_only_begins_like_the_console_is_a_page_of_the_portal(
        visit, small_portal, editing):
    editing.add(small_portal, 'console-tin', 'Section', {'title': 'Chuyên mục khác'}, 'system')
    transaction.commit()

    assert visit().get('/console-tin').html.h1.text.strip() == 'Chuyên mục khác'


def test_an_administrator_of_one_site_opens_that_site_alone(visit, small_portal, people, wsgi):
    grant(small_portal['sites']['bavi'], people['khach'].id, ADMINISTRATOR, Grant('QĐ 2'))
    transaction.commit()
    browser = visit('khach')

    assert browser.get('/console/sites/bavi/@@contents').status_int == 200
    elsewhere = ['/console', '/console/sites', '/console/sites/soxaydung', '/console/@@undo',
                 '/console/accounts/@@accounts']
    assert set(statuses(browser, elsewhere).values()) == {403}
    crumbs = browser.get('/console/sites/bavi/@@contents').html.find(class_='crumbs')
    assert crumbs.text.strip() == 'Xã Ba Vì'


def test_the_console_of_a_component_site_is_on_its_own_host(wsgi, people):
    browser = TestApp(wsgi, extra_environ={'HTTP_HOST': 'bavi.hanoi.gov.vn'})
    log_in(browser, 'quantri')

    page = browser.get('/console').follow()

    assert 'Ba Vì' in page.html.h1.text
    assert browser.get('/console/gioi-thieu').follow().request.path == (
        '/console/gioi-thieu/@@contents')
    assert browser.get('/console/accounts', expect_errors=True).status_int == 404


def test_the_console_keeps_the_language_of_the_address(visit):
    page = visit('quantri').get('/english/console').follow()

    assert page.request.path == '/english/console/@@contents'
    assert page.html.html['lang'] == 'en'
    links = [link['href'] for link in page.html.main.find_all('a')]
    assert links and all(link.startswith('/english/console') for link in links)


def test_a_page_of_the_console_leads_to_itself_in_the_other_language(visit):
    browser = visit('quantri')
    page = browser.get('/console/@@undo?id=')
    form = form_with(browser.get('/console/accounts/@@accounts'), 'who')
    form['who'] = 'Người'

    english = page.click('English', index=0)

    assert (english.request.path_qs, english.html.h1.text) == (
        '/english/console/@@undo?id=', 'Undo')
    assert english.click('Tiếng Việt', index=0).request.path_qs == '/console/@@undo?id='
    assert form.submit().click('English', index=0).request.path == '/english/console/accounts/'


def test_nobody_on_the_way_keeps_a_page_of_the_console(visit):
    browser = visit('quantri')

    for path in ('/console/@@contents', '/console/khong-co', '/login'):
        page = browser.get(path, expect_errors=True)
        assert page.status_int == 303 or page.headers['Cache-Control'] == 'no-store', path


def test_the_tabs_are_those_that_one_may_open(visit, item):
    def tabs(login, path):
        page = visit(login).get(path)
        return [link['href'].rpartition('@@')[2] for link in
                page.html.find(class_='tabs').find_all('a')]

    assert tabs('quantri', f'{ITEM}/@@properties') == [
        'properties', 'translations', 'state', 'history', 'access', 'indexed', 'object']
    assert tabs('kiemtra', f'{ITEM}/@@properties') == [
        'properties', 'translations', 'state', 'history', 'indexed', 'object']
    assert tabs('quantri', '/console/@@contents') == [
        'contents', 'properties', 'translations', 'history', 'access', 'object']


def test_the_pages_of_the_portal_stand_in_the_menu_and_the_desk_beside_them(visit, item):
    def entries(login, path):
        return [link['href'].removeprefix('/console/') for link in
                visit(login).get(path).html.select('.entries ul:not(.phone) a')]

    assert entries('quantri', f'{ITEM}/@@properties') == [
        '@@contents', '@@people', '@@requests', '@@undo', '@@databases', '@@maintenance',
        '@@calendar', '@@erasures', '/desk/@@audit', '/desk']
    assert entries('kiemtra', '/console/@@databases') == [
        '@@contents', '@@databases', '/desk/@@audit', '/desk']
    page = visit('quantri').get('/console/@@databases')
    assert page.html.find(class_='entries').find(attrs={'aria-current': 'page'}).text == (
        'Các cơ sở dữ liệu')
    assert page.html.h1.text == 'Các cơ sở dữ liệu' and not page.html.find(class_='tabs')


def test_the_frame_is_that_of_the_desk_and_names_stand_below_titles(visit, item):
    browser = visit('quantri')
    page, desk = browser.get(f'{ITEM}/@@properties'), browser.get('/desk')

    def frame(found):
        return ([each['href'] for each in found.html.select('link')],
                [each.text for each in found.html.select('ul.who a, ul.who button')])

    assert frame(page) == frame(desk)
    assert [each.text for each in page.html.select('.crumbs a')][1:] == [
        'Tin tức, sự kiện', item.title]
    assert page.html.find(class_='about').code.text == '/tin-tuc-su-kien/tin-mot'
