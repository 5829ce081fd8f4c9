"""Push messages of the app: emergencies, what is followed, cases; devices by the API."""
import json
from http.client import HTTPConnection

import pytest
import transaction
from hanoiportal.base.clock import ONE_DAY
from hanoiportal.editorial.emergencynotices.interfaces import OVER
from hanoiportal.editorial.emergencynotices.resource import add_notice
from hanoiportal.integration.deliveries import own
from hanoiportal.integration.mobileapp import receiver
from hanoiportal.integration.mobileapp.interfaces import DEVICES_WRITE, IAppDevices
from hanoiportal.integration.mobileapp.jobs import forget, look
from hanoiportal.integration.mobileapp.resource import KEY
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    MERGED,
    QUESTION,
    REOPENED,
    Sender,
    Submission,
)
from hanoiportal.platform.scheduling.interfaces import IOpening
from hanoiportal.platform.subscriptions.interfaces import BY_MAIL, CONFIRM
from hanoiportal.platform.subscriptions.sealing import PAGE
from servers.appgateway import DROP, LARGEST, PERSONAL, PUBLIC, TAKE, TOKEN, TRIAL, AppGateway
from support.subscribing import mailed, mailing_settings, subscriber_register
from support.systems import System, connected

own_settings, letters, register = mailing_settings, mailed, subscriber_register
DEVICE = 'thiet-bi-1'


@pytest.fixture(scope='module')
def server():
    server = AppGateway()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def gateway(server):
    server.reset()
    return server


@pytest.fixture
def connect(delivering, gateway):
    """``connect(**settings)``: the connection of the city, turned on."""
    return lambda **settings: delivering.turn_on('hanoiso', 'App', {
        'address': gateway.address, 'token': TOKEN, **settings})[0]


@pytest.fixture
def app_server(browser, registry, small_portal, staff):
    return System(browser, connected(registry, small_portal, (DEVICES_WRITE,), title='App')[1])


@pytest.fixture
def sent(cases, bavi):
    """A case that somebody sent."""
    receipt = cases.receive(Submission(
        QUESTION, str(bavi.__oid__), 'Hỏi đường', 'Đường Láng bao giờ xong?',
        sender=Sender('Nguyễn Thị Riêng', phone='0912 345 678')))
    transaction.commit()
    return receipt


@pytest.fixture
def subscriber(register, city_news, registry):
    """Somebody who follows the news of the city, confirmed."""
    subscriber, (asked,) = register.ask(
        [('section', str(city_news.__oid__))], 'doc@minh-hoa.example', 'vi', 0, 'a' * 32)
    register.confirm(register.code(
        subscriber, CONFIRM, str(asked.number), asked.nonce))
    transaction.commit()
    return subscriber


@pytest.fixture
def news(editing, publishing, city_news):
    """``news(name)``: an item that is public from now on."""
    def published(name, title='Mưa lớn'):
        item = editing.add(
            city_news, name, 'NewsItem', {'title': title, 'body': '<p>A</p>'}, 'test')
        publishing.publish(item, 'test')
        transaction.commit()
        return item

    return published


@pytest.fixture
def raised(small_portal, clock):
    """``raised(item)``: a notice of it is in force."""
    def one(item):
        notice = add_notice(small_portal, item.__oid__, clock.now() + ONE_DAY, clock.now(), 'test',
                            'Bão')
        transaction.commit()
        return notice

    return one


@pytest.fixture
def looked(registry):
    """``looked()``: the job has looked at the notices."""
    def once():
        with registry.getUtility(IOpening)('test') as opened:
            look(opened)

    return once


def code_of(register, subscriber, clock):
    until = int(clock.now().timestamp()) + 3600
    return register.code(subscriber, PAGE, str(until))


@pytest.mark.clause('4.3.d')
def test_an_emergency_is_told_to_all_at_once_and_taken_back_at_its_end(
        connect, delivering, gateway, news, raised, looked, clock):
    connect()
    item = news('tin')
    delivering.look()
    assert gateway.shown == {}  # an item is not an emergency
    notice = raised(item)
    looked()
    delivering.look(seconds=40)
    [told] = gateway.shown.values()
    assert told == {
        'maGui': told['maGui'], 'loai': PUBLIC, 'maNoiDung': str(item.__oid__),
        'chuDe': 'toan-thanh-pho', 'tieuDe': 'Mưa lớn', 'khan': True,
        'lienKet': 'https://hanoi.gov.vn/tin-tuc-su-kien/tin'}
    asked = len(gateway.asked)
    looked()
    delivering.look(seconds=40)
    assert len(gateway.asked) == asked

    notice.end(OVER, clock.now(), 'test')
    transaction.commit()
    looked()
    delivering.look(seconds=40)
    assert gateway.shown == {} and gateway.asked[-1]['loai'] == DROP


def test_items_of_chosen_sections_go_to_the_topic_of_their_site(
        connect, delivering, gateway, editing, publishing, bavi):
    connect(sections='tin-tuc-su-kien')
    item = editing.add(bavi['tin-tuc-su-kien'], 'tin', 'NewsItem', {
        'title': 'Cắt điện', 'body': '<p>A</p>'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    delivering.look()
    [told] = gateway.shown.values()
    assert (told['chuDe'], told['khan']) == ('trang-bavi', False)
    delivering.service.try_out(delivering.portal, delivering.number, 'test')
    transaction.commit()
    delivering.look()
    assert gateway.asked[-1]['loai'] == TRIAL


def test_who_follows_by_the_app_is_told_there_and_by_mail_when_no_device_is_left(
        connect, delivering, gateway, app_server, register, subscriber, news, letters,
        clock):
    connect()
    made = app_server.ask('POST', '/devices', {
        'device': DEVICE, 'about': 'subscription',
        'subscription': code_of(register, subscriber, clock)}, 201).json
    news('mot')
    assert not [mail for mail in letters() if 'Mưa lớn' in str(mail)]
    delivering.look()
    [told] = gateway.personal
    assert (told['loai'], told['thietBi']) == (PERSONAL, [DEVICE])
    assert told['tieuDe'].startswith('Mưa lớn') and told['lienKet'].endswith('/mot')
    assert 'minh-hoa' not in json.dumps(gateway.asked)

    app_server.ask('DELETE', f'/devices/{made["id"]}', status=204)
    app_server.ask('DELETE', f'/devices/{made["id"]}', status=404)
    transaction.begin()
    assert subscriber.channel == BY_MAIL
    news('hai', 'Nắng')
    assert letters()


def test_a_case_is_told_by_a_title_and_a_link_and_not_when_it_is_late_or_gone(
        connect, delivering, gateway, app_server, cases, sent, small_portal, environment, visit):
    made = connect()
    app_server.ask('POST', '/devices', {
        'device': DEVICE, 'about': 'case', 'case': sent.code, 'secret': sent.secret}, 201)
    transaction.begin()
    assert DEVICE.encode() not in interactions_of(small_portal)[KEY].devices.values()[0].sealed

    def happens(kind):
        transaction.begin()
        cases.append(cases.get(sent.number), kind, text='Xong.', actor='test',
                     site=cases.get(sent.number).site)
        transaction.commit()

    happens(ANSWERED)
    gateway.moods = [lambda handler, body: handler.say(503, {'trangThai': 'thu-lai'})]
    delivering.look()
    delivering.look(minutes=10)
    [told] = gateway.personal
    assert set(told) == {'maGui', 'loai', 'thietBi', 'tieuDe', 'lienKet', 'hetHan'}
    assert (told['tieuDe'], told['lienKet']) == (
        'Hồ sơ đã gửi có cập nhật', 'https://hanoi.gov.vn/theo-doi')
    assert sent.code not in json.dumps(gateway.asked)
    assert f'hs-{sent.number}' not in json.dumps(gateway.asked)
    page = visit('vanhanh').get(f'/desk/@@connection?number={made.number}')
    assert 'Tin gửi riêng một người' in page and f'hs-{sent.number}' not in page
    happens(REOPENED)
    delivering.look(days=2)
    assert len(gateway.personal) == 1 and not delivering.kept.waiting
    forget(environment)
    transaction.begin()
    assert interactions_of(small_portal)[KEY].devices


def test_who_asked_the_same_is_told_by_the_app_too(
        connect, delivering, gateway, app_server, cases, sent):
    connect()
    app_server.ask('POST', '/devices', {
        'device': DEVICE, 'about': 'case', 'case': sent.code, 'secret': sent.secret}, 201)
    transaction.begin()
    asked = cases.get(sent.number)
    other = cases.get(cases.receive(Submission(
        QUESTION, asked.site, 'Hỏi đường', 'Đường Láng?')).number)
    cases.append(asked, MERGED, to=str(other.number), actor='test', site=asked.site)
    transaction.commit()
    delivering.look()
    assert not gateway.personal
    transaction.begin()
    cases.append(cases.get(other.number), ANSWERED, text='Tháng 12.', actor='test',
                 site=asked.site)
    transaction.commit()
    delivering.look()
    [told] = gateway.personal
    assert told['thietBi'] == [DEVICE]


def test_what_is_given_up_is_sent_again_and_what_finds_no_room_goes_by_mail(
        connect, delivering, gateway, app_server, register, subscriber, news, letters, clock,
        monkeypatch):
    connect()
    app_server.ask('POST', '/devices', {
        'device': DEVICE, 'about': 'subscription',
        'subscription': code_of(register, subscriber, clock)}, 201)
    news('mot')
    assert not letters()
    gateway.moods = [lambda handler, body: handler.say(200, {'trangThai': 'tu-choi'})]
    delivering.look()
    assert not gateway.personal and delivering.state.dead == 1
    assert delivering.service.replay(delivering.portal, delivering.number, None, 'test') == 1
    transaction.commit()
    delivering.look()
    assert len(gateway.personal) == 1 and delivering.state.dead == 0

    monkeypatch.setattr(own, 'MOST_WAITING', 0)
    news('hai', 'Nắng')
    assert letters()


def test_old_news_rings_on_no_telephone_again_and_an_emergency_does(
        connect, delivering, gateway, news, raised, looked):
    connect(sections='tin-tuc-su-kien')
    old, bad = news('cu'), news('bao', 'Bão')
    delivering.look()
    assert len(gateway.asked) == 2
    raised(bad)
    looked()
    delivering.look(hours=23)
    del gateway.asked[:]
    delivering.service.send_all(delivering.portal, delivering.number, 'test')
    transaction.commit()
    delivering.look(minutes=61)
    delivering.until_still(minutes=1)
    assert {each['maNoiDung'] for each in gateway.asked} == {str(bad.__oid__)}
    assert str(old.__oid__) in gateway.shown  # it stays where it was shown


def test_what_opens_nothing_registers_nothing_and_is_refused_alike(
        app_server, sent, register, subscriber, clock, system, registry, bavi, browser,
        small_portal):
    good = {'device': DEVICE, 'about': 'case', 'case': sent.code, 'secret': sent.secret}
    code = code_of(register, subscriber, clock)
    refused = [app_server.ask('POST', '/devices', given, 422).json['errors'] for given in (
        {**good, 'secret': 'SAI1-SAI2'}, {**good, 'case': 'HN-0000-0000'})]
    assert refused[0] == refused[1]
    for given in ({**good, 'about': 'x'}, {**good, 'device': ''}, {**good, 'device': 'ế'}, {
            'device': DEVICE, 'about': 'subscription', 'subscription': code[:-1] + '!'},
            {'device': DEVICE, 'about': 'subscription'}):
        app_server.ask('POST', '/devices', given, 422)
    system.ask('POST', '/devices', good, 403)
    other = registry.getAdapter(small_portal, IAppDevices)
    assert other.told_of('case', sent.number) == []
    for _time in range(2):  # the same device is one
        app_server.ask('POST', '/devices', good, 201)
    transaction.begin()
    assert len(registry.getAdapter(small_portal, IAppDevices).told_of('case', sent.number)) == 1
    theirs = System(browser, connected(
        registry, small_portal['sites']['soxaydung'], (DEVICES_WRITE,), title='Khác')[1])
    assert theirs.ask('POST', '/devices', good, 422).json['errors'] == refused[0]


def test_every_name_is_as_the_operator_maps_it(connect, delivering, gateway, news, mapped):
    mapped(gateway, receiver, 'mobile_app.csv')
    connect(sections='tin-tuc-su-kien')
    item = news('tin')
    delivering.look()
    assert gateway.shown[str(item.__oid__)]['tieuDe'] == 'Mưa lớn'
    assert delivering.outcomes() == ['accepted']


GOOD = {'maGui': 'k', 'loai': PUBLIC, 'maNoiDung': '5', 'chuDe': 'toan-thanh-pho', 'khan': True,
        'tieuDe': 'Mưa', 'lienKet': 'https://hanoi.gov.vn/a'}
OWN = {'maGui': 'k', 'loai': PERSONAL, 'thietBi': ['a'], 'tieuDe': 'Mưa',
       'lienKet': 'https://hanoi.gov.vn/a', 'hetHan': '2026-11-30T00:00:00+00:00'}
REFUSED = [
    ('/', GOOD, 404), (TAKE, b'{', 400), (TAKE, b'[]', 400), (TAKE, {**GOOD, 'ten': 'A'}, 400),
    (TAKE, {**GOOD, 'maGui': None}, 400), (TAKE, {**GOOD, 'maGui': 'k k'}, 400),
    (TAKE, {**GOOD, 'loai': 'xoa'}, 400), (TAKE, {**GOOD, 'thietBi': ['a']}, 422),
    (TAKE, {**GOOD, 'chuDe': 'Toàn thành phố'}, 422), (TAKE, {**GOOD, 'khan': 'co'}, 422),
    (TAKE, {**GOOD, 'tieuDe': ''}, 422), (TAKE, {**GOOD, 'tieuDe': 'x' * 501}, 422),
    (TAKE, {**GOOD, 'tieuDe': 'a\nb'}, 422), (TAKE, {**GOOD, 'lienKet': 'javascript:a'}, 422),
    (TAKE, {**GOOD, 'lienKet': 'https://hanoi.gov.vn/a b'}, 422),
    (TAKE, {**GOOD, 'maNoiDung': 5}, 422), (TAKE, {**OWN, 'thietBi': []}, 422),
    (TAKE, {**OWN, 'thietBi': ['a', 'a']}, 422), (TAKE, {**OWN, 'thietBi': 'a'}, 422),
    (TAKE, {**OWN, 'thietBi': list('abcdefghijk')}, 422), (TAKE, {**OWN, 'hetHan': ''}, 422),
    (TAKE, {**OWN, 'hetHan': '2026-11-30T00:00:00'}, 422),
    (TAKE, {**OWN, 'chuDe': 'toan-thanh-pho'}, 422), (TAKE, b' ' * (LARGEST + 1), 413)]


def test_the_server_of_the_tests_refuses_what_is_wrong_and_takes_what_is_right(gateway):
    for path, said, status in REFUSED:
        assert status_of(gateway, path, said) == status, said
    assert status_of(gateway, TAKE, GOOD, Authorization='Bearer x') == 401
    assert gateway.asked == []
    assert [status_of(gateway, TAKE, each) for each in (GOOD, {**OWN, 'maGui': 'l'})] == [200, 200]


def status_of(gateway, path, said, **headers):
    connection = HTTPConnection('127.0.0.1', gateway.server_port, timeout=10)
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    connection.request('POST', path, body, {
        'Content-Type': 'application/json', 'Authorization': f'Bearer {TOKEN}', **headers})
    status = connection.getresponse().status
    connection.close()
    return status
