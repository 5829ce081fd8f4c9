"""What every site owes, for the city: the table, the strips, breaches, reminders and their log."""
import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.platform.duties.interfaces import TRIGGERED, DutyEvent
from hanoiportal.platform.reminders.interfaces import IReminders, SentReminder
from support.workbooks import cells

CITY = '/desk/@@city-duties'


@pytest.fixture
def clock_at():
    return parse('2026-11-24T09:00')


@pytest.fixture
def owe(duties, small_portal, clock):
    """``owe(site, key, day, rule)``: number of a duty of that site from that day on."""
    def add(site='soxaydung', key='1', day='2026-11-16', rule='13.1.c1', kind='row'):
        where = small_portal['sites'][site]
        duty = duties.open(str(where.__oid__), rule, (f'{kind}:issued:{key}',), DutyEvent(
            TRIGGERED, parse(day), at=parse(day), source=f'row:issued:{key}:0',
            evidence=f'{key}/QĐ'))
        transaction.commit()
        return duty.number

    return add


@pytest.fixture
def month(owe):
    """Two broken terms of soxaydung, one of which is due on the same day as a third; bavi owes
    something today and later.
    """
    return [owe(key='1'), owe(key='2'), owe(key='3', day='2026-11-19'),
            owe('bavi', '4', '2026-11-20'), owe('bavi', '5', '2026-11-20', '13.1.d')]


def rows(page):
    return {row.th.get_text(strip=True): [
        ' '.join(cell.get_text(' ', strip=True).split()) for cell in row.select('td')[-3:]]
        for row in page.html.select('main tbody tr')}


def reminding(page):
    return next(each for each in page.forms.values() if 'city-remind' in each.action)


def remind(browser, *sites, address=CITY):
    form = reminding(browser.get(address))
    boxes = form.fields.get('id', ())
    for box in boxes:
        box.checked = box._value in {str(site.__oid__) for site in sites}
    return form.submit(status='*')


@pytest.mark.clause('4.1')
@pytest.mark.clause('7.5')
@pytest.mark.clause('27.4')
def test_the_city_sees_every_site_what_is_due_and_what_was_broken_on_which_day(
        visit, staff, month):
    page = visit('hanoi-head').get(CITY)
    found = rows(page)

    assert found['Sở Xây dựng'][0] == 'quá hạn 3 chờ lý do 3'
    assert found['Xã Ba Vì'][0] == 'hôm nay 1 trong hạn 2'
    labels = [svg['aria-label'] for svg in page.html.select('tbody svg')]
    assert labels == ['18/11: 2; 23/11: 1']
    sums = dict(zip((each.get_text() for each in page.html.select('.sums dt')),
                    (each.get_text() for each in page.html.select('.sums dd')), strict=True))
    assert sums == {'Đang trong hạn': '2', 'Đến hạn hôm nay': '1', 'Quá hạn': '3',
                    'Chờ nêu lý do': '3'}


def test_the_table_is_narrowed_by_kind_rule_and_state_and_taken_as_csv(visit, staff, month):
    browser = visit('hanoi-head')

    assert set(rows(browser.get(f'{CITY}?state=over'))) == {'Sở Xây dựng'}
    assert 'Sở Xây dựng' not in rows(browser.get(f'{CITY}?kind=xa'))
    assert rows(browser.get(f'{CITY}?rule=13.1.d'))['Xã Ba Vì'][0] == 'trong hạn 1'
    odd = browser.get(CITY, {'state': 'x' * 500, 'kind': '\0', 'rule': "'"})
    assert len(rows(odd)) > 2
    lines = browser.get('/desk/@@city-duties-table?state=over').text.splitlines()
    assert len(lines) == 2
    assert lines[1].split(',')[:6] == ['Sở Xây dựng', '"Sở', ' ngành"', '0', '0', '3']
    assert lines[1].endswith(',2,0,0,0,0,1,0')
    sheet = cells(browser.get('/desk/@@city-duties-table?state=over&format=xlsx').body)
    assert (sheet['A2'], sheet['E2']) == (('s', 'Sở Xây dựng'), ('n', '3')) and 'A3' not in sheet
    english = browser.get('/english/desk/@@city-duties-table?state=over').text
    assert 'Department of Construction' in english and 'Sở Xây dựng' not in english
    assert browser.get(CITY).click('XLSX').content_type.endswith('spreadsheetml.sheet')


def test_the_city_reads_reasons_and_repeats_and_how_a_day_was_counted(
        visit, staff, month, registry, small_portal, duties):
    head = visit('soxaydung-head').get(f'/desk/sites/soxaydung/@@duty?number={month[0]}')
    form = next(each for each in head.forms.values() if 'value="reason"' in each.text)
    form['text'] = 'Mất <điện>'
    form.submit('act', value='reason')
    browser = visit('hanoi-head')
    page = browser.get(CITY).click('Sở Xây dựng')
    found = rows(page)

    assert len(page.html.select('#h-duties ~ table tbody tr')) == 3
    assert 'lặp lại 3 lần' in page
    assert page.html.select_one('#h-duties ~ table .where span').text == (
        'Quyết định 4263/QĐ-UBND, điểm c khoản 1 Điều 13')
    assert 'Mất &lt;điện&gt;' in page
    assert page.text.count('chưa có lý do') == 2
    assert found[next(key for key in found if '3/QĐ' in key)][1] == '1 ngày chưa thực hiện'
    explained = browser.get(page.html.select_one('a[href*="number="]')['href'])
    assert 'Ngày phát sinh, không tính vào thời hạn' in explained
    for wrong in ('', 'x', '0', '9' * 40):
        browser.get(f'/desk/@@city-breaches?site={wrong}', status=404)
    assert 'Cách tính từng ngày' not in browser.get(
        f'/desk/@@city-breaches?site={small_portal["sites"]["bavi"].__oid__}&number={month[0]}')


def test_a_breach_names_a_document_and_no_field_of_an_item(visit, staff, owe):
    owe(key='7')
    owe(key='8', kind='item')
    page = visit('hanoi-head').get(CITY).click('Sở Xây dựng')
    assert '7/QĐ' in page and '8/QĐ' not in page


def test_the_table_has_pages_and_reminding_returns_to_the_same_one(
        visit, staff, month, small_portal, monkeypatch):
    monkeypatch.setattr('hanoiportal.oversight.cityduties.desk.SIZE', 1)
    browser = visit('hanoi-head')
    first = browser.get(CITY)
    every = [len(rows(first)), *(len(rows(browser.get(f'{CITY}?page={page}')))
                                 for page in (2, 99))]
    second = first.click('Trang sau')
    name = next(iter(rows(second)))
    site = next(each for each in small_portal['sites'].values() if each.title == name)
    answer = remind(browser, site, address=f'{CITY}?page=2')

    assert every == [1, 1, 0] and list(rows(first)) != [name]
    assert first.html.select_one('.sums dd').text == second.html.select_one('.sums dd').text
    assert 'page=2' in answer.request.url
    assert len(browser.get('/desk/@@city-duties-table').text.splitlines()) > 3


@pytest.mark.clause('7.5')
@pytest.mark.clause('27.4')
def test_many_sites_are_reminded_at_once_and_of_nothing_twice_a_day(
        visit, staff, month, small_portal, registry, duties, clock, owe):
    sites, browser = small_portal['sites'], visit('hanoi-head')
    done = remind(browser, sites['soxaydung'], sites['bavi']).follow()
    assert 'Đã nhắc 2 trang về 4 nhiệm vụ.' in done
    notices = visit('soxaydung-head').get('/desk/@@notifications')
    assert 'Cơ quan quản lý nhắc nhiệm vụ' in notices
    assert '3 nhiệm vụ' in notices

    again = remind(browser, sites['soxaydung'], sites['bavi'])
    assert again.status_int == 422
    assert 'mỗi nhiệm vụ chỉ nhắc một lần một ngày' in again
    owe(key='6')
    assert 'Đã nhắc 1 trang về 1 nhiệm vụ.' in remind(browser, sites['soxaydung']).follow()
    clock.at = parse('2026-11-25T09:00')
    told = remind(visit('hanoi-head'), sites['soxaydung'], sites['bavi'])
    assert 'về 5 nhiệm vụ' in told.follow()

    transaction.begin()
    log = [(each.kind, each.number) for each in registry.getAdapter(
        small_portal, IReminders).latest(10)]
    assert sorted(log) == [('duty_reminded', number) for number in (1, 1, 1, 3, 4)]
    page = visit('hanoi-head').get('/desk/@@city-reminders')
    assert page.html.select('main tbody')[0].get_text().count('Cơ quan quản lý nhắc') == 5
    assert 'reminded' in {each.kind for each in duties.get(month[0]).events}


@pytest.mark.clause('7.5')
def test_the_log_of_reminders_tells_of_the_mornings_mails_and_to_whom(
        visit, staff, small_portal, registry, clock, monkeypatch):
    sites = {each.__name__: str(each.__oid__) for each in small_portal['sites'].values()}
    log = registry.getAdapter(small_portal, IReminders)
    for _number in range(3):
        log.note(SentReminder(clock.now(), 'duty_due', sites['bavi'], 7, ()))
    head = staff['soxaydung-head']
    log.note(SentReminder(clock.now(), 'duty_digest', sites['soxaydung'], 2, (head.id,)))
    transaction.commit()
    monkeypatch.setattr('hanoiportal.oversight.cityduties.desk.SHOWN', 2)

    browser = visit('hanoi-head')
    page = browser.get('/desk/@@city-reminders')
    first, second = page.html.select('main tbody tr')
    assert 'Thư buổi sáng' in first.text and head.full_name in first.text
    assert 'chưa có Ban Biên tập' in second.text
    assert len(page.click('Trang sau').html.select('main tbody tr')) == 2
    digests = browser.get('/desk/@@city-reminders?kind=duty_digest')
    assert len(digests.html.select('main tbody tr')) == 1 and 'Trang sau' not in digests
    assert len(browser.get('/desk/@@city-reminders?kind=la&page=9').html.select('tbody tr')) == 0


def test_who_may_not_remind_has_no_boxes_and_is_refused(
        visit, staff, month, small_portal, duties):
    browser = visit('quanly')
    assert browser.get(CITY).html.select('input[type=checkbox]') == []
    token = browser.get('/desk/@@notifications').html.select_one('[name=csrf_token]')['value']
    refused = browser.post('/desk/@@city-remind', {
        'csrf_token': token, 'id': str(small_portal['sites']['soxaydung'].__oid__)}, status=422)
    nothing = visit('hanoi-head').get(CITY)
    form = reminding(nothing)

    assert 'không có quyền' in refused.text.lower()
    assert 'Hãy chọn ít nhất một trang.' in form.submit(status=422)
    assert all(len(duties.get(number).events) == 1 for number in month)
    assert visit('soxaydung-head').get(CITY, status='*').status_int in (403, 404)


def test_a_site_is_found_by_a_part_of_its_name_without_marks(visit, staff, month):
    browser = visit('hanoi-head')
    form = next(each for each in browser.get(CITY).forms.values() if 'name' in each.fields)
    form['name'] = ' xay dung '
    page = form.submit()

    assert list(rows(page)) == ['Sở Xây dựng'] and page.html.select_one('#c-name')['value'] == (
        'xay dung')
    assert 'name=xay+dung' in page.html.select_one('a[href*="city-duties-table"]')['href']
    assert 'Không có trang nào khớp với bộ lọc' in browser.get(f'{CITY}?name=khong-co')
