"""Figures of each day for the national monitoring system: sent once, corrected, refused, kept."""
import json
import random
from datetime import timedelta
from http.client import HTTPConnection

import pytest
import transaction
from hanoiportal.base.clock import ONE_DAY, local
from hanoiportal.integration.deliveries import figures as looking
from hanoiportal.integration.deliveries.interfaces import CannotConnect
from hanoiportal.integration.nationalmonitoring import receiver
from hanoiportal.oversight.visits.interfaces import Count
from hanoiportal.oversight.visits.sites import save_sites
from hanoiportal.platform.ledger.interfaces import ILedger
from servers.nationalmonitoring import DAY, LARGEST, TAKE, TOKEN, NationalMonitoring, lost
from support.pages import form_with

CODES = 'thanhpho HN-000\r\nbavi HN-001'


@pytest.fixture(scope='module')
def server():
    server = NationalMonitoring()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def national(server):
    server.reset()
    return server


@pytest.fixture
def connect(delivering, national):
    """``connect(**settings)``: the connection of the city, turned on."""
    def made(**settings):
        given = {'address': national.address, 'codes': CODES, 'token': TOKEN, **settings}
        return delivering.turn_on('emc', 'EMC', given)[0]

    return made


@pytest.fixture
def opened(small_portal, clock):
    """``opened(label, visits, pages, back)``: so many pages were opened, ``back`` days ago."""
    def saved(label, visits, pages, back=0):
        day = (local(clock.now()).date() - ONE_DAY * back).isoformat()
        save_sites(small_portal, {(day, label): Count(visits, pages)})
        transaction.commit()
        return day

    return saved


def figures(national):
    return {key: (said['luotTruyCap'], said['luotXemTrang'], said['noiDungDang'])
            for key, said in national.figures.items()}


@pytest.mark.clause('4.2.b/2')
def test_each_day_of_a_site_with_a_code_arrives_when_it_is_over_and_again_when_corrected(
        connect, delivering, national, opened, editing, publishing, bavi):
    made = connect()
    day = opened('', 3, 10)
    opened('bavi', 2, 5)
    item = editing.add(bavi['tin-tuc-su-kien'], 'tin', 'NewsItem', {
        'title': 'Tin', 'body': '<p>A</p>'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    delivering.look()
    assert national.figures == {}  # the day is not over
    delivering.look(days=1)
    assert figures(national) == {('HN-000', day): (3, 10, 0), ('HN-001', day): (2, 5, 1)}
    told = national.figures['HN-001', day]
    assert (told['diaChi'], told['tenDonVi'], told['loai']) == (
        'https://bavi.hanoi.gov.vn/', bavi.title, DAY)

    for _hour in range(4):  # it is sent once
        delivering.look(hours=1)
    assert len(national.asked) == 2 and TOKEN not in repr(made.settings)

    opened('bavi', 1, 1, back=1)  # a process saves late
    delivering.look(hours=1)
    assert figures(national)['HN-001', day] == (3, 6, 1)
    assert len(national.asked) == 3 and len(national.keys) == 3
    assert delivering.state.arrived == 3 and not delivering.kept.waiting


def test_nothing_but_figures_is_sent(connect, delivering, national, opened):
    connect()
    opened('', 1, 1)
    delivering.look(days=1)
    assert set(national.asked[0]) == {
        'maDonVi', 'ngay', 'luotTruyCap', 'luotXemTrang', 'noiDungDang', 'tenDonVi', 'diaChi',
        'loai', 'maGui'}
    assert not any('cookie' in name.lower() or 'forwarded' in name.lower()
                   for headers, _body in national.said for name in headers)


def test_public_pages_load_nothing_of_the_system(connect, browser):
    before = browser.get('/')
    connect()
    page = browser.get('/')
    assert page.headers['Content-Security-Policy'] == before.headers['Content-Security-Policy']
    assert 'Set-Cookie' not in page.headers and '127.0.0.1' not in page.text


def test_a_day_counts_from_one_o_clock_of_the_next(connect, delivering, national, opened, clock):
    connect()
    opened('', 1, 1)
    now = local(clock.now())
    night = now.replace(hour=0, minute=50, second=0) + timedelta(days=1)
    delivering.look(seconds=(night - now).total_seconds())
    assert national.figures == {}
    delivering.look(minutes=11)
    assert len(national.figures) == 2  # a site that nobody opened had a day of nought


def test_a_trial_says_nothing_of_figures(connect, delivering, national, opened):
    connect()
    opened('', 1, 1)
    delivering.service.try_out(delivering.portal, delivering.number, 'test')
    transaction.commit()
    delivering.look()
    assert [set(said) for said in national.asked] == [{'loai', 'maGui'}]


def test_all_is_sent_again_under_other_keys_and_days_before_counting_are_not(
        connect, delivering, national, opened):
    connect()
    opened('', 1, 1)
    delivering.look(days=1)
    delivering.service.send_all(delivering.portal, delivering.number, 'test')
    transaction.commit()
    delivering.look()
    assert len(national.asked) == len(national.keys) == 4 and len(national.figures) == 2


def test_after_a_restore_the_last_days_are_told_again(
        connect, delivering, national, opened, registry, small_portal):
    connect()
    opened('', 1, 1)
    delivering.look(days=1)
    registry.getAdapter(small_portal, ILedger).begin_epoch()
    transaction.commit()
    delivering.look()
    assert len(national.asked) == len(national.keys) == 4


def test_a_site_that_has_no_code_any_more_is_told_no_more(connect, delivering, national, opened):
    connect()
    opened('', 1, 1)
    national.moods = [says(503, b'')] * 2
    delivering.look(days=1)
    delivering.service.change(delivering.portal, delivering.number, 'EMC', {
        'address': national.address, 'codes': 'bavi HN-001'}, 'test')
    transaction.commit()
    delivering.until_still()
    assert {code for code, _day in national.figures} == {'HN-001'}
    assert not delivering.state.dead


def test_more_days_than_may_wait_are_told_in_the_end(
        connect, delivering, national, opened, monkeypatch):
    monkeypatch.setattr(looking, 'MOST_WAITING', 3)
    connect()
    opened('', 1, 1)
    delivering.look(days=6)
    assert len(national.asked) == 3
    for _look in range(4):
        delivering.look(seconds=2)
    assert len(national.asked) == len(national.figures) == 12


def test_codes_that_are_none_are_refused(connect):
    for codes in (
            '', 'bavi', 'bavi HN 001', 'bavi HN_001', 'bavi Mã', 'khong-co HN-1',
            'bavi HN-1\nbavi HN-2', 'bavi HN-1\nthanhpho HN-1', f'bavi {"x" * 41}'):
        with pytest.raises(CannotConnect) as refused:
            connect(codes=codes)
        assert set(refused.value.reasons) == {'codes'}, codes


def says(status, said, **headers):
    return lambda handler, _body: handler.say(status, said, **headers)


def hang_up(handler, _body):
    handler.close_connection = True


def test_every_name_is_as_the_operator_maps_it(connect, delivering, national, opened, mapped):
    mapped(national, receiver, 'national_monitoring.csv')
    connect()
    day = opened('', 3, 10)
    delivering.look(days=1)
    assert figures(national)['HN-000', day] == (3, 10, 0)
    assert set(delivering.outcomes()) == {'accepted'}


MISDEEDS = {
    'hangs up': (hang_up, 'later'), 'loses the answer': (lost, 'later'),
    'fails': (says(503, b''), 'later'), 'throttles': (says(429, b'', Retry_After='60'), 'later'),
    'no token': (says(401, b'{}'), 'later'), 'leads away': (says(302, b'', Location='/'), 'later'),
    'refuses': (says(422, b'{}'), 'refused'), 'no JSON': (says(200, b'OK'), 'later'),
    'a list': (says(200, []), 'later'), 'no outcome': (says(200, {}), 'later'),
    'another outcome': (says(200, {'trangThai': 'x'}), 'later'),
    'says no': (says(200, {'trangThai': 'tu-choi', 'lyDo': 'Mã'}), 'refused'),
    'says later': (says(200, {'trangThai': 'thu-lai'}), 'later'),
    'deep': (says(200, b'[' * 60_000), 'later'), 'too much': (says(200, b' ' * 70_000), 'later'),
    'packed': (says(200, b'x', Content_Encoding='gzip'), 'later')}


@pytest.mark.parametrize('misdeed', MISDEEDS)
def test_what_is_not_received_is_sent_again_or_kept_for_people(
        misdeed, connect, delivering, national, opened):
    connect(codes='thanhpho HN-000')
    opened('', 4, 9)
    mood, outcome = MISDEEDS[misdeed]
    national.moods = [mood]
    delivering.look(days=1)
    assert delivering.outcomes() == [outcome] and delivering.state.arrived == 0
    if outcome == 'refused':
        assert delivering.state.dead == 1
        delivering.service.replay(delivering.portal, delivering.number, None, 'test')
        transaction.commit()
    delivering.until_still()
    assert list(figures(national).values()) == [(4, 9, 0)] and len(national.keys) == 1
    assert delivering.state.dead == 0


def test_figures_arrive_through_random_faults(connect, delivering, national, opened):
    connect()
    chance, counted = random.Random(7), {}
    bad = [mood for mood, _outcome in MISDEEDS.values()]
    for _day in range(5):
        for label, code in (('', 'HN-000'), ('bavi', 'HN-001')):
            pages = chance.randrange(1, 50)
            day = opened(label, 1, pages)
            counted[code, day] = pages
        national.moods = chance.sample(bad, 3)
        delivering.look(days=1)
        if chance.random() < .6:  # a correction, while some wait
            day = opened('bavi', 0, 5, back=1)
            counted['HN-001', day] += 5
        delivering.look(minutes=11)
    national.moods = []
    for _round in range(3):
        delivering.until_still()
        delivering.service.replay(delivering.portal, delivering.number, None, 'test')
        transaction.commit()
        delivering.look(minutes=11)
    delivering.until_still()
    assert {key: pages for key, (_visits, pages, _news) in figures(national).items()
            if key in counted} == counted


def test_operators_read_in_the_desk_which_day_was_refused(
        connect, delivering, national, opened, visit):
    made = connect(codes='thanhpho HN-000')
    day = opened('', 1, 1)
    national.moods = [says(422, b'{}')]
    delivering.look(days=1)
    page = visit('vanhanh').get(f'/desk/@@connection?number={made.number}')
    text = page.html.main.get_text(' ', strip=True)
    assert f'HN-000_{day}' in text and 'Bị từ chối' in text and 'Nội dung đã gỡ' not in text
    assert TOKEN not in page.text
    assert not page.html.main.select('.outcomes a, table a')
    assert 'Nội dung đang công khai' not in text and 'đã qua kỳ gửi thì không' in text


def test_figures_that_were_refused_for_a_wrong_code_arrive_once_it_is_corrected(
        connect, delivering, national, opened, visit):
    made = connect(codes='thanhpho HN-404')
    day = opened('', 1, 1)
    delivering.look(days=1)
    operator, at = visit('vanhanh'), f'/desk/@@connection?number={made.number}'
    assert 'bên nhận không có mã này của trang (ô maDonVi)' in operator.get(at).text
    form = form_with(operator.get(at), 's.codes')
    form['s.codes'] = 'thanhpho HN-000'
    form.submit('act', value='change')
    form = next(each for each in operator.get(at).forms.values() if 'act' in each.fields and any(
        getattr(field, '_value', '') == 'replay' for field in each.fields['act']))
    assert 'Cổng lập lại 1 mục' in form.submit('act', value='replay').follow().text
    delivering.look(seconds=2)
    assert list(figures(national)) == [('HN-000', day)] and delivering.state.dead == 0
    form = form_with(operator.get(at), 'sure')
    assert 'đánh dấu vào ô xác nhận' in form.submit('act', value='all', status=422).text
    form['sure'] = 'yes'
    assert 'trừ mục đã qua kỳ gửi' in form.submit('act', value='all').follow().text


GOOD = {'loai': DAY, 'maGui': 'k', 'maDonVi': 'HN-000', 'ngay': '2026-11-24', 'luotTruyCap': 2,
        'luotXemTrang': 5, 'noiDungDang': 0, 'tenDonVi': 'Ba Vì',
        'diaChi': 'https://hanoi.gov.vn/'}
REFUSED = [
    ('/', GOOD, 404), (TAKE, b'{', 400), (TAKE, b'[]', 400),
    (TAKE, {**GOOD, 'ip': '1.2.3.4'}, 400),
    (TAKE, {**GOOD, 'maGui': None}, 400), (TAKE, {**GOOD, 'maGui': 'k k'}, 400),
    (TAKE, {**GOOD, 'loai': 'xoa'}, 400), (TAKE, {**GOOD, 'maDonVi': 'HN-999'}, 422),
    (TAKE, {**GOOD, 'maDonVi': 5}, 422), (TAKE, {**GOOD, 'ngay': '24/11/2026'}, 422),
    (TAKE, {**GOOD, 'ngay': '20261124'}, 422), (TAKE, {**GOOD, 'ngay': '2026-11-31'}, 422),
    (TAKE, {**GOOD, 'ngay': 7}, 422), (TAKE, {**GOOD, 'luotTruyCap': '2'}, 422),
    (TAKE, {**GOOD, 'luotTruyCap': -1}, 422), (TAKE, {**GOOD, 'luotTruyCap': True}, 422),
    (TAKE, {**GOOD, 'luotXemTrang': 1}, 422), (TAKE, {**GOOD, 'luotXemTrang': 5.5}, 422),
    (TAKE, {**GOOD, 'noiDungDang': None}, 422), (TAKE, {**GOOD, 'diaChi': 'http://a.vn'}, 422),
    (TAKE, {**GOOD, 'tenDonVi': ''}, 422), (TAKE, b' ' * (LARGEST + 1), 413)]


def test_the_server_of_the_tests_refuses(national):
    for path, said, status in REFUSED:
        assert asked(national, path, said, Authorization=f'Bearer {TOKEN}') == status
        assert national.figures == {}, path


def test_the_server_takes_what_is_right_from_who_has_the_token(national):
    assert asked(national, TAKE, GOOD) == 401
    assert asked(national, TAKE, GOOD, Authorization=f'Bearer {TOKEN}') == 200


def asked(national, path, said, **headers):
    connection = HTTPConnection('127.0.0.1', national.server_port, timeout=10)
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    connection.request('POST', path, body, {'Content-Type': 'application/json', **headers})
    status = connection.getresponse().status
    connection.close()
    return status
