"""The system of documents, from a real server: packages in, the register, results out."""
import datetime
import json
from dataclasses import replace
from functools import partial
from hashlib import sha256
from http.client import HTTPConnection
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.editorial.issued.interfaces import NAME as ISSUED_REGISTER
from hanoiportal.integration.deliveries import posting
from hanoiportal.integration.deliveries.interfaces import IReceivers
from hanoiportal.integration.documentsystem import fetching, health, jobs, taking
from hanoiportal.integration.documentsystem.interfaces import (
    NAME,
    PACKAGES_SEND,
    IDocumentSystem,
)
from hanoiportal.integration.documentsystem.receiver import NAME as RECEIVER
from hanoiportal.integration.documentsystem.receiver import receiver_of
from hanoiportal.integration.documentsystem.services import DocumentSystem
from hanoiportal.integration.documentsystem.sources import profile_in, source_of
from hanoiportal.integration.serviceaccounts.interfaces import FILES_WRITE
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.events import send
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    CONTRIBUTION,
    PUBLISHED,
    SYSTEM,
    UNPUBLISHED,
    Submission,
)
from hanoiportal.participation.contributions.interfaces import REFUSED_ON
from hanoiportal.platform.duties.interfaces import VOID, IDuties
from hanoiportal.platform.registers.resource import rows_of
from hanoiportal.platform.registers.services import RegisterService
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.platform.scheduling.scheduler import run_job
from servers.documentsystem import ISSUED, RESULTS, TOKEN, WAITING, DocumentServer, body_of
from servers.faults import FAULTS, HANGS, befalls
from support.factories import picture
from support.mapped_profiles import MARK, renamed
from support.systems import System, connected

pytestmark = pytest.mark.usefixtures('collected')

FILES = {'thong-bao.png': picture().getvalue(), 'bang.csv': b'a,b\n1,2\n'}
DAY = datetime.timedelta(days=1)
ELSEWHERE = {'OrganId': 'H99', 'OrganName': 'UBND phường Không Có'}


@pytest.fixture(scope='module')
def server():
    server = DocumentServer()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def documents(server):
    server.reset()
    return server


@pytest.fixture
def configured(registry, small_portal, documents, tmp_path):
    """``configured(**settings)``: the portal knows the system."""
    key = tmp_path / 'key'
    key.write_text(f'{TOKEN}\n')

    def configure(**given):
        settings = replace(registry.getUtility(ISettings), **{
            'document_system': documents.address, 'document_system_key_file': key, **given})
        profile = profile_in(settings.data)
        registry.registerUtility(
            DocumentSystem(registry, profile, source_of(settings, profile)), IDocumentSystem)

    configure()
    return configure


@pytest.fixture
def look(registry, small_portal, configured, clock):
    """``look(**later)``: some time passes, and the job looks once."""
    def once(**later):
        clock.pass_(**(later or {'minutes': 2}))
        run_job(registry, registry.getUtility(IJob, name='document system'))
        transaction.begin()

    return once


@pytest.fixture
def rows(small_portal):
    """``rows(register)``: its valid rows."""
    def found(register=ISSUED_REGISTER):
        transaction.begin()
        return [each for each in rows_of(small_portal, register).rows.values()
                if each.withdrawn is None]

    return found


@pytest.fixture
def refused(rows):
    """``refused()``: ``[(key, why)]`` of what was not taken, and was not later either."""
    return lambda: [(row.values['key'], row.values['why']) for row in rows(NAME)
                    if row.values['ended'] is None]


@pytest.mark.clause('12.1.a/3')
@pytest.mark.clause('12.1.b/2')
def test_a_package_becomes_a_case_as_from_the_folder_and_is_acknowledged(
        documents, look, cases, small_portal, registry):
    before = content_database(registry).storage.lastTransaction()
    documents.send('VB-1', FILES)
    look()

    case = cases.get(1)
    assert (case.kind, case.channel, case.site) == (
        CONTRIBUTION, SYSTEM, str(small_portal['sites']['bavi'].__oid__))
    contents = cases.open(case)
    assert (contents.title, contents.text) == ('Thông báo VB-1', 'Lịch tiếp công dân.')
    assert (contents.sender.name, contents.sender.organisation) == (
        'Trần Văn A', 'Văn phòng UBND Thành phố')
    assert sorted(cases.file(case, number).filename for number in (0, 1)) == sorted(FILES)
    assert documents.receipts['VB-1'] == {
        'DocumentId': 'VB-1', 'StatusCode': '03', 'maHoSo': case.code}
    assert not documents.packages
    documents.send('VB-1', FILES)
    look()
    assert documents.receipts['VB-1']['maHoSo'] == case.code and cases.get(2) is None
    assert content_database(registry).storage.lastTransaction() == before


@pytest.mark.parametrize(('changes', 'why'), [
    ({'To': ELSEWHERE}, 'UBND phường Không Có'), ({'Subject': ''}, '“title”'),
    ({'Subject': ['x']}, '“title”'), ({'SignerInfo': None}, '“sender”'),
    ({'AttachmentList': []}, 'một tệp'), ({'AttachmentList': 'x'}, 'một tệp'),
    ({'AttachmentList': [{'AttachmentId': '7', 'AttachmentName': 'a.csv'}]}, '404'),
    ({'AttachmentList': [{'AttachmentId': '', 'AttachmentName': 'a.csv'}]}, 'không có mã'),
    ({'AttachmentList': [{'AttachmentId': '0', 'AttachmentName': f'{each}.csv'}
                         for each in range(11)]}, 'Tối đa'),
    ({'AttachmentList': [{'AttachmentId': '1', 'AttachmentName': 'bang.csv',
                          'Sha256': '0' * 64}]}, 'SHA-256'),
    ({'AttachmentList': [{'AttachmentId': '1', 'AttachmentName': 'a.exe', 'Sha256': sha256(
        FILES['bang.csv']).hexdigest()}]}, '')])
def test_a_package_that_is_wrong_is_refused_whole_told_and_named_in_a_register(
        documents, look, cases, refused, changes, why):
    documents.send('VB-2', FILES, **changes)
    look()

    receipt = documents.receipts['VB-2']
    assert receipt['StatusCode'] == '02' and why in receipt['Description']
    assert cases.get(1) is None and refused() == [('VB-2', receipt['Description'])]
    documents.send('VB-2', FILES)
    look()
    assert cases.get(1) is not None and refused() == []


@pytest.mark.clause('12.1.a/3')
@pytest.mark.clause('13.1.c/1')
def test_the_list_fills_the_register_once_and_a_changed_date_re_dates_what_is_owed(
        documents, look, rows, small_portal, registry, clock):
    bavi = small_portal['sites']['bavi']
    documents.has('D1', '12/QĐ-UBND', '2026-11-20', ToPlaces=['Sở Xây dựng'])
    documents.has('D2', '3/2026/QĐ-UBND', '2026-11-23', From={
        'OrganId': 'H26', 'OrganName': 'UBND Thành phố Hà Nội'}, OtherInfo={
            'SphereOfPromulgation': 'phuong-xa'})
    look()
    look()

    first, second = rows()
    assert (first.site, second.site) == (str(bavi.__oid__), str(small_portal.__oid__))
    assert {**first.values, 'issuer': ''} == {
        'kind': 'van-ban', 'type': 'quyet-dinh-ca-biet', 'number': '12/QĐ-UBND',
        'issued': datetime.date(2026, 11, 20), 'title': 'Về việc D1', 'issuer': '',
        'reach': 'neu-ten', 'sites': ('soxaydung',)}
    assert (second.values['type'], second.values['reach']) == (
        'quyet-dinh-cua-ubnd-qppl', 'xa-phuong')

    def due():
        transaction.begin()
        duties = registry.getAdapter(small_portal, IDuties)
        return [standing.due for each in duties.of_site(str(bavi.__oid__))
                if each.events[0].evidence == '12/QĐ-UBND'
                and (standing := duties.standing(each, clock.now())).state != VOID]

    before = due()
    documents.has('D1', '12/QĐ-UBND', '2026-11-23', ToPlaces=['Sở Xây dựng'])
    look()
    first, second = rows()
    assert first.values['issued'] == datetime.date(2026, 11, 23) and first.number == 1
    assert first.past[-1].values['issued'] == datetime.date(2026, 11, 20)
    assert len(before) == 1 and due()[0] > before[0]
    documents.has('D1', '12/QĐ-UBND', '2026-11-23', TrangThai='thu-hoi')
    look()
    assert [each.values['number'] for each in rows()] == ['3/2026/QĐ-UBND'] and due() == []


def test_what_people_have_entered_or_corrected_stays(
        documents, look, rows, small_portal, registry):
    registers = RegisterService(registry, lambda _permission, _site: True, send(registry))
    bavi = small_portal['sites']['bavi']
    registers.add(ISSUED_REGISTER, bavi, {
        'kind': 'van-ban', 'type': 'quyet-dinh-ca-biet', 'number': '12/QĐ-UBND',
        'issued': '2026-11-20', 'title': 'Về việc phê duyệt', 'reach': 'xa-phuong'}, 'test')
    transaction.commit()
    documents.has('D1', '12/QĐ-UBND', '2026-11-20')
    look()
    row, = rows()
    assert (row.values['title'], row.values['reach']) == ('Về việc phê duyệt', 'xa-phuong')
    documents.has('D1', '12/QĐ-UBND', '2026-11-21')
    look()
    row, = rows()
    assert (row.values['issued'], row.values['reach']) == (
        datetime.date(2026, 11, 21), 'xa-phuong')


def test_rows_that_are_there_no_longer_hold_up_no_other(documents, look, rows, small_portal):
    documents.has('D1', '12/QĐ-UBND', '2026-11-20')
    documents.has('B1', '1/QĐ-UBND', 'hôm qua')
    look()
    for name in (ISSUED_REGISTER, NAME):
        rows_of(small_portal, name).rows.clear()  # as when their term is over
    transaction.commit()
    documents.has('D1', '12/QĐ-UBND', '2026-11-21')
    documents.has('B1', '1/QĐ-UBND', '2026-11-20')
    documents.has('D2', '13/QĐ-UBND', '2026-11-20')
    look()
    assert [each.values['number'] for each in rows()] == ['1/QĐ-UBND', '13/QĐ-UBND']
    documents.has('D1', '12/QĐ-UBND', '2026-11-21', TrangThai='thu-hoi')
    documents.has('D3', '14/QĐ-UBND', '2026-11-20')
    look()
    assert rows()[-1].values['number'] == '14/QĐ-UBND'


def test_bad_rows_are_named_and_the_others_are_entered(documents, look, rows, refused):
    documents.has('B1', '1/QĐ-UBND', '2027-01-01')
    documents.has('B2', '', '2026-11-20')
    documents.has('B3', '3/QĐ-UBND', 'hôm qua')
    documents.has('B4', '4/QĐ-UBND', '2026-11-20', From=ELSEWHERE)
    documents.has('B5', '5/QĐ-UBND', '2026-11-20', DocumentType={'TypeName': 'Sấm truyền'})
    documents.has('B6', '6/QĐ-UBND', '2026-11-20', ToPlaces=['Sở Trên Trời'])
    documents.has('OK', '7/QĐ-UBND', '2026-11-20')
    look()
    assert [each.values['number'] for each in rows()] == ['7/QĐ-UBND']
    found = dict(refused())
    assert sorted(found) == ['B1', 'B2', 'B3', 'B4', 'B5', 'B6'] and all(found.values())
    assert 'sau hôm nay' in found['B1'] and 'Không Có' in found['B4'] and 'Trên Trời' in found[
        'B6']

    documents.has('B3', '3/QĐ-UBND', '24/11/2026')
    look()
    assert 'B3' not in dict(refused())
    look(days=60)  # the day of B1 has come, and nothing of it was sent again
    assert sorted(dict(refused())) == ['B2', 'B4', 'B5', 'B6']
    assert [each.values['number'] for each in rows()] == ['7/QĐ-UBND', '3/QĐ-UBND', '1/QĐ-UBND']


def test_the_register_of_what_was_not_taken_is_read_and_nobody_enters_a_row(
        documents, look, visit, staff):
    documents.has('B1', '1/QĐ-UBND', '2027-01-01')
    look()
    head = visit('bavi-head')
    page = f'/desk/sites/bavi/@@register{{}}?of={NAME}'
    assert 'Ngày ở sau hôm nay' in head.get(page.format('')).html.main.text
    assert head.get(page.format('-row'), status='*').status_int in (403, 404)
    assert visit('soxaydung-head').get(page.format('') + '&row=1', status='*').status_int in (
        403, 404)


def test_a_long_list_is_read_by_pages_and_only_once(documents, look, rows, small_portal):
    for number in range(1, 161):
        documents.has(f'D{number}', f'{number}/QĐ-UBND', '2026-11-20')
    look()
    assert len(rows()) == 150
    look()
    asked, database = len(documents.asked), interactions_of(small_portal)._p_jar.db()
    before = database.lastTransaction()
    look()
    assert len(rows()) == 160 and database.lastTransaction() == before
    assert [path for _method, path in documents.asked[asked:]] == [
        f'{WAITING}?so=50', f'{ISSUED}?sau=160&so=50']


def says(status, said, **headers):
    return lambda handler: handler.say(status, said, **headers)


def hang_up(handler):
    handler.close_connection = True


FILE, ANSWER = '/goi-tin/VB-1/tep/0', '/goi-tin/VB-1/trang-thai'
MISDEEDS = {
    'hangs up': (WAITING, hang_up), 'fails': (WAITING, says(500, b'')),
    'throttles': (WAITING, says(429, b'', Retry_After='60')),
    'token': (WAITING, says(401, b'{}')), 'leads away': (WAITING, says(302, b'', Location='/x')),
    'no JSON': (WAITING, says(200, b'<html>')), 'a list': (WAITING, says(200, [])),
    'deep': (WAITING, says(200, b'[' * 60_000)), 'packed': (
        WAITING, says(200, b'x', Content_Encoding='gzip')),
    'no entries': (WAITING, says(200, {'danhSach': {}})),
    'the file fails': (FILE, says(503, b'')), 'the file hangs up': (FILE, hang_up),
    'the receipt fails': (ANSWER, says(500, b'')), 'the receipt hangs up': (ANSWER, hang_up),
    'the receipt is refused': (ANSWER, says(403, b'{}')),
    'the list fails': (ISSUED, says(502, b'')), 'the list has no end': (
        ISSUED, says(200, {'danhSach': [{'DocumentId': 'x'}], 'conNua': True})),
    'the list goes round': (ISSUED, says(200, {'danhSach': [], 'conNua': True, 'sau': ''})),
    'entries without a name': (ISSUED, says(200, {'danhSach': [7, {}], 'sau': '9'})),
    'too much': (ISSUED, says(200, b' ' * 4_100_000)), 'hangs': (WAITING, HANGS),
    'the file hangs': (FILE, HANGS), 'the receipt hangs': (ANSWER, HANGS),
    'the list hangs': (ISSUED, HANGS)}


@pytest.mark.parametrize('misdeed', MISDEEDS)
def test_after_any_fault_all_arrives_once(
        misdeed, documents, look, cases, rows, registry, small_portal, monkeypatch):
    if 'hangs' in misdeed:  # our patience ends it, and the other part goes on
        for module in (fetching, taking):
            monkeypatch.setattr(module, 'SECONDS', .2)
    path, act = MISDEEDS[misdeed]
    documents.send('VB-1', FILES)
    documents.has('D1', '12/QĐ-UBND', '2026-11-20')
    documents.at[path] = act
    look()
    look(hours=3)
    assert 'fails' in health.check(registry, small_portal)
    assert len(rows()) == (path != ISSUED) and ('VB-1' in documents.receipts) == (
        path == ISSUED)
    documents.at.clear()
    look(hours=7)
    assert len(rows()) == 1 and cases.get(1) is not None and cases.get(2) is None
    assert documents.receipts['VB-1']['maHoSo'] == cases.get(1).code
    assert health.check(registry, small_portal) == ''


def test_one_package_that_never_comes_holds_up_no_other(documents, look, cases, refused):
    documents.send('VB-1', FILES)
    documents.send('VB-3', FILES)
    documents.at[FILE] = hang_up
    for _look in range(3):
        look(hours=7)
    assert sorted(documents.receipts) == ['VB-3']
    for _look in range(14):
        look(hours=7)
    assert documents.receipts['VB-1']['StatusCode'] == '02' and refused()[0][0] == 'VB-1'


def test_nothing_is_asked_without_the_setting(documents, look, configured):
    configured(document_system='')
    look()
    assert documents.asked == []


def test_a_scheduler_that_stops_in_the_midst_loses_and_doubles_nothing(
        documents, look, cases, monkeypatch):
    documents.send('VB-1', FILES)
    monkeypatch.setattr(jobs.Taking, '_answer', lambda *_given, **_more: 1 / 0)
    look()
    monkeypatch.undo()
    look()
    assert documents.receipts['VB-1']['maHoSo'] == cases.get(1).code and cases.get(2) is None


# Results, by the delivery engine


@pytest.fixture
def connect(delivering, documents):
    return lambda: delivering.turn_on('quan-ly-van-ban', 'Quản lý văn bản', {
        'address': documents.address + RESULTS, 'token': TOKEN})


@pytest.fixture
def item(small_portal, editing, publishing):
    """A news item of Ba Vì that is public."""
    made = editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], 'tin', 'NewsItem', {
        'title': 'Tin', 'summary': 'Tóm tắt', 'body': '<p>Nội dung</p>', 'keywords': 'x'}, 'test')
    publishing.publish(made, 'test')
    transaction.commit()
    return made


@pytest.mark.clause('12.1.a/3')
def test_the_system_is_told_what_became_of_each_package(
        documents, look, delivering, connect, cases, item):
    connect()
    for name in ('VB-1', 'VB-2'):
        documents.send(name, {'bang.csv': f'a,b\n{name},2\n'.encode()})
    look()
    delivering.look()
    assert [(each['DocumentId'], each['StatusCode']) for each in documents.results] == [
        ('VB-2', '03'), ('VB-1', '03')]
    first, second = cases.get(1), cases.get(2)
    cases.append(first, PUBLISHED, item=str(item.__oid__), site=first.site)
    cases.append(first, ANSWERED, text='Đã đăng', item=str(item.__oid__), site=first.site)
    cases.append(second, ANSWERED, text='Chưa đủ căn cứ.', ground=f'{REFUSED_ON}a',
                 site=second.site)
    transaction.commit()
    documents.at[RESULTS] = says(503, b'')
    delivering.look(minutes=11)
    documents.at.clear()
    delivering.until_still()
    told = {each['DocumentId']: each for each in documents.results[2:]}
    assert (told['VB-1']['StatusCode'], told['VB-1']['duongDan']) == (
        '06', 'https://bavi.hanoi.gov.vn/tin-tuc-su-kien/tin')
    assert (told['VB-2']['StatusCode'], told['VB-2']['Description']) == ('02', 'Chưa đủ căn cứ.')
    assert told['VB-2']['maHoSo'] == second.code and 'duongDan' not in told['VB-2']

    cases.append(first, UNPUBLISHED, item=str(item.__oid__), site=first.site)
    transaction.commit()
    delivering.look(minutes=11)
    assert [documents.results[-1][name] for name in ('DocumentId', 'StatusCode')] == [
        'VB-1', 'thu-hoi']
    assert len(documents.results) == 5
    delivering.service.try_out(delivering.portal, delivering.number, 'test')
    transaction.commit()
    delivering.look()
    assert delivering.outcomes()[0] == 'accepted' and TOKEN not in repr(delivering.state.settings)


def test_of_other_cases_and_of_old_packages_nothing_is_told(
        documents, look, cases, small_portal, registry, clock):
    documents.send('VB-1', FILES)
    look()
    system, case = registry.getUtility(IDocumentSystem), cases.get(1)
    other = cases.receive(Submission('question', case.site, 'Hỏi', 'Nội dung'))

    reference, verdict = system.package(small_portal, case.code)
    assert (reference, verdict.standing) == ('VB-1', 'new')
    assert system.package(small_portal, other.code) is None
    assert system.package(small_portal, 'XXXX-XXXX') is None
    assert system.verdicts(small_portal, case.received) == {case.code: verdict}
    assert system.verdicts(small_portal, case.received + jobs.EXACTLY) == {}
    counted = registry.getUtility(IReceivers)[RECEIVER].figures
    environment = SimpleNamespace(registry=registry, portal=small_portal, clock=clock)
    assert counted(environment, {}) == {case.code: 'new '}
    clock.pass_(days=181)
    assert counted(environment, {}) == {}


def test_every_name_is_as_the_operator_maps_it(
        documents, look, delivering, connect, configured, rows, registry, tmp_path, monkeypatch):
    data = renamed(registry.getUtility(ISettings).data, 'document_system.csv', tmp_path)
    monkeypatch.setattr(documents, 'mark', MARK)
    configured(data=data)
    monkeypatch.setitem(registry.getUtility(IReceivers), RECEIVER, receiver_of(profile_in(data)))
    connect()
    documents.send('VB-1', FILES)
    documents.has('BH-1', '12/QĐ-UBND', '2026-11-20')
    look()
    delivering.until_still()
    assert [row.values['title'] for row in rows()] == ['Về việc BH-1']
    assert documents.receipts['VB-1']['StatusCode'] == '03'
    assert [(each['DocumentId'], each['StatusCode']) for each in documents.results] == [
        ('VB-1', '03')]


RESULT_FAULTS = {
    **{name: befalls(deed) for name, deed in FAULTS.items()},
    'no receipt': says(200, {'trangThai': 'tiep-nhan'}),
    'no outcome': says(200, {'trangThai': 'x', 'maTiepNhan': '1'}),
    'is refused': says(200, {'trangThai': 'tu-choi', 'lyDo': 'Trùng'})}
#: After all others the result is sent again.
FINAL = {'refuses': 'refused', 'is refused': 'refused', 'wants no more': 'ended'}


def test_after_every_fault_each_result_arrives(
        documents, look, delivering, connect, monkeypatch):
    monkeypatch.setattr(posting, 'SECONDS', .15)
    connect()
    documents.send('VB-1', FILES)
    look()
    delivering.until_still()
    for number, (fault, act) in enumerate(RESULT_FAULTS.items(), 2):
        outcome = delivering.befall(
            partial(documents.at.update, {RESULTS: act}), documents.at.clear, fault)
        assert outcome == FINAL.get(fault, 'later'), fault
        assert [each['DocumentId'] for each in documents.results] == ['VB-1'] * number, fault
    assert len(documents.keys) == len(documents.results)


# By the API


@pytest.fixture
def pushing(browser, registry, small_portal, staff, configured):
    """The system of documents, with an account of Ba Vì."""
    bavi = small_portal['sites']['bavi']
    return System(browser, connected(registry, bavi, (PACKAGES_SEND, FILES_WRITE))[1])


def uploaded(system, content, filename='a.csv'):
    key = system.ask('POST', '/uploads', status=201, Upload_Length=str(len(content)),
                     Upload_Metadata='filename YS5jc3Y=', Tus_Resumable='1.0.0').json['id']
    system.ask('PATCH', f'/uploads/{key}', content, 204, 'application/offset+octet-stream',
               Upload_Offset='0')
    return {'name': filename, 'sha256': sha256(content).hexdigest(), 'upload': key}


def package(files, **changed):
    return {'format': 'hanoiportal-package/1', 'reference': '1245/UBND-VP', 'title': 'Thông báo',
            'rights': True, 'files': files, 'sender': {
                'kind': 'body', 'organisation': 'Văn phòng', 'name': 'Trần Văn A'}, **changed}


@pytest.mark.clause('12.1.a/3')
def test_a_package_is_sent_by_the_api_and_its_result_is_read_there(
        pushing, cases, browser, registry, small_portal, item):
    said = package([uploaded(pushing, FILES['bang.csv'])])
    made = pushing.ask('POST', '/packages', said, 201)
    transaction.begin()
    case = cases.get(1)
    assert made.json['case'] == case.code and made.json['status'] == 'new'
    assert case.site == str(small_portal['sites']['bavi'].__oid__) and case.channel == SYSTEM
    assert pushing.ask('POST', '/packages', said, 201).json == made.json
    transaction.begin()
    assert cases.get(2) is None
    cases.append(case, PUBLISHED, item=str(item.__oid__), site=case.site)
    transaction.commit()
    read = pushing.ask('GET', made.headers['Location'], status=200).json
    assert (read['status'], read['address'], read['reference']) == (
        'published', 'https://bavi.hanoi.gov.vn/tin-tuc-su-kien/tin', '1245/UBND-VP')

    other = System(browser, connected(
        registry, small_portal['sites']['soxaydung'], (PACKAGES_SEND,))[1])
    unknown = other.ask('GET', '/packages/HN-0000-0000', status=404).json
    assert other.ask('GET', f'/packages/{case.code}', status=404).json == unknown
    bare = System(browser, connected(
        registry, small_portal['sites']['soxaydung'], (FILES_WRITE,), title='Khác')[1])
    assert bare.ask('POST', '/packages', said, 403)
    assert System(browser, None).ask('POST', '/packages', said, 401)


def test_a_package_that_is_wrong_is_a_problem_and_no_case(pushing, cases):
    for changes, status in (
            ({'format': 'khac'}, 422), ({'title': ' '}, 422), ({'reference': ''}, 422),
            ({'sender': {}}, 422), ({'sender': 'x'}, 422), ({'files': []}, 422),
            ({'files': 'x'}, 422), ({'files': [7]}, 422),
            ({'files': [{'name': 'a.csv', 'upload': 'x'}]}, 422),
            ({'files': [{'name': 'a.csv', 'upload': 7}]}, 422), ({'more': 1}, 422)):
        pushing.ask('POST', '/packages', {**package([]), **changes}, status)
        wrong = {**uploaded(pushing, b'a,b\n'), 'sha256': '0' * 64}
        problem = pushing.ask('POST', '/packages', package([wrong]), 422).json
        transaction.begin()
        assert 'SHA-256' in problem['detail'] and cases.get(1) is None, changes


# The server of these tests

RESULT = {'DocumentId': 'VB-1', 'StatusCode': '06', 'maHoSo': 'HN-1', 'maGui': 'k',
          'Timestamp': '2026-11-24T08:00:00+07:00', 'duongDan': 'https://hanoi.vn/1'}
RECEIPT = {'DocumentId': 'VB-1', 'StatusCode': '03', 'maHoSo': 'HN-1'}
TO = '/goi-tin/VB-1/trang-thai'
WRONG = [
    ('GET', '/', b'', 404), ('GET', '/goi-tin/VB-9/tep/0', b'', 404),
    ('GET', '/goi-tin/VB-1/tep/9', b'', 404), ('GET', '/goi-tin/VB-1/tep/x', b'', 404),
    ('GET', f'{WAITING}?so=0', b'', 400), ('GET', f'{WAITING}?so=101', b'', 400),
    ('GET', f'{ISSUED}?so=x', b'', 400), ('GET', f'{ISSUED}?sau=x', b'', 400),
    ('POST', '/', RECEIPT, 404), ('POST', TO, b'{', 400), ('POST', TO, b'[]', 400),
    ('POST', TO, {**RECEIPT, 'x': 1}, 400), ('POST', TO, {**RECEIPT, 'StatusCode': '99'}, 400),
    ('POST', TO, {**RECEIPT, 'StatusCode': '06'}, 422), ('POST', TO, {
        **RECEIPT, 'DocumentId': 'VB-2'}, 422), ('POST', TO, {**RECEIPT, 'maHoSo': ''}, 422),
    ('POST', TO, {**RECEIPT, 'StatusCode': '02'}, 422),
    ('POST', TO, {**RECEIPT, 'Description': 'x' * 2001}, 422),
    ('POST', TO, {**RECEIPT, 'Description': 7}, 422),
    ('POST', '/goi-tin/VB-9/trang-thai', RECEIPT, 404),
    ('POST', RESULTS, {**RESULT, 'maGui': 7}, 400), ('POST', RESULTS, RESULT, 422),
    ('POST', RESULTS, {**RESULT, 'DocumentId': 'VB-0', 'maHoSo': ''}, 422),
    ('POST', RESULTS, {**RESULT, 'DocumentId': 'VB-0', 'duongDan': 'http://x'}, 422),
    ('POST', RESULTS, {**RESULT, 'DocumentId': 'VB-0', 'Timestamp': '2026-11-24'}, 422),
    ('POST', RESULTS, {**RESULT, 'DocumentId': 'VB-0', 'Timestamp': 7}, 422),
    ('DELETE', TO, b'', 405), ('POST', TO, b' ' * 100_001, 413)]


def test_the_server_of_the_tests_refuses(documents):
    documents.send('VB-1', {'a.csv': b'a'})
    documents.receipts['VB-0'] = {}

    for method, path, said, status in WRONG:
        assert answered(documents, method, path, said) == status


def answered(documents, method, path, said, token=TOKEN):
    connection = HTTPConnection('127.0.0.1', documents.server_port, timeout=10)
    connection.request(method, path, body_of(said), {
        'Authorization': f'Bearer {token}', 'Content-Type': 'application/json'})
    status = connection.getresponse().status
    connection.close()
    return status


def test_the_server_refuses_who_shows_no_token_and_takes_what_is_right(documents):
    documents.send('VB-1', {'a.csv': b'a'})
    assert answered(documents, 'GET', WAITING, b'', 'x') == 401
    assert answered(documents, 'POST', TO, json.dumps(RECEIPT).encode()) == 200
    assert answered(documents, 'POST', RESULTS, RESULT) == 200
