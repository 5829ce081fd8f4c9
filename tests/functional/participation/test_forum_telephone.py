"""Posting on the forum by a code that comes to a telephone (4.2.e; NĐ 147/2024; ADR 104)."""
import re

import pytest
import transaction
from hanoiportal.base.clock import local
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.participation.forum.interfaces import BY_NAME, BY_PEN_NAME
from hanoiportal.participation.forum.senders import PostSenders, PostWay
from hanoiportal.participation.identities.interfaces import BY_TELEPHONE
from hanoiportal.participation.identities.resource import Identity
from hanoiportal.participation.questions.interfaces import ISenderRule
from hanoiportal.platform.outbox.carrying import carry_due
from hanoiportal.platform.sms.interfaces import MOST_WRONG, ISms
from hanoiportal.platform.sms.resource import CODES
from hanoiportal.platform.sms.telephones import forget
from hanoiportal.web.login.throttle import IThrottles, Limit
from servers.smsgateway import KEY as GATEWAY_KEY
from support.byte_search import traces
from support.desk_forms import act
from support.public_forms import form_of, opened, send
from support.typing_page import UNCLOSED

pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('collected')]

HERE = '/sites/soxaydung/giao-luu-doi-thoai/via-he'
WAY = '/sites/soxaydung/gui-dien-dan'
PHONE, SHOWN, TO = '+84 912.345.678', '0912 345 678', '84912345678'


@pytest.fixture
def own_settings(tmp_path, sms_gateway):
    (tmp_path / 'sms-key').write_text(f'{GATEWAY_KEY}\n', encoding='utf-8')
    return {'zodbconn.uri.interactions': f'file://{tmp_path}/interactions.fs',
            'zodbconn.uri.keys': f'file://{tmp_path}/keys.fs',
            'portal.sms_gateway': f'{sms_gateway.address}/tin-nhan',
            'portal.sms_key_file': str(tmp_path / 'sms-key')}


@pytest.fixture
def topic(small_portal, editing, publishing, clock, staff):
    """A topic that is open, committed."""
    item = editing.add(small_portal['sites']['soxaydung']['giao-luu-doi-thoai'], 'via-he',
                       'ForumTopic', {
        'title': 'Vỉa hè', 'summary': 'Về vỉa hè', 'asked': 'Chỗ nào vướng nhất?',
        'opens': f'{local(clock.now()):%Y-%m-%d}', 'closes': '2099-12-31'}, 'ub')
    publishing.publish(item, 'ub', clock.now())
    transaction.commit()
    return item


@pytest.fixture
def codes(environment, sms_gateway):
    """``codes()``: the codes that were sent, in their order."""
    def found():
        transaction.abort()
        carry_due(environment)
        transaction.begin()
        return [re.search(r'\b\d{6}\b', each['noiDung'])[0]
                for each in sms_gateway.sent.values()]

    return found


@pytest.fixture
def way(app, topic):
    """The page on which somebody is confirmed."""
    return app.get(HERE).click('Gửi ý kiến')


def ask(page, number=PHONE):
    return send(form_of(page, '/dien-thoai'), so=number)


def enter(page, code):
    return send(form_of(page, '/ma'), ma=code)


@pytest.mark.clause('4.2.e/2')
def test_who_has_a_telephone_posts_under_a_pen_name_without_scripts(
        way, codes, clock, cases, visit, app, topic, tmp_path, sms_gateway):
    assert 'Xác nhận bằng VNeID' not in way and not way.html.select('form[action$="/ma"]')
    sent = ask(way).follow()
    code, = codes()
    said, = sms_gateway.sent.values()
    assert said['dienThoai'] == TO and not traces(tmp_path, {PHONE, SHOWN, TO, code})

    back = enter(sent, f' {code[:3]} {code[3:]} ').follow()
    assert SHOWN in back and not codes()[1:]
    page = send(form_of(back, '/viet'))
    typed = {'text': 'Xe máy chiếm hết lối đi.', 'pen_name': 'Người phố cổ'}
    form = form_of(page, '/kiem-tra')
    assert [value for value, _chosen, _name in form['shown_as'].options] == [BY_PEN_NAME]
    form['shown_as'].force_value(BY_NAME)
    refused = send(form, **typed)
    assert 'chỉ gửi được với bút danh' in refused and typed['text'] in refused
    page = send(form_of(refused, '/kiem-tra'), shown_as=BY_PEN_NAME, **typed)
    assert 'đã xác nhận số điện thoại' in page and 'VNeID' not in page.html.select_one(
        '.asking-form').text
    clock.pass_(seconds=10)
    page = send(form_of(page, '/xong'), consent_process='yes', consent_publish='yes')
    _case, contents = opened(cases, page)
    assert (contents.identity.name, contents.identity.level) == (SHOWN, BY_TELEPHONE)

    desk = f'/desk{HERE}/@@comments-public'
    waiting = visit('soxaydung-responder').get(desk)
    assert 'đã xác nhận bằng số điện thoại' in waiting and SHOWN in waiting
    act(waiting, 'keep').follow()
    act(visit('soxaydung-responder').get(desk), 'propose').follow()
    act(visit('soxaydung-head').get(desk), 'approve').follow()
    public = app.get(HERE)
    assert 'Người phố cổ' in public and not {SHOWN, TO, PHONE} & {
        each for each in (SHOWN, TO, PHONE) if each in public}
    assert 'Không phải tôi' in app.get(way.request.url)
    assert 'Không phải tôi' not in send(form_of(app.get(way.request.url), '/thoat')).follow()


def test_a_code_is_good_once_for_ten_minutes_in_the_browser_that_asked(
        way, codes, clock, app, environment, small_portal):
    sent = ask(way).follow()
    code, = codes()
    assert enter(sent, code).status_int == 303
    assert 'Xin lấy mã mới' in enter(sent, code), 'spent'

    app.reset()
    again = ask(way).follow()
    code = codes()[-1]
    app.reset()
    assert 'Xin lấy mã mới' in enter(again, code), 'another browser'

    late = ask(app.get(way.request.url)).follow()
    code = codes()[-1]
    clock.pass_(minutes=9, seconds=59)
    kept = interactions_of(small_portal)[CODES]
    forget(environment)
    transaction.begin()
    assert len(kept.codes) == 2
    clock.pass_(seconds=2)
    assert 'Xin lấy mã mới' in enter(late, code)
    forget(environment)
    transaction.begin()
    assert not kept.codes and kept.asked
    clock.pass_(hours=25)
    forget(environment)
    transaction.begin()
    assert not kept.codes and not kept.asked


def test_a_code_that_is_guessed_is_over_after_five_guesses(way, codes):
    sent = ask(way).follow()
    code, = codes()
    wrong = f'{(int(code) + 1) % 10 ** 6:06}'
    for typed in (wrong, '', 'mã', '²' * 6, code[:5])[:MOST_WRONG]:
        assert 'Mã không đúng' in enter(sent, typed)
    assert 'Xin lấy mã mới' in enter(sent, code)


def test_a_number_gets_three_codes_a_day_and_the_answer_tells_nobody(
        way, codes, app, clock, sms_gateway):
    pages = []
    for _each in range(4):
        app.reset()
        pages.append(ask(way).follow().html.select_one('.asking-form').text)
    assert len(set(pages)) == 1 and len(codes()) == 3
    app.reset()
    assert len(codes()) == 3 and ask(way, '0987654321').status_int == 303 and len(codes()) == 4
    clock.pass_(hours=24, seconds=1)
    app.reset()
    ask(app.get(way.request.url)).follow()
    assert len(codes()) == 5


def test_what_is_no_mobile_telephone_is_told_so_and_nobody_asks_without_end(
        way, codes, registry, monkeypatch):
    for number in ('', 'x', '024 3825 3536', '113', '0912', '0' * 30, '²' * 9):
        assert 'không phải số điện thoại di động' in ask(way, number) and not codes()
    monkeypatch.setitem(registry.getUtility(IThrottles).limits, 'telephone', Limit(8, 600))
    assert ask(way).status_int == 303
    assert 'nhiều người yêu cầu mã' in ask(way) and len(codes()) == 1


def test_without_a_gateway_or_a_row_there_is_no_telephone(
        way, codes, registry, small_portal, monkeypatch, app, clock):
    sent = ask(way).follow()
    code, = codes()
    known = Identity(SHOWN, 'a' * 32, BY_TELEPHONE, clock.now())
    rule = registry.getUtility(ISenderRule, name='dien-dan')
    pen = {'shown_as': BY_PEN_NAME}
    assert not rule.against(small_portal, known, pen, clock.now())
    rows = [PostWay(name='vneid', accepted=True, starts=local(clock.now()).date(), ends=None)]
    assert PostSenders(registry, rows).against(small_portal, known, pen, clock.now())

    monkeypatch.setattr(registry.getUtility(ISms), 'is_open', False)
    assert 'Xin lấy mã mới' in enter(sent, code)
    assert not app.get(way.request.url).html.find(id='so')
    assert 'Lúc này chưa' in ask(way)
