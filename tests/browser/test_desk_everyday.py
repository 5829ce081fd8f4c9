"""What staff meet every day, in a real browser: roles that end, what was sent, notices, the merge
page, the bin, orders (clauses 8.7, 9, 13.1.i, 14).
"""
import datetime

import pytest
from hanoiportal.kernel.security.authorization.grants import Grant, seat
from hanoiportal.kernel.security.authorization.roles import HEAD
from playwright.sync_api import expect
from servers.browser import DESKTOP, PHONE
from servers.office import BASIS, PASSWORD, SECTION, WARD, office

LIST = f'/sites/{WARD}/{SECTION}'
SHARING = f'/desk/sites/{WARD}/@@sharing'


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    with office(tmp_path_factory.mktemp('everyday') / 'portal', {}, city_board) as running:
        yield running


def city_board(environment):
    """Let the city have a board, of which Chi is the head."""
    portal = environment.portal
    account = portal['accounts'].create('chi', 'Bùi Kim Chi', registry=environment.registry)
    account.set_password(PASSWORD)
    environment.boards.found(portal, BASIS, environment.clock.now(), None, 'test')
    seat(portal, account.id, HEAD, Grant(basis=BASIS))


def wrote(lan, title):
    """Let Lan write a text; return its address in the desk."""
    lan.page.goto(f'/desk{LIST}/@@add?type=NewsItem')
    lan.page.get_by_role('textbox', name='Tiêu đề').fill(title)
    lan.press('Lưu')
    return lan.page.url.partition('?')[0]


@pytest.mark.clause('8.7')
def test_a_role_ends_after_a_question_and_is_given_back(enter):
    dung = enter('dung')
    page = dung.page
    page.goto(SHARING)
    dung.look('sharing')
    every_button_is_wider_than_high(page)
    row = page.locator('.roles tr').filter(has_text='Trần Văn Minh')
    with page.expect_navigation():
        row.get_by_role('button', name='Thu hồi…').click()
    told = page.locator('dl.values')
    for words in ('Trần Văn Minh', 'Biên tập viên', 'Xã Ba Vì', 'QĐ 12/QĐ-UBND'):
        expect(told).to_contain_text(words)
    dung.look('unshare')
    page.get_by_label('Lý do thu hồi').fill('Chuyển công tác')
    dung.press('Thu hồi vai trò')
    expect(page.locator('.roles')).not_to_contain_text('Trần Văn Minh')
    dung.look('unshared')
    with page.expect_navigation():
        page.get_by_role('button', name='Giao lại').click()
    expect(page.locator('.roles')).to_contain_text('Trần Văn Minh')


def every_button_is_wider_than_high(page):
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for button in page.locator('.roles button').all():
            box = button.bounding_box()
            assert box['width'] > box['height'], size
    assert page.locator('.roles').bounding_box()['height'] < 2000


def test_what_was_sent_is_found_with_whom_it_lies_and_told_of_once(enter):
    lan, minh, hoa = enter('lan'), enter('minh'), enter('hoa')
    address = wrote(lan, 'Lịch tiêm phòng cho trâu bò')
    lan.press('Gửi duyệt')
    lan.page.goto('/desk')
    sent = lan.page.locator('#sent')
    expect(sent).to_contain_text('biên tập viên của trang, chưa ai nhận')
    minh.page.goto(address)
    minh.press('Nhận biên tập')
    minh.press('Trình phê duyệt')
    lan.page.reload()
    expect(sent).to_contain_text('Đang ở: Ban Biên tập, chờ phê duyệt, từ')
    lan.look('sent')

    page = hoa.page
    page.goto('/desk/@@notifications')
    expect(page.locator('.told li').filter(has_text='trâu bò')).to_have_count(1)
    hoa.look('notices')
    with page.expect_navigation():
        page.get_by_role('button', name='Lịch tiêm phòng cho trâu bò', exact=True).click()
    assert page.url == address
    page.goto('/desk/@@notifications')
    expect(page.get_by_role('button', name='Lịch tiêm phòng')).to_have_count(0)


def test_a_record_that_is_opened_marks_what_was_told_of_it_as_read(enter):
    lan, minh = enter('lan'), enter('minh')
    address = wrote(lan, 'Thu gom rác thải nông thôn')
    lan.press('Gửi duyệt')
    count = minh.page.locator('nav.side a[href$="@@notifications"] .count')
    minh.page.goto('/desk')
    before = int(count.inner_text().strip(' :'))
    with minh.page.expect_response('**/@@read'):
        minh.page.goto(address)
    minh.page.goto('/desk')
    assert int(count.inner_text().strip(' :') if count.count() else 0) == before - 1


def test_the_merge_page_names_the_other_window(enter):
    lan = enter('lan')
    address = wrote(lan, 'Họp thôn tháng 12')
    other = lan.context.new_page()
    for page in (lan.page, other):
        page.goto(f'{address}/@@edit')
    for page, words in ((lan.page, 'Họp thôn tháng 12 ở Hòa Trung'), (other, 'Họp thôn ở Sơn Hà')):
        page.get_by_role('textbox', name='Tiêu đề').fill(words)
        with page.expect_navigation():
            page.get_by_role('button', name='Lưu', exact=True).click()
    expect(other.get_by_role('alert')).to_contain_text('chính tài khoản này')
    lan.page, kept = other, lan.page
    lan.look('merge')
    lan.page = kept


@pytest.mark.clause('14.1/1')
def test_a_question_by_letter_is_recorded_with_its_link_and_its_answer(enter):
    lan, minh = enter('lan'), enter('minh')
    address = wrote(lan, 'Sửa đường liên thôn')
    lan.press('Gửi duyệt')
    page, due = minh.page, datetime.datetime.now(datetime.timezone.utc)
    due += datetime.timedelta(days=9)
    page.goto(f'{address}/@@clarifications')
    for field, words in (
            ('name', 'Công an xã Ba Vì'), ('reference', 'Công văn 12/UBND ngày 27/11/2026'),
            ('question', 'Đoạn nào cấm xe tải?'), ('due', f'{due:%Y-%m-%dT17:00}')):
        page.locator(f'#f-{field}').fill(words)
    minh.look('clarification-form')
    minh.press('Ghi câu hỏi')
    with page.expect_navigation():
        page.get_by_role('button', name='Lấy đường dẫn trả lời').click()
    minh.look('clarification-link')
    code = page.locator('input.address').input_value().partition('#')[2]
    lan.page.goto(f'/_clarify#{code}')
    lan.page.wait_for_url('**/_clarify/*')
    expect(lan.page.get_by_role('main')).to_contain_text(
        'Ban Biên tập Trang thông tin điện tử xã Ba Vì đề nghị Công an xã Ba Vì làm rõ')

    page.locator('.outcomes summary').click()
    for label, words in (
            ('Nội dung trả lời', 'Từ cầu Đá đến chợ.'), ('Người trả lời', 'Đại úy Bình'),
            ('Số, ngày của văn bản', 'gọi 9 giờ ngày 28/11/2026')):
        page.locator('.outcomes').get_by_label(label).fill(words)
    minh.look('clarification-answer')
    minh.press('Ghi câu trả lời')
    expect(page.locator('.outcomes')).to_contain_text(
        'người trả lời: Đại úy Bình; theo gọi 9 giờ ngày 28/11/2026; Trần Văn Minh ghi lại')


def test_an_item_is_deleted_on_its_record_and_the_bin_says_why(enter):
    lan, minh = enter('lan'), enter('minh')
    wrote(lan, 'Bài viết nhầm chuyên mục')
    lan.follow('Xóa…')
    lan.look('delete')
    lan.page.get_by_label('Lý do xóa').fill('Viết nhầm chuyên mục')
    lan.press('Xóa vào thùng rác')
    minh.page.goto(f'/desk/sites/{WARD}/@@trash')
    expect(minh.page.locator('.list')).to_contain_text('Viết nhầm chuyên mục')
    minh.look('trash')


def on_paper(page):
    """Each plot has its table on paper, and nothing is cut at the edge of a sheet A4."""
    page.emulate_media(media='print')
    page.set_viewport_size({'width': 718, 'height': 1000})
    tables = page.locator('.plot + details table').all()
    assert tables and all(each.is_visible() for each in tables)
    assert page.evaluate("""() => [...document.querySelectorAll('main *')].filter(
        it => !it.closest('.unseen') && it.getBoundingClientRect().right > innerWidth + 1).map(
        it => it.outerHTML.slice(0, 80))""") == []


@pytest.mark.clause('13.1.i')
def test_an_order_of_the_city_is_told_acknowledged_fulfilled_by_a_publication_and_done(enter):
    chi, dung, minh, hoa = (enter(login) for login in ('chi', 'dung', 'minh', 'hoa'))
    page = chi.page
    page.goto('/desk/@@order-new?body=xa')
    chi.look('order-new')
    page.get_by_label('Xã Ba Vì').check()
    page.get_by_label('Nội dung yêu cầu').fill('Đăng lịch tiếp công dân tháng 12')
    chi.press('Gửi yêu cầu')
    expect(page.locator('.list')).to_contain_text('Chưa tiếp nhận')
    chi.look('orders-sent')

    page = dung.page
    page.goto('/desk/@@notifications')
    with page.expect_navigation():
        page.locator('.told li').filter(has_text='yêu cầu cập nhật, rà soát').get_by_role(
            'button').first.click()
    expect(page.get_by_role('main')).to_contain_text('Đăng lịch tiếp công dân tháng 12')
    dung.look('order')
    dung.press('Tiếp nhận yêu cầu')
    expect(page.locator('.outcomes')).to_contain_text('Lê Quang Dũng')
    record = page.url

    minh.page.goto(f'/desk{LIST}/@@add?type=NewsItem')
    minh.page.get_by_role('textbox', name='Tiêu đề').fill('Lịch tiếp công dân tháng 12')
    minh.press('Lưu')
    address = minh.page.url.partition('?')[0]
    for step in ('Gửi duyệt', 'Nhận biên tập', 'Trình phê duyệt'):
        minh.press(step)
    hoa.page.goto(address)
    hoa.page.get_by_label('Đã kiểm tra đủ 3 mục').check()
    hoa.press('Phê duyệt')

    page.goto(record)
    page.get_by_label('Địa chỉ của tin, bài đã công khai').fill(address.replace('/desk', ''))
    page.get_by_label('Kết quả thực hiện').fill('Đã đăng')
    dung.press('Gửi trả lời')
    expect(page.get_by_role('main')).to_contain_text('Hoàn thành đúng hạn')
    chi.page.reload()
    expect(chi.page.locator('.list')).to_contain_text('Hoàn thành đúng hạn')
    dung.page.goto(f'/desk/sites/{WARD}/@@orders')
    dung.look('orders')
    dung.page.goto(f'/desk/sites/{WARD}/@@self-assessment')
    dung.look('self-assessment')
    chi.page.goto('/desk/@@self-assessments')
    chi.look('self-assessments')
    chi.page.goto('/desk/@@scorings')
    chi.press('Mở chấm điểm')
    expect(chi.page.get_by_role('main')).to_contain_text('Đang chấm điểm')
    chi.look('scoring')
    chi.page.get_by_role('link', name='Báo cáo định kỳ').click()
    chi.look('scoring-marks')
    chi.page.goto('/desk/@@dashboard')
    chi.look('dashboard')
    on_paper(chi.page)
    dung.page.goto(f'/desk/sites/{WARD}/@@own-scoring')
    dung.look('own-scoring')
