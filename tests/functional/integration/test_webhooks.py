"""Webhooks from the publication of a text to a receiver that answers, or does anything else."""
import json
from base64 import b64encode
from http.client import HTTPConnection

import pytest
import transaction
from hanoiportal.integration.deliveries import health
from hanoiportal.integration.deliveries.interfaces import (
    ACCEPTED,
    IReceivers,
    Receipt,
    Receiver,
)
from hanoiportal.integration.webhooks.signing import headers_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.events import ObjectModified, ObjectPublished, send
from hanoiportal.kernel.tree.schema import Schema
from hanoiportal.platform.http.interfaces import IHttp
from hanoiportal.platform.http.services import Http
from hanoiportal.platform.ledger.resource import get_or_create_ledger
from hanoiportal.platform.registers.interfaces import RowQuery
from hanoiportal.platform.registers.services import RegisterService


@pytest.fixture
def publish(editing, publishing, city_news):
    """``publish(name)``: a news item that is public; returns it."""
    def one(name='tin', place=None, **values):
        item = editing.add(place if place is not None else city_news, name, 'NewsItem', {
            'title': f'Tin {name}', 'summary': 'Tóm tắt', 'body': '<p>Nội dung</p>',
            **values}, 'test')
        publishing.publish(item, 'test')
        transaction.commit()
        return item

    return one


@pytest.fixture
def withdraw(publishing):
    """``withdraw(item)``: the public reads it no more."""
    def one(item):
        publishing.withdraw(item, 'test', why='Sai thông tin')
        transaction.commit()

    return one


def test_what_is_published_arrives_signed(delivering, receiver, publish, registry):
    delivering.connect()
    item = publish()
    content = content_database(registry)
    before = content.lastTransaction()
    assert delivering.look() == 1
    assert content.lastTransaction() == before  # where a receiver stands is kept elsewhere
    [(path, headers, body)] = receiver.asked
    told = json.loads(body)
    assert path == '/nhan' and told['type'] == 'item.published'
    assert told['data']['id'] == str(item.__oid__)
    assert told['data']['title'] == 'Tin tin' and told['data']['languages'] == ['vi']
    assert told['data']['address'].endswith('/tin-tuc-su-kien/tin')
    assert headers['User-Agent'].startswith('hanoiportal')
    assert list(receiver.copy) == [str(item.__oid__)]
    assert delivering.state.arrived == 1 and not delivering.state.waiting
    assert delivering.look() == 0


def test_what_was_public_before_is_not_told_unless_somebody_wishes(delivering, receiver, publish):
    old = publish('cu')
    delivering.connect()
    assert delivering.look() == 0
    delivering.service.send_all(delivering.portal, delivering.number, 'test')
    transaction.commit()
    delivering.until_still()
    assert list(receiver.copy) == [str(old.__oid__)]


def test_what_is_withdrawn_is_told_by_its_id_alone(delivering, receiver, publish, withdraw):
    delivering.connect()
    item = publish()
    delivering.look()
    withdraw(item)
    delivering.look()
    assert receiver.copy == {}
    assert set(json.loads(receiver.asked[-1][2])['data']) == {'id', 'number', 'as_of'}


def test_nothing_withdrawn_goes_out(delivering, receiver, publish, withdraw):
    delivering.connect()
    withdraw(publish())
    delivering.look()
    assert receiver.asked == [] and not delivering.kept.waiting


def test_only_what_the_subscription_is_about_is_told(
        delivering, receiver, publish, bavi, small_portal):
    delivering.connect(sections='tin-tuc-su-kien', topics='lũ lụt')
    publish('mot', keywords='Lũ lụt; mưa')
    publish('hai')
    publish('ba', bavi['tin-tuc-su-kien'], keywords='lũ lụt')
    delivering.look()
    assert sorted(each['title'] for each in receiver.copy.values()) == ['Tin ba', 'Tin mot']


def test_a_site_tells_of_itself_alone(delivering, receiver, publish, bavi):
    delivering.connect(bavi)
    publish('thanh-pho')
    publish('ba-vi', bavi['tin-tuc-su-kien'])
    delivering.look()
    assert [each['title'] for each in receiver.copy.values()] == ['Tin ba-vi']


def test_a_suspended_site_takes_its_items_away_and_brings_them_back(
        delivering, receiver, publish, bavi, registry):
    delivering.connect()
    item = publish('ba-vi', bavi['tin-tuc-su-kien'])
    delivering.look()
    for status, copied in (('suspended', []), ('active', [str(item.__oid__)])):
        bavi.status = status
        send(registry)(ObjectModified(bavi))
        transaction.commit()
        delivering.until_still()
        assert list(receiver.copy) == copied


@pytest.mark.parametrize('mood', ['failing', 'throttling', 'broken', 'garbage', 'lost', 'denying',
                                  'moved'])
def test_what_does_not_arrive_is_tried_again_with_the_same_key(
        delivering, receiver, publish, mood):
    delivering.connect()
    item = publish()
    receiver.moods = [mood]
    assert delivering.look() == 1 and delivering.outcomes() == ['later']
    assert delivering.look() == 0  # not at once
    if mood == 'throttling':
        assert delivering.look(minutes=119) == 0
    assert delivering.look(minutes=2) == 1
    assert list(receiver.copy) == [str(item.__oid__)]
    first, second = (each[1]['webhook-id'] for each in receiver.asked)
    assert first == second and len(receiver.keys) == 1
    assert receiver.asked[0][0] == receiver.asked[1][0]  # no redirect is followed


def test_the_contrary_of_what_may_have_arrived_has_another_key(
        delivering, receiver, publish, withdraw):
    delivering.connect()
    item = publish()
    receiver.moods = ['lost']
    delivering.look()
    withdraw(item)
    delivering.until_still()
    assert receiver.copy == {} and len(set(receiver.keys)) == 2


def test_a_correction_follows_what_may_have_arrived_and_never_goes_before(
        delivering, receiver, publish, registry):
    delivering.connect()
    item = publish()
    receiver.moods = ['lost']
    delivering.look()
    item.title = 'Tin sửa'
    send(registry)(ObjectPublished(item))
    transaction.commit()
    assert delivering.look() == 0  # the first try of the same item comes first
    delivering.until_still()
    assert [each['title'] for each in receiver.copy.values()] == ['Tin sửa']
    keys = [each[1]['webhook-id'] for each in receiver.asked]
    assert keys[0] == keys[1] != keys[2] and len(keys) == 3


def test_what_is_refused_is_a_dead_letter_until_somebody_sends_it_again(
        delivering, receiver, publish):
    delivering.connect()
    publish()
    receiver.moods = ['refusing']
    delivering.look()
    assert delivering.state.dead == 1 and not delivering.state.waiting
    [letter] = delivering.service.dead_letters(delivering.portal, delivering.number)
    assert letter.note == '422'
    assert delivering.service.replay(
        delivering.portal, delivering.number, letter.sequence, 'test') == 1
    transaction.commit()
    delivering.look()
    assert len(receiver.copy) == 1 and delivering.state.dead == 0
    assert receiver.keys == [letter.key]


def test_who_wants_no_more_is_not_asked_again(delivering, receiver, publish):
    delivering.connect()
    publish()
    receiver.mood = 'ended'
    delivering.look()
    assert (delivering.state.state, delivering.state.why_off) == ('off', 'ended')
    assert delivering.look(days=1) == 0


def test_a_hanging_receiver_holds_up_nobody_else(delivering, receiver, publish, monkeypatch):
    monkeypatch.setattr('hanoiportal.integration.webhooks.receiver.SECONDS', .2)
    delivering.connect()
    publish()
    receiver.mood = 'hanging'
    assert delivering.look() == 1 and delivering.outcomes() == ['later']


def test_an_answer_of_ten_gigabytes_is_not_read(delivering, receiver, publish):
    delivering.connect()
    publish()
    receiver.mood = 'slow-lie'
    assert delivering.look() == 1 and delivering.outcomes() == ['accepted']


def test_after_some_failures_the_receiver_is_left_alone_for_a_while(
        delivering, receiver, publish):
    delivering.connect()
    for number in range(9):
        publish(f'tin-{number}')
    receiver.mood = 'failing'
    assert delivering.look() == 5
    assert delivering.state.state == 'broken'
    assert delivering.look(seconds=10) == 0
    assert delivering.look(seconds=21) == 1  # it asks whether all is well again
    receiver.mood = 'well'
    delivering.until_still(minutes=10)
    assert len(receiver.copy) == 9 and delivering.state.state == 'well'


@pytest.mark.clause('28.2')
def test_who_is_silent_for_long_is_an_incident(delivering, receiver, publish, registry):
    delivering.connect()
    publish()
    receiver.mood = 'failing'
    for _round in range(10):
        delivering.look(minutes=3)
    registers = RegisterService(registry, lambda *asked: True, send(registry))

    def rows():
        transaction.begin()
        return registers.rows('incidents', delivering.portal, RowQuery()).items

    [row] = rows()
    assert row.values['kind'] == 'tich-hop' and 'Đối tác' in row.values['title']
    assert row.values['restored'] is None
    receiver.mood = 'well'
    delivering.until_still()
    [row] = rows()
    assert row.values['restored'] is not None


def test_who_runs_the_portal_is_told_of_what_the_operator_has_connected(
        delivering, publish, registry):
    def fail(environment, delivery):
        raise RuntimeError('no such field')

    registry.getUtility(IReceivers)['mau'] = Receiver(
        'mau', 'Mẫu', Schema(), lambda environment, item, delivery: {}, fail)
    made, _secrets = delivering.service.add(delivering.portal, 'mau', 'Mẫu', {}, 'test')
    delivering.service.switch(delivering.portal, made.number, True, 'test')
    publish()
    assert not health.check(registry, delivering.portal)
    for _round in range(6):
        delivering.look(minutes=3)
    assert health.check(registry, delivering.portal) == (
        'no answer from mau (RuntimeError)')
    assert health.position_of(delivering.portal) > 0
    delivering.look(days=4)
    for _round in range(9):
        delivering.look(hours=5)
    assert 'dead letters for mau' in health.check(registry, delivering.portal)


def test_addresses_inside_the_network_are_refused(delivering, receiver, publish, registry):
    delivering.connect()
    registry.registerUtility(Http('https://hanoi.test'), IHttp)
    publish()
    assert delivering.look() == 1
    assert receiver.asked == []
    [line] = delivering.service.tries(delivering.portal, delivering.number)
    assert (line.outcome, line.note) == ('later', 'inside')


def test_a_machine_inside_that_the_operator_has_named_is_told(
        delivering, receiver, publish, registry):
    named = receiver.at.removeprefix('http://')
    registry.registerUtility(Http('https://hanoi.test', inside=[named]), IHttp)
    delivering.connect()
    item = publish()
    assert delivering.look() == 1 and list(receiver.copy) == [str(item.__oid__)]
    assert not registry.getUtility(IHttp).may_send('http://127.0.0.1:1/nhan')


def test_a_trial_is_sent_also_while_the_connection_is_off(delivering, receiver):
    delivering.connect()
    delivering.service.switch(delivering.portal, delivering.number, False, 'test')
    delivering.service.try_out(delivering.portal, delivering.number, 'test')
    delivering.service.try_out(delivering.portal, delivering.number, 'test')
    transaction.commit()
    assert delivering.look() == 1 and receiver.trials == 1


def test_publishing_neither_reads_nor_writes_deliveries(
        delivering, publish, registry, city_news, editing, publishing):
    delivering.connect()
    interactions = content_database(registry).databases['interactions']
    item = editing.add(city_news, 'im', 'NewsItem', {'title': 'Tin', 'body': '<p>A</p>'}, 'test')
    transaction.commit()
    city_news._p_jar.get_connection('interactions').cacheMinimize()
    city_news._p_jar.get_connection('interactions').getTransferCounts(clear=True)
    before = _objects(interactions)
    publishing.publish(item, 'test')
    loads = city_news._p_jar.get_connection('interactions').getTransferCounts(clear=True)
    transaction.commit()
    assert _objects(interactions) == before
    assert loads == (0, 0)


def _objects(database):
    """Yield object ids and states of all records of ``database``."""
    return [(record.oid, record.data) for each in database.storage.iterator()
            for record in each]


def test_an_item_that_cannot_be_told_holds_up_no_other(delivering, publish, registry):
    told = []

    def tell(environment, item, delivery):
        if item is not None and item.__name__ == 'hong':
            raise AttributeError('no such field')
        return {}

    registry.getUtility(IReceivers)['mau'] = Receiver(
        'mau', 'Mẫu', Schema(), tell, lambda environment, delivery: (
            told.append(delivery.item), Receipt(ACCEPTED))[1])
    made, _secrets = delivering.service.add(delivering.portal, 'mau', 'Mẫu', {}, 'test')
    delivering.service.switch(delivering.portal, made.number, True, 'test')
    publish('hong')
    good = publish('lanh')
    delivering.look()
    assert told == [str(good.__oid__)]
    [line] = [each for each in delivering.service.tries(delivering.portal, made.number)
              if each.outcome != ACCEPTED]
    assert (line.outcome, line.note) == ('later', 'AttributeError')


def test_a_trial_whose_secrets_are_lost_ends(delivering, receiver):
    delivering.connect()
    delivering.service.switch(delivering.portal, delivering.number, False, 'test')
    delivering.kept.sealed = {'secret': b'x'}
    delivering.service.try_out(delivering.portal, delivering.number, 'test')
    transaction.commit()
    assert delivering.look() == 0
    assert not delivering.kept.waiting and delivering.state.why_off == 'secrets'


def test_what_is_taken_away_by_other_settings_has_another_key(delivering, receiver, publish):
    delivering.connect()
    publish(keywords='a')
    service, place = delivering.service, (delivering.portal, delivering.number)
    delivering.look()
    assert len(receiver.copy) == 1
    service.change(*place, 'Đối tác', {'address': receiver.at + '/nhan', 'topics': 'b'}, 'test')
    service.send_all(*place, 'test')
    transaction.commit()
    delivering.until_still()
    assert receiver.copy == {}


def test_after_a_restore_to_lesser_numbers_all_arrives_again(
        delivering, receiver, publish, registry):
    delivering.connect()
    item = publish()
    delivering.look()
    oid = str(item.__oid__)
    receiver.numbers[oid] = (receiver.numbers[oid][0], 10 ** 6)  # of the time that was lost
    receiver.copy[oid]['title'] = 'Tin của thời gian đã mất'
    get_or_create_ledger(delivering.portal).begin_epoch()
    transaction.commit()
    delivering.until_still()
    assert receiver.copy[oid]['title'] == 'Tin tin' and receiver.passed == []


SECRET, NOW_SENT = 'whsec_' + b64encode(b's' * 32).decode(), 1_795_600_000
TOLD = {'id': '7', 'number': 1, 'as_of': 'a-1', 'content_type': 'NewsItem', 'title': 'T',
        'summary': '', 'languages': ['vi'], 'address': 'https://hanoi.gov.vn/tin', 'site': {},
        'published': '2026-11-24T02:30:00+00:00', 'updated': '2026-11-24T02:30:00+00:00'}
RIGHT = {'type': 'item.published', 'timestamp': '2026-11-24T02:30:00+00:00', 'data': TOLD}


def message(**changed):
    return {**RIGHT, 'data': {**TOLD, **changed}}


def without(name):
    return {**RIGHT, 'data': {each: value for each, value in TOLD.items() if each != name}}


#: ``(what is said, what is signed or shown otherwise, the status)``.
REFUSED = [
    (RIGHT, {'seconds': NOW_SENT - 301}, 401), (RIGHT, {'seconds': NOW_SENT + 301}, 401),
    (RIGHT, {'secret': 'whsec_' + b64encode(b't' * 32).decode()}, 401),
    *((RIGHT, {name: value}, 401) for name in ('webhook-id', 'webhook-timestamp',
                                               'webhook-signature') for value in ('', 'x.y')),
    (RIGHT, {'webhook-id': 'khac'}, 401), (RIGHT, {'webhook-timestamp': str(NOW_SENT + 1)}, 401),
    (RIGHT, {'webhook-timestamp': '-1'}, 401),
    *((RIGHT, {'webhook-signature': mark}, 401) for mark in (
        'v2,' + 'A' * 44, 'v1,' + 'A' * 43 + '=', 'v1,é')),
    (RIGHT, {'Content-Type': 'text/plain'}, 415), (b'{', {}, 400), ([], {}, 400), ({}, {}, 400),
    ({**RIGHT, 'them': 1}, {}, 400), ({**RIGHT, 'type': 'item.shown'}, {}, 400),
    ({**RIGHT, 'data': []}, {}, 400), (message(body='<p>'), {}, 400), (without('title'), {}, 400),
    ({**RIGHT, 'type': 'item.removed'}, {}, 400), (message(id='bay'), {}, 422),
    (message(id=7), {}, 422), (message(title=''), {}, 422), (message(as_of=None), {}, 422),
    (message(address='http://hanoi.gov.vn/tin'), {}, 422)]


def test_the_receiver_of_the_tests_refuses(receiver):
    receiver.secret, receiver.now = SECRET, lambda: NOW_SENT

    def asked(said, secret=SECRET, seconds=NOW_SENT, **shown):
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        headers = {'Content-Type': 'application/json',
                   **headers_of([secret], 'khoa', seconds, body), **shown}
        line = HTTPConnection('127.0.0.1', receiver.server_port, timeout=5)
        line.request('POST', '/nhan', body, {
            name: value.encode() for name, value in headers.items()})
        status = line.getresponse().status
        line.close()
        return status

    for said, otherwise, status in REFUSED:
        assert asked(said, **otherwise) == status, (said, otherwise)
    assert receiver.keys == [] and len(receiver.refused) == len(REFUSED)
    assert asked(RIGHT) == 204 and asked(RIGHT, seconds=NOW_SENT - 300) == 204
    assert receiver.keys == ['khoa']
