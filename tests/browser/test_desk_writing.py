"""Writing in a real browser: the way to the form, the keys, a form sent twice (clause 9)."""
import pytest
from playwright.sync_api import expect
from servers.office import SECTION, WARD, office

NEWS = f'/desk/sites/{WARD}/{SECTION}'
ADD = f'{NEWS}/@@add?type=NewsItem'


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


def test_back_and_save_again_opens_the_item_that_is_there(enter):
    lan = enter('lan')
    page = lan.page
    page.goto(ADD)
    page.get_by_role('textbox', name='Tiêu đề').fill('Chợ phiên')
    lan.press('Lưu')
    record = page.url
    page.go_back()
    page.get_by_role('textbox', name='Tiêu đề').fill('Chợ phiên')
    lan.press('Lưu')
    expect(page.get_by_role('status')).to_contain_text('Mục này đã được lưu lúc')
    assert page.url == record


def test_the_second_link_of_the_page_skips_to_the_form(enter):
    page = enter('lan').page
    page.goto(ADD)
    page.get_by_role('link', name='Đến biểu mẫu').focus()
    page.keyboard.press('Enter')
    page.keyboard.press('Tab')
    expect(page.get_by_role('textbox', name='Tiêu đề')).to_be_focused()


def test_a_date_is_said_again_in_the_order_of_vietnam(enter):
    page = enter('minh').page
    page.goto(f'/desk/sites/{WARD}/van-ban-hanh-chinh/@@add?type=LegalDocument')
    field = page.locator('[data-field=issued]')
    expect(field.locator('output')).to_have_text('Ngày/tháng/năm')
    page.get_by_label('Ngày ban hành').fill('2026-03-09')
    expect(field.locator('output')).to_have_text('Ngày/tháng/năm: 09/03/2026')


def test_a_translation_is_written_beside_its_source_on_a_wide_screen(enter):
    page = enter('mai').page
    page.goto(f'/desk/sites/{WARD}/da-phuong-tien/dap-suoi-hai/@@edit?language=en')
    form, source = page.locator('#bieu-mau'), page.locator('.beside > details')
    for width, is_beside in ((1280, True), (1199, False)):
        page.set_viewport_size({'width': width, 'height': 900})
        left, right = form.bounding_box(), source.bounding_box()
        assert (right['x'] >= left['x'] + left['width']) is is_beside
        assert (right['y'] >= left['y'] + left['height']) is not is_beside
    expect(source).to_contain_text('Mặt đập hồ Suối Hai nhìn từ bờ nam')
