"""The record of a text in a real browser: the text, the red button, what was found, who did what
(clauses 14.1, 27.5).
"""
import re

import pytest
from hanoiportal.kernel.security.authorization.grants import Grant, seat
from hanoiportal.kernel.security.authorization.roles import HEAD
from playwright.sync_api import expect
from servers.browser import DESKTOP, PHONE
from servers.office import BASIS, PASSWORD, SECTION, WARD, office

LIST = f'/sites/{WARD}/{SECTION}'
TITLE = 'Xã Ba Vì nạo vét kênh mương'
ADDRESS = f'/desk{LIST}/xa-ba-vi-nao-vet-kenh-muong'
BODY = ('<p>Hơn 12 km kênh mương nội đồng được nạo vét trước vụ đông xuân.</p><h2>Kết quả</h2>'
        '<p>Xem số liệu <a href="/sites/bavi">tại đây</a>.</p>'
        '<p><img src="/sites/bavi/da-phuong-tien/dap-suoi-hai" alt="a"></p>')


def fill(environment):
    """Seat a board of the city, and publish a text of the ward that it may carry."""
    portal, registry = environment.portal, environment.registry
    city = portal['accounts'].create('thanh', 'Đặng Công Thành', registry=registry)
    city.set_password(PASSWORD)
    seat(portal, city.id, HEAD, Grant(basis=BASIS))
    environment.boards.found(portal, BASIS, environment.clock.now(), None, 'test')
    item = environment.editing.add(portal['sites'][WARD][SECTION], 'duong-ven-ho', 'NewsItem', {
        'title': 'Hồ Suối Hai mở đường ven hồ', 'summary': 'Dài bốn ki-lô-mét.',
        'body': '<p>Có lối cho xe lăn.</p>'}, 'test')
    environment.publishing.publish_imported(item, 'test', 'tests')


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    with office(tmp_path_factory.mktemp('record') / 'portal', {}, fill) as running:
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
    with page.expect_navigation():
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


@pytest.mark.clause('12.1.a/2')
def test_the_city_carries_a_text_of_a_ward_and_what_is_corrected_there(enter):
    minh, hoa, thanh, reader = enter('minh'), enter('hoa'), enter('thanh'), enter()
    ward, city = f'/desk{LIST}/duong-ven-ho', f'/{SECTION}/ho-suoi-hai-mo-duong-ven-ho'
    the_ward_proposes(minh, ward)
    the_city_accepts(thanh)
    reader.page.goto(city)
    text = reader.page.get_by_role('main')
    expect(text).to_contain_text('Tin vui cho người đi bộ.')
    expect(text).to_contain_text('Dài bốn ki-lô-mét.')

    the_ward_corrects(minh, hoa, ward)
    reader.page.reload()
    expect(text).to_contain_text('Nguồn đã đính chính')
    expect(text).to_contain_text('Dài bốn ki-lô-mét.')
    reader.look('corrected')
    the_city_accepts_the_change(thanh)
    reader.page.reload()
    expect(text).to_contain_text('Dài 4,2 ki-lô-mét.')
    expect(text).not_to_contain_text('Nguồn đã đính chính')

    thanh.page.get_by_label('Lý do').fill('Hết đợt tuyên truyền')
    thanh.press('Thôi dẫn')
    reader.page.goto(f'/{SECTION}')
    expect(text).not_to_contain_text('Hồ Suối Hai')
    reader.page.goto(city)
    expect(reader.page).to_have_url(re.compile(f'{LIST}/duong-ven-ho$'))


def the_ward_proposes(minh, address):
    minh.page.goto(address)
    minh.follow('Đăng chéo')
    minh.page.get_by_label('Nơi nhận').select_option(index=1)
    minh.page.get_by_label('Mục đích').fill('Đường mới, cả Thành phố cùng biết')
    minh.look('propose')
    minh.press('Gửi đề nghị')
    expect(minh.page.get_by_role('main')).to_contain_text('Chờ Ban Biên tập nơi nhận')


def the_city_accepts(thanh):
    page = thanh.page
    page.goto('/desk/crossposts')
    thanh.follow('Hồ Suối Hai mở đường ven hồ')
    page.get_by_label('Chuyên mục (bắt buộc)', exact=True).select_option(
        label='Tin tức, sự kiện')
    page.get_by_label('Lời giới thiệu của trang').fill('Tin vui cho người đi bộ.')
    tick(page)
    thanh.look('accept')
    thanh.press('Phê duyệt và đăng')


def the_ward_corrects(minh, hoa, address):
    minh.page.goto(address)
    minh.follow('Sửa bài')
    minh.page.get_by_role('textbox', name='Tóm tắt').fill('Dài 4,2 ki-lô-mét.')
    minh.press('Lưu')
    minh.press('Gửi duyệt')
    minh.press('Nhận biên tập')
    minh.press('Trình phê duyệt')
    hoa.page.goto(address)
    hoa.step('Phê duyệt').get_by_label('Đã kiểm tra đủ 3 mục').check()
    hoa.press('Phê duyệt')


def the_city_accepts_the_change(thanh):
    thanh.page.goto('/desk/crossposts')
    thanh.follow('Hồ Suối Hai mở đường ven hồ')
    expect(thanh.page.locator('main ins')).to_have_count(1)
    tick(thanh.page)
    thanh.look('carried')
    thanh.press('Phê duyệt phiên bản mới')


def tick(page):
    """Tick every head of the checklist."""
    for box in page.locator('main [name=checks]').all():
        box.check()
