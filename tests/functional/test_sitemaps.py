"""What search engines and finders of weaknesses read: news, robots, security.txt (K3)."""
from datetime import datetime
from xml.etree import ElementTree

import pytest
from hanoiportal.public import sitemap_xml

NEWS = '{http://www.google.com/schemas/sitemap-news/0.9}'
MAP = '{http://www.sitemaps.org/schemas/sitemap/0.9}'


def test_the_news_sitemap_names_the_newest_news_in_each_language(stocked):
    root = ElementTree.fromstring(stocked.get('/sitemap-news.xml').body)

    found = {url.find(f'{MAP}loc').text: url.find(f'{NEWS}news') for url in root}
    assert list(found) == ['http://localhost/english/tin-tuc-su-kien/tin',
                           'http://localhost/tin-tuc-su-kien/kho',
                           'http://localhost/tin-tuc-su-kien/tin']
    english = found['http://localhost/english/tin-tuc-su-kien/tin']
    assert english.find(f'{NEWS}title').text == 'News'
    assert english.find(f'{NEWS}publication/{NEWS}language').text == 'en'
    assert english.find(f'{NEWS}publication/{NEWS}name').text == 'Hanoi City Portal'
    assert english.find(f'{NEWS}publication_date').text == '2026-01-03T08:00:00+07:00'
    for address in found:
        assert stocked.get(address.partition('localhost')[2]).status_int == 200


def test_an_index_of_site_maps_says_when_each_part_was_added_to(stocked, monkeypatch):
    monkeypatch.setattr(sitemap_xml, 'PART', 6)

    root = ElementTree.fromstring(stocked.get('/sitemap.xml?part=').body)

    moments = [each.find(f'{MAP}lastmod') for each in root]
    assert '2026-01-02T08:04:00+07:00' in [each.text for each in moments if each is not None]
    assert len(moments) > 3 and None in moments


def test_robots_are_shown_both_site_maps(stocked):
    text = stocked.get('/robots.txt').text

    for name in ('sitemap.xml', 'sitemap-news.xml'):
        assert f'Sitemap: http://localhost/{name}\n' in text
    assert 'Disallow: /desk\n' in text
    assert 'Disallow: /search?\n' in text and 'Disallow: /search\n' not in text


def test_security_txt_says_whom_to_tell_and_how_long_that_holds(stocked):
    answer = stocked.get('/.well-known/security.txt')

    fields = dict(line.split(': ', 1) for line in answer.text.splitlines())
    assert answer.content_type == 'text/plain' and answer.charset.lower() == 'utf-8'
    assert fields['Contact'] == 'mailto:thongtin@hanoi.gov.vn'
    assert datetime.fromisoformat(fields['Expires']).tzinfo is not None
    assert fields['Preferred-Languages'] == 'vi, en'
    assert fields['Canonical'] == 'http://localhost/.well-known/security.txt'


@pytest.mark.parametrize('path', ['/.well-known', '/.well-known/', '/.well-known/other.txt',
                                  '/.well-known/security.txt/x'])
def test_nothing_else_is_well_known(stocked, path):
    assert stocked.get(path, expect_errors=True).status_int == 404


def test_people_find_every_feed_of_a_site_on_one_page(stocked):
    for path in ('/rss', '/english/rss', '/sites/bavi/rss'):
        page = stocked.get(path)
        feeds = page.html.main.find_all('a', type=True)

        assert len(feeds) > 60
        assert stocked.get(feeds[4]['href']).content_type == feeds[4]['type']
        assert '/sites/bavi' in path or page.html.main.find('a', string='Xã Ba Vì') or (
            'english' in path)
