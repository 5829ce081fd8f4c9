"""The whole story of a piece of information in a real browser: a contributor of a ward writes, an
editor edits, a department makes clear, the board approves and schedules; it appears at its time,
is corrected, translated, withdrawn and brought back (clauses 14, 15).

``HANOIPORTAL_SHOTS=docs/guide/anh`` keeps the pictures of the guide.
"""
import datetime
import os
import re
import time
from functools import partial
from pathlib import Path

import pytest
from hanoiportal.base.clock import HANOI
from playwright.sync_api import expect
from servers import ROOT
from servers.office import DEPARTMENT, PICTURE, SECTION, WARD, Desk, office, rich
from servers.process import until

WORD = (Path(__file__).parent / 'pasted/02-bullets.html').read_text()
SHOTS = os.environ.get('HANOIPORTAL_SHOTS')
TITLE = 'Xã Ba Vì nạo vét kênh mương trước vụ đông xuân'
EDITED = 'Xã Ba Vì hoàn thành nạo vét 12 km kênh mương trước vụ đông xuân'
ENGLISH = 'Ba Vi dredges 12 km of canals before the winter crop'
ADDRESS = f'/sites/{WARD}/{SECTION}/xa-ba-vi-nao-vet-kenh-muong-truoc-vu-dong-xuan'
LIST, HOME = f'/sites/{WARD}/{SECTION}', f'/sites/{WARD}'
SEARCH = f'{HOME}/@@search?q=kênh+mương'
CHANNELS = (LIST, HOME, SEARCH, f'/sites/{WARD}/@@sitemap', '/sitemap.xml', '/')
PASTE = """(html) => {
    const transfer = new DataTransfer()
    transfer.setData('text/html', html)
    document.activeElement.dispatchEvent(new ClipboardEvent(
        'paste', { clipboardData: transfer, bubbles: true, cancelable: true }))
}"""


@pytest.fixture
def portal(tmp_path, mail_server):
    with office(tmp_path / 'portal', mail_server.settings(tmp_path / 'mail'),
                clock=tmp_path / 'clock') as running:
        yield running


@pytest.fixture
def desk():
    return partial(Desk, shots=Path(ROOT, SHOTS) if SHOTS else None)


@pytest.mark.clause('12.1.a/1')
def test_the_life_of_a_piece_of_information(enter, portal, mail_server):
    reader, lan, minh, hoa = enter(), enter('lan'), enter('minh'), enter('hoa')
    contributor_writes(lan)
    editor_edits(minh)
    board_asks_a_department(hoa, enter(), portal, mail_server)
    at = board_approves_and_schedules(hoa)
    nothing_is_told_of_it(reader, enter('tuan'))
    it_appears_at_its_time(reader, portal, at)
    it_is_corrected(minh, hoa, reader)
    it_is_translated(enter('mai'), hoa, reader)
    it_is_withdrawn_and_brought_back(minh, hoa, reader)


def contributor_writes(lan):
    page = lan.page
    expect(page.get_by_role('main')).to_contain_text('Không có việc chờ xử lý')
    lan.look('01-viec-cua-toi-trong')
    lan.follow('Xã Ba Vì')
    lan.look('02-viet-gi')
    lan.follow('Tin, bài')
    lan.look()
    lan.follow('Tin tức, sự kiện')
    page.get_by_role('textbox', name='Tiêu đề').fill(TITLE)
    page.get_by_role('textbox', name='Tóm tắt').fill('Hơn 12 km kênh mương nội đồng được nạo vét.')
    write_the_text(page)
    expect(page.locator('.autosave .state')).to_have_text(re.compile('Đã lưu nháp lúc'))
    lan.look('03-viet-bai')
    lan.press('Lưu')
    expect(lan.state).to_have_text('Bản nháp')
    lan.look('04-ho-so-ban-nhap')
    lan.take('Gửi duyệt', **{'Lời nhắn': 'Số liệu lấy từ báo cáo của hợp tác xã.'})
    expect(lan.state).to_have_text('Đã gửi, chờ biên tập')
    lan.look('05-da-gui')
    assert page.get_by_role('link', name='Sửa bài').count() == 0


def write_the_text(page):
    """A heading, a list, a link, a picture and what was copied from Word."""
    text = rich(page)
    text.click()
    page.get_by_label('Kiểu đoạn').select_option(label='Đề mục cấp 2')
    page.keyboard.type('Kết quả thực hiện')
    page.keyboard.press('Enter')
    page.get_by_role('button', name='Danh sách dấu đầu dòng').click()
    page.keyboard.type('Thôn Hòa Trung: 5 km')
    page.keyboard.press('Enter')
    page.keyboard.type('Thôn Sơn Hà: 7 km')
    page.keyboard.press('Enter')
    page.keyboard.press('Enter')
    page.keyboard.press('Control+k')
    page.get_by_role('dialog').get_by_label('Chữ của liên kết').fill('Lịch xả nước vụ đông xuân')
    page.get_by_role('dialog').get_by_label('Địa chỉ', exact=True).fill(LIST)
    page.get_by_role('dialog').get_by_role('button', name='Chèn').click()
    page.keyboard.press('End')
    page.keyboard.press('Enter')
    page.get_by_role('button', name='Hình ảnh').click()
    page.get_by_role('dialog').get_by_label(PICTURE['title']).check()
    page.get_by_role('dialog').get_by_role('button', name='Chèn').click()
    page.keyboard.press('Control+End')
    page.keyboard.press('Enter')
    page.evaluate(PASTE, WORD)
    expect(text.locator('h2')).to_have_text('Kết quả thực hiện')
    expect(text.locator('img')).to_have_attribute('alt', PICTURE['alt'])
    expect(text.locator('[style], [class^=Mso], font')).to_have_count(0)


def editor_edits(minh):
    page = minh.page
    page.goto('/desk')
    expect(page.get_by_role('heading', name='Chờ biên tập')).to_be_visible()
    minh.look('06-cho-bien-tap')
    minh.follow(TITLE)
    expect(page.get_by_text('Số liệu lấy từ báo cáo của hợp tác xã.')).to_be_visible()
    minh.press('Nhận biên tập')
    expect(minh.state).to_have_text('Đang biên tập')
    expect(page.locator('.findings')).to_contain_text('Chưa ghi cơ quan của nguồn tin')
    minh.follow('Sửa bài')
    page.get_by_role('textbox', name='Tiêu đề').fill(EDITED)
    page.get_by_label('Nguồn tin').fill('UBND xã Ba Vì')
    page.get_by_label('Ghi chú cho lần sửa này').fill('Nêu rõ số kilômét ở tiêu đề')
    minh.look('07-sua-bai')
    minh.press('Lưu')
    expect(page.locator('.findings')).not_to_contain_text('Chưa ghi cơ quan của nguồn tin')
    minh.look('08-kiem-tra')
    minh.take('Trình phê duyệt', **{'Lời nhắn': 'Đã đối chiếu số liệu.'})
    expect(minh.state).to_have_text('Chờ phê duyệt')


def board_asks_a_department(hoa, stranger, portal, mail_server):
    page = hoa.page
    page.goto('/desk')
    hoa.look('09-cho-phe-duyet')
    hoa.follow(EDITED)
    hoa.look('10-ho-so-cho-phe-duyet')
    hoa.follow('Làm rõ')
    page.get_by_label('Người hoặc đơn vị được hỏi').fill('Phòng Kinh tế, Sở Xây dựng')
    page.get_by_label('Thư điện tử').fill('phongkinhte@example.vn')
    page.get_by_label('Câu hỏi').fill('Xin xác nhận khối lượng 12 km kênh đã nạo vét.')
    page.get_by_label('Cho xem toàn bộ bản thảo').check()
    page.get_by_label('Hạn trả lời').fill(soon(days=2))
    hoa.look('11-hoi-lam-ro')
    hoa.press('Gửi câu hỏi')
    hoa.look('12-cho-tra-loi')
    hoa.follow('Hồ sơ')
    expect(hoa.step('Phê duyệt').get_by_role('button', name='Phê duyệt')).to_be_disabled()
    department_answers(stranger, portal, letter_to('phongkinhte@example.vn', mail_server))
    page.reload()
    hoa.follow('Làm rõ')
    expect(page.get_by_text('Khối lượng 12,4 km theo biên bản nghiệm thu.')).to_be_visible()
    hoa.look('14-da-tra-loi')


def letter_to(address, mail_server):
    """Wait for the mail to ``address`` and return its text."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for mail in list(mail_server.mails):
            if address in mail.recipients:
                return mail.get_content()
        time.sleep(.1)
    raise AssertionError(f'no mail to {address}')


def department_answers(stranger, portal, letter):
    link = re.search(r'http://\S+/_clarify#\S+', letter)[0]
    page = stranger.page
    page.goto(link)
    page.wait_for_url('**/_clarify/*')
    opened = page.url
    expect(page.get_by_text('12 km kênh đã nạo vét')).to_be_visible()
    stranger.look('13-tra-loi')
    page.get_by_label('Nội dung trả lời').fill('Khối lượng 12,4 km theo biên bản nghiệm thu.')
    page.get_by_label('Họ và tên').fill('Ngô Thị Bình')
    stranger.press('Gửi trả lời')
    expect(page.get_by_role('main')).to_contain_text('đã nhận được câu trả lời')
    assert stranger.missing(opened) == 404


def board_approves_and_schedules(hoa):
    page = hoa.page
    hoa.follow('Hồ sơ')
    form = hoa.step('Phê duyệt')
    hoa.send(form, 'Phê duyệt', refused=True)
    expect(page.get_by_text('Hãy xác nhận đủ nguồn gốc')).to_be_visible()
    approve(hoa, 'Để chờ')
    expect(hoa.state).to_have_text('Đã phê duyệt')
    at = in_five_minutes()
    form = hoa.step('Hẹn giờ xuất bản')
    form.get_by_label('Giờ xuất bản').fill(f'{at:%Y-%m-%dT%H:%M}')
    hoa.look('16-hen-gio')
    hoa.send(form, 'Hẹn giờ xuất bản')
    expect(hoa.state).to_have_text('Hẹn giờ xuất bản')
    return at


def approve(hoa, then):
    """Fill in the form that is open and approve."""
    for head in ('Nguồn gốc', 'Chất lượng', 'Nội dung'):
        hoa.page.get_by_role('checkbox', name=head).check()
    hoa.page.get_by_role('radio', name=then).check()
    hoa.look('15-phe-duyet' if then == 'Để chờ' else '')
    hoa.press('Phê duyệt')


def soon(**later):
    return f'{datetime.datetime.now(HANOI) + datetime.timedelta(**later):%Y-%m-%dT%H:%M}'


def in_five_minutes():
    """Return a full minute that does not come while the test runs, and ends no session."""
    later = datetime.datetime.now(HANOI) + datetime.timedelta(minutes=6)
    return later.replace(second=0, microsecond=0)


def texts(desk, *paths):
    """Return the bytes of the pages, one after another, as ``desk`` gets them."""
    return ''.join(desk.context.request.get(path).text() for path in paths)


def nothing_is_told_of_it(reader, tuan):
    """Neither readers nor an editor of another site find a trace."""
    assert reader.missing(ADDRESS) == reader.missing(f'{ADDRESS}-khong-co') == 404
    told = texts(reader, *CHANNELS)
    told += texts(tuan, '/desk', f'/desk/sites/{DEPARTMENT}/@@contents', '/desk/@@go?q=kênh mương',
                  '/desk/@@go.json?q=kênh mương', '/desk/@@places')
    tuan.page.keyboard.press('Control+k')
    tuan.page.keyboard.type('nạo vét kênh mương')
    expect(tuan.page.get_by_role('dialog')).to_contain_text('Không có gì khớp')
    tuan.page.keyboard.press('Escape')
    assert 'nạo vét' not in told.replace('nạo vét kênh mương"', '')
    for view in ('', '/@@edit', '/@@history', '/@@clarifications', '/@@preview'):
        assert tuan.missing(f'/desk{ADDRESS}{view}') == 404
        assert tuan.missing(f'/desk{ADDRESS}-khong-co{view}') == 404
    assert tuan.missing(f'/desk{LIST}/@@contents') == 404
    tuan.look('17-khong-co-trang-nay')


def it_appears_at_its_time(reader, portal, at):
    portal.go_on_to(at - datetime.timedelta(minutes=1))
    time.sleep(2)  # the scheduler looks every second
    assert reader.missing(ADDRESS) == 404
    portal.go_on_to(at)
    until(lambda: reader.context.request.get(ADDRESS).status == 200)
    for channel in (LIST, HOME, SEARCH):
        assert ADDRESS in texts(reader, channel), channel
    reader.page.goto(HOME)
    reader.follow(EDITED)
    expect(reader.page.get_by_role('heading', level=1)).to_have_text(EDITED)
    reader.look('18-tren-cong')


def it_is_corrected(minh, hoa, reader):
    minh.page.goto(f'/desk{ADDRESS}')
    minh.follow('Sửa bài')
    minh.page.get_by_role('textbox', name='Tóm tắt').fill(
        '12,4 km kênh mương nội đồng được nạo vét.')
    minh.press('Lưu')
    assert '12,4' not in texts(reader, ADDRESS)
    minh.look('19-ban-dang-sua')
    form = minh.step('Gửi duyệt')
    form.get_by_role('radio', name='Lớn').check()
    form.get_by_label('Lời báo cho người đọc').fill('Đính chính khối lượng: 12,4 km.')
    minh.look('20-thay-doi-lon')
    minh.send(form, 'Gửi duyệt')
    minh.press('Nhận biên tập')
    minh.take('Trình phê duyệt')
    hoa.page.goto(f'/desk{ADDRESS}')
    hoa.step('Phê duyệt')
    approve(hoa, 'Xuất bản ngay')
    expect(hoa.state).to_have_text('Đã xuất bản')
    reader.page.reload()
    expect(reader.page.get_by_role('main')).to_contain_text('Đính chính khối lượng: 12,4 km.')
    reader.look('21-loi-bao')


def it_is_translated(mai, hoa, reader):
    page = mai.page
    page.goto(f'/desk{ADDRESS}')
    mai.look('22-ho-so-nguoi-dich')
    mai.follow('Dịch sang tiếng Anh')
    page.get_by_role('textbox', name='Tiêu đề').fill(ENGLISH)
    mai.look('23-dich')
    mai.press('Lưu')
    mai.take('Gửi duyệt')
    hoa.page.goto('/desk')
    hoa.follow(ENGLISH)
    hoa.press('Nhận biên tập')
    hoa.take('Trình phê duyệt')
    hoa.step('Phê duyệt')
    approve(hoa, 'Xuất bản ngay')
    reader.page.goto(f'/english{ADDRESS}')
    expect(reader.page.get_by_role('heading', level=1)).to_have_text(ENGLISH)


def it_is_withdrawn_and_brought_back(minh, hoa, reader):
    hoa.page.goto(f'/desk{ADDRESS}')
    form = hoa.step('Gỡ khỏi Cổng')
    form.get_by_role('radio', name='Đăng nhầm').check()
    form.get_by_label('Lời nhắn').fill('Nhầm số liệu của xã khác.')
    hoa.look('24-go')
    hoa.send(form, 'Gỡ khỏi Cổng')
    expect(hoa.state).to_have_text('Đã gỡ')
    assert reader.missing(ADDRESS) == 410
    assert ADDRESS not in texts(reader, LIST, HOME, SEARCH)
    minh.page.goto(f'/desk{ADDRESS}')
    minh.take('Viết lại', **{'Lời nhắn': 'Số liệu đã đối chiếu lại.'})
    minh.take('Gửi duyệt')
    minh.press('Nhận biên tập')
    minh.take('Trình phê duyệt')
    hoa.page.goto(f'/desk{ADDRESS}')
    hoa.step('Phê duyệt')
    approve(hoa, 'Xuất bản ngay')
    reader.page.goto(ADDRESS)
    expect(reader.page.get_by_role('heading', level=1)).to_have_text(EDITED)
    hoa.follow('Các phiên bản')
    expect(hoa.page.get_by_role('main')).to_contain_text('Đã từng công khai')
    hoa.look('25-cac-phien-ban')
    hoa.page.goto('/desk')
    hoa.page.get_by_role('link', name='Trợ giúp').click()
    expect(hoa.page.get_by_role('heading', level=1)).to_have_text('Trợ giúp')
    hoa.look('26-tro-giup')


def test_the_way_to_the_public_needs_no_javascript(enter):
    plain = {'java_script_enabled': False}
    lan, minh, hoa = (enter(login, **plain) for login in ('lan', 'minh', 'hoa'))
    lan.follow('Xã Ba Vì')
    lan.follow('Tin, bài')
    lan.follow('Tin tức, sự kiện')
    lan.page.get_by_role('textbox', name='Tiêu đề').fill(TITLE)
    lan.page.get_by_role('textbox', name='Nội dung').fill('<p>Đã nạo vét 12 km.</p>')
    lan.press('Lưu')
    lan.take('Gửi duyệt')
    minh.page.goto(f'/desk{ADDRESS}')
    minh.press('Nhận biên tập')
    minh.follow('Sửa bài')
    minh.page.get_by_role('textbox', name='Tiêu đề').fill(EDITED)
    minh.press('Lưu')
    minh.take('Trình phê duyệt')
    hoa.page.goto(f'/desk{ADDRESS}')
    form = hoa.step('Phê duyệt')
    for head in ('Nguồn gốc', 'Chất lượng', 'Nội dung'):
        form.get_by_role('checkbox', name=head).check()
    hoa.send(form, 'Phê duyệt')
    expect(hoa.state).to_have_text('Đã xuất bản')

    assert EDITED in texts(enter(), ADDRESS)
