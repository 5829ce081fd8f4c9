"""The sixteen tasks of the desk on the demonstration, with the clicks that each costs.

``LIMITS`` are the clicks of the same task in Wagtail, and one; where Wagtail has no such thing,
what it cost here on 28 November 2026.
"""
import datetime
import re
import time

import pytest
from hanoiportal.base.clock import HANOI
from PIL import Image
from playwright.sync_api import expect
from servers.clerk import Clerk
from servers.keyboard import MOVING, Person
from servers.office import SCHEDULER, rich
from servers.portal import serving_copy

from benchmarks.accessibility.screens import PALETTES, faults, staff_paths

LIMITS = {
    'write and send': 4 + 1, 'one picture': 3 + 1, 'edit and pass on': 2 + 1, 'approve': 2 + 1,
    'ask': 3, 'answer': 2, 'correct': 4 + 1, 'translate': 5 + 1, 'hold and schedule': 4 + 1,
    'withdraw': 2 + 1, 'delete': 3 + 1, 'restore': 3, 'decision with its file': 6 + 1,
    'order of the home page': 3 + 1, 'standing page': 4, 'role': 4 + 1, 'suspend': 3 + 1,
    'undo': 3}
SITE = 'thuchanh'
PLACE, NEWS = f'/desk/sites/{SITE}', f'/desk/sites/{SITE}/tin-tuc-su-kien'
DOCUMENTS = f'/desk/sites/{SITE}/van-ban-hanh-chinh/@@contents'
PDF = b'%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n'
CHECKED = re.compile('Đã kiểm tra đủ')


@pytest.fixture(scope='module')
def portal(demo_var, lasting_mail_server, tmp_path_factory):
    folder = tmp_path_factory.mktemp('demo')
    lasting_mail_server.clear()
    mail = lasting_mail_server.settings(folder / 'mail')
    with serving_copy(demo_var, folder, {**SCHEDULER, **mail}) as running:
        yield running


@pytest.fixture(scope='module')
def at_work(browser, portal):
    """``at_work('bientap')``: the ``Clerk`` of that role at the practice site; ``''``: a reader.

    Each is the same for the whole module.
    """
    password, clerks = (portal.var / 'demo-password').read_text().strip(), {}

    def found(kind=''):
        if kind not in clerks:
            clerks[kind] = Clerk(browser, portal)
            if kind:
                clerks[kind].log_in(kind if kind == 'quantri' else f'{kind}.{SITE}', password)
        return clerks[kind]

    yield found
    for each in clerks.values():
        each.context.close()
    assert [wrong for each in clerks.values() for wrong in each.wrong] == []


def costs(task, *clerks):
    """Fail if they needed more clicks for the task than ``LIMITS`` says."""
    clicks = [each.clicks for each in clerks]
    assert sum(clicks) <= LIMITS[task], (task, clicks)


def written(clerk, title, then='Lưu'):
    """Write a news item; return the address of its record."""
    page = clerk.page
    page.get_by_role('textbox', name='Tiêu đề').fill(title)
    page.get_by_role('textbox', name='Tóm tắt').fill(f'{title}: lịch và nơi nhận.')
    rich(page).fill('Lớp mở tại nhà văn hóa, ai cũng dự được.')
    page.get_by_label('Nguồn tin').fill('Trang thực hành')
    clerk.press(then)
    return page.url.partition('?')[0]


def approved(head, title):
    """Find the text in one's own work, confirm the checklist and approve."""
    head.begin('/desk')
    head.follow(title)
    head.page.locator('.step.now').get_by_label(CHECKED).click()
    head.press('Phê duyệt')


def test_a_text_is_written_edited_approved_corrected_withdrawn_deleted_and_restored(at_work):
    lan, minh, hoa, reader = map(at_work, ('congtacvien', 'bientap', 'truongban', ''))
    title = 'Lớp học chữ nổi mở tại nhà văn hóa'
    lan.begin('/desk')
    for link in ('Trang thực hành', 'Tin, bài', 'Tin tức, sự kiện'):
        lan.follow(link)
    record = written(lan, title, 'Lưu và gửi duyệt')
    expect(lan.state).to_have_text('Đã gửi, chờ biên tập')
    costs('write and send', lan)

    minh.begin('/desk')
    minh.follow(title)
    minh.take('Trình phê duyệt')
    costs('edit and pass on', minh)
    approved(hoa, title)
    costs('approve', hoa)
    public = record.replace('/desk', '')
    reader.page.goto(public)
    expect(reader.page.get_by_role('heading', level=1)).to_have_text(title)

    it_is_corrected(minh, hoa, reader, record, title)
    it_is_withdrawn_deleted_and_restored(hoa, record, title)


def it_is_corrected(minh, hoa, reader, record, title):
    page = minh.begin(record)
    minh.follow('Sửa bài')
    page.get_by_role('textbox', name='Tóm tắt').fill('Lớp mở ngày 12, không phải ngày 11.')
    page.get_by_label('Lời báo cho người đọc').fill('Đính chính ngày khai giảng: ngày 12.')
    minh.press('Lưu và trình phê duyệt')
    approved(hoa, title)
    expect(hoa.state).to_have_text('Đã xuất bản')
    costs('correct', minh, hoa)
    reader.page.goto(record.replace('/desk', ''))
    expect(reader.page.get_by_role('main')).to_contain_text('Đính chính ngày khai giảng')


def it_is_withdrawn_deleted_and_restored(hoa, record, title):
    page = hoa.begin(record)
    form = hoa.step('Gỡ khỏi Cổng')
    form.get_by_role('radio', name='Đăng nhầm').click()
    form.get_by_label('Lời nhắn').fill('Đăng nhầm chuyên mục.')
    hoa.send(form, 'Gỡ khỏi Cổng')
    expect(hoa.state).to_have_text('Đã gỡ')
    costs('withdraw', hoa)

    hoa.begin(record)
    hoa.follow('Xóa…')
    page.get_by_label('Lý do xóa').fill('Đăng nhầm chuyên mục')
    hoa.press('Xóa vào thùng rác')
    costs('delete', hoa)
    hoa.begin(f'{PLACE}/@@contents')
    page.get_by_role('link', name='Thùng rác').click()
    page.get_by_role('row', name=title).get_by_role('link', name='Khôi phục…').click()
    hoa.press('Khôi phục')
    expect(page.locator('.flashes')).to_contain_text('Đã khôi phục')
    costs('restore', hoa)


def test_one_picture_in_a_text_is_one_persons_work(at_work, tmp_path):
    lan, minh, hoa, reader = map(at_work, ('congtacvien', 'bientap', 'truongban', ''))
    photo, title = tmp_path / 'vuon_hoa.jpg', 'Vườn hoa mở cửa buổi tối'
    Image.effect_noise((4000, 3000), 90).convert('RGB').save(photo, 'JPEG', quality=90)
    page = lan.begin(f'{NEWS}/@@add?type=NewsItem')
    page.get_by_role('button', name='Hình ảnh').click()
    dialog = page.get_by_role('dialog')
    lan.attach(dialog.get_by_label('Chọn ảnh từ máy'), photo)
    expect(dialog.locator('.editor-preview')).to_be_visible()
    dialog.get_by_label('Lời mô tả thay cho ảnh').fill('Lối vào vườn hoa dưới đèn')
    dialog.get_by_role('button', name='Chèn').click()
    expect(rich(page).locator('img')).to_have_attribute('alt', 'Lối vào vườn hoa dưới đèn')
    costs('one picture', lan)
    page.get_by_role('textbox', name='Tiêu đề').fill(title)
    lan.press('Lưu và gửi duyệt')
    expect(page.locator('.files .what a')).to_have_text('vuon hoa')
    minh.begin('/desk')
    minh.follow(title)
    minh.take('Trình phê duyệt')
    approved(hoa, title)
    reader.page.goto(page.url.partition('?')[0].replace('/desk', ''))
    shown = reader.page.locator('main .prose img')
    width = shown.evaluate('(image) => image.decode().then(() => image.naturalWidth)')
    assert 0 < width <= 2560


def test_a_question_is_asked_and_answered_and_the_text_is_held_for_its_hour(
        at_work, portal, lasting_mail_server):
    minh, hoa, reader = map(at_work, ('bientap', 'truongban', ''))
    minh.page.goto(f'{NEWS}/@@add?type=NewsItem')
    record = written(minh, 'Tuyến xe buýt đêm chạy thử', 'Lưu và trình phê duyệt')
    page = hoa.begin(record)
    hoa.follow('Làm rõ')
    page.get_by_label('Người hoặc đơn vị được hỏi').fill('Trung tâm Điều hành')
    page.get_by_label('Thư điện tử').fill('dieuhanh@hoi.example')
    page.get_by_label('Câu hỏi').fill('Xin xác nhận giờ chạy thử.')
    page.get_by_label('Hạn trả lời').fill(f'{soon(days=2):%Y-%m-%dT%H:%M}')
    hoa.press('Gửi câu hỏi')
    costs('ask', hoa)
    link = letter_to('dieuhanh@hoi.example', lasting_mail_server)
    page = reader.begin(link)
    page.get_by_label('Nội dung trả lời').fill('Chạy thử từ 22 giờ.')
    page.get_by_label('Họ và tên').fill('Ngô Thị Bình')
    reader.press('Gửi trả lời')
    costs('answer', reader)

    page = hoa.begin('/desk')
    hoa.follow('Tuyến xe buýt đêm chạy thử')
    page.locator('.step.now').get_by_label(CHECKED).click()
    page.locator('.step.now').get_by_role('radio', name='Để chờ').click()
    hoa.press('Phê duyệt')
    page.get_by_label('Giờ xuất bản').fill(f'{soon(days=1):%Y-%m-%dT%H:%M}')
    hoa.press('Hẹn giờ xuất bản')
    expect(hoa.state).to_have_text('Hẹn giờ xuất bản')
    costs('hold and schedule', hoa)


def soon(**later):
    return datetime.datetime.now(HANOI) + datetime.timedelta(**later)


def letter_to(address, mail_server):
    """Wait for the mail to ``address`` and return the link in it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for mail in list(mail_server.mails):
            if address in mail.recipients:
                return re.search(r'http://\S+/_clarify#\S+', mail.get_content())[0]
        time.sleep(.1)
    raise AssertionError(f'no mail to {address}')


@pytest.mark.clause('3.3')
def test_a_decision_is_public_with_its_signed_file_after_one_round(at_work, tmp_path):
    minh, hoa, reader = map(at_work, ('bientap', 'truongban', ''))
    signed, annex = tmp_path / 'Bản ký số 128.pdf', tmp_path / 'phu_luc.pdf'
    signed.write_bytes(PDF)
    annex.write_bytes(PDF + b'\n')
    page = minh.begin(DOCUMENTS)
    minh.follow('Thêm văn bản')
    for name, value in {
            'title': 'Quyết định số 128/QĐ-THT', 'summary': 'Về việc trồng cây xanh',
            'number': '128/QĐ-THT', 'issuer': 'Trang thực hành', 'signer': 'Lê Văn An',
            'signer_position': 'Chủ tịch', 'issued': '2026-08-16'}.items():
        page.fill(f'[name={name}]', value)
    minh.choose('Độ mật', 'khong')
    minh.attach(page.get_by_label('Thêm tệp đính kèm'), signed, annex)
    minh.press('Lưu và trình phê duyệt')
    expect(minh.state).to_have_text('Chờ phê duyệt')
    expect(page.locator('.files .what a')).to_have_text(['Bản ký số 128', 'phu luc'])
    record = page.url.partition('?')[0]
    approved(hoa, 'Quyết định số 128/QĐ-THT')
    expect(hoa.state).to_have_text('Đã xuất bản')
    page = reader.page
    page.goto(record.replace('/desk', ''))
    expect(page.locator('.attachments')).to_contain_text('Bản ký số 128 (PDF, 1 KB)')
    page.goto(DOCUMENTS.replace('/desk', '').replace('/@@contents', ''))
    expect(page.get_by_role('main')).not_to_contain_text('Bản ký số')
    costs('decision with its file', minh, hoa)


def test_a_translation_is_written_and_public(at_work):
    mai, hoa = at_work('phiendich'), at_work('truongban')
    page = mai.begin('/desk')
    mai.follow('Tra cứu tình trạng hồ sơ của Trang thực hành')
    page.get_by_role('textbox', name='Tiêu đề').fill('Practice makes perfect')
    mai.press('Lưu và gửi duyệt')
    hoa.begin('/desk')
    hoa.follow('Practice makes perfect')
    hoa.take('Trình phê duyệt')
    hoa.page.locator('.step.now').get_by_label(CHECKED).click()
    hoa.press('Phê duyệt')
    expect(hoa.state).to_have_text('Đã xuất bản')
    costs('translate', mai, hoa)


def test_the_order_of_the_home_page_is_changed(at_work):
    minh, hoa, reader = map(at_work, ('bientap', 'truongban', ''))
    title, page = 'Trang chủ mùa đông', minh.page
    page.goto(f'{PLACE}/@@add?type=HomePage')
    page.get_by_label('Tiêu đề (bắt buộc)').fill(title)
    minh.press('Lấy bố cục có sẵn')
    minh.press('Lưu và trình phê duyệt')
    record = page.url.partition('?')[0]
    approved(hoa, title)

    minh.begin(record)
    second = page.locator('.arranging li').nth(1)
    moved = second.locator('b').inner_text()
    second.get_by_role('button', name='Lên').click()
    minh.press('Lưu và trình phê duyệt')
    hoa.begin('/desk')
    hoa.follow(title)
    hoa.press('Phê duyệt')
    expect(hoa.state).to_have_text('Đã xuất bản')
    costs('order of the home page', minh, hoa)
    minh.begin(record)
    expect(page.locator('.arranging li').first).to_contain_text(moved)
    reader.page.goto(PLACE.replace('/desk', ''))
    expect(reader.page.locator('.block h2').first).to_have_text(moved)


def test_a_standing_page_is_reviewed(at_work):
    minh = at_work('bientap')
    page = minh.begin('/desk')
    page.get_by_role('link', name='Rà soát trang cố định').click()
    page.get_by_role('main').get_by_role('link', name='Lấy ý kiến: dự thảo').first.click()
    page.get_by_label('Vẫn đúng; rà soát lại vào ngày').fill(f'{soon(days=90):%Y-%m-%d}')
    minh.press('Đã rà soát, vẫn đúng')
    expect(page.get_by_role('main')).to_contain_text('Các lần rà soát')
    costs('standing page', minh)


@pytest.mark.clause('8.7')
def test_a_head_gives_a_role_to_somebody_of_another_site(at_work):
    hoa, admin = at_work('truongban'), at_work('quantri')
    page = hoa.begin(f'{PLACE}/@@contents')
    hoa.follow('Phân quyền')
    page.get_by_label('Tên đăng nhập').fill('congtacvien.caugiay')
    hoa.choose('Vai trò', 'editor')
    page.get_by_label('Căn cứ').fill('Quyết định minh họa số 12/QĐ-TD')
    hoa.press('Giao vai trò')
    expect(page.get_by_role('main')).to_contain_text('Đề nghị đang chờ đơn vị vận hành')
    admin.begin('/console')
    with admin.page.expect_navigation():
        admin.page.locator('.side').get_by_role('link', name='Đề nghị giao vai trò').click()
    admin.press('Giao vai trò')
    costs('role', hoa, admin)
    page.reload()
    expect(page.locator('.roles')).to_contain_text('Quyết định minh họa số 12/QĐ-TD')


@pytest.mark.clause('8.9')
def test_an_account_is_suspended_and_opened_again(at_work):
    admin = at_work('quantri')
    page = admin.begin('/console/accounts')
    admin.follow('uyvien.soyte')
    admin.follow('Tạm ngừng tài khoản…')
    page.get_by_label('Lý do').fill('Máy bị mất')
    page.get_by_label('Căn cứ').fill('Khoản 9 Điều 8 Quy chế')
    admin.press('Tạm ngừng tài khoản')
    costs('suspend', admin)
    admin.begin(page.url)
    admin.follow('Mở lại tài khoản…')
    admin.press('Mở lại tài khoản')
    expect(page.get_by_role('main')).to_contain_text('Đang dùng')
    costs('undo', admin)


@pytest.mark.clause('6.7')
def test_axe_finds_nothing_on_a_sample_of_the_screens(at_work):
    """``make accessibility`` walks all of them, for every role."""
    page, found = at_work('truongban').page, {}
    paths = staff_paths(page, '/desk', False, 6) + staff_paths(page, '/account', False, 1)
    for (settings, sizes), path in zip([*PALETTES.values()] * 3, paths, strict=False):
        page.emulate_media(**settings)
        found[path] = faults(page, path, sizes)
    page.emulate_media(color_scheme='light', contrast='no-preference')
    assert not {path: wrong for path, wrong in found.items() if wrong}


@pytest.mark.clause('6.7')
def test_ten_tasks_of_the_desk_are_done_by_the_keyboard_alone(at_work, portal):
    """Where to write, write and save, open more tabs, mend, save and go on, look at versions,
    send, take, go somewhere, filter a list.
    """
    minh = at_work('bientap')
    keys = Person(minh.page, portal.url)
    keys.open('/desk').reach('main .choices a', 'Trang thực hành').go()
    keys.reach('main a', 'Tin, bài').go()
    keys.reach('main a', 'Tin tức, sự kiện').go()
    keys.type('Viết bằng bàn phím').reach('button', 'Lưu').go()
    record = minh.page.url.partition('?')[0].removeprefix(portal.url)
    keys.reach('.tabs summary', 'Thêm').press().press('Escape')
    keys.reach('main a', 'Sửa bài').go()
    keys.type(' ').reach('button', 'Lưu và viết tiếp').go()
    keys.open(record).reach('.tabs a', 'Các phiên bản').go()
    keys.open(record).reach('main button', 'Gửi duyệt').go()
    keys.reach('main button', 'Nhận biên tập').go()
    keys.press('Control+k').type('viet bang ban phim')
    minh.page.wait_for_selector('.palette [role=option] >> text=Viết bằng bàn phím')
    keys.press('Escape')
    keys.open(f'{NEWS}/@@contents').reach('select[name=state]').press('ArrowDown')
    keys.reach('.filters button').go()


@pytest.mark.clause('6.7')
def test_the_focus_is_seen_at_every_stop_of_the_desk_and_nothing_moves(at_work, portal):
    minh = at_work('bientap')
    keys = Person(minh.page, portal.url)
    minh.page.emulate_media(reduced_motion='reduce')
    for path in ('/desk', f'{NEWS}/@@add?type=NewsItem'):
        assert (path, keys.open(path).stops()) == (path, [])
        assert (path, minh.page.evaluate(MOVING)) == (path, [])
