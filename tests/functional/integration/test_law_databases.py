"""Public documents against the database of law and the gazette, from real servers to duties."""
import datetime
import json
from dataclasses import replace
from http.client import HTTPConnection

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.settings import ISettings
from hanoiportal.integration.lawdatabases import fetching, health, jobs
from hanoiportal.integration.lawdatabases.interfaces import NAME, RULE, ILawDatabases
from hanoiportal.integration.lawdatabases.resource import state_of
from hanoiportal.integration.lawdatabases.services import LawDatabases
from hanoiportal.integration.lawdatabases.sources import profiles_in, sources_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.duties.interfaces import MET, RUNNING, VOID, IDuties
from hanoiportal.platform.registers.resource import rows_of
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.platform.scheduling.scheduler import run_job
from servers.faults import HANGS
from servers.lawdatabases import DETAIL, GAZETTE, KEY, LIST, LawServer
from support.desk_forms import form_of
from support.mapped_profiles import MARK, renamed
from support.workbooks import cells

PAGE, ROW = '/desk/@@law-findings', '/desk/@@law-finding'
DAY = datetime.timedelta(days=1)
TEXT = 'QUYẾT ĐỊNH\nĐiều 1. Ban hành Quy chế quản lý chợ.\nNơi nhận: Như Điều 1.'
FIELDS = {
    'title': 'Quyết định số 12/2026/QĐ-UBND', 'summary': 'Về việc quản lý chợ',
    'kind': 'quyet-dinh-cua-ubnd-qppl', 'number': '12/2026/QĐ-UBND', 'secrecy': 'khong',
    'issuer': 'Ủy ban nhân dân thành phố Hà Nội', 'signer': 'Trần Sỹ Thanh',
    'signer_position': 'Chủ tịch', 'issued': '2026-10-05', 'effective': '2026-10-15',
    'status': 'con', 'full_text': TEXT}
THEIRS = {'effFrom': '2026-10-15T00:00:00', 'text': (
    '<p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p><b>Điều 1.</b> Ban hành Quy chế quản lý chợ.</p>'
    '<p>Nơi nhận: Lưu VT.</p>')}


@pytest.fixture
def clock_at():
    """A night in November, two o'clock."""
    return parse('2026-11-24T02:00')


@pytest.fixture(scope='module')
def servers():
    server = LawServer()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def law(servers):
    servers.reset()
    return servers


@pytest.fixture
def configured(registry, small_portal, law, tmp_path):
    """``configured(**settings)``: the portal knows the sources."""
    key = tmp_path / 'key'
    key.write_text(KEY + '\n')
    known = registry.getUtility(ISettings)

    def configure(**given):
        settings = replace(known, **{
            'law_database': law.address, 'law_database_key_file': key, 'gazette': '', **given})
        profiles = profiles_in(settings.data)
        registry.registerUtility(
            LawDatabases(sources_of(settings, profiles), profiles), ILawDatabases)

    configure()
    return configure


@pytest.fixture
def publish(clock, small_portal, editing, publishing):
    """``publish(**fields)``: a document of the city, public since ``at``."""
    def made(at='2026-10-06T09:00', place='van-ban-qppl', **fields):
        night, clock.at = clock.at, parse(at)
        item = editing.add(small_portal[place], '', 'LegalDocument', {**FIELDS, **fields}, 'test')
        publishing.publish(item, 'test')
        transaction.commit()
        clock.at = night
        return item

    return made


@pytest.fixture
def night(registry, small_portal, configured, clock):
    """``night()``: the job looks until nothing is left; returns the rows of the register."""
    def passed(days=1, looks=40):
        clock.at += days * DAY
        for _look in range(looks):
            run_job(registry, registry.getUtility(IJob, name='law databases'))
        transaction.begin()
        return list(rows_of(small_portal, NAME).rows.values())

    return passed


@pytest.fixture
def duties(registry, small_portal, clock):
    """``duties()``: the states of what is owed by the rule, by its numbers."""
    def found():
        register = registry.getAdapter(small_portal, IDuties)
        return {each.events[0].evidence: register.standing(each, clock.now()).state
                for each in register.of_site(str(small_portal.__oid__)) if each.rule == RULE}

    return found


def faults(rows):
    return sorted((str(row.values['number']), str(row.values['fault'])) for row in rows
                  if row.values['ended'] is None and row.withdrawn is None)


def words(page):
    return page.html.main.get_text(' ', strip=True)


@pytest.mark.clause('15.1.e')
def test_what_differs_is_a_row_and_a_duty_until_it_is_put_right(
        publish, law, night, duties, clock, visit, staff):
    item = publish()
    record = law.has('12/2026/QĐ-UBND', '2026-10-05', **THEIRS)
    assert night() == [] and duties() == {}

    law.records[0] = {**record, 'effFrom': '2026-10-20T00:00:00', 'updatedDate': 'x'}
    law.texts[record['id']] = '<p>Điều 1. Ban hành Quy chế quản lý chợ và siêu thị.</p>'
    law.has('77/2026/QĐ-UBND', '2026-11-02')  # not on the portal
    publish(number='90/2026/QĐ-UBND', title='Quyết định số 90/2026/QĐ-UBND')  # not there
    assert faults(night()) == [
        ('12/2026/QĐ-UBND', 'khac-ngay'), ('12/2026/QĐ-UBND', 'khac-noi-dung'),
        ('77/2026/QĐ-UBND', 'thieu-o-cong'), ('90/2026/QĐ-UBND', 'thieu-o-nguon')]
    assert duties() == dict.fromkeys(
        ('12/2026/QĐ-UBND', '77/2026/QĐ-UBND', '90/2026/QĐ-UBND'), RUNNING)

    page = visit('hanoi-editor').get(PAGE)
    assert 'Cơ sở dữ liệu quốc gia về pháp luật: đối soát xong lúc' in words(page)
    shown = page.click('90/2026/QĐ-UBND')
    assert 'Ban hành ngày 05/10/2026' in words(shown) and 'name="why"' not in shown
    text = next(row for row in night(0) if row.values['fault'] == 'khac-noi-dung')
    assert text.values['said'].endswith(
        '…chế quản lý chợ…”; ở nguồn: “…chế quản lý chợ và siêu thị…”')

    item.effective, item.updated_at = datetime.date(2026, 10, 20), clock.now()  # it is corrected
    item.full_text = TEXT.replace('chợ.', 'chợ và siêu thị.')
    publish(number='77/2026/QĐ-UBND', title='Quyết định số 77/2026/QĐ-UBND',
            issued='2026-11-02', effective='2026-11-12', at='2026-11-03T09:00')
    law.has('90/2026/QĐ-UBND', '2026-10-05')
    transaction.commit()
    assert faults(night()) == []
    assert duties() == dict.fromkeys(
        ('12/2026/QĐ-UBND', '77/2026/QĐ-UBND', '90/2026/QĐ-UBND'), MET)


@pytest.mark.clause('15.1.e')
def test_readers_are_led_to_the_official_copies(
        publish, law, night, configured, visit, registry, small_portal):
    configured(gazette=law.address)
    item = publish()
    law.has('12/2026/QĐ-UBND', '2026-10-05', **THEIRS)
    law.printed('12/2026/QĐ-UBND', '05/10/2026')
    assert night() == []

    page = visit(None).get('/van-ban-qppl/' + item.__name__)
    links = {a.text: a['href'] for a in page.html.select('.attributes .hint a')}
    assert links == {
        'Cơ sở dữ liệu quốc gia về pháp luật': 'https://vbpl.vn/van-ban/chi-tiet/100',
        'Công báo điện tử': 'https://congbao.chinhphu.vn/van-ban/x-9000.htm'}
    assert 'https://vbpl.vn/van-ban/chi-tiet/100' in page.html.find(
        'script', type='application/ld+json').text
    before = content_database(registry).lastTransaction()
    night()
    assert content_database(registry).lastTransaction() == before  # nothing has changed

    law.records.clear()
    law.has('1/2026/QĐ-UBND', '2026-10-05')
    night()
    assert 'Công báo điện tử' in visit(None).get('/van-ban-qppl/' + item.__name__)


@pytest.mark.clause('15.1.e')
def test_what_the_gazette_says_otherwise_is_a_row_and_a_duty(
        publish, law, night, duties, configured):
    configured(law_database='', gazette=law.address)
    item = publish()
    publish(number='90/2026/QĐ-UBND')
    law.printed('12/2026/QĐ-UBND', '05/10/2026', ngay_co_hieu_luc='15/10/2026')
    law.printed('90/2026/QĐ-UBND', '05/10/2026', ngay_co_hieu_luc='15/10/2026')
    assert night() == [] and duties() == {}

    law.published[0].update(ngay_co_hieu_luc='20/10/2026', trich_yeu='Về việc đóng chợ')
    law.published[1]['so_ky_hieu'] = '77/2026/QĐ-UBND'
    rows = night()
    assert faults(rows) == [
        ('12/2026/QĐ-UBND', 'khac-ngay'), ('12/2026/QĐ-UBND', 'khac-noi-dung'),
        ('77/2026/QĐ-UBND', 'thieu-o-cong'), ('90/2026/QĐ-UBND', 'thieu-o-nguon')]
    assert {row.values['source'] for row in rows} == {'cong-bao'}
    numbers = ('12/2026/QĐ-UBND', '77/2026/QĐ-UBND', '90/2026/QĐ-UBND')
    assert duties() == dict.fromkeys(numbers, RUNNING)

    law.published[0].update(ngay_co_hieu_luc='15/10/2026', trich_yeu=item.summary)
    law.published[1]['so_ky_hieu'] = '90/2026/QĐ-UBND'
    assert faults(night()) == []
    assert duties() == dict.fromkeys(numbers, MET)


def test_every_name_is_as_the_operator_maps_it(
        publish, law, night, configured, registry, tmp_path, monkeypatch):
    (tmp_path / 'data').mkdir()
    data = renamed(registry.getUtility(ISettings).data, 'law_sources.csv', tmp_path / 'data')
    with open(data / 'law_sources.csv', 'a', encoding='utf-8') as table:
        # What the gazette does not list today, it may tomorrow.
        table.write('cong-bao,status,m-tinh_trang,\ncong-bao,status:het-hieu-luc,het,\n')
    configured(data=data, gazette=law.address)
    monkeypatch.setattr(law, 'mark', MARK)
    publish()
    law.has('12/2026/QĐ-UBND', '2026-10-05', **{
        **THEIRS, 'effTo': '2026-10-20', 'effStatus': {'code': 'HHL'}})
    law.printed('12/2026/QĐ-UBND', '05/10/2026', tinh_trang='het-hieu-luc')
    assert sorted((row.values['source'], row.values['fault']) for row in night()) == [
        ('cong-bao', 'khac-hieu-luc'), ('csdl', 'khac-hieu-luc'), ('csdl', 'khac-ngay')]
    assert all('"m-' in body for _method, _path, body in law.asked if body)


def test_force_and_lateness_are_told_and_nothing_is_owed_for_what_nobody_can_mend(
        publish, law, night, duties):
    publish(at='2026-11-20T09:00')
    law.has('12/2026/QĐ-UBND', '2026-10-05', **THEIRS, effStatus={'code': 'HHL'})
    rows = night()
    assert sorted((row.values['fault'], bool(row.values['ended'])) for row in rows) == [
        ('dang-cham', True), ('khac-hieu-luc', False)]
    late = next(row for row in rows if row.values['fault'] == 'dang-cham')
    assert late.values['said'] == 'Đăng ngày 20/11/2026; hạn đến hết 07/10/2026'
    assert duties() == {'12/2026/QĐ-UBND': RUNNING}


def test_the_managing_body_withdraws_what_is_no_difference_and_it_stays_withdrawn(
        publish, law, night, duties, visit, staff):
    publish()
    law.has('12/2026/QĐ-UBND', '2026-10-05', **{**THEIRS, 'effFrom': '2026-10-20'})
    row, = night()
    editor, manager = visit('hanoi-editor'), visit('quanly')
    assert 'value="withdraw"' not in editor.get(f'{ROW}?row={row.number}')
    editor.get(ROW, status=404)
    page = manager.get(f'{ROW}?row={row.number}')
    assert 'value="change"' not in page and 'name="number"' not in page
    form = form_of(page, 'withdraw')
    forged = {**dict(form.submit_fields()), 'act': 'change', 'number': '1/QĐ'}
    manager.post(ROW, forged, status=404)
    form['why'] = 'Nguồn ghi sai ngày có hiệu lực; đã có văn bản đề nghị sửa'
    form.submit('act', value='withdraw', status=303)
    transaction.begin()
    assert duties() == {'12/2026/QĐ-UBND': VOID}
    assert faults(night()) == [] and duties() == {'12/2026/QĐ-UBND': VOID}

    law.records[0] = {**law.records[0], 'effFrom': '2026-10-25'}  # now it is something else
    assert faults(night()) == [('12/2026/QĐ-UBND', 'khac-ngay')]


def test_the_list_is_taken_away_as_a_workbook(publish, law, night, visit, staff):
    publish(number='90/2026/QĐ-UBND')
    law.has('1/2026/QĐ-UBND', '2025-01-05')
    night()
    page = visit('hanoi-editor').get(PAGE)
    form = next(each for each in page.forms.values() if 'format' in each.fields)
    sheet = cells(form.submit('format', value='xlsx').body)
    assert (sheet['D2'][1], sheet['H2'][1]) == (
        '90/2026/QĐ-UBND', 'https://hanoi.gov.vn/van-ban-qppl/quyet-dinh-so-12-2026-qd-ubnd')
    assert 'D3' not in sheet


def test_nothing_is_asked_by_day_twice_a_night_or_without_the_setting(
        night, configured, law, clock, registry):
    law.has('1/2025/QĐ-UBND', '2025-01-05')
    configured(law_database='')
    night()
    assert law.asked == []
    configured()
    night(0)
    assert [path for _method, path, _body in law.asked] == [LIST]
    night(0)
    assert len(law.asked) == 1
    clock.at = parse('2026-11-26T00:30')
    night(0)
    assert len(law.asked) == 1


def hang_up(handler):
    handler.close_connection = True


def misdeeds(said):
    """Return what a source may do wrong; ``said(name=value)``: a page of its list."""
    def says(status, said, **headers):
        return lambda handler: handler.say(status, said, **headers)

    return {
        'hangs up': hang_up, 'hangs': HANGS,
        'no key': says(401, b'{}'), 'forbids': says(403, b'{}'),
        'throttles': says(429, b'{}', Retry_After='7200'), 'fails': says(500, b'Loi'),
        'page of HTML': says(200, b'<html>'), 'list': says(200, b'[1, 2]'),
        'no items': says(200, said(total=3)), 'items no list': says(200, said(items={}, total=3)),
        'no total': says(200, said(items=[])),
        'total a word': says(200, said(items=[], total='3')),
        'deep': says(200, b'[' * 100_000), 'cut': says(200, json.dumps(
            said(items=[{'id': '1'}], total=1)).encode()[:-9]),
        'packed': says(200, b'x', Content_Encoding='gzip'),
        'leads away': says(302, b'', Location='http://127.0.0.1:1/'),
        'says less than there is': says(200, said(items=[], total=50)),
        'too much': says(200, b' ' * 9_000_000)}


MISDEEDS = misdeeds(lambda **said: {'data': said})
GAZETTE_MISDEEDS = misdeeds(lambda **said: {
    'data' if name == 'items' else name: value for name, value in said.items()})


@pytest.mark.parametrize(('source', 'path', 'deeds'), [
    ('csdl', LIST, MISDEEDS), ('cong-bao', GAZETTE, GAZETTE_MISDEEDS)])
def test_of_a_source_that_misbehaves_nothing_is_concluded(
        source, path, deeds, publish, law, night, registry, small_portal, clock, configured,
        monkeypatch):
    if source == 'cong-bao':
        configured(law_database='', gazette=law.address)
    for number in ('12/2026/QĐ-UBND', '90/2026/QĐ-UBND'):
        publish(number=number)
        law.has(number, '2026-10-05', **THEIRS)
        law.printed(number, '05/10/2026')
    assert night() == []
    for misdeed, answer in deeds.items():
        monkeypatch.setattr(fetching, 'SECONDS', .2 if misdeed == 'hangs' else 20)
        law.at[path] = answer
        asked = len(law.asked)
        assert night() == [], misdeed
        assert len(law.asked) == asked + 1, misdeed  # and it is left alone for a while
        assert health.check(registry, small_portal) == '', misdeed
        clock.at += 13 * DAY / 24
        state = state_of(small_portal, source)
        assert state.why, misdeed
        assert health.check(registry, small_portal) == f'{source} fails: {state.why}', misdeed
        law.at.clear()
        assert night() == [] and health.check(registry, small_portal) == '', misdeed


def test_a_list_that_shrinks_is_believed_the_second_night_and_an_empty_one_never(
        publish, law, night, small_portal):
    for number in ('1', '2', '3'):
        publish(number=f'{number}/2026/QĐ-UBND')
        law.has(f'{number}/2026/QĐ-UBND', '2026-10-05', effFrom='2026-10-15')
    assert night() == []
    kept = list(law.records)
    law.records[:] = []
    assert night() == [] and night() == []
    law.records[:] = kept
    assert night() == []
    law.records[:] = kept[:1]
    assert night() == []
    assert faults(night()) == [(f'{number}/2026/QĐ-UBND', 'thieu-o-nguon') for number in '23']


def test_records_that_say_nonsense_are_counted_and_left_out(publish, law, night, small_portal):
    publish()
    law.has('12/2026/QĐ-UBND', '2026-10-05', **THEIRS)
    for nonsense in (None, 7, [], {}, {'id': {}, 'docNum': 'x'}, {
            'id': '5', 'docNum': '1/QĐ-UBND', 'agencyName': 'UBND', 'issueDate': '2026-13-40'}):
        law.records.append(nonsense)
    law.has('<b>9</b>\u202e/QĐ-UBND', '2026-11-02', title='A\x00' * 5000)
    rows = night()
    assert state_of(small_portal, 'csdl').unreadable == 6
    assert [row.values['number'] for row in rows] == ['<b>9</b> /QĐ-UBND']


def test_a_reading_goes_on_after_a_stop_and_a_page_is_kept_once(
        law, night, registry, small_portal, clock):
    for number in range(450):
        law.has(f'{number}/2024/QĐ-UBND', '2024-10-05')
    clock.at += DAY
    job = registry.getUtility(IJob, name='law databases')
    run_job(registry, job)
    transaction.begin()
    assert state_of(small_portal, 'csdl').page == 4 and len(law.asked) == 3
    night(0)
    state = state_of(small_portal, 'csdl')
    assert (state.page, len(state.records), len(law.asked)) == (0, 450, 5)


def test_a_slow_source_is_asked_once_at_a_look(law, registry, clock, configured, monkeypatch):
    for number in range(250):
        law.has(f'{number}/2024/QĐ-UBND', '2024-10-05')
    monkeypatch.setattr(jobs, 'LOOK', 0)
    clock.at += DAY
    for asked in (1, 2, 3):
        run_job(registry, registry.getUtility(IJob, name='law databases'))
        assert len(law.asked) == asked


ASKED, SOUGHT = {'pageNumber': 1, 'pageSize': 10}, {
    'page': 1, 'page_size': 5, 'filters': {}, 'query': ''}


def refused_at(path, asked, *others):
    """Return what is refused at a list that wants ``asked``: its page, its size, other things."""
    page, size = list(asked)[:2]
    return [
        ('GET', path, {}, None, 405), ('PUT', path, {}, '{}', 405),
        ('POST', path, {'Content-Type': 'text/plain'}, '{}', 415),
        ('POST', path, {'Content-Type': None}, '{}', 415), ('POST', path, {}, 'x' * 10_001, 413),
        *(('POST', path, {}, body, 400) for body in ('{', '[]', '7', '', 'null')),
        *(('POST', path, {}, json.dumps(body), 400) for body in (
            {}, *({name: value for name, value in asked.items() if name != left}
                  for left in (page, size)),
            *({**asked, **changed} for changed in (
                {page: 0}, {page: '1'}, {page: True}, {size: 0}, {size: 101}, {size: '5'},
                {'drop': 1}, *others))))]


REFUSED = [
    *refused_at(LIST, ASKED), ('POST', '/api', {}, '{}', 404),
    ('POST', LIST, {'X-API-KEY': None}, '{}', 401), ('POST', LIST, {'X-API-KEY': 'x'}, '{}', 401),
    ('POST', DETAIL + '1', {}, '{}', 405), ('GET', DETAIL + '1', {'X-API-KEY': None}, None, 401),
    ('GET', DETAIL + '1', {}, None, 404), ('GET', DETAIL + '..', {}, None, 400)]
GAZETTE_REFUSED = refused_at(
    GAZETTE, SOUGHT, {'filters': []}, {'filters': 1}, {'query': None}, {'query': 7})


def test_the_server_of_the_tests_refuses(law):
    for method, path, headers, body, status in (*REFUSED, *GAZETTE_REFUSED):
        connection = HTTPConnection('127.0.0.1', law.server_port, timeout=10)
        sent = {'X-API-KEY': KEY, 'Content-Type': 'application/json', **headers}
        connection.request(method, path, body, {
            name: value for name, value in sent.items() if value is not None})
        assert connection.getresponse().status == status, (method, path, body)
        connection.close()


BAD_TEXTS = {
    'none': lambda handler: handler.say(200, b'{"data": {"content": null}}'),
    'page of HTML': lambda handler: handler.say(200, b'<html>'),
    'too much': lambda handler: handler.say(200, b' ' * 9_000_000),
    'fails': lambda handler: handler.say(500, b'Loi')}


@pytest.mark.parametrize('misdeed', BAD_TEXTS)
def test_a_text_that_does_not_come_holds_up_no_comparison(
        misdeed, publish, law, night):
    publish()
    publish(number='90/2026/QĐ-UBND')
    bad = law.has('12/2026/QĐ-UBND', '2026-10-05', **THEIRS)
    law.has('90/2026/QĐ-UBND', '2026-10-05', **{
        **THEIRS, 'text': '<p>Điều 1. Ban hành Quy chế khác.</p>'})
    law.has('77/2026/QĐ-UBND', '2026-11-02')
    law.at[DETAIL + bad['id']] = BAD_TEXTS[misdeed]
    night()
    for _failure in range(4):
        rows = night(.05)
    assert faults(rows) == [
        ('77/2026/QĐ-UBND', 'thieu-o-cong'), ('90/2026/QĐ-UBND', 'khac-noi-dung')]


def test_a_first_reading_that_is_empty_is_not_believed(publish, law, night, registry):
    publish()
    assert night() == [] and night() == []


def test_texts_that_never_come_are_given_up_for_the_night(publish, law, night):
    for number in range(8):
        publish(number=f'{number}/2026/QĐ-UBND')
        each = law.has(f'{number}/2026/QĐ-UBND', '2026-10-05', **THEIRS)
        law.at[DETAIL + each['id']] = BAD_TEXTS['fails']
    law.has('77/2026/QĐ-UBND', '2026-11-02')
    night()
    for _failure in range(5):
        assert night(.1) == []
    assert faults(night(.2)) == [('77/2026/QĐ-UBND', 'thieu-o-cong')]
