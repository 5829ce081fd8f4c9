"""Feeds: every site, section and keyword, in three formats and every language (4.2)."""
import json
from xml.etree import ElementTree

import feedparser
import pytest
from support import feed_rules
from support.readonly_portal import NASTY

PLACES = ('', '/tin-tuc-su-kien', '/van-ban-hanh-chinh', '/gioi-thieu', '/sites/bavi',
          '/sites/bavi/tin-tuc-su-kien', '/english', '/english/tin-tuc-su-kien', '/mtq')
NAMES = ('atom.xml', 'rss.xml', 'feed.json')


def parsed(page):
    """Return what feedparser reads in the feed ``page``, which must be well-formed."""
    found = feedparser.parse(page.body, response_headers={'content-type': page.content_type})
    assert not found.bozo, found.get('bozo_exception')
    return found


@pytest.mark.parametrize('name', NAMES[:2])
def test_feedparser_reads_the_feed_of_every_place(stocked, name):
    for place in PLACES:
        page = stocked.get(f'{place}/{name}')

        found = parsed(page)
        assert found.feed.title and found.feed.link.startswith('http://localhost')
        assert page.headers['ETag'] and page.charset.lower() == 'utf-8'
        for entry in found.entries:
            assert entry.title and entry.id.startswith('tag:hanoi.gov.vn,2025:')
            assert stocked.get(entry.link.partition('localhost')[2]).status_int == 200
            assert entry.published_parsed and entry.author


@pytest.mark.parametrize('name, rules', [
    ('atom.xml', feed_rules.atom), ('rss.xml', feed_rules.rss),
    ('feed.json', feed_rules.json_feed)])
def test_feeds_keep_the_rules_of_their_standards(stocked, name, rules):
    wrong = {place: list(rules(stocked.get(f'{place}/{name}').body)) for place in PLACES}

    assert {place: found for place, found in wrong.items() if found} == {}


def test_the_rules_find_what_is_wrong(stocked):
    atom, rss, data = (stocked.get(f'/{name}').body for name in NAMES)

    assert list(feed_rules.atom(atom.replace(b'<updated>2026', b'<updated>26', 1)))
    assert list(feed_rules.atom(atom.replace(b'rel="self"', b'rel="alternate"', 1)))
    assert list(feed_rules.rss(rss.replace(b'isPermaLink="false"', b'isPermaLink="true"')))
    assert list(feed_rules.json_feed(data.replace(b'content_text', b'text')))


def test_the_three_formats_say_the_same(stocked):
    for place in PLACES:
        atom, rss = (parsed(stocked.get(f'{place}/{name}')).entries for name in NAMES[:2])
        items = json.loads(stocked.get(f'{place}/feed.json').body)['items']

        ids = [each.id for each in atom]
        assert ids == [each.id for each in rss] == [each['id'] for each in items]
        assert [each.link for each in atom] == [each['url'] for each in items]


def test_a_feed_says_what_the_item_says_and_not_who_is_logged_in(stocked):
    page = stocked.get('/tin-tuc-su-kien/atom.xml')
    entry = next(each for each in parsed(page).entries if each.link.endswith('/tin'))

    assert (entry.title, entry.author) == ('Tin «mới»', 'Nguyễn Văn A')
    assert entry.published == entry.updated == '2026-01-02T08:03:00+07:00'
    assert [tag.term for tag in entry.tags] == ['giao thông', 'quy hoạch']
    [picture] = [link for link in entry.links if link.rel == 'enclosure']
    assert picture.type == 'image/png' and int(picture.length) > 0
    assert stocked.get(picture.href.partition('localhost')[2]).content_length == int(
        picture.length)
    assert 'nguoi-' not in page.text and 'zqkin' not in page.text


def test_the_newest_comes_first_and_no_more_than_the_setting_says(stocked):
    titles = [each.title for each in parsed(stocked.get('/atom.xml')).entries]

    assert len(titles) <= 30
    assert titles[:4] == ['Tin ở xã', 'Quyết định 4263/QĐ-UBND', NASTY, 'Tin «mới»']


def test_no_feed_carries_standing_pages_files_links_or_people(stocked):
    for place in PLACES:
        links = [each.link.partition('localhost')[2]
                 for each in parsed(stocked.get(f'{place}/atom.xml')).entries]
        kinds = {stocked.get(f'{link}.json').json['type'] for link in links}
        assert not kinds & {'Page', 'File', 'Image', 'Link', 'Person', 'Channel'}, place


def test_a_title_full_of_signs_arrives_as_it_was_typed(stocked):
    for name in NAMES[:2]:
        root = ElementTree.fromstring(stocked.get(f'/tin-tuc-su-kien/{name}').body)
        assert NASTY in [node.text for node in root.iter() if node.tag.endswith('title')]


def test_a_feed_in_english_holds_what_is_in_english(stocked):
    found = parsed(stocked.get('/english/tin-tuc-su-kien/atom.xml'))

    [entry] = found.entries
    assert (entry.title, entry.link) == ('News', 'http://localhost/english/tin-tuc-su-kien/tin')
    assert found.feed.title == 'News and events'
    assert parsed(stocked.get('/mtq/atom.xml')).entries == []


def test_a_keyword_has_a_feed_without_regard_to_case_and_marks(stocked):
    for typed in ('giao thông', 'GIAO THONG'):
        found = parsed(stocked.get('/atom.xml', {'tu-khoa': typed}))

        assert [each.title for each in found.entries] == ['Tin ở xã', 'Tin «mới»']
        assert typed in found.feed.title
    below = parsed(stocked.get('/sites/bavi/rss.xml', {'tu-khoa': 'giao thông'}))
    assert [each.title for each in below.entries] == ['Tin ở xã']
    assert parsed(stocked.get('/rss.xml', {'tu-khoa': '\x0b<>"&'})).entries == []


def test_a_feed_that_has_not_changed_is_not_sent_again(stocked):
    tag = stocked.get('/atom.xml').headers['ETag']

    assert stocked.get('/atom.xml', headers={'If-None-Match': tag}).status_int == 304


def test_pages_lead_to_their_feeds(stocked):
    for path in ('/', '/english/tin-tuc-su-kien', '/sites/bavi'):
        page = stocked.get(path)
        for name in NAMES:
            [link] = page.html.head.find_all(
                'link', rel='alternate', href=lambda href, name=name: href.endswith('/' + name))
            assert stocked.get(link['href']).content_type == link['type']


def test_a_json_feed_is_of_version_1_1(stocked):
    found = json.loads(stocked.get('/feed.json').body)

    assert found['version'] == 'https://jsonfeed.org/version/1.1'
    assert found['feed_url'] == 'http://localhost/feed.json'
    for item in found['items']:
        assert {'id', 'url', 'title', 'content_text', 'date_published', 'language'} <= set(item)
    story = next(item for item in found['items'] if item['url'].endswith('/tin'))
    assert 'Nội dung đậm, 1 < 2.' in story['content_text']


@pytest.mark.parametrize('path', ['/tin-tuc-su-kien/tin/atom.xml', '/sites/khong-co/rss.xml',
                                  '/accounts/feed.json', '/sites/atom.xml'])
def test_what_has_no_feed_is_not_found(stocked, path):
    assert stocked.get(path, expect_errors=True).status_int == 404
