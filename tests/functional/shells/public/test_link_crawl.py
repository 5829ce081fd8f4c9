"""Every link of the whole seeded portal, and of two of its component sites, leads somewhere.

The crawl follows what a reader can follow by links alone; in English the city portal and one site.
Pages are read by patterns, since it reads hundreds of them: other tests prove that they are valid.
"""
import csv
import html
import re
from collections import deque
from functools import cache, cached_property
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from support import ROOT
from support.sampling import WHOLE

BEGINNINGS = ('/', '/english', '/sitemap', '/english/sitemap', '/rss', '/english/rss', '/sites',
              '/robots.txt', '/sitemap.xml', '/sitemap-news.xml', '/.well-known/security.txt')
#: Component sites that are gone through, and whether in English, too.
SAMPLE = {'bavi': True, 'soxaydung': False} | ({'hoankiem': False} if WHOLE else {})
#: What can be asked for without end, changes what a reader is shown, or is a form about each page.
_NOT_FOLLOWED = re.compile(
    r'(/sites/[a-z0-9-]+)?/(search|login|hien-thi|danh-cho-ban|static|gui/sai-sot|danh-gia\?)\b'
    r'|/.+/dang-ky-theo-doi$')
_OTHER_LANGUAGES = re.compile(r'/(mtq|ium|mji|tyz|nut|blt|twh|hmn|hnj|mlc)(/|$)')
_SITE = re.compile(r'/sites/([a-z0-9-]+)(/.*)?')
#: Forms that say the same as ``atom.xml`` and ``.json``, which ``test_feeds`` and ``test_formats``
#: compare.
_TWINS = re.compile(r'.*(rss\.xml|feed\.json|\.jsonld)$')
#: The same text in another form; those of the city portal are enough.
_OTHER_FORM = re.compile(r'.*\.(json|jsonld|txt|xml)$')
#: What is made when it is first asked for, which takes a second each; it has tests of its own.
_MADE = re.compile(r'.*(\.pdf|/pdf|\.mp3|\.ogg|\.opus|/nghe|/audio)(\?|$)')
_ELEMENT = re.compile(r'<(a|link|img|script|h1|title|html|p)\b([^>]*)>')
_ATTRIBUTE = re.compile(r'([a-z:-]+)="([^"]*)"')
_ELSEWHERE = re.compile(r'https?://[^/]+\.[a-z]+|mailto:|tel:')
OWN, MOST = 'http://localhost', 3000
#: The permanent address of a document leads to where it stands now.
PERMANENT = 301


class Page(NamedTuple):
    """An answer.  ``text``: of HTML, else empty.  ``elements``: ``[(name, attributes)]``.

    ``ids``: names that fragments can have.  ``links``: absolute, or paths.
    """

    status: int
    text: str
    elements: list
    ids: frozenset
    links: tuple


def page_of(path, answer):
    status, headers, body = answer
    if status == PERMANENT:
        return Page(status, '', [], frozenset(), (urljoin(path, headers['Location']),))
    if 'text/html' not in headers.get('Content-Type', ''):
        return Page(status, '', [], frozenset(), ())
    text = body.decode()
    elements = [(name, {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(inside)})
                for name, inside in _ELEMENT.findall(text)]
    named = (given[key] for _name, given in elements for key in ('href', 'src') if key in given)
    links = tuple(each if each.startswith(('/', 'http')) else urljoin(path, each)
                  for each in named)
    return Page(status, text, elements, frozenset(re.findall(r' id="([^"]+)"', text)), links)


def is_followed(path):
    english = path == '/english' or path.startswith('/english/')
    path = path.removeprefix('/english')
    if any(each.match(path) for each in (_NOT_FOLLOWED, _OTHER_LANGUAGES, _MADE, _TWINS)):
        return False
    site = _SITE.match(path)
    if site is None:
        return not (english and _OTHER_FORM.match(path))
    return site[1] in SAMPLE and (not english or SAMPLE[site[1]]) and not _OTHER_FORM.match(path)


@cache
def target_of(link):
    """Return the path with query of ``link`` if it leads to the portal, else ``None``."""
    parts = urlsplit(link.removeprefix(OWN))
    if parts.scheme or parts.netloc or parts.path[:1] not in ('', '/'):
        return None
    return (parts.path or '/') + (f'?{parts.query}' if parts.query else '')


class Crawl:
    """``pages``: ``{path with query: Page}``.  ``found_on``: where each path was met first."""

    def __init__(self, portal):
        self.pages, self.found_on = {}, dict.fromkeys(BEGINNINGS, '')
        waiting = deque(BEGINNINGS)
        while waiting:
            path = waiting.popleft()
            page = self.pages[path] = page_of(path, portal.get(path))
            for link in page.links:
                target = target_of(link)
                if target and target not in self.found_on and is_followed(target):
                    self.found_on[target] = path
                    waiting.append(target)
            assert len(self.pages) < MOST

    @cached_property
    def html(self):
        """``{path: Page}`` of the pages for people."""
        return {path: page for path, page in self.pages.items() if page.text}


@pytest.fixture(scope='module')
def crawl(seeded_portal):
    return Crawl(seeded_portal)


def test_no_link_is_broken_and_nothing_fails(crawl):
    wrong = {path: (page.status, crawl.found_on[path]) for path, page in crawl.pages.items()
             if page.status not in (200, PERMANENT)}

    assert wrong == {}
    assert len(crawl.html) > 250


def test_every_fragment_leads_to_something_on_its_page(crawl):
    wrong = set()
    for path, page in crawl.html.items():
        for link in page.links:
            fragment = '#' in link and urlsplit(link).fragment
            there = fragment and crawl.html.get(target_of(link))
            if there and fragment not in there.ids:
                wrong.add((path, link))

    assert wrong == set()


def test_every_page_has_a_title_and_one_heading(crawl):
    wrong = [path for path, page in crawl.html.items()
             if not re.search(r'<title>[^<]*\w[^<]*</title>', page.text)
             or page.text.count('<h1') != 1]

    assert wrong == []


def test_links_to_other_hosts_are_whole_addresses(crawl):
    wrong = {link for page in crawl.html.values() for link in page.links
             if target_of(link) is None and not _ELSEWHERE.match(link)}

    assert wrong == set()


def alternates(page):
    """Return ``{language: path}`` of the same page as ``page`` names it."""
    return {given['hreflang']: target_of(given['href']) for name, given in page.elements
            if name == 'link' and 'hreflang' in given}


def test_pages_of_two_languages_name_each_other(crawl):
    wrong, pairs = [], 0
    for path, page in crawl.html.items():
        named = alternates(page)
        for there in named.values():
            pairs += there in crawl.html
            if there in crawl.html and alternates(crawl.html[there]) != named:
                wrong.append((path, there))

    assert wrong == []
    assert pairs > 200


def test_the_switch_leads_to_the_same_page_in_the_other_language(crawl):
    wrong = []
    for path, page in crawl.html.items():
        english = path == '/english' or path.startswith('/english/')
        other = path.removeprefix('/english') or '/' if english else f'/english{path}'.rstrip('/')
        switches = [target_of(urljoin(path, given['href'])) for name, given in page.elements
                    if name == 'a' and given.get('hreflang') == ('vi' if english else 'en')]
        if other not in switches and other + '/' not in switches:
            wrong.append((path, switches))

    assert wrong == []


def test_every_page_says_its_language(crawl):
    for path, page in crawl.html.items():
        english = path == '/english' or path.startswith('/english/')
        assert page.elements[0][1]['lang'] == ('en' if english else 'vi'), path


with open(ROOT / 'config/hanoi/sections.csv', encoding='utf-8', newline='') as lines:
    FOREIGN = [row for row in csv.DictReader(lines)
               if row['foreign_language'] == 'yes' and 'city' in row['levels'].split('|')]


def test_what_must_be_in_a_foreign_language_is_titled_and_explained_in_english(crawl):
    assert len(FOREIGN) >= 8
    for row in FOREIGN:
        text = html.unescape(crawl.pages[f'/english/{row["code"]}'].text)
        assert re.search(r'<h1>([^<]+)</h1>', text)[1] == row['name_en']
        assert re.search(r'<p class="intro">([^<]+)</p>', text)[1] == row['summary_en']
