"""Lists: page by page, in their order, and for machines."""
from xml.etree import ElementTree

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.shells.public.site import sitemap_xml

LOC = '{http://www.sitemaps.org/schemas/sitemap/0.9}loc'
LASTMOD = '{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod'
LINK = '{http://www.w3.org/1999/xhtml}link'


@pytest.fixture
def news(small_portal, editing, publishing):
    """45 news items, ``tin-01`` the oldest, all in one section, committed."""
    section = small_portal['tin-tuc-su-kien']
    for number in range(1, 46):
        item = editing.add(
            section, f'tin-{number:02}', 'NewsItem', {'title': f'Tin {number}'}, 'test')
        publishing.publish(item, 'test', parse(f'2026-01-01T08:{number:02}:00'))
    transaction.commit()
    return section


def titles(page):
    return [link.text for link in page.html.find_all('a', class_='title')]


def test_a_listing_shows_the_newest_first_twenty_to_a_page(app, news):
    first = app.get('/tin-tuc-su-kien')
    last = first.click('^3$')

    assert titles(first) == [f'Tin {number}' for number in range(45, 25, -1)]
    assert titles(last) == [f'Tin {number}' for number in range(5, 0, -1)]


def test_page_numbers_are_links_to_the_pages_before_and_after(app, news):
    page = app.get('/tin-tuc-su-kien?page=2')

    [before] = {link['href'] for link in page.html.find_all(rel='prev')}
    [after] = {link['href'] for link in page.html.find_all(rel='next')}
    assert (before, after) == ('/tin-tuc-su-kien', '/tin-tuc-su-kien?page=3')
    assert page.html.find(class_='paging').find(attrs={'aria-current': 'page'}).text == '2'
    assert page.html.find('link', rel='canonical')['href'].endswith('/tin-tuc-su-kien?page=2')
    assert [link['href'] for link in page.html.select('.languages a')] == [
        '/tin-tuc-su-kien?page=2', '/english/tin-tuc-su-kien']


def test_the_numbers_of_pages_follow_where_the_rows_of_one_stay_the_same(app, news, publishing):
    before = app.get('/tin-tuc-su-kien')
    for number in range(1, 6):
        publishing.withdraw(news[f'tin-{number:02}'], 'test')
    transaction.commit()

    after = app.get('/tin-tuc-su-kien')

    assert titles(after) == titles(before)
    assert [list(filter(str.isdigit, page.html.find(class_='paging').text.split()))
            for page in (before, after)] == [['1', '2', '3'], ['1', '2']]


def test_a_page_number_that_is_none_is_not_found(app, news):
    for typed in ['4', '0', '-1', 'x', '1e3', '', '99999999999999', '²']:
        assert app.get('/tin-tuc-su-kien', {'page': typed}, expect_errors=True).status_int == 404


def test_a_listing_tells_day_and_kind_and_nothing_of_drafts(app, news, editing):
    editing.add(news, 'tin-mat', 'NewsItem', {'title': 'Chưa duyệt'}, 'test')
    news['tin-45'].genre = 'thong-bao'
    transaction.commit()

    page = app.get('/tin-tuc-su-kien')

    row, plain = page.html.select('.rows li')[:2]
    assert (row.find(class_='kind').text, row.time.text) == ('Thông báo', '01/01/2026')
    assert plain.find(class_='kind') is None and plain.time
    assert row.time['datetime'] == '2026-01-01T08:45:00+07:00'
    assert 'Chưa duyệt' not in page.text


def test_an_empty_section_is_friendly_and_names_its_legal_basis(app, small_portal):
    page = app.get('/chi-dao-dieu-hanh')

    said = ' '.join(page.html.select_one('.empty').text.split())
    assert 'Chuyên mục này chưa có nội dung.' in said
    assert f'Cơ quan chịu trách nhiệm: {small_portal.managing_body}' in said
    assert small_portal.phone in said and page.html.select_one('.empty a[href="/gui-cau-hoi"]')
    basis = page.html.find('details', class_='basis')
    assert basis.summary.text == 'Về chuyên mục này' and not basis.has_attr('open')
    assert 'Quyết định 4263/QĐ-UBND: điểm a khoản 2 Điều 4' in basis.text


def test_a_section_of_standing_pages_keeps_its_own_order(app, small_portal, editing, publishing):
    section = small_portal['gioi-thieu']
    for name, moment in (('b', '2026-01-01'), ('a', '2026-01-03'), ('c', '2026-01-02')):
        page = editing.add(
            section, name, 'Page', {
                'title': name.upper(), 'owner_unit': 'x', 'next_review': '2027-01-01'}, 'test')
        publishing.publish(page, 'test', parse(moment))
    transaction.commit()

    assert titles(app.get('/gioi-thieu')) == ['A', 'B', 'C']


def entries(page):
    """Return ``{address: entry}`` of a site map."""
    return {entry.find(LOC).text: entry for entry in ElementTree.fromstring(page.body)}


def test_the_machines_site_map_names_every_public_address_once(app, news, editing):
    editing.add(news, 'tin-mat', 'NewsItem', {'title': 'Chưa duyệt'}, 'test')
    transaction.commit()

    page = app.get('/sitemap.xml')

    found = entries(page)
    assert page.content_type == 'application/xml'
    assert page.text.count('<loc>') == len(found)
    assert 'http://localhost/tin-tuc-su-kien/tin-07' in found
    assert not any('tin-mat' in address or '/sites/' in address for address in found)
    changed = found['http://localhost/tin-tuc-su-kien/tin-07'].find(LASTMOD).text
    assert changed == '2026-01-01T08:07:00+07:00'


def test_the_machines_site_map_pairs_the_languages(app, news):
    found = entries(app.get('/sitemap.xml'))

    pairs = {link.get('hreflang'): link.get('href')
             for link in found['http://localhost/english/tin-tuc-su-kien'].findall(LINK)}
    assert pairs == {'vi': 'http://localhost/tin-tuc-su-kien',
                     'en': 'http://localhost/english/tin-tuc-su-kien'}


def test_each_host_has_a_site_map_of_its_own(app, small_portal):
    found = entries(app.get('/sitemap.xml', headers={'Host': 'bavi.hanoi.gov.vn'}))

    assert 'http://bavi.hanoi.gov.vn/tin-tuc-su-kien' in found
    assert all('://bavi.hanoi.gov.vn/' in address for address in found)


def test_a_long_site_map_is_an_index_of_parts(app, news, monkeypatch):
    whole = entries(app.get('/sitemap.xml'))
    monkeypatch.setattr(sitemap_xml, 'PART', 30)
    index = app.get('/sitemap.xml?part=')

    parts = [app.get(address.partition('localhost')[2]) for address in entries(index)]

    assert len(parts) > 1
    assert {address for part in parts for address in entries(part)} == set(whole)
    assert app.get(f'/sitemap.xml?part={len(parts) + 1}', expect_errors=True).status_int == 404


def test_robots_are_kept_from_searches_and_shown_the_map(app):
    page = app.get('/robots.txt', headers={'Host': 'hanoi.gov.vn'})

    lines = page.text.splitlines()
    assert 'Disallow: /search?' in lines and 'Disallow: /english/search?' in lines
    assert 'Disallow: /search' not in lines
    assert 'Sitemap: http://hanoi.gov.vn/sitemap.xml' in lines


DECISION = ('Quyết định số 4263/QĐ-UBND ngày 16/08/2025 về việc ban hành Quy chế quản lý, vận '
            'hành và cung cấp thông tin đối với Cổng thông tin điện tử của cơ quan nhà nước '
            'thành phố Hà Nội')


def test_a_document_of_law_is_listed_with_its_own_day_and_what_it_is_about(
        app, small_portal, steps):
    steps.decision(small_portal)
    transaction.commit()

    [short] = app.get('/').html.select('.short a[href*="4263"]')
    [english] = app.get('/english').html.select('.short a[href*="4263"]')
    found = app.get('/search', {'q': '4263/QĐ-UBND'}).html.select_one('.rows li')

    assert short.text == DECISION and short.find_next_sibling('time') is None
    assert english.text.startswith('Decision No. 4263/QĐ-UBND of 16 August 2025: Issuing the ')
    assert [each.text for each in found.select('.kind, time')] == ['Quyết định', '16/08/2025']


def test_a_standing_page_and_a_link_are_listed_without_kind_and_without_day(
        app, small_portal, steps):
    steps.pages(small_portal, 'city', 'hanoi.gov.vn')
    steps.links(small_portal)
    transaction.commit()

    for path in ('/gioi-thieu', '/thu-tuc-hanh-chinh', '/search?q=liên+hệ'):
        rows = app.get(path).html.select('.rows li')
        assert rows and not [each for row in rows for each in row.select('.kind, time')], path
