"""What one network may ask too often, and from which networks the desk is there at all."""
from dataclasses import replace
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.kernel.security.authentication.attempts import attempts_in
from hanoiportal.web.login.throttle import IThrottles, Limit
from hanoiportal.web.routing.networks import Within, _networks
from pyramid.interfaces import IRoutesMapper
from support.people import PASSWORD, log_in

INSIDE, OUTSIDE = '10.1.2.3', '192.0.2.9'


@pytest.fixture
def limits(registry):
    return registry.getUtility(IThrottles).limits


def test_too_many_lists_are_answered_by_a_page_that_says_when_to_come_again(app, limits):
    limits['csv'] = Limit(2, 60)
    for number in range(2):
        assert app.get(f'/van-ban.csv?so={number}').status_int == 200

    page = app.get('/van-ban.csv?so=3', expect_errors=True)

    assert page.status_int == 429 and 1 <= int(page.headers['Retry-After']) <= 60
    assert 'Xin chờ một lát' in page.text and page.headers['Cache-Control'] == 'no-store'
    other = {'REMOTE_ADDR': OUTSIDE}
    assert app.get('/van-ban.csv?so=3', extra_environ=other).status_int == 200


def test_log_in_names_are_not_tried_out_by_giving_roles(visit, staff, limits):
    limits['grant'] = Limit(2, 900)
    for login, path in (('bavi-head', '/desk/sites/bavi/@@sharing'),
                        ('vanhanh', '/console/sites/bavi/@@access')):
        browser = visit(login)
        form = next(form for form in browser.get(path).forms.values() if 'basis' in form.fields)
        form['login'], form['role'], form['basis'] = 'ai-do', 'editor', 'QĐ 9'
        answers = [form.submit(expect_errors=True, extra_environ={'REMOTE_ADDR': f'192.0.2.{n}'})
                   for n in range(3)]

        assert answers[2].status_int == 429 not in {each.status_int for each in answers[:2]}
        assert answers[2].headers['Retry-After'] and 'ai-do' not in answers[2].text
        assert browser.get(path).status_int == 200


def test_what_is_in_the_cache_is_not_counted(app, limits):
    limits['suggest'] = Limit(1, 60)

    assert {app.get('/suggest?q=giay').status_int for _ in range(3)} == {200}
    assert app.get('/suggest?q=giay+to', expect_errors=True).status_int == 429


@pytest.mark.clause('23.2')
def test_too_many_wrong_log_ins_from_one_network_wait_whoever_they_ask_for(
        visit, limits, small_portal):
    limits['login'] = Limit(3, 900)
    browser = visit()
    for login in ('aido', 'vanhanh', 'quantri'):
        assert log_in(browser, login, 'Sai-mật-khẩu-1').status_int == 200

    form = next(form for form in browser.get('/login').forms.values() if 'password' in form.fields)
    form['login'], form['password'] = 'kiemtra', PASSWORD
    page = form.submit(expect_errors=True)
    assert page.status_int == 429 and page.headers['Retry-After'] == '900'
    assert form.submit(extra_environ={'REMOTE_ADDR': OUTSIDE}).status_int == 303
    transaction.begin()
    [marks] = attempts_in(small_portal['interactions'].mounted()).by_network.values()
    assert not any('127.0.0.1' in mark for mark in marks)


def test_strangers_do_not_lock_the_owner_out(visit):
    owner, stranger = visit('vanhanh'), visit()
    owner.post('/logout', {'csrf_token': next(
        form['csrf_token'].value for form in owner.get('/account').forms.values()
        if 'csrf_token' in form.fields)})
    for _ in range(5):
        log_in(stranger, 'vanhanh', 'Sai-mật-khẩu-1')

    assert log_in(visit(), 'vanhanh').status_int == 200
    assert log_in(owner, 'vanhanh').status_int == 303


def test_what_is_wrong_on_a_known_device_is_counted_for_it_alone(visit):
    owner, again = visit('vanhanh'), '/login?came_from=/desk'
    for _ in range(5):
        log_in(owner, 'vanhanh', 'Sai-mật-khẩu-1', again)

    assert log_in(owner, 'vanhanh', path=again).status_int == 200
    assert log_in(visit(), 'vanhanh').status_int == 303


def test_a_device_that_somebody_makes_up_is_none(visit):
    browser = visit()
    browser.set_cookie('thiet-bi', 'x' * 40)
    for _ in range(5):
        log_in(browser, 'vanhanh', 'Sai-mật-khẩu-1')

    assert log_in(visit(), 'vanhanh').status_int == 200


@pytest.mark.clause('8.1')
def test_to_other_networks_desk_and_console_are_like_nothing(app, registry, people):
    [desk, console] = [_within(registry, name) for name in ('desk', 'substanced_manage')]
    desk.networks = _networks(('10.0.0.0/8', '2001:db8::/32'))
    console.networks = _networks(('10.1.0.0/16',))

    def status(path, address):
        return app.get(path, extra_environ={'REMOTE_ADDR': address}, expect_errors=True).status_int

    assert [status(path, INSIDE) for path in ('/desk', '/console', '/console/accounts')] == [
        303, 303, 303]
    assert [status(path, '2001:db8::7') for path in ('/desk', '/console')] == [303, 404]
    assert [status(path, OUTSIDE) for path in ('/desk', '/console', '/console/accounts')] == [
        404, 404, 404]
    assert status('/desk', '') == 404
    nothing = app.get('/khong-co', extra_environ={'REMOTE_ADDR': OUTSIDE}, expect_errors=True)
    desk_page = app.get('/desk', extra_environ={'REMOTE_ADDR': OUTSIDE}, expect_errors=True)
    assert desk_page.text.replace('/desk', '/khong-co') == nothing.text


def _within(registry, name):
    route = registry.getUtility(IRoutesMapper).get_route(name)
    return next(each for each in route.predicates if isinstance(each, Within))


def test_where_both_are_limited_the_log_in_is_there_for_either_alone(registry):
    changed = replace(registry.getUtility(ISettings), desk_networks=('10.0.0.0/8',),
                      console_networks=('2001:db8::/32',))
    registry.registerUtility(changed, ISettings)
    doors = Within('doors', SimpleNamespace(registry=registry))

    def asks(address):
        return doors(None, SimpleNamespace(remote_addr=address))

    assert asks(INSIDE) and asks('2001:db8::7')
    assert not asks(OUTSIDE) and not asks('') and not asks(None)
