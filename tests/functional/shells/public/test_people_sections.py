"""Organisation chart, leaders, contacts, press, procedures: what stands there, what does not."""
import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.errors import Refused
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.shells.public.listings.organisation import DEEPEST, below
from hanoiportal.types.unit.resource import OrganisationUnit
from support.factories import picture

SPEAKER = {'position': 'Chánh Văn phòng', 'phone': '024 3825 3536', 'email': 'pn@hanoi.gov.vn',
           'spokesperson': 'yes', 'decision': 'QĐ 12/QĐ-UBND', 'decided': '2026-07-02'}
BAD = '<script>alert(1)</script> & "nháy"'


@pytest.fixture
def add(small_portal, editing, publishing):
    """``add(section, name, type_name, public=True, english='', **values)``: an item in it."""
    def added(section, name, type_name, public=True, english='', **values):
        values.setdefault('title', name)
        item = editing.add(small_portal[section], name, type_name, values, 'test')
        if public:
            publishing.publish(item, 'test', parse('2026-11-20T08:00'))
        if english:
            publishing.publish(editing.translate(item, 'en', {'title': english}, 'test'), 'test')
        return item

    return added


def titles(page, selector):
    return [link.text for link in page.html.select(selector)]


def test_the_chart_is_a_tree_with_contacts(app, add):
    add('co-cau-to-chuc', 'phong-hai', 'OrganisationUnit', order=2, parent='van-phong')
    add('co-cau-to-chuc', 'phong-mot', 'OrganisationUnit', order=1, parent='/co-cau/van-phong',
        english='Division One')
    add('co-cau-to-chuc', 'van-phong', 'OrganisationUnit', title='Văn phòng <b>Ủy ban</b>',
        phone='(024) 3825 3536', email='vp@hanoi.gov.vn', head='Chánh Văn phòng')
    add('co-cau-to-chuc', 'an', 'OrganisationUnit', public=False, title='Phòng kín')
    add('co-cau-to-chuc', 'tro-troi', 'OrganisationUnit', parent='an', order=9)
    transaction.commit()

    page, english = app.get('/co-cau-to-chuc'), app.get('/english/co-cau-to-chuc')

    assert titles(page, '.orgchart > li > .unit > a.title') == [
        'Văn phòng <b>Ủy ban</b>', 'tro-troi']
    assert titles(page, '.orgchart > li > ul > li > .unit > a.title') == ['phong-mot', 'phong-hai']
    [root, _other] = page.html.select('.orgchart > li > .unit')
    assert 'Chánh Văn phòng' in root.text
    assert [link['href'] for link in root.select('a')][1:] == [
        'tel:(024)38253536', 'mailto:vp@hanoi.gov.vn']
    assert 'Phòng kín' not in page.text
    names = english.html.select('.orgchart > li > ul > li > .unit > a.title')
    assert [(name.text, name.get('lang')) for name in names] == [
        ('Division One', None), ('phong-hai', 'vi')]
    assert 'Văn phòng' in app.get('/co-cau-to-chuc/phong-mot').html.select_one('.facts').text
    assert 'Phòng kín' not in app.get('/co-cau-to-chuc/tro-troi').text


def test_units_that_belong_to_each_other_are_lost_nowhere():
    place = {}

    def unit(name, parent):
        made = place[name] = OrganisationUnit(title=name, parent=parent)
        made.__parent__, made.__name__ = place, name

    for name, parent in (('a', 'b'), ('b', 'a'), ('c', 'a'), ('d', 'd'), ('e', 'nirgends')):
        unit(name, parent)
    for number in range(50):
        unit(f'u{number}', f'u{number - 1}' if number else '')

    found = below(list(place.values()))

    assert sorted(each.title for units in found.values() for each in units) == sorted(place)
    assert [each.title for each in found[None]] == ['a', 'b', 'd', 'e', 'u0']
    assert len(found[place[f'u{DEEPEST - 1}']]) == 50 - DEEPEST


def test_leaders_stand_in_the_order_of_their_rank(app, add, small_portal):
    add('lanh-dao', 'pho', 'Person', title='Ông B', position='Phó Chủ tịch', order=2)
    add('lanh-dao', 'chan-dung', 'Image', title='Ảnh', alt='Chân dung Bà A',
        image=Incoming('a.png', picture(size=(30, 40))))
    add('lanh-dao', 'chan-dung-so', 'Image', title='Chân dung một giám đốc', alt='Giám đốc',
        image=Incoming('b.png', picture(size=(31, 40))))
    add('lanh-dao', 'chu-tich', 'Person', title='Bà A', position='Chủ tịch', order=1,
        photo='/lanh-dao/chan-dung', english='Ms A', duties='<p>Lãnh đạo chung</p>',
        biography='<p>Cử nhân luật</p>', term_from='2026-06-25', unit='UBND thành phố Hà Nội')
    add('lanh-dao', 'khong', 'Person', public=False, title='Ông Nháp', position='Phó')
    add('lich-lam-viec', 'hop', 'Event', title='Họp giao ban', start='2026-11-23T08:00',
        who='/lanh-dao/chu-tich; /lanh-dao/khong; Các sở')
    transaction.commit()

    page, english = app.get('/lanh-dao'), app.get('/english/lanh-dao')
    person, event = app.get('/lanh-dao/chu-tich'), app.get('/lich-lam-viec/hop')

    assert titles(page, '.people h2 a') == ['Bà A', 'Ông B']
    assert titles(page, '.rows a') == []  # portraits, of other sites too, are no documents
    assert 'Chân dung một giám đốc' not in app.get('/sitemap')
    assert page.html.select_one('.people img')['alt'] == 'Chân dung Bà A'
    assert [(name.text, name.get('lang')) for name in english.html.select('.people h2 a')] == [
        ('Ms A', None), ('Ông B', 'vi')]
    assert {'Lãnh đạo chung', 'Cử nhân luật', '25/06/2026', 'UBND thành phố Hà Nội'} <= set(
            person.html.stripped_strings)
    assert person.html.select_one('.agenda li a')['href'] == '/lich-lam-viec/hop'
    assert titles(event, '.facts li') == ['Bà A', 'Các sở']
    assert 'Ông Nháp' not in page.text + person.text + event.text
    small_portal['lanh-dao']['chan-dung'].state = 'draft'
    transaction.commit()
    assert not app.get('/lanh-dao').html.select('.people img')


def test_contacts_are_a_table_beside_the_site_s_own(app, add):
    add('lien-he', 'dau-moi', 'Person', title=BAD, position='Chuyên viên', role='contact',
        unit='Văn phòng', phone='024 1', email='dm@hanoi.gov.vn')
    transaction.commit()

    page = app.get('/lien-he')

    [row] = page.html.select('.contacts tbody tr')
    assert [cell.text for cell in row.select('th, td')] == [
        BAD, 'Chuyên viên', 'Văn phòng', '024 1', 'dm@hanoi.gov.vn']
    assert [each['scope'] for each in page.html.select('.contacts th')] == ['col'] * 5 + ['row']
    assert '<script>alert' not in page.text
    assert 'mailto:' in page.html.select_one('.reach dl').decode()


@pytest.mark.clause('28.10')
def test_the_press_finds_who_speaks_above_what_was_said(app, add):
    add('phat-ngon-bao-chi', 'nguoi', 'Person', title='Ông Phát Ngôn', **SPEAKER)
    add('phat-ngon-bao-chi', 'khac', 'Person', title='Ông Khác', position='Phó')
    for number in range(1, 23):
        add('phat-ngon-bao-chi', f'tin-{number:02}', 'NewsItem', title=f'Thông cáo {number}')
    transaction.commit()

    page = app.get('/phat-ngon-bao-chi')

    [card] = page.html.select('.speakers > li')
    assert 'pn@hanoi.gov.vn' in card.get_text()
    assert {'Ông Phát Ngôn', 'Chánh Văn phòng', '024 3825 3536',
            'QĐ 12/QĐ-UBND', '02/07/2026'} <= set(card.stripped_strings)
    assert len(titles(page, '.rows .title')) == 20
    assert len(titles(app.get('/phat-ngon-bao-chi?page=2'), '.rows .title')) == 2
    assert app.get('/phat-ngon-bao-chi?page=9', expect_errors=True).status_int == 404
    assert 'Ông Khác' not in page.text


@pytest.mark.clause('28.10')
def test_a_spokesperson_is_nobody_without_telephone_mailbox_and_decision(add):
    with pytest.raises(Refused) as refused:
        add('phat-ngon-bao-chi', 'nguoi', 'Person', position='Phó', spokesperson='yes')

    assert set(refused.value.reasons) == {'phone', 'email', 'decision'}


def test_what_cannot_be_right_of_a_person_is_refused(add):
    for values in (
            {'phone': 'gọi tôi'}, {'email': 'a@b?bcc=c'}, {'photo': 'https://anh.vn/a.jpg'},
            {'term_from': '2026-01-02', 'term_to': '2026-01-01'}, {'position': ''}):
        with pytest.raises(Refused):
            add('lanh-dao', 'nguoi', 'Person', **{'position': 'Phó', **values})


@pytest.mark.clause('4.2.c')
def test_a_procedure_is_found_by_search_and_opens_the_national_portal(app, add):
    address = 'https://dichvucong.gov.vn/p/khai-sinh?id=1'
    add('thu-tuc-hanh-chinh', 'khai-sinh', 'Link', title='Đăng ký khai sinh', url=address,
        field='Hộ tịch')
    transaction.commit()

    [hit] = app.get('/search', {'q': 'dang ky khai sinh'}).html.select('.rows a.title')
    page = app.get(hit['href'])

    assert page.html.select_one('main article a[rel~=external]:not(.along a)')['href'] == address


@pytest.mark.clause('8.4')
def test_each_unit_lists_the_services_that_it_gives_and_no_other(
        app, small_portal, editing, publishing):
    for label in ('bavi', 'soxaydung'):
        service = editing.add(
            small_portal['sites'][label]['thu-tuc-hanh-chinh'], 'dich-vu', 'Link',
            {'title': f'Dịch vụ {label}', 'field': 'Đất đai',
             'url': f'https://dichvucong.gov.vn/{label}'}, 'test')
        publishing.publish(service, 'test')
    transaction.commit()

    for label in ('bavi', 'soxaydung'):
        page = app.get(f'/sites/{label}/thu-tuc-hanh-chinh')
        assert titles(page, '.topic .title') == [f'Dịch vụ {label}']
        assert [link['href'] for link in page.html.select('.topic .title')] == [
            f'https://dichvucong.gov.vn/{label}']


@pytest.mark.clause('4.2.c')
def test_procedures_are_grouped_by_field(app, add):
    for name, field in (('mot', 'Hộ tịch'), ('hai', 'Đất đai'), ('ba', 'Hộ tịch')):
        add('thu-tuc-hanh-chinh', name, 'Link', url='https://dichvucong.gov.vn/' + name,
            field=field)
    transaction.commit()

    page = app.get('/thu-tuc-hanh-chinh')

    assert titles(page, '.topic > h2') == ['Đất đai', 'Hộ tịch']
    assert titles(page, '.topic .title') == ['hai', 'ba', 'mot']
    assert page.html.select_one('main form[role=search]')


def test_a_place_is_told_and_shown_with_captions(app, add):
    add('lich-su-van-hoa', 'di-tich', 'Page', title='Di tích', owner_unit='Sở Văn hóa',
        next_review='2027-01-01')
    add('lich-su-van-hoa', 'khue-van-cac', 'Image', title='Khuê Văn Các', english='The pavilion',
        alt='Gác hai tầng mái ngói', summary='Văn Miếu', credit='Trung tâm', image=Incoming(
            'a.png', picture(size=(300, 200))))
    add('lich-su-van-hoa', 'kin', 'Image', public=False, title='Ảnh kín', alt='Ảnh kín',
        image=Incoming('b.png', picture()))
    transaction.commit()

    page, english = app.get('/lich-su-van-hoa'), app.get('/english/lich-su-van-hoa')

    [figure] = page.html.select('.views figure')
    assert figure.img['alt'] == 'Gác hai tầng mái ngói'
    assert figure.figcaption.text.split() == 'Khuê Văn Các Văn Miếu Ảnh: Trung tâm'.split()
    assert titles(page, '.rows .title') == ['Di tích']
    assert titles(english, '.views a') == ['The pavilion'] and 'Ảnh kín' not in page.text


def test_an_empty_section_says_what_will_stand_there(app, small_portal):
    for path, said in (
            ('/co-cau-to-chuc', 'Chuyên mục này chưa có nội dung.'),
            ('/lanh-dao', 'Chuyên mục này chưa có nội dung.'),
            ('/lien-he', 'Danh sách cán bộ đầu mối chưa được công bố'),
            ('/phat-ngon-bao-chi', 'Thông tin về người phát ngôn chưa được công bố.'),
            ('/thu-tuc-hanh-chinh', 'Hồ sơ được nộp trên Cổng Dịch vụ công Quốc gia.'),
            ('/ban-do-dia-gioi', 'Chuyên mục này chưa có nội dung.'),
            ('/lich-lam-viec', 'Chuyên mục này chưa có nội dung.')):
        assert said in app.get(path).text
        assert app.get('/english' + path).status_int == 200
