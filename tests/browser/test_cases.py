"""A citizen asks, a ward forwards, a department gives notice and answers, its board approves and
makes it public; the citizen asks again.  An organisation asks for information.  Each with scripts,
and once more without any, for who asks, works and reads.
"""
import datetime
import re
import time
import urllib.request

import pytest
from hanoiportal.base.clock import SystemClock, local
from hanoiportal.kernel.security.admission import READ
from hanoiportal.kernel.security.authorization.grants import Grant, grant, seat
from hanoiportal.kernel.security.authorization.roles import HEAD, RESPONDER
from hanoiportal.participation.informationrequests.words import TOLD
from hanoiportal.shells.commands.service.commandsocket import Command, ask
from playwright.sync_api import expect
from servers.browser import DESKTOP, PHONE, faults_on_screens, wait_until
from servers.office import BASIS, DEPARTMENT, PASSWORD, PEOPLE, WARD, office
from support.subscribing import text_of

FOLLOWER = 'nguoi-theo-doi@example.vn'
DAY = re.compile(r'\d\d/\d\d/\d{4}')
OTHER = 'Hoàng Thị Kín'
PERSON, EMAIL, PHONE_NUMBER = 'Nguyễn Văn Bí Mật', 'bimat@example.vn', '0912.345.678'
ASKED = (f'Tôi là {PERSON}, điện thoại {PHONE_NUMBER}. Ngõ tôi muốn xây nhà ba tầng thì xin giấy '
         'phép ở đâu?')
WHY, LATER, ANSWER = ('Cấp phép xây dựng thuộc Sở', 'Sở đang kiểm tra quy hoạch',
                      'Nộp hồ sơ tại bộ phận một cửa của Sở, trong 20 ngày có kết quả.')
MASKED = 'Tôi là [họ tên], điện thoại [số điện thoại]. Ngõ tôi muốn xây nhà ba tầng'
AGAIN, SECOND = 'Tôi hỏi nộp ở đâu, chưa thấy địa chỉ.', 'Bộ phận một cửa ở 52 Lê Đại Hành.'
#: axe needs scripts.
READ_AT = {True: (PHONE, DESKTOP), False: ()}
CASES = f'/desk/sites/{DEPARTMENT}/@@cases'
LIST = f'/sites/{DEPARTMENT}/hoi-dap'
PLAN = 'Quy hoạch chi tiết khu dân cư thôn 3'


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
def portal(tmp_path_factory, lasting_mail_server):
    folder = tmp_path_factory.mktemp('cases')
    lasting_mail_server.clear()
    with office(folder / 'portal', lasting_mail_server.settings(folder / 'mail'),
                fill) as running:
        yield running


def sent(page, has_scripts):
    """Agree to what is needed and to publication, send; return code and secret."""
    page.check('[name=consent-process]')
    page.check('[name=consent-publish]')
    page.get_by_role('button', name='Gửi', exact=True).click()
    if not has_scripts:
        expect(page.locator('h1')).to_have_text('Xin chờ một chút rồi bấm Gửi')
        time.sleep(READ)
        page.get_by_role('button', name='Gửi', exact=True).click()
    expect(page.locator('.receipt code')).to_have_count(2)
    return page.locator('.receipt code').all_inner_texts()


def asked(page, scripts):
    """Ask the ward for somebody else; leave the page at the address of the case."""
    page.goto('/gui-cau-hoi')
    page.click('main a:has-text("Gửi câu hỏi")')
    page.get_by_label('Việc ở xã, phường: hộ tịch').check()
    page.get_by_label('Việc ở xã, phường nào').select_option(label='Xã Ba Vì')
    page.click('main form button')
    page.get_by_label('Câu hỏi').fill(ASKED)
    page.get_by_label('Gửi thay người khác').check()
    page.get_by_label('Họ và tên người được gửi thay').fill(OTHER)
    page.get_by_label('Thư điện tử').fill(EMAIL)
    page.click('main form button')
    sent(page, scripts)


def found_by_mail(page, mail_server, scripts):
    """Open the case by the link that the portal mails to whoever has forgotten the code; without
    scripts one pastes it.
    """
    page.goto('/theo-doi')
    page.click('main a:has-text("Quên mã hoặc khóa")')
    page.get_by_label('Thư điện tử').fill(EMAIL)
    page.get_by_role('button', name='Gửi đường dẫn').click()
    expect(page.get_by_role('main')).to_contain_text('một thư có đường dẫn')
    letter = letter_of('Đường dẫn theo dõi', mail_server)
    assert not any(each in letter for each in (PERSON, 'giấy phép'))
    link = re.search(r'http://\S+#\S+', letter)[0]
    page.goto(link)
    if not scripts:
        page.get_by_label('Mã hồ sơ').fill(link)
        page.get_by_role('button', name='Mở', exact=True).click()
    page.wait_for_url('**/theo-doi/*')
    assert ASKED in page.inner_text('main')


def letter_of(subject, mail_server):
    """Wait for the mail with ``subject`` and return its text."""
    return mail_of(subject, mail_server).get_content()


def mail_of(subject, mail_server, address=EMAIL):
    """Wait for the mail with ``subject`` to ``address`` and return it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for mail in list(mail_server.mails):
            if subject in mail['subject'] and address in mail.recipients:
                return mail
        time.sleep(.1)
    raise AssertionError([mail['subject'] for mail in mail_server.mails])


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


def answered(desk, board, text):
    """Let ``desk`` write the answer to the first case and ``board`` approve it."""
    first(desk, CASES)
    send(desk, 'submit', answer=text)
    first(board, f'{CASES}?whose=approval')
    send(board, 'approve')


@pytest.mark.clause('13.1.e/1', '13.1.e/3', '3.10', '4.3', '4.3.a')
def test_a_question_goes_from_the_ward_to_the_department_and_comes_back_answered(
        enter, citizen, portal, lasting_mail_server, scripts):
    page = citizen
    asked(page, scripts)
    minh, tuan, son = map(enter, ('minh', 'tuan', 'son'))
    found_by_mail(page, lasting_mail_server, scripts)

    first(minh, f'/desk/sites/{WARD}/@@cases')
    minh.look()
    assert all(each in minh.page.inner_text('main') for each in (ASKED, OTHER))
    send(minh, 'forward', site='Sở Xây dựng', text=WHY)
    assert 'Sở Xây dựng' in minh.page.inner_text('.flash')

    first(tuan, CASES)
    send(tuan, 'take')
    first(son, CASES)
    day = local(SystemClock().now()).date() + datetime.timedelta(days=40)
    send(son, 'notice', until=day.isoformat(), text=LATER)
    page.reload()
    assert all(each in page.inner_text('main') for each in ('Sở Xây dựng', WHY, LATER))
    promised = explained(page, '13.1.e1', '13.1.e3', '')[-1]
    assert f'{day:%d/%m/%Y}' in promised and 'theo thông báo ngày' in promised

    first(tuan, CASES)
    send(tuan, 'submit', answer=ANSWER)
    page.reload()
    assert ANSWER not in page.inner_text('main'), 'nobody has approved it'
    first(son, f'{CASES}?whose=approval')
    son.look()
    send(son, 'approve')
    page.reload()
    assert ANSWER in page.inner_text('main')

    reader = enter().page
    follows(reader, lasting_mail_server, scripts)
    made_public(tuan, son)
    seen_by_everybody(reader)
    counted(reader, portal)
    told_and_ended(lasting_mail_server)
    asked_again(page, tuan, son)
    for path in (f'/desk/sites/{DEPARTMENT}/@@case-new', f'{CASES}?state=closed'):
        son.page.goto(path)
        son.look()


def made_public(desk, board):
    """Let ``desk`` mask what names somebody, and ``board`` approve exactly that."""
    first(desk, f'{CASES}?state=closed')
    desk.follow('Soạn bản công khai')
    desk.look()
    desk.press('Tạo lại từ bản nhận được theo các quyết định này')
    assert MASKED in desk.page.get_by_label('Câu hỏi', exact=True).input_value()
    first(board, f'{CASES}?state=closed')
    board.follow('Soạn bản công khai')
    board.press('Phê duyệt bản công khai')
    assert 'Đã phê duyệt' in board.page.inner_text('.flash')


def follows(page, mail_server, scripts):
    """Follow the answers of the department, and confirm it by the link in the letter."""
    page.goto(LIST)
    page.click('main a:has-text("Đăng ký theo dõi")')
    assert faults_on_screens(page, read_at=READ_AT[scripts]) == [], page.url
    page.get_by_label('Thư điện tử').fill(FOLLOWER)
    page.get_by_role('button', name='Gửi để xác nhận').click()
    expect(page.get_by_role('main')).to_contain_text('Đã gửi thư xác nhận')
    letter = mail_of('Xác nhận theo dõi', mail_server, FOLLOWER)
    link = re.search(r'http://\S+#\S+', text_of(letter))[0]
    page.goto(link)
    if scripts:
        wait_until(page, 'document.querySelector("#ma").value && !location.hash')
    else:
        page.get_by_label('Đường dẫn trong thư').fill(link)
    page.get_by_role('button', name='Tiếp tục').click()
    page.wait_for_url('**/muc-theo-doi/cua-toi*')
    assert 'Đã xác nhận' in page.inner_text('main')
    assert faults_on_screens(page, read_at=READ_AT[scripts]) == [], page.url


def told_and_ended(mail_server):
    """Get the mail of the new answer; end it as mail programs do, by one click (RFC 8058)."""
    mail = mail_of('Tin mới', mail_server, FOLLOWER)
    assert mail['List-Unsubscribe-Post'] == 'List-Unsubscribe=One-Click'
    assert all(PERSON not in part.get_content() for part in mail.iter_parts())
    assert LIST in text_of(mail)
    address = mail['List-Unsubscribe'].strip('<>')
    with urllib.request.urlopen(address, b'List-Unsubscribe=One-Click') as answer:
        assert 'Đã dừng' in answer.read().decode()


def seen_by_everybody(page):
    """Find the question in the list, its own page, the feed and the search: without a name."""
    page.goto(LIST)
    listed = page.inner_text('main')
    with page.expect_navigation():
        page.click('ol.documents a.title')
    here, told = page.url.rpartition('/')[2], page.inner_text('main')
    assert MASKED in told and MASKED in listed and ANSWER in told
    found = [page.request.get(each).text() for each in (
        f'{LIST}/atom.xml', '/hoi-dap', '/search?q=nhà+ba+tầng')]
    assert [here in each for each in found] == [True] * 3
    texts = (told, listed, *found)
    names = PERSON, OTHER, PHONE_NUMBER, EMAIL
    assert not [name for name in names for each in texts if name in each]


def explained(page, *rules):
    """Follow each deadline to the way it is computed, by the rule of that code; ``''`` for a
    promised day, which has none.  Return the deadlines in words.
    """
    here = page.url
    terms = [(each.inner_text(), each.locator('a').evaluate_all('all => all.map(a => a.href)'))
             for each in page.locator('#thoi-han + ul li').all()]
    assert [len(ways) for _term, ways in terms] == [1 if rule else 0 for rule in rules], terms
    for rule, (term, ways) in zip(rules, terms, strict=True):
        for way in ways:
            page.goto(way)
            assert f'quy-tac={rule}&' in way and DAY.search(term)[0] in page.inner_text('main')
    page.goto(here)
    return [term for term, _ways in terms]


def counted(page, portal):
    """See the answer in the figures of the department and of the city, taken now."""
    answer = ask(str(portal.var), Command(['compliance'], '', ''))
    assert answer.status == 0, answer
    for address in (LIST, '/hoi-dap'):
        page.goto(f'{address}/ket-qua-tra-loi')
        assert 'Đã trả lời 1, đúng hạn 1' in page.inner_text('main')


def asked_again(page, desk, board):
    """The citizen is not satisfied and gets a second answer."""
    page.get_by_label('Vì sao').fill(AGAIN)
    page.get_by_role('button', name='Đề nghị xem xét lại').click()
    expect(page.get_by_role('main')).to_contain_text('Đang xem xét lại')
    explained(page, '13.1.e1', '13.1.e3', '', '13.1.e3')
    answered(desk, board, SECOND)
    page.reload()
    shown = page.inner_text('main')
    assert all(each in shown for each in (ANSWER, AGAIN, SECOND))
    assert 'đúng hạn' in explained(page, '13.1.e1', '13.1.e3', '', '13.1.e3')[-1]


@pytest.mark.clause('3.5')
def test_an_organisation_is_refused_information_complains_and_gets_it(
        enter, citizen, portal, tmp_path, scripts):
    page = citizen
    tuan, son = enter('tuan'), enter('son')
    page.goto('/gui/yeu-cau-thong-tin-to-chuc')
    page.get_by_label('Giao thông, nhà ở, xây dựng').check()
    page.click('main form button')
    assert page.get_by_label('Sở Xây dựng').is_checked()
    for label, text in (
            ('Thông tin yêu cầu', PLAN), ('Lý do', 'Viết bài'), ('Tên tổ chức', 'Báo Thử Nghiệm'),
            ('Người đại diện', PERSON), ('Địa chỉ', '5 Tràng Tiền'),
            ('Công dân yêu cầu', 'Lê Văn A, 001099000002, Hà Nội')):
        page.get_by_label(label).fill(text)
    page.get_by_label('Hình thức nhận').select_option('network')
    page.click('main form button')
    code, secret = sent(page, scripts)
    page.goto('/theo-doi')
    page.get_by_label('Mã hồ sơ').fill(code)
    page.get_by_label('Khóa', exact=True).fill(secret)
    page.get_by_role('button', name='Mở', exact=True).click()
    page.wait_for_url('**/theo-doi/*')

    first(tuan, f'/desk/sites/{DEPARTMENT}/@@requests')
    one = tuan.page.url
    tuan.look()
    act(tuan, 'register')
    act(tuan, 'refuse', ground='a')
    approved(tuan, son)
    page.reload()
    shown = page.inner_text('main')
    assert 'Thông báo từ chối' in shown
    explained(page, 'ltctt.30.3')

    page.get_by_label('Vì sao').fill('Quy hoạch đã công bố, không phải bí mật.')
    page.get_by_role('button', name='Đề nghị xem xét lại').click()
    expect(page.get_by_role('main')).to_contain_text('Khiếu nại việc từ chối')
    explained(page, 'ltctt.30.3', 'lkn.28')

    (tmp_path / 'ban-ve.txt').write_text('Bản vẽ thôn 3')
    tuan.page.goto(one)
    tuan.page.set_input_files('[name=tep]', tmp_path / 'ban-ve.txt')
    act(tuan, 'resolve', given='Bản vẽ', how='Trên Cổng')
    approved(tuan, son)
    page.reload()
    assert all('đúng hạn' in term for term in explained(page, 'ltctt.30.3', 'lkn.28'))
    key = re.search(r'dùng một lần: (\S+)', page.inner_text('main'))[1]
    page.goto(f'/sites/{DEPARTMENT}/nhan-thong-tin')
    page.get_by_label('Mã nhận thông tin').fill(key)
    with page.expect_download() as download:
        page.click('main form button')
    assert download.value.path().read_text() == 'Bản vẽ thôn 3'
    tuan.page.goto(f'/desk/sites/{DEPARTMENT}/@@requests')
    assert 'Đã cung cấp' in tuan.page.inner_text('table.list')
    tuan.look()


def act(desk, name, **typed):
    """Send the form of that name beside a request."""
    page, button = desk.page, f'button[value="{name}"]'
    folded = page.locator(f'#viec-{name}:not([open]) > summary')
    if folded.count():
        folded.click()
    for field, value in typed.items():
        control = page.locator(f'[name="{name}.{field}"]')
        if control.evaluate('each => each.tagName') == 'SELECT':
            control.select_option(value)
        else:
            control.fill(value)
    with page.expect_navigation():
        page.locator(button).click()
    assert TOLD[name] in page.inner_text('.flash')


def approved(desk, board):
    """Let ``board`` approve what ``desk`` has proposed."""
    desk.follow('Mở hồ sơ: nội dung, diễn biến, phê duyệt')
    board.page.goto(desk.page.url)
    board.look()
    send(board, 'approve')
