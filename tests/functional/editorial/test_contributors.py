"""The register of contributors: sealed, seen by few, forgotten; letters (9.6, 19)."""
import datetime
import io
import re
import zipfile

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.erasure.interfaces import Erased, IErasers
from hanoiportal.editorial.boards.services import BoardService
from hanoiportal.editorial.contributors.interfaces import NAME, CannotAppoint, Proposed
from hanoiportal.editorial.contributors.resource import book_of
from hanoiportal.editorial.contributors.services import ContributorService
from hanoiportal.kernel.storage.interfaces import INTERACTIONS
from hanoiportal.kernel.storage.keys import key_of
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.registers.interfaces import CannotKeep, RowQuery
from hanoiportal.platform.registers.resource import seals_of
from hanoiportal.platform.registers.services import RegisterService
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from support.byte_search import records
from support.desk_forms import form_of

LIST, ROW, LETTERS = '/desk/sites/bavi/@@contributors', '/desk/sites/bavi/@@contributor', (
    '/desk/sites/bavi/@@contributor-letters')
NOW = parse('2026-11-24T10:00')
GIVEN = {'name': 'Nguyễn Thị Bưởi', 'pen_name': 'Hoa Bưởi', 'kind': 'phong-vien',
         'regime': 'kiem-nhiem', 'organisation': 'Báo Hànộimới', 'since': '2026-11-01',
         'contract': '12/HĐ-CTV', 'email': 'buoi@example.vn', 'phone': '0912 345 678',
         'bank': 'Agribank Ba Vì', 'bank_account': '1500 205 123456'}
DAY = datetime.date(2026, 11, 24)


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture(autouse=True)
def _in_that_year(clock):
    """Let it be ``NOW`` in every test."""


@pytest.fixture
def at(registry, at_work):
    """``at(login)``: ``(registers, contributors, id)`` of that person."""
    def of(login):
        person, tell = at_work(login), send(registry)
        registers = RegisterService(registry, person.allowed, tell)
        boards = BoardService(person.allowed, person._clock, tell)
        return registers, ContributorService(
            registry, registers, boards, person.allowed, tell), person.id

    return of


@pytest.fixture
def row(at, bavi):
    """One contributor of Ba Vì, who has an account."""
    registers, _contributors, head = at('bavi-head')
    made = registers.add(NAME, bavi, {**GIVEN, 'account': 'bavi-contributor'}, head)
    transaction.commit()
    return made


def taking(page):
    """Return the form that gives the list away."""
    return next(form for form in page.forms.values() if 'format' in form.fields)


@pytest.mark.clause('9.6')
@pytest.mark.clause('19')
def test_the_head_enters_a_contributor_whom_editors_know_without_bank_and_contact(
        visit, bavi, registry, at, audit):
    head, editor = visit('bavi-head'), visit('bavi-editor')
    form = form_of(head.get(ROW), 'add')
    for name, value in GIVEN.items():
        form[name] = value
    listed = form.submit('act', value='add', status=303).follow()

    assert 'Nguyễn Thị Bưởi' in listed and 'Phóng viên cơ quan báo chí' in listed
    assert '1500 205 123456' in head.get(f'{ROW}?row=1')
    seen = [editor.get(LIST), editor.get(f'{ROW}?row=1'),
            taking(editor.get(LIST)).submit(status=200)]
    for page in seen:
        assert 'Nguyễn Thị Bưởi' in page
        assert not any(GIVEN[each] in page for each in ('bank_account', 'phone', 'email', 'bank'))
    for word in ('1500', '0912'):
        assert 'Không có dòng nào' in editor.get(f'{LIST}?q={word}')
    assert '1500 205 123456' in taking(listed).submit()
    transaction.begin()
    entries = audit.entries(bavi, wanted=LogQuery(inner=True)).items
    assert {entry.action for entry in entries} == {'register_add', 'register_export'}
    assert not any('Bưởi' in str(entry.details) for entry in entries)


@pytest.mark.clause('9.6')
def test_nobody_else_learns_of_contributors_or_how_they_are_paid(visit, row):
    for login, status in (
            ('bavi-contributor', 404), ('bavi-translator', 404), ('soxaydung-head', 404),
            ('hanoi-head', 404), ('quantri', 200), ('bavi-editor', 200)):
        page = visit(login)
        for path in (LIST, f'{ROW}?row=1', f'{LETTERS}?row=1'):
            found = page.get(path, status='*')
            assert found.status_int in {200: (200,), 404: (403, 404)}[status], path
            assert not any(GIVEN[name] in found for name in ('bank_account', 'phone', 'email'))
            assert ('Bưởi' in found) == (status == 200 and path != f'{LETTERS}?row=1'), login
        assert page.get(ROW, status='*').status_int in (403, 404), login


def test_what_the_register_says_lies_sealed_and_two_are_still_told_apart(
        row, registry, small_portal, bavi, at):
    stored = records(registry, INTERACTIONS)
    for value in ('Bưởi', '123456', 'buoi@', '12/HĐ-CTV', 'bavi-contributor'):
        assert value.encode() not in stored
    registers, contributors, head = at('bavi-head')
    with pytest.raises(CannotKeep) as refused:
        registers.add(NAME, bavi, {**GIVEN, 'account': 'bavi-contributor'}, head)
    assert 'dòng số' in str(refused.value.reasons[''])
    assert contributors.known(bavi, '', '0912345678') == 1
    assert contributors.known(bavi, 'ai@example.vn', '') == 0


def test_a_correction_keeps_what_was_before_sealed_and_no_reason_is_logged(
        row, bavi, at, registry, audit):
    registers, _contributors, head = at('bavi-head')
    given = {**GIVEN, 'account': 'bavi-contributor'}
    with pytest.raises(CannotKeep):
        registers.change(NAME, bavi, 1, given, 'Không đổi gì', head)
    registers.change(NAME, bavi, 1, {**given, 'bank_account': '999 888 777'}, 'Đổi số', head)
    transaction.commit()

    kept = registers.row(NAME, bavi, 1)
    assert kept.values['bank_account'] == '999 888 777'
    assert kept.past[0].values['bank_account'] == '1500 205 123456'
    assert 'bank_account' not in at('bavi-editor')[0].row(NAME, bavi, 1).past[0].values
    assert b'999 888' not in records(registry, INTERACTIONS)
    transaction.begin()
    entries = audit.entries(bavi, wanted=LogQuery(inner=True)).items
    assert [each.why for each in entries if each.action == 'register_change'] == ['']


@pytest.mark.clause('19')
def test_what_is_wrong_is_refused(at, bavi):
    registers, _contributors, head = at('bavi-head')

    for field, value in (
            ('kind', 'doanh-nghiep'), ('regime', 'thoi-vu'), ('until', '2026-10-01'),
            ('name', ' '), ('since', ''), ('account', 'soxaydung-editor'), ('account', 'khong-co'),
            ('bank_account', 'mười'), ('tax_code', '12'), ('phone', 'x' * 600)):
        with pytest.raises(CannotKeep) as refused:
            registers.add(NAME, bavi, {**GIVEN, field: value}, head)
        assert field in refused.value.reasons
        assert not registers.rows(NAME, bavi, RowQuery()).items, field


def test_all_that_is_wrong_is_told_at_once(at, bavi):
    registers, _contributors, head = at('bavi-head')
    wrong = {'email': 'không phải', 'until': '2026-10-01', 'account': 'khong-co'}
    with pytest.raises(CannotKeep) as refused:
        registers.add(NAME, bavi, {**GIVEN, **wrong}, head)
    assert refused.value.reasons.keys() == wrong.keys()


def test_an_intake_proposes_a_contributor_and_lists_name_who_is_one_today(at, bavi, row):
    _registers, contributors, head = at('bavi-head')
    number = contributors.propose(bavi, Proposed('Trần Văn Cam', 'Xã Cam', '', 'cam@x.vn'), head)
    registers, _, _ = at('bavi-head')
    registers.add(NAME, bavi, {'name': 'Đã Thôi', 'since': '2026-01-01', 'until': '2026-11-23'},
                  head)

    assert number == 2
    assert [each.name for each in contributors.listed(bavi)] == [
        'Nguyễn Thị Bưởi', 'Trần Văn Cam']
    found = contributors.of_account(bavi, at('bavi-contributor')[2])
    assert found is not None and (found.number, found.pen_name) == (1, 'Hoa Bưởi')
    with pytest.raises(CannotKeep):
        contributors.propose(bavi, Proposed('Trần Văn Cam', email='cam@x.vn'), head)
    for verb in (lambda: at('bavi-editor')[1].propose(bavi, Proposed('A'), head),
                 lambda: at('bavi-editor')[1].known(bavi, 'cam@x.vn', '')):
        with pytest.raises(PermissionError):
            verb()
    with pytest.raises(LookupError):
        at('bavi-contributor')[1].listed(bavi)
    assert registers.rows(NAME, bavi, RowQuery(), 150, 50).total == 3


@pytest.mark.clause('9.6')
def test_the_head_signs_a_letter_in_the_layout_of_decree_30(visit, row, registry):
    page = visit('bavi-head').get(f'{LETTERS}?row=1')
    form = next(form for form in page.forms.values() if 'number' in form.fields)
    form['number'], form['day'] = '05/QĐ-BBT', '2026-11-24'
    signed = form.submit(status=303).follow()

    made = signed.click('Tải DOCX')
    text = zipfile.ZipFile(io.BytesIO(made.body)).read('word/document.xml').decode()
    for words in ('QUYẾT ĐỊNH', 'Số: 05/QĐ-BBT', 'ngày 24 tháng 11 năm 2026', 'Hoa Bưởi',
                  'Điều 1. Công nhận ông (bà) Nguyễn Thị Bưởi', 'kiêm nhiệm',
                  'khoản 6 Điều 9 và Điều 19', 'Người bavi-head', ', là cộng tác viên',
                  'của Ban Biên tập Trang thông tin điện tử xã '):
        assert words in text, words
    assert '123456' not in text
    bases = re.findall('Căn cứ [^<]+', text)
    assert bases[-1].endswith('.') and 'Quyết định này./.' in text
    assert made.headers['Cache-Control'] == 'no-store'
    refused = form.submit(status=422)
    assert 'đã có quyết định mang số đó' in refused
    form['day'] = ''
    assert 'Hãy nhập một ngày.' in form.submit(status=422)


def test_a_letter_is_signed_by_the_head_alone_with_a_number_and_a_day_that_fit(at, bavi, row):
    for login, field, number, day in (
            ('bavi-deputy', '', '7/QĐ-BBT', DAY), ('bavi-head', 'number', '', DAY),
            ('bavi-head', 'number', '7/\x08', DAY),
            ('bavi-head', 'day', '7/QĐ-BBT', DAY + datetime.timedelta(days=1)),
            ('bavi-head', 'day', '7/QĐ-BBT', datetime.date(2025, 8, 15))):  # no words yet
        _registers, contributors, actor = at(login)
        with pytest.raises(CannotAppoint) as refused:
            contributors.appoint(bavi, 1, number, day, actor)
        assert list(refused.value.reasons) == [field]
    with pytest.raises(PermissionError):
        at('bavi-editor')[1].appoint(bavi, 1, '7/QĐ-BBT', DAY, at('bavi-editor')[2])
    registers, contributors, head = at('bavi-head')
    registers.withdraw(NAME, bavi, 1, 'Thôi cộng tác', head)
    with pytest.raises(CannotAppoint):
        contributors.appoint(bavi, 1, '7/QĐ-BBT', DAY, head)
    assert contributors.of_account(bavi, at('bavi-contributor')[2]) is None


@pytest.mark.parametrize('by_account', [False, True])
def test_what_is_to_be_forgotten_is_gone_with_its_key(
        row, registry, small_portal, bavi, at, by_account):
    key, = seals_of(small_portal)
    account = at('bavi-contributor')[2]
    gone = Erased(accounts={account: 7}) if by_account else Erased(
        words={'contributor:1': NOW})
    for _time in range(2):
        registry.getUtility(IErasers).run(INTERACTIONS, small_portal, gone, registry)
        transaction.commit()

    assert key_of(small_portal, key) is None and not seals_of(small_portal)
    registers = at('bavi-head')[0]
    kept = registers.row(NAME, bavi, 1)
    assert not kept.values and kept.withdrawn is not None
    assert not book_of(small_portal).accounts
    with pytest.raises(CannotKeep):
        registers.change(NAME, bavi, 1, GIVEN, 'Lại', 'u1')


def test_a_withdrawn_row_is_forgotten_with_the_account_that_it_named_last(
        row, registry, small_portal, bavi, at):
    registers, _contributors, head = at('bavi-head')
    other = registers.add(NAME, bavi, {**GIVEN, 'account': 'bavi-editor'}, head)
    registers.change(NAME, bavi, other.number, GIVEN, 'Nhầm tài khoản', head)
    registers.withdraw(NAME, bavi, 1, 'Thôi cộng tác', head)
    gone = Erased(accounts={at(login)[2]: 7 for login in ('bavi-contributor', 'bavi-editor')})
    registry.getUtility(IErasers).run(INTERACTIONS, small_portal, gone, registry)
    transaction.commit()

    assert not registers.row(NAME, bavi, 1).values
    assert registers.row(NAME, bavi, other.number).values['name'] == GIVEN['name']


def test_a_page_of_what_was_forgotten_says_nothing_and_offers_nothing(
        visit, row, registry, small_portal):
    registry.getUtility(IErasers).run(
        INTERACTIONS, small_portal, Erased(words={'contributor:1': NOW}), registry)
    transaction.commit()
    page = visit('bavi-head')

    assert 'Bưởi' not in page.get(f'{ROW}?row=1')
    assert 'Quyết định công nhận' not in page.get(f'{ROW}?row=1').html.select_one('main').text
    listed = page.get(f'{LIST}?withdrawn=yes').html.select_one('table.list')
    assert listed.select_one('.mark').text == 'đã rút' and 'Dòng số 1' in listed.text
    assert page.get(f'{LETTERS}?row=1', status='*').status_int == 404
