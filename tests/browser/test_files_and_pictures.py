"""A clerk enters a decision with its signed file, and a news item with a picture; one round each.

Clicks are counted as a hand makes them: presses of the mouse, one for each window of files, and
one for each list that something is chosen from.
"""
import pytest
from PIL import Image
from playwright.sync_api import expect
from servers.office import LIBRARY, SECTION, WARD, Desk, office, rich

DOCUMENTS = f'/desk/sites/{WARD}/van-ban-hanh-chinh/@@contents'
NEWS = f'/desk/sites/{WARD}/{SECTION}/@@contents'
PDF = b'%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n'
TITLE = 'Quyết định số 128/QĐ-UBND'
DECISION = {
    'title': TITLE, 'summary': 'Về việc trồng cây xanh đường Tản Lĩnh', 'number': '128/QĐ-UBND',
    'issuer': 'Ủy ban nhân dân xã Ba Vì', 'signer': 'Lê Văn An', 'signer_position': 'Chủ tịch',
    'issued': '2026-08-16'}
COUNTING = """addEventListener('pointerdown', (event) => {
    const before = Number(sessionStorage.getItem("presses"))
    if (event.isTrusted) sessionStorage.setItem("presses", before + 1)
}, true)"""
SLOW = {'offline': False, 'latency': 20, 'downloadThroughput': 4e6, 'uploadThroughput': 60_000}


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    with office(tmp_path_factory.mktemp('files') / 'portal', {}) as running:
        yield running


class Clerk(Desk):
    """Somebody whose clicks are counted."""

    def __init__(self, *args, **settings):
        super().__init__(*args, **settings)
        self.page.add_init_script(COUNTING)
        self.others = 0

    @property
    def clicks(self):
        """How many there were."""
        return self.others + int(self.page.evaluate("sessionStorage.getItem('presses') ?? 0"))

    def begin(self, address):
        """Go to ``address`` and count from there."""
        self.page.goto(address)
        self.page.evaluate("sessionStorage.removeItem('presses')")
        self.others = 0

    def attach(self, field, *paths):
        """Choose files for ``field``."""
        self.others += 1
        field.set_input_files(list(paths))

    def choose(self, label, value):
        """Choose from a list."""
        self.others += 1
        self.page.get_by_label(label).select_option(value)


@pytest.fixture
def desk():
    return Clerk


@pytest.fixture
def signed(tmp_path):
    path = tmp_path / 'Bản ký số 128.pdf'
    path.write_bytes(PDF)
    return path


@pytest.fixture
def photo(tmp_path):
    """A picture as cameras make them, of some megabytes."""
    path = tmp_path / 'ho_suoi_hai.jpg'
    Image.effect_noise((4000, 3000), 90).convert('RGB').save(path, 'JPEG', quality=95)
    return path


def send_on(clerk, *steps):
    """Take ``steps`` with the record that is open."""
    for step in steps:
        clerk.take(step)


def approve(head, title):
    """Find the item in one's own work, tick the checklist and approve."""
    head.begin('/desk')
    head.follow(title)
    form = head.step('Phê duyệt')
    for box in form.locator('[name=checks]').all():
        box.check()
    head.send(form, 'Phê duyệt')


@pytest.mark.clause('3.3')
def test_a_decision_with_its_signed_file_is_public_after_one_round(enter, signed, tmp_path):
    lan, minh, hoa, reader = enter('lan'), enter('minh'), enter('hoa'), enter()
    annex = tmp_path / 'phu_luc.pdf'
    annex.write_bytes(PDF + b'\n')
    lan.begin(DOCUMENTS)
    lan.follow('Thêm văn bản')
    for name, value in DECISION.items():
        lan.page.fill(f'[name={name}]', value)
    lan.choose('Hình thức (loại) văn bản', 'quyet-dinh-ca-biet')
    lan.choose('Độ mật', 'khong')
    lan.attach(lan.page.get_by_label('Thêm tệp đính kèm'), signed, annex)
    expect(lan.page.locator('.chosen')).to_contain_text('phu_luc.pdf')
    lan.press('Lưu')
    expect(lan.page.locator('.files .what a')).to_have_text(['Bản ký số 128', 'phu luc'])
    lan.look()
    lan.take('Gửi duyệt')
    written = lan.clicks
    minh.page.goto('/desk')
    expect(minh.page.get_by_role('link', name='Bản ký số 128')).to_have_count(0)
    minh.follow(TITLE)
    send_on(minh, 'Trình phê duyệt')
    approve(hoa, TITLE)
    expect(hoa.state).to_have_text('Đã xuất bản')

    assert (written <= 7, hoa.clicks <= 7) == (True, True), (written, hoa.clicks)
    page = reader.page
    page.goto(f'/sites/{WARD}/van-ban-hanh-chinh/quyet-dinh-so-128-qd-ubnd')
    expect(page.locator('.attachments')).to_contain_text('Bản ký số 128 (PDF, 1 KB)')
    page.goto(f'/sites/{WARD}/van-ban-hanh-chinh')
    expect(page.get_by_role('main')).not_to_contain_text('Bản ký số')


def test_a_news_item_with_a_picture_costs_six_clicks_more_at_most(enter, photo):
    lan, minh, hoa, reader = enter('lan'), enter('minh'), enter('hoa'), enter()
    page = lan.page
    page.goto(NEWS)
    lan.follow('Viết tin, bài mới')
    page.get_by_role('textbox', name='Tiêu đề').fill('Hồ Suối Hai đầy nước')
    page.get_by_role('textbox', name='Tóm tắt').fill('Mực nước hồ đạt 24 m.')
    rich(page).click()
    page.keyboard.type('Mực nước hồ Suối Hai đạt 24 m.')
    before = lan.clicks
    page.get_by_role('button', name='Hình ảnh').click()
    dialog = page.get_by_role('dialog')
    lan.attach(dialog.get_by_label('Chọn ảnh từ máy'), photo)
    expect(dialog.locator('.editor-preview')).to_be_visible()
    lan.look()
    dialog.get_by_label('Lời mô tả thay cho ảnh').fill('Mặt hồ Suối Hai buổi sáng')
    dialog.get_by_role('button', name='Chèn').click()
    expect(rich(page).locator('img')).to_have_attribute('alt', 'Mặt hồ Suối Hai buổi sáng')
    more = lan.clicks - before
    lan.press('Lưu')
    expect(lan.page.locator('.files .what a')).to_have_text('ho suoi hai')
    lan.take('Gửi duyệt')
    minh.page.goto('/desk')
    minh.follow('Hồ Suối Hai đầy nước')
    send_on(minh, 'Trình phê duyệt')
    approve(hoa, 'Hồ Suối Hai đầy nước')

    assert more <= 6
    reader.page.goto(f'/sites/{WARD}/{SECTION}/ho-suoi-hai-day-nuoc')
    shown = reader.page.locator('main .prose img')
    expect(shown).to_be_visible()
    width = shown.evaluate('(image) => image.decode().then(() => image.naturalWidth)')
    assert 0 < width <= 2560


def test_a_lead_picture_is_chosen_put_in_order_and_taken_out_by_the_keyboard(enter, photo):
    lan = enter('lan')
    page = lan.page
    page.goto(f'/desk/sites/{WARD}/{SECTION}/@@add?type=NewsItem')
    page.get_by_role('textbox', name='Tiêu đề').fill('Hai ảnh')
    choose = page.get_by_role('button', name='Thêm ảnh…')
    choose.press('Enter')
    dialog = page.get_by_role('dialog')
    dialog.get_by_label('Đập hồ Suối Hai').check()
    dialog.get_by_role('button', name='Thêm vào bài').press('Enter')
    expect(choose).to_be_focused()
    choose.press('Enter')
    dialog.get_by_label('Chọn ảnh từ máy').set_input_files(str(photo))
    dialog.get_by_label('Lời mô tả thay cho ảnh').fill('Mặt hồ')
    dialog.get_by_text('Điểm chính của ảnh').press('Enter')
    dialog.get_by_label('Từ trái sang phải').press('End')
    dialog.get_by_role('button', name='Thêm vào bài').press('Enter')
    rows = page.locator('.editor-pictures li')
    expect(rows).to_contain_text(['Đập hồ Suối Hai', 'ho suoi hai'])
    page.get_by_role('button', name='Đưa ảnh “ho suoi hai” lên trước').press('Enter')
    expect(rows).to_contain_text(['ho suoi hai', 'Đập hồ Suối Hai'])
    lan.look()
    page.get_by_role('button', name='Bỏ ảnh “Đập hồ Suối Hai” khỏi bài').press('Enter')

    with page.expect_navigation():
        page.get_by_role('button', name='Lưu', exact=True).press('Enter')

    lan.follow('ho suoi hai')
    lan.follow('Sửa bài')
    expect(page.locator('[name=focus_x]')).to_have_value('100')


def test_a_picture_without_words_is_refused_in_the_dialog_and_nothing_is_lost(enter, photo):
    page = enter('lan').page
    page.goto(f'/desk/sites/{WARD}/{SECTION}/@@add?type=NewsItem')
    page.get_by_role('textbox', name='Tiêu đề').fill('Chưa có lời mô tả')
    page.get_by_role('button', name='Thêm ảnh…').click()
    dialog = page.get_by_role('dialog')
    dialog.get_by_label('Chọn ảnh từ máy').set_input_files(str(photo))
    dialog.get_by_role('button', name='Thêm vào bài').click()

    expect(dialog).to_contain_text('Hãy nhập lời mô tả')
    dialog.get_by_role('button', name='Hủy', exact=True).click()
    expect(page.get_by_role('textbox', name='Tiêu đề')).to_have_value('Chưa có lời mô tả')


def test_a_large_file_on_a_slow_line_shows_how_far_it_is_and_can_be_stopped(enter, tmp_path):
    lan = enter('lan')
    page = lan.page
    page.goto(f'/desk/sites/{WARD}/{LIBRARY}/@@add?type=File')
    page.get_by_role('textbox', name='Tiêu đề').fill('Bản đồ quy hoạch')
    large = tmp_path / 'ban-do.pdf'
    large.write_bytes(PDF + bytes(30 << 20))
    page.get_by_label('Tệp', exact=False).first.set_input_files(str(large))
    line = lan.context.new_cdp_session(page)
    line.send('Network.enable')
    line.send('Network.emulateNetworkConditions', SLOW)
    save = page.get_by_role('main').get_by_role('button', name='Lưu', exact=True)
    save.click()

    expect(page.locator('.sending .told')).to_contain_text('Đang gửi ban-do.pdf: ')
    expect(save).to_be_disabled()
    page.get_by_role('button', name='Hủy gửi').click()
    expect(page.locator('.sending .told')).to_contain_text('vẫn còn nguyên')
    expect(save).to_be_enabled()
    expect(page.get_by_role('textbox', name='Tiêu đề')).to_have_value('Bản đồ quy hoạch')
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1


def test_a_mistake_in_a_form_that_brings_a_file_stands_beside_its_field(enter, signed):
    lan = enter('lan')
    page = lan.page
    page.goto(f'/desk/sites/{WARD}/{LIBRARY}/@@add?type=File')
    page.get_by_label('Tệp', exact=False).first.set_input_files(str(signed))
    lan._expected = ['status of 422']
    page.get_by_role('main').get_by_role('button', name='Lưu', exact=True).click()

    expect(page.locator('.field[data-field=title] .error')).to_be_visible()
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1
    page.get_by_role('textbox', name='Tiêu đề').fill('Bản ký số')
    page.evaluate("""addEventListener('pagehide', () => {
        localStorage.held = [...document.querySelectorAll('#bieu-mau .deeds button')].every(
            (button) => button.disabled)
    })""")
    with page.expect_navigation():
        page.get_by_role('main').get_by_role('button', name='Lưu', exact=True).click()
    expect(lan.state).to_have_text('Bản nháp')
    assert page.evaluate('localStorage.held') == 'true'


def test_files_dropped_on_a_record_are_there_at_once_and_what_is_refused_is_named(
        enter, signed, tmp_path):
    lan = enter('lan')
    page = lan.page
    page.goto(f'/desk/sites/{WARD}/van-ban-hanh-chinh/@@add?type=LegalDocument')
    for name, value in DECISION.items():
        page.fill(f'[name={name}]', value.replace('128', '129'))
    page.get_by_label('Hình thức (loại) văn bản').select_option('quyet-dinh-ca-biet')
    page.get_by_label('Độ mật').select_option('khong')
    lan.press('Lưu')
    with page.expect_navigation():
        page.get_by_label('Thêm tệp đính kèm').set_input_files(str(signed))
    expect(page.locator('.files .what a')).to_have_text('Bản ký số 128')
    wrong = tmp_path / 'chay.exe'
    wrong.write_bytes(b'MZ' * 90)
    page.get_by_label('Thêm tệp đính kèm').set_input_files(str(wrong))

    expect(page.locator('.sending .error')).to_contain_text('chay.exe: chưa thêm được.')
    expect(page.locator('.files .what a')).to_have_text('Bản ký số 128')


def test_a_news_item_gets_its_lead_picture_without_scripts(enter, photo):
    lan = enter('lan', java_script_enabled=False)
    page = lan.page
    page.goto(f'/desk/sites/{WARD}/{SECTION}/@@add?type=NewsItem')
    page.get_by_role('textbox', name='Tiêu đề').fill('Không có script')
    page.get_by_label('Tệp ảnh').set_input_files(str(photo))
    lan._expected = ['status of 422']
    lan.press('Lưu')
    assert 'Hãy viết lời mô tả ảnh' in page.get_by_role('main').inner_text()
    page.get_by_label('Tệp ảnh').set_input_files(str(photo))
    page.get_by_label('Lời mô tả thay cho ảnh').fill('Mặt hồ')
    lan.press('Lưu')

    expect(page.locator('.files .what a')).to_have_text('ho suoi hai')
