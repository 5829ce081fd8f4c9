"""Writing in a real browser: the way to the form, the keys, a form sent twice (clause 9)."""
import pytest
from playwright.sync_api import expect
from servers.browser import wait_until
from servers.office import SECTION, WARD, office

NEWS = f'/desk/sites/{WARD}/{SECTION}'
ADD = f'{NEWS}/@@add?type=NewsItem'

#: How much room a field has beside the words that stand in it while it is empty, in pixels.
ROOM = """(field) => {
  const { font, paddingLeft, paddingRight } = getComputedStyle(field)
  const pen = document.createElement('canvas').getContext('2d')
  pen.font = font
  return field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
    - pen.measureText(field.placeholder).width
}"""


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    with office(tmp_path_factory.mktemp('writing') / 'portal', {}) as running:
        yield running


def test_one_types_at_once_and_saves_by_the_keyboard(enter):
    lan = enter('lan')
    lan.follow('Xã Ba Vì')
    lan.look('write')
    lan.follow('Tin, bài')
    lan.look('write-news')
    lan.follow('Tin tức, sự kiện')
    page = lan.page
    expect(page.get_by_role('textbox', name='Tiêu đề')).to_be_focused()
    assert page.locator('.autosave .state').evaluate(
        'part => getComputedStyle(part).visibility') == 'hidden'
    page.keyboard.type('Hội làng Phú Mỹ')
    with page.expect_navigation():
        page.keyboard.press('Control+s')
    expect(page.get_by_role('status')).to_contain_text('Hội làng Phú Mỹ')
    expect(page.get_by_role('textbox', name='Tiêu đề')).to_have_value('Hội làng Phú Mỹ')
    lan.look('saved')
    for width in (1280, 1024, 768):
        page.set_viewport_size({'width': width, 'height': 800})
        assert page.locator('#go-q').evaluate(ROOM) >= 0, width
    page.set_viewport_size({'width': 390, 'height': 800})
    expect(page.locator('#go-q')).to_be_hidden()
    assert page.locator('.brand strong').evaluate('name => name.scrollWidth <= name.clientWidth')
    wait_until(page, 'document.fonts.check("700 16px \'Be Vietnam Pro\'", "Ệ")')


@pytest.mark.parametrize('scripts', [True, False])
def test_back_and_save_again_opens_the_item_that_is_there(enter, scripts):
    lan = enter('lan', java_script_enabled=scripts)
    page = lan.page
    page.goto(ADD)
    page.get_by_role('textbox', name='Tiêu đề').fill('Chợ phiên')
    lan.press('Lưu')
    record = page.url
    page.go_back()
    expect(page.locator('.notice')).to_have_count(0 if scripts else 1)
    page.get_by_role('textbox', name='Tiêu đề').fill('Chợ phiên')
    lan.press('Lưu')
    expect(page.get_by_role('status')).to_contain_text('Mục này đã được lưu lúc')
    assert page.url == record


def test_the_second_link_of_the_page_skips_to_the_form(enter):
    page = enter('lan').page
    page.goto(ADD)
    page.get_by_role('link', name='Đến biểu mẫu').focus()
    page.keyboard.press('Enter')
    expect(page.locator('#bieu-mau')).to_be_focused()
    page.keyboard.press('Tab')
    expect(page.get_by_role('textbox', name='Tiêu đề')).to_be_focused()


def test_a_date_is_said_again_in_the_order_of_vietnam(enter):
    page = enter('minh').page
    page.goto(f'/desk/sites/{WARD}/van-ban-hanh-chinh/@@add?type=LegalDocument')
    field = page.locator('[data-field=issued]')
    expect(field.locator('output.echo')).to_have_text('Ngày/tháng/năm')
    page.get_by_label('Ngày ban hành').fill('2026-03-09')
    expect(field.locator('output.echo')).to_have_text('Ngày/tháng/năm: 09/03/2026')


@pytest.mark.parametrize('width', [390, 1280])
def test_the_last_day_of_a_document_is_told_as_one_types_its_date(enter, width):
    page = enter('minh').page
    page.set_viewport_size({'width': width, 'height': 900})
    page.goto(f'/desk/sites/{WARD}/van-ban-hanh-chinh/@@add?type=LegalDocument')
    told = page.locator('[data-field=issued] output.due')
    expect(told).to_be_hidden()
    page.get_by_label('Ngày ban hành').fill('2026-03-06')
    expect(told).to_contain_text('Phải đăng chậm nhất ngày 10/03/2026 (02 ngày làm việc')
    page.get_by_label('Cơ quan ban hành').fill('Bộ Nội vụ')
    expect(told).to_contain_text('Phải đăng chậm nhất ngày 13/03/2026 (05 ngày làm việc')
    box = told.bounding_box()
    assert box['x'] >= 0 and box['x'] + box['width'] <= width
    page.get_by_label('Ngày ban hành').fill('')
    expect(told).to_be_hidden()


def test_a_translation_is_written_beside_its_source_on_a_wide_screen(enter):
    page = enter('mai').page
    page.goto(f'/desk/sites/{WARD}/da-phuong-tien/dap-suoi-hai/@@edit?language=en')
    form, source = page.locator('#bieu-mau'), page.locator('.beside details')
    for width, is_beside in ((1280, True), (1199, False)):
        page.set_viewport_size({'width': width, 'height': 900})
        left, right = form.bounding_box(), source.bounding_box()
        assert (right['x'] >= left['x'] + left['width']) is is_beside
        assert (right['y'] >= left['y'] + left['height']) is not is_beside
    expect(source).to_contain_text('Mặt đập hồ Suối Hai nhìn từ bờ nam')


def test_the_page_to_be_stands_beside_the_form_and_follows_what_is_typed(enter):
    lan = enter('lan')
    page = lan.page
    page.set_viewport_size({'width': 1280, 'height': 700})
    page.goto(ADD)
    pane = page.get_by_role('region', name='Xem trước', exact=True)
    shown = page.frame_locator('.glass iframe:not(.coming)')
    expect(shown.get_by_text('Trang sẽ hiện ở đây khi đã nhập')).to_be_visible()
    page.get_by_role('textbox', name='Tiêu đề').fill('Chợ Nứa')
    expect(shown.get_by_role('heading', level=1)).to_have_text('Chợ Nứa')
    shown.locator('html').evaluate('page => page.ownerDocument.defaultView.scrollTo(0, 120)')
    page.get_by_role('textbox', name='Tiêu đề').fill('Chợ Nứa họp phiên')
    expect(shown.get_by_role('heading', level=1)).to_have_text('Chợ Nứa họp phiên')
    assert shown.locator('html').evaluate('() => [scrollY, innerWidth]') == [120, 390]
    assert page.evaluate('document.activeElement.id') == 'f-title'
    assert pane.locator('[aria-live], [role=status], [role=alert]').count() == 0
    lan.look('written-beside')
    with page.expect_response('**/@@preview-pane*'):
        pane.get_by_role('button', name='Máy tính').click()
    assert shown.locator('html').evaluate('() => innerWidth') == 1280
    page.reload()
    assert shown.locator('html').evaluate('() => innerWidth') == 1280
    with page.expect_response('**/@@preview-pane*'):
        pane.get_by_role('button', name='Đóng').click()
    page.reload()
    expect(pane).to_be_hidden()
    opening = page.get_by_role('button', name='Xem trước bên cạnh')
    opening.click()
    expect(pane).to_be_visible()
    page.set_viewport_size({'width': 1199, 'height': 700})
    expect(pane).to_be_hidden()
    expect(opening).to_be_hidden()
