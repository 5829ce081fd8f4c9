"""A day of a ward in a real browser: its head fills the roster, the morning is kept by what was
scheduled, who is on duty in the afternoon is warned in vain, the head writes why, another member
approves it, and the public page of compliance says so (10, 13.2.b).
"""
import datetime

import pytest
from hanoiportal.base.clock import SystemClock, parse
from hanoiportal.kernel.security.authorization.grants import Grant, seat
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER
from playwright.sync_api import expect
from servers.browser import PHONE, faults_on_screens
from servers.office import BASIS, PASSWORD, SECTION, WARD, office
from servers.portal import run_inline
from support.decided_hours import decide_hours
from support.scheduled_texts import schedule

DAY = datetime.date(2026, 12, 1)
ROSTER, WINDOWS = f'/desk/sites/{WARD}/@@roster?week={DAY}', f'/desk/sites/{WARD}/@@windows'
TITLE = 'Lịch tiếp công dân tháng 12'
ON_DUTY = {f'{DAY}-sang': 'Phạm Thị Hòa', f'{DAY}-chieu': 'Ngô Đức Tâm',
           '2026-12-02-sang': 'Lê Quang Dũng'}
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


@pytest.fixture
def portal(tmp_path):
    clock = tmp_path / 'clock'
    with office(tmp_path / 'portal', {}, fill, clock) as running:
        yield running


def at(portal, time):
    portal.go_on_to(parse(f'{DAY}T{time}'))


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
def test_a_day_of_a_ward(enter, portal, monkeypatch):
    at(portal, '07:40')
    head_fills_the_roster(enter('dung'))
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
