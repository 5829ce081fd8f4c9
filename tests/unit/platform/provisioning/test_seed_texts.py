"""The news and standing pages of ``config/hanoi``: complete, clean, true to Decision 4263."""
import re
import unicodedata
from datetime import date, time, timedelta
from html.parser import HTMLParser

import pytest
from hanoiportal.base.legaltexts import parser
from hanoiportal.base.legaltexts.structure import walk
from hanoiportal.base.text import plain_text
from hanoiportal.kernel.tree.markup import active_parts, clean
from hanoiportal.kernel.tree.names import RESERVED
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.types.newsitem.resource import GENRES
from support import ROOT

FOLDER = ROOT / 'config' / 'hanoi'
DATA = Data(FOLDER)
TEXT_FILES = sorted([
    *(FOLDER / name for name in (
        'agencies.csv', 'communes.csv', 'sections.csv', 'languages.csv',
        'reserved_subdomains.csv', 'portal.yaml', 'SOURCES.md')),
    *FOLDER.glob('news/*.yaml'), *FOLDER.glob('pages/*.yaml')])
LEVELS = ['city', 'agency', 'commune']
HANOI = timedelta(hours=7)
REFERENCE = re.compile(r'decision:dieu-[0-9]+(-khoan-[0-9]+(-diem-[a-z]+)?)?')
BODIES = [document[language]['body'] for folder in ('news', 'pages')
          for _name, document in DATA.documents(folder) for language in ('vi', 'en')]


class Markup(HTMLParser):
    """Every tag of a fragment, in order; ``links``: pairs of address and text."""

    def __init__(self, fragment):
        super().__init__()
        self.tags, self.links = [], []
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag, attributes):
        kept = {name: value for name, value in attributes if name != 'rel'}
        self.tags.append((tag, kept))
        if tag == 'a':
            self.links.append([kept['href'], ''])

    def handle_endtag(self, tag):
        self.tags.append('/' + tag)

    def handle_data(self, text):
        if self.links and '/a' not in self.tags[-1:]:
            self.links[-1][1] += text


def test_texts_are_precomposed_and_evenly_spaced():
    for path in TEXT_FILES:
        text = path.read_text(encoding='utf-8')

        assert unicodedata.is_normalized('NFC', text), path
        assert not re.search('[\u00a0\u00ad\u200b-\u200f\u2028\ufeff\t]', text), path
        assert all('  ' not in line.lstrip() and line == line.rstrip()
                   for line in text.splitlines()), path


@pytest.mark.parametrize('news', DATA.news, ids=lambda news: news['slug'])
def test_a_news_item_is_complete(news):
    languages = news['vi'], news['en']

    assert news['section'] in {row['code'] for row in DATA.sections_of('city')}
    assert news['genre'] in dict(GENRES)
    assert news['author'] and news['source_agency'] and news['keywords']
    assert len(news['keywords']) == len(news['en']['keywords'])
    assert all(text['title'] and text['lead'] for text in languages)
    assert all(150 <= len(plain_text(text['body']).split()) <= 700 for text in languages)


@pytest.mark.parametrize('news', DATA.news, ids=lambda news: news['slug'])
def test_a_news_item_appears_in_office_hours_after_the_decision(news):
    moment = news['date']

    assert moment.utcoffset() == HANOI
    assert date(2025, 8, 16) < moment.date() <= date(2026, 11, 24)
    assert moment.weekday() < 5
    assert time(7, 30) <= moment.time() <= time(17, 30)


def test_news_items_are_numbered_in_the_order_in_which_they_appear():
    moments = [news['date'] for news in DATA.news]

    assert 12 <= len(moments) <= 14
    assert moments == sorted(set(moments))


@pytest.mark.parametrize('page', DATA.pages, ids=lambda page: '-'.join(page['levels']) + (
    f'-{page["slug"]}'))
def test_a_standing_page_is_complete_and_has_a_date_of_review(page):
    sections = {level: {row['code']: row for row in DATA.sections_of(level)} for level in LEVELS}

    assert all('Page' in sections[level][page['section']]['allowed_types'].split(',')
               for level in page['levels'])
    assert page['owner_unit'] and 1 <= page['review_months'] <= 12
    assert all(page[language][field] for language in ('vi', 'en')
               for field in ('title', 'summary', 'body'))
    assert set(re.findall('{.*?}', ' '.join([*page['vi'].values(), *page['en'].values()]))) <= {
        '{site}', '{site_en}', '{owner}', '{host}'}


@pytest.mark.parametrize('level, most', [('city', 9), ('agency', 3), ('commune', 3)])
def test_every_site_has_a_few_standing_pages_at_different_addresses(level, most):
    places = [(page['section'], page['slug']) for page in DATA.pages if level in page['levels']]

    assert len(places) == len(set(places))
    assert ('lien-he', 'gui-tin-bai') in places
    assert len(places) <= most


def test_cleaning_finds_nothing_to_mend_or_to_take_away():
    for body in BODIES:
        linked = body.replace('href="decision:', 'href="https://hanoi.gov.vn/#')

        cleaned = clean(linked)

        assert Markup(cleaned).tags == Markup(linked).tags, body
        assert plain_text(cleaned) == plain_text(linked), body
        assert not active_parts(body)


def test_a_table_names_what_its_cells_are():
    for body in BODIES:
        tags = Markup(body).tags
        headers = [attributes for tag, attributes in (each for each in tags if each[0] == 'th')]

        assert tags.count(('table', {})) == tags.count(('caption', {})), body
        assert all(header.get('scope') in ('col', 'row') for header in headers), body
        assert bool(headers) == (('table', {}) in tags), body


def anchors_of_the_decision():
    text = (FOLDER / 'quyet-dinh-4263.txt').read_text(encoding='utf-8')
    return {provision.anchor for part in parser.parse(text).parts
            for provision, _above in walk(part.body)}


def test_every_reference_leads_to_a_provision_that_the_decision_has():
    anchors = anchors_of_the_decision()
    addresses = {address for body in BODIES for address, _text in Markup(body).links
                 if not address.startswith('mailto:')}
    own = {address for address in addresses if address.startswith('/')}
    addresses -= own

    assert {address.removeprefix('/english').split('/')[1] for address in own} <= RESERVED
    assert len(addresses) > 50
    assert all(REFERENCE.fullmatch(address) for address in addresses)
    assert {address.removeprefix('decision:') for address in addresses} <= anchors


def test_a_reference_leads_where_its_words_say():
    for body in BODIES:
        for address, text in Markup(body).links:
            numbers = dict(re.findall('(dieu|khoan|diem)-([0-9a-z]+)', address))
            for words, level in (
                    ('Điều|Article', 'dieu'), ('[Kk]hoản|clause', 'khoan'),
                    ('[Đđ]iểm|[Pp]oint', 'diem')):
                named = re.search(f'(?:{words}) ([0-9]+|[a-z])\\b', text)
                assert not named or numbers[level] == named[1], f'{text} -> {address}'
