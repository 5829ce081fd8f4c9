"""Messages to the city's integration platform: token, certificates, receipt, recall, service."""
import base64
import json
import re
import ssl
from dataclasses import replace
from functools import partial
from http.client import HTTPSConnection

import pytest
import transaction
from hanoiportal.base.clock import local, shown_date
from hanoiportal.base.profiles import read_profiles
from hanoiportal.base.settings import ISettings
from hanoiportal.integration.deliveries import health
from hanoiportal.integration.deliveries.interfaces import CannotConnect
from hanoiportal.integration.deliveries.words import why
from hanoiportal.integration.lgsp import bodies, certificate, jobs, receiver
from hanoiportal.integration.lgsp import health as codes_health
from hanoiportal.integration.lgsp.resource import reading_of
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.platform.scheduling.jobs import Job
from hanoiportal.platform.scheduling.scheduler import run_job
from servers.lgsp import BODIES, OWN, REGISTER, SECRET, TAKE, TOKEN, USER, Platform
from support.mapped_profiles import MARK, renamed

NAME = 'lgsp'


@pytest.fixture(scope='module')
def server(tmp_path_factory):
    server = Platform(tmp_path_factory.mktemp('lgsp'))
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def platform(server):
    server.reset()
    return server


@pytest.fixture
def know(registry):
    """``know(server)``: have its certificates in the settings."""
    before = registry.getUtility(ISettings)

    def given(server, **others):
        registry.registerUtility(replace(before, **{
            'lgsp_certificate': str(server.certificate), 'lgsp_authority': str(server.authority),
            **others}), ISettings)

    yield given
    registry.registerUtility(before, ISettings)


@pytest.fixture
def connect(delivering, platform, know):
    """``connect(**settings)``: the connection of the city, turned on."""
    def made(to=platform, **settings):
        know(to)
        given = {'token_address': to.address + TOKEN, 'address': to.address + TAKE,
                 'register': to.address + REGISTER, 'user': USER, 'secret': SECRET, **settings}
        return delivering.turn_on(NAME, 'LGSP', given)[0]

    return made


@pytest.fixture
def publish(editing, publishing, city_news):
    """``publish(name)``: a news item that is public."""
    def one(name='tin', place=None, content='NewsItem', **values):
        item = editing.add(city_news if place is None else place, name, content, {
            'title': f'Tin {name}', 'summary': 'Tóm tắt', **(values or {
                'body': '<p>Nội dung</p>'})}, 'test')
        publishing.publish(item, 'test')
        transaction.commit()
        return item

    return one


@pytest.mark.clause('31.2')
def test_what_is_public_is_published_by_token_and_certificate_and_recalled(
        connect, delivering, platform, publish, publishing, small_portal):
    made = connect()
    item = publish()
    document = publish('', small_portal['van-ban-qppl'], 'LegalDocument', issued='2026-11-02',
                       number='12/2026/QĐ-UBND', kind='quyet-dinh-cua-ubnd-qppl', secrecy='khong',
                       issuer='Ủy ban nhân dân thành phố Hà Nội', signer='Trần Văn A',
                       signer_position='Chủ tịch', full_text='Điều 1. Chợ.', status='con',
                       effective='2026-11-12')
    delivering.look()
    told = platform.items[str(item.__oid__)]
    assert (told['loai'], told['duongDan'], told['noiDung']) == (
        'tin-bai', 'https://hanoi.gov.vn/tin-tuc-su-kien/tin', '<p>Nội dung</p>')
    facts = platform.items[str(document.__oid__)]['vanBan']
    assert (facts['soKyHieu'], facts['ngayBanHanh'], facts['toanVan']) == (
        '12/2026/QĐ-UBND', '2026-11-02', 'Điều 1. Chợ.')
    assert platform.given == 1 and SECRET not in repr(made.settings)

    publishing.withdraw(item, 'test', why='Sai thông tin')
    transaction.commit()
    delivering.look()
    assert list(platform.items) == [str(document.__oid__)]
    assert set(platform.asked[-1][1]['duLieu']) == {'id', 'maTiepNhan'}
    assert [each.outcome for each in delivering.service.tries(delivering.portal, made.number)] == [
        'accepted'] * 3


@pytest.mark.clause('5.1/2')
@pytest.mark.clause('31.2')
def test_a_trial_registers_the_api_by_its_description(
        connect, delivering, platform, browser):
    connect(called='https://hanoi.gov.vn:8444/')
    delivering.service.try_out(delivering.portal, delivering.number, 'test')
    transaction.commit()
    delivering.look()
    service, = platform.services
    assert (service['diaChi'], service['phienBan']) == ('https://hanoi.gov.vn:8444/api/v1', 'v1')
    path = service['diaChiMoTa'].removeprefix('https://hanoi.gov.vn:8444')
    described = browser.get(path).json
    assert described['openapi'].startswith('3.1') and delivering.outcomes() == ['accepted']


def test_a_token_that_holds_no_longer_is_renewed_once(connect, delivering, platform, publish):
    connect()
    publish()
    delivering.look()
    platform.tokens.clear()
    publish('hai')
    delivering.look()
    assert len(platform.items) == 2 and platform.given == 2

    platform.at[TAKE] = lambda handler: handler.say(401, {'code': '900901'})
    publish('ba')
    delivering.look()
    assert platform.given == 3  # not again and again
    assert delivering.outcomes()[0] == 'later' and why(delivering.state.note) == (
        'bên nhận không cấp hoặc không công nhận mã truy cập')
    platform.at.clear()
    delivering.until_still()
    assert len(platform.items) == 3


def test_a_wrong_secret_gives_no_token_and_says_so(connect, delivering, platform, publish):
    connect(secret='sai')
    publish()
    delivering.look()
    assert (platform.given, platform.asked) == (0, [])
    last = delivering.service.tries(delivering.portal, delivering.number)[0]
    assert (last.outcome, last.status, last.note) == ('later', 401, 'token')


def test_a_revoked_certificate_is_told_at_the_desk_and_to_who_runs_the_portal(
        connect, delivering, publish, registry, know, tmp_path):
    revoking = Platform(tmp_path / 'other')
    try:
        connect(revoking)
        publish()
        delivering.look()
        assert len(revoking.items) == 1
        revoking.revoke()
        publish('hai')
        for _round in range(5):
            delivering.look(minutes=4)
        assert why(delivering.state.note) == 'máy chủ từ chối chứng thư của Cổng'
        assert health.check(registry, delivering.portal) == 'no answer from lgsp (certificate)'
        know(revoking, lgsp_certificate=str(tmp_path / 'none.pem'))
        delivering.look(hours=1)
        assert delivering.state.note == 'certificate'
    finally:
        revoking.shutdown()
        revoking.server_close()


def test_the_certificate_is_watched(registry, know, platform, clock):
    assert certificate.check(registry, None) == ''
    know(platform)
    days = (certificate.ends(platform.certificate) - clock.now()).days
    assert certificate.check(registry, None) == ('' if days >= 30 else (
        f'the certificate for LGSP ends in {days} days'))
    clock.pass_(days=days - 29)
    assert certificate.check(registry, None).endswith(' ends in 29 days')
    know(platform, lgsp_certificate=str(platform.authority))  # without a key
    assert certificate.check(registry, None).startswith('the certificate for LGSP cannot be read')


def test_addresses_without_tls_and_sections_that_are_not_there_are_refused(connect):
    for name, value in (('token_address', 'http://lgsp.test/token'), ('sections', 'khong-co'),
                        ('register', 'http://lgsp.test/dich-vu')):
        with pytest.raises(CannotConnect) as refused:
            connect(**{name: value})
        assert name in refused.value.reasons


def test_a_platform_that_another_authority_vouches_for_is_told_nothing(
        connect, delivering, platform, publish, know):
    connect()
    know(platform, lgsp_authority='')
    publish()
    delivering.look()
    assert (platform.given, delivering.state.note) == (0, 'tls')


def says(status, said, **headers):
    return lambda handler: handler.say(status, said, **headers)


def test_every_name_is_as_the_operator_maps_it(connect, delivering, platform, publish, mapped):
    mapped(platform, receiver, 'lgsp.csv', lambda _profile: lambda *_asked: [])
    connect()
    item = publish()
    delivering.service.try_out(delivering.portal, delivering.number, 'test')
    transaction.commit()
    delivering.until_still()
    assert platform.items[str(item.__oid__)]['tieuDe'] == 'Tin tin'
    assert len(platform.services) == 1 and set(delivering.outcomes()) == {'accepted'}


MISDEEDS = {
    'fails': (TAKE, says(503, b''), 'later'), 'not subscribed': (TAKE, says(403, {}), 'later'),
    'throttles': (TAKE, says(429, b'', Retry_After='60'), 'later'),
    'leads away': (TAKE, says(302, b'', Location='/x'), 'later'),
    'refuses': (TAKE, says(422, {'fault': {'message': 'Sai mẫu'}}), 'refused'),
    'a proxy refuses': (TAKE, says(400, b'<html>'), 'later'),
    'no JSON': (TAKE, says(200, b'OK'), 'later'), 'a list': (TAKE, says(200, []), 'later'),
    'no receipt': (TAKE, says(200, {'trangThai': 'tiep-nhan'}), 'later'),
    'another outcome': (TAKE, says(200, {'trangThai': 'x', 'maTiepNhan': '1'}), 'later'),
    'says no': (TAKE, says(200, {'trangThai': 'tu-choi', 'lyDo': 'Trùng'}), 'refused'),
    'deep': (TAKE, says(200, b'[' * 60_000), 'later'),
    'too much': (TAKE, says(200, b' ' * 70_000), 'later'),
    'no token': (TOKEN, says(200, {}), 'later'), 'token fails': (TOKEN, says(500, b''), 'later'),
    'a token of lines': (TOKEN, says(200, {'access_token': 'a\r\nb: c'}), 'later'),
    'a token too long': (TOKEN, says(200, {'access_token': 'a' * 5000}), 'later')}


@pytest.mark.parametrize('misdeed', MISDEEDS)
def test_what_is_not_received_is_sent_again_or_kept_for_people(
        misdeed, connect, delivering, platform, publish):
    connect()
    publish()
    path, answer, outcome = MISDEEDS[misdeed]
    platform.at[path] = answer
    delivering.look()
    assert delivering.outcomes()[0] == outcome and delivering.state.arrived == 0
    platform.at.clear()
    if outcome == 'refused':
        assert delivering.state.dead == 1
        delivering.service.replay(delivering.portal, delivering.number, None, 'test')
        transaction.commit()
    delivering.until_still()
    assert len(platform.items) == 1 and delivering.state.dead == 0


def test_the_page_of_nginx_on_a_certificate_is_understood(connect, delivering, platform, publish):
    connect()
    publish()
    platform.at[TAKE] = says(400, b'<center>The SSL certificate error</center>')
    delivering.look()
    assert (delivering.outcomes(), delivering.state.note) == (['later'], 'certificate')


DATA = {'id': '1', 'tieuDe': 'Tin', 'duongDan': 'https://hanoi.vn/1',
        'ngayDang': '2026-11-24T08:00:00+07:00'}
GOOD = {'maBanTin': 'k', 'loaiBanTin': 'cong-bo', 'maDonVi': OWN,
        'thoiGian': '2026-11-24T08:00:00+07:00', 'duLieu': DATA}
SERVICE = {'ten': 'Cổng', 'phienBan': 'v1', 'diaChi': 'https://a.vn/api', 'diaChiMoTa':
           'https://a.vn/api/openapi.json'}
FORM = 'application/x-www-form-urlencoded'
BASIC = 'Basic ' + base64.b64encode(f'{USER}:{SECRET}'.encode()).decode()


def data(**changed):
    return {**GOOD, 'duLieu': {**DATA, **changed}}


def service(**changed):
    return {**GOOD, 'loaiBanTin': 'dang-ky-dich-vu', 'dichVu': {**SERVICE, **changed}}


REFUSED = [
    ('/', GOOD, {}, 404), (TOKEN, b'grant_type=client_credentials', {'Content-Type': FORM}, 401),
    (TOKEN, b'grant_type=password', {'Content-Type': FORM, 'Authorization': BASIC}, 400),
    (TOKEN, b'grant_type=client_credentials', {'Authorization': BASIC}, 400),
    (TAKE, GOOD, {'Authorization': 'Bearer x'}, 401), (TAKE, GOOD, {'Authorization': BASIC}, 401),
    (TAKE, GOOD, {'Content-Type': 'text/xml'}, 415), (TAKE, b'{', {}, 400), (TAKE, [], {}, 400),
    (TAKE, {**GOOD, 'x': 1}, {}, 400), (TAKE, {**GOOD, 'maDonVi': 'x'}, {}, 400),
    (TAKE, {**GOOD, 'maBanTin': None}, {}, 400), (TAKE, {**GOOD, 'thoiGian': 'nay'}, {}, 422),
    (TAKE, {**GOOD, 'loaiBanTin': 'xoa'}, {}, 400), (TAKE, data(x=1), {}, 400),
    (TAKE, data(id=1), {}, 400), (TAKE, data(tieuDe='x' * 501), {}, 422),
    (TAKE, data(tieuDe=''), {}, 422), (TAKE, data(duongDan='http://hanoi.vn'), {}, 422),
    (TAKE, data(ngayDang='2026-11-24T08:00:00'), {}, 422), (TAKE, data(tuKhoa='a'), {}, 422),
    (TAKE, data(loai='van-ban'), {}, 422), (TAKE, {**data(), 'loaiBanTin': 'thu-hoi'}, {}, 400),
    (TAKE, {**GOOD, 'loaiBanTin': 'thu-hoi', 'duLieu': {'id': '1', 'maTiepNhan': 'x'}}, {}, 422),
    (REGISTER, GOOD, {}, 400), (REGISTER, service(phienBan=1), {}, 422),
    (REGISTER, service(diaChi='http://a.vn/api'), {}, 422), (TAKE, b' ' * 2_000_001, {}, 413)]


def asked(platform, path, said, headers, shows=True, method='POST'):
    context = ssl.create_default_context(cafile=platform.authority)
    if shows:
        context.load_cert_chain(platform.certificate)
    connection = HTTPSConnection('localhost', platform.server_port, timeout=10, context=context)
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    try:
        connection.putrequest(method, path)
        for name, value in {'Authorization': 'Bearer ma', 'Content-Type': 'application/json',
                            'Content-Length': str(len(body)), **headers}.items():
            connection.putheader(name, value)
        connection.endheaders(body if len(body) < 1_000_000 else None)
        return connection.getresponse().status
    finally:
        connection.close()


def test_the_server_of_the_tests_refuses(platform):
    platform.tokens.add('ma')

    for path, said, headers, status in REFUSED:
        assert asked(platform, path, said, headers) == status


def test_the_server_of_the_tests_takes_what_is_right_from_who_shows_a_certificate(platform):
    platform.tokens.add('ma')
    assert asked(platform, TAKE, GOOD, {}) == asked(platform, REGISTER, service(), {}) == 200
    with pytest.raises(ssl.SSLError):
        asked(platform, TAKE, GOOD, {}, shows=False)


@pytest.fixture
def listed(platform, small_portal):
    """The platform, whose list has each site by the name of its owner."""
    places = [small_portal, *small_portal['sites'].values()]
    platform.bodies = [{'maDinhDanh': f'H26.{number}', 'tenCoQuan': site.owner}
                       for number, site in enumerate(places)]
    return platform


@pytest.fixture
def reads(connect, listed):
    """``reads(**settings)``: the connection, which names where the list is."""
    return lambda **settings: connect(**{'bodies': listed.address + BODIES, **settings})


@pytest.fixture
def read(registry, clock, small_portal):
    """``read(**later)``: let time pass and the job look; returns how the reading stands."""
    def look(**later):
        clock.pass_(**later)
        run_job(registry, registry.getUtility(IJob, name='body codes'))
        transaction.begin()
        return reading_of(small_portal)

    return look


@pytest.fixture
def page(visit, delivering):
    """``page()``: what the page of the connection tells, its log, and its lines."""
    def shown():
        found = visit('vanhanh').get(f'/desk/@@connection?number={delivering.number}').html
        part = found.find('h2', string='Mã định danh của các trang').parent
        return (part.p.text, [each.text for each in part.select('li')],
                [' '.join(each.text.split()) for each in found.select('tbody tr')])

    return shown


def test_every_name_of_the_list_is_as_the_operator_maps_it(
        reads, listed, read, registry, tmp_path, monkeypatch):
    data = registry.getUtility(ISettings).data
    own, codes = (read_profiles(renamed(data, name, tmp_path) / name, needed)[system]
                  for name, needed, system in (
                      ('lgsp.csv', receiver.NEEDED, receiver.SYSTEM),
                      ('lgsp_services.csv', bodies.NEEDED, bodies.SYSTEM)))
    registry.registerUtility(Job('body codes', 60, partial(
        jobs.read_codes, own, codes)), IJob, name='body codes')
    listed.bodies[0].update(ngayHetHieuLuc='2026-11-01', trangThai='NGUNG')
    monkeypatch.setattr(listed, 'mark', MARK)
    reads()
    found = read().all()
    assert set(found) == {each['maDinhDanh'] for each in listed.bodies}
    assert [code for code, each in found.items() if each.is_ended] == ['H26.0']


def body_of(site, listed):
    """Return the row of the list that has the name of the owner of ``site``."""
    return next(each for each in listed.bodies if each['tenCoQuan'] == site.owner)


@pytest.mark.clause('31.2')
def test_codes_are_read_by_token_and_certificate_each_night_and_compared_with_the_sites(
        reads, listed, read, page, small_portal, registry, visit, delivering, clock):
    reads()
    assert page()[0].startswith('Chưa đọc danh mục lần nào')
    assert len(read().codes) == len(listed.bodies) and listed.given == 1
    assert {path for path, _query in listed.asked} == {BODIES}
    text, lines, log = page()
    assert 'Mọi trang đều có mã đúng tên' in text and lines == []
    assert 'Đọc dữ liệu' in log[0] and 'Đã đọc' in log[0]

    sites = small_portal['sites']
    bavi, other = sites['bavi'], sites['soxaydung']
    listed.bodies.remove(body_of(bavi, listed))
    listed.bodies += [{'maDinhDanh': f'H26.{number}', 'tenCoQuan': f'Trường số {number}'}
                      for number in range(500, 1100)]  # three pages
    body_of(other, listed)['ngayHetHieuLuc'] = '23/11/2026'
    body_of(small_portal, listed)['trangThai'] = 'HET_HIEU_LUC'
    asked_before = len(listed.asked)
    read()
    assert len(listed.asked) == asked_before  # not twice in a night
    read(days=1)
    _text, lines, _log = page()
    assert any(each.startswith(f'{bavi.title}: chưa khai báo mã') for each in lines)
    assert any(re.search(r'mã H26\.\d+ đã hết hiệu lực, ngày cuối là 23/11/2026', each)
               for each in lines)
    assert f'{small_portal.title}: mã H26.0 đã hết hiệu lực.' in lines and len(lines) == 3
    english = visit('vanhanh').get(
        f'/english/desk/@@connection?number={delivering.number}').html.text
    assert '23 November 2026' in english and '23/11/2026' not in english
    assert f'{shown_date(local(clock.now()), "en")} ' in english
    assert codes_health.check(registry, small_portal) == ''


def test_a_code_that_an_operator_typed_is_compared_by_its_name(
        reads, listed, read, page, small_portal, delivering):
    for codes, reason in (('khong-co H26.1', 'Không có trang này'), ('bavi', 'Không phải tên'),
                          ('bavi 1\nbavi 2', 'có hai lần'), ('bavi H<26', 'Không phải')):
        with pytest.raises(CannotConnect) as refused:
            reads(codes=codes)
        assert reason in refused.value.reasons['codes'].interpolate()
    with pytest.raises(CannotConnect) as refused:
        reads(bodies='http://lgsp.test/ma')
    assert 'https' in refused.value.reasons['bodies']
    reads(codes='bavi H26.0\nsoxaydung H26.khac')
    read()
    _text, lines, _log = page()
    assert f'{small_portal["sites"]["bavi"].title}: mã H26.0 trong danh mục là của ' in '|'.join(
        lines) and any('H26.khac không có trong danh mục' in each for each in lines)
    delivering.service.switch(small_portal, delivering.number, False, 'test')
    transaction.commit()
    listed.asked.clear()
    read(days=1)
    assert listed.asked == []  # of a connection that is off nothing is asked


def hang_up(handler):
    handler.close_connection = True


def cut(handler):
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header('Content-Length', '9999')
    handler.end_headers()
    handler.wfile.write(b'{"tongSo": 1, "duLieu": [')
    handler.close_connection = True


def hangs(handler):
    """Say nothing for longer than anybody waits."""
    handler.connection.settimeout(2)
    try:
        handler.rfile.read(1)
    except OSError:
        handler.close_connection = True


BODY = {'maDinhDanh': 'H26.9', 'tenCoQuan': 'Sở'}
LIES = {
    'refuses': (BODIES, says(403, {'lyDo': 'x'}), '403'), 'fails': (BODIES, says(500, b''), '500'),
    'throttles': (BODIES, says(429, b'', Retry_After='9999'), '429'),
    'leads away': (BODIES, says(302, b'', Location='/x'), '302'),
    'is not there': (BODIES, says(404, b''), '404'), 'hangs up': (BODIES, hang_up, 'answer'),
    'hangs': (BODIES, hangs, 'answer'), 'breaks off': (BODIES, cut, 'unreadable'),
    'no JSON': (BODIES, says(200, b'<html>'), 'unreadable'),
    'a list': (BODIES, says(200, [BODY]), 'unreadable'),
    'deep': (BODIES, says(200, b'[' * 90_000), 'unreadable'),
    'no total': (BODIES, says(200, {'duLieu': [BODY]}), 'unreadable'),
    'others': (BODIES, says(200, {'tongSo': 2, 'duLieu': [1, {'ma': 2}]}), 'unreadable'),
    'empty': (BODIES, says(200, {'tongSo': 0, 'duLieu': []}), 'empty'),
    'says more than it has': (BODIES, says(200, {'tongSo': 9, 'duLieu': [BODY]}), 'repeated'),
    'says it twice': (BODIES, says(200, {'tongSo': 2, 'duLieu': [BODY, BODY]}), 'short'),
    'has far less': (BODIES, says(200, {'tongSo': 1, 'duLieu': [BODY]}), 'shrunken'),
    'too much': (BODIES, says(200, b' ' * 4_100_000), 'length'),
    'packed': (BODIES, says(200, b'x', Content_Encoding='br'), 'packed'),
    'knows no token': (BODIES, says(401, {}), 'token'),
    'gives no token': (TOKEN, says(500, b''), 'token')}


def test_what_is_known_stays_when_the_platform_misbehaves(
        reads, listed, read, monkeypatch, page, small_portal, registry):
    patience = jobs.SECONDS
    reads()
    known = read().all()
    for misdeed, (path, answer, reason) in LIES.items():
        monkeypatch.setattr(jobs, 'SECONDS', .3 if misdeed == 'hangs' else patience)
        listed.at[path] = answer
        listed.tokens.clear()
        reading = read(days=1)
        assert reading.why == reason and reading.all() == known, misdeed
        if misdeed in ('throttles', 'no JSON'):
            text, _lines, log = page()
            assert text.startswith('Lần đọc gần nhất không được (') and f'({reason})' not in text
            assert 'Chưa đọc được' in log[0]
        asked_before = len(listed.asked)
        read()
        assert len(listed.asked) == asked_before, misdeed  # it is left alone for a while
        assert codes_health.check(registry, small_portal) == '', misdeed
        listed.at.clear()
        assert read(days=1).why == '' and reading.all() == known, misdeed


UNLISTED = [('', 400), ('?trang=1', 400), ('?trang=0&soLuong=5', 400), ('?trang=x&soLuong=5', 400),
           ('?trang=1&soLuong=0', 400), ('?trang=1&soLuong=1001', 400),
           ('?trang=-1&soLuong=5', 400),
           ('?trang=1&soLuong=5&x=1', 400), ('?trang=1&trang=2', 400), ('?trang=1&soLuong=', 400)]


@pytest.mark.parametrize(('query', 'status'), UNLISTED)
def test_the_list_of_the_server_of_the_tests_refuses(platform, query, status):
    platform.tokens.add('ma')
    given = {'Accept': 'application/json'}
    assert asked(platform, BODIES + query, b'', given, method='GET') == status
    good = f'{BODIES}?trang=1&soLuong=5'
    assert asked(platform, good, b'', given, method='GET') == 200
    assert asked(platform, good, b'', {}, method='GET') == 406
    assert asked(platform, good, b'', {'Authorization': 'Bearer x'}, method='GET') == 401
