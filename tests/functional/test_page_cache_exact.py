"""Whatever is done to the portal, a page from the cache is the page made anew, byte for byte.

``EXACT=500 bin/pytest tests/functional/test_page_cache_exact.py`` tries as many stories.
"""
import gzip
import io
import os
from types import SimpleNamespace

import brotli
import pytest
import transaction
from hanoiportal.contenttypes.homepage.resource import NAME as HOME
from hanoiportal.public.kept import IPieces
from hanoiportal.publishing.interfaces import CannotPublish
from hanoiportal.redirects.moving import MovingService
from hanoiportal.review.interfaces import CannotPerform
from hanoiportal.tree.events import send
from hanoiportal.tree.lookup import find_site
from hanoiportal.versions.interfaces import Refused
from hanoiportal.versions.naming import Naming
from hanoiportal.web.asking import Asked, asked_for
from hanoiportal.web.pagecache import PageCache
from hypothesis import HealthCheck, Phase
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

STORIES = how(
    max_examples=int(os.environ.get('EXACT', '3')), stateful_step_count=30, deadline=None,
    suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate),
    database=None, derandomize='EXACT' not in os.environ)
#: How Hypothesis tells of what it found; told again, a story may end otherwise.
FOUND = (AssertionError, Flaky)
UNPACK = {None: bytes, 'br': brotli.decompress, 'gzip': gzip.decompress}
#: Readers as host, cookie, ``Accept-Encoding`` and scheme; others differ from the first by one.
READERS = (
    ('localhost', '', '', 'http'), ('hanoi.gov.vn', '', '', 'http'),
    ('bavi.hanoi.gov.vn', '', 'gzip', 'http'), ('localhost', '', 'br;q=0.9, gzip;q=0.1', 'https'),
    ('localhost', 'hien-thi=dark.125.text', 'br', 'http'),
    ('localhost', 'hien-thi=contrast.100.full; x=1', 'br;q=0.1, gzip', 'http'),
    ('localhost', 'danh-cho-ban=tin-tuc-su-kien~bavi', 'identity', 'http'))
PATHS = ('/', '/{section}', '/{section}/{item}', '/hai', '/hai/{item}', '/search?q=tin',
         '/sites/bavi', '/sites/bavi/tin-tuc-su-kien/{boarded}', '/sitemap', '/sitemap.xml',
         '/{section}/atom.xml', '/{section}/{item}.json', '/danh-cho-ban')
TITLES = st.sampled_from(['Tin một', 'Tin hai', 'Tin <ba> & bốn', 'Muc nam'])


def answered(application, address, host, cookie, encoding, scheme):
    """Return status and unpacked body of what ``application`` answers."""
    path, _mark, query = address.partition('?')
    said = []
    body = application({
        'REQUEST_METHOD': 'GET', 'SCRIPT_NAME': '', 'PATH_INFO': path, 'QUERY_STRING': query,
        'HTTP_HOST': host, 'SERVER_NAME': host, 'SERVER_PORT': '80', 'HTTP_COOKIE': cookie,
        'HTTP_ACCEPT_ENCODING': encoding, 'wsgi.url_scheme': scheme, 'wsgi.input': io.BytesIO(),
        'wsgi.version': (1, 0), 'wsgi.errors': None, 'wsgi.multithread': True,
        'wsgi.multiprocess': False, 'wsgi.run_once': False,
    }, lambda status, headers: said.extend((status, dict(headers))))
    return said[0], UNPACK[said[1].get('Content-Encoding')](b''.join(body))


class Story(RuleBasedStateMachine):
    """Deeds of an editorial office, and readers in between.  ``at``: what it works with."""

    at = None
    told = 0

    def __init__(self):
        super().__init__()
        Story.told += 1
        self.at.wsgi._cache = PageCache(self.at.wsgi._cache.size)
        self.section = self.at.editing.add(
            self.at.portal, f'muc-{Story.told}', 'Section', {'title': 'Mục'}, 'test')
        self.item = self.at.editing.add(self.section, 'tin', 'NewsItem', {
            'title': 'Tin đầu', 'body': '<p>Thân</p>', 'keywords': ['nước']}, 'test')
        self.discarded, self.english = None, None
        self.boarded = self.at.writer.add(self.at.ward, f'Tin {Story.told} của xã')
        self.way = []
        transaction.commit()

    def do(self, deed, *given, **more):
        """Do a deed and commit; what is refused has not happened."""
        if self.discarded is not None and deed != self.at.recycling.restore:
            return None
        try:
            found = deed(*given, **more)
            transaction.commit()
            return found
        except (Refused, CannotPublish, CannotPerform):
            transaction.abort()
            return None

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

    def compare(self, address, reader):
        """Read twice through the cache, and once made anew with nothing that was kept."""
        kept = [answered(self.at.wsgi, address, *reader) for _ in range(2)]
        self.at.pieces.clear()
        made = answered(self.at.wsgi._application, address, *reader)
        assert kept == [made, made], (address, reader)

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
        recycling=recycling(), pieces=registry.getUtility(IPieces), ward=ward,
        writer=at_work('bavi-contributor'), editor=at_work('bavi-editor'),
        member=at_work('bavi-member'), approved=[])})


def test_kept_and_made_bytes_are_equal_whatever_happens(story):
    run_state_machine_as_test(story, settings=STORIES)

    assert story.at.approved


def test_a_cache_that_forgot_the_transaction_would_be_found_out(story, monkeypatch):
    monkeypatch.setattr('hanoiportal.web.pages.Pages._version', lambda self: b'always')
    monkeypatch.setattr('hanoiportal.web.pages.bytes', type(
        'Always', (), {'fromhex': staticmethod(lambda _digits: b'always')}), raising=False)

    with pytest.raises(FOUND):
        run_state_machine_as_test(story, settings=STORIES)


@pytest.mark.parametrize('part', [0, 1, 2, 4, 5])
def test_a_cache_with_a_part_of_the_key_missing_would_be_found_out(story, monkeypatch, part):
    def asked(environ, cookie):
        found = asked_for(environ, cookie)
        return found and Asked(found.key and (*found.key[:part], *found.key[part + 1:]), False)

    monkeypatch.setattr('hanoiportal.web.pages.asked_for', asked)

    with pytest.raises(FOUND):
        run_state_machine_as_test(story, settings=STORIES)
