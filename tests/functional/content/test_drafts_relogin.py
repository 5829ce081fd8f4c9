"""A form sent after the session has ended asks for the log-in, and then saves."""
import json
from dataclasses import replace

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.kernel.security.authentication.factors import Passkey
from hanoiportal.kernel.security.authentication.sessions import COOKIE
from hanoiportal.web.login.throttle import IThrottles
from hanoiportal.web.routing.limits import STRANGERS
from support.people import PASSWORD, log_in, login_form
from support.second_factors import second_step
from support.typing_page import BODY, ITEM, UNCLOSED
from support.typing_portal import typing_item, typing_settings
from webob.cookies import SignedSerializer

pytestmark = pytest.mark.filterwarnings(UNCLOSED)
TYPED = 'Dòng một <b>\n"dòng" hai & ba'
LONG = '<p>' + 'Từng chữ một. ' * 25_000 + '</p>'

own_settings = typing_settings
item = typing_item


@pytest.fixture
def form(visit, item):
    """The form of the item, opened by its editor."""
    return visit('bavi-editor').get(f'{ITEM}/@@typing').forms['writing']


def expire(browser, minutes=16):
    """Make the session of ``browser`` ``minutes`` older than it is."""
    secret = browser.app.registry.settings['portal.secret_file']
    with open(secret, encoding='ascii') as file:
        serializer = SignedSerializer(
            file.read().strip(), 'pyramid.session.', 'sha512', serializer=Plain())
    renewed, created, state = serializer.loads(browser.cookies[COOKIE].encode())
    older = serializer.dumps([renewed - 60 * minutes, created - 60 * minutes, state])
    browser.set_cookie(COOKIE, older.decode())


class Plain:
    """JSON, as the session cookie has it."""

    def dumps(self, value):
        return json.dumps(value).encode()

    def loads(self, value):
        return json.loads(value)


def enter(page, login='bavi-editor', password=PASSWORD):
    """Fill in the log-in of the page that carries what was typed."""
    form = page.forms[0] if 'relogin.login' in page.forms[0].fields else next(
        form for form in page.forms.values() if 'relogin.login' in form.fields)
    form['relogin.login'], form['relogin.password'] = login, password
    return form.submit()


def confirm(page):
    """Press the button of the page that asks for it."""
    form = next(form for form in page.forms.values() if 'title' in form.fields)
    return form.submit()


def saved(answer):
    form = answer.follow().forms['writing']
    return tuple(form[name].value.replace('\r\n', '\n') for name in ('title', 'summary', 'body'))


def test_a_session_that_ran_out_asks_for_the_log_in_and_then_saves(form):
    form['summary'] = TYPED
    expire(form.response.test_app)

    asked = form.submit(status=403)
    assert 'xin đăng nhập' in asked.html.h1.text and not asked.html.select('textarea')
    page = enter(asked)
    assert page.html.find('button', string='Lưu')
    answer = confirm(page)

    assert saved(answer) == ('Tin một', TYPED, BODY)


def test_an_article_of_350_kb_passes_too_and_no_word_is_lost(form):
    assert len(LONG.encode()) > 5 * STRANGERS
    form['body'] = LONG
    expire(form.response.test_app)

    answer = confirm(enter(form.submit(status=403)))

    assert saved(answer)[2] == LONG


def test_it_passes_in_two_steps_too(item, visit, enrol):
    (telephone, _codes), browser = enrol('bavi-editor'), visit()
    second_step(browser, 'bavi-editor', telephone.code())
    form = browser.get(f'{ITEM}/@@typing').forms['writing']
    form['body'] = LONG
    expire(browser)

    page = enter(form.submit(status=403))
    asked = next(form for form in page.forms.values() if 'relogin.code' in form.fields)
    asked['relogin.code'] = '000000'
    page = asked.submit()
    asked = next(form for form in page.forms.values() if 'relogin.code' in form.fields)
    asked['relogin.code'] = telephone.code()

    assert saved(confirm(asked.submit()))[2] == LONG


def test_who_has_passkeys_alone_logs_in_in_another_window(
        item, visit, enrol, staff, registry, clock):
    (telephone, codes), browser = enrol('bavi-editor'), visit()
    second_step(browser, 'bavi-editor', telephone.code())
    form = browser.get(f'{ITEM}/@@typing').forms['writing']
    form['body'] = LONG
    expire(browser)
    transaction.begin()
    staff['bavi-editor'].passkeys = tuple(
        Passkey(name, b'', 0, name, clock.at) for name in ('máy tính', 'điện thoại'))
    transaction.commit()
    registry.registerUtility(
        replace(registry.getUtility(ISettings), passkey_roles=('*',)), ISettings)

    page = form.submit(status=403)
    assert page.html.find('a', href='/login', target='_blank')
    page = _elsewhere(enter(_elsewhere(page)))
    assert page.html.find('a', href='/second-factor', target='_blank')
    assert 'khóa truy cập' in page.text and 'mã trên ứng dụng' not in page.text
    second_step(browser, 'bavi-editor', codes[0])  # in another window

    form = next(form for form in page.forms.values() if 'relogin.elsewhere' in form.fields)
    assert saved(confirm(form.submit('relogin.elsewhere', status=403)))[2] == LONG


def _elsewhere(page):
    """Say at ``page`` to have logged in elsewhere, which is not so; return the page of after."""
    form = next(form for form in page.forms.values() if 'relogin.elsewhere' in form.fields)
    page = form.submit('relogin.elsewhere')
    assert 'Chưa có lần đăng nhập' in page.html.find(id='problem').text
    return page


def test_it_passes_even_if_the_log_in_was_opened_elsewhere_meanwhile(form):
    browser = form.response.test_app
    form['body'] = LONG
    expire(browser)
    browser.get('/login')

    assert saved(confirm(enter(form.submit(status=403))))[2] == LONG


def test_it_passes_after_a_log_out_in_another_window(form):
    browser = form.response.test_app
    form['body'] = LONG
    token = form['csrf_token'].value
    browser.post('/logout', {'csrf_token': token})

    assert saved(confirm(enter(form.submit(status=403))))[2] == LONG


def test_a_browser_that_was_not_here_for_a_week_is_a_stranger(form):
    form['body'] = LONG
    expire(form.response.test_app, minutes=7 * 24 * 60 + 1)

    form.submit(status=413)


def test_a_cookie_that_somebody_made_up_makes_nobody_known(app, item):
    app.set_cookie(COOKIE, 'x' * 200)

    app.post(f'{ITEM}/@@typing', {'body': LONG}, status=413)


def test_a_stranger_with_a_short_form_may_log_in_and_go_on(app, item):
    asked = app.post(f'{ITEM}/@@typing', {'title': 'Tin hai', 'summary': TYPED}, status=403)

    answer = confirm(enter(asked))

    assert answer.html.find(class_='conflicts')  # it said nothing of what it was opened with


def test_a_wrong_password_keeps_what_was_typed_and_says_no_more_than_the_log_in(form):
    form['summary'] = TYPED
    expire(form.response.test_app)

    again = enter(form.submit(status=403), password='sai')

    assert 'không đúng, hoặc tài khoản đang bị khóa' in again.html.find(id='problem').text
    assert saved(confirm(enter(again)))[1] == TYPED


def test_a_log_in_that_waits_too_long_itself_keeps_what_was_typed(form):
    browser = form.response.test_app
    form['summary'] = TYPED
    expire(browser)
    asked = form.submit(status=403)
    expire(browser)

    again = next(form for form in asked.forms.values() if 'relogin.login' in form.fields)
    again['relogin.login'], again['relogin.password'] = 'bavi-editor', PASSWORD
    again = again.submit(status=403)

    assert saved(confirm(enter(again)))[1] == TYPED


def test_the_token_of_an_older_session_asks_for_the_button_alone(form):
    browser = form.response.test_app
    form['summary'] = TYPED
    expire(browser)
    log_in(browser, 'bavi-editor')

    page = form.submit(status=403)

    assert 'relogin.login' not in page.text
    assert 'Tin một' in page.html.find('textarea').text
    assert saved(confirm(page))[1] == TYPED


def test_what_a_person_typed_stands_under_the_names_they_know(form):
    browser = form.response.test_app
    expire(browser)
    log_in(browser, 'bavi-editor')

    page = form.submit(status=403)

    assert 'Tiêu đề' in [label.text for label in page.html.select('label')]


def test_a_file_cannot_be_kept_and_is_said(app, item):
    asked = app.post(
        f'{ITEM}/@@typing', {'title': 'Tin hai'}, status=403,
        upload_files=[('file', 'quét.pdf', b'%PDF')])

    assert 'phải nhập hoặc chọn lại' in asked.text and 'Tệp' in asked.text


def test_a_file_field_that_was_left_empty_is_not_spoken_of(app, item):
    asked = app.post(f'{ITEM}/@@typing', {'title': 'Tin hai'}, status=403,
                     upload_files=[('file', '', b'')])

    assert 'phải nhập hoặc chọn lại' not in asked.text


def test_what_another_website_made_the_browser_send_is_not_shown(form, app):
    for origin in ('https://evil.example', 'null', 'http://localhost.evil.example'):
        for browser in (form.response.test_app, app):
            answer = browser.post(
                f'{ITEM}/@@typing', {'title': 'Của kẻ khác'}, status=404,
                headers={'Origin': origin})

            assert 'Của kẻ khác' not in answer.text and 'relogin.login' not in answer.text, origin


def test_our_own_origin_is_not_another_website(app, item):
    app.post(f'{ITEM}/@@typing', {'title': 'x'}, status=403,
             headers={'Origin': 'http://localhost'})


@pytest.mark.parametrize('address', [
    'https://evil.example/', '//evil.example', '/console', '/\\evil.example', '', 'x' * 2000])
def test_it_goes_on_to_nowhere_but_the_desk(app, item, address):
    asked = app.post(f'{ITEM}/@@typing', {'title': 'Tin'}, status=403)
    form = next(form for form in asked.forms.values() if 'relogin.login' in form.fields)
    form['relogin.address'] = address
    form['relogin.login'], form['relogin.password'] = 'bavi-editor', PASSWORD

    page = form.submit()

    [action] = [form.action for form in page.forms.values() if 'title' in form.fields]
    assert action == '/desk'


def test_nothing_is_saved_before_the_button_is_pressed(form):
    browser = form.response.test_app
    form['title'] = 'Tin hai'
    expire(browser)

    enter(form.submit(status=403))

    assert browser.get(f'{ITEM}/@@typing').forms['writing']['title'].value == 'Tin một'


def test_who_may_not_do_it_gets_their_words_back_and_nothing_else(visit, item):
    other = visit('soxaydung-editor')
    token = login_form(other.get('/login?came_from=/'))['csrf_token'].value

    answers = [other.post(path, {'csrf_token': token, 'summary': TYPED, 'mark': '1'}, status=404)
               for path in (f'{ITEM}/@@typing', f'{ITEM}-khac/@@typing')]

    for answer in answers:
        assert answer.html.find('textarea').text.strip().replace('\r\n', '\n') == TYPED
        assert 'Tin một' not in answer.text and not answer.html.select('main button')
        [area] = answer.html.select('main textarea')
        assert 'readonly' in area.attrs and not answer.html.select('main [name]')
    first, second = (answer.text.replace('-khac', '') for answer in answers)
    assert first == second


def test_a_password_that_must_be_changed_first_keeps_what_was_typed(form, staff):
    form['summary'] = TYPED
    staff['bavi-editor'].must_change_password = True
    transaction.commit()

    page = form.submit(status=403)

    assert page.html.find('a', target='_blank')['href'] == '/password'
    staff['bavi-editor'].must_change_password = False
    transaction.commit()
    assert saved(confirm(page))[1] == TYPED


def test_the_log_in_counts_failures_like_the_other_one(app, item):
    page = app.post(f'{ITEM}/@@typing', {'title': 'Tin'}, status=403)
    for _ in range(5):
        page = enter(page, password='sai')

    page = enter(page)

    assert page.html.find(id='problem')


def test_a_network_that_has_to_wait_keeps_what_was_typed(app, item):
    limits = app.app.registry.getUtility(IThrottles).limits
    limits['login'] = limits['login']._replace(count=1)
    page = enter(app.post(f'{ITEM}/@@typing', {'title': 'Tin', 'summary': TYPED}, status=403),
                 password='sai')

    form = next(form for form in page.forms.values() if 'relogin.login' in form.fields)
    form['relogin.login'], form['relogin.password'] = 'bavi-editor', PASSWORD
    page = form.submit(status=429)

    assert int(page.headers['Retry-After']) > 0 and 'ít phút' in page.html.find(id='problem').text
    assert page.forms[0]['summary'].value.replace('\r\n', '\n') == TYPED
