"""The pages of reports: a site drafts, the head sends, the city reads, returns and reminds."""
from io import BytesIO
from unittest import mock

import docx
import openpyxl
import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.oversight.reports.interfaces import RULE
from hanoiportal.platform.duties.interfaces import PERIOD, TRIGGERED, DutyEvent, IDuties
from hanoiportal.platform.ledger.interfaces import CORRECTED, PUBLISHED, ILedger
from hanoiportal.types.component_site import EXTERNAL, PRACTICE
from pypdf import PdfReader
from support.office_schema import faults
from support.pages import form_with
from support.tagged_pdf import faults as tagging
from support.tagged_pdf import structure
from support.workbooks import cells

OWN, CITY = '/desk/sites/bavi/@@reports', '/desk/@@city-reports?period=2026-2'
ONE, FIGURE = '/desk/sites/bavi/@@report?number=1', '/desk/sites/bavi/@@report-figure?number=1'


@pytest.fixture
def clock_at():
    return parse('2026-12-31T10:00')


@pytest.fixture
def done(registry, small_portal, staff, clock):
    """Three publications at bavi, and the duty to report of two sites."""
    bavi = small_portal['sites']['bavi']
    ledger = registry.getAdapter(small_portal, ILedger)
    for kind, item in ((PUBLISHED, bavi.__oid__), (PUBLISHED, '12'), (PUBLISHED, ''),
                       (CORRECTED, '12')):
        ledger.append(kind, parse('2026-08-01'), str(bavi.__oid__), item=str(item),
                      content_type='NewsItem')
    for site in (bavi, small_portal['sites']['soxaydung']):
        registry.getAdapter(small_portal, IDuties).open(
            str(site.__oid__), RULE, (f'{PERIOD}:2026-07-01',), DutyEvent(
                TRIGGERED, parse('2026-07-01'), at=parse('2026-07-01'), source='period:1'))
    transaction.commit()


def drawn_in(pdf):
    """Return what the charts of a tagged PDF without faults say in place of themselves."""
    assert tagging(pdf) == []
    return [each['/Alt'] for each in structure(PdfReader(BytesIO(pdf)))
            if each['/S'] == '/Figure']


@pytest.mark.clause('33.8')
def test_the_files_of_a_report_are_of_their_kinds_and_open_in_other_programs(visit, drafted):
    editor, file = visit('bavi-editor'), f'{ONE.replace("report?", "report-file?")}&format='
    text, sheet, print_ = (editor.get(f'{file}{kind}') for kind in ('docx', 'xlsx', 'pdf'))
    editor.get(f'{file}exe', status=404)
    months = editor.get(ONE).html.select('section[aria-labelledby="h-months"] tbody tr')
    values = '; '.join(f'{row.th.text}: {row.a.contents[0]}' for row in months)
    assert '08/2026: 3' in values
    assert drawn_in(print_.body) == [f'Biểu đồ cột. Tin, bài xuất bản theo tháng: {values}.']
    assert {each.headers['Cache-Control'] for each in (text, sheet, print_)} == {'no-store'}
    text, sheet = text.body, sheet.body
    assert faults(text) == faults(sheet) == []
    word = docx.Document(BytesIO(text))
    assert 'BÁO CÁO' in ' '.join(each.text.upper() for each in word.paragraphs)
    book = openpyxl.load_workbook(BytesIO(sheet))
    assert 'Tin, bài, bản dịch đã xuất bản' in {
        cell for row in book.active.values for cell in row}


def press(page, act, **values):
    form = next(each for each in page.forms.values() for field in each.fields.get('act', ())
                if field._value == act)
    for name, value in values.items():
        form[name] = value
    return form.submit('act', value=act, status='*')


@pytest.fixture
def drafted(visit, done):
    page = visit('bavi-editor').get(OWN)
    form = form_with(page, 'period')
    form['period'] = '2026-2'
    return form.submit(status=303).follow()


@pytest.fixture
def sent(visit, drafted):
    press(drafted, 'save', proposals='Bổ sung cán bộ', paper='12/BC-BBT')
    page = press(visit('bavi-head').get(ONE), 'approve').follow()
    return press(page, 'send').follow()


@pytest.mark.clause('33.8')
@pytest.mark.clause('9.7')
def test_a_site_drafts_edits_approves_and_sends(visit, drafted, small_portal):
    assert 'Tin, bài, bản dịch đã xuất bản: 3.' in form_with(drafted, 'results')['results'].value
    assert 'kỳ báo cáo chưa kết thúc' in drafted
    page = press(drafted, 'submit')
    assert page.status_int == 422 and 'Hãy nhập kiến nghị' in page
    page = press(drafted, 'save', proposals='Bổ sung cán bộ', paper='12/BC-BBT').follow()
    assert press(page, 'submit').status_int == 303
    head = visit('bavi-head')
    page = head.get(ONE)
    assert 'Bổ sung cán bộ' in page and 'Chờ phê duyệt' in page
    page = press(page, 'approve').follow()
    with mock.patch.object(small_portal['sites']['bavi'], 'purpose', PRACTICE):
        transaction.commit()
        practised = head.get(ONE)
        assert 'không gửi cho Thành phố' in practised and 'value="send"' not in practised
    transaction.commit()
    page = press(page, 'send').follow()
    assert 'Đã gửi' in page and 'value="save"' not in page
    assert [row.th.text for row in head.get(OWN).html.select('tbody tr')] == [
        'Báo cáo 6 tháng cuối năm 2026']


@pytest.mark.clause('28.9')
def test_before_the_last_day_and_without_reasons_the_page_warns_who_approves(
        visit, done, small_portal, registry, clock):
    registry.getAdapter(small_portal, IDuties).open(
        str(small_portal['sites']['bavi'].__oid__), '13.1.b', ('row:1',), DutyEvent(
            TRIGGERED, parse('2026-11-02'), at=parse('2026-11-02'), source='row:1',
            evidence='7/QĐ'))
    transaction.commit()
    clock.pass_(days=-10)
    form = form_with(visit('bavi-editor').get(OWN), 'period')
    form['period'] = '2026-2'
    press(form.submit(status=303).follow(), 'save', proposals='Bổ sung cán bộ')
    page = visit('bavi-head').get(ONE)
    early, unexplained = page.html.select('.notice')
    assert 'chỉ gửi được từ 31/12/2026' in early.text
    assert '(7/QĐ)' in unexplained.li.text
    page = press(page, 'approve').follow()
    assert 'value="send"' not in page and len(page.html.select('.notice')) == 2


def test_two_days_that_are_no_period_are_said_beside_the_form(visit, done):
    form = form_with(visit('bavi-editor').get(OWN), 'period')
    form['period'], form['first'], form['last'] = '', '2026-03-02', '2026-03-01'
    page = form.submit(status=422)
    assert 'Hãy chọn kỳ báo cáo' in page.html.find(id='e-period').text
    form = form_with(page, 'period')
    form['first'], form['last'] = '2026-03-01', '2026-08-01'
    assert 'từ 01/03/2026 đến 01/08/2026' in form.submit(status=303).follow()


def test_a_report_on_the_first_period_of_the_portal_compares_with_no_figures(visit, drafted):
    before = {cell.text for cell in drafted.html.select('td[data-label="Kỳ trước"]')}
    assert before == {'không có số liệu'}
    word = docx.Document(BytesIO(visit('bavi-editor').get(
        f'{ONE.replace("report?", "report-file?")}&format=docx').body))
    assert 'không có số liệu' in {cell.text for table in word.tables for cell in table._cells}


def test_the_city_opens_a_report_that_was_sent_at_the_address_of_its_site(visit, sent):
    for login in ('hanoi-head', 'quanly'):
        page = visit(login).get(ONE, status='*')
        page = page.follow() if page.status_int == 303 else page
        assert page.status_int == 200 and '12/BC-BBT' in page, login
    figure = visit('hanoi-head').get(f'{FIGURE}&figure=ledger:published').follow()
    assert figure.request.path == '/desk/@@report-figure' and '3' in figure.html.select_one(
        'b.number').text
    assert visit('hanoi-head').get(f'{ONE}&x=1&x=2').follow().status_int == 200
    visit('hanoi-head').get(ONE.replace('number=1', 'number=2'), status=404)
    visit('soxaydung-head').get(ONE, status=404)


def test_the_city_opens_no_draft_of_a_site(visit, drafted):
    visit('hanoi-head').get(ONE, status=404)


@pytest.mark.clause('28.9')
def test_each_figure_opens_what_is_behind_it_page_by_page(
        visit, drafted, small_portal, registry, monkeypatch):
    editor = visit('bavi-editor')
    links = [each['href'] for each in drafted.html.select('a[href*="report-figure"]')]
    assert len(links) > 20
    for link in links:
        page = editor.get(link)
        said = int(page.html.select_one('b.number').text.replace('.', ''))
        assert sum(int(cell.text) for cell in page.html.select('td[data-label="Số lần"]')) == said
        assert 'nay đếm được' not in page
    registry.getAdapter(small_portal, ILedger).append(
        PUBLISHED, parse('2026-08-02'), str(small_portal['sites']['bavi'].__oid__))
    transaction.commit()
    monkeypatch.setattr('hanoiportal.oversight.reports.views.SIZE', 2)
    page = editor.get(f'{FIGURE}&figure=ledger:published')
    assert len(page.html.select('tbody tr')) == 2 and 'không có trong số liệu: 1' in page.html.text
    assert len(editor.get(f'{FIGURE}&figure=ledger:published&page=2').html.select('tbody tr')) == 1
    checked = editor.get(f'{ONE}&check=1').html.find(id='doi-chieu').parent.text
    assert 'mọi số liệu trùng khớp' in checked and 'Tin, bài, bản dịch đã xuất bản: 1' in checked


def test_what_is_no_figure_is_not_found(visit, drafted):
    for figure in [
            '', 'ledger', 'ledger:dated', 'ledger:published:type', 'evil:published', ':',
            'case::x:y']:
        visit('bavi-editor').get(FIGURE, {'figure': figure, 'number': '1'}, status=404)


def test_a_place_that_nobody_has_is_no_error(visit, drafted):
    for section in ['--5', '-5', '9' * 5000, '²', '0', 'x']:
        visit('bavi-editor').get(
            FIGURE, {'figure': f'ledger:published:section:{section}', 'number': '1'}, status=200)


def test_who_manages_the_site_may_demand_that_its_words_go(visit, drafted):
    page = visit('quanly').get(ONE).click('Yêu cầu xóa vĩnh viễn')
    assert form_with(page, 'reference')['id'].value == 'report:1'
    assert 'Yêu cầu xóa vĩnh viễn' not in visit('bavi-editor').get(ONE)
    visit('bavi-editor').get('/desk/sites/bavi/@@erase-words?id=report:1', status=404)


def test_what_is_no_step_is_not_found(visit, drafted):
    form = form_with(drafted, 'results')
    assert form.submit('act', value='x', status='*').status_int == 404


def test_what_is_approved_is_not_handed_in_again_and_what_is_returned_may_be_approved(
        visit, sent):
    city = visit('hanoi-head').get('/desk/@@report?number=1')
    press(city, 'return', reason='Thiếu số liệu')
    assert 'value="approve"' in visit('bavi-head').get(ONE)
    page = visit('bavi-editor').get(ONE)
    assert 'value="submit"' in page
    press(visit('bavi-head').get(ONE), 'approve')
    assert 'value="submit"' not in visit('bavi-editor').get(ONE)
    assert press(page, 'submit').status_int == 422
    assert 'value="send"' in visit('bavi-head').get(ONE)


def test_others_find_nothing_there_and_the_city_only_what_was_sent(visit, drafted):
    for login in ['bavi-translator', 'soxaydung-head', 'hanoi-head']:
        browser = visit(login)
        if login == 'hanoi-head':
            page = browser.get(OWN)
            assert 'Chưa có báo cáo nào' in page and 'name="last"' not in page
            browser.post(OWN, {'period': '2026-2'}, status='4*')
        else:
            browser.get(OWN, status=404)
        for path in (ONE, f'{FIGURE}&figure=ledger:published',
                     '/desk/sites/bavi/@@report-file?number=1', '/desk/@@report?number=1',
                     '/desk/sites/soxaydung/@@report?number=1',
                     '/desk/sites/bavi/@@report?number=x'):
            assert browser.get(path, status='*').status_int == 404, path


@pytest.mark.clause('28.9')
@pytest.mark.clause('33.8')
def test_the_city_sees_the_state_of_all_reads_what_was_sent_and_returns_it(
        visit, sent, small_portal):
    city = visit('hanoi-head')
    page = city.get(CITY)
    rows = {row.th.get_text(strip=True): row for row in page.html.select('tbody tr')}
    assert 'Đã gửi' in rows['Xã Ba Vì'].text and 'Chưa lập' in rows['Sở Xây dựng'].text
    assert [row.th.get_text(strip=True) for row in city.get(
        f'{CITY}&state=sent').html.select('tbody tr')] == ['Xã Ba Vì']
    assert not city.get(f'{CITY}&state=over').html.select('tbody tr')
    sheet = cells(city.get('/desk/@@city-reports-table?period=2026-2&format=xlsx').body)
    assert ('s', '12/BC-BBT') in sheet.values()
    english = city.get('/english/desk/@@city-reports-table?period=2026-2').text
    assert 'Department of Construction' in english and 'Sở Xây dựng' not in english

    visit('hanoi-editor').get('/desk/@@report?number=1', status=404)
    visit('soxaydung-head').get('/desk/@@report?number=1', status=404)
    report = page.click('Xã Ba Vì')
    assert city.get(OWN).click('Báo cáo 6 tháng').html.h1 == report.html.h1
    assert 'Bổ sung cán bộ' in report and 'value="approve"' not in report
    assert press(report, 'return').status_int == 422
    assert 'Bị trả lại' in press(report, 'return', reason='Thiếu số liệu').follow()
    head = visit('bavi-head')
    assert 'Thiếu số liệu' in head.get(ONE)
    press(head.get(ONE), 'save', results='Bản mới chưa gửi')
    assert 'Bản mới chưa gửi' not in city.get('/desk/@@report?number=1')
    told = visit('bavi-head').get('/desk/@@notifications')
    assert 'Báo cáo bị trả lại, cần bổ sung và gửi lại' in told


def test_the_city_reminds_many_at_once_of_what_they_owe(visit, done, small_portal):
    city = visit('hanoi-head')
    form = next(each for each in city.get(CITY).forms.values()
                if 'city-reports-remind' in each.action)
    assert form.submit(status=422)
    for box in form.fields['id']:
        box.checked = True
    page = form.submit(status=303).follow()
    assert 'Đã nhắc 2 trang.' in page
    assert 'Cơ quan quản lý nhắc nhiệm vụ' in visit('bavi-head').get('/desk/@@notifications')
    assert 'Hôm nay đã nhắc' in form.submit(status=422)

    sites = small_portal['sites']
    sites['bavi'].purpose, sites['soxaydung'].integration = PRACTICE, EXTERNAL
    transaction.commit()
    page = city.get('/desk/@@city-reports?period=2025-1', status=404)
    assert 'Không có kỳ báo cáo này; bảng dưới đây là của kỳ 6 tháng cuối năm 2026' in page
    city.get('/desk/@@city-reports-table?period=2025-1', status=404)
    assert page.html.select('tbody tr') == []
    assert sites['soxaydung'].title in page.html.main.select('p.hint')[-1].text
    assert [each['value'] for each in page.html.select('#p-period option')] == [
        '2026', '2026-2', '2026-1', '2025', '2025-2']


@pytest.mark.clause('7.7')
def test_a_figure_of_the_city_opens_its_sites_and_each_site_its_events(visit, sent):
    city = visit('hanoi-head')
    form = form_with(city.get('/desk/@@reports'), 'period')
    form['period'] = '2026'
    page = form.submit(status=303).follow()
    figure = page.html.select_one('a[href*="figure=ledger%3Apublished"]')
    opened = city.get(figure['href'])
    by_site = {row.th.text.strip(): int(row.td.text) for row in opened.html.select('tbody tr')}
    assert sum(by_site.values()) == int(figure.contents[0]) and by_site['Xã Ba Vì'] == 3
    events = opened.click('Xã Ba Vì')
    assert len(events.html.select('tbody tr')) == 3
    for link in page.html.select('details a[href*="report-figure"]'):
        sites = city.get(link['href']).html.select('tbody tr td')
        assert sum(int(each.text) for each in sites) == int(link.contents[0]), link['href']
    part = city.get('/desk/@@report-figure?number=2&figure=ledger:published:month:2026-08')
    assert len(part.click('Xã Ba Vì').html.select('tbody tr')) == 3
    assert 'nay đếm được' not in part.click('Xã Ba Vì')
    address = f'/desk/@@report-figure?number=2&figure=ledger:published&site={"9" * 9}'
    city.get(address, status=404)
    for login in ('quanly', 'kiemtra'):
        assert 'Báo cáo năm 2026' in visit(login).get('/desk/@@report?number=2').html.h1.text
