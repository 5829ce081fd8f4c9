"""What is kept of an item is what would be made anew, whatever it was read from changes.

``EXACT=500 bin/pytest tests/functional/test_item_pieces_exact.py`` tries as many stories.
"""
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.public.stamps import stamps_of
from hanoiportal.tree.lookup import path_of
from hanoiportal.tree.upload import Incoming
from hanoiportal.web.pagecache import PageCache
from hanoiportal.web.throttle import IThrottles, Limit
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from making import picture
from stories import FOUND, READERS, STORIES, Deeds, pieces_of

WORDS = st.sampled_from(['Một', 'Hai', 'Một & <hai>'])
ADDRESSES = [(f'{language}/{what}', reader) for language in ('', '/english')
             for what in ('{section}/{item}', 'search?q=tin', 'search?q=text+hai')
             for reader in READERS[:2]]


class Story(Deeds):
    """Deeds that change what is said of one item, and some that do not."""

    told = 0

    def __init__(self):
        super().__init__()
        Story.told += 1
        add, portal = self.at.editing.add, self.at.portal
        self.section = add(portal, f'muc-{Story.told}', 'Section', {'title': 'Mục'}, 'test')
        self.section.allowed_types = (*self.section.allowed_types, 'Image')
        self.item = add(self.section, 'tin', 'NewsItem', {
            'title': 'Tin', 'body': '<p>Thân</p>', 'keywords': ['nước']}, 'test')
        self.image = add(self.section, 'anh', 'Image', {
            'title': 'Ảnh', 'alt': 'Hoa', 'image': Incoming('a.png', picture())}, 'test')
        self.texts = [self.at.editing.translate(each, 'en', {'title': 'Text'}, 'test')
                      for each in (self.section, self.item)]
        for each in (self.item, self.image):
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

    @rule(words=WORDS, number=st.integers(0, 1))
    def translate_otherwise(self, words, number):
        self.edit(self.texts[number], title=words)

    @rule(number=st.integers(0, 1), public=st.booleans())
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

    @rule(number=st.integers(0, 1), name=st.sampled_from(['mot', 'hai']))
    def rename(self, number, name):
        resource = (self.item, self.image)[number]
        self.do(self.at.editing.rename, resource, f'{name}-{number}', 'test')

    @rule()
    def publish_elsewhere(self):
        self.edit(self.at.portal['sites']['bavi'], summary='Khác')

    @invariant()
    def look_at_the_item(self):
        names = {'section': self.section.__name__, 'item': self.item.__name__}
        self.compare_all([
            (address.format(**names), reader) for address, reader in ADDRESSES])


@pytest.fixture
def story(wsgi, small_portal, editing, publishing, registry, monkeypatch):
    """The machine, at work on a portal of this test, where one may search without end."""
    monkeypatch.setitem(registry.getUtility(IThrottles).limits, 'search', Limit(0, 60))
    wsgi._cache = PageCache(wsgi._cache.size)
    return type('Told', (Story,), {'at': SimpleNamespace(
        wsgi=wsgi, portal=small_portal, editing=editing, publishing=publishing,
        pieces=pieces_of(registry))})


def test_what_is_kept_of_an_item_is_what_would_be_made_anew(story):
    run_state_machine_as_test(story, settings=STORIES)


@pytest.mark.parametrize('part', ['places', 'image', 'texts'])
def test_a_piece_that_outlived_what_it_was_read_from_would_be_found_out(story, monkeypatch, part):
    def stamps(resource, tag):
        if part == 'image' and hasattr(resource, 'image'):
            return ()
        found = stamps_of(resource, 'vi' if part == 'texts' else tag)
        return found[:1] if part == 'places' else found

    monkeypatch.setattr('hanoiportal.public.metadata.writing.stamps_of', stamps)

    with pytest.raises(FOUND):
        run_state_machine_as_test(story, settings=STORIES)


@pytest.mark.parametrize('name', ['stamp', 'stamps_of'])
def test_a_row_that_outlived_what_it_was_read_from_would_be_found_out(story, monkeypatch, name):
    monkeypatch.setattr(f'hanoiportal.public.hits.{name}', lambda *_of: ())

    with pytest.raises(FOUND):
        run_state_machine_as_test(story, settings=STORIES)
