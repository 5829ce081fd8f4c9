"""Home pages in a real browser: composed at the desk and arranged by a reader, without scripts."""
import re

import pytest
from playwright.sync_api import expect
from servers.browser import DESKTOP, PHONE, axe, faults_on_screens, wait_until
from servers.office import DEPARTMENT, LIBRARY, SECTION, WARD, Desk, office

PICTURE = f'/sites/{WARD}/{LIBRARY}/dap-suoi-hai'
NEWS = [
    {'title': 'Lịch tiếp công dân tháng 12 của lãnh đạo Ủy ban nhân dân', 'images': PICTURE},
    {'title': 'Tiêm phòng cho đàn gia súc vụ đông'},
    {'title': 'Hồ Suối Hai mở đường ven hồ cho người đi bộ', 'images': PICTURE,
     'summary': 'Con đường dài bốn ki-lô-mét, có lối cho xe lăn và chỗ nghỉ chân.'}]
OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'


def fill(environment):
    """Put news into the city, the ward and the department; compose the home page of this one."""
    sites = environment.portal['sites']
    environment.editing.add(sites[DEPARTMENT], '', 'HomePage', {'title': 'Trang chủ', 'blocks': (
        'khối: loi-van\nlời: Chào\n\nkhối: tin-moi\n\nkhối: gioi-thieu')}, 'test')
    for site in (environment.portal, sites[WARD], sites[DEPARTMENT]):
        for number, values in enumerate(NEWS):
            item = environment.editing.add(
                site[SECTION], f'tin-{number}', 'NewsItem', values, 'test')
            environment.publishing.publish_imported(item, 'test', 'tests')


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A ward with its staff, and news in it and in the city, being served."""
    with office(tmp_path_factory.mktemp('home') / 'var', {}, fill) as running:
        yield running


def faults(page, width, height):
    """Return what is wrong with the page at a size."""
    page.set_viewport_size({'width': width, 'height': height})
    return axe(page) + [f'{page.url} is too wide at {width}'] * (page.evaluate(OVERFLOW) > 0)


@pytest.mark.clause('3.1')
def test_a_reader_arranges_the_home_page_on_a_phone_and_on_a_desk(portal, browser):
    desk = Desk(browser, portal)
    page = desk.page
    found = []
    for path in ('/', f'/sites/{WARD}', '/danh-cho-ban'):
        page.goto(path)
        found += faults_on_screens(page)
    page.get_by_label('Đất đai, nhà ở').check()
    page.get_by_label('Phường, xã quan tâm').select_option(WARD)
    page.get_by_role('button', name='Lưu lựa chọn').click()
    page.wait_for_url('**/')
    found += faults(page, *PHONE.values())

    assert page.locator('.personal h3').inner_text() == 'Xã Ba Vì'
    wait_until(page, 'document.querySelector(".lead img").naturalWidth > 0')
    assert found + desk.wrong == []
    desk.context.close()


def test_blocks_are_composed_without_scripts(portal, browser):
    desk = Desk(browser, portal, java_script_enabled=False).log_in('minh')
    page = desk.page
    page.goto(f'/desk/sites/{WARD}/@@add?type=HomePage')
    page.get_by_label('Tiêu đề (bắt buộc)').fill('Trang chủ mùa Xuân')
    for kind in ('tin-moi', 'gioi-thieu', 'loi-van'):
        page.get_by_label('Loại khối', exact=True).select_option(kind)
        page.get_by_role('button', name='Thêm khối').click()
    page.get_by_label('Lời', exact=True).fill('Chúc mừng năm mới')
    page.locator('#khoi-0 > details > summary').click()
    page.locator('#khoi-0 .pick summary').click()
    page.locator('#khoi-0').get_by_label('Mọi tin của trang này').check()
    page.locator('#khoi-0').get_by_label('Chọn bài đã đăng').fill('tiêm')
    page.get_by_role('button', name='Tìm bài').click()
    page.locator('#khoi-0').get_by_label('Tiêm phòng cho đàn gia súc').check()
    page.get_by_role('button', name='Lên 3. Đoạn văn').click()
    page.get_by_role('button', name='Lên 2. Đoạn văn').click()
    page.get_by_label('Tiêu đề (bắt buộc)').press('Enter')
    page.wait_for_url('**/trang-chu')
    assert desk.wrong == []

    page.goto(f'/desk/sites/{WARD}/trang-chu/@@preview-page')
    shown = page.locator('.block h2').all_inner_texts()
    assert shown == ['Đoạn văn', 'Tin mới của chuyên mục', 'Giới thiệu']
    assert 'Tiêm phòng' in page.locator('.block a').first.inner_text()
    desk.context.close()


def test_the_form_of_blocks_is_for_everybody_and_keeps_what_is_typed(portal, browser):
    desk = Desk(browser, portal).log_in('minh')
    page = desk.page
    page.goto(f'/desk/sites/{WARD}/trang-chu/@@edit')
    found = faults(page, *DESKTOP.values())
    for summary in page.locator('.blocks summary').all():
        summary.click()
    page.get_by_label('Lời', exact=True).fill('Chưa lưu')
    page.locator('.state', has_text='Đã lưu nháp').wait_for()
    found += faults(page, *PHONE.values())
    page.goto(f'/desk/sites/{WARD}/trang-chu/@@edit')
    page.get_by_role('link', name='Khôi phục').first.click()

    expect(page.locator('[name=blocks]')).to_have_value(re.compile('lời: Chưa lưu'))
    assert found + desk.wrong == []
    desk.context.close()


def orders(page):
    """Return the titles of the blocks in the form, as they are numbered."""
    return [text.strip() for text in page.locator('[data-block] > details b').all_inner_texts()]


@pytest.mark.parametrize('size', [DESKTOP, PHONE])
def test_the_order_and_the_sources_of_blocks_are_changed_in_the_page(portal, browser, size):
    desk = Desk(browser, portal).log_in('tuan')
    page, told = desk.page, desk.page.locator('[data-told]')
    page.set_viewport_size(size)
    page.goto(f'/desk/sites/{DEPARTMENT}/trang-chu/@@edit')
    before = orders(page)
    page.get_by_role('button', name='Xuống 1. ').click()
    assert told.inner_text() == f'“{before[0][3:]}”: vị trí 2 trên 3.'
    assert page.locator('button:focus').inner_text().startswith('Xuống')
    page.locator('[data-grip]').nth(1).focus()
    page.keyboard.press('ArrowUp')
    page.keyboard.press('ArrowUp')
    assert told.inner_text() == f'“{before[0][3:]}” đã ở đầu.' and orders(page) == before
    grips = page.locator('[data-grip]')
    grips.nth(2).hover()
    page.mouse.down()
    page.mouse.move(*middle(page.locator('.blocks > ol > li').first))
    page.mouse.up()
    assert orders(page) == [f'{number}. {title[3:]}' for number, title in enumerate(
        [before[2], before[0], before[1]], 1)]

    block = page.locator('[data-block="Tin mới của chuyên mục"]')
    block.locator('> details > summary').click()
    block.locator('.pick summary').click()
    for _row in block.locator('.chosen li').all():
        block.locator('.chosen button[value^="remove "]').first.press('Enter')
    block.get_by_label('Lọc theo tên').fill('lien he')
    assert block.locator('.pick label:visible').count() == 3
    block.get_by_label('Liên hệ').first.check()
    block.get_by_label('Chọn bài đã đăng').fill('suối hai')
    block.get_by_label('Hồ Suối Hai mở đường').check()
    block.get_by_role('button', name='Lên Hồ Suối Hai').click()
    found = faults(page, size['width'], size['height'])
    text = page.locator('[name=blocks]').input_value()
    page.get_by_role('button', name='Lưu', exact=True).last.click()
    page.wait_for_url('**/trang-chu')
    page.goto(f'/desk/sites/{DEPARTMENT}/trang-chu/@@edit')
    assert page.locator('[name=blocks]').input_value() == text
    assert block.locator('.chosen .what > span').all_text_contents()[-2:] == [
        'Hồ Suối Hai mở đường ven hồ cho người đi bộ', 'Liên hệ']
    page.goto(f'/desk/sites/{DEPARTMENT}/trang-chu')
    page.get_by_role('link', name='Sửa bài').first.click()
    page.get_by_role('button', name='Lên 3. ').click()
    page.get_by_role('button', name='Lưu', exact=True).last.click()
    page.wait_for_url('**/trang-chu')
    assert found + desk.wrong == []
    desk.context.close()


def middle(element):
    """Return the point just above the middle of ``element``."""
    box = element.bounding_box()
    return box['x'] + box['width'] / 2, box['y'] + box['height'] / 2 - 8
