"""Whatever is done to the portal, a page from the cache is the page made anew, byte for byte.

``EXACT=500 bin/pytest tests/functional/web/test_page_cache_exact.py`` tries as many stories.
"""
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.content.redirects.moving import MovingService
from hanoiportal.content.versions.naming import Naming
from hanoiportal.kernel.tree.events import send
from hanoiportal.kernel.tree.lookup import find_site
from hanoiportal.types.homepage.resource import NAME as HOME
from hanoiportal.web.pagecache.cache import PageCache
from hanoiportal.web.pagecache.cachekey import PageLookup, page_lookup_of
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from support.stateful_stories import FOUND, READERS, STORIES, Actions

PATHS = ('/', '/{section}', '/{section}/{item}', '/hai', '/hai/{item}', '/search?q=tin',
         '/sites/bavi', '/sites/bavi/tin-tuc-su-kien/{boarded}', '/sitemap', '/sitemap.xml',
         '/{section}/atom.xml', '/{section}/{item}.json', '/danh-cho-ban')
TITLES = st.sampled_from(['Tin một', 'Tin hai', 'Tin <ba> & bốn', 'Muc nam'])


class Story(Actions):
    """Actions of an editorial office."""

    told = 0

    def __init__(self):
        super().__init__()
        Story.told += 1
        self.at.wsgi._cache = PageCache(self.at.wsgi._cache.size)
        self.section = self.at.editing.add(
            self.at.portal, f'muc-{Story.told}', 'Section', {'title': 'Mục'}, 'test')
        self.item = self.at.editing.add(self.section, 'tin', 'NewsItem', {
            'title': 'Tin đầu', 'body': '<p>Thân</p>', 'keywords': ['nước']}, 'test')
        self.english = None
        self.boarded = self.at.writer.add(self.at.ward, f'Tin {Story.told} của xã')
        self.way = []
        transaction.commit()

    @rule(title=TITLES)
    def edit(self, title):
        self.do(self.at.editing.edit, self.item, {'title': title}, 'test')

    @rule()
    def publish(self):
        self.do(self.at.publishing.publish, self.item, 'test')

    @rule()
    def withdraw(self):
        self.do(self.at.publishing.withdraw, self.item, 'test')

    @rule(title=TITLES)
    def publish_another(self, title):
        added = self.do(self.at.editing.add, self.section, '', 'NewsItem', {
            'title': title, 'keywords': ['nước']}, 'test')
        if added is not None:
            self.do(self.at.publishing.publish, added, 'test')

    @rule(title=TITLES)
    def translate(self, title):
        if self.english is None:
            self.english = self.do(
                self.at.editing.translate, self.item, 'en', {'title': title}, 'test')
        else:
            self.do(self.at.editing.edit, self.english, {'title': title}, 'test')

    @rule()
    def publish_the_translation(self):
        if self.english is not None:
            self.do(self.at.publishing.publish, self.english, 'test')

    @rule(title=TITLES)
    def edit_the_section(self, title):
        self.do(self.at.editing.edit, self.section, {'title': title}, 'test')

    @rule(name=st.sampled_from(['tin', 'them', 'khac']))
    def rename(self, name):
        self.do(self.at.editing.rename, self.item, name, 'test')

    @rule(away=st.booleans())
    def move(self, away):
        self.do(self.at.moving.move, self.item, self.at.portal['hai'] if away else self.section,
                'test')

    @rule()
    def discard(self):
        self.discarded = self.do(self.at.recycling.discard, self.item, 'test') or self.discarded

    @rule()
    def restore(self):
        if self.discarded is not None:
            self.do(self.at.recycling.restore, self.discarded, 'test')
            self.discarded = None

    @rule(status=st.sampled_from(['active', 'suspended']))
    def close_or_open_a_site(self, status):
        self.do(self.at.editing.edit, self.at.portal['sites']['bavi'], {'status': status}, 'test')

    @rule(title=TITLES)
    def take_the_next_step_to_the_board(self, title):
        if not self.way:
            self.do(self.at.editor.edit, self.boarded, title=title)
            self.way = self.steps()
        self.do(*self.way.pop(0))

    def steps(self):
        """Return what is done to the ward's text until its board has approved it."""
        take = [(self.at.editor.take, self.boarded, 'take')]
        return [
            (self.at.editor.take, self.boarded, 'submit'),
            *([] if self.boarded.is_public else take),
            (self.at.editor.take, self.boarded, 'pass_on'), (self.approve,)]

    def approve(self):
        self.at.member.approve(self.boarded)
        self.at.approved.append(self.boarded.title)

    @rule(title=TITLES)
    def let_the_board_decide(self, title):
        self.take_the_next_step_to_the_board(title)
        while self.way:
            self.do(*self.way.pop(0))

    @rule(title=TITLES)
    def compose_the_home_page(self, title):
        blocks = f'khối: loi-van\ntiêu đề: {title}\nlời: Lời'
        if HOME not in self.at.portal:
            self.do(self.at.editing.add, self.at.portal, HOME, 'HomePage', {
                'title': 'Trang chủ', 'blocks': blocks}, 'test')
        else:
            self.do(self.at.publishing.publish, self.at.portal[HOME], 'test')

    @rule(language=st.sampled_from(['', '/english']), path=st.sampled_from(PATHS))
    def read(self, language, path):
        address = self.address(language + path)
        for reader in READERS:
            self.compare(address, reader)
        self.compare(address.partition('?')[0] + '?q=khac', READERS[0])
        for word in ('tin', 'khac'):
            self.compare(f'{language}/search?q={word}', READERS[0])

    def address(self, path):
        return path.format(section=self.section.__name__, item=self.item.__name__ or 'tin',
                           boarded=self.boarded.__name__)

    @invariant()
    def look_at_what_may_have_changed(self):
        for path in ('/', '/{section}', '/english/{section}/{item}',
                     '/sites/bavi/tin-tuc-su-kien/{boarded}'):
            self.compare(self.address(path), READERS[0])

    def teardown(self):
        transaction.abort()
        site = self.at.portal['sites']['bavi']
        if not find_site(site).is_active:
            self.at.editing.edit(site, {'status': 'active'}, 'test')
            transaction.commit()


@pytest.fixture
def story(wsgi, small_portal, editing, publishing, recycling, registry, at_work, ward):
    """The machine, at work on a portal of this test."""
    for site in (small_portal, small_portal['sites']['bavi']):
        for name in ('mot', 'hai'):
            editing.add(site, name, 'Section', {'title': f'Chuyên mục {name}'}, 'test')
    transaction.commit()
    moving = MovingService(
        registry, lambda *_asked: True, send(registry), Naming(registry), editing)
    return type('Told', (Story,), {'at': SimpleNamespace(
        wsgi=wsgi, portal=small_portal, editing=editing, publishing=publishing, moving=moving,
        recycling=recycling(), ward=ward,
        writer=at_work('bavi-contributor'), editor=at_work('bavi-editor'),
        member=at_work('bavi-member'), approved=[])})


def test_kept_and_made_bytes_are_equal_whatever_happens(story):
    run_state_machine_as_test(story, settings=STORIES)

    assert story.at.approved


def test_a_cache_that_forgot_the_transaction_would_be_found_out(story, monkeypatch):
    monkeypatch.setattr('hanoiportal.web.pagecache.pages.Pages._version', lambda self: b'always')
    monkeypatch.setattr('hanoiportal.web.pagecache.pages.bytes', type(
        'Always', (), {'fromhex': staticmethod(lambda _digits: b'always')}), raising=False)

    with pytest.raises(FOUND):
        run_state_machine_as_test(story, settings=STORIES)


@pytest.mark.parametrize('part', [0, 1, 2, 4, 5])
def test_a_cache_with_a_part_of_the_key_missing_would_be_found_out(story, monkeypatch, part):
    def asked(environ, cookie):
        found = page_lookup_of(environ, cookie)
        return found and PageLookup(
            found.key and (*found.key[:part], *found.key[part + 1:]), False)

    monkeypatch.setattr('hanoiportal.web.pagecache.pages.page_lookup_of', asked)

    with pytest.raises(FOUND):
        run_state_machine_as_test(story, settings=STORIES)
