"""Officials log in by VNeID once its owner has bound the account; the provider is a real one."""
import pytest
import transaction
from hanoiportal.kernel.security.authentication.accounts import Account
from hanoiportal.kernel.security.authentication.usage import usage_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.notifications.services import notifying
from servers.vneid import MISBEHAVIOURS, NAME, SUBJECT, vneid_settings
from support.pages import form_with, problem
from support.people import is_in, log_in
from webtest import TestApp

own_settings = vneid_settings
BUTTON = 'Đăng nhập bằng VNeID'
LOGIN = 'quantri'


@pytest.fixture
def provider(vneid, clock):
    vneid.clock = clock
    return vneid


@pytest.fixture
def browser(wsgi, people):
    """``browser()``: one of somebody who is not logged in."""
    return lambda: TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})


def pressed(page, action):
    """Press the button of the form of ``page`` that leads to ``action``."""
    return next(form for form in page.forms.values() if form.action.endswith(action)).submit(
        expect_errors=True)


def there(page):
    return page.html.find('a', rel='noreferrer')['href']


def confirmed(browser, provider, page=None, **said):
    """Return the page that somebody comes back to who has agreed at the provider."""
    page = page or browser.get('/login')
    back = browser.get(provider.agree(there(pressed(page, '/login-vneid')), **said))
    return back.follow()


def entered(browser, provider, **said):
    return pressed(confirmed(browser, provider, **said), '/login-vneid')


def bound(browser, provider):
    """Bind the account that ``browser`` is logged in with; return the answer."""
    page = pressed(browser.get('/account'), '/account-vneid')
    back = browser.get(provider.agree(there(page))).follow()
    return pressed(back.follow(), '/account-vneid')


def test_an_owner_binds_their_account_once_and_then_needs_no_password(
        visit, browser, provider, people, small_portal, registry):
    other, own = visit(LOGIN), visit(LOGIN)
    page = bound(own, provider).follow()

    assert 'Đã gắn từ' in page and is_in(own) and not is_in(other)
    assert len(page.html.find('h2', string='Nơi đang đăng nhập').parent.select('li')) == 1
    transaction.begin()
    assert [each.kind for each in notifying(registry).list(people[LOGIN])] == ['account_changed']
    new = browser()
    page = confirmed(new, provider)
    assert NAME in page and not is_in(new)
    written = content_database(registry).lastTransaction()
    answer = pressed(page, '/login-vneid')
    assert answer.status_int == 303 and is_in(new)
    assert content_database(registry).lastTransaction() == written
    transaction.begin()
    assert 'vneid' in {each.means for each in usage_of(
        small_portal, people[LOGIN]).sessions.values()}
    assert 'bằng VNeID' in new.get('/account').html.main.text


def test_who_leaves_an_english_page_comes_back_to_one(visit, browser, provider):
    own, new = visit(LOGIN), browser()
    page = pressed(own.get('/english/account'), '/account-vneid')
    page = own.get(provider.agree(there(page))).follow().follow()
    assert page.request.path == '/english/account-vneid' and page.html.html['lang'] == 'en'
    assert 'Bind' in page.html.h1.text
    assert pressed(page, '/account-vneid').location.endswith('/english/account')
    page = confirmed(new, provider, new.get('/english/login'))
    assert page.request.path == '/english/login-vneid' and page.html.html['lang'] == 'en'


def test_who_has_a_second_factor_is_asked_for_it(visit, browser, provider, enrol, people):
    telephone, _codes = enrol(LOGIN)
    own = browser()
    page = log_in(own, LOGIN).follow()
    form = form_with(page, 'code')
    form['code'] = telephone.code()
    form.submit()
    bound(own, provider)

    new = browser()
    page = entered(new, provider).follow()
    assert not is_in(new)
    form = form_with(page, 'code')
    form['code'] = telephone.code()
    assert form.submit().status_int == 303 and is_in(new)
    assert 'VNeID và mã' in new.get('/account').html.main.text


@pytest.mark.parametrize('closed', [
    None, lambda account: setattr(account, 'suspended', True),
    lambda account: setattr(account, 'disabled', True), Account.reset_factors])
def test_what_opens_nothing_is_answered_alike(visit, browser, provider, people, closed):
    if closed:
        bound(visit(LOGIN), provider)
        transaction.begin()
        closed(people[LOGIN])
        transaction.commit()
    new = browser()

    page = entered(new, provider)
    assert page.status_int == 200 and 'không mở được tài khoản nào' in problem(page)
    assert not is_in(new) and NAME not in page


def test_an_identity_opens_one_account_and_no_other(visit, browser, provider, people):
    bound(visit(LOGIN), provider)
    other = visit('khach')

    refused = bound(other, provider)
    assert refused.status_int == 422 and 'tài khoản khác' in problem(refused)
    provider.claims = {'sub': 'nguoi-khac'}
    new = browser()
    entered(new, provider)
    assert not is_in(new)
    bound(other, provider)
    entered(new, provider)
    assert new.get('/account').html.find(string='VNeID')


def test_its_owner_and_a_manager_of_accounts_end_it(visit, browser, provider, people):
    own = visit('khach')
    bound(own, provider)
    manager = visit(LOGIN)
    page = manager.get(f'/console/accounts/{people["khach"].id}/@@account')
    assert 'Đã gắn từ' in page
    assert pressed(page, '@@unbind-vneid').status_int == 303
    assert own.get('/account').status_int == 303
    assert 'không mở được' in problem(entered(own, provider))
    own = visit('khach')
    bound(own, provider)
    form = next(each for each in own.get('/account').forms.values()
                if 'factor' in each.fields and each['factor'].value == 'vneid')
    assert form.submit().status_int == 303
    new = browser()
    assert 'không mở được' in problem(entered(new, provider))


def test_what_was_used_is_used(visit, browser, provider, people):
    bound(visit(LOGIN), provider)
    new, copy = browser(), browser()
    page = confirmed(new, provider)
    kept = new.cookies['vneid-can-bo'].strip('"')
    assert pressed(page, '/login-vneid').status_int == 303 and is_in(new)
    token = form_with(copy.get('/login'), 'csrf_token')['csrf_token'].value
    copy.set_cookie('vneid-can-bo', kept)

    page = copy.post('/login-vneid', {'csrf_token': token, 'act': 'enter'})
    assert 'đã xong' in problem(page) and not is_in(copy)


def test_what_cannot_be_believed_opens_nothing(visit, browser, provider, people):
    bound(visit(LOGIN), provider)
    right = provider.claims

    for wrong, said, why in (
            ('', {'state': 'x' * 43}, 'bắt đầu lại'), ('', {'code': 'x'}, 'Không xác minh'),
            ('', {'iss': 'https://khac.example'}, 'Không xác minh'),
            ('', {'code': None, 'error': 'access_denied'}, 'chưa được đồng ý'),
            ('nonce', {}, 'Không xác minh'), ('acr', {}, 'chưa đạt mức'),
            ('aud', {}, 'Không xác minh')):
        provider.claims = {wrong: 'khac'} if wrong else right
        new = browser()
        page = confirmed(new, provider, **said)
        assert why in problem(page) and not is_in(new), (wrong, said)


def test_an_answer_belongs_to_the_browser_that_asked(visit, browser, provider, people):
    bound(visit(LOGIN), provider)
    one, other = browser(), browser()
    address = provider.agree(there(pressed(one.get('/login'), '/login-vneid')))

    assert 'bắt đầu lại' in problem(other.get(address).follow())
    page = pressed(visit('khach').get('/account'), '/account-vneid')
    assert 'bắt đầu lại' in problem(other.get(provider.agree(there(page))).follow())


def test_without_a_provider_there_is_the_password(browser, provider, people, caplog):
    provider.at['/.well-known/openid-configuration'] = MISBEHAVIOURS['error']
    page = pressed(browser().get('/login'), '/login-vneid')

    assert 'chưa liên lạc được' in problem(page) and BUTTON in page
    assert SUBJECT not in caplog.text
    elsewhere = browser().get('/login', extra_environ={'HTTP_HOST': 'bavi.hanoi.gov.vn'})
    assert BUTTON not in elsewhere
