"""What is cached of an item is what would be made anew, whatever it was read from changes.

One story is told always, with every kind of action: it finds out each fault that is planted here.
Others are told at random, a short one in each run, or as many as ``EXACT`` says:
``EXACT=500 bin/pytest tests/functional/shells/public/test_item_pieces_exact.py``.
"""
import os
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.lookup import path_of
from hanoiportal.shells.public import fragments
from hanoiportal.shells.public.page.frame import Frame
from hanoiportal.shells.public.search import page as search
from hanoiportal.web.login.throttle import IThrottles, Limit
from hanoiportal.web.pagecache.cache import PageCache
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from support.factories import picture
from support.stateful_stories import READERS, STORIES, Actions

WORDS = st.sampled_from(['Một', 'Hai', 'Một & <hai>'])
ADDRESSES = [
    (f'{language}/{path}', reader) for language in ('', '/english') for path, readers in (
        ('{section}/{item}', (*READERS[:2], READERS[4])), ('{section}', READERS[:2]),
        ('api/v1/items/{oid}', READERS[:1]), ('api/v1/items?section={section}', READERS[:1]),
        ('search?q=tin', (*READERS[:2], READERS[4])), ('search?q=text+hai', READERS[:2]),
        ('search', READERS[:1]), ('search?x=1', READERS[:1]))
    for reader in readers]
#: What shows a fault that every reader would meet.
TO_THE_FIRST = [(address, reader) for address, reader in ADDRESSES if reader is READERS[0]]
#: The pages of the item, its record, and those that list it; and those that find it.
OF_THE_ITEM = [each for each in TO_THE_FIRST if 'search' not in each[0]]
OF_SEARCH = [each for each in TO_THE_FIRST if 'search' in each[0]]
#: What else is looked at after one in so many actions of a brief run, be a fault planted or not.
IN_TURN = 1 if 'EXACT' in os.environ else 6
STATES = st.sampled_from(['published', 'archived'])
#: Of two, Hypothesis makes the first as short as can be.
AT_RANDOM = STORIES if 'EXACT' in os.environ else how(
    STORIES, max_examples=2, stateful_step_count=10)
#: Every kind of action, first those after which most would be out of date.
TOLD = (
    ('translate_otherwise', {'words': 'Hai', 'number': 0}),
    ('translate_otherwise', {'words': 'Hai', 'number': 1}),
    ('say_something_else', {'words': 'Hai'}), ('describe_the_image', {'words': 'Hai'}),
    ('learn_that_the_image_is_another', {'width': 16}),
    ('call_the_section_otherwise', {'words': 'Hai'}),
    ('say_something_else_next_to_it', {'words': 'Hai'}),
    ('archive_the_translation_or_not', {'state': 'archived'}),
    ('archive_the_translation_or_not', {'state': 'published'}),
    ('translate_otherwise', {'words': 'Hai', 'number': 2}),
    ('archive_or_not', {'state': 'archived', 'number': 0}),
    ('archive_or_not', {'state': 'published', 'number': 0}),
    ('archive_or_not', {'state': 'archived', 'number': 1}),
    ('archive_or_not', {'state': 'published', 'number': 1}),
    ('publish_or_withdraw_the_other', {'public': False}),
    ('publish_or_withdraw_the_other', {'public': True}),
    *(('publish_or_withdraw_a_translation', {'number': number, 'public': public})
      for number in range(3) for public in (False, True)),
    ('give_the_city_another_owner', {'words': 'Hai'}),
    ('show_or_withdraw_the_image', {'public': False}),
    ('show_or_withdraw_the_image', {'public': True}),
    ('rename', {'number': 1, 'name': 'mot'}), ('illustrate', {}),
    ('rename', {'number': 0, 'name': 'mot'}), ('rename', {'number': 2, 'name': 'mot'}),
    ('rename', {'number': 3, 'name': 'mot'}), ('publish_elsewhere', {}))


class Story(Actions):
    """Actions that change what is said of one item, and some that do not."""

    told, kind, addresses, looks, turns = 0, 'NewsItem', ADDRESSES, 0, IN_TURN

    def __init__(self):
        super().__init__()
        Story.told += 1
        add, portal = self.at.editing.add, self.at.portal
        self.section = add(portal, f'muc-{Story.told}', 'Section', {'title': 'Mục'}, 'test')
        self.section.allowed_types = (*self.section.allowed_types, 'Image', 'Infographic')
        self.item, self.other = [add(self.section, name, kind, {
            'title': 'Tin', 'body': '<p>Thân</p>', 'keywords': ['nước'],
            'images': [f'/muc-{Story.told}/anh']}, 'test')
            for name, kind in (('tin', self.kind), ('khac', 'NewsItem'))]
        self.image = add(self.section, 'anh', 'Image', {
            'title': 'Ảnh', 'alt': 'Hoa', 'image': Incoming('a.png', picture())}, 'test')
        self.texts = [self.at.editing.translate(each, 'en', {'title': 'Text'}, 'test')
                      for each in (self.section, self.item, self.other)]
        for each in (self.image, self.item, self.other, *self.texts):
            self.at.publishing.publish(each, 'test')
        transaction.commit()
        self.illustrate()

    def edit(self, resource, **values):
        """Write what services would write in the end."""
        for name, value in values.items():
            setattr(resource, name, value)
        transaction.commit()

    @rule(words=WORDS)
    def say_something_else(self, words):
        self.edit(self.item, title=words, summary=words, author=words, keywords=[words])

    @rule(words=WORDS)
    def say_something_else_next_to_it(self, words):
        self.edit(self.other, title=words, summary=words)

    @rule(state=STATES, number=st.integers(0, 1))
    def archive_or_not(self, state, number):
        self.edit((self.item, self.other)[number], state=state)

    @rule(state=STATES)
    def archive_the_translation_or_not(self, state):
        if self.texts[1].is_public:
            self.edit(self.texts[1], state=state)

    @rule(words=WORDS, number=st.integers(0, 2))
    def translate_otherwise(self, words, number):
        self.edit(self.texts[number], title=words)

    @rule(public=st.booleans())
    def publish_or_withdraw_the_other(self, public):
        publishing = self.at.publishing
        self.do(publishing.publish if public else publishing.withdraw, self.other, 'test')

    @rule(number=st.integers(0, 2), public=st.booleans())
    def publish_or_withdraw_a_translation(self, number, public):
        publishing = self.at.publishing
        self.do(publishing.publish if public else publishing.withdraw, self.texts[number], 'test')

    @rule(words=WORDS)
    def call_the_section_otherwise(self, words):
        self.edit(self.section, title=words)

    @rule(words=WORDS)
    def give_the_city_another_owner(self, words):
        self.edit(self.at.portal, owner=words)

    @rule()
    def illustrate(self):
        self.edit(self.item, images=[path_of(self.image)])

    @rule(words=WORDS)
    def describe_the_image(self, words):
        self.edit(self.image, alt=words)

    @rule(width=st.sampled_from([8, 16]))
    def learn_that_the_image_is_another(self, width):
        self.edit(self.image.image, width=width)

    @rule(public=st.booleans())
    def show_or_withdraw_the_image(self, public):
        publishing = self.at.publishing
        self.do(publishing.publish if public else publishing.withdraw, self.image, 'test')

    @rule(number=st.integers(0, 3), name=st.sampled_from(['mot', 'hai']))
    def rename(self, number, name):
        resource = (self.item, self.image, self.other, self.section)[number]
        self.do(self.at.editing.rename, resource, f'{name}-{number}', 'test')

    @rule()
    def publish_elsewhere(self):
        self.edit(self.at.portal['sites']['bavi'], summary='Khác')

    def tell(self):
        """Do what ``TOLD`` says and look at the item after each action."""
        self.look_at_the_item()
        for name, given in TOLD:
            getattr(self, name)(**given)
            self.look_at_the_item()

    @invariant()
    def look_at_the_item(self):
        names = {'section': self.section.__name__, 'item': self.item.__name__,
                 'oid': self.item.__oid__}
        self.looks += 1
        self.compare_all([
            (address.format(**names), reader)
            for at, (address, reader) in enumerate(self.addresses, self.looks)
            if (address, reader) in OF_THE_ITEM or at % self.turns == 0])


@pytest.fixture
def story(wsgi, small_portal, editing, publishing, registry, monkeypatch):
    """The machine, at work on a portal of this test, where one may search without end."""
    monkeypatch.setitem(registry.getUtility(IThrottles).limits, 'search', Limit(0, 60))
    wsgi._cache = PageCache(wsgi._cache.size)
    return type('Told', (Story,), {'at': SimpleNamespace(
        wsgi=wsgi, portal=small_portal, editing=editing, publishing=publishing)})


def test_every_kind_of_action_is_told_always():
    assert {name for name, _given in TOLD} == {
        each.function.__name__ for each in Story.setup_state().rules}


@pytest.mark.parametrize(('kind', 'addresses'), [
    ('NewsItem', ADDRESSES), ('Infographic', OF_THE_ITEM)], ids=['NewsItem', 'Infographic'])
def test_what_is_cached_of_an_item_is_what_would_be_made_anew(story, kind, addresses):
    story.kind, story.addresses = kind, addresses

    story().tell()
    run_state_machine_as_test(story, settings=AT_RANDOM)


versions_of, version_of, key_of = fragments.versions_of, fragments.version_of, fragments.key_of


def without(part):
    """Return ``versions_of`` as it would be without a ``part`` of what it looks at."""
    def versions(tag, *resources):
        if part == 'places':
            return b''.join(map(version_of, resources))
        if part == 'images':
            resources = [each for each in resources if not hasattr(each, 'image')]
        found = versions_of('vi' if part == 'texts' else tag, *resources)
        pictures = {version_of(each.image) for each in resources if hasattr(each, 'image')}
        each = [found[at:at + 16] for at in range(0, len(found), 16)]
        return b''.join(version for version in each if part != 'pictures' or version
                        not in pictures)

    return versions


def spoil(monkeypatch, name, change):
    """Let ``change`` spoil the key, ``(name, scope, versions, varies)``, of fragments of a kind.
    """
    def key(page, named, reads=fragments.SNAPSHOT, varies=()):
        found = key_of(page, named, reads, varies)
        return change(found, page, reads) if named == name else found

    for module in ('fragments', 'pageassembly'):
        monkeypatch.setattr(f'hanoiportal.shells.public.{module}.key_of', key)


@pytest.mark.parametrize('part', ['places', 'images', 'pictures', 'texts'])
@pytest.mark.parametrize('name', ['head', 'page', 'list'])
def test_a_fragment_that_outlived_what_it_reads_would_be_found_out(story, monkeypatch, name, part):
    story.kind = 'Infographic' if name == 'head' else 'NewsItem'
    story.addresses = OF_THE_ITEM
    spoil(monkeypatch, name, lambda key, page, reads: (
        *key[:2], without(part)(page.language.tag, *reads), key[3]))

    with pytest.raises(AssertionError):
        story().tell()


@pytest.mark.parametrize(('name', 'instead'), [
    ('Versions.of', lambda *_of: b''), ('versions_of', lambda *_of: b'')])
def test_a_hit_that_outlived_what_it_reads_would_be_found_out(story, monkeypatch, name, instead):
    story.addresses, story.turns = OF_SEARCH, 1
    monkeypatch.setattr(f'hanoiportal.shells.public.search.hits.{name}', instead)

    with pytest.raises(AssertionError):
        story().tell()


#: Where the versions of texts stand in what the key of a page varies by, before names of dynamic
#: values.
TEXTS = 1


@pytest.mark.parametrize(('name', 'change'), [
    ('page', lambda key: (key[0], (), *key[2:])),
    ('page', lambda key: (*key[:3], (*key[3][:TEXTS], *key[3][TEXTS + 1:]))),
    ('page', lambda key: (*key[:3], (*key[3][:TEXTS + 1], key[3][-1]))),
    ('page', lambda key: (*key[:3], key[3][:-1])),
    ('api record', lambda key: (*key[:2], b'', key[3])), ('api record', lambda key: key[:3]),
    ('api rows', lambda key: (*key[:2], b'', key[3])),
    ('frame', lambda key: (key[0], (), *key[2:])),
    ('frame', lambda key: (*key[:2], b'', key[3])),
    ('frame', lambda key: (*key[:3], ()))],
    ids=['scope', 'texts', 'dynamic', 'varies', 'reads', 'texts', 'reads', 'scope', 'transaction',
         'place'])
def test_a_page_that_forgot_what_it_depends_on_would_be_found_out(
        story, monkeypatch, name, change):
    spoil(monkeypatch, name, lambda key, _page, _reads: change(key))

    with pytest.raises(AssertionError):
        story().tell()


def test_a_placeholder_that_is_none_would_be_found_out(story, monkeypatch):
    monkeypatch.setattr('hanoiportal.shells.public.pageassembly.Placeholders', Frame)

    with pytest.raises(AssertionError):
        story().tell()


def test_results_that_forgot_what_they_show_would_be_found_out(story, monkeypatch):
    monkeypatch.setattr('hanoiportal.shells.public.search.page._DIFFERENT', tuple(
        name for name in search._DIFFERENT if name != 'hits'))

    with pytest.raises(AssertionError):
        story().tell()
