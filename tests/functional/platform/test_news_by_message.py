"""News by short message: for who has a telephone and no mail, within a limit of cost (4.3)."""
import re

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.editorial.emergencynotices.resource import add_notice
from hanoiportal.kernel.storage.keys import keys_of
from hanoiportal.platform.outbox.carrying import carry_due
from hanoiportal.platform.sms.interfaces import ISms, Spent
from hanoiportal.platform.subscriptions.following import follow
from hanoiportal.platform.subscriptions.interfaces import (
    BY_MAIL,
    BY_MESSAGE,
    BY_PAGE,
    MESSAGES,
    RETURNED,
    IFollowers,
)
from hanoiportal.platform.subscriptions.telling import tell
from servers.smsgateway import KEY as GATEWAY_KEY
from support.byte_search import traces
from support.public_forms import form_of, send
from support.subscribing import databases, published_answer, subscriber_register
from support.typing_page import UNCLOSED

pytestmark = pytest.mark.filterwarnings(UNCLOSED)
answer, register = published_answer, subscriber_register
PHONE, SHOWN, TO = '+84 912.345.678', '0912 345 678', '84912345678'
#: A Tuesday.
NOW = parse('2026-11-24T10:00')
LINK = re.compile(r'https://hanoi\.gov\.vn((?:/english)?/tin-bao/\S+)')


@pytest.fixture
def own_settings(tmp_path, sms_gateway):
    (tmp_path / 'sms-key').write_text(f'{GATEWAY_KEY}\n', encoding='utf-8')
    return {**databases(tmp_path), 'portal.sms_gateway': f'{sms_gateway.address}/tin-nhan',
            'portal.sms_key_file': str(tmp_path / 'sms-key'), 'portal.sms_day': '10'}


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def messages(environment, sms_gateway):
    """``messages()``: the texts that were sent, after the jobs have run."""
    def sent():
        transaction.abort()
        follow(environment)
        tell(environment)
        carry_due(environment)
        transaction.begin()
        found, sms_gateway.sent = [each['noiDung'] for each in sms_gateway.sent.values()], {}
        return found

    return sent


@pytest.fixture
def ask(app, clock, messages):
    """``ask(form, **values)``: the page that follows the code which came."""
    def asked(form, wrong=0, **values):
        page = send(form, so=PHONE, **values).follow()
        code = re.search(r'\b\d{6}\b', messages()[0])[0]
        for _each in range(wrong):
            assert 'Mã không đúng' in send(form_of(page, '/ma'), ma='x')
        answer = send(form_of(page, '/ma'), ma=code)
        transaction.begin()
        return answer

    return asked


@pytest.fixture
def followed(ask, app, bavi):
    """The page of somebody who follows the answers of a commune by telephone."""
    return ask(form_of(app.get('/sites/bavi/hoi-dap/dang-ky-theo-doi'), 'dang-ky')).follow()


def newsletter(app, *values, path=''):
    form = form_of(app.get(f'{path}/ban-tin'), 'ban-tin')
    for field in form.fields['chon']:
        field.checked = field._value in values
    return form


@pytest.mark.clause('4.3.a')
def test_who_confirms_a_number_by_a_code_is_told_once_a_day_by_one_message(
        app, ask, messages, answer, register, bavi, clock, tmp_path, small_portal,
        registry):
    page = ask(newsletter(app, f'site:{bavi.__oid__}', 'topic:cd-y-te', path='/sites/bavi'),
               wrong=1, cach='ngay').follow()
    assert len(page.html.select('.followed li')) == 2 and 'Đã xác nhận' in page
    mine = register.by_address(SHOWN)
    assert (mine.channel, mine.days) == (BY_MESSAGE, 1), 'at once is by mail alone'
    values = {each['value'] for each in page.html.select('[name=kenh]')}
    assert values == {BY_MESSAGE, 'page'}
    send(form_of(page, 'cua-toi/cach'), cach='hang-ngay')
    transaction.begin()
    register.choose(mine, BY_MAIL, 0)
    assert (mine.channel, mine.days) == (BY_MESSAGE, 1)

    answer('mot', title='Cấp giấy phép xây dựng nhà ở riêng lẻ tại khu vực nông thôn có quy hoạch')
    answer('hai', title='Cấp giấy phép xây dựng nhà ở riêng lẻ tại khu vực nông thôn có quy hoạch')
    assert not messages(), 'it is told at seven'
    clock.pass_(hours=21)
    text, = messages()
    assert text.startswith('2 tin moi: Cap giay phep') and len(text) <= 160 and text.isascii()
    assert not traces(tmp_path, {PHONE, SHOWN, TO})
    news = app.get(LINK.search(text)[1])
    assert len(news.html.select('main ul.short a')) == 2 and news.headers[
        'Cache-Control'] == 'no-store'
    figures = registry.getAdapter(small_portal, IFollowers).figures(bavi)
    assert figures == {('2026-11', MESSAGES): 1}
    clock.pass_(hours=24)
    assert not messages(), 'no news, no message'


def test_an_urgent_notice_goes_at_once_and_puts_off_no_other(
        app, ask, messages, answer, bavi, clock, small_portal, environment):
    ask(newsletter(app, 'emergency:all', f'site:{bavi.__oid__}', path='/sites/bavi'))
    answer('mot')
    assert not messages()
    item = answer('bao')
    add_notice(small_portal, item.__oid__, parse('2026-11-25T10:00'), clock.now(), 'test', 'Bão')
    transaction.commit()
    clock.pass_(hours=20, minutes=59, seconds=55)
    follow(environment)
    transaction.begin()
    clock.pass_(seconds=10)  # the next look is after seven

    urgent, daily = messages()
    assert urgent.startswith('Khan: Hoi ve bao') and daily.startswith('Tin moi: Hoi ve mot')


def test_the_link_of_a_message_ends_it_and_nothing_else_opens(
        app, followed, messages, answer, register, clock, environment):
    number = register.by_address(SHOWN).number
    answer('mot')
    assert not messages()
    clock.pass_(hours=21)
    link = LINK.search(messages()[0])[1]
    for wrong in (link[:-1], f'{link[:-1]}{"a" if link[-1] != "a" else "b"}', '/tin-bao/x',
                  '/tin-bao/%C2%B2-a', f'/tin-bao/{number}-', '/tin-bao/0-', '/tin-bao/-'):
        assert app.get(wrong, status=404) and app.post(wrong, status=404)
    assert register.get(number) is not None

    page = send(form_of(app.get(link), '/tin-bao/'))

    transaction.begin()
    assert 'Đã dừng' in page and register.by_address(SHOWN) is None
    assert keys_of(environment.portal).is_gone(number) or carry_due(environment) is None
    assert app.get(link, status=404)


def test_the_page_opens_again_by_a_code_and_a_number_without_subscription_is_told_so(
        app, followed, ask, register, messages):
    app.reset()
    opening = app.get('/muc-theo-doi').click('mở bằng số điện thoại')
    assert 'Hỏi đáp' in ask(form_of(opening, '/so')).follow().html.select_one('.followed').text
    transaction.begin()
    register.stop(register.by_address(SHOWN))
    transaction.commit()
    app.reset()
    assert 'chưa theo dõi mục nào' in ask(form_of(opening, '/so'))


@pytest.mark.parametrize('deed', [
    lambda register, mine: register.choose(mine, BY_PAGE, 1),
    lambda register, mine: register.stop(mine, [mine.followed[0].number])])
def test_who_wants_no_messages_any_more_gets_none_that_waits(
        followed, messages, answer, register, sms_gateway, clock, deed):
    register.follow([('emergency', 'all')], SHOWN, 'vi', 1)
    transaction.commit()
    answer('mot')
    assert not messages()
    clock.pass_(hours=21)
    sms_gateway.moods = [503]
    assert not messages() and not sms_gateway.moods
    deed(register, register.by_address(SHOWN))
    transaction.commit()
    clock.pass_(hours=1)
    assert not messages() and register.by_address(SHOWN)


def test_who_mistyped_a_number_asks_again_and_follows_what_was_chosen(
        app, messages, ask, register):
    page = send(form_of(app.get('/sites/bavi/hoi-dap/dang-ky-theo-doi'), 'dang-ky'),
                so='0912 345 679').follow()
    assert messages()
    assert 'Hỏi đáp' in ask(form_of(page, '/so')).follow().html.select_one('.followed').text
    transaction.begin()
    assert register.by_address(SHOWN) and not register.by_address('0912 345 679')


def test_in_english_messages_and_pages_are_english(app, ask, messages, answer, clock):
    page = ask(form_of(app.get('/english/sites/bavi/hoi-dap/dang-ky-theo-doi'), 'dang-ky'))
    assert page.location.startswith('http://localhost/english/')
    answer('mot')
    assert not messages()
    clock.pass_(hours=21)
    text, = messages()
    assert text.startswith('News: ') and LINK.search(text)[1].startswith('/english/')


@pytest.mark.parametrize(('values', 'why'), [
    ({'email': 'a@b.vn', 'so': PHONE}, 'không nhập cả hai'),
    ({'email': '', 'so': '024 3825 3536'}, 'không phải số điện thoại di động'),
    ({'email': '', 'so': ''}, 'ten@vidu.vn')])
def test_what_is_wrong_comes_again(app, small_portal, messages, values, why):
    form = form_of(app.get('/sites/bavi/ban-tin'), 'ban-tin')
    chosen = next(iter(form.fields['chon']))._value
    page = app.post('/sites/bavi/ban-tin', {**values, 'chon': chosen},
                    headers={'Origin': 'http://localhost'})
    assert why in page.html.select_one('[role=alert]').text and not messages()


def test_news_is_sent_from_a_share_of_the_limit_and_a_refused_number_ends_it(
        followed, messages, answer, register, registry, small_portal, clock, sms_gateway, bavi):
    sms = registry.getUtility(ISms)
    sms_gateway.blocked = {TO}
    for day in ('mot', 'hai', 'ba'):
        answer(day)
        assert not messages()
        clock.pass_(hours=24)
        assert not messages()
    assert register.by_address(SHOWN) is None
    figures = registry.getAdapter(small_portal, IFollowers).figures(bavi)
    assert figures['2026-11', RETURNED] == 3
    assert sms.spent(small_portal).day == 0


def test_where_eight_of_ten_are_spent_news_waits_for_nobody(
        followed, messages, answer, environment, registry, small_portal, clock):
    sms = registry.getUtility(ISms)
    answer('mot')
    assert not messages()
    clock.pass_(hours=21)
    for number in range(8):
        sms.send(environment, f'{number:032x}', PHONE, 'Ma')
    transaction.begin()
    assert [each for each in messages() if 'tin-bao' in each] == []
    assert sms.spent(small_portal) == Spent(8, 9, 1), 'the rest is for cases and codes'
    assert sms.send(environment, f'{99:032x}', PHONE, 'Ma') == 'accepted'
