"""Where something is written: the type first, then the section that takes it."""
import pytest
import transaction
from hanoiportal.kernel.security.authorization.roles import CONTRIBUTOR
from support.desk_forms import seated

WRITE = '/desk/sites/bavi/@@write'
pytestmark = pytest.mark.usefixtures('staff')


def links(page, css='main a'):
    return {link.get_text(): link['href'] for link in page.html.select(css)}


def test_news_is_begun_in_three_steps_and_never_in_the_form_of_the_home_page(visit):
    writer = visit('bavi-contributor')
    kinds = writer.get('/desk').click('Ba Vì', href='@@write')
    titles = [link.get_text() for link in kinds.html.select('.kinds a')]
    assert titles[:3] == ['Tin, bài', 'Văn bản', 'Hình ảnh'] and 'Trang chủ' not in titles

    sections = kinds.click('Tin, bài')
    assert [each.get_text() for each in sections.html.select('main h2')][:2] == [
        'Tin tức', 'Văn bản, pháp luật']
    form = sections.click('Tin tức, sự kiện')
    assert form.request.path_qs == '/desk/sites/bavi/tin-tuc-su-kien/@@add?type=NewsItem'
    assert form.html.h1.get_text() == 'Viết tin, bài mới – Tin tức, sự kiện'


def test_a_type_that_one_section_takes_leads_to_its_form_at_once(visit):
    kinds = links(visit('bavi-contributor').get(WRITE), '.kinds a')

    assert kinds['Bộ ảnh'] == '/desk/sites/bavi/da-phuong-tien/@@add?type=PhotoSet'


def test_the_home_page_stands_apart_and_under_its_name(visit, small_portal):
    own = 'section[aria-labelledby=h-own] a'
    writer, site = visit('bavi-contributor'), small_portal['sites']['bavi']
    assert links(writer.get(WRITE), own) == {
        'Thêm trang chủ': '/desk/sites/bavi/@@add?type=HomePage'}
    assert 'Thêm chuyên mục' in links(visit('quanly').get(WRITE), own)

    form = next(form for form in writer.get('/desk/sites/bavi/@@add?type=HomePage').forms.values()
                if 'title' in form.fields)
    form['title'] = 'Trang chủ'
    form.submit(status=303)
    transaction.begin()
    assert 'trang-chu' in site
    assert links(writer.get(WRITE), own) == {'Trang chủ': '/desk/sites/bavi/trang-chu'}


def test_a_list_offers_what_its_section_is_for_and_the_list_of_a_site_the_choice(visit):
    writer = visit('bavi-contributor')

    assert links(writer.get('/desk/sites/bavi/tin-tuc-su-kien/@@contents'), '.actions a') == {
        'Viết tin, bài mới': '/desk/sites/bavi/tin-tuc-su-kien/@@add?type=NewsItem',
        'Thêm loại khác…': '/desk/sites/bavi/tin-tuc-su-kien/@@add'}
    assert links(writer.get('/desk/sites/bavi/lanh-dao/@@contents'), '.actions a') == {
        'Thêm lãnh đạo, cán bộ': '/desk/sites/bavi/lanh-dao/@@add?type=Person',
        'Thêm loại khác…': '/desk/sites/bavi/lanh-dao/@@add'}
    assert links(writer.get('/desk/sites/bavi/@@contents'), '.actions a') == {
        'Viết bài mới': WRITE}


def test_who_writes_in_one_section_comes_to_its_form(visit, people, small_portal):
    seated(small_portal['sites']['bavi']['tuyen-dung'], people['khach'], CONTRIBUTOR)
    writer = visit('khach')

    assert writer.get('/desk').click('›', href='@@add').location.endswith('?type=NewsItem')
    writer.get(WRITE, status=404)


def test_what_no_section_takes_has_no_sections_to_choose(visit):
    for query in ('type=Section', 'type=HomePage', 'type=khong', 'type=%3Cb%3E'):
        visit('bavi-contributor').get(f'{WRITE}?{query}', status=404)


@pytest.mark.parametrize('login', ['kiemtra', 'soxaydung-editor'])
def test_who_may_not_write_at_a_site_is_not_asked(visit, login):
    visit(login).get(WRITE, status=404)
