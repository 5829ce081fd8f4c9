"""The pages of royalties as people meet them: forms, refusals, files, statements (8.12, 26)."""
import csv
import io
import zipfile

import openpyxl
import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import ACCOUNTANT
from pypdf import PdfReader
from support.crossposting import published
from support.office_schema import faults
from support.royalties import ROW, payer_of
from support.tagged_pdf import faults as tagging
from support.workbooks import cells

SITE, NOW = '/desk/sites/bavi', parse('2026-11-24T10:00')
LIST, WORKS, SHEET = f'{SITE}/@@royalties', f'{SITE}/@@royalty-works', f'{SITE}/@@royalty-sheet'
EVIL = '=HYPERLINK("https://example.vn")'
pytestmark = pytest.mark.usefixtures('clock')


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture(autouse=True)
def people_at_work(staff, small_portal, registry, bavi, at_work, ward):
    """An accountant, two contributors, one of a name like a formula, and a news item."""
    account = small_portal['accounts'].create('ketoan', 'Người ketoan', registry=registry)
    account.password_hash = staff['bavi-head'].password_hash
    account.password_at = NOW
    grant(small_portal, account.id, ACCOUNTANT, Grant(basis='QĐ 9'))
    head = payer_of(registry, small_portal, staff['bavi-head'])
    for row in (ROW, {**ROW, 'name': EVIL, 'email': 'x@example.vn', 'bank_account': ''}):
        head.registers.add('contributors', bavi, row, head.id)
    published(at_work('bavi-editor'), at_work('bavi-member'), ward)
    transaction.commit()


def form_with(page, field):
    return next(form for form in page.forms.values() if field in form.fields)


def press(page, act, **said):
    """Press the button ``act``; return the answer."""
    form = next(form for form in page.forms.values()
                if act in [button._value for button in form.fields.get('act', ())])
    for name, value in said.items():
        form[name] = value
    return form.submit('act', value=act, status='*')


def written(visit, staff, **values):
    """Return the answer to the form of a line, filled in by the editor."""
    page = visit('bavi-editor').get(f'{WORKS}?month=2026-11').click('Chợ hoa ngày Tết')
    form = form_with(page, 'coefficient')
    given = {'genre': 'phong-su', 'coefficient': '2,5', 'payee1': 'row:1', 'share1': '50',
             'payee2': f'account:{staff["bavi-contributor"].id}', 'share2': '30',
             'payee3': 'row:2', 'share3': '20', **values}
    for name, value in given.items():
        form[name].force_value(value)
    return form.submit(status='*')


@pytest.fixture
def paid(visit, staff):
    """The page of the sheet, for the accountant, once it is paid."""
    page = written(visit, staff).follow()
    address = page.request.path_qs
    for login, act in (('bavi-editor', 'proposed'), ('bavi-head', 'approved'),
                       ('chuquan', 'confirmed'), ('ketoan', 'paid')):
        assert press(visit(login).get(address), act).status_int == 303
    return visit('ketoan').get(address)


@pytest.mark.clause('8.12')
@pytest.mark.clause('34.2')
def test_a_work_goes_from_the_list_of_the_month_to_the_statement_of_each_author(
        visit, staff, paid):
    assert 'Đã chi trả' in paid and '632.500' in paid and '316.250' in paid
    assert 'phóng sự' in paid.text.lower() and '2,5 × 253.000' in paid
    mine = visit('bavi-contributor').get('/desk/@@my-royalties')
    statement = mine.click('Tháng 11/2026')
    assert '189.750' in statement and '316.250' not in statement
    docx = statement.click('Tải DOCX')
    with zipfile.ZipFile(io.BytesIO(docx.body)) as archive:
        text = archive.read('word/document.xml').decode()
    assert 'Phiếu kê nhuận bút' in text or 'PHIẾU KÊ NHUẬN BÚT' in text
    assert '189.750' in text and docx.headers['Cache-Control'] == 'no-store'
    assert faults(docx.body) == []
    assert docx.body == statement.click('Tải DOCX').body, 'a rerun gives the same bytes'
    pdf = statement.click('Tải PDF')
    said = ' '.join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.body)).pages)
    assert '189.750' in said and '316.250' not in said
    assert tagging(pdf.body) == [] and pdf.headers['Cache-Control'] == 'no-store'


def test_the_payment_list_and_the_file_of_the_bank_add_up_and_run_no_formula(visit, paid):
    table = paid.click('XLSX')
    found = cells(table.body)
    rows = [{letter: found.get(f'{letter}{row}', ('', ''))[1] for letter in 'BDFGI'}
            for row in range(2, 6)]
    assert [int(row['D']) for row in rows] == [316_250, 189_750, 126_500, 632_500]
    assert all(int(row['D']) == int(row['F']) + int(row['G']) for row in rows)
    assert {row['B']: row['I'] for row in rows}[ROW['name']] == ROW['bank_account']
    assert [kind for kind, value in found.values() if value == EVIL] == ['s']
    bank = paid.click('CSV')
    found = list(csv.DictReader(io.StringIO(bank.body.decode('utf-8-sig'))))
    assert [(row['ten_nguoi_nhan'], row['so_tai_khoan'], row['so_tien']) for row in found] == [
        (ROW['name'], '1500205777888', '316250')]
    assert bank.headers['Cache-Control'] == table.headers['Cache-Control'] == 'no-store'


def test_the_payment_list_opens_in_another_program(paid):
    body = paid.click('XLSX').body
    assert faults(body) == []
    first, *rows = openpyxl.load_workbook(io.BytesIO(body)).active.values
    sums = [row[3] for row in rows if isinstance(row[3], int)]
    assert all(first[:2]) and sum(sums[:-1]) == sums[-1] == 632_500


def besides_of(page):
    """Return whom ``page`` names as not in the file of the bank, and with how much."""
    found = page.html.find('section', {'aria-labelledby': 'h-besides'})
    return {} if found is None else {
        name: int(said.replace('.', '').removesuffix(' đ'))
        for name, said in (each.get_text().rsplit(': ', 1) for each in found.find_all('li'))}


def in_bank(page):
    text = page.click('CSV').body.decode('utf-8-sig')
    return sum(int(row['so_tien']) for row in csv.DictReader(io.StringIO(text)))


def test_who_is_not_in_the_file_of_the_bank_is_named_before_the_sheet_is_paid(visit, staff):
    address = written(visit, staff).follow().request.path_qs
    for login, act in (('bavi-editor', 'proposed'), ('bavi-head', 'approved'),
                       ('chuquan', 'confirmed')):
        assert press(visit(login).get(address), act).status_int == 303
    page = visit('ketoan').get(address)
    named = {staff['bavi-contributor'].full_name: 189_750, EVIL: 126_500}
    assert besides_of(page) == named
    assert page.text.index('h-besides') < page.text.index('value="paid"')
    assert in_bank(page) + sum(named.values()) == 632_500
    assert '632.500 đ = tệp ngân hàng 316.250 đ + ngoài tệp 316.250 đ' in (
        ' '.join(page.html.get_text().split()))
    found = cells(page.click('XLSX').body)
    assert [found[f'J{row}'][1] for row in range(2, 5)] == [
        'Chuyển khoản', 'Ngoài tệp ngân hàng', 'Ngoài tệp ngân hàng']
    assert besides_of(visit('chuquan').get(address)) == {}, 'who sees no bank data'
    assert press(page, 'paid').status_int == 303
    paid = visit('ketoan').get(address)
    assert besides_of(paid) == named and in_bank(paid) == 316_250


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_written(visit, staff):
    for values, said in (
            ({'coefficient': '30,5'}, 'Hệ số phải lớn hơn 0 và không quá 30'),
            ({'coefficient': '=1+1'}, 'Hãy nhập một số'), ({'share1': '49'}, 'hiện là 99 %'),
            ({'payee3': 'row:999'}, 'Hãy chọn người trong danh sách'),
            ({'extra.kho-khan': '101'}, 'từ 1 đến 100 %'),
            ({'extra.kho-khan': '1,5'}, 'số nguyên'), ({'genre': 'x'}, 'Hãy chọn một thể loại')):
        answer = written(visit, staff, **values)
        assert (answer.status_int, said in answer) == (422, True), values
    assert 'Chưa có bảng nhuận bút nào' in visit('bavi-editor').get(LIST)


def test_nobody_else_finds_what_authors_are_paid(visit, paid):
    files = ('royalty-payments?number=1', 'royalty-bank?number=1')
    pages = ('royalties', 'royalty-works', 'royalty-sheet?number=1',
             'royalty-line?number=1&line=1', 'royalty-fund',
             'royalty-statement?number=1&payee=row:1')
    for login in ('bavi-translator', 'bavi-responder', 'hanoi-head', 'soxaydung-editor'):
        browser = visit(login)
        for path in (*files, *pages):
            answer = browser.get(f'{SITE}/@@{path}', status='*')
            assert answer.status_int in (403, 404), (login, path)
            assert '316.250' not in answer and ROW['name'] not in answer
    head = visit('bavi-head')
    assert {head.get(f'{SITE}/@@{path}', status='*').status_int for path in pages} == {200}
    assert {head.get(f'{SITE}/@@{path}', status='*').status_int for path in files} == {404}


def test_bank_data_stand_on_no_page_but_that_of_the_accountant(visit, paid):
    path = f'{SITE}/@@royalty-statement?number=1&payee=row:1'
    assert ROW['bank_account'] in visit('ketoan').get(path)
    for login in ('bavi-editor', 'bavi-head', 'chuquan', 'quantri'):
        assert ROW['bank_account'] not in visit(login).get(path), login


def test_a_correction_and_a_sum_from_a_fund_are_forms_of_their_own(visit, paid):
    editor = visit('bavi-editor')
    page = editor.get(f'{SITE}/@@royalty-line?number=1&line=1')
    form = form_with(page, 'note')
    form['coefficient'] = '3'
    assert form.submit(status=422).status_int == 422, 'it needs a reason'
    form['note'] = 'Nhầm hệ số'
    corrected = form.submit(status=303).follow()
    assert 'Điều chỉnh: Chợ hoa ngày Tết' in corrected and '126.500' in corrected
    fund = form_with(editor.get(f'{SITE}/@@royalty-fund?month=2026-11'), 'amount')
    fund['fund'], fund['payee'], fund['note'] = 'thu-lao', 'row:1', 'Biên tập tháng 11'
    fund['amount'] = '900.000'
    assert 'không quá 50 %' in fund.submit(status=422)
    for wrong in ('3.000.00', '300.5'):
        fund['amount'] = wrong
        assert 'Hãy nhập số tiền' in fund.submit(status=422)
    fund['amount'] = '300.000'
    assert '300.000' in fund.submit(status=303).follow()


def test_pictures_are_a_line_beside_that_of_the_text(visit, staff):
    written(visit, staff)
    page = visit('bavi-editor').get(f'{WORKS}?month=2026-11').click('Thêm nhuận bút ảnh')
    form = form_with(page, 'coefficient')
    assert form['genre'].value == 'anh'
    form['coefficient'], form['payee1'] = '2', 'row:1'
    form['genre'] = 'tin'
    assert 'một tác phẩm chỉ trả một lần' in form.submit(status=422)
    form['genre'] = 'anh'
    assert '632.500' in (both := form.submit(status=303).follow()) and '506.000' in both


def test_a_sheet_that_came_back_meanwhile_is_not_approved_unread(visit, staff):
    address = written(visit, staff).follow().request.path_qs
    assert press(visit('bavi-editor').get(address), 'proposed').status_int == 303
    read = visit('bavi-head').get(address)
    assert press(visit('bavi-member').get(address), 'returned', text='Thiếu ảnh').status_int == 303
    assert press(visit('bavi-editor').get(address), 'proposed').status_int == 303
    answer = press(read, 'approved')
    assert (answer.status_int, 'có thay đổi từ khi mở trang' in answer) == (422, True)
    assert press(answer, 'approved').status_int == 303


def waiting(visit, login):
    """Return what «Việc của tôi» says of sheets that wait for that person."""
    return [' '.join(each.text.split())
            for each in visit(login).get('/desk/').html.select('#sheets li')]


def test_a_sheet_waits_on_the_first_page_of_who_confirms_and_of_who_pays(visit, staff):
    address = written(visit, staff).follow().request.path_qs
    said = 'Bảng nhuận bút tháng 11/2026 · {} · Xã Ba Vì'
    for login, act in (('bavi-editor', 'proposed'), ('bavi-head', 'approved')):
        assert waiting(visit, 'chuquan') == waiting(visit, 'ketoan') == []
        assert press(visit(login).get(address), act).status_int == 303
    assert waiting(visit, 'chuquan') == [said.format('Chờ cơ quan chủ quản xác nhận')]
    assert press(visit('chuquan').get(address), 'confirmed').status_int == 303
    assert waiting(visit, 'ketoan') == [said.format('Chờ chi trả')]
    assert waiting(visit, 'chuquan') == waiting(visit, 'bavi-head') == []
    link = visit('ketoan').get('/desk/').html.select_one('#sheets a')['href']
    assert press(visit('ketoan').get(link), 'paid').status_int == 303
    assert waiting(visit, 'ketoan') == []


def test_odd_addresses_find_nothing(visit):
    browser = visit('bavi-editor')
    for month in ('2150-01', '2000-01', '2199-12'):
        assert 'không đăng tác phẩm nào' in browser.get(f'{WORKS}?month={month}')
    for query in ('number=x', 'number=' + '9' * 30, 'number=1&line=9',
                  'month=2026-13&item=1&language=vi',
                  'month=9999-12&item=%00&language=%F0%9F%98%80'):
        for view in ('royalty-sheet', 'royalty-line', 'royalty-statement'):
            assert browser.get(f'{SITE}/@@{view}?{query}', status='*').status_int == 404
