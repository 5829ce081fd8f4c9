"""The same page of many offices is one row of a search of the whole city, and all can be seen."""
from datetime import timedelta

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.discovery.catalog import rebuilding, services
from hanoiportal.discovery.catalog.services import index
from hanoiportal.kernel.tree.lookup import path_of

SAME = 'và 2 trang cùng nội dung ở nơi khác'


@pytest.fixture
def pages(small_portal, editing, publishing):
    """The same page twice on one site and once on another, and one that only has its title."""
    sites = small_portal['sites']
    for place, body in ((sites['bavi'], 'Nội dung giống nhau'),
                        (sites['soxaydung'], 'Nội dung giống nhau'),
                        (sites['bavi'], 'Nội dung giống nhau'),
                        (small_portal, 'Nội dung khác')):
        section = place['gioi-thieu']
        item = editing.add(section, f'trang-{len(section)}', 'Page', {
            'title': 'Chức năng nhiệm vụ', 'body': f'<p>{body}</p>',
            'owner_unit': 'Văn phòng', 'next_review': '2030-01-01'}, 'test')
        publishing.publish(item, 'test')
    transaction.commit()
    return small_portal


ASKED = {'q': 'chức năng nhiệm vụ'}


def found(page):
    return [link['href'].partition('#')[0] for link in page.html.find_all('a', class_='title')]


def sames(page):
    return [below.text for below in page.html.select('.same')]


def test_what_is_the_same_on_another_site_stands_behind_one_row(app, pages):
    page = app.get('/search', ASKED)

    assert len(found(page)) == 2
    assert page.html.find(class_='count').strong.text == '4'
    assert sames(page) == [SAME]
    assert page.html.select('#loc-site ~ ul small') and sum(
        int(number.text) for number in page.html.select('[aria-labelledby=loc-site] small')) == 4


def test_an_office_asked_for_by_its_name_shows_its_own_page(
        app, small_portal, editing, publishing):
    for site in small_portal['sites'].values():
        publishing.publish(editing.add(site['gioi-thieu'], 'trang', 'Page', {
            'title': f'Giới thiệu {site.short_title}', 'owner_unit': 'Văn phòng',
            'body': f'<p>{site.__name__}.hanoi.gov.vn: xã nào ở Ba Vì, sở nào lo xây dựng</p>',
            'next_review': '2030-01-01'}, 'test'), 'test')
    transaction.commit()

    assert sames(app.get('/search', {'q': 'gioi thieu'})) == [
        'và 1 trang cùng nội dung ở nơi khác']
    for name in ('bavi', 'soxaydung'):
        named = app.get('/search', {
            'q': f'giới thiệu {small_portal["sites"][name].short_title}'})
        assert found(named)[0].startswith(f'/sites/{name}/') and not sames(named)


def test_the_newest_stands_for_the_others_whatever_their_ids(app, pages, registry):
    standing = [item for label in ('bavi', 'soxaydung')
                for item in pages['sites'][label]['gioi-thieu'].values()
                if item.title == 'Chức năng nhiệm vụ']
    assert len(standing) == 3
    for newest in standing:
        newest.published_at = max(each.published_at for each in standing) + timedelta(days=1)
        index(newest, registry)
        transaction.commit()

        assert path_of(newest) in found(app.get('/search', ASKED))


def test_so_many_of_the_newest_are_compared_and_the_others_shown_each(app, pages, monkeypatch):
    monkeypatch.setattr(services, 'MOST', 2)

    page = app.get('/search', ASKED)

    assert len(found(page)) == 4 - sum(int(text.split()[1]) for text in sames(page)) >= 3


def test_a_link_leads_to_all_of_them_and_back(app, pages):
    page = app.get('/search', {**ASKED, 'sort': 'new'})

    each = page.click(SAME)
    assert len(found(each)) == 4 and not each.html.select('.same')
    assert set(found(page)) < set(found(each))
    assert found(each.click('Gộp các trang cùng nội dung')) == found(page)
    assert 'Đang lọc' not in each.html.main.text
    narrowed = each.forms[1].submit('site', value='bavi')
    assert 'copies=all' in narrowed.request.query_string and len(found(narrowed)) == 2


def test_one_site_alone_shows_all_that_it_has(app, pages):
    assert len(found(app.get('/search', {**ASKED, 'site': 'bavi'}))) == 2
    inside = app.get('/sites/bavi/search', {**ASKED, 'copies': 'all'})
    assert len(found(inside)) == 2 and 'copies' not in inside.html.main.decode()


def test_pages_are_as_many_as_there_are_rows_and_all_can_be_turned_to(app, pages, registry,
                                                                      monkeypatch):
    monkeypatch.setitem(registry.getUtility(ISettings).__dict__, 'batch_size', 1)
    first, second = (app.get('/search', {**ASKED, 'page': number}) for number in '12')

    each = [found(app.get('/search', {**ASKED, 'copies': 'all', 'page': number}))
            for number in '1234']
    assert len({row for [row] in each}) == 4
    assert found(first) != found(second) and found(first) in each and found(second) in each
    assert sames(first) + sames(second) == [SAME]
    app.get('/search', {**ASKED, 'page': '3'}, status=404)
    behind = first if sames(first) else second
    assert behind.click(SAME).html.select_one('nav.paging [aria-current]').text == (
        '1' if behind is first else '2')


def test_what_is_changed_withdrawn_or_closed_is_told_as_it_is_now(
        app, pages, editing, publishing):
    section = pages['sites']['soxaydung']['gioi-thieu']
    item = section[list(section)[-1]]
    publishing.withdraw(item, 'test')
    transaction.commit()
    withdrawn = app.get('/search', ASKED)
    assert item.__oid__ not in pages.indexes.prints
    assert len(found(withdrawn)) == 2 and sames(withdrawn) == [
        'và 1 trang cùng nội dung ở nơi khác']

    publishing.publish(item, 'test')
    transaction.commit()
    assert sames(app.get('/search', ASKED)) == [SAME]

    editing.edit(pages['sites']['soxaydung'], {'status': 'suspended'}, 'test')
    transaction.commit()
    closed = app.get('/search', ASKED)
    assert len(found(closed)) == 2 and sames(closed) == ['và 1 trang cùng nội dung ở nơi khác']


def test_news_are_never_gathered(app, small_portal, editing, publishing):
    for site in small_portal['sites'].values():
        publishing.publish(editing.add(site['tin-tuc-su-kien'], 'tin', 'NewsItem', {
            'title': 'Chức năng nhiệm vụ', 'body': '<p>Một</p>'}, 'test'), 'test')
    transaction.commit()

    assert len(found(app.get('/search', ASKED))) == 2 and not small_portal.indexes.prints


def test_an_older_portal_shows_all_until_it_is_indexed_anew(app, pages, registry):
    del pages.indexes.prints
    transaction.commit()
    assert len(found(app.get('/search', ASKED))) == 4

    rebuilding.begin(pages)
    while rebuilding.fill(pages, registry, 100):
        pass
    rebuilding.finish(pages)
    transaction.commit()
    assert len(found(app.get('/search', ASKED))) == 2


def test_what_is_erased_leaves_no_print(pages):
    section = pages['sites']['soxaydung']['gioi-thieu']
    name = list(section)[-1]
    docid = section[name].__oid__
    assert docid in pages.indexes.prints

    section.remove(name)

    assert docid not in pages.indexes.prints
