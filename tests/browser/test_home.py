"""Home pages in a real browser: composed at the desk and arranged by a reader, without scripts."""
import pytest
from servers.browser import DESKTOP, PHONE, axe
from servers.office import LIBRARY, SECTION, WARD, Desk, office

PICTURE = f'/sites/{WARD}/{LIBRARY}/dap-suoi-hai'
NEWS = [
    {'title': 'Lịch tiếp công dân tháng 12 của lãnh đạo Ủy ban nhân dân', 'images': PICTURE},
    {'title': 'Tiêm phòng cho đàn gia súc vụ đông'},
    {'title': 'Hồ Suối Hai mở đường ven hồ cho người đi bộ', 'images': PICTURE,
     'summary': 'Con đường dài bốn ki-lô-mét, có lối cho xe lăn và chỗ nghỉ chân.'}]
OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'


def fill(environment):
    """Put news into the city and into the ward."""
    for site in (environment.portal, environment.portal['sites'][WARD]):
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
        found += faults(page, *DESKTOP.values()) + faults(page, *PHONE.values())
    page.get_by_label('Đất đai, nhà ở').check()
    page.get_by_label('Phường, xã quan tâm').select_option(WARD)
    page.get_by_role('button', name='Lưu lựa chọn').click()
    page.wait_for_url('**/')
    found += faults(page, *PHONE.values())

    assert page.locator('.personal h3').inner_text() == 'Xã Ba Vì'
    assert page.locator('.lead img').evaluate('it => it.complete && it.naturalWidth > 0')
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
    page.get_by_role('button', name='Lên 3. Đoạn văn').click()
    page.get_by_role('button', name='Lên 2. Đoạn văn').click()
    page.get_by_label('Tiêu đề (bắt buộc)').press('Enter')
    page.wait_for_url('**/trang-chu')
    assert desk.wrong == []

    page.goto(f'/desk/sites/{WARD}/trang-chu/@@preview-page')
    shown = page.locator('.block h2').all_inner_texts()
    assert shown == ['Đoạn văn', 'Tin mới của chuyên mục', 'Giới thiệu']
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

    assert 'lời: Chưa lưu' in page.locator('[name=blocks]').input_value()
    assert found + desk.wrong == []
    desk.context.close()
