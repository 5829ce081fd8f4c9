"""The page of a news item: what else there is to read, and ways to take it along."""
import gc
from urllib.parse import parse_qs, urlsplit

import pytest
import transaction
from bs4 import BeautifulSoup
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.shells.public.page.layout import Layout
from hanoiportal.web.pagecache.cache import PageCache


@pytest.fixture
def news(make, publishing):
    """``news(name, **values)``: a published news item."""
    def add(name, **values):
        item = make('NewsItem', name, images='',
                    **{'title': f'Tin {name}', 'keywords': '', **values})
        publishing.publish(item, 'test')
        transaction.commit()
        return item

    return add


def related(page):
    return [link['href'].rpartition('/')[2] for link in page.html.select('.related li a')]


def test_what_shares_a_keyword_is_related_and_then_what_is_newest(reader, news):
    for name in 'abcdef':
        news(name, keywords='đất đai' if name in 'bd' else 'giao thông')
    item = news('tin', keywords='Đất đai; nhà ở')

    assert related(reader.get(path_of(item))) == ['d', 'b', 'f', 'e']


def test_nothing_is_related_that_is_not_public_nor_the_item_itself(
        reader, news, make, publishing):
    item = news('tin', keywords='đất đai')
    make('NewsItem', 'nhap', keywords='đất đai', images='')
    gone = news('gone', keywords='đất đai')
    publishing.withdraw(gone, 'test')
    transaction.commit()

    page = reader.get(path_of(item))

    assert related(page) == [] and not page.html.select('.related')


def test_what_is_related_is_in_the_readers_language(reader, news, editing, publishing):
    item, other, _third = news('tin'), news('khac'), news('thu-ba')
    for each in (item, other):
        publishing.publish(
            editing.translate(each, 'en', {'title': f'In {each.__name__}'}, 'test'), 'test')
    transaction.commit()

    page = reader.get('/english' + path_of(item))

    assert related(page) == ['khac']
    assert page.html.select_one('.related li a').text == 'In khac'


def test_keywords_lead_to_what_else_is_about_them(reader, news):
    item = news('tin', keywords='đất đai; "nhà"')
    other = news('khac', keywords='Đất đai', body='<p>Bảng giá mới</p>')
    without = news('chi-noi', body='<p>Bảng giá đất đai mới</p>')

    links = reader.get(path_of(item)).html.select('.keywords a')

    assert [link.text for link in links] == ['đất đai', '"nhà"']
    listed = reader.get(links[0]['href'])
    assert {path_of(item), path_of(other)} <= {
        each['href'] for each in listed.html.select('.rows a')}
    assert path_of(without) not in listed.text and listed.html.h1.text == 'Từ khóa: đất đai'
    quoted = reader.get(links[1]['href']).html.select('.rows a.title')
    assert [each['href'] for each in quoted] == [path_of(item)]
    base = links[0]['href'].partition('?')[0]
    foreign = reader.get('/english' + links[0]['href']).html.select_one('.elsewhere a')
    assert foreign['href'] == links[0]['href']
    assert 'noindex' in reader.get(f'{base}?tu=khong-co').text
    for nothing in ('', '?tu=', '?tu=%00'):
        form = [*reader.get(base + nothing).forms.values()][-1]
        form['tu'] = 'đất đai'
        assert form.submit().html.h1.text == 'Từ khóa: đất đai'
    for bad in ('?tu=đất đai&page=9', '?tu=đất đai&page=x'):
        assert reader.get(base + bad, status=404)


def test_a_page_is_passed_on_by_plain_links_and_nothing_is_loaded(reader, news):
    item = news('tin', summary='')

    page = reader.get(path_of(item))

    facebook, letter = page.html.select('.along li a')
    address = 'http://localhost' + path_of(item)
    assert parse_qs(urlsplit(facebook['href']).query) == {'u': [address]}
    assert parse_qs(urlsplit(letter['href']).query) == {
        'subject': ['Tin tin'], 'body': [f'Tin tin\n{address}']}
    assert page.html.select_one('.along .sentence').text == address
    assert not [each for each in page.html.select('[src]') if '//' in each['src']]
    assert page.html.select('.along summary')[-1].text == 'In trang'


def test_a_page_that_is_put_together_leaves_nothing_to_the_collector(
        reader, news, wsgi, monkeypatch):
    monkeypatch.setattr(wsgi, '_cache', PageCache(0))
    address = path_of(news('tin'))
    for _twice in '12':
        reader.get(address)
        gc.collect()
    gc.disable()
    try:
        reader.get(address)
        assert not [each for each in gc.get_objects() if type(each) is Layout]
    finally:
        gc.enable()


@pytest.mark.clause('4.3.d')
def test_a_page_can_be_shared_followed_and_embedded_without_loading_anything_from_elsewhere(
        reader, news, editing, publishing, portal):
    channels = editing.add(portal, 'kenh-thong-tin', 'Section', {
        'title': 'Kênh', 'allowed_types': ('Channel',)}, 'test')
    item = news('tin', title='Tin “về” <phố>')
    for name, values in (
            ('facebook', {'kind': 'mang-xa-hoi', 'url': 'https://facebook.vidu.vn/hanoi'}),
            ('goi', {'kind': 'tong-dai', 'contact': '024 3825 3536'}),
            ('nhap', {'kind': 'zalo', 'url': 'https://zalo.vidu.vn/hanoi'})):
        channel = editing.add(channels, name, 'Channel', {
            'title': f'Kênh {name}', 'permit_number': '12/QĐ', 'permit_day': '2026-01-02',
            'permit_authority': 'Sở', **values}, 'test')
        if name != 'nhap':
            publishing.publish(channel, 'test')
    transaction.commit()

    page = reader.get(path_of(item))

    assert [(link.text, link['href']) for link in page.html.select('.foot a[href*="vidu.vn"]')] \
        == [('Kênh facebook', 'https://facebook.vidu.vn/hanoi')]
    sharing = page.html.select_one('.along details')
    assert [link['href'].split('?')[0] for link in sharing.select('li a')] == [
        'https://www.facebook.com/sharer/sharer.php', 'mailto:']
    assert page.html.select_one('.along')['data-share'] == 'Zalo và ứng dụng khác'
    code = BeautifulSoup(sharing.select('.sentence')[1].text, 'html.parser')
    assert code.a.text == 'Tin “về” <phố>'
    assert code.a['href'] == code.blockquote['cite'] == f'http://localhost{path_of(item)}'
    assert code.select('script, iframe, img, link') == []
    hosts = {urlsplit(each.get('src') or each.get('href') or '').netloc
             for each in page.html.select('[src], link[rel=stylesheet], link[rel=preload]')}
    assert hosts <= {'', 'localhost'}
