"""The pages of the Editorial Board: founding, seats, the roster (9.4, 9.5, 18.2)."""
import datetime
import re

import pytest
import transaction
from hanoiportal.base.clock import SystemClock, local, parse
from hanoiportal.editorial.boards.services import BoardService
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, DEPUTY_HEAD, HEAD
from support.application import bavi
from support.desk_forms import unnonced
from support.pages import form_with, words
from support.people import FOUNDED, TERM

BAVI = '/desk/sites/bavi'
DECISION = 'QĐ 77/QĐ-SXD ngày 02/11/2026'
WEEK = '2026-12-07'


@pytest.fixture
def clock_at():
    """Ten o'clock on a Tuesday."""
    return parse('2026-12-01T10:00')


site = bavi


@pytest.fixture
def boards():
    return BoardService(lambda permission, resource: True, SystemClock(), lambda event: None)


def fill(page, field='decision', **values):
    form = form_with(page, field)
    for name, value in values.items():
        form[name] = value
    return form.submit(expect_errors=True)


def roles(site, account):
    return {role for role, given in site.local_roles.get(account.id, {}).items()
            if given.holds(SystemClock().now())}


@pytest.mark.clause('18.2')
def test_the_owner_body_founds_a_board_and_seats_the_staff_by_name(
        visit, site, staff, boards):
    manager = visit('chuquan')
    page = fill(manager.get(f'{BAVI}/@@board-found'), decision=DECISION, starts='2026-01-01',
                ends='2099-12-31', regime='Họp thứ Hai hằng tuần.').follow()
    assert DECISION in page.text and 'Họp thứ Hai hằng tuần.' in page.text
    fill(manager.get(f'{BAVI}/@@board-appoint'), account=staff['bavi-editor'].id,
         role=DEPUTY_HEAD, decision=DECISION, starts='2026-01-01')

    transaction.begin()
    assert (site.board.decision, site.board.ends) == (DECISION, parse('2100-01-01'))
    assert DEPUTY_HEAD in roles(site, staff['bavi-editor'])
    assert boards.is_active(site, SystemClock().now())


@pytest.mark.clause('6.3.BBT')
def test_the_managing_body_seats_but_founds_no_board(visit, site, staff):
    for login in ('quanly', 'quantri'):
        links = visit(login).get(f'{BAVI}/@@board').html.select('main a[href*=board-]')
        assert [link['href'].partition('@@')[2] for link in links] == [
            'board-appoint', 'board-dismiss']
    visit('quanly').get(f'{BAVI}/@@board-found', status=404)


@pytest.mark.clause('18.2')
def test_a_second_head_is_refused_and_a_successor_is_not(visit, site, staff):
    manager, account = visit('quanly'), staff['bavi-deputy']
    asked = {'account': account.id, 'role': HEAD, 'decision': DECISION}
    page = fill(manager.get(f'{BAVI}/@@board-appoint'), **asked)
    assert page.status_int == 422 and page.html.find(id='e-role')
    transaction.begin()
    assert roles(site, account) == {DEPUTY_HEAD}

    fill(manager.get(f'{BAVI}/@@board-appoint'), **asked, succeeds='yes')
    transaction.begin()
    assert roles(site, account) == {HEAD} and roles(site, staff['bavi-head']) == set()


def test_a_seat_is_ended_by_a_decision(visit, site, staff):
    page = visit('quanly').get(f'{BAVI}/@@board-dismiss')
    member = f'{staff["bavi-member"].id} {BOARD_MEMBER}'
    assert fill(page, seat=member, decision='').html.find(id='e-decision')
    fill(page, seat=member, decision=DECISION)

    transaction.begin()
    assert roles(site, staff['bavi-member']) == set()


@pytest.mark.clause('8.8')
def test_the_managing_body_is_not_told_who_has_an_account(visit, site, staff, small_portal):
    manager, answers = visit('quanly'), []
    for login in ('khach', 'ai-do'):
        page = fill(manager.get(f'{BAVI}/@@board-appoint'), login=login, role=BOARD_MEMBER,
                    decision=DECISION).follow()
        answers.append(re.sub(r'value="[0-9a-f]{40,}"', '', unnonced(page)))

    assert answers[0] == answers[1] and 'khi đơn vị vận hành xác nhận' in answers[0]
    transaction.begin()
    assert staff['khach'].id not in site.local_roles
    assert len(small_portal.role_requests) == 2


@pytest.mark.clause('9.5')
def test_the_page_says_who_sits_in_the_board_and_when_it_is_not_in_force(
        visit, site, staff, boards):
    browser = visit('bavi-contributor')
    page = browser.get(f'{BAVI}/@@board')
    assert 'Đang hoạt động' in page.text and FOUNDED in page.text
    rows = [words(row.find('td')) for row in page.html.select('tbody tr')]
    assert rows == ['Người bavi-head', 'Người bavi-deputy', 'Người bavi-member']

    boards.dismiss(site, staff['bavi-head'].id, HEAD, 'QĐ', SystemClock().now(), 'test')
    transaction.commit()
    assert 'trang chưa xuất bản được' in browser.get(f'{BAVI}/@@board').text


def test_nobody_else_makes_a_board(visit, site, staff):
    for login in ('bavi-head', 'bavi-editor', 'hanoi-head', 'kiemtra', 'vanhanh'):
        browser = visit(login)
        token = form_with(browser.get('/password'), 'csrf_token')['csrf_token'].value
        for view in ('board-found', 'board-appoint', 'board-dismiss'):
            browser.get(f'{BAVI}/@@{view}', status=404)
            browser.post(f'{BAVI}/@@{view}', {'csrf_token': token, 'decision': 'QĐ'}, status=404)
        transaction.begin()
        assert site.board.decision == FOUNDED and site.board.starts == TERM, login


def test_a_mistake_comes_back_beside_its_field(visit, site, staff):
    for view, mistake, field in (
            ('board-found', {'decision': ''}, 'decision'),
            ('board-found', {'ends': 'mai'}, 'ends'),
            ('board-found', {'starts': '2026-02-02', 'ends': '2026-01-01'}, 'ends'),
            ('board-appoint', {'account': ''}, 'account'),
            ('board-appoint', {'decision': 'x' * 501}, 'decision')):
        page = fill(visit('chuquan').get(f'{BAVI}/@@{view}'), **{'decision': DECISION, **mistake})

        assert page.status_int == 422 and page.html.find(id=f'e-{field}'), view
        transaction.begin()
        assert site.board.decision == FOUNDED, view


@pytest.mark.clause('8.7')
def test_a_term_that_ends_closes_the_desk_at_the_second(visit, site, staff, boards, clock):
    until = clock.at + datetime.timedelta(minutes=5)
    boards.dismiss(site, staff['bavi-member'].id, BOARD_MEMBER, 'QĐ', until, 'test')
    transaction.commit()
    browser = visit('bavi-member')

    clock.at = until - datetime.timedelta(seconds=1)
    browser.get(f'{BAVI}/@@board', status=200)
    clock.at = until
    browser.get(f'{BAVI}/@@board', status=404)


def test_the_head_keeps_the_roster_and_the_staff_reads_it(visit, site, staff, clock):
    head, member = visit('bavi-head'), staff['bavi-member'].id
    page = head.get(f'{BAVI}/@@roster?week={WEEK}')
    assert len(page.html.select('main .mark.warn')) == 10
    form = form_with(page, f'{WEEK}-sang')
    form[f'{WEEK}-sang'] = form[f'{WEEK}-chieu'] = member
    page = form.submit().follow()
    assert len(page.html.select('main .mark.warn')) == 8

    reader = visit('bavi-editor').get(f'{BAVI}/@@roster?week={WEEK}')
    assert 'Người bavi-member' in words(reader.html.find('tbody')) and not reader.html.select(
        'main select')
    form = next(form for form in page.forms.values() if form.action.endswith('roster-copy'))
    copied = form.submit().follow()
    assert 'Đã chép 2 ca sang tuần sau.' in copied.text
    transaction.begin()
    assert site.board.roster[datetime.date(2026, 12, 14)] == {'sang': member, 'chieu': member}


def test_a_hole_is_shown_a_day_ahead(visit, site, staff, clock):
    head, tomorrow = visit('bavi-head'), local(clock.at).date() + datetime.timedelta(days=1)
    page = head.get(f'{BAVI}/@@roster')
    assert 'Ngày mai chưa có người trực: Đầu giờ làm việc buổi sáng (07:30–09:00)' in words(
        page.html.find('main'))
    english = words(head.get(f'/english{BAVI}/@@roster').html.find('main'))
    assert 'Nobody is on duty tomorrow for: Start of the working morning (07:30' in english
    form = form_with(page, f'{tomorrow}-sang')
    form[f'{tomorrow}-sang'] = form[f'{tomorrow}-chieu'] = staff['bavi-deputy'].id

    assert 'Ngày mai chưa có người trực' not in form.submit().follow().text


def test_who_may_not_assign_changes_no_roster(visit, site, staff, clock):
    browser = visit('bavi-member')
    token = form_with(browser.get('/password'), 'csrf_token')['csrf_token'].value
    page = browser.post(f'{BAVI}/@@roster', {
        'csrf_token': token, 'week': WEEK, f'{WEEK}-sang': staff['bavi-member'].id}).follow()

    assert 'Không có quyền thực hiện việc này ở đây.' in page.text
    visit('soxaydung-head').post(f'{BAVI}/@@roster', {'csrf_token': token}, status='4*')
    transaction.begin()
    assert not site.board.roster


def test_a_week_that_cannot_be_shown_is_this_week(visit, staff, clock):
    for week in ('', 'x', '0001-01-01', '9999-12-31', '2026-13-01'):
        page = visit('bavi-head').get(f'{BAVI}/@@roster?week={week}')

        assert '01/12/2026' in page.text, week


@pytest.mark.clause('33.3')
def test_the_workflow_of_a_site_is_chosen_on_the_page_of_its_board(visit, staff, small_portal):
    manager = visit('quanly')
    page = manager.get('/desk/sites/bavi/@@board')
    form = next(form for form in page.forms.values() if 'workflow' in form.fields)
    assert form['workflow'].value == 'ba-buoc'
    form['workflow'] = 'bon-buoc'

    assert 'Đã chọn quy trình biên tập.' in form.submit().follow()
    transaction.begin()
    assert small_portal['sites']['bavi'].workflow == 'bon-buoc'
    form['workflow'].force_value('khong-co')
    assert 'Hãy chọn một giá trị' in form.submit().follow()
    assert 'board-workflow' not in visit('bavi-head').get('/desk/sites/bavi/@@board')
