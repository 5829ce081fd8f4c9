"""The pages of the desk on links: what leads here, what is broken, where an item may go."""
import pytest
import transaction
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, EDITOR
from support.desk_forms import listed, seated, unnonced
from support.editorial_staff import ward
from support.factories import picture

section = ward


@pytest.fixture
def news(section, editing, publishing):
    """``news(name, body, public=True, place=section)``: a news item, committed."""
    def added(name, body='<p>Thân</p>', public=True, place=section):
        item = editing.add(place, name, 'NewsItem', {
            'title': f'Bài {name}', 'body': body}, 'test')
        if public:
            publishing.publish(item, 'test')
        transaction.commit()
        return item

    return added


HERE = '/desk/sites/bavi/tin-tuc-su-kien/'


def test_an_editor_sees_what_leads_here_before_it_goes(visit, people, bavi, news):
    seated(bavi, people['khach'], EDITOR)
    news('a')
    news('b', '<p><a href="/tin-tuc-su-kien/a">A</a></p>', public=False)

    page = visit('khach').get(HERE + 'a/@@whereused')

    assert listed(page) == ['Bài b'] and 'Liên kết cũ' not in page.text
    assert 'Không có trang nào dẫn đến đây' in visit('khach').get(HERE + 'b/@@whereused').text


def test_an_item_is_called_by_its_public_title_in_the_language_of_the_desk(
        visit, people, bavi, news, editing, publishing):
    seated(bavi, people['khach'], BOARD_MEMBER)
    publishing.publish(editing.translate(news('a'), 'en', {'title': 'Item A'}, 'lan'), 'lan')
    transaction.commit()
    told = [visit('khach').get(f'/english{HERE}a/@@{view}').html.h1.text.strip()
            for view in ('whereused', 'move')]
    assert told == ['Where “Item A” is used', 'Move “Item A”']


def test_a_draft_of_another_site_that_leads_here_is_not_told_of(
        visit, people, small_portal, bavi, news):
    seated(bavi, people['khach'], EDITOR)
    target, there = news('a'), small_portal['sites']['soxaydung']['tin-tuc-su-kien']
    browser = visit('khach')
    before = unnonced(browser.get(HERE + 'a/@@whereused'))
    link = '<p><a href="https://bavi.hanoi.gov.vn/tin-tuc-su-kien/a">A</a></p>'
    news('mat', link, public=False, place=there)

    assert unnonced(browser.get(HERE + 'a/@@whereused')) == before

    news('cong-khai', link, place=there)
    assert listed(browser.get(HERE + 'a/@@whereused')) == ['Bài cong-khai']
    assert target.is_public


def test_old_addresses_of_an_item_are_listed(visit, people, bavi, news, editing):
    seated(bavi, people['khach'], EDITOR)
    editing.rename(news('a'), 'moi', 'test')
    transaction.commit()

    page = visit('khach').get(HERE + 'moi/@@whereused')

    assert '/sites/bavi/tin-tuc-su-kien/a' in page.text


def test_broken_links_are_listed_with_the_page_that_has_them(visit, people, bavi, news):
    seated(bavi, people['khach'], EDITOR)
    news('b', '<p><a href="/tin-tuc-su-kien/khong-co">A</a></p>')
    page = visit('khach').get('/desk/sites/bavi/@@brokenlinks')

    assert listed(page) == ['Bài b']
    assert '/sites/bavi/tin-tuc-su-kien/khong-co' in page.text


def test_a_portrait_of_the_city_is_no_broken_link_of_a_ward(
        visit, people, small_portal, bavi, editing, publishing):
    seated(bavi, people['khach'], EDITOR)
    portrait = Incoming('c.png', picture())
    publishing.publish(editing.add(small_portal['lanh-dao'], 'chan-dung', 'Image', {
        'title': 'Chân dung', 'alt': 'Chân dung', 'image': portrait}, 'test'), 'test')
    publishing.publish(editing.add(bavi['lanh-dao'], 'an', 'Person', {
        'title': 'Lê An', 'position': 'Chủ tịch', 'photo': '/lanh-dao/chan-dung'}, 'test'), 'test')
    transaction.commit()

    assert listed(visit('khach').get('/desk/sites/bavi/@@brokenlinks')) == []


def test_a_member_of_the_board_moves_a_public_item(visit, people, bavi, section, news, editing):
    seated(bavi, people['khach'], BOARD_MEMBER)
    other = editing.add(bavi, 'khac', 'Section', {'title': 'Chuyên mục khác'}, 'test')
    item, browser = news('a'), visit('khach')
    news('b', '<p><a href="/tin-tuc-su-kien/a">A</a></p>')
    page = browser.get(HERE + 'a/@@move')
    assert 'Có 1 mục dẫn đến đây' in ' '.join(page.html.main.get_text().split())

    form = page.forms_by('form')
    form['place'], form['name'] = str(other.__oid__), 'b2'
    page = form.submit(status=303).follow()

    transaction.begin()
    assert other['b2'].__oid__ == item.__oid__ and 'a' not in section
    assert 'Đã chuyển' in page.text
    assert browser.get('/sites/bavi/tin-tuc-su-kien/a').location.endswith('/sites/bavi/khac/b2')


def test_a_name_that_is_taken_or_bad_is_refused_beside_its_field(visit, people, bavi, news):
    seated(bavi, people['khach'], BOARD_MEMBER)
    news('a'), news('b')
    browser = visit('khach')

    for name in ('b', 'Tên Có Dấu', '../x'):
        form = browser.get(HERE + 'a/@@move').forms_by('form')
        form['name'] = name
        page = form.submit(status=422)
        assert page.html.select_one('#e-name').get_text()
    form = browser.get(HERE + 'a/@@move').forms_by('form')
    form['place'].force_value('1')
    assert form.submit(status=422).html.select_one('#e-place').get_text()


def test_an_editor_does_not_move_what_is_public_but_may_move_a_draft(visit, people, bavi, news):
    seated(bavi, people['khach'], EDITOR)
    news('a'), news('b', public=False)
    browser = visit('khach')

    page = browser.get(HERE + 'a/@@move')
    assert 'Không có quyền chuyển chỗ mục này' in page.text
    token = page.html.select_one('input[name=csrf_token]')['value']
    answer = browser.post(HERE + 'a/@@move', {
        'csrf_token': token, 'name': 'c', 'place': str(bavi['tin-tuc-su-kien'].__oid__)},
        status=422)
    assert 'Không có quyền' in answer.text

    form = browser.get(HERE + 'b/@@move').forms_by('form')
    form['name'] = 'c'
    form.submit(status=303)
    browser.get('/sites/bavi/tin-tuc-su-kien/b', status=404)
