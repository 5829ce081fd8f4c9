"""Who answers by a link may have confirmed by VNeID who they are; the provider is a real one."""
import datetime
import re
from dataclasses import replace

import pytest
import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.base.settings import ISettings
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.content.versions.erasing import forget_past
from hanoiportal.editorial.clarifications.resource import Clarification, keep_link
from hanoiportal.kernel.security.authentication.tokens import key_of, new_token
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.workflow.interfaces import AWAITING, DRAFT, PUBLISHED, SUBMITTED
from hanoiportal.kernel.workflow.records import review_of
from hanoiportal.participation.batches.interfaces.sources import IBatchSource
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    MERGED,
    PUBLISH,
    QUESTION,
    ICases,
    Submission,
)
from hanoiportal.participation.identities.interfaces import DOWN, WHY, ICitizens
from hanoiportal.platform.subscriptions.interfaces import CONFIRM, ISubscriptions
from hanoiportal.platform.subscriptions.sealing import PAGE
from hanoiportal.types.component_site import EXTERNAL
from hanoiportal.web.login.sealedcookies import LONGEST
from hanoiportal.web.login.throttle import IThrottles, Limit
from persistent.list import PersistentList
from servers.vneid import MISBEHAVIOURS, NAME, SUBJECT, vneid_settings
from support.application import app
from support.clocks import NOW
from support.link_redemption import opened, sent
from support.public_forms import code_and_secret, form_of, received
from support.public_forms import send as send_form
from webtest import TestApp

HERE = {'Origin': 'http://localhost'}
own_settings = vneid_settings
TEXT = 'Khối lượng nạo vét là 12,4 km theo biên bản nghiệm thu ngày 20/11/2026.'
LEDGER = '/desk/sites/bavi/du-thao-lay-y-kien/cho/@@comment-ledger'
TYPED = {'text': TEXT, 'name': 'Ngô Thị Bình', 'position': 'Phòng Kinh tế'}


@pytest.fixture
def news(small_portal, editing, staff):
    section = small_portal['sites']['soxaydung']['tin-tuc-su-kien']
    item = editing.add(section, 'kenh', 'NewsItem', {'title': 'Nạo vét kênh mương'},
                       staff['soxaydung-contributor'].id)
    item.state = SUBMITTED
    transaction.commit()
    return item


@pytest.fixture
def ask(news, staff, clock, vneid):
    """``ask()``: a question about ``news``; returns its link."""
    vneid.clock = clock

    def asked():
        review, token = review_of(news), new_token()
        review.clarifications = PersistentList(review.clarifications)
        found = Clarification(
            len(review.clarifications) + 1, staff['soxaydung-editor'].id, NOW, 'Phòng Kinh tế',
            'kinhte@hanoi.gov.vn', 'Xin xác nhận khối lượng.', NOW + datetime.timedelta(days=3),
            NOW + datetime.timedelta(days=9), key_of(token), '', False)
        review.clarifications.append(found)
        keep_link(news, found)
        transaction.commit()
        return f'/_clarify#{token}'

    return asked


stranger = app


@pytest.fixture
def question(ask, stranger):
    """The page of a question, opened by ``stranger``."""
    return opened(stranger, ask())


def typed_into(page, **fields):
    form = next(each for each in page.forms.values() if 'text' in each.fields)
    for name, value in {**TYPED, **fields}.items():
        form[name] = value
    return form


def leave(page, stranger, status=None, **fields):
    """Return what follows when somebody has typed and wants to be confirmed."""
    form = typed_into(page, **fields)
    own, form.action = form.action, page.html.find(
        'button', string='Xác nhận bằng VNeID')['formaction']
    away = sent(form, stranger, status=status)
    form.action = own
    return away


def there(page):
    """Return the address of the provider on the page before it."""
    return page.html.find('a', rel='noreferrer')['href']


def follow(back):
    """Return the page that somebody is led to who came back."""
    page = back.follow() if back.status_int == 303 else back
    found = page.html.find('meta', {'http-equiv': 'refresh'})
    assert found['content'].startswith('0; url=')
    return page.test_app.get(found['content'].partition('url=')[2])


def confirm(page, stranger, vneid, **fields):
    """Return the form when somebody has typed, been confirmed and come back."""
    return follow(stranger.get(vneid.agree(there(leave(page, stranger, **fields)))))


def answer(page, stranger, **fields):
    return sent(typed_into(page, **fields), stranger)


def kept(news):
    transaction.begin()
    return news.review.clarifications[-1]


def test_what_was_typed_comes_back_and_who_is_confirmed_goes_with_the_answer(
        question, stranger, vneid, news, clock):
    page = confirm(question, stranger, vneid)
    form = typed_into(page)

    assert (form['text'].value.strip(), form['name'].value, form['position'].value) == (
        TEXT, 'Ngô Thị Bình', 'Phòng Kinh tế')
    assert NAME in page and 'mức độ 2' in page.html.main.text and '09:30' in page
    clock.pass_(minutes=5)
    assert 'đã nhận được câu trả lời' in sent(form, stranger).follow()
    identity = kept(news).identity
    assert (identity.name, identity.level, identity.at) == (NAME, 2, NOW)
    assert re.fullmatch('[0-9a-f]{32}', identity.pseudonym)
    assert 'vneid' not in stranger.cookies and 'vneid-di' not in stranger.cookies


def test_before_leaving_it_is_said_what_is_told_and_what_becomes_of_the_text(question, stranger):
    page = leave(question, stranger)

    said = page.html.main.text
    assert 'số định danh cá nhân' in said and '91/2025/QH15' in said and '356/2025' in said
    assert '127.0.0.1' in said and 'Nội dung đã viết được giữ' in said
    back = page.html.find('a', string='Quay lại, không xác nhận')['href']
    assert typed_into(stranger.get(back))['text'].value.strip() == TEXT
    nothing = leave(question, stranger, text='', name='', position='')
    assert 'Nội dung đã viết được giữ' not in nothing


def test_no_address_is_told_to_the_provider_and_no_form_leads_there(question, stranger):
    page = leave(question, stranger)

    assert page.status_int == 200 and "form-action 'self'" in page.headers[
        'Content-Security-Policy']
    assert page.headers['Referrer-Policy'] == 'same-origin'
    assert not [form for form in page.forms.values() if '127.0.0.1' in form.action]


def test_nothing_is_written_until_the_answer_is_sent(question, stranger, vneid, registry):
    before = content_database(registry).lastTransaction()
    confirm(question, stranger, vneid)

    assert content_database(registry).lastTransaction() == before


def test_what_the_browser_keeps_it_cannot_read_and_nobody_else_may_use(
        question, stranger, vneid, wsgi):
    away = leave(question, stranger)
    back = stranger.get(vneid.agree(there(away)))

    for answered, name, attributes in (
            (away, 'vneid-di', {'HttpOnly', 'SameSite=Lax', 'Max-Age=600'}),
            (back, 'vneid', {'HttpOnly', 'SameSite=Strict', 'Max-Age=900'})):
        [cookie] = [each for each in answered.headers.getall('Set-Cookie')
                    if each.startswith(f'{name}=')]
        value, *given = cookie.split('; ')
        assert attributes <= set(given) and len(value) <= LONGEST + 20
        assert not re.search('Ngô|Bình|KHAI|12,4|7f3c', value)
    other = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    other.set_cookie('vneid', stranger.cookies['vneid'][::-1])
    assert NAME not in other.get(question.request.path, status='*')


def test_addresses_and_what_is_kept_by_others_say_nothing(question, stranger, vneid, caplog):
    back = stranger.get(vneid.agree(there(leave(question, stranger))))
    landing = back.follow()
    page = follow(landing)

    assert back.location.endswith('/_vneid/back')
    for each in (back, landing, page):
        assert each.headers['Cache-Control'] == 'no-store' and 'ETag' not in each.headers
        assert NAME not in str(each.headers) and SUBJECT not in f'{each.headers}{each.text}'
    assert NAME not in landing and NAME not in caplog.text and SUBJECT not in caplog.text


def test_an_identity_holds_for_fifteen_minutes_and_is_never_left_out_in_silence(
        question, stranger, vneid, news, clock):
    page = confirm(question, stranger, vneid)
    clock.pass_(minutes=15)
    again = answer(page, stranger)

    assert 'đã quá hạn' in again and NAME not in again and kept(news).is_open
    assert typed_into(again)['text'].value.strip() == TEXT
    answer(again, stranger).follow()
    assert kept(news).identity is None


def test_an_identity_that_came_meanwhile_is_shown_before_it_is_sent(
        question, stranger, vneid, news):
    confirm(question, stranger, vneid)
    again = answer(question, stranger, text='Viết ở cửa sổ trước.')

    assert NAME in again and kept(news).is_open
    answer(again, stranger)
    assert kept(news).identity.name == NAME


def test_one_may_think_better_of_it(question, stranger, vneid, news):
    page = confirm(question, stranger, vneid)
    form = typed_into(page)
    form.action = page.html.find('button', string='Không dùng danh tính này nữa')['formaction']
    without = sent(form, stranger)

    assert NAME not in without and NAME not in stranger.get(question.request.path)
    assert typed_into(without)['text'].value.strip() == TEXT
    answer(without, stranger)
    assert kept(news).identity is None


def test_without_it_all_is_as_ever(question, stranger, news):
    answer(question, stranger).follow()

    assert kept(news).answer == TEXT and kept(news).identity is None


def test_an_identity_is_of_one_question(question, ask, stranger, vneid):
    confirm(question, stranger, vneid)

    assert NAME not in opened(stranger, ask())


def test_a_text_that_is_too_long_to_come_along_stays_in_its_window(
        question, stranger, vneid, news):
    long = ''.join(f'{number * 7919 % 10007} ' for number in range(1500))
    again = leave(question, stranger, text=long)
    form = typed_into(again, text=long)

    assert 'quá dài' in again.html.find(role='alert').text
    aside = next(each for each in again.forms.values() if 'apart' in each.fields)
    assert again.html.find('form', target='_blank')['action'] == aside.action
    window = sent_by(aside, stranger)
    landing = stranger.get(vneid.agree(there(window))).follow()
    assert 'hãy đóng lại' in landing and not landing.html.find('meta', {'http-equiv': 'refresh'})
    shown = sent(form, stranger)
    assert NAME in shown and kept(news).is_open
    assert typed_into(shown, text=long)['text'].value == long
    sent(typed_into(shown, text=long), stranger)
    assert (kept(news).answer, kept(news).identity.name) == (long.strip(), NAME)


def sent_by(form, stranger):
    return form.submit('apart', headers=HERE)


@pytest.mark.parametrize('length', [0, 500, 2500])
def test_an_ordinary_text_comes_along_and_the_answer_fits_into_a_proxy(
        question, stranger, vneid, length):
    words = 'Ủy ban nhân dân xã báo cáo khối lượng nạo vét kênh mương nội đồng vụ đông xuân '
    text = ''.join(f'{word}{number % 97} ' for number, word in enumerate(
        words.split() * 40))[:length].strip()
    away = leave(question, stranger, text=text)
    size = sum(len(name) + len(value) + 4 for name, value in away.headerlist)

    assert size < 4000
    vneid.claims = {'name': 'NGUYỄN PHÚC THỊ MINH KHAI HOÀNG TRẦN ĐẶNG BÙI ĐỖ HỒ NGÔ DƯƠNG LÝ'}
    back = stranger.get(vneid.agree(there(away)))
    assert sum(len(name) + len(value) + 4 for name, value in back.headerlist) < 4000
    assert next(each for each in follow(back).forms.values() if 'text' in each.fields)[
        'text'].value.strip() == text


def test_who_brings_back_what_another_browser_was_sent_for_is_not_confirmed(
        question, ask, stranger, vneid, wsgi):
    back = vneid.agree(there(leave(question, stranger)))
    other = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    own = leave(opened(other, ask()), other)

    for browser in (other, TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})):
        landing = browser.get(back).follow()
        assert 'được bắt đầu ở trình duyệt khác' in landing and 'vneid' not in browser.cookies
    assert '/token' not in [path for path, _form in vneid.asked]
    assert NAME in follow(other.get(vneid.agree(there(own))))


def test_what_came_back_is_used_once(question, stranger, vneid):
    back = vneid.agree(there(leave(question, stranger)))
    page = follow(stranger.get(back))
    asked = len(vneid.asked)
    stranger.get(back)

    assert NAME in page and len(vneid.asked) == asked


def test_after_ten_minutes_one_begins_anew(question, stranger, vneid, clock):
    back = vneid.agree(there(leave(question, stranger)))
    clock.pass_(minutes=10)

    assert 'quá hạn' in stranger.get(back).follow()


def test_who_declines_is_told_so_and_loses_nothing(question, stranger, vneid):
    back = vneid.agree(there(leave(question, stranger)), code=None, error='access_denied',
                       error_description='<script>alert(1)</script>')
    page = follow(stranger.get(back))

    assert 'chưa được đồng ý' in page and 'script>alert' not in page
    assert typed_into(page)['text'].value.strip() == TEXT


def test_what_cannot_be_believed_is_said_and_nothing_is_lost(question, stranger, vneid):
    for change, said in (
            ({'nonce': 'x'}, 'Không xác minh được'), ({'acr': 'muc-do-1'}, 'chưa đạt mức'),
            ({'sub': None}, 'Không xác minh được')):
        vneid.claims = change
        page = confirm(question, stranger, vneid)

        assert said in page.html.find(role='alert').text and NAME not in page, change
        assert typed_into(page)['text'].value.strip() == TEXT, change


@pytest.mark.parametrize('place', ['/.well-known/openid-configuration', '/token', '/jwks'])
def test_a_provider_that_is_down_is_a_sentence_and_the_answer_is_sent_without_it(
        question, stranger, vneid, news, place):
    vneid.at[place] = MISBEHAVIOURS['error']
    page = leave(question, stranger)
    if page.html.find('a', rel='noreferrer'):
        page = follow(stranger.get(vneid.agree(there(page))))

    assert 'chưa liên lạc được với VNeID' in page.html.find(role='alert').text
    answer(page, stranger).follow()
    assert kept(news).answer == TEXT


def test_a_name_is_text_whatever_it_looks_like(question, stranger, vneid):
    vneid.claims = {'name': '<img src=x onerror=alert(1)>'}

    assert '<img src=x' not in confirm(question, stranger, vneid)


def test_whatever_comes_back_from_nowhere_is_a_page(app, vneid):
    for query in (
            '', '?state=x', '?code=a&state=b&iss=c', '?code=%FF%FE', '?error=%3Cscript%3E',
            '?state=%00', '?' + 'a=b&' * 300, '?state=' + 'x' * 5000):
        landing = app.get('/_vneid' + query).follow()

        assert 'Chưa xác nhận được' in landing and '<script>' not in landing.html.main.text, query
        assert not landing.html.find('meta', {'http-equiv': 'refresh'}), query


def test_a_forged_cookie_is_none(app, vneid):
    for cookie in ('x', '%', 'é', 'a' * 4000, 'AAAA', '"', '=' * 40):
        headers = {'Cookie': f'vneid-di={cookie}; vneid={cookie}'.encode().decode('latin-1')}

        assert 'Chưa xác nhận được' in app.get('/_vneid/back', headers=headers), cookie


def test_what_a_form_is_sent_to_is_no_page(question, stranger):
    for action in ('vneid', 'forget', 'x'):
        stranger.get(f'{question.request.path}/{action}', status=404)
    stranger.post(f'{question.request.path}/x', TYPED, headers=HERE, status=404)


@pytest.mark.parametrize('path', ['/_vneid/x', '/_vneid/back/x', '/sites/bavi/_vneid'])
def test_there_is_nothing_beside_it(app, vneid, path):
    app.get(path, status=404)
    app.post('/_vneid', status=404)


def test_who_tries_too_often_is_told_and_loses_nothing(question, stranger, registry):
    throttles = registry.getUtility(IThrottles)
    throttles.limits['vneid'] = Limit(1, 60)
    leave(question, stranger)
    page = leave(question, stranger)

    assert 'Xin thử lại sau một phút' in page.html.find(role='alert').text
    assert typed_into(page)['text'].value.strip() == TEXT


def test_who_comes_when_it_was_switched_off_is_not_told_that_others_are_at_it(
        question, stranger, vneid, news, registry, monkeypatch):
    confirmed = confirm(question, stranger, vneid)
    citizens = registry.getUtility(ICitizens)
    monkeypatch.setattr(citizens, '_settings', replace(
        registry.getUtility(ISettings), vneid_issuer=''))
    page = leave(question, stranger)

    assert page.html.find(role='alert').text.strip() == WHY[DOWN]
    assert not page.html.find('button', string='Xác nhận bằng VNeID')
    again = answer(confirmed, stranger)
    assert 'đã thay đổi hoặc đã quá hạn' in again and NAME not in again and kept(news).is_open
    answer(again, stranger).follow()
    assert (kept(news).answer, kept(news).identity) == (TEXT, None)


def test_in_english_the_way_ends_in_english(question, stranger, vneid):
    address = question.html.select_one('.languages a[lang=en]')['href']
    form = typed_into(stranger.get(address))
    form.action += '/vneid'
    landing = stranger.get(vneid.agree(there(sent(form, stranger)))).follow()
    page = follow(landing)

    assert landing.html.html['lang'] == page.html.html['lang'] == 'en'
    assert NAME in page and 'lang=en' not in page.request.url


@pytest.mark.parametrize('headers', [{}, {'Origin': 'http://evil.example'}])
@pytest.mark.parametrize('action', ['vneid', 'forget'])
def test_another_website_sends_nobody_away(question, stranger, headers, action):
    stranger.post(f'{question.request.path}/{action}', TYPED, headers=headers, status=404)


def test_who_has_not_opened_the_question_goes_nowhere(question, wsgi, vneid):
    other = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})

    for action in ('vneid', 'forget', 'x'):
        other.post(f'{question.request.path}/{action}', TYPED, headers=HERE, status=404)
        other.get(f'{question.request.path}/{action}', status=404)
    assert vneid.asked == []


@pytest.mark.parametrize('login,sees', [
    ('soxaydung-editor', True), ('soxaydung-head', True), ('soxaydung-contributor', False)])
def test_editors_and_the_board_see_who_was_confirmed_and_nobody_else(
        question, stranger, vneid, news, visit, login, sees):
    answer(confirm(question, stranger, vneid), stranger)
    page = visit(login).get('/desk/sites/soxaydung/tin-tuc-su-kien/kenh/@@clarifications')

    assert TEXT in page and (NAME in page) is sees
    assert ('mức độ 2, lúc 24/11/2026 09:30' in ' '.join(page.html.main.text.split())) is sees


@pytest.mark.parametrize('state', [DRAFT, AWAITING, PUBLISHED])
def test_they_see_it_whatever_has_become_of_the_text(
        question, stranger, vneid, news, visit, publishing, state):
    answer(confirm(question, stranger, vneid), stranger)
    transaction.begin()
    if state == PUBLISHED:
        publishing.publish(news, 'test')
    else:
        news.state = state
    transaction.commit()

    for login, sees in (('soxaydung-editor', True), ('soxaydung-head', True),
                        ('soxaydung-contributor', False), ('quantri', False)):
        page = visit(login).get('/desk/sites/soxaydung/tin-tuc-su-kien/kenh/@@clarifications')
        assert TEXT in page and (NAME in page) is sees, login


def test_an_answer_from_before_anybody_was_confirmed_is_shown(question, stranger, news, visit):
    answer(question, stranger)
    del kept(news).identity
    transaction.commit()

    page = visit('soxaydung-head').get(
        '/desk/sites/soxaydung/tin-tuc-su-kien/kenh/@@clarifications')
    assert TEXT in page and not page.html.select('.confirmed')


def test_a_name_that_was_typed_does_not_pass_for_one_that_was_confirmed(
        question, stranger, visit):
    answer(question, stranger, name='BÌNH · Đã xác nhận bằng VNeID BÌNH', position='')
    page = visit('soxaydung-editor').get(
        '/desk/sites/soxaydung/tin-tuc-su-kien/kenh/@@clarifications')

    assert 'người trả lời tự ghi: “BÌNH · Đã xác nhận bằng VNeID BÌNH”' in ' '.join(
        page.html.main.text.split())
    assert not page.html.select('.confirmed')


def test_the_log_of_actions_and_the_notice_say_nothing_of_it(
        question, stranger, vneid, news, visit, registry):
    answer(confirm(question, stranger, vneid), stranger)

    assert NAME not in visit('soxaydung-editor').get('/desk/@@notifications', status='*')
    records = b''.join(record.data or b'' for each in content_database(
        registry).storage.iterator() for record in each)
    assert records.count(NAME.encode()) == 1 and SUBJECT.encode() not in records


def test_it_is_erased_with_the_answer(question, stranger, vneid, news, registry):
    answer(confirm(question, stranger, vneid), stranger)
    transaction.begin()
    until = registry.getUtility(IClock).now()
    forget_past(news.__parent__.__parent__.__parent__.__parent__, Erased(
        pasts={news.__oid__: until}), registry)
    transaction.commit()

    assert list(news.review.clarifications) == []


def followed_by_mail(registry, portal):
    """Let somebody follow the city's news; return the link to what they follow."""
    transaction.begin()
    register = registry.getAdapter(portal, ISubscriptions)
    subscriber, (asked,) = register.ask(
        [('site', str(portal.__oid__))], 'toi@example.vn', 'vi', 0, 'a' * 32)
    register.confirm(register.code(subscriber, CONFIRM, str(asked.number), asked.nonce))
    until = int(registry.getUtility(IClock).now().timestamp()) + 3600
    link = register.code(subscriber, PAGE, str(until))
    transaction.commit()
    return link


@pytest.mark.clause('4.3.a')
def test_who_logs_in_sees_all_own_cases_and_takes_in_one_that_was_sent_before(
        small_portal, stranger, vneid, clock, wsgi, registry):
    vneid.clock = clock
    code, secret = code_and_secret(received(stranger, clock, text='Hộ chiếu làm ở đâu?'))
    page = stranger.get('/cua-toi')
    away = sent(form_of(page, '/vneid'), stranger)
    assert 'không lập tài khoản' in away.html.main.text
    assert 'Ban Biên tập' not in away.html.main.text

    mine = follow(stranger.get(vneid.agree(there(away))))

    assert NAME in mine.html.main.text and 'Chưa có hồ sơ nào' in mine.html.main.text
    wrong = send_form(form_of(mine, '/them'), ma=code, khoa=secret[::-1])
    assert 'không đúng' in wrong.html.main.text
    mine = send_form(form_of(mine, '/them'), ma=code, khoa=secret).follow()
    assert 'Câu hỏi' in mine.html.main.text and 'Hộ chiếu làm ở đâu?' in mine.html.main.text
    case = send_form(form_of(mine, '/mo')).follow()
    assert 'Hộ chiếu làm ở đâu?' in case.text
    assert 'để thấy hồ sơ này ở mục' not in case.text
    link = followed_by_mail(registry, small_portal)
    assert 'Không mở được' in send_form(form_of(mine, 'them-theo-doi'), ma=f'{link}a').text
    mine = send_form(form_of(mine, 'them-theo-doi'), ma=link).follow()
    assert 'Tin mới của trang' in mine.html.main.text
    mine = send_form(form_of(mine, 'dung-theo-doi')).follow()
    assert 'Tin mới của trang' not in mine.html.main.text
    left = send_form(form_of(mine, '/thoat')).follow()
    assert code not in left.text
    other = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    assert code not in other.get('/cua-toi').text
    clock.pass_(minutes=16)
    assert code not in stranger.get('/cua-toi').text


def logged_in(browser, vneid, clock, host='localhost'):
    """Let ``browser`` log in at «Của tôi»; return that page."""
    vneid.clock = clock
    away = browser.post('/cua-toi/vneid', headers={'Origin': f'http://{host}'})
    browser.get(vneid.agree(there(away)))
    return browser.get('/cua-toi')


def test_a_case_that_was_merged_stands_there_as_its_sender_was_told(
        small_portal, stranger, vneid, clock, registry):
    code, secret = code_and_secret(received(stranger, clock, text='Hộ chiếu làm ở đâu?'))
    cases = registry.getAdapter(small_portal, ICases)
    transaction.begin()
    case = cases.find(code, secret)
    other = cases.get(cases.receive(Submission(QUESTION, case.site, 'Hộ chiếu', 'Ở đâu?')).number)
    cases.append(case, MERGED, to=str(other.number), actor='x', site=case.site)
    cases.append(other, ANSWERED, text='Tại Công an xã.', actor='x', site=case.site)
    transaction.commit()
    mine = logged_in(stranger, vneid, clock)
    mine = send_form(form_of(mine, '/them'), ma=code, khoa=secret).follow()
    assert 'Đã trả lời' in mine.html.main.text and other.code not in mine.html.main.text


def test_who_left_from_the_host_of_a_site_comes_back_to_it(wsgi, small_portal, vneid, clock):
    host = 'soxaydung.hanoi.gov.vn'
    own, city = (TestApp(wsgi, extra_environ={'HTTP_HOST': name})
                 for name in (host, 'hanoi.gov.vn'))
    vneid.clock = clock
    away = own.post('/cua-toi/vneid', headers={'Origin': f'http://{host}'})
    led = city.get(vneid.agree(there(away)), status=303)
    assert led.location.startswith(f'http://{host}/_vneid?') and 'vneid' not in city.cookies
    assert NAME in follow(own.get(led.location))
    assert NAME in own.get('/cua-toi') and NAME not in city.get('/cua-toi')
    small_portal['sites']['bavi'].integration = EXTERNAL  # its host is none of ours
    transaction.commit()
    for state in ('x.sai.vn', 'x.khong-co', 'x.', f'x.{host}', 'x.soxaydung.hanoi', '.',
                  'x.bavi'):
        assert 'hanoi.gov.vn/_vneid/back' in city.get(
            '/_vneid', {'state': state, 'code': 'x'}, status=303).location
    again = own.get('/_vneid', {'state': 'x.soxaydung', 'code': 'x'}, status=303)
    assert again.location.endswith('/_vneid/back')  # not round and round


@pytest.fixture
def draft(small_portal, editing, publishing, clock, staff):
    """A draft of Ba Vì on which people comment."""
    place = small_portal['sites']['bavi']['du-thao-lay-y-kien']
    item = editing.add(place, 'cho', 'Consultation', {
        'title': 'Dự thảo về chợ', 'full_text': 'Điều 1. Giờ\nChợ mở từ 5 giờ đến 19 giờ.',
        'summary': 'Tóm tắt', 'drafting_body': 'Sở Công Thương', 'receiving_unit': 'Phòng',
        'receiving_address': '1 Hàng Bài', 'receiving_email': 'gopy@hanoi.gov.vn',
        'document_kind': 'quyet-dinh-cua-ubnd-qppl', 'opens': '2026-11-01',
        'closes': '2099-12-31'}, 'ub')
    publishing.publish(item, 'ub', clock.now())
    transaction.commit()
    return item


def consent(browser, draft, clock, text):
    """Return the last step of a comment on ``draft``."""
    page = browser.get(f'/sites/bavi/gui/gop-y-du-thao/viet?du-thao={draft.__oid__}')
    assert 'Đăng nhập VNeID để gửi với danh tính' in page and NAME not in page
    page = send_form(form_of(page), text=text)
    clock.pass_(seconds=10)
    return page


@pytest.mark.clause('4.2.d/2')
def test_a_comment_on_a_draft_goes_with_the_identity_if_its_sender_chooses_so(
        draft, stranger, vneid, clock, cases, visit, registry):
    logged_in(stranger, vneid, clock)
    page = consent(stranger, draft, clock, 'Chợ nên mở đến 21 giờ.')
    assert NAME in page and 'Gửi không kèm danh tính' in page
    page = send_form(form_of(page), consent_process='yes')
    assert 'Xin chọn: gửi với danh tính' in page and 'Chợ nên mở đến 21 giờ.' in page
    form = form_of(page)
    form['danh-tinh'] = form.fields['danh-tinh'][0].options[0][0]
    case, contents = case_of(cases, send_form(form, consent_publish='yes', consent_name='yes'))
    assert contents.identity.name == NAME and contents.sender.name == ''
    source = registry.getAdapter(draft, IBatchSource)
    assert source.name(contents) == NAME  # the public reads it, as the form has asked
    assert source.name(contents._replace(consents=frozenset({PUBLISH}))) == ''

    ledger = visit('bavi-head').get(LEDGER)
    assert 'đã xác thực qua VNeID' in ledger and NAME not in ledger.html.main.text
    mine = send_form(form_of(stranger.get('/cua-toi'), '/mo')).follow()
    assert 'Chợ nên mở đến 21 giờ.' in mine and case.code in mine
    assert 'Người gửi đã rút' in send_form(form_of(mine, '/rut')).follow().text

    form = form_of(consent(stranger, draft, clock, 'Nên thu phí thấp hơn.'))
    form['danh-tinh'] = 'khong'
    _case, contents = case_of(cases, send_form(form, consent_process='yes'))
    assert contents.identity is None
    assert 'đã xác thực qua VNeID' not in visit('bavi-head').get(
        LEDGER).html.select_one('tbody').text


def case_of(cases, page):
    """Return the case of a receipt, and its contents."""
    transaction.abort()
    case = cases.find(*code_and_secret(page))
    return case, cases.open(case)


def test_nothing_is_lost_when_the_session_ends_while_somebody_writes(
        draft, stranger, vneid, clock, cases):
    logged_in(stranger, vneid, clock)
    form = form_of(consent(stranger, draft, clock, 'Chợ nên mở sớm.'))
    form['danh-tinh'] = form.fields['danh-tinh'][0].options[0][0]
    clock.pass_(minutes=16)
    page = send_form(form, consent_process='yes')
    assert 'Phiên đăng nhập VNeID đã hết' in page
    assert form_of(page)['text'].value.strip() == 'Chợ nên mở sớm.'
    assert cases.inbox(None).total == 0
    logged_in(stranger, vneid, clock)  # in another window
    other = form_of(send_form(form_of(page)))
    assert other.fields['danh-tinh'][0].options[0][0] != form['danh-tinh'].value
    stranger.post('/cua-toi/thoat', headers=HERE)
    page = send_form(form_of(page))
    clock.pass_(seconds=10)
    page = send_form(form_of(page), consent_process='yes')
    _case, contents = case_of(cases, page)
    assert contents.identity is None and contents.text == 'Chợ nên mở sớm.'


def test_an_identity_without_a_name_is_none(draft, stranger, vneid, clock, cases):
    vneid.claims, vneid.user = {'name': None}, {'sub': SUBJECT}
    mine = logged_in(stranger, vneid, clock)
    assert 'Không xác minh được phản hồi từ VNeID' in mine
    page = consent(stranger, draft, clock, 'Nên mở cửa sớm.')
    assert 'danh-tinh' not in form_of(page).fields
    _case, contents = case_of(cases, send_form(form_of(page), consent_process='yes'))
    assert contents.identity is None
