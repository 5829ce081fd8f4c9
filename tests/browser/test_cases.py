"""A citizen asks, a ward forwards, a department gives notice and answers, its board approves."""
import datetime

import pytest
from hanoiportal.base.clock import SystemClock, local
from hanoiportal.kernel.security.authorization.grants import Grant, grant, seat
from hanoiportal.kernel.security.authorization.roles import HEAD, RESPONDER
from servers.browser import PHONE
from servers.office import BASIS, DEPARTMENT, PASSWORD, PEOPLE, WARD, Desk, office

ASKED = 'Ngõ tôi muốn xây nhà ba tầng thì xin giấy phép ở đâu?'
WHY, LATER, ANSWER = ('Cấp phép xây dựng thuộc Sở', 'Sở đang kiểm tra quy hoạch',
                      'Nộp hồ sơ tại bộ phận một cửa của Sở, trong 20 ngày có kết quả.')
CASES = f'/desk/sites/{DEPARTMENT}/@@cases'


def fill(environment):
    """Give both sites somebody who answers, and the department a board."""
    portal, now = environment.portal, environment.clock.now()
    office_site, people = portal['sites'][DEPARTMENT], portal['accounts']
    environment.boards.found(office_site, BASIS, now, None, 'test')
    son = people.create('son', 'Bùi Văn Sơn', registry=environment.registry)
    son.set_password(PASSWORD)
    seat(office_site, son.id, HEAD, Grant(basis=BASIS))
    names = {each.full_name: each for each in people.by_id.values()}
    for login, site in (('minh', portal['sites'][WARD]), ('tuan', office_site)):
        grant(site, names[PEOPLE[login][0]].id, RESPONDER, Grant(basis=BASIS))


@pytest.fixture
def portal(tmp_path):
    with office(tmp_path / 'portal', {}, fill) as running:
        yield running


def asked(page):
    """Ask the ward; return the page with the address of the case."""
    page.goto('/gui-cau-hoi')
    page.click('main a:has-text("Gửi câu hỏi")')
    page.get_by_label('Việc ở xã, phường: hộ tịch').check()
    page.get_by_label('Việc ở xã, phường nào').select_option(label='Xã Ba Vì')
    page.click('main form button')
    page.get_by_label('Câu hỏi').fill(ASKED)
    page.click('main form button')
    page.check('[name=consent-process]')
    page.get_by_role('button', name='Gửi', exact=True).click()
    page.wait_for_selector('.receipt')
    code, secret = page.locator('.receipt code').all_inner_texts()
    page.goto(f'/theo-doi#{code}.{secret}')
    page.wait_for_url('**/theo-doi/*')
    return page


def opened(desk, name, **typed):
    """Open the form of that name beside the case and fill it in; return it."""
    card = desk.page.locator(f'#viec-{name}')
    if card.get_attribute('class') == 'acts' and card.get_attribute('open') != 'open':
        card.locator('summary').click()
    for field, value in typed.items():
        control = card.locator(f'[name="{name}.{field}"]')
        if control.evaluate('each => each.tagName') == 'SELECT':
            control.select_option(label=value)
        else:
            control.fill(value)
    return card


def send(desk, name, **typed):
    """Send that form."""
    card = opened(desk, name, **typed)
    with desk.page.expect_navigation():
        card.locator(f'button[value="{name}"]').click()


def first(desk, address):
    """Open the first case of the list."""
    desk.page.goto(address)
    with desk.page.expect_navigation():
        desk.page.locator('table.list a.title').first.click()


@pytest.mark.clause('13.1.e/1')
@pytest.mark.clause('13.1.e/3')
def test_a_question_goes_from_the_ward_to_the_department_and_comes_back_answered(browser, portal):
    citizen = browser.new_context(viewport=PHONE, locale='vi-VN', base_url=portal.url)
    page = asked(citizen.new_page())
    minh, tuan, son = (Desk(browser, portal).log_in(login) for login in ('minh', 'tuan', 'son'))

    first(minh, f'/desk/sites/{WARD}/@@cases')
    minh.look()
    assert ASKED in minh.page.inner_text('main')
    send(minh, 'forward', site='Sở Xây dựng', text=WHY)
    assert 'Sở Xây dựng' in minh.page.inner_text('.flash')

    first(tuan, CASES)
    send(tuan, 'take')
    first(son, CASES)
    day = local(SystemClock().now()).date() + datetime.timedelta(days=40)
    send(son, 'notice', until=day.isoformat(), text=LATER)
    page.reload()
    assert all(each in page.inner_text('main') for each in ('Sở Xây dựng', WHY, LATER))

    first(tuan, CASES)
    send(tuan, 'submit', answer=ANSWER)
    page.reload()
    assert ANSWER not in page.inner_text('main'), 'nobody has approved it'
    first(son, f'{CASES}?whose=approval')
    son.look()
    send(son, 'approve')
    page.reload()
    assert ANSWER in page.inner_text('main')
    for path in (f'/desk/sites/{DEPARTMENT}/@@case-new', f'{CASES}?state=closed'):
        son.page.goto(path)
        son.look()
    assert [each.wrong for each in (minh, tuan, son)] == [[], [], []]
    citizen.close()
