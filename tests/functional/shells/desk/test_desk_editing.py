"""Writing in the desk: adding, changing and translating, and what becomes of what was typed."""
import pytest
import transaction
from hanoiportal.kernel.tree.lookup import in_work
from support.typing_page import UNCLOSED
from webtest import Upload

SECTION = '/desk/sites/bavi/tin-tuc-su-kien'
ITEM = f'{SECTION}/cho-hoa'
ADD = f'{SECTION}/@@add?type=NewsItem'
pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('staff')]


@pytest.fixture
def item(at_work, ward):
    writer = at_work('bavi-contributor')
    item = writer.editing.add(ward, 'cho-hoa', 'NewsItem', {
        'title': 'Chợ hoa', 'summary': 'Từ 15 tháng Chạp', 'body': '<p>Chào Xuân</p>'}, writer.id)
    transaction.commit()
    return item


def writing(page):
    """Return the form in which the text is written."""
    return next(form for form in page.forms.values() if 'title' in form.fields)


def test_a_contributor_adds_a_piece_and_comes_to_its_record(visit, ward):
    page = visit('bavi-contributor').get(ADD)
    form = writing(page)
    form['title'], form['body'] = 'Chợ hoa ngày Tết', '<p>Phố Hàng Lược</p>'
    answer = form.submit()

    assert answer.location.endswith('/desk/sites/bavi/tin-tuc-su-kien/cho-hoa-ngay-tet')
    assert 'Đã thêm “Chợ hoa ngày Tết”.' in answer.follow()
    transaction.begin()
    assert ward['cho-hoa-ngay-tet'].state == 'draft'


def test_a_form_that_is_refused_keeps_what_was_typed(visit):
    form = writing(visit('bavi-contributor').get(ADD))
    form['body'], form['keywords'] = '<p>Nội dung dài</p>', 'hoa; chợ'
    answer = form.submit(status=422)

    assert 'Chưa nhập tiêu đề.' in answer
    again = writing(answer)
    assert (again['body'].value, again['keywords'].value) == ('<p>Nội dung dài</p>', 'hoa; chợ')


def test_the_name_in_the_address_may_be_chosen_and_is_checked(visit, ward):
    form = writing(visit('bavi-contributor').get(ADD))
    form['title'], form['edit.name'] = 'Chợ hoa', 'Chợ Hoa'
    answer = form.submit(status=422)
    assert 'không dùng được trong địa chỉ' in answer

    form = writing(answer)
    form['edit.name'] = 'cho-hoa-2027'
    assert form.submit().location.endswith('/cho-hoa-2027')


def test_only_the_types_of_the_place_that_one_may_add_are_offered(visit):
    page = visit('bavi-contributor').get('/desk/sites/bavi/lanh-dao/@@add')
    assert 'type=Page' in page and 'type=File' in page and 'type=NewsItem' not in page

    assert 'type=Section' not in visit('bavi-contributor').get('/desk/sites/bavi/@@add')
    visit('bavi-contributor').get('/desk/sites/bavi/@@add?type=Section', status=404)
    visit('bavi-contributor').get(f'{SECTION}/@@add?type=Nothing', status=404)


def test_saving_says_so_and_keeps_the_note(item, visit):
    form = writing(visit('bavi-contributor').get(f'{ITEM}/@@edit'))
    form['title'], form['edit.note'] = 'Chợ hoa Xuân', 'Đổi tên'
    assert 'Đã lưu.' in form.submit().follow()

    transaction.begin()
    assert (item.title, item.history[-1].note) == ('Chợ hoa Xuân', 'Đổi tên')


def test_one_may_save_and_go_on_writing(item, visit):
    form = writing(visit('bavi-contributor').get(f'{ITEM}/@@edit'))
    form['title'] = 'Chợ hoa Xuân'
    answer = form.submit('edit.stay')

    assert answer.location.endswith('/cho-hoa/@@edit')
    assert writing(answer.follow())['title'].value == 'Chợ hoa Xuân'


def test_two_who_change_different_fields_lose_nothing(item, visit):
    editor, writer = visit('bavi-editor'), visit('bavi-contributor')
    first, second = (writing(each.get(f'{ITEM}/@@edit')) for each in (editor, writer))
    first['title'] = 'Chợ hoa phố cổ'
    first.submit(status=303)
    second['summary'] = 'Từ 20 tháng Chạp'
    second.submit(status=303)

    transaction.begin()
    assert (item.title, item.summary) == ('Chợ hoa phố cổ', 'Từ 20 tháng Chạp')


def test_two_who_change_one_field_are_shown_both_texts(item, visit):
    editor, writer = visit('bavi-editor'), visit('bavi-contributor')
    first, second = (writing(each.get(f'{ITEM}/@@edit')) for each in (editor, writer))
    first['title'] = 'Chợ hoa phố cổ'
    first.submit(status=303)
    second['title'] = 'Chợ hoa Hàng Lược'
    answer = second.submit()

    assert 'Chợ hoa phố cổ' in answer.html.get_text() and 'Hàng Lược' in answer
    choose = next(form for form in answer.forms.values() if 'choice.title' in form.fields)
    choose['choice.title'] = 'mine'
    choose.submit(status=303)
    transaction.begin()
    assert item.title == 'Chợ hoa Hàng Lược'


def test_a_public_text_is_not_touched_by_an_edit(item, visit, publishing, app):
    publishing.publish(item, 'test')
    transaction.commit()
    form = writing(visit('bavi-editor').get(f'{ITEM}/@@edit'))
    form['title'] = 'Bí mật đến ngày duyệt'
    page = form.submit().follow()

    assert 'Bản đang công khai vẫn giữ nguyên' in page
    assert 'Bí mật' not in app.get('/sites/bavi/tin-tuc-su-kien/cho-hoa')
    transaction.begin()
    assert (item.title, in_work(item).title) == ('Chợ hoa', 'Bí mật đến ngày duyệt')
    again = writing(visit('bavi-editor').get(f'{ITEM}/@@edit'))
    assert again['title'].value == 'Bí mật đến ngày duyệt'


def test_a_translator_writes_beside_the_vietnamese_text(item, visit, publishing):
    publishing.publish(item, 'test')
    transaction.commit()
    page = visit('bavi-translator').get(f'{ITEM}/@@edit?language=en')
    assert 'Từ 15 tháng Chạp' in page and 'genre' not in writing(page).fields
    assert page.html.select_one('.tabs [aria-current]')['href'] == f'{ITEM}/@@edit?language=en'
    form = writing(page)
    form['title'] = 'Flower market'
    answer = form.submit()

    assert answer.location.endswith('/cho-hoa?language=en')
    transaction.begin()
    assert item.translations['en'].title == 'Flower market'
    assert item.translations['en'].state == 'draft'


def test_what_is_not_there_cannot_be_written(item, visit):
    for address in (
            f'{ITEM}/@@edit?language=xx', f'{ITEM}/@@edit?language=',
            f'{SECTION}/khong-co/@@edit'):
        visit('bavi-editor').get(address, status=404)


def test_those_who_may_not_write_get_no_form(item, visit):
    for login in ('bavi-translator', 'kiemtra', 'soxaydung-editor', 'hanoi-head'):
        visit(login).get(f'{ITEM}/@@edit', status=404)


def test_a_section_is_changed_by_who_manages_the_site(ward, visit):
    visit('bavi-editor').get(f'{SECTION}/@@edit', status=404)
    form = writing(visit('quanly').get(f'{SECTION}/@@edit'))
    form['title'] = 'Tin tức Ba Vì'

    assert form.submit().location.endswith('/tin-tuc-su-kien/@@contents')
    transaction.begin()
    assert ward.title == 'Tin tức Ba Vì'


def test_the_only_type_of_a_place_needs_no_choosing(visit):
    chosen = visit('bavi-contributor').get('/desk/sites/bavi/tuyen-dung/@@add')

    assert chosen.location.endswith('@@add?type=NewsItem')
    assert visit('quanly').get('/desk/sites/bavi/@@add').location.endswith('@@write')


def test_a_file_is_uploaded_and_a_wrong_one_is_refused_in_words(visit, ward):
    browser = visit('bavi-contributor')
    form = writing(browser.get('/desk/sites/bavi/lanh-dao/@@add?type=File'))
    form['title'], form['file'] = 'Mẫu đơn', Upload('mau.pdf', b'MZ not a pdf')
    answer = form.submit(status=422)
    assert writing(answer)['title'].value == 'Mẫu đơn'

    form = writing(answer)
    form['file'] = Upload('mau.pdf', b'%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n')
    form.submit(status=303)
    transaction.begin()
    assert ward.__parent__['lanh-dao']['mau-don'].file.filename == 'mau.pdf'


def test_plain_text_becomes_paragraphs_at_its_blank_lines(visit, ward):
    form = writing(visit('bavi-contributor').get(ADD))
    form['title'], form['body'] = 'Chợ hoa', 'Dòng một\r\nR&D\r\n \r\nĐoạn hai'
    form.submit(status=303)

    transaction.begin()
    assert ward['cho-hoa'].body == '<p>Dòng một<br>R&amp;D</p>\n<p>Đoạn hai</p>'


def test_a_long_title_is_cut_at_a_word_and_says_so(visit):
    form = writing(visit('bavi-contributor').get(ADD))
    form['title'] = 'Ủy ban nhân dân xã Ba Vì ban hành kế hoạch chuyển đổi số năm 2027 ' * 2
    said = form.submit().follow().html.select_one('.flashes').get_text().strip()

    assert said == ('Đã thêm “Ủy ban nhân dân xã Ba Vì ban hành kế hoạch chuyển đổi số năm 2027 '
                    'Ủy ban nhân …”.')
