"""A day of a ward in a real browser: its head fills the roster, the morning is kept by what was
scheduled, who is on duty in the afternoon is warned in vain, the head writes why, another member
approves it, and the public page of compliance says so (10, 13.2.b).  On that day a document of a
department arrives in the register: the department posts it in time, one of three wards late, the
others never (13.1.c).
"""
import datetime

import pytest
from hanoiportal.base.clock import SystemClock, parse
from hanoiportal.kernel.security.authorization.grants import Grant, seat
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, HEAD
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.seed import provisioning
from hanoiportal.types.legaldocument.rules import NOT_SECRET
from playwright.sync_api import expect
from servers import CONFIG
from servers.browser import PHONE, faults_on_screens
from servers.office import BASIS, DEPARTMENT, PASSWORD, SECTION, WARD, office
from servers.portal import put_on, run_inline
from support.decided_hours import decide_hours
from support.scheduled_texts import schedule

DAY = datetime.date(2026, 12, 1)
ROSTER, WINDOWS = f'/desk/sites/{WARD}/@@roster?week={DAY}', f'/desk/sites/{WARD}/@@windows'
TITLE = 'Lịch tiếp công dân tháng 12'
ON_DUTY = {f'{DAY}-sang': 'Phạm Thị Hòa', f'{DAY}-chieu': 'Ngô Đức Tâm',
           '2026-12-02-sang': 'Lê Quang Dũng'}
NUMBER = '12/QĐ-SXD'
WARDS = (WARD, 'badinh', 'ngocha')
#: When the document was issued, and when a ward posts it.
ISSUE, LATE = '2026-11-27', '2026-12-07'
ISSUED, DUTIES = (f'/desk/sites/{{}}/@@{view}' for view in ('issued-row', 'duties'))
REASON = 'Đường truyền của xã bị đứt từ 12 giờ 30 đến 15 giờ.'


def fill(environment):
    """Found the board for the day, seat a third member, decide the hours, schedule a text."""
    portal, registry = environment.portal, environment.registry
    ward = portal['sites'][WARD]
    environment.boards.found(ward, BASIS, parse('2026-01-01'), None, 'test')
    tam = portal['accounts'].create('tam', 'Ngô Đức Tâm', registry=registry)
    tam.set_password(PASSWORD, at=parse('2026-11-01'))
    seat(ward, tam.id, BOARD_MEMBER, Grant(basis=BASIS))
    decide_hours(portal, registry, DAY)
    item = environment.editing.add(ward[SECTION], '', 'NewsItem', {'title': TITLE}, 'test')
    schedule(item, parse(f'{DAY}T08:20'), 'test', tam.id, registry)
    two_post_a_document(environment)


def two_post_a_document(environment):
    """Let the department post it on the last day of its term, the ward after its own."""
    portal, registry = environment.portal, environment.registry
    steps, data = provisioning(environment, Data(CONFIG / 'hanoi')), Data(CONFIG / 'hanoi')
    for label, values, english in data.sites:
        if label in WARDS[1:]:
            steps.site(portal, label, values, english)
    issuer = portal['sites'][DEPARTMENT]
    environment.boards.found(issuer, BASIS, parse('2026-01-01'), None, 'test')
    for site, moment, role in ((issuer, f'{DAY}T14:33', HEAD),
                               (portal['sites'][WARD], f'{LATE}T09:00', BOARD_MEMBER)):
        login = f'a-{site.__name__}'
        member = portal['accounts'].create(login, login, registry=registry)
        seat(site, member.id, role, Grant(basis=BASIS))
        schedule(environment.editing.add(site['van-ban-hanh-chinh'], '', 'LegalDocument', {
            'title': 'Quyết định', 'summary': 'Về việc', 'number': NUMBER,
            'issued': ISSUE, 'kind': 'quyet-dinh-ca-biet', 'issuer': issuer.owner,
            'signer': 'An', 'signer_position': 'Giám đốc', 'secrecy': NOT_SECRET,
            'full_text': 'Điều 1. Có hiệu lực.'}, 'test'), parse(moment), 'test', member.id,
            registry)


@pytest.fixture
def portal(tmp_path):
    clock = tmp_path / 'clock'
    put_on(clock, parse(f'{DAY}T07:40'))  # else what is due since is done at once
    with office(tmp_path / 'portal', {}, fill, clock) as running:
        yield running


def at(portal, time, day=DAY):
    portal.go_on_to(parse(f'{day}T{time}'))


def until_shown(desk, text):
    """Look at the page again until it has ``text``: the scheduler looks every few seconds."""
    def once():
        desk.page.reload()
        expect(desk.page.get_by_role('main')).to_contain_text(text, timeout=1000)

    for _try in range(20):
        try:
            return once()
        except AssertionError:
            continue
    return once()


@pytest.mark.clause('10')
@pytest.mark.clause('13.2.b/1')
@pytest.mark.clause('13.1.c/1')
@pytest.mark.clause('13.1.c/2')
def test_a_day_of_a_ward(enter, portal, monkeypatch):
    head_fills_the_roster(enter('dung'))
    document_is_entered(enter('tuan'))
    at(portal, '08:30')
    morning_is_kept(enter('hoa'))
    at(portal, '14:05')
    who_is_on_duty_is_warned(enter('tam'))
    at(portal, '14:31')
    head_writes_why(enter('dung'))
    another_approves_it(enter('hoa'))
    monkeypatch.setattr(SystemClock, 'now', lambda clock: parse(f'{DAY}T14:35'))
    run_inline(portal.var, 'compliance')
    public_reads_why(enter())
    at(portal, '14:36')
    issuer_has_posted(enter('tuan'))
    at(portal, '09:05', LATE)
    ward_has_posted_late(enter().log_in('dung'))
    monkeypatch.setattr(SystemClock, 'now', lambda clock: parse(f'{LATE}T09:10'))
    run_inline(portal.var, 'compliance')
    public_reads_who_was_late(enter())


def head_fills_the_roster(dung):
    page = dung.page
    page.goto(ROSTER)
    for name, person in ON_DUTY.items():
        page.locator(f'[name="{name}"]').select_option(label=person)
    dung.press('Lưu lịch trực')
    page.goto(WINDOWS)
    strip = page.locator('.windows')
    expect(strip).to_contain_text(f'08:20 {TITLE}')
    expect(strip).to_contain_text('Ngô Đức Tâm')
    expect(page.locator('table.list')).to_contain_text('Lê Quang Dũng')
    dung.look()


def morning_is_kept(hoa):
    hoa.page.goto(WINDOWS)
    until_shown(hoa, 'Đã có tin mới')
    expect(hoa.page.locator('.windows .card').first).to_contain_text(TITLE)
    hoa.look()


def who_is_on_duty_is_warned(tam):
    tam.page.goto('/desk/@@notifications')
    until_shown(tam, 'Khung giờ đăng tin sắp hết mà chưa có tin mới')
    tam.page.goto(WINDOWS)
    expect(tam.page.locator('.windows .card').nth(1)).to_contain_text('còn 2')


def head_writes_why(dung):
    page = dung.page
    page.goto(WINDOWS)
    until_shown(dung, 'Chưa có lý do')
    expect(page.locator('.windows .card').nth(1)).to_contain_text('Bỏ trống')
    dung.look()
    page.get_by_label('Lý do').fill(REASON)
    page.get_by_role('button', name='Ghi lý do').click()
    expect(page.get_by_role('main')).to_contain_text('Đã ghi lý do, chờ phê duyệt')
    expect(page.locator('blockquote')).to_have_text(REASON)
    dung.look()


def another_approves_it(hoa):
    page = hoa.page
    page.goto(WINDOWS)
    hoa.look()
    page.get_by_role('button', name='Duyệt lý do').click()
    expect(page.get_by_role('main')).to_contain_text('Lý do đã được phê duyệt')
    expect(page.get_by_role('button', name='Duyệt lý do')).to_have_count(0)


def public_reads_why(reader):
    page = reader.page
    page.set_viewport_size(PHONE)
    page.goto(f'/sites/{WARD}/tuan-thu')
    page.get_by_role('link', name='Những khung giờ bị bỏ lỡ, theo ngày').click()
    row = page.locator('tbody tr')
    expect(row).to_have_count(1)
    expect(row).to_contain_text('01/12/2026')
    expect(row).to_contain_text(REASON)
    assert faults_on_screens(page) == []


def document_is_entered(tuan):
    page = tuan.page
    page.goto(ISSUED.format(DEPARTMENT))
    for name, value in (('number', NUMBER), ('issued', ISSUE), ('title', 'Về việc'),
                        ('sites', '; '.join(WARDS))):
        page.locator(f'[name={name}]').fill(value)
    for name, value in (('kind', 'van-ban'), ('type', 'quyet-dinh-ca-biet'), ('reach', 'neu-ten')):
        page.locator(f'[name={name}]').select_option(value)
    tuan.press('Ghi vào sổ')
    page.goto(DUTIES.format(DEPARTMENT))
    until_shown(tuan, NUMBER)
    expect(page.locator('tr', has_text=NUMBER)).to_contain_text('01/12/2026 23:59')
    tuan.look()


def issuer_has_posted(tuan):
    tuan.page.goto(DUTIES.format(DEPARTMENT))
    until_shown(tuan, 'Đúng hạn')
    expect(tuan.page.locator('tr', has_text=NUMBER)).to_contain_text('Đúng hạn')


def ward_has_posted_late(dung):
    dung.page.goto(DUTIES.format(WARD))
    until_shown(dung, 'Trễ hạn')
    row = dung.page.locator('tr', has_text=NUMBER)
    expect(row).to_contain_text('04/12/2026 23:59')
    expect(row).to_contain_text('Trễ hạn')


def public_reads_who_was_late(reader):
    page = reader.page
    page.goto(f'/tuan-thu?thang={LATE[:7]}')
    rows = page.locator('[aria-labelledby=nghia-vu] tbody tr')
    for body, numbers in (('cơ quan ban hành', '1 0 0'),
                          ('cơ quan thuộc phạm vi điều chỉnh', '0 1 2')):
        cells = rows.filter(has_text=f': {body}').locator('td')
        assert cells.all_inner_texts()[:3] == numbers.split(), body
