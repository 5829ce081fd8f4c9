"""The record of a text in a real browser: the text, the red button, what was found, who did what
(clauses 14.1, 27.5).
"""
import pytest
from playwright.sync_api import expect
from servers.browser import DESKTOP, PHONE
from servers.office import SECTION, WARD, office

LIST = f'/sites/{WARD}/{SECTION}'
TITLE = 'Xã Ba Vì nạo vét kênh mương'
ADDRESS = f'/desk{LIST}/xa-ba-vi-nao-vet-kenh-muong'
BODY = ('<p>Hơn 12 km kênh mương nội đồng được nạo vét trước vụ đông xuân.</p><h2>Kết quả</h2>'
        '<p>Xem số liệu <a href="/sites/bavi">tại đây</a>.</p>'
        '<p><img src="/sites/bavi/da-phuong-tien/dap-suoi-hai" alt="a"></p>')


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    with office(tmp_path_factory.mktemp('record') / 'portal', {}) as running:
        yield running


def red(page):
    """Return the words of the red buttons that are in sight on ``page``."""
    return [each.inner_text() for each in page.locator(
        'main :is(button, .button):not(.quiet, .danger, .plain, .editor-button)').all()
        if each.is_visible()]


@pytest.mark.clause('27.5')
def test_the_red_button_is_the_next_step_of_each_person(enter):
    lan, minh, hoa = enter('lan'), enter('minh'), enter('hoa')
    written_by(lan)
    assert red(lan.page) == ['Gửi duyệt']
    lan.look('writer')
    lan.press('Gửi duyệt')
    assert red(lan.page) == []

    minh.page.goto(ADDRESS)
    assert red(minh.page) == ['Nhận biên tập']
    minh.press('Nhận biên tập')
    assert red(minh.page) == ['Trình phê duyệt']
    minh.look('editor')
    the_findings_lead_to_their_places(minh.page)
    a_remark_is_written_and_settled_beside_the_text(minh.page)
    minh.press('Trình phê duyệt')

    hoa_approves_by_three_clicks(hoa)
    it_is_corrected_and_nobody_is_forgotten(minh, hoa)


def written_by(lan):
    page = lan.page
    page.goto(f'/desk{LIST}/@@add?type=NewsItem')
    page.get_by_role('textbox', name='Tiêu đề').fill(TITLE)
    page.get_by_role('textbox', name='Tóm tắt').fill('Hơn 12 km kênh mương được nạo vét.')
    page.get_by_role('button', name='Mã HTML').click()
    page.locator('textarea[name=body]').fill(BODY)
    lan.press('Lưu')


def the_findings_lead_to_their_places(page):
    page.set_viewport_size(DESKTOP)
    words = page.locator('.findings .word').all_inner_texts()
    assert {'Lỗi', 'Nên sửa', 'Gợi ý'} >= set(words) >= {'Lỗi', 'Nên sửa'}
    found = page.locator('.findings li').filter(has_text='tại đây')
    found.get_by_role('link', name='Đến chỗ này').click()
    expect(page.locator(':target')).to_be_in_viewport()
    assert page.evaluate("document.querySelector(':target').parentElement.innerText").startswith(
        'Xem số liệu')
    missing = page.locator('.findings li').filter(has_text='Chưa ghi cơ quan')
    missing.get_by_role('link', name='Sửa').click()
    expect(page.locator('#f-source_agency')).to_be_in_viewport()
    page.go_back()
    page.go_back()


def a_remark_is_written_and_settled_beside_the_text(page):
    page.get_by_role('link', name='Nhận xét đoạn 1').last.click()
    page.locator('.aside').get_by_label('Nội dung nhận xét').fill('Kênh nào?')
    page.get_by_role('button', name='Gửi nhận xét').click()
    thread = page.locator('.aside .thread').filter(has_text='Kênh nào?')
    expect(thread).to_be_in_viewport()
    assert red(page) == ['Trình phê duyệt']
    page.set_viewport_size({'width': 1199, 'height': 800})
    expect(thread).to_be_hidden()
    expect(page.get_by_role('link', name='Trả lời, xử lý')).to_be_visible()
    page.set_viewport_size(DESKTOP)
    thread.get_by_role('button', name='Đã xử lý xong').click()
    expect(thread).to_have_count(0)


def hoa_approves_by_three_clicks(hoa):
    page = hoa.page
    page.goto('/desk')
    hoa.follow(TITLE)                                                   # one
    page.set_viewport_size(DESKTOP)
    expect(page.locator('.reading')).to_contain_text('Hơn 12 km kênh mương nội đồng')
    assert red(page) == ['Phê duyệt']
    hoa.look('head')
    page.set_viewport_size(DESKTOP)
    the_approval_stays_beside_the_text(page)
    the_text_comes_before_the_approval_on_a_phone(page)
    hoa.follow('Sửa bài')
    expect(page.get_by_role('main')).to_contain_text('không còn phê duyệt được phiên bản này')
    hoa.look('warned')
    page.go_back()
    page.get_by_label('Đã kiểm tra đủ 3 mục').check()          # two
    expect(page.get_by_role('checkbox', name='Nguồn gốc')).to_be_checked()
    hoa.press('Phê duyệt')                                              # three
    expect(hoa.state).to_have_text('Đã xuất bản')
    assert red(page) == []


def the_approval_stays_beside_the_text(page):
    page.set_viewport_size(DESKTOP)
    text, approval = (page.locator(each).bounding_box() for each in ('.reading', '.next'))
    assert text['x'] + text['width'] <= approval['x'] and text['y'] == approval['y']
    page.evaluate('scrollTo(0, 400)')
    expect(page.get_by_role('button', name='Phê duyệt', exact=True)).to_be_in_viewport()


def the_text_comes_before_the_approval_on_a_phone(page):
    page.set_viewport_size(PHONE)
    text, approval = (page.locator(each).bounding_box()['y']
                      for each in ('.reading', '#viec-tiep-theo'))
    assert text < approval
    page.locator('.jump').click()
    expect(page.locator('#viec-tiep-theo h2')).to_be_in_viewport()
    page.set_viewport_size(DESKTOP)


def it_is_corrected_and_nobody_is_forgotten(minh, hoa):
    page = minh.page
    page.goto(ADDRESS)
    assert red(page) == ['Sửa bài']
    minh.follow('Sửa bài')
    page.get_by_role('textbox', name='Tóm tắt').fill('12,4 km kênh mương được nạo vét.')
    page.get_by_label('Ghi chú cho lần sửa này').fill('Theo biên bản nghiệm thu')
    minh.press('Lưu')
    expect(page.locator('.reading ins')).to_have_text(',4')
    minh.look('change')
    known = page.locator('.known')
    expect(known.locator('.round')).to_have_count(2)
    expect(known).to_contain_text('Nguyễn Thị Lan, Trần Văn Minh')
    minh.press('Gửi duyệt')
    minh.press('Nhận biên tập')
    minh.press('Trình phê duyệt')
    hoa.page.goto(ADDRESS)
    hoa.page.get_by_label('Đã kiểm tra đủ 3 mục').check()
    hoa.press('Phê duyệt')
    hoa.follow('Các phiên bản')
    public = hoa.page.locator('.version.public')
    for words in ('Trần Văn Minh', 'Theo biên bản nghiệm thu', 'Phạm Thị Hòa'):
        expect(public).to_contain_text(words)
    hoa.look('history')


def test_a_record_has_at_most_five_tabs_and_the_rest_unfolds(enter):
    minh = enter('minh')
    page = minh.page
    page.goto(f'/desk/sites/{WARD}/da-phuong-tien/dap-suoi-hai')
    assert page.locator('.tabs .all > ul > li:not(.rest)').count() == 5
    page.get_by_text('Thêm', exact=True).click()
    minh.look('tabs')
    page.set_viewport_size(DESKTOP)
    page.locator('.tabs .more summary').focus()
    page.keyboard.press('Escape')
    expect(page.locator('.tabs .more a').first).to_be_hidden()
    page.set_viewport_size(PHONE)
    high = page.locator('.tabs').bounding_box()['height']
    assert high < 70
    page.locator('.tabs .all > summary').click()
    page.get_by_role('link', name='Nơi dẫn đến').click()
    expect(page.locator('.tabs .all > summary')).to_contain_text('Nơi dẫn đến')


def test_the_record_of_a_faulty_draft_is_for_everyone_in_the_dark_too(enter):
    lan = enter('lan', color_scheme='dark')
    written_by(lan)
    assert lan.page.locator('.findings .word').count() > 3
    lan.look('dark')
