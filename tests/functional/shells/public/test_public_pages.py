"""Every kind of page that a visitor opens, in Vietnamese and in English."""
import datetime

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.editorial.publishing.interfaces import OUTDATED
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.seed import provisioning
from persistent.list import PersistentList
from support import ROOT
from support.application import copy_content
from support.clocks import NOW
from support.domain_names import permit
from support.factories import picture

NEWS = '/tin-tuc-su-kien/mot-tin'
CONFIRMED = {'contact_source': 'Công văn 12/UBND-VP', 'contact_confirmed': '2026-11-02'}


@pytest.fixture(scope='module')
def stock(portal_in, small_content, tmp_path_factory):
    """The content of ``stocked``, to be copied."""
    folder = tmp_path_factory.mktemp('stock')
    copy_content(small_content, folder)
    with portal_in(folder) as environment:
        steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
        portal, editing, publishing = environment.portal, steps._editing, steps._publishing
        steps.pages(portal, 'city', 'hanoi.gov.vn')
        steps.news(portal)
        steps.pages(portal['sites']['soxaydung'], 'agency', 'hanoi.gov.vn')
        item = editing.add(portal['tin-tuc-su-kien'], 'mot-tin', 'NewsItem', {
            'title': 'Một tin', 'summary': 'Tóm tắt', 'body': '<p>Nội dung</p>',
            'author': 'Nguyễn Văn An', 'source_agency': 'Sở Nội vụ',
            'keywords': ('cải cách',)}, 'test')
        publishing.publish_imported(item, 'test', 'tests', NOW)
        translation = editing.translate(
            item, 'en', {'title': 'A piece of news', 'body': '<p>Text</p>'}, 'test')
        publishing.publish_imported(translation, 'test', 'tests')
        transaction.commit()
    return folder


@pytest.fixture
def begins_with(request, begins_with):
    return request.getfixturevalue('stock') if 'stocked' in request.fixturenames else begins_with


@pytest.fixture
def stocked(small_portal):
    """The small portal with the standing pages and news of config/hanoi and one item more."""
    return small_portal


PAGES = {
    '/': ('Cổng Thông tin điện tử thành phố Hà Nội', 'Hanoi City Portal'),
    '/sites/soxaydung': ('Sở Xây dựng', 'Department of Construction'),
    '/tin-tuc-su-kien': ('Tin tức, sự kiện', 'News and events'),
    '/gioi-thieu': ('Giới thiệu', 'About'),
    '/gioi-thieu/bao-ve-du-lieu-ca-nhan': (
        'Bảo vệ dữ liệu cá nhân', 'Protection of personal data'),
    NEWS: ('Một tin', 'A piece of news'),
}


@pytest.mark.clause('5.2.a')
def test_a_page_has_one_heading_in_the_language_asked_for(app, stocked):
    for path in PAGES:
        vietnamese, english = app.get(path), app.get('/english' + path)

        headings = [[heading.text.strip() for heading in page.html.find_all('h1')]
                    for page in (vietnamese, english)]
        assert headings == [[PAGES[path][0]], [PAGES[path][1]]]
        assert [page.html.html['lang'] for page in (vietnamese, english)] == ['vi', 'en']
        assert [page.headers['Content-Language'] for page in (vietnamese, english)] == ['vi', 'en']


def test_a_page_of_no_resource_answers_in_both_languages(app, stocked):
    for path in ('/sites', '/sitemap', '/search', '/search?q=thong+tin'):
        vietnamese, english = app.get(path), app.get('/english' + path)

        assert [page.html.html['lang'] for page in (vietnamese, english)] == ['vi', 'en'], path
        assert len(vietnamese.html.find_all('h1')) == len(english.html.find_all('h1')) == 1, path


def test_the_head_leads_home_to_the_sections_and_to_search(app, stocked):
    page = app.get('/tin-tuc-su-kien')

    head = page.html.header
    assert head.find('a', class_='name')['href'] == '/'
    assert head.find('form', role='search')['action'] == '/search'
    menu = head.find('nav', class_='menu')
    assert menu.find('a', attrs={'aria-current': 'page'}).text == 'Tin tức'
    assert page.html.find('a', class_='skip')['href'] == '#noi-dung'
    assert page.html.main['id'] == 'noi-dung'


def test_the_menu_marks_where_the_reader_is(app, stocked):
    def marked(path):
        menu = app.get(path).html.find(class_='menu')
        return [(link.text, link['aria-current']) for link in menu.find_all('a')
                if link.get('aria-current')]

    assert marked('/') == [('Trang chủ', 'page')]
    assert marked('/tin-tuc-su-kien') == [('Tin tức', 'page')]
    assert marked(NEWS) == [('Tin tức', 'true')]
    assert marked('/sites') == [('Cơ quan, xã, phường', 'page')]
    assert marked('/search') == []


def test_a_section_that_is_renamed_is_so_in_the_menu_of_every_page_at_once(app, stocked, editing):
    assert 'Tin nóng' not in app.get(NEWS).text

    editing.edit(stocked['tin-tuc-su-kien'], {'short_title': 'Tin nóng'}, 'test')
    transaction.commit()

    assert app.get(NEWS).html.find(class_='menu').find('a', string='Tin nóng')
    assert app.get('/gioi-thieu').html.find(class_='menu').find('a', string='Tin nóng')


@pytest.mark.clause('6.1')
def test_the_foot_names_the_owner_who_answers_and_how_to_reach_them(app, stocked):
    foot = app.get('/').html.footer

    text = ' '.join(foot.text.split())
    assert 'Ủy ban nhân dân thành phố Hà Nội' in text
    assert 'được giao vận hành' not in text and 'Trưởng Ban Biên tập' not in text
    assert 'Số 12 Lê Lai' in text
    links = [link['href'] for link in foot.find_all('a')]
    assert {'tel:02438253536', 'mailto:thongtin@hanoi.gov.vn', '/sitemap',
            '/gioi-thieu/dieu-khoan-su-dung', '/gioi-thieu/bao-ve-du-lieu-ca-nhan'} <= set(links)
    assert foot.select_one('[rel=license]')['href'] == '/gioi-thieu/dieu-khoan-su-dung'
    assert foot.select_one('.rights').text.startswith('©')



def bodies(app, path):
    """Return ``[(body, [what it is to the site])]`` of the foot of ``path``."""
    return [(each.text, [before.text for before in each.find_previous_siblings('dt')][::-1])
            for each in app.get(path).html.footer.select('.owner + dl dd')]


@pytest.mark.clause('6.2')
@pytest.mark.clause('6.3')
def test_the_foot_names_no_body_that_is_not_declared(app, stocked, editing):
    alone = [('Ủy ban nhân dân xã Ba Vì', ['Cơ quan chủ quản'])]
    assert bodies(app, '/sites/bavi') == alone
    contact = '/sites/bavi/tiep-can-thong-tin'
    for path in ('/sites/bavi', '/english/sites/bavi', contact, '/sites/bavi/sitemap'):
        assert 'Chưa khai báo' not in app.get(path).text
    assert 'Ủy ban nhân dân xã Ba Vì' in app.get(contact).html.find(id='dau-moi').text

    editing.edit(stocked['sites']['bavi'], {
        'managing_body': 'Văn phòng HĐND và UBND xã', 'operating_unit': 'Tổ công nghệ'}, 'test')
    transaction.commit()

    assert bodies(app, '/sites/bavi') == [
        *alone, ('Văn phòng HĐND và UBND xã', ['Cơ quan quản lý']),
        ('Tổ công nghệ', ['Đơn vị vận hành'])]
    assert 'Văn phòng HĐND và UBND xã' in app.get(contact).html.find(id='dau-moi').text


def test_a_body_that_is_several_things_to_a_site_stands_once_in_its_foot(app, stocked, editing):
    site = stocked['sites']['bavi']
    editing.edit(site, {'managing_body': site.owner, 'operating_unit': site.owner}, 'test')
    transaction.commit()

    assert bodies(app, '/sites/bavi') == [('Ủy ban nhân dân xã Ba Vì', [
        'Cơ quan chủ quản', 'Cơ quan quản lý', 'Đơn vị vận hành'])]


@pytest.mark.clause('15.2.b')
@pytest.mark.parametrize('language', ['', '/english'])
def test_the_terms_name_the_decree_on_social_networks_that_is_in_force(app, stocked, language):
    terms = app.get(f'{language}/gioi-thieu/dieu-khoan-su-dung').html.select_one('.prose')

    [said] = [each for each in terms.select('p') if 'dieu-15-khoan-2-diem-b' in str(each)]
    old, new = said.text.index('72/2013/NĐ-CP'), said.text.index('147/2024/NĐ-CP')
    assert old < new


@pytest.mark.clause('34.1')
@pytest.mark.parametrize('language', ['', '/english'])
def test_every_page_leads_to_the_terms_that_name_what_a_reader_owes(app, stocked, language):
    terms = f'{language}/gioi-thieu/dieu-khoan-su-dung'
    for path in ('/', NEWS, '/tin-tuc-su-kien', '/search', '/sites/soxaydung'):
        assert app.get(language + path).html.footer.select_one('[rel=license]')['href'] == terms

    links = {link['href'] for link in app.get(terms).html.select('.prose a')}
    assert {f'{language}/van-ban-hanh-chinh/4263-qd-ubnd#dieu-15-khoan-2-diem-{point}'
            for point in 'ab'} <= links


@pytest.mark.clause('12.1.b/2')
def test_contacts_that_nobody_confirmed_are_not_shown_but_the_switchboard_of_the_city(
        app, stocked, editing):
    bavi, unconfirmed = stocked['sites']['bavi'], {'phone': '024 3388 1234', 'address': 'Nhà 9'}
    editing.edit(bavi, unconfirmed, 'test')
    transaction.commit()

    for address in ('/sites/bavi', '/sites/bavi/lien-he', '/sites/bavi/tiep-can-thong-tin',
                    '/sites/bavi/tuyen-bo-tiep-can'):
        page = app.get(address)
        assert not [each for each in unconfirmed.values() if each in page.text]
        assert f'Tổng đài Thành phố {stocked.phone}' in page.html.footer.text
    contacts = app.get('/sites/bavi/lien-he').html.main.text
    assert stocked.phone in contacts and 'theo địa chỉ trên' not in contacts
    with pytest.raises(Refused) as refused:
        editing.edit(bavi, {'contact_confirmed': '2026-11-02'}, 'test')
    assert 'contact_source' in refused.value.reasons
    editing.edit(bavi, CONFIRMED, 'test')
    transaction.commit()
    contacts = app.get('/sites/bavi/lien-he').html.main.text
    assert 'Nhà 9' in contacts and 'Xác nhận ngày 02/11/2026' in contacts
    assert stocked.phone not in contacts


@pytest.mark.clause('12.1.b/2')
def test_the_channels_by_which_a_site_takes_documents_stand_in_its_foot_and_contacts(
        app, stocked, editing):
    reached = {'email': 'bavi@hanoi.gov.vn', 'phone': '024 3388 1234', 'fax': '024 3388 1235'}
    assert 'Fax' not in app.get('/sites/bavi').text
    editing.edit(stocked['sites']['bavi'], {**reached, **CONFIRMED}, 'test')
    transaction.commit()

    foot = app.get('/sites/bavi').html.footer
    contacts = app.get('/sites/bavi/lien-he').html.main
    asked = app.get('/sites/bavi/tiep-can-thong-tin').html.find(id='dau-moi')
    for place in (foot, contacts, asked):
        assert 'Fax' in place.text and not [
            each for each in reached.values() if each not in place.text]
    [data] = app.get('/sites/bavi').html.find_all('script', type='application/ld+json')
    assert '"faxNumber":"024 3388 1235"' in data.string.replace(': ', ':')


def test_the_steps_to_a_page_begin_at_its_own_site(app, stocked):
    page = app.get('/sites/bavi/tin-tuc-su-kien')

    assert [step.text for step in page.html.select('.crumbs li')] == ['Trang chủ', 'Tin tức']


def test_a_standing_page_that_is_not_there_is_not_linked_to(app):
    assert '/gioi-thieu/bao-ve-du-lieu-ca-nhan' not in app.get('/').text


@pytest.mark.clause('15.2.a')
def test_an_item_says_how_to_cite_it(app, stocked, small_portal):
    published = small_portal['tin-tuc-su-kien']['mot-tin'].published_at

    block = app.get(NEWS).html.find(class_='citation')

    assert 'Nguyễn Văn An' in block.text
    assert 'Sở Nội vụ' in block.text
    assert block.time['datetime'].endswith('+07:00')
    sentence = block.find(class_='sentence').text
    assert sentence.startswith('Nguyễn Văn An, “Một tin”, Sở Nội vụ, ')
    assert sentence.endswith(f'{published.year}, http://localhost' + NEWS)


@pytest.fixture
def revise(at_work, clock):
    """``revise(document, values, change, note='', site='hanoi')``: by an editor and the board of
    ``site``, a day later.
    """
    def revised(document, values, change, note='', site='hanoi'):
        editor, member = at_work(f'{site}-editor'), at_work(f'{site}-member')
        clock.at += datetime.timedelta(days=1)
        editor.edit(document, **values)
        editor.take(document, 'submit', change=change, change_note=note)
        editor.take(document, 'pass_on')
        member.approve(document)
        transaction.commit()

    return revised


def told(app, path=NEWS):
    """Return ``{term: text}`` of the citation block."""
    return {row.dt.text: ' '.join(' '.join(each.text.split()) for each in row.find_all('dd'))
            for row in app.get(path).html.find(class_='citation').find_all('div')}


@pytest.mark.clause('13.2.a/2')
def test_a_major_change_is_told_with_its_time_and_what_it_was(app, clock, stocked, revise):
    item = stocked['tin-tuc-su-kien']['mot-tin']
    assert told(app)['Đăng lúc'] == '09:30 ngày 24/11/2026'
    assert 'Cập nhật lúc' not in told(app)

    revise(item, {'body': '<p>Khác</p>'}, 'major', 'Sửa <b>số</b> liệu')
    revise(item, {'body': '<p>Khác nữa</p>'}, 'major', 'Thêm bảng')

    page = app.get(NEWS)
    above, _told, below = page.text.partition('09:30 ngày 26/11/2026</time>: <span>Thêm bảng')
    assert '<h1>' in above and '<p>Khác nữa</p>' in below
    assert page.html.select_one('.changed a:not([rel])')['href'] == '#trich-dan'
    block = told(app)
    assert block['Xuất bản lần đầu lúc'] == '09:30 ngày 24/11/2026'
    assert block['Cập nhật lúc'] == '09:30 ngày 26/11/2026'
    assert block['Những nội dung đã cập nhật'] == (
        '09:30 ngày 26/11/2026: Thêm bảng 09:30 ngày 25/11/2026: Sửa <b>số</b> liệu')


def updates(app, path=NEWS, **kw):
    """Return the words of the page of changes, ``None`` if nothing leads there."""
    [link] = app.get(path).html.select('.changed a[rel=nofollow]') or [None]
    return link and [' '.join(each.get_text(' ').split())
                     for each in app.get(link['href'], **kw).html.select('article section')]


@pytest.mark.clause('13.2.a/2')
def test_what_a_major_change_did_can_be_read(app, clock, stocked, revise):
    item = stocked['tin-tuc-su-kien']['mot-tin']
    app.get(f'{NEWS}/noi-dung-cap-nhat', status=404)
    revise(item, {'body': '<p>Chợ mở ngày 15</p>'}, 'major', 'Sửa <b>ngày</b>')
    revise(item, {'body': '<p>Chợ mở ngày 16</p>'}, 'minor')
    revise(item, {'title': 'Một tin mới', 'body': '<p>Chợ mở ngày 20</p>'}, 'major', 'Đổi ngày')

    last, first = updates(app)
    assert last.startswith('09:30 ngày 27/11/2026 Đổi ngày Tiêu đề Một tin mới')
    assert 'Sửa <b>ngày</b>' in first and first.endswith('Chợ mở ngày 15')
    page = app.get(f'{NEWS}/noi-dung-cap-nhat')
    [changed] = [each for each in page.html.select('section')[0].select('.prose') if each.ins
                 and '20' in each.text]
    assert (changed.select_one('del').text, changed.ins.text) == ('16', '20')
    assert 'người viết' not in page and 'hanoi-editor' not in page


def test_no_version_that_was_withdrawn_or_erased_is_shown_again(
        app, clock, stocked, revise, at_work):
    item, member = stocked['tin-tuc-su-kien']['mot-tin'], at_work('hanoi-member')
    revise(item, {'body': '<p>Số điện thoại của ông A</p>'}, 'major', 'Thêm số')
    member.take(item, 'withdraw', meaning='error', note='Sai')
    revise_withdrawn(item, at_work, clock)

    assert updates(app) is None and 'Đã sửa' in app.get(NEWS)
    app.get(f'{NEWS}/noi-dung-cap-nhat', status=404)

    revise(item, {'body': '<p>Khác</p>'}, 'major', 'Sửa lại')
    assert len(updates(app)) == 1 and 'ông A' not in updates(app)[0]
    item.history = PersistentList()
    transaction.commit()
    assert updates(app) is None


def revise_withdrawn(item, at_work, clock):
    """Open ``item`` again, change it and make it public."""
    editor, member = at_work('hanoi-editor'), at_work('hanoi-member')
    clock.at += datetime.timedelta(days=1)
    editor.take(item, 'reopen', note='Sửa lại')
    editor.edit(item, body='<p>Đã sửa</p>')
    editor.take(item, 'submit')
    editor.take(item, 'pass_on')
    member.approve(item)
    transaction.commit()


def test_feeds_tell_of_major_changes_alone(app, clock, stocked, revise):
    item = stocked['tin-tuc-su-kien']['mot-tin']

    def updated():
        entry = app.get('/tin-tuc-su-kien/atom.xml').text.partition('Một tin</title>')[2]
        return entry.partition('<updated>')[2].partition('</updated>')[0]

    before = updated()
    revise(item, {'body': '<p>Đúng dấu</p>'}, 'minor')
    assert updated() == before != ''
    revise(item, {'body': '<p>Khác</p>'}, 'major', 'Sửa số liệu')
    assert updated() > before


@pytest.mark.clause('13.2.b/2')
def test_a_change_on_a_component_site_is_public_with_its_time_once_its_board_approves(
        app, clock, stocked, editing, publishing, revise):
    path = '/sites/bavi/tin-tuc-su-kien/o-xa'
    item = editing.add(stocked['sites']['bavi']['tin-tuc-su-kien'], 'o-xa', 'NewsItem', {
        'title': 'Tin ở xã', 'body': '<p>Nội dung</p>'}, 'test')
    publishing.publish_imported(item, 'test', 'tests', NOW)
    transaction.commit()
    assert 'Cập nhật lúc' not in told(app, path)

    revise(item, {'body': '<p>Khác</p>'}, 'major', 'Sửa số liệu', site='bavi')

    assert '<p>Khác</p>' in app.get(path).text
    assert told(app, path)['Cập nhật lúc'] == '09:30 ngày 25/11/2026'
    assert 'Sửa số liệu' in ' '.join(told(app, path).values())


def test_a_minor_change_is_public_without_a_word_about_it(app, clock, stocked, revise):
    revise(stocked['tin-tuc-su-kien']['mot-tin'], {'body': '<p>Đúng dấu</p>'}, 'minor')

    assert '<p>Đúng dấu</p>' in app.get(NEWS).text
    assert not {'Cập nhật lúc', 'Những nội dung đã cập nhật'} & set(told(app))
    assert not app.get(NEWS).html.select('.changed')


def test_search_engines_are_told_of_every_change(app, clock, stocked, revise):
    revise(stocked['tin-tuc-su-kien']['mot-tin'], {'body': '<p>Đúng dấu</p>'}, 'minor')

    entry = app.get('/sitemap.xml').text.partition(f'{NEWS}</loc>')[2]

    assert entry.startswith('<lastmod>2026-11-25T09:30:00+07:00</lastmod>')


def test_what_waits_for_approval_changes_no_page(app, clock, stocked, editing):
    before = app.get(NEWS).text

    editing.edit(stocked['tin-tuc-su-kien']['mot-tin'], {'body': '<p>Khác</p>'}, 'test')
    transaction.commit()

    assert app.get(NEWS).text == before


@pytest.fixture
def archived(stocked, publishing):
    """The news item, which has an English text, withdrawn as out of date."""
    item = stocked['tin-tuc-su-kien']['mot-tin']
    publishing.withdraw(item, 'test', OUTDATED)
    transaction.commit()
    return item


@pytest.mark.parametrize('path, text', [(NEWS, 'Nội dung'), ('/english' + NEWS, 'Text')])
def test_what_is_archived_stays_at_its_address_and_says_so(app, archived, path, text):
    page = app.get(path)

    assert text in page.html.main.text
    assert page.html.main.find('p', class_='notice')
    assert page.html.find('meta', attrs={'name': 'robots'})['content'] == 'noindex'
    assert not page.html.find_all('link', rel='canonical')
    assert not page.html.find_all('link', hreflang=True)


def test_the_notice_of_the_archive_is_for_what_is_archived_alone(app, archived):
    notice = 'Thông tin này đã được lưu trữ'

    assert notice in app.get(NEWS).text
    assert notice not in app.get('/tin-tuc-su-kien').text
    assert notice not in app.get('/gioi-thieu/bao-ve-du-lieu-ca-nhan').text


@pytest.mark.parametrize('path', [
    '/', '/tin-tuc-su-kien', '/search?q=tin', '/sitemap.xml', '/english/tin-tuc-su-kien',
    '/english/search?q=news'])
def test_what_is_archived_is_in_no_list(app, stocked, publishing, path):
    item = stocked['tin-tuc-su-kien']['mot-tin']
    assert NEWS in app.get(path).text

    publishing.withdraw(item, 'test', OUTDATED)
    transaction.commit()

    assert NEWS not in app.get(path).text


@pytest.mark.parametrize('path', ['/gioi-thieu', '/tin-tuc-su-kien', '/sitemap'])
def test_an_archived_standing_page_is_in_no_list_nor_in_the_foot(app, stocked, publishing, path):
    page = '/gioi-thieu/bao-ve-du-lieu-ca-nhan'
    assert page in app.get(path).text

    publishing.withdraw(stocked['gioi-thieu']['bao-ve-du-lieu-ca-nhan'], 'test', OUTDATED)
    transaction.commit()

    assert page not in app.get(path).text
    assert app.get(page).status_int == 200


def test_an_archived_translation_alone_leaves_the_vietnamese_text_as_it_is(
        app, stocked, publishing):
    item = stocked['tin-tuc-su-kien']['mot-tin']
    publishing.withdraw(item.translations['en'], 'test', OUTDATED)
    transaction.commit()

    assert app.get('/english' + NEWS).html.find('meta', attrs={'name': 'robots'})
    assert not app.get(NEWS).html.find('meta', attrs={'name': 'robots'})
    assert '/english' + NEWS not in app.get('/sitemap.xml').text
    assert NEWS not in app.get('/english/tin-tuc-su-kien/atom.xml').text


@pytest.mark.parametrize('path', [NEWS, '/english' + NEWS])
def test_what_was_withdrawn_as_an_error_is_gone(app, stocked, publishing, path):
    publishing.withdraw(stocked['tin-tuc-su-kien']['mot-tin'], 'test')
    transaction.commit()

    gone = app.get(path, status=410)
    assert gone.headers['Cache-Control'] == 'no-cache'

    assert 'Nội dung' not in gone.html.main.text and 'Tóm tắt' not in gone.text


def test_an_english_page_writes_the_time_in_english(app, stocked, editing):
    published = stocked['tin-tuc-su-kien']['mot-tin'].published_at

    block = app.get('/english' + NEWS).html.find(class_='citation')

    assert str(published.year) in block.time.text and '/' not in block.time.text


def test_the_leading_picture_is_shown_with_its_description(
        app, stocked, editing, publishing, revise):
    photo = editing.add(stocked['da-phuong-tien'], 'cau', 'Image', {
        'title': 'Cầu Long Biên', 'alt': 'Cầu Long Biên lúc bình minh', 'credit': 'Lê Lan',
        'image': Incoming('cau.png', picture())}, 'test')
    revise(stocked['tin-tuc-su-kien']['mot-tin'], {'images': '/da-phuong-tien/cau'}, 'minor')

    shown = app.get(NEWS).html.main.find('img')
    assert shown['alt'] == 'Cầu Long Biên lúc bình minh'
    assert app.get(shown['src']).content_type == 'image/jpeg'

    publishing.withdraw(photo, 'test')
    transaction.commit()

    assert app.get(NEWS).html.main.find('img') is None


@pytest.mark.clause('1.2')
def test_the_home_page_counts_and_the_directory_lists_the_component_sites(app, stocked):
    counts = [number.text for number in app.get('/').html.find(class_='counts').find_all('strong')]
    page = app.get('/sites')

    assert counts == ['1', '0', '1']
    names = [link.text for link in page.html.find(id='agencies').find_all('a')]
    assert names == ['Sở Xây dựng']
    assert page.html.find('a', string='Xã Ba Vì')['href'] == '/sites/bavi'


def test_the_directory_marks_sites_outside_the_portal_and_leads_to_them(app, stocked, editing):
    permit(stocked, 'bavi.example')
    editing.edit(stocked['sites']['bavi'], {
        'integration': 'external', 'external_url': 'https://bavi.example'}, 'test')
    transaction.commit()

    entry = app.get('/sites').html.find(id='communes').li

    assert entry.a['href'] == 'https://bavi.example'
    assert entry.find(class_='mark').text == 'trang ngoài'


def test_names_of_sites_stand_in_dictionary_order(app, stocked, editing):
    for name, title in (('dongda', 'Phường Đống Đa'), ('daimo', 'Phường Đại Mỗ'),
                        ('hadong', 'Phường Hà Đông'), ('caugiay', 'Phường Cầu Giấy')):
        editing.add(stocked['sites'], name, 'ComponentSite', {
            'title': title, 'level': 'commune', 'owner': 'UBND', 'managing_body': 'UBND',
            'operating_unit': 'UBND'}, 'test')
    transaction.commit()

    names = [link.text for link in app.get('/sites').html.find(id='wards').find_all('a')]

    assert names == ['Phường Cầu Giấy', 'Phường Đại Mỗ', 'Phường Đống Đa', 'Phường Hà Đông']


def test_an_empty_component_site_is_friendly(app, small_portal):
    page = app.get('/sites/bavi')

    assert 'Chưa có tin' not in page.text
    assert page.html.find('a', string='Cổng Thông tin điện tử thành phố Hà Nội')['href'] == '/'


def test_the_site_map_leads_to_sections_standing_pages_and_sites(app, stocked):
    page = app.get('/sitemap')

    links = {link['href'] for link in page.html.main.find_all('a')}
    assert {'/tin-tuc-su-kien', '/gioi-thieu/bao-ve-du-lieu-ca-nhan', '/sites/soxaydung'} <= links


def test_every_page_forbids_scripts_but_those_of_files_and_carries_none(app, stocked):
    page = app.get(NEWS)

    assert "script-src 'self'" in page.headers['Content-Security-Policy']
    assert not page.html.find_all(style=True)
    for script in page.html.find_all('script'):
        assert script['src'].startswith('/static/') if not script.string else (
            script['type'] == 'application/ld+json')


def test_the_emblem_style_sheet_and_icon_need_no_database(app):
    assert app.get('/static/emblem.svg').content_type == 'image/svg+xml'
    assert app.get('/static/portal.css').content_type == 'text/css'
    assert len(app.get('/favicon.ico').body) > 1000


@pytest.mark.clause('6.7')
def test_the_keys_reach_a_table_wider_than_the_screen(
        app, small_portal, editing, publishing):
    section = small_portal['tin-tuc-su-kien']
    item = editing.add(section, 'bang', 'NewsItem', {
        'title': 'Bảng', 'body': '<table><tr><th>Giờ</th></tr></table><p>tablet</p>'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()

    table = app.get('/tin-tuc-su-kien/bang').html.select_one('.prose table')
    assert table['tabindex'] == '0'


@pytest.mark.parametrize(('path', 'said'), [
    ('/sites/bavi', (
        'Trang thông tin điện tử Xã Ba Vì, thành phố Hà Nội: tin tức, văn bản, thủ tục '
        'hành chính, lãnh đạo, lịch làm việc và thông tin liên hệ.')),
    ('/english/sites/bavi', (
        'Web site of Ba Vi Commune, Hanoi: news, documents, administrative procedures, leaders, '
        'calendar and contacts.'))])
def test_the_home_page_of_a_site_that_says_nothing_of_itself_is_described(
        app, stocked, path, said):
    assert app.get(path).html.find('meta', attrs={'name': 'description'})['content'] == said


def test_the_foot_leads_to_one_page_on_accessibility(app, stocked):
    leads = [link['href'] for link in app.get('/').html.footer.find_all('a')]

    assert leads.count('/tuyen-bo-tiep-can') == 1
    assert not [link for link in leads if 'tro-nang' in link]
    page = app.get('/tuyen-bo-tiep-can').html.main
    assert 'WCAG 2.2 mức AA' in page.text and 'Những hạn chế đã biết' in page.text


def test_readers_are_not_told_of_slips_in_the_decision(app, stocked):
    page = app.get('/lien-he/thong-tin-lien-he').html.main

    assert '024 3825 3536' in page.text
    assert '0248' not in page.text and 'thừa' not in page.text


def test_a_section_has_a_short_heading_and_the_words_of_the_decree_below(app, stocked):
    page = app.get('/lien-he').html

    assert page.h1.text == 'Liên hệ'
    assert 'cán bộ, công chức có thẩm quyền' in page.select_one('.intro').text
