"""What the decision asks each body to keep: who enters it, who decides, who is reminded of it."""
import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import transaction
from hanoiportal.base.clock import ONE_DAY, local, parse
from hanoiportal.base.csvfile import Line, csv_text
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.events import SYSTEM
from hanoiportal.oversight.workregisters.money import COSTS, SOURCES
from hanoiportal.oversight.workregisters.planning import GOVERNING, PLANS
from hanoiportal.platform.duties.interfaces import MET, RUNNING
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.officefiles.interfaces import IOfficeFiles
from hanoiportal.platform.registers import ending
from hanoiportal.platform.registers.ending import end_rows
from hanoiportal.platform.registers.interfaces import (
    CannotKeep,
    IApproved,
    IDeclaredRegisters,
    RowQuery,
)
from hanoiportal.platform.registers.jobs import remind
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.types.component_site import PRACTICE
from support.deeds import deeds
from support.desk_forms import form_of
from webtest import Upload

ACTOR = 'u1'


@pytest.fixture
def portal(small_portal):
    return small_portal


@pytest.fixture
def example(registry):
    """``example(register, **other)``: a row of a register as it is typed."""
    declared = registry.getUtility(IDeclaredRegisters)
    return lambda register, /, **other: {**declared[register].example, **other}


def moved(registers, name, site, row, *states):
    for state in states:
        row = registers.move(name, site, row.number, state, '', ACTOR)
    return row


def refused(registers, name, site, row, state):
    with pytest.raises(CannotKeep) as found:
        registers.move(name, site, row.number, state, '', ACTOR)
    return set(found.value.reasons)


@pytest.mark.clause('6.4')
def test_a_change_of_the_platform_waits_for_the_head_of_the_owner_body(by, bavi, example):
    head, owner = by('bavi-head'), by('chuquan')
    row = head.add('changes', bavi, example('changes'), ACTOR)

    assert refused(head, 'changes', bavi, row, 'thuc-hien') == {''}
    assert refused(head, 'changes', bavi, row, 'da-duyet') == {''}, 'the head decides nothing'
    assert refused(owner, 'changes', bavi, row, 'da-duyet') == {'decision', 'approved'}
    head.change('changes', bavi, row.number, example(
        'changes', decision='77/QĐ-UBND', approved='2026-04-20'), 'Có quyết định', ACTOR)
    moved(owner, 'changes', bavi, row, 'da-duyet')
    assert refused(head, 'changes', bavi, row, 'thuc-hien') == {'applied'}


@pytest.mark.clause('7.2')
def test_plans_of_a_year_and_of_five_are_kept_submitted_and_approved(by, bavi, example):
    head, manager = by('bavi-head'), by('quanly')
    for kind, first, last, good in (
            ('nam', '2026', '', True), ('nam', '2026', '2027', False),
            ('5-nam', '2026', '2030', True), ('5-nam', '2026', '2029', False),
            ('dau-tu', '2026', '2028', True), ('dau-tu', '2026', '2025', False)):
        given = example('plans', title=f'{kind} {last}', kind=kind, first=first, last=last)
        if good:
            row = head.add('plans', bavi, given, ACTOR)
        else:
            with pytest.raises(CannotKeep) as found:
                head.add('plans', bavi, given, ACTOR)
            assert set(found.value.reasons) == {'last'}
    row = moved(head, 'plans', bavi, row, 'da-trinh')
    assert [each.name for each in head.moves('plans', bavi, row.number)] == []
    assert refused(manager, 'plans', bavi, row, 'da-duyet') == {'number', 'approved'}
    head.change('plans', bavi, row.number, {
        **PLANS.typed(row.values), 'number': '9/QĐ', 'approved': '2026-01-09'}, 'Có', ACTOR)
    assert moved(manager, 'plans', bavi, row, 'da-duyet').state == 'da-duyet'


@pytest.mark.clause('7.4')
@pytest.mark.clause('9.3')
def test_the_documents_that_govern_a_site_are_kept_with_their_partners(by, bavi, example):
    head, editor = by('bavi-head'), by('bavi-editor')
    with pytest.raises(CannotKeep) as found:
        head.add('governing', bavi, example('governing', partners=''), ACTOR)
    assert set(found.value.reasons) == {'partners'}
    head.add('governing', bavi, example('governing'), ACTOR)
    head.add('governing', bavi, example(
        'governing', kind='thanh-lap-bbt', number='6/QĐ', partners=''), ACTOR)
    rules = editor.rows('governing', bavi, RowQuery(chosen=(('kind', 'quy-che-phoi-hop'),)))
    assert [row.values['partners'] for row in rules.items] == [('Công an phường', 'Trường THCS')]
    with pytest.raises(PermissionError):
        editor.add('governing', bavi, example('governing', number='7/QĐ'), ACTOR)
    assert head.standing('governing', bavi) == (2, 0, 0), 'what is in force waits for nobody'


@pytest.mark.clause('9.3')
def test_a_document_is_in_force_up_to_its_last_day_and_not_public_afterwards(
        by, bavi, example, registry, portal, clock, audit, monkeypatch):
    head, manager = by('bavi-head'), by('quanly')
    today = local(clock.now()).date()
    for number, until in (('1/QĐ', today), ('2/QĐ', today - ONE_DAY), ('3/QĐ', None)):
        row = head.add('governing', bavi, example(
            'governing', number=number, until=until.isoformat() if until else ''), ACTOR)
        moved(manager, 'governing', bavi, row, 'cong-khai')
    head.withdraw('governing', bavi, 3, 'Nhầm', ACTOR)
    transaction.commit()
    before = content_database(registry).lastTransaction()

    def in_force():
        with opened(registry, 'test') as environment:
            end_rows(environment)
            end_rows(environment)
        transaction.begin()
        approved = registry.getUtility(IApproved)
        return [row.number for row, _was in approved.rows(portal, GOVERNING)]

    assert in_force() == [1]
    with monkeypatch.context() as changed:  # rows that have got another day since they were read
        changed.setattr(ending, '_ended', lambda _environment, register, _today: [1, 3] if (
            register is GOVERNING) else [])
        assert in_force() == [1]
    clock.pass_(days=1)
    assert in_force() == []
    row = head.row('governing', bavi, 1)
    assert (row.state, row.past[-1].state, row.past[-1].actor, row.past[-1].why) == (
        'het-hieu-luc', 'cong-khai', SYSTEM, f'Đã qua ngày {today:%d/%m/%Y}.')
    assert len(row.past) == 2 and head.row('governing', bavi, 3).state == 'cong-khai'
    assert deeds(audit, bavi)[-2:] == [('register_move', SYSTEM)] * 2
    assert content_database(registry).lastTransaction() == before


@pytest.mark.clause('8.13')
@pytest.mark.clause('25.1')
@pytest.mark.clause('25.2')
@pytest.mark.clause('28.3')
@pytest.mark.clause('33.7')
def test_estimates_by_the_four_sources_and_seven_kinds_add_up_for_a_year_and_all_bodies(
        by, bavi, portal, example):
    head, manager = by('bavi-head'), by('quanly')
    assert (len(SOURCES), len(COSTS)) == (4, 7)
    for source, _title in SOURCES:
        for at, (cost, _title) in enumerate(COSTS, 1):
            head.add('budget', bavi, example(
                'budget', source=source, cost=cost, year='2026', estimate=str(at)), ACTOR)
    head.add('budget', bavi, example('budget', year='2027', estimate='900'), ACTOR)
    manager.add('budget', portal, example('budget', year='2026', estimate='50'), ACTOR)
    year = (('year', '2026'),)

    sums = head.rows_and_sums('budget', bavi, RowQuery(chosen=year))[1]
    assert list(sums.values()) == [4, 8, 12, 16, 20, 24, 28]
    source = head.rows_and_sums('budget', bavi, RowQuery(chosen=(*year, ('source', 'b'))))[1]
    assert list(source.values()) == [1, 2, 3, 4, 5, 6, 7]
    assert manager.rows_and_sums(
        'budget', portal, RowQuery(chosen=year, everywhere=True))[1]['b'] == 58
    with pytest.raises(PermissionError):
        head.rows_and_sums('budget', bavi, RowQuery(everywhere=True))
    head.withdraw('budget', bavi, 28, 'Nhầm', ACTOR)
    assert head.rows_and_sums('budget', bavi, RowQuery(chosen=year, withdrawn=True))[1]['g'] == 21
    row = moved(head, 'budget', bavi, head.row('budget', bavi, 1), 'da-trinh')
    assert refused(manager, 'budget', bavi, row, 'da-duyet') == {'approved', 'decision'}


@pytest.mark.clause('7.2')
@pytest.mark.clause('24.2')
@pytest.mark.clause('33.7')
def test_a_register_of_each_year_says_that_this_year_has_none(by, visit, staff, bavi, example):
    head = by('bavi-head')
    for name, field, given in (
            ('plans', 'first', {}), ('budget', 'year', {}), ('reviews', 'year', {}),
            ('training', 'begins', {'ends': ''})):
        other, this = ('2025', '2026') if field != 'begins' else ('2025-05-05', '2026-05-05')
        assert head.standing(name, bavi).missing_year == 2026
        head.add(name, bavi, example(name, **{**given, field: other}), ACTOR)
        assert head.standing(name, bavi).missing_year == 2026, name
        row = head.add(name, bavi, example(name, **{**given, field: this}), ACTOR)
        assert head.standing(name, bavi).missing_year == 0, name
        if name == 'reviews':
            assert refused(head, name, bavi, row, 'co-phuong-an') == {'plan'}
            assert refused(by('bavi-editor'), name, bavi, row, 'co-phuong-an') == {''}
            head.change(name, bavi, row.number, example(
                name, year=this, plan='Thuê thêm đường truyền'), 'Có phương án', ACTOR)
            assert refused(head, name, bavi, row, 'thuc-hien') == {''}
            moved(head, name, bavi, row, 'co-phuong-an', 'thuc-hien')
            assert head.standing(name, bavi).waiting == 1, 'that of the year before'
    transaction.commit()
    shown = visit('bavi-head').get('/desk/sites/soxaydung/@@registers', status='*')
    assert shown.status_int in (403, 404)


@pytest.mark.clause('8.10')
@pytest.mark.clause('24.1')
def test_who_keeps_a_register_is_reminded_once_before_the_day_and_not_when_all_is_done(
        by, bavi, example, staff, registry, clock):
    head = by('bavi-head')
    head.add('equipment', bavi, example('equipment', warranty='2026-12-20'), ACTOR)
    head.add('upkeep', bavi, example('upkeep', next='2026-12-20'), ACTOR)
    gone = head.add('equipment', bavi, example(
        'equipment', code='TB-2', warranty='2026-12-01'), ACTOR)
    moved(head, 'equipment', bavi, gone, 'thanh-ly')
    by('kiemtra').add('inspections', bavi, example('inspections', due='2026-11-30'), ACTOR)
    by('kiemtra').add('inspections', bavi, example('inspections', due='2026-11-03'), ACTOR)
    transaction.commit()
    before = content_database(registry).lastTransaction()

    def told(login, kind='register_due'):
        with opened(registry, 'test') as environment:
            remind(environment)
            remind(environment)
        transaction.begin()
        due = [each.details for each in notifying(registry).list(staff[login])
               if each.kind == kind]
        assert not any('number' in each for each in due), 'it would be read as that of a row'
        return [each['note'] for each in due]

    notice, = told('kiemtra')
    assert notice.startswith('Sổ kiểm tra: dòng số 1, hạn 30/11/2026; '), 'nobody else inspects'
    assert told('kiemtra', 'register_late') == [
        'Sổ kiểm tra: dòng số 2, hạn 03/11/2026, quá hạn 21 ngày'], 'nothing is due soon of it'
    assert len(told('bavi-head')) == 1
    clock.pass_(days=20)
    assert told('bavi-head')[0] == 'Sổ kiểm tra, bảo dưỡng: dòng số 1, hạn 20/12/2026'
    assert len(told('bavi-deputy')) == 2
    assert told('bavi-editor') == told('soxaydung-head') == []
    assert content_database(registry).lastTransaction() == before


@pytest.mark.clause('20.1')
def test_nobody_at_the_city_is_reminded_of_what_is_written_for_practice(
        by, bavi, example, staff, registry):
    by('kiemtra').add('inspections', bavi, example('inspections', due='2026-11-30'), ACTOR)
    bavi.purpose = PRACTICE
    transaction.commit()
    with opened(registry, 'test') as environment:
        remind(environment)
    transaction.begin()
    assert notifying(registry).list(staff['kiemtra']) == []


@pytest.mark.clause('20.1')
@pytest.mark.clause('28.6')
def test_who_of_a_board_was_not_trained_this_year_is_named_and_the_city_sees_all(
        by, bavi, visit, staff, example):
    head = by('bavi-head')
    head.add('training', bavi, example('training', account='bavi-head'), ACTOR)
    head.add('training', bavi, example(
        'training', account='bavi-deputy', begins='2025-03-03', ends=''), ACTOR)
    for login in ('soxaydung-head', 'bavi-contributor', 'khong-co'):
        with pytest.raises(CannotKeep):
            head.add('training', bavi, example('training', account=login), ACTOR)
    transaction.commit()

    page = visit('bavi-head').get('/desk/sites/bavi/@@training-gaps')
    row, = page.html.select('table.list tbody tr')
    missing = row.select('td')[1].text
    assert 'Người bavi-deputy' in missing and 'Người bavi-member' in missing
    assert 'Người bavi-head' not in missing
    assert 'bavi-head' in visit('bavi-head').get(
        '/desk/sites/bavi/@@training-gaps?year=2025').html.select('td')[1].text
    assert len(visit('quanly').get('/desk/@@training-gaps').html.select('tbody tr')) == 3
    assert visit('bavi-editor').get('/desk/sites/bavi/@@training-gaps', status=404)


@pytest.mark.clause('28.2')
def test_an_incident_goes_through_its_states_with_their_times_and_entries_of_the_log(
        by, bavi, portal, example, clock, audit):
    editor, manager = by('bavi-editor'), by('quanly')
    row = editor.add('incidents', bavi, example('incidents'), ACTOR)
    assert [each.number for each in manager.rows('incidents', portal, RowQuery(
        everywhere=True, chosen=(('state', 'moi'),))).items] == [row.number]
    assert refused(editor, 'incidents', bavi, row, 'tiep-nhan') == {''}
    for state in ('tiep-nhan', 'dang-xu-ly'):
        clock.pass_(hours=1)
        manager.move('incidents', bavi, row.number, state, 'Đang xem', ACTOR)
    assert refused(manager, 'incidents', bavi, row, 'khac-phuc') == {'cause', 'restored'}
    head = by('bavi-head')
    with pytest.raises(CannotKeep) as early:
        head.change('incidents', bavi, row.number, example(
            'incidents', cause='Chứng thư', restored='2026-11-20T08:14'), 'Bổ sung', ACTOR)
    assert set(early.value.reasons) == {'restored'}
    head.change('incidents', bavi, row.number, example(
        'incidents', cause='Chứng thư hết hạn', restored='2026-11-24T10:00'), 'Bổ sung', ACTOR)
    moved(manager, 'incidents', bavi, row, 'khac-phuc')
    row = moved(editor, 'incidents', bavi, row, 'dong')
    assert [past.state for past in row.past] == ['', 'tiep-nhan', 'dang-xu-ly', 'dang-xu-ly',
                                                 'khac-phuc']
    assert row.past[1].until - row.past[0].until == datetime.timedelta(hours=1)
    editor.withdraw('incidents', bavi, row.number, 'Ghi trùng', ACTOR)
    head.bring_in('equipment', bavi, [Line(2, example('equipment'))], ACTOR)
    transaction.commit()
    assert deeds(audit, bavi, 'Chứng thư hết hạn') == [
        (f'register_{deed}', ACTOR) for deed in (
            'add', 'move', 'move', 'change', 'move', 'move', 'withdraw', 'import')]


def test_a_breach_of_personal_data_is_told_within_the_hours_of_the_law(
        by, bavi, duties, example, clock, audit):
    head, site = by('bavi-head'), str(bavi.__oid__)
    row = head.add('breaches', bavi, example('breaches', noticed='2026-11-23T10:00'), ACTOR)
    duty, = duties.of_site(site)
    standing = duties.standing(duty, clock.now())
    assert (duty.rule, standing.state) == ('dlcn.vi-pham', RUNNING)
    assert standing.due == parse('2026-11-26T10:00')
    assert refused(head, 'breaches', bavi, row, 'da-bao') == {'told'}

    head.change('breaches', bavi, row.number, example(
        'breaches', noticed='2026-11-23T10:00', told='2026-11-24T09:00'), 'Đã báo', ACTOR)
    standing = duties.standing(duty, clock.now())
    assert (standing.state, standing.met_at) == (MET, parse('2026-11-24T09:00'))
    head.change('breaches', bavi, row.number, example(
        'breaches', noticed='2026-11-23T10:00'), 'Nhầm', ACTOR)
    assert duties.standing(duty, clock.now()).state == RUNNING
    assert b'danh s\xc3\xa1ch' not in repr(vars(next(iter(duties.of_site(site))))).encode()
    inner = audit.entries(bavi, wanted=LogQuery(inner=True)).items
    assert not any('Lộ danh sách' in str(entry) or 'Nhầm' in str(entry) for entry in inner)
    with pytest.raises(LookupError):
        by('bavi-editor').row('breaches', bavi, row.number)


@pytest.mark.clause('28.7')
@pytest.mark.clause('30')
def test_the_security_authority_reads_and_takes_reviews_and_incidents_and_writes_none(
        by, visit, staff, bavi, portal, example):
    manager = by('quanly')
    row = manager.add('security', portal, example('security', findings=''), ACTOR)
    assert refused(manager, 'security', portal, row, 'ket-luan') == {'findings'}
    manager.change('security', portal, row.number, example('security'), 'Có kết luận', ACTOR)
    moved(manager, 'security', portal, row, 'ket-luan')
    assert refused(manager, 'security', portal, row, 'khac-phuc') == {'remedied'}
    assert refused(by('kiemtra'), 'security', portal, row, 'khac-phuc') == {''}
    manager.change('security', portal, row.number, example(
        'security', remedied='2026-11-20'), 'Đã cài', ACTOR)
    assert moved(manager, 'security', portal, row, 'khac-phuc').state == 'khac-phuc'
    by('bavi-editor').add('incidents', bavi, example('incidents'), ACTOR)
    transaction.commit()
    authority = visit('kiemtra')
    for name, word in (('security', 'Máy chủ ứng dụng'), ('incidents', 'Không gửi được tin')):
        page = authority.get(f'/desk/@@register?of={name}&everywhere=yes')
        table = page.html.select_one('table.list')
        assert word in table.text
        assert [each.text for each in table.select('.where [lang]')] == (
            [bavi.title] if name == 'incidents' else [])
        form = next(each for each in page.forms.values() if 'format' in each.fields)
        assert word in form.submit().text
    assert authority.get('/desk/@@register-row?of=security', status=404)
    assert visit('bavi-head').get('/desk/sites/bavi/@@register?of=security', status=404)


@pytest.mark.clause('29')
def test_an_inspector_enters_what_a_site_has_violated_and_the_site_reads_it(
        by, visit, staff, bavi, example):
    form = form_of(visit('kiemtra').get('/desk/sites/bavi/@@register-row?of=violations'), 'add')
    for field, text in example('violations').items():
        form[field] = text
    form.submit('act', value='add', status=303)
    head = visit('bavi-head')
    page = head.get('/desk/sites/bavi/@@register-row?of=violations&row=1')
    assert 'Đăng lại tin không ghi nguồn' in page and not page.html.select('button[name=act]')
    head.get('/desk/sites/bavi/@@register-row?of=violations', status=404)
    assert visit('bavi-editor').get('/desk/sites/bavi/@@register?of=violations', status=404)
    transaction.begin()
    row = by('kiemtra').row('violations', bavi, 1)
    assert refused(by('bavi-head'), 'violations', bavi, row, 'xu-ly') == {''}
    assert moved(by('kiemtra'), 'violations', bavi, row, 'xu-ly').state == 'xu-ly'
    bare = by('kiemtra').add('violations', bavi, example('violations', measure=''), ACTOR)
    assert refused(by('kiemtra'), 'violations', bavi, bare, 'xu-ly') == {'measure'}
    found = by('kiemtra').add('inspections', bavi, example('inspections', findings=''), ACTOR)
    assert refused(by('bavi-head'), 'inspections', bavi, found, 'ket-luan') == {''}
    assert refused(by('kiemtra'), 'inspections', bavi, found, 'ket-luan') == {'findings'}
    by('kiemtra').change('inspections', bavi, found.number, example('inspections'), 'Có', ACTOR)
    moved(by('kiemtra'), 'inspections', bavi, found, 'ket-luan')
    assert refused(by('kiemtra'), 'inspections', bavi, found, 'khac-phuc') == {'remedied'}


@pytest.mark.clause('28.8')
def test_a_proposal_is_submitted_and_decided_by_another(by, bavi, example):
    head, manager = by('bavi-head'), by('quanly')
    row = head.add('proposals', bavi, example('proposals'), ACTOR)
    moved(head, 'proposals', bavi, row, 'da-trinh')
    assert refused(head, 'proposals', bavi, row, 'chap-thuan') == {''}
    assert refused(manager, 'proposals', bavi, row, 'chap-thuan') == {'decision'}
    assert moved(manager, 'proposals', bavi, row, 'khong').state == 'khong'


@pytest.mark.parametrize('name', ['plans', 'breaches'])
def test_a_file_belongs_to_a_row_and_is_given_to_who_reads_it(
        by, visit, staff, bavi, example, name):
    by('bavi-head').add(name, bavi, example(name), ACTOR)
    transaction.commit()
    head, address = visit('bavi-head'), f'/desk/sites/bavi/@@register-row?of={name}&row=1'
    for upload, status in ((Upload('ke-hoach.exe', b'MZ'), 422), (Upload('a.png', b'no'), 422),
                           (Upload('Kế hoạch.txt', b'Noi dung'), 303)):
        form = next(each for each in head.get(address).forms.values() if 'file' in each.fields)
        form['file'] = upload
        form.submit(status=status)
    link, = head.get(address).html.select('#h-files ~ ul a')
    assert link.text == 'Kế hoạch.txt'
    assert head.get(link['href']).body == b'Noi dung'
    head.get(link['href'].replace('at=0', 'at=1'), status=404)
    visit('quanly').get(link['href'].replace('/bavi/', '/soxaydung/'), status=404)
    transaction.begin()
    with pytest.raises(LookupError):
        by('soxaydung-head').file(name, bavi, 1, 0)


def test_who_may_move_a_row_and_not_write_it_is_told_what_is_missing(
        by, visit, staff, bavi, example):
    row = by('bavi-editor').add('incidents', bavi, example('incidents'), ACTOR)
    moved(by('quanly'), 'incidents', bavi, row, 'tiep-nhan', 'dang-xu-ly')
    by('kiemtra').add('violations', bavi, example('violations'), ACTOR)
    transaction.commit()
    form = next(each for each in visit('quanly').get(
        '/desk/sites/bavi/@@register-row?of=incidents&row=1').forms.values()
        if 'to' in each.fields)
    problems = form.submit('to', value='khac-phuc', status=422).html.select_one('.flash.error')
    assert 'Nguyên nhân: Phải ghi trước' in problems.text
    assert 'Khắc phục xong lúc: Phải ghi trước' in problems.text

    head = visit('bavi-head')
    wrong = form_of(head.get('/desk/sites/bavi/@@register-row?of=plans'), 'add').submit(
        'act', value='add', status=422).html.select_one('.flash.error')
    assert 'Hãy xem lại: Tên kế hoạch; ' in wrong.text and 'Ngày lập' in wrong.text
    token = form_of(head.get('/desk/sites/bavi/@@register-row?of=incidents'), 'add')['csrf_token']
    head.post('/desk/sites/bavi/@@register-row?of=violations', {
        'csrf_token': token.value, 'act': 'move', 'to': 'xu-ly'}, status=404)


def test_a_form_that_somebody_was_faster_than_changes_nothing_at_first(
        by, visit, staff, bavi, example):
    by('bavi-head').add('equipment', bavi, example('equipment'), ACTOR)
    transaction.commit()
    address = '/desk/sites/bavi/@@register-row?of=equipment&row=1'
    first, second = (form_of(visit(login).get(address), 'change')
                     for login in ('bavi-head', 'bavi-deputy'))
    for form, place in ((first, 'Phòng A'), (second, 'Phòng B')):
        form['place'], form['why'] = place, 'Chuyển chỗ'
    first.submit('act', value='change', status=303)
    again = second.submit('act', value='change', status=422)
    assert 'vừa được người khác sửa' in again
    transaction.begin()
    assert by('bavi-head').row('equipment', bavi, 1).values['place'] == 'Phòng A'
    form_of(again, 'change').submit('act', value='change', status=303)
    transaction.begin()
    assert by('bavi-head').row('equipment', bavi, 1).values['place'] == 'Phòng B'


def test_a_cell_that_begins_as_a_formula_is_text_and_a_formula_is_refused(
        by, visit, staff, bavi, example):
    for at, sign in enumerate('=+-@'):
        by('bavi-head').add('equipment', bavi, example(
            'equipment', code=f'TB-{at}', name=f'{sign}SUM(A1)'), ACTOR)
    transaction.commit()
    head = visit('bavi-head')
    form = next(each for each in head.get(
        '/desk/sites/bavi/@@register?of=equipment').forms.values() if 'format' in each.fields)
    plain, book = form.submit().text, form.submit('format', value='xlsx').body
    for sign in '=+-@':
        assert f"'{sign}SUM(A1)" in plain
    page = head.get('/desk/sites/bavi/@@register-import?of=equipment')
    assert {'row', 'state'} <= {each.text for each in page.html.select('tbody th code')}
    taking = next(each for each in page.forms.values() if 'file' in each.fields)
    taking['file'] = Upload('so.xlsx', book)
    assert '4 dòng đã có trong sổ nên được bỏ qua' in taking.submit(status=303).follow()
    transaction.begin()
    by('bavi-head').change('equipment', bavi, 1, example(
        'equipment', code='TB-0', name='Máy chủ'), 'Sai tên', ACTOR)
    transaction.commit()
    taking['file'] = Upload('so.xlsx', book)
    assert 'Khác dòng số 1 trong sổ' in taking.submit(status=422)
    taking['file'] = Upload('so.xlsx', with_formula(book))
    assert 'công thức' in taking.submit(status=422)
    taking['file'] = Upload('so.xlsx', book[:200])
    assert taking.submit(status=422).html.select('.flash.error li')


@pytest.mark.parametrize('kind', ['csv', 'xlsx'])
def test_what_is_wrong_in_a_file_is_said_with_the_title_of_the_column_and_what_stands_there(
        visit, staff, bavi, registry, kind):
    names, cells = ['name', 'code', 'kind', 'since'], ['Máy', 'TB-1', 'thiet-bi', '31/02/2026']
    content = csv_text(names, [cells]).encode() if kind == 'csv' else registry.getUtility(
        IOfficeFiles).sheet('So', names, [cells])
    taking = next(each for each in visit('bavi-head').get(
        '/desk/sites/bavi/@@register-import?of=equipment').forms.values() if 'file' in each.fields)
    taking['file'] = Upload(f'so.{kind}', content)
    told, = taking.submit(status=422).html.select('.flash.error li')
    assert told.text == ('Dòng 2: Đưa vào sử dụng: “31/02/2026” không phải là ngày '
                         '(ví dụ 2025-08-16).')


@pytest.mark.parametrize(('typed', 'told'), [
    ('12.000.000', ''), ('12,000,000', ''), ('12 000 000', ''), ('12000000', ''),
    ('12.000,000', 'ví dụ 12.000.000'), ('12.00', 'ví dụ 12.000.000'),
    ('2.000.000.000.000.000', 'từ 0 đến 1.000.000.000.000.000 (một triệu tỷ)')])
def test_an_amount_is_typed_and_shown_with_its_thousands_apart(visit, staff, bavi, example, typed,
                                                               told):
    head, address = visit('bavi-head'), '/desk/sites/bavi/@@register-row?of=equipment'
    form = form_of(head.get(address), 'add')
    for field, text in example('equipment', value=typed).items():
        form[field] = text
    page = form.submit('act', value='add', status=422 if told else 303)
    if told:
        assert told in page.html.select_one('#e-value').text
    else:
        assert form_of(head.get(f'{address}&row=1'), 'change')['value'].value == '12.000.000'


def with_formula(book):
    """Return the workbook with a formula in a cell."""
    out = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(out, 'w', ZIP_DEFLATED) as made:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith('sheet1.xml'):
                content = content.replace(b'<v>', b'<f>1+1</f><v>', 1)
            made.writestr(name, content)
    return out.getvalue()


def test_lists_and_rows_say_who_writes_and_who_takes_the_next_step(
        visit, staff, bavi, by, example):
    by('bavi-head').add('plans', bavi, example('plans'), ACTOR)
    by('bavi-head').move('plans', bavi, 1, 'da-trinh', '', ACTOR)
    transaction.commit()
    editor = visit('bavi-editor')
    listed = editor.get('/desk/sites/bavi/@@register?of=plans').html
    assert bavi.title in listed.main.text.partition('Người ghi')[0], 'on paper, too'
    hint, = [each.text for each in listed.select('p.hint') if 'Người ghi' in each.text]
    assert 'Phó Trưởng Ban Biên tập, Trưởng Ban Biên tập, Cơ quan chủ quản' in hint
    assert 'Biên tập viên' not in hint
    state = listed.select_one('td[data-label="Trạng thái"] .where').text
    assert state == 'Bước sau: Cơ quan chủ quản, Cơ quan quản lý'
    row = editor.get('/desk/sites/bavi/@@register-row?of=plans&row=1').html
    assert [' '.join(each.text.split()) for each in row.select('ul.where li')] == [
        ('Chuyển sang “Đã phê duyệt”: Cơ quan chủ quản, Cơ quan quản lý; phải ghi trước: '
        'Số quyết định phê duyệt, Ngày phê duyệt'),
        'Chuyển sang “Đang lập”: Cơ quan chủ quản, Cơ quan quản lý']
