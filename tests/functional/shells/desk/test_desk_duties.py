"""What a site owes, in the desk: the list, each day of a term, the reason of what was missed."""
import pytest
import transaction
from hanoiportal.base.clock import local, parse
from hanoiportal.editorial.boards.interfaces import IRoster
from hanoiportal.oversight.compliance.interfaces import ICompliance
from hanoiportal.participation.cases.interfaces import ASSIGNED, QUESTION, STAFF, Submission
from hanoiportal.platform.duties.interfaces import SATISFIED, TRIGGERED, DutyEvent
from hanoiportal.platform.scheduling.opening import opened

SITE = '/desk/sites/soxaydung'


@pytest.fixture
def owe(duties, small_portal, staff):
    """``owe(rule, key, day, evidence)``: number of a duty of the site from that day on."""
    def add(rule='13.1.c1', key='row:issued:1', day='2026-11-16', evidence='12/QĐ-SXD'):
        site = small_portal['sites']['soxaydung']
        duty = duties.open(str(site.__oid__), rule, (key,), DutyEvent(
            TRIGGERED, parse(day), at=parse(day), source=f'{key}:0', evidence=evidence))
        transaction.commit()
        return duty.number

    return add


def groups(page):
    """Return ``{heading: texts of the rows}``."""
    return {heading.get_text(): [
        row.get_text(' ', strip=True) for row in heading.find_next('tbody').find_all('tr')]
        for heading in page.html.select('main h2')}


def form(page, act):
    """Return the form whose button has the value ``act``."""
    return next(each for each in page.forms.values() if f'value="{act}"' in each.text)


@pytest.mark.clause('7.5')
def test_a_site_sees_what_is_due_today_this_week_and_what_was_missed(visit, owe, clock):
    clock.at = parse('2026-11-24T09:00')
    for number, (rule, day) in enumerate((
            ('13.1.c1', '2026-11-16'), ('13.1.c1', '2026-11-20'), ('13.1.c2', '2026-11-20'),
            ('13.1.d', '2026-11-20'), ('13.1.i', '2026-11-20'))):
        owe(rule, f'row:issued:{number}', day, f'{number}/QĐ-SXD')
    page = visit('soxaydung-editor').get(f'{SITE}/@@duties')

    assert {heading: [row.split()[-5:] for row in rows] and len(rows)
            for heading, rows in groups(page).items()} == {
        'Chờ nêu lý do (1)': 1, 'Đến hạn hôm nay (1)': 1, 'Phải thực hiện ngay (1)': 1,
        'Đến hạn trong 7 ngày tới (1)': 1, 'Đến hạn sau đó (1)': 1}
    assert '0/QĐ-SXD 18/11/2026 23:59 Quá hạn' in groups(page)['Chờ nêu lý do (1)'][0]
    assert '1/QĐ-SXD 24/11/2026 23:59 Đang trong hạn' in groups(page)['Đến hạn hôm nay (1)'][0]


def test_a_long_list_is_folded_behind_its_first_rows_and_nothing_is_lost(visit, owe, clock):
    clock.at = parse('2026-11-24T09:00')
    for number in range(7):
        owe('13.1.c1', f'row:issued:{number}', '2026-11-16', f'{number}/QĐ-SXD')
        owe('13.1.d', f'row:later:{number}', '2026-11-20', f'{number}/TB-SXD')
    for number in range(5):
        owe('13.1.c1', f'row:today:{number}', '2026-11-20', f'{number}/GP-SXD')
    main = visit('soxaydung-editor').get(f'{SITE}/@@duties').html.main

    folds = {each.find_previous('h2').text: len(each.select('tbody tr'))
             for each in main.select('details.folded:not([open])')}
    assert folds == {'Chờ nêu lý do (7)': 2, 'Đến hạn sau đó (7)': 7}
    assert [' '.join(each.text.split()) for each in main.select('.folded > summary')] == [
        'Xem thêm 2 việc: Chờ nêu lý do', 'Xem 7 việc: Đến hạn sau đó']
    assert len({each['href'] for each in main.select('tbody a.title')}) == 19
    [later] = [each for each in main.select('h2') if each.text.startswith('Đến hạn sau đó')]
    assert later.find_next_sibling().name == 'details'


def test_done_late_without_a_reason_stands_in_one_list_alone(
        visit, owe, clock, duties, small_portal):
    clock.at = parse('2026-11-24T09:00')
    duties.append(duties.get(owe()), DutyEvent(
        SATISFIED, clock.at, at=clock.at, source='test', subject='1'))
    transaction.commit()

    assert list(groups(visit('soxaydung-editor').get(f'{SITE}/@@duties'))) == [
        'Chờ nêu lý do (1)']


def test_a_duty_of_a_case_names_the_case_and_leads_who_may_see_it_there(visit, owe, clock):
    clock.at = parse('2026-11-24T09:00')
    owe('13.1.e3', 'case:12:received', '2026-11-20', '')
    owe('4.3.cong-khai', 'publication:13:2', '2026-11-20', '')
    rows = visit('soxaydung-responder').get(f'{SITE}/@@duties').html.select('main tbody tr')

    assert {(each.get_text(), each['href']) for row in rows for each in row.select('td a')} == {
        (f'Hồ sơ số {number}', f'{SITE}/@@case?number={number}') for number in (12, 13)}
    assert {row.select_one('.where').text for row in rows} == {
        'Quyết định 4263/QĐ-UBND, điểm e khoản 1 Điều 13',
        'Quyết định 4263/QĐ-UBND, khoản 3 Điều 4'}
    main = visit('soxaydung-editor').get(f'{SITE}/@@duties').html.main
    assert main.text.count('Hồ sơ số 1') == 2 and not main.select('td a')


def test_the_way_to_the_day_is_told_and_the_head_writes_the_reason(
        visit, owe, clock, duties, audit, small_portal, inner):
    clock.at = parse('2026-11-24T09:00')
    number = owe()
    address = f'{SITE}/@@duty?number={number}'
    looking = visit('soxaydung-editor').get(address)
    days = [row.get_text(' ', strip=True) for row in looking.html.select('tbody tr')]
    assert [day[:10] for day in days] == ['16/11/2026', '17/11/2026', '18/11/2026']
    assert 'không tính' in days[0] and 'không tính' not in days[2]
    assert not looking.html.select('textarea')
    assert looking.html.find('dt', string='Cơ quan phải thực hiện').find_next('dd').text == (
        f'{small_portal["sites"]["soxaydung"].owner} (cơ quan ban hành)')

    page = visit('soxaydung-head').get(address)
    empty = form(page, 'reason').submit('act', value='reason')
    assert 'Chưa nhập nội dung.' in empty.html.select_one('.flash.error').get_text()
    writing = form(page, 'reason')
    writing['text'] = 'Mất điện <b>hai</b> ngày'
    after = writing.submit('act', value='reason').follow()
    assert 'Mất điện <b>hai</b> ngày' in after.html.select_one('.outcomes').get_text()
    assert 'Chờ nêu lý do' not in visit('soxaydung-head').get(f'{SITE}/@@duties')
    transaction.begin()
    assert [(each.kind, each.item, each.rule, each.author) for each in inner.since(0)] == [
        ('reason', str(number), '13.1.c1', '')]


def test_the_reason_of_a_missed_duty_is_public_once_another_of_the_board_approves_it(
        visit, owe, clock, registry, app):
    def public():
        transaction.commit()
        with opened(registry, 'test') as environment:
            registry.getUtility(ICompliance).look(environment)
        page = app.get('/sites/soxaydung/tuan-thu-chi-tiet?muc=nghia-vu&ket-qua=all')
        return page.html.select_one('main tbody tr').get_text(' ', strip=True)

    clock.at = parse('2026-11-24T09:00')
    address, head = f'{SITE}/@@duty?number={owe()}', visit('soxaydung-head')
    writing = form(head.get(address), 'reason')
    writing['text'] = 'Mất điện'
    mine = writing.submit('act', value='reason').follow()
    assert 'chờ phê duyệt' in mine.html.main.get_text() and 'value="approve"' not in mine
    member = visit('soxaydung-member')
    assert 'Lý do chờ phê duyệt để công bố (1)' in groups(member.get(f'{SITE}/@@duties'))
    clock.at = parse('2026-11-24T10:00')
    assert 'Đã có lý do, chưa được phê duyệt' in public() and 'Mất điện' not in public()
    assert '12/QĐ-SXD' in public(), 'the reason says of which document it is'

    approving = form(member.get(address), 'approve')
    assert 'đã phê duyệt' in approving.submit('act', value='approve').follow().html.main.get_text()
    clock.at = parse('2026-11-24T11:00')
    assert public().endswith('Mất điện')


def test_the_managing_body_excuses_and_the_head_declares_what_no_item_shows(
        visit, owe, clock, duties):
    clock.at = parse('2026-11-24T09:00')
    missed, report = owe(), owe('28.9', 'period:2026-07-01', '2026-07-01')
    page = visit('quanly').get(f'{SITE}/@@duty?number={missed}')
    excusing = form(page, 'excuse')
    excusing['text'], excusing['basis'] = 'Lũ', 'Công văn 15/UBND'
    assert 'Được miễn trừ' in excusing.submit('act', value='excuse').follow()

    browser = visit('soxaydung-head')
    declaring = form(browser.get(f'{SITE}/@@duty?number={report}'), 'declare')
    declaring['evidence'], declaring['day'] = 'Báo cáo 20/BC-SXD', '2026-13-40'
    wrong = declaring.submit('act', value='declare')
    assert 'Hãy nhập một ngày.' in wrong
    declaring['day'] = '2026-11-20'
    done = declaring.submit('act', value='declare').follow()
    assert 'Đúng hạn' in done and 'Báo cáo 20/BC-SXD' in done


def test_ones_own_are_those_of_who_answers_is_on_duty_writes_or_was_given_the_case(
        visit, owe, clock, registry, small_portal, staff, at_work, cases):
    clock.at = parse('2026-11-24T09:00')
    site, member = small_portal['sites']['soxaydung'], staff['soxaydung-member'].id
    writer = at_work('soxaydung-contributor')
    item = writer.add(site['tin-tuc-su-kien'])
    owe()
    owe('13.1.d', f'item:{item.__oid__}:issued', '2026-11-20', '13/QĐ-SXD')
    case = cases.get(cases.receive(Submission(
        QUESTION, str(site.__oid__), 'Hỏi', 'Hỏi', received_at=clock.at)).number)
    cases.append(case, ASSIGNED, to=staff['soxaydung-editor'].id, audience=STAFF)
    transaction.commit()
    with opened(registry, 'test') as environment:
        environment.in_transaction(lambda: environment.request.service(IRoster).assign(
            environment.portal['sites']['soxaydung'], local(clock.at).date(), 'sang', member, 'x'))
    transaction.begin()

    def mine(login):
        shown = visit(login).get('/desk/@@my-duties').html.main.get_text(' ')
        return [each for each in ('12/QĐ-SXD', 'Chợ hoa', 'Hỏi đáp: trả lời') if each in shown]

    assert mine('soxaydung-head') == ['12/QĐ-SXD', 'Chợ hoa', 'Hỏi đáp: trả lời']
    assert mine('soxaydung-member') == ['12/QĐ-SXD']
    assert mine('soxaydung-contributor') == ['Chợ hoa']
    assert mine('soxaydung-editor') == ['Hỏi đáp: trả lời']
    assert mine('bavi-head') == []


def test_what_is_not_there_and_what_is_another_sites_are_answered_alike(visit, owe, small_portal):
    theirs = owe()
    browser = visit('bavi-editor')

    for number in ('99', '', 'x', '9' * 40, '-1'):
        assert browser.get(f'{SITE}/@@duty?number={theirs}', status='*').status_int in (403, 404)
        here = '/desk/sites/bavi/@@duty?number='
        assert browser.get(here + str(theirs), status=404).status_int == 404, number
        assert browser.get(here + number, status=404).status_int == 404


def test_who_may_not_is_refused_whatever_they_send(visit, owe, clock, duties):
    clock.at = parse('2026-11-24T09:00')
    number = owe()
    browser = visit('soxaydung-editor')
    token = browser.get('/desk/@@my-duties').html.select_one('[name=csrf_token]')
    for act in ('reason', 'approve', 'excuse', 'declare', 'other'):
        browser.post(f'{SITE}/@@duty?number={number}', {
            'csrf_token': token['value'], 'act': act, 'text': 'a', 'basis': 'b', 'evidence': 'c'})
    transaction.begin()

    assert len(duties.get(number).events) == 1
    unasked = browser.post(f'{SITE}/@@duty?number={number}', {'act': 'reason', 'text': 'a'},
                           status='*')
    assert 'Chỉ bấm nếu chính mình' in unasked
