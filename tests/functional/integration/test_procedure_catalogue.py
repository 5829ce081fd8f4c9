"""The catalogue of procedures, from a real server to search and the section."""
import datetime
import json
from dataclasses import replace
from http.client import HTTPConnection
from urllib.error import HTTPError
from urllib.parse import parse_qs, quote, urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.profiles import read_profiles
from hanoiportal.base.settings import ISettings
from hanoiportal.integration.procedures import health, jobs
from hanoiportal.integration.procedures.interfaces import IProcedureCatalogue, ListedProcedure
from hanoiportal.integration.procedures.services import ProcedureCatalogue
from hanoiportal.integration.procedures.sources import (
    NATIONAL,
    NEEDED,
    hand_over_of,
    source_of,
)
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.platform.scheduling.scheduler import run_job
from hanoiportal.safekeeping.twin.interfaces import ITwinning
from hanoiportal.safekeeping.twin.mirrorstore import opened as mirror_in
from servers.faults import HANGS
from servers.publiclogin import BEGIN
from servers.publicservices import (
    LOGIN,
    PASSWORD,
    PROVIDER,
    SERVICE,
    UNIT,
    USER,
    PublicServices,
)
from servers.vneid import CLIENT, NAME, vneid_settings
from support.application import app
from support.mapped_profiles import MARK, renamed

own_settings, stranger = vneid_settings, app
CITY = 'hanoi.gov.vn'
SECTION, DAY = '/thu-tuc-hanh-chinh', datetime.timedelta(days=1)
BIRTH, TAXI, BOAT = '1.001193', '1.002000', '1.003000'
PAGES = 'https://dichvucong.gov.vn/p/'
HERE = f'{PAGES}home/dvc-tthc-thu-tuc-hanh-chinh-chi-tiet.html?ma_thu_tuc='


@pytest.fixture
def clock_at():
    """Three o'clock in the night."""
    return parse('2026-11-24T03:00')


@pytest.fixture(scope='module')
def server():
    server = PublicServices()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def services(server):
    server.reset()
    server.procedures.update({
        BIRTH: ('Đăng ký khai sinh', 'Hộ tịch'), TAXI: ('Cấp phù hiệu xe taxi', 'Đường bộ'),
        BOAT: ('Đăng ký phương tiện thủy', 'Đường thủy')})
    return server


@pytest.fixture
def configured(registry, small_portal, services, tmp_path):
    """``configured(**settings)``: the portal knows the source."""
    key = tmp_path / 'key'
    key.write_text(f'{USER}\n{PASSWORD}\n')
    known = registry.getUtility(ISettings)

    def configure(**given):
        settings = replace(known, **{
            'procedures_source': services.address, 'procedures_key_file': key, **given})
        profile = read_profiles(settings.data / 'procedure_sources.csv', NEEDED)[NATIONAL]
        found = ProcedureCatalogue(
            profile, source_of(settings, profile), hand_over_of(settings))
        registry.registerUtility(found, IProcedureCatalogue)
        return found

    return configure


@pytest.fixture
def catalogue(configured):
    return configured()


@pytest.fixture
def night(registry, small_portal, catalogue, clock):
    """``night(days)``: the job looks; returns the catalogue by codes."""
    def passed(days=1):
        clock.at += days * DAY
        run_job(registry, registry.getUtility(IJob, name='procedures'))
        transaction.begin()
        return {each.code: each for each in catalogue.all(small_portal)}

    return passed


def words(page):
    return page.html.main.get_text(' ', strip=True)


@pytest.mark.clause('4.2.c')
def test_procedures_are_found_by_search_and_in_the_section_and_lead_to_the_national_portal(
        night, visit):
    before = visit(None).get('/search?q=phu+hieu+xe+taxi')
    assert not before.html.select('.procedures')
    assert set(night()) == {BIRTH, TAXI, BOAT}

    found = visit(None).get('/search?q=phu+hieu+xe+taxi').html.select_one('.procedures')
    assert found.a['href'] == f'{HERE}{TAXI}' and 'Mã thủ tục 1.002000' in found.text
    section = visit(None).get(SECTION)
    assert 'Hộ tịch (1)' in words(section) and 'Thủ tục mới sửa đổi' not in words(section)
    road = section.click('Đường bộ')
    assert [a['href'] for a in road.html.select('main li a') if a['href'].startswith(HERE)] == [
        f'{HERE}{TAXI}']
    unknown = words(visit(None).get(f'{SECTION}?linh-vuc=khong-co'))
    assert 'Cấp phù hiệu' not in unknown and 'Không có lĩnh vực này' in unknown
    assert 'Không có lĩnh vực này' not in words(road)


@pytest.mark.clause('4.2.c')
def test_changed_and_repealed_ones_are_marked(night, services, visit, small_portal, editing,
                                              publishing):
    services.procedures['1.009999'] = ('Đổi phù hiệu', 'Đường bộ')
    night()
    services.procedures[BIRTH] = ('Đăng ký khai sinh, cấp mã định danh', 'Hộ tịch')
    del services.procedures[TAXI]
    known = night()
    day = datetime.date(2026, 11, 26)
    assert (known[BIRTH].changed, known[TAXI].repealed, known[BOAT].changed) == (day, day, None)
    item = editing.add(small_portal['thu-tuc-hanh-chinh'], 'taxi', 'Link', {
        'title': 'Phù hiệu taxi', 'url': f'{HERE}{TAXI}'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()

    section = words(visit(None).get(SECTION))
    assert 'thủ tục này đã bãi bỏ, theo danh mục ngày 26/11/2026' in section
    assert 'Có sửa đổi, theo danh mục ngày 26/11/2026' in section
    assert 'Đường bộ (2)' in section  # as many as its list has
    found = visit(None).get('/search?q=phu+hieu+xe+taxi').html.select_one('.procedures')
    assert 'Đã bãi bỏ, theo danh mục ngày 26/11/2026' in found.get_text(' ', strip=True)
    assert 'nộp hồ sơ' not in found.text

    services.procedures[TAXI] = ('Cấp phù hiệu xe taxi', 'Đường bộ')
    assert night()[TAXI].repealed is None


@pytest.mark.parametrize(('address', 'is_ended'), [
    (HERE + TAXI, True), (HERE + '1%2E002000', True), (f'{HERE}{TAXI}.000.00.00.H26', True),
    (f'https://dichvucong.gov.vn/{TAXI}.html', True), (HERE + TAXI + '1', False),
    (HERE + '2' + TAXI, False), (HERE + BIRTH, False), (HERE, False)])
def test_only_an_address_with_its_whole_code_leads_to_what_is_repealed(
        address, is_ended, small_portal, configured, environment):
    catalogue = configured()
    catalogue.take(environment, [ListedProcedure(BIRTH, 'Đăng ký khai sinh'), ListedProcedure(
        TAXI, 'Cấp phù hiệu xe taxi', is_repealed=True)])
    found = catalogue.repealed(small_portal, address)
    assert (found is not None and found.code == TAXI) == is_ended


def test_nothing_is_written_when_nothing_has_changed_or_asked_twice_a_night(
        night, services, registry, clock, configured):
    night()
    before = content_database(registry).lastTransaction()
    services.asked.clear()
    night(0)
    assert services.asked == []
    night()
    assert content_database(registry).lastTransaction() == before
    configured(procedures_source='')
    services.asked.clear()
    night()
    clock.at = parse('2026-11-29T01:00')
    configured()
    night(0)
    assert services.asked == []


def test_a_list_that_shrinks_is_believed_the_second_night(night, services):
    night()
    del services.procedures[TAXI], services.procedures[BOAT]
    assert [each for each in night().values() if each.repealed] == []
    assert {each.code for each in night().values() if each.repealed} == {TAXI, BOAT}


def no_list(said):
    return lambda handler: handler.say(200, said)


def test_every_name_is_as_the_operator_maps_it(
        services, registry, small_portal, clock, configured, tmp_path, monkeypatch):
    data = renamed(registry.getUtility(ISettings).data, 'procedure_sources.csv', tmp_path)
    catalogue = configured(data=data)
    monkeypatch.setattr(services, 'mark', MARK)
    run_job(registry, registry.getUtility(IJob, name='procedures'))
    transaction.begin()
    assert {(each.code, each.name, each.field) for each in catalogue.all(small_portal)} == {
        (code, *said) for code, said in services.procedures.items()}
    assert all('"m-' in body for _path, body in services.asked)


def hang_up(handler):
    handler.close_connection = True


MISDEEDS = {
    'hangs up': hang_up, 'no JSON': no_list(b'<html>'), 'a list': no_list([1]),
    'an error': no_list({'error_code': '7', 'result': []}), 'nothing': no_list({}),
    'no result': no_list({'error_code': '0'}), 'empty': no_list({'error_code': '0', 'result': []}),
    'result a word': no_list({'error_code': '0', 'result': 'x'}),
    'others': no_list({'error_code': '0', 'result': [1, None, {'MATTHC': 'x'}]}),
    'deep': no_list(b'{"result":' + b'[' * 100_000), 'cut': no_list(b'{"result": [{"MATTHC'),
    'fails': lambda handler: handler.say(500, b''),
    'forbids': lambda handler: handler.say(403, b''),
    'throttles': lambda handler: handler.say(429, b'', Retry_After='9999'),
    'leads away': lambda handler: handler.say(302, b'', Location='http://127.0.0.1:1/'),
    'packed': lambda handler: handler.say(200, b'x', Content_Encoding='br'),
    'too much': lambda handler: handler.say(200, b' ' * 21_000_000), 'hangs': HANGS}


@pytest.mark.parametrize('path', [LOGIN, SERVICE])
def test_what_is_known_stays_when_the_source_misbehaves(
        path, services, registry, small_portal, clock, configured, monkeypatch):
    patience, catalogue = jobs.SECONDS, configured()
    job = registry.getUtility(IJob, name='procedures')
    run_job(registry, job)
    for misdeed, answer in MISDEEDS.items():
        monkeypatch.setattr(jobs, 'SECONDS', .2 if misdeed == 'hangs' else patience)
        clock.at += DAY
        services.at[path] = answer
        run_job(registry, job)
        transaction.begin()
        standing = catalogue.standing(small_portal)
        assert standing.why and standing.number == 3, misdeed
        assert not any(each.repealed for each in catalogue.all(small_portal)), misdeed
        asked = len(services.asked)
        run_job(registry, job)
        assert len(services.asked) == asked, misdeed  # it is left alone for a while
        assert health.check(registry, small_portal) == '', misdeed
        clock.at += DAY
        transaction.begin()
        assert health.check(registry, small_portal) == f'the list fails: {standing.why}', misdeed
        services.at.clear()
        run_job(registry, job)
        transaction.begin()
        assert health.check(registry, small_portal) == '', misdeed


@pytest.fixture
def over(configured, services, vneid, clock, environment):
    """The catalogue, whose source lets a log-in be begun; it asks the provider of the portal."""
    vneid.clock = clock
    services.know(vneid)
    found = configured(procedures_login=services.address + BEGIN)
    found.take(environment, [ListedProcedure(BIRTH, 'Đăng ký khai sinh', 'Hộ tịch'),
                             ListedProcedure(TAXI, 'Cấp phù hiệu xe taxi', is_repealed=True)])
    return found


class NotToThePortal(HTTPRedirectHandler):
    """Follows what leads from one server of the tests to the other."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        return None if newurl.startswith('https://hanoi.gov.vn/') else (
            super().redirect_request(req, fp, code, msg, headers, newurl))


def logged_in(browser, vneid):
    """Let ``browser`` log in by VNeID at «Của tôi»; the provider knows the person from then on."""
    away = browser.post('/cua-toi/vneid', headers={'Origin': 'http://localhost'})
    browser.get(vneid.agree(away.html.find('a', rel='noreferrer')['href']))
    assert NAME in browser.get('/cua-toi')


@pytest.mark.clause('4.2.c')
def test_who_has_logged_in_by_vneid_arrives_at_the_procedure_without_logging_in_again(
        over, services, vneid, stranger, registry, tmp_path):
    way = f'/mo-thu-tuc/{BIRTH}'
    page = stranger.get(f'{SECTION}?linh-vuc=ho-tich')
    assert page.html.find('a', string='Đăng ký khai sinh')['href'] == way
    assert stranger.get('/search?q=khai+sinh').html.select_one('.procedures a')['href'] == way
    with mirror_in(tmp_path) as mirror:
        query = 'linh-vuc=ho-tich'
        registry.getUtility(ITwinning)._copy(mirror, CITY, f'{SECTION}?{query}', None)
    copy = (tmp_path / f'pages/{CITY}{SECTION}@{query}.html').read_text()
    assert f'href="{HERE}{BIRTH}"' in copy and '/mo-thu-tuc/' not in copy
    plain = stranger.get(way, status=303)
    assert plain.location == f'{HERE}{BIRTH}' and plain.headers['Cache-Control'] == 'no-store'

    logged_in(stranger, vneid)
    assert stranger.get(f'{SECTION}?linh-vuc=ho-tich').body == page.body  # one page for everybody
    led = stranger.get(way, status=303).location
    assert led.startswith(services.address + BEGIN) and parse_qs(urlsplit(led).query) == {
        'iss': [vneid.issuer], 'target_link_uri': [f'{HERE}{BIRTH}']}  # and nothing of a person
    person = build_opener(HTTPCookieProcessor(), NotToThePortal())
    with pytest.raises(HTTPError):  # as who has agreed there before, to come back here
        person.open(f'{vneid.issuer}/agree', urlencode({
            'say': 'yes', 'redirect_uri': vneid.redirect, 'state': 's', 'nonce': 'n',
            'client_id': CLIENT, 'response_type': 'code', 'scope': 'openid',
            'code_challenge_method': 'S256', 'code_challenge': 'x' * 43}).encode())
    said = person.open(led).read().decode()
    assert f'Thủ tục {BIRTH}' in said and f'Đã đăng nhập: {NAME}' in said

    assert stranger.get(f'/mo-thu-tuc/{TAXI}', status=303).location == f'{HERE}{TAXI}'
    stranger.post('/cua-toi/thoat', headers={'Origin': 'http://localhost'})
    assert stranger.get(way, status=303).location == f'{HERE}{BIRTH}'


def test_neither_side_leads_anywhere_else(over, services, vneid, stranger):
    for code in ('', '9.999999', f'{BIRTH}/x', quote('https://sai.vn', safe=''), '%ff', '%00',
                 '..%2f', 'x' * 3000, quote('Đ' * 99)):
        stranger.get(f'/mo-thu-tuc/{code}', status='4*')
    logged_in(stranger, vneid)
    target = stranger.get(f'/mo-thu-tuc/{BIRTH}?target_link_uri=https://sai.vn&iss=x').location
    assert 'sai.vn' not in target
    good = {'iss': vneid.issuer, 'target_link_uri': f'{HERE}{BIRTH}'}
    for changed in ({'target_link_uri': 'https://sai.vn/'}, {'target_link_uri': '//sai.vn'},
                    {'target_link_uri': 'https://dichvucong.gov.vn.sai.vn/p/'},
                    {'target_link_uri': f'{PAGES}\\@sai.vn'}, {'target_link_uri': ''},
                    {'iss': 'https://sai.vn'}, {'iss': ''}, {'login_hint': '001088000001'}):
        assert answer_to(services, f'{BEGIN}?{urlencode({**good, **changed})}') == 400
    assert answer_to(services, '/vneid-ve?state=x&code=y') == 400
    assert answer_to(services, f'{BEGIN}?{urlencode(good)}') == 302


def answer_to(services, path):
    connection = HTTPConnection('127.0.0.1', services.server_port, timeout=10)
    connection.request('GET', path)
    status = connection.getresponse().status
    connection.close()
    return status


GOOD = {'username': USER, 'password': PASSWORD}
REFUSED = [
    (LOGIN, PROVIDER, {}, '1'), (LOGIN, PROVIDER, {**GOOD, 'username': 1}, '1'),
    (LOGIN, PROVIDER, {**GOOD, 'password': None}, '1'),
    (LOGIN, PROVIDER, {**GOOD, 'password': 'x'}, '2'),
    (LOGIN, PROVIDER, {**GOOD, 'username': 'x'}, '2'), (LOGIN, 'x', GOOD, '400'),
    (LOGIN, '', GOOD, '400'), (SERVICE, 'x', {}, '400'), (SERVICE, PROVIDER, {}, '3'),
    (SERVICE, PROVIDER, {'session': 'x'}, '3'), (SERVICE, PROVIDER, {'session': None}, '3'),
    (SERVICE, PROVIDER, {'session': True}, '4'),
    (SERVICE, PROVIDER, {'session': True, 'madonvi': '000.00.00.H29'}, '4'),
    (SERVICE, PROVIDER, {'session': True, 'madonvi': UNIT}, '5'),
    (SERVICE, PROVIDER, {'session': True, 'madonvi': UNIT, 'service': 'XoaTTHC'}, '5'),
    (SERVICE, PROVIDER, {'session': True, 'madonvi': UNIT, 'service': 'LayDanhSachTTHC',
                         'trang': 1}, '6'),
    (LOGIN, PROVIDER, b'{', '400'), (LOGIN, PROVIDER, b'[]', '400'),
    (LOGIN, PROVIDER, b'x' * 10_001, '413'), ('/mapi', PROVIDER, b'{}', '404')]


def test_the_server_of_the_tests_refuses(services):
    services.sessions.add('known')

    for path, provider, said, code in REFUSED:
        if isinstance(said, dict) and said.get('session') is True:
            body = json.dumps({**said, 'session': 'known'}).encode()
        else:
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
        connection = HTTPConnection('127.0.0.1', services.server_port, timeout=10)
        connection.request('POST', f'{path}?dstcode={provider}', body, {
            'Content-Type': 'application/json'})
        assert json.loads(connection.getresponse().read())['error_code'] == code, path
        connection.close()
