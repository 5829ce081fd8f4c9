"""Half a year ends: every site is reminded, a ward reports late, the city consolidates, opens a
figure down to its events, scores all bodies, hears an objection and publishes the ranking.
"""
import csv
import shutil
from datetime import timedelta

import pytest
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.kernel.security.authorization.grants import Grant, grant, seat
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, EDITOR, HEAD
from hanoiportal.oversight.compliance.interfaces import ICompliance
from hanoiportal.platform.scheduling.interfaces import IJob, IOpening
from hanoiportal.shells.commands.environment import opened
from playwright.sync_api import expect
from servers.office import BASIS, PASSWORD, WARD, Desk
from servers.portal import serving, write_ini
from support.clocks import SetClock

#: Log-in → name, site, role; ``thu`` leads the boards of all other sites.
PEOPLE = {'minh': ('Trần Văn Minh', WARD, EDITOR), 'dung': ('Lê Quang Dũng', WARD, HEAD),
          'kien': ('Hà Văn Kiên', '', HEAD), 'khanh': ('Đặng Quốc Khánh', '', BOARD_MEMBER)}
ENDED, TERM_OVER = parse('2027-01-04T09:00'), parse('2027-01-20T09:00')
OWN, SCORES = f'/desk/sites/{WARD}/@@own-scoring', '/desk/@@scoring?year=2026'
CITY = '/desk/@@city-reports?period=2026-2'
PUBLISHED = 'Tin, bài, bản dịch đã xuất bản'
#: Of the 149 component sites one stands elsewhere, and owes its reports there.
SITES = 148


@pytest.fixture(scope='module')
def var(seeded_var, tmp_path_factory):
    """All sites with boards, and the duty of each to report."""
    folder = shutil.copytree(seeded_var, tmp_path_factory.mktemp('half-year') / 'var')
    with opened(str(write_ini(folder, {})), str(folder), 'test') as environment:
        environment.in_transaction(lambda: _staff(environment))
        with environment.registry.getUtility(IOpening)('test') as inside:
            inside.registry.getUtility(IJob, name='duty periods').run(inside)
    return folder


def _staff(environment):
    portal, now = environment.portal, environment.clock.now()
    accounts = portal['accounts']
    for login, (name, label, role) in PEOPLE.items():
        account = accounts.create(login, name, registry=environment.registry)
        account.set_password(PASSWORD)
        (grant if role == EDITOR else seat)(
            portal['sites'][label] if label else portal, account.id, role, Grant(basis=BASIS))
    everybody = accounts.create('thu', 'Vũ Minh Thu', registry=environment.registry)
    for site in (portal, *portal['sites'].values()):
        if site is not portal and site.__name__ != WARD:
            seat(site, everybody.id, HEAD, Grant(basis=BASIS))
        environment.boards.found(site, BASIS, now, None, 'test')


@pytest.mark.clause('28.13', '33.8', '28.9', '32')
def test_half_a_year_is_reported_scored_and_ranked(browser, var, tmp_path):
    clock, desks = tmp_path / 'clock', []
    with serving(var, {}, clock=clock) as portal:
        def enter(login):
            desks.append(Desk(browser, portal).log_in(login))
            return desks[-1]

        portal.go_on_to(ENDED)
        kien, minh, dung = enter('kien'), enter('minh'), enter('dung')
        all_are_reminded(kien)
        a_ward_reports_late(minh, dung)
        the_city_consolidates(kien)
        the_city_scores(kien, tmp_path)
        a_body_objects(dung, kien)
        portal.go_on_to(TERM_OVER)
        khanh = enter('khanh')
        khanh.page.goto(SCORES)
        khanh.look()
        khanh.press('Phê duyệt và công bố')
        assert 'Đã phê duyệt' in khanh.page.inner_text('main')
        assert [wrong for each in desks for wrong in each.wrong] == []
        for each in desks:
            each.context.close()
    with opened(str(write_ini(var, {})), str(var), 'test') as environment:
        environment.registry.registerUtility(SetClock(TERM_OVER + timedelta(hours=1)), IClock)
        with environment.registry.getUtility(IOpening)('test') as inside:
            environment.registry.getUtility(ICompliance).look(inside)
    with serving(var, {}) as portal:
        reader = Desk(browser, portal)
        reader.page.goto('/xep-hang')
        assert 'Ba Vì' in reader.page.inner_text('main')
        assert reader.wrong == []
        reader.context.close()


def all_are_reminded(kien):
    reminded = 0
    for page in range(1, 4):
        kien.page.goto(f'{CITY}&page={page}')
        if page == 1:
            kien.look()
        boxes = kien.page.locator('tbody input[type=checkbox]')
        number = boxes.count()
        kien.page.get_by_role('checkbox', name='Chọn tất cả').check()
        kien.press('Nhắc các trang đã chọn')
        expect(kien.page.get_by_text(f'Đã nhắc {number} trang.')).to_be_visible()
        reminded += number
    assert reminded == SITES


def a_ward_reports_late(minh, dung):
    minh.page.goto('/desk')
    minh.page.goto(f'/desk/sites/{WARD}/@@reports')
    minh.page.get_by_label('Kỳ báo cáo').select_option('2026-2')
    minh.press('Lập báo cáo')
    minh.page.locator('[name=proposals]').fill('Bổ sung một cán bộ kỹ thuật.')
    minh.page.locator('[name=paper]').fill('12/BC-BBT')
    minh.press('Lưu')
    minh.look()
    minh.press('Trình Trưởng Ban phê duyệt')
    dung.page.goto(minh.page.url)
    dung.press('Phê duyệt')
    dung.press('Gửi báo cáo')
    assert 'Đã gửi' in dung.page.inner_text('main')


def the_city_consolidates(kien):
    page = kien.page
    page.goto(f'{CITY}&state=late')
    rows = page.locator('tbody tr')
    assert rows.count() == 1 and 'Ba Vì' in rows.first.inner_text()
    kien.follow(rows.first.locator('a').inner_text())
    assert 'Bổ sung một cán bộ kỹ thuật.' in page.inner_text('main')
    page.goto('/desk/@@reports')
    page.get_by_label('Kỳ báo cáo').select_option('2026-2')
    kien.press('Lập báo cáo')
    kien.look()
    proposed = page.locator('[name=proposals]').input_value()
    assert proposed.endswith('Ba Vì: Bổ sung một cán bộ kỹ thuật.')
    kien.press('Phê duyệt')
    kien.press('Gửi báo cáo')
    assert 'Đã gửi' in page.inner_text('main')
    figure = page.locator('tr').filter(has_text=PUBLISHED).locator('td a').first
    said = int(figure.inner_text().partition('–')[0].replace('.', ''))
    kien._go(figure)
    kien.look()
    assert said > SITES and int(page.locator('b.number').first.inner_text().replace(
        '.', '')) == said
    kien._go(page.locator('main tbody a').first)
    assert page.locator('main tbody tr').count()


def the_city_scores(kien, folder):
    page = kien.page
    page.goto('/desk/@@scorings')
    page.fill('[name=year]', '2026')
    kien.press('Mở chấm điểm')
    kien.look()
    with page.expect_download() as download:
        page.get_by_role('link', name='Tải tệp để chấm bằng tay (CSV)').click()
    header, *lines = csv.reader(download.value.path().read_text('utf-8-sig').splitlines())
    rows = page.locator('table[aria-labelledby=h-criteria] tbody tr')
    lacking = [rows.nth(at).locator('a').get_attribute('href').partition('code=')[2]
               for at in range(rows.count()) if rows.nth(at).locator('.mark').count()]
    given = [(site, code, '1', 'Theo hồ sơ') for site in dict.fromkeys(line[0] for line in lines)
             for code in lacking]
    assert len({line[0] for line in lines}) == SITES
    with (folder / 'marks.csv').open('w', newline='') as file:
        csv.writer(file).writerows([header, *given])
    page.set_input_files('[name=file]', folder / 'marks.csv')
    kien.press('Nạp tệp')
    assert f'Đã ghi {len(given)} điểm.' in page.inner_text('main')
    kien.press('Gửi dự thảo đến các cơ quan')
    assert 'Đã gửi dự thảo' in page.inner_text('main')


def a_body_objects(dung, kien):
    dung.page.goto(OWN)
    dung.look()
    dung.page.select_option('[name=code]', 'bao-cao')
    dung.page.fill('[name=text]', 'Báo cáo chậm do lỗi đường truyền.')
    dung.press('Gửi kiến nghị')
    kien.page.goto(f'{SCORES}&waiting=1')
    kien._go(kien.page.locator('main tbody a', has_text='Ba Vì'))
    kien.look()
    kien.page.locator('[name=text]').fill('Cổng ghi nhận báo cáo gửi ngày 04/01/2027, sau hạn.')
    kien.press('Không chấp nhận')
    assert 'Đã trả lời kiến nghị.' in kien.page.inner_text('main')
    dung.page.goto(OWN)
    assert 'sau hạn' in dung.page.inner_text('main')
