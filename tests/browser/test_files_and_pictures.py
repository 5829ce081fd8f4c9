"""Files and pictures in forms and on records; ``test_demo_desk.py`` takes them to the public."""
import pytest
from PIL import Image
from playwright.sync_api import expect
from servers.office import LIBRARY, SECTION, WARD, office

PDF = b'%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n'
DECISION = {
    'title': 'Quyết định số 128/QĐ-UBND', 'summary': 'Về việc trồng cây xanh đường Tản Lĩnh',
    'number': '128/QĐ-UBND', 'issuer': 'Ủy ban nhân dân xã Ba Vì', 'signer': 'Lê Văn An',
    'signer_position': 'Chủ tịch', 'issued': '2026-08-16'}
#: A machine that takes a while to open the picture one has chosen.
SLOW_PICTURES = """
const opened = createImageBitmap
window.createImageBitmap = async (...asked) => {
  await new Promise((done) => setTimeout(done, 1000))
  return opened(...asked)
}
"""
SLOW = {'offline': False, 'latency': 20, 'downloadThroughput': 4e6, 'uploadThroughput': 60_000}


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    with office(tmp_path_factory.mktemp('files') / 'portal', {}) as running:
        yield running


@pytest.fixture
def signed(tmp_path):
    path = tmp_path / 'Bản ký số 128.pdf'
    path.write_bytes(PDF)
    return path


@pytest.fixture(scope='module')
def photo(tmp_path_factory):
    """A picture as cameras make them, of some megabytes."""
    path = tmp_path_factory.mktemp('photo') / 'ho_suoi_hai.jpg'
    Image.effect_noise((4000, 3000), 90).convert('RGB').save(path, 'JPEG', quality=95)
    return path


@pytest.fixture
def small(tmp_path):
    path = tmp_path / 'ho_suoi_hai.jpg'
    Image.effect_noise((400, 300), 90).convert('RGB').save(path, 'JPEG')
    return path


def test_a_lead_picture_is_chosen_put_in_order_and_taken_out_by_the_keyboard(enter, photo):
    lan = enter('lan')
    page = lan.page
    page.add_init_script(SLOW_PICTURES)
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
    across = dialog.get_by_label('Từ trái sang phải')
    across.press('End')
    expect(dialog.locator('.editor-preview')).to_be_visible()
    expect(across).to_be_focused()
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


def test_a_picture_without_words_is_refused_in_the_dialog_and_nothing_is_lost(enter, small):
    page = enter('lan').page
    page.goto(f'/desk/sites/{WARD}/{SECTION}/@@add?type=NewsItem')
    page.get_by_role('textbox', name='Tiêu đề').fill('Chưa có lời mô tả')
    page.get_by_role('button', name='Thêm ảnh…').click()
    dialog = page.get_by_role('dialog')
    dialog.get_by_label('Chọn ảnh từ máy').set_input_files(str(small))
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
        localStorage.held = [...document.querySelectorAll('#bieu-mau .actions button')].every(
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


def test_a_news_item_gets_its_lead_picture_without_scripts(enter, small):
    lan = enter('lan', java_script_enabled=False)
    page = lan.page
    page.goto(f'/desk/sites/{WARD}/{SECTION}/@@add?type=NewsItem')
    page.get_by_role('textbox', name='Tiêu đề').fill('Không có script')
    page.get_by_label('Tệp ảnh').set_input_files(str(small))
    lan._expected = ['status of 422']
    lan.press('Lưu')
    assert 'Hãy viết lời mô tả ảnh' in page.get_by_role('main').inner_text()
    page.get_by_label('Tệp ảnh').set_input_files(str(small))
    page.get_by_label('Lời mô tả thay cho ảnh').fill('Mặt hồ')
    lan.press('Lưu')

    expect(page.locator('.files .what a')).to_have_text('ho suoi hai')
