"""Short messages of cases: for who agreed, without a word of the case, within a limit of cost."""
import http.client
import json
from dataclasses import replace

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.profiles import read_profiles
from hanoiportal.base.settings import ISettings
from hanoiportal.base.settingsfile import read_settings
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    MERGED,
    NOTE,
    REOPENED,
    SMS,
    STAFF,
    TAKEN,
    Sender,
    Submission,
)
from hanoiportal.platform.outbox.carrying import carry_due
from hanoiportal.platform.outbox.interfaces import IOutbox
from hanoiportal.platform.sms import services
from hanoiportal.platform.sms.health import check
from hanoiportal.platform.sms.interfaces import NEEDED, SYSTEM, ISms, Spent
from hanoiportal.platform.sms.services import Sms
from pyramid.registry import Registry
from servers.faults import FAULTS
from servers.smsgateway import KEY
from support.byte_search import traces
from support.mapped_profiles import MARK, renamed
from support.public_forms import QUESTION, form_of, opened, received, send
from support.typing_page import UNCLOSED

pytestmark = pytest.mark.filterwarnings(UNCLOSED)
PHONE, TO = '0912 345 678', '84912345678'
NOW = parse('2026-11-24T10:00')


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def own_settings(tmp_path, sms_gateway):
    (tmp_path / 'sms-key').write_text(f'{KEY}\n', encoding='utf-8')
    return {'zodbconn.uri.interactions': f'file://{tmp_path}/interactions.fs',
            'zodbconn.uri.keys': f'file://{tmp_path}/keys.fs',
            'portal.sms_gateway': f'{sms_gateway.address}/tin-nhan', 'portal.sms_day': '5',
            'portal.sms_key_file': str(tmp_path / 'sms-key'), 'portal.sms_month': '8'}


@pytest.fixture
def case(cases, bavi):
    """``case(phone, consents)``: a case that was received."""
    def made(phone=PHONE, consents=(SMS,), language='vi'):
        receipt = cases.receive(Submission(
            'question', str(bavi.__oid__), 'zqHộ chiếu', 'zqLàm hộ chiếu ở đâu?',
            sender=Sender(name='An', phone=phone), consents=frozenset(consents),
            language=language))
        transaction.commit()
        return cases.get(receipt.number)

    return made


@pytest.fixture
def happen(cases, environment, sms_gateway, clock):
    """``happen(case, kind)``: it happened, and the outbox has been carried out; the texts sent."""
    def done(case=None, kind=ANSWERED, wait=0, **values):
        if case is not None:
            cases.append(case, kind, actor='x', **values)
        transaction.commit()
        clock.pass_(seconds=wait)
        carry_due(environment)
        transaction.begin()
        return [each['noiDung'] for each in sms_gateway.sent.values()]

    return done


@pytest.fixture
def spent(registry, small_portal):
    def found():
        transaction.begin()
        return registry.getUtility(ISms).spent(small_portal)

    return found


def test_every_name_is_as_the_operator_maps_it(
        case, happen, sms_gateway, registry, tmp_path, monkeypatch):
    data = renamed(registry.getUtility(ISettings).data, 'sms.csv', tmp_path)
    profile = read_profiles(data / 'sms.csv', NEEDED)[SYSTEM]
    registry.registerUtility(Sms(registry, profile), ISms)
    monkeypatch.setattr(sms_gateway, 'mark', MARK)
    made = case()
    assert len(happen(made)) == 1


@pytest.mark.clause('4.3.a')
def test_who_agreed_is_told_by_a_message_with_the_code_and_the_page_alone(
        case, happen, sms_gateway, spent, tmp_path):
    made = case()

    text, = happen(made, ANSWERED, text='zqTại Công an xã.')

    assert text == f'Ho so {made.code} da co tra loi. Xem: https://hanoi.gov.vn/theo-doi'
    said, = sms_gateway.sent.values()
    assert said['dienThoai'] == TO and spent() == Spent(1, 1, 0)
    assert not traces(tmp_path, {TO, PHONE}), 'the number is in no file'
    assert len(happen()) == 1, 'once'


def test_who_asked_the_same_is_told_by_a_message_too(case, cases, happen):
    first, second = case(), case()
    cases.append(second, MERGED, actor='x', to=str(first.number))
    answered = happen(first, ANSWERED, text='zqTại Công an xã.')
    assert sorted(text.split(' ')[2] for text in answered) == sorted([first.code, second.code])
    assert all('da co tra loi' in text for text in answered)


def test_the_form_asks_for_consent_where_the_telephone_can_be_reached(
        app, small_portal, clock, cases):
    _case, contents = opened(cases, received(
        app, clock, consents=('process', 'sms'), text='Hỏi việc này?', phone=PHONE))
    assert SMS in contents.consents
    page = send(form_of(app.get(QUESTION)), text='Hỏi việc này?', phone='024 3825 3536')
    assert not page.html.select('[name=consent-sms]')


@pytest.mark.parametrize(('phone', 'consents', 'kind'), [
    (PHONE, (), ANSWERED), ('024 3825 3536', (SMS,), ANSWERED), ('', (SMS,), ANSWERED),
    (PHONE, (SMS,), TAKEN), (PHONE, (SMS,), NOTE)])
def test_who_did_not_agree_has_no_mobile_or_is_told_nothing_gets_none(
        case, happen, sms_gateway, phone, consents, kind):
    more = {'audience': STAFF, 'text': 'x'} if kind == NOTE else {}

    assert not happen(case(phone, consents), kind, **more) and not sms_gateway.asked


@pytest.mark.clause('4.3.a')
def test_who_agreed_ends_the_messages_on_the_page_of_the_case(
        app, small_portal, clock, cases, happen, visit, staff, sms_gateway):
    receipt = received(app, clock, consents=('process', 'sms'), text='Hỏi việc này?', phone=PHONE)
    made, _contents = opened(cases, receipt)
    secret = [each.text for each in receipt.html.select('.receipt code')]
    page = send(form_of(app.get('/theo-doi'), '/theo-doi'), ma=secret[0], khoa=secret[1]).follow()
    sms_gateway.moods = [500]
    happen(made)
    form = form_of(page, '/thoi-nhan-tin')

    page = send(form).follow()

    assert 'Thay đổi sự đồng ý' in page and 'thoi-nhan-tin' not in page
    assert send(form).follow().text.count('Thay đổi sự đồng ý') == 1
    transaction.begin()
    assert not happen(wait=3700), 'what waits is not sent either'
    assert not happen(cases.get(made.number), REOPENED)
    desk = visit('bavi-responder').get(f'/desk/sites/bavi/@@case?number={made.number}')
    assert 'Người gửi thay đổi sự đồng ý' in desk and 'nhận tin nhắn' not in desk


def test_in_english_it_is_english(case, happen):
    text, = happen(case(language='en'))
    assert text.startswith('Case ') and 'https://hanoi.gov.vn/english/theo-doi' in text


FAULTY = {
    **{name: [deed] for name, deed in FAULTS.items()}, 'loses the answer': ['break after'],
    'is busy twice': [503, 429], 'does all of it': ['break after', 500, 'lie']}


def test_after_every_fault_a_message_is_sent_once_and_counts_once(
        case, happen, sms_gateway, spent, monkeypatch, registry):
    sms = registry.getUtility(ISms)
    monkeypatch.setattr(sms, '_settings', replace(sms._settings, sms_day=99, sms_month=99))
    monkeypatch.setattr(services, 'SECONDS', .15)
    for number, (fault, moods) in enumerate(FAULTY.items(), 1):
        sms_gateway.moods, sms_gateway.asked = list(moods), 0
        happen(case())
        assert spent().month == number, f'{fault}: it counts while it waits'
        for _each in moods:
            happen(wait=3700)
        assert len(sms_gateway.sent) == spent().month == number, fault
        assert sms_gateway.asked == len(moods) + 1, fault


def test_a_message_is_given_up_after_a_day_and_has_cost_nothing(
        case, happen, sms_gateway, spent, registry, small_portal):
    sms_gateway.moods = [500] * 99
    happen(case())
    happen(wait=3700)
    happen(wait=23 * 3600)

    assert not sms_gateway.sent and spent() == Spent(0, 0, 0)
    assert not registry.getAdapter(small_portal, IOutbox).waiting()


def test_what_the_gateway_refuses_is_not_tried_again_and_costs_nothing(
        case, happen, sms_gateway, spent):
    sms_gateway.blocked = {TO}
    assert not happen(case()) and not happen(wait=3700)
    assert sms_gateway.asked == 1 and spent() == Spent(0, 0, 0)


def test_the_limits_of_day_and_month_stop_messages_and_the_health_check_tells_of_them(
        case, happen, sms_gateway, spent, registry, small_portal, clock):
    def told():
        transaction.begin()
        return check(registry, small_portal)

    for number in range(3):
        assert len(happen(case())) == number + 1
    assert told() == ''
    happen(case())
    assert told() == '4 of 5 messages of the day are spent'
    happen(case())
    happen(case())
    assert len(sms_gateway.sent) == 5 and spent() == Spent(5, 5, 1)
    assert told() == '5 of 5 messages of the day are spent; 1 were stopped this month'

    clock.pass_(days=1)
    for _each in range(4):
        happen(case())
    assert len(sms_gateway.sent) == 8 and spent() == Spent(3, 8, 2)
    assert told() == '8 of 8 messages of the month are spent; 2 were stopped this month'
    clock.pass_(days=10)
    assert spent() == Spent(0, 0, 0) and told() == ''


def test_an_erased_case_and_a_gateway_that_is_switched_off_send_nothing(
        case, happen, sms_gateway, registry, monkeypatch):
    sms_gateway.moods = [500]
    happen(case())
    monkeypatch.setattr(registry.getUtility(ISms), 'is_open', False)
    assert not happen(wait=3700) and not happen(case())
    assert sms_gateway.asked == 1


def test_a_gateway_without_https_ends_the_start():
    registry = Registry()
    registry.registerUtility(read_settings({
        'portal.sms_gateway': 'http://sms.hanoi.gov.vn/'}), ISettings)
    with pytest.raises(ValueError, match='https'):
        Sms(registry, None)


GOOD = {'dienThoai': TO, 'noiDung': 'Ho so HN-7K3P-9QXD da co tra loi.', 'maTin': 'a' * 32,
        'thuongHieu': 'UBND TP HN'}
REFUSED = [
    *({**GOOD, 'dienThoai': number} for number in (
        '', '0912345678', '+84912345678', '8491234567', '849123456789', '84212345678',
        '84912a4567', '８４912345678')),
    *({**GOOD, 'noiDung': text} for text in (
        '', '  ', 'Hồ sơ', 'a' * 161, 'a\x00', 'Xem https://evil.example/', 7, None)),
    *({**GOOD, 'maTin': token} for token in ('', 'a' * 31, 'Z' * 32, 5)),
    {**GOOD, 'thuongHieu': 'X'}, {**GOOD, 'them': 'x'}, {'dienThoai': TO}, {}, [GOOD], 'x']


def test_the_gateway_of_the_tests_refuses_what_a_gateway_refuses(sms_gateway):
    def ask(body, key=KEY, kind='application/json', method='POST'):
        line = http.client.HTTPConnection('127.0.0.1', sms_gateway.server_port, timeout=5)
        line.request(method, '/', json.dumps(body), {
            'Content-Type': kind, 'Authorization': f'Bearer {key}'})
        with line.getresponse() as answer:
            found = answer.status, json.loads(answer.read())['trangThai']
        line.close()
        return found

    assert {ask(each)[1] for each in REFUSED} == {'tu-choi'} and len(REFUSED) >= 20
    assert ask(GOOD, key='x')[0] == 401 and ask(GOOD, kind='text/plain')[0] == 415
    assert ask({'x': 'a' * 5000})[0] == 413 and ask(GOOD, method='GET')[0] == 405
    assert (ask(GOOD), ask(GOOD)) == ((200, 'tiep-nhan'), (200, 'da-co'))
