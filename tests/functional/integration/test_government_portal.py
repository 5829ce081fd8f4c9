"""Delivery to the Government portal, from a publication to its receipt and its recall."""
import json
from http.client import HTTPConnection

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.integration.deliveries.interfaces import CannotConnect
from hanoiportal.integration.governmentportal import receiver
from servers.governmentportal import RECALL, TAKE, TOKEN, GovernmentPortal

NAME = 'cong-chinh-phu'


@pytest.fixture(scope='module')
def server():
    server = GovernmentPortal()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def government(server):
    server.reset()
    return server


@pytest.fixture
def connect(delivering, government):
    """``connect(**settings)``: the connection of the city, turned on."""
    def made(**settings):
        given = {'address': government.address + TAKE, 'recall': government.address + RECALL,
                 'sections': 'tin-tuc-su-kien', 'token': TOKEN, **settings}
        return delivering.turn_on(NAME, 'Chính phủ', given)[0]

    return made


@pytest.fixture
def publish(editing, publishing, city_news):
    """``publish(name, place)``: a news item that is public."""
    def one(name='tin', place=None, **values):
        item = editing.add(city_news if place is None else place, name, 'NewsItem', {
            'title': f'Tin {name}', 'summary': 'Tóm tắt', 'body': '<p>Nội dung</p>',
            'keywords': 'Giao thông', **values}, 'test')
        publishing.publish(item, 'test')
        transaction.commit()
        return item

    return one


@pytest.mark.clause('27.1')
@pytest.mark.clause('4.2.b/1')
def test_items_of_chosen_sections_arrive_with_a_receipt_and_are_recalled(
        connect, delivering, government, publish, publishing, bavi, small_portal):
    made = connect()
    item = publish()
    publish('ba-vi', bavi['tin-tuc-su-kien'])
    publish('khac', small_portal['thong-bao'] if 'thong-bao' in small_portal else next(
        each for each in small_portal.values() if 'NewsItem' in getattr(
            each, 'allowed_types', ()) and each.__name__ != 'tin-tuc-su-kien'))
    delivering.look()
    assert sorted(each['tieuDe'] for each in government.items.values()) == [
        'Tin ba-vi', 'Tin tin']
    told = government.items[str(item.__oid__)]
    assert told['duongDan'] == 'https://hanoi.gov.vn/tin-tuc-su-kien/tin'
    assert (told['noiDung'], told['loai'], told['tuKhoa']) == (
        '<p>Nội dung</p>', 'dang', ['Giao thông'])
    assert delivering.state.arrived == 2 and TOKEN not in repr(made.settings)

    publishing.withdraw(item, 'test', why='Sai thông tin')
    transaction.commit()
    delivering.look()
    assert [each['tieuDe'] for each in government.items.values()] == ['Tin ba-vi']
    path, recall = government.asked[-1]
    assert path == RECALL and set(recall) == {'id', 'loai', 'maGui', 'maTiepNhan'}


def test_a_trial_is_sent_before_anything_else(connect, delivering, government):
    connect()
    delivering.service.try_out(delivering.portal, delivering.number, 'test')
    transaction.commit()
    delivering.look()
    assert [said['loai'] for _path, said in government.asked] == ['thu']
    assert delivering.outcomes() == ['accepted']


def test_settings_without_a_section_or_with_one_that_is_not_there_are_refused(connect):
    for sections in ('', 'khong-co'):
        with pytest.raises(CannotConnect) as refused:
            connect(sections=sections)
        assert 'sections' in refused.value.reasons
    with pytest.raises(Refused):
        connect(address='ftp://x')


def test_the_token_does_not_follow_an_address_to_another_machine(
        connect, delivering, government):
    connect()
    kept = delivering.state.settings
    given = {'address': 'https://noi-khac.vn' + TAKE, 'sections': 'tin-tuc-su-kien'}
    change = (delivering.portal, delivering.number, 'Chính phủ')
    with pytest.raises(CannotConnect) as refused:
        delivering.service.change(*change, given, 'test')
    assert list(refused.value.reasons) == ['token'] and delivering.state.settings == kept
    delivering.service.change(*change, {**given, 'address': government.address + '/khac'}, 'test')
    delivering.service.change(*change, {**given, 'token': 'moi'}, 'test')


def says(status, said, **headers):
    return lambda handler: handler.say(status, said, **headers)


def hang_up(handler):
    handler.close_connection = True


def test_every_name_is_as_the_operator_maps_it(
        connect, delivering, government, publish, publishing, mapped):
    mapped(government, receiver, 'government_portal.csv')
    connect()
    item = publish()
    delivering.look()
    assert government.items[str(item.__oid__)]['tieuDe'] == 'Tin tin'
    publishing.withdraw(item, 'test', why='Sai thông tin')
    transaction.commit()
    delivering.look()
    assert government.items == {} and delivering.outcomes() == ['accepted'] * 2


MISDEEDS = {
    'hangs up': (hang_up, 'later'), 'fails': (says(503, b''), 'later'),
    'throttles': (says(429, b'', Retry_After='60'), 'later'),
    'no token': (says(401, b'{}'), 'later'),
    'leads away': (says(302, b'', Location='/x'), 'later'),
    'refuses': (says(422, b'{}'), 'refused'), 'no JSON': (says(200, b'OK'), 'later'),
    'a list': (says(200, []), 'later'), 'no outcome': (says(200, {'maTiepNhan': '1'}), 'later'),
    'no receipt': (says(200, {'trangThai': 'tiep-nhan'}), 'later'),
    'another outcome': (says(200, {'trangThai': 'x', 'maTiepNhan': '1'}), 'later'),
    'says no': (says(200, {'trangThai': 'tu-choi', 'lyDo': 'Trùng'}), 'refused'),
    'says later': (says(200, {'trangThai': 'thu-lai'}), 'later'),
    'deep': (says(200, b'[' * 60_000), 'later'), 'too much': (says(200, b' ' * 70_000), 'later'),
    'packed': (says(200, b'x', Content_Encoding='gzip'), 'later')}


@pytest.mark.parametrize('misdeed', MISDEEDS)
def test_what_is_not_received_is_sent_again_or_kept_for_people(
        misdeed, connect, delivering, government, publish):
    connect()
    publish()
    government.at[TAKE], outcome = MISDEEDS[misdeed]
    delivering.look()
    assert delivering.outcomes()[0] == outcome and delivering.state.arrived == 0
    government.at.clear()
    if outcome == 'refused':
        assert delivering.state.dead == 1
        delivering.service.replay(delivering.portal, delivering.number, None, 'test')
        transaction.commit()
    delivering.until_still()
    assert len(government.items) == 1 and delivering.state.dead == 0


GOOD = {'id': '1', 'loai': 'dang', 'maGui': 'k', 'tieuDe': 'Tin', 'duongDan': 'https://hanoi.vn/1',
        'ngayDang': '2026-11-24T08:00:00+07:00'}
REFUSED = [
    ('/', GOOD, 404), (TAKE, b'{', 400), (TAKE, b'[]', 400), (TAKE, {**GOOD, 'x': 1}, 400),
    (TAKE, {**GOOD, 'maGui': None}, 400), (TAKE, {**GOOD, 'loai': 'xoa'}, 400),
    (TAKE, {**GOOD, 'id': 1}, 400), (TAKE, {**GOOD, 'id': 'một'}, 400),
    (TAKE, {**GOOD, 'tieuDe': ''}, 422), (TAKE, {**GOOD, 'tieuDe': 'x' * 501}, 422),
    (TAKE, {**GOOD, 'tieuDe': 5}, 422), (TAKE, {**GOOD, 'tomTat': 'x' * 5001}, 422),
    (TAKE, {**GOOD, 'duongDan': 'http://hanoi.vn'}, 422), (TAKE, {**GOOD, 'duongDan': None}, 422),
    (TAKE, {**GOOD, 'ngayDang': '2026-11-24T08:00:00'}, 422),
    (TAKE, {**GOOD, 'ngayDang': '24/11/2026'}, 422), (TAKE, {**GOOD, 'ngayDang': 7}, 422),
    (TAKE, {**GOOD, 'tuKhoa': 'a'}, 422), (RECALL, {**GOOD, 'loai': 'thu-hoi'}, 400),
    (RECALL, {'id': '1', 'loai': 'thu-hoi', 'maGui': 'k', 'maTiepNhan': 'x'}, 422),
    (TAKE, b' ' * 2_000_001, 413)]


def test_the_server_of_the_tests_refuses(government):
    for path, said, status in REFUSED:
        connection = HTTPConnection('127.0.0.1', government.server_port, timeout=10)
        connection.putrequest('POST', path)
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        for name, value in {'Authorization': f'Bearer {TOKEN}', 'Content-Type': 'application/json',
                            'Content-Length': str(len(body))}.items():
            connection.putheader(name, value)
        connection.endheaders(body if len(body) < 1_000_000 else None)
        assert connection.getresponse().status == status, path
        connection.close()


def test_the_server_refuses_who_shows_no_token(government):
    connection = HTTPConnection('127.0.0.1', government.server_port, timeout=10)
    connection.request('POST', TAKE, json.dumps(GOOD), {'Content-Type': 'application/json'})
    assert connection.getresponse().status == 401
    connection.close()
