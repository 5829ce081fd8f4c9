"""Another spelling is asked for when little is found, and gets the marks of the text it finds."""
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hanoiportal.base.text import words
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.shells.public.search.didyoumean import LOOKED_THROUGH, _with_marks, did_you_mean

TITLE = 'Thủ tục hành chính'


@pytest.mark.parametrize(('asked', 'text', 'marked'), [
    ('thu tuc', 'thủ tục', 'thủ tục'),
    ('thu tuc', 'thụ a thủ tục', 'thủ tục'),
    ('thu zzz', 'thủ thứ', 'thủ zzz'),
    ('tuc thu', 'thứ tục thú thủ', 'tục thú'),
    ('xa', 'thủ tục', 'xa'),
    ('thu tuc', 'thủ', 'thủ tuc'),
    ('thu', '', 'thu'),
    ('tuc xa', 'thủ tục xã', 'tục xã')])
def test_words_get_the_marks_that_they_have_in_the_text(asked, text, marked):
    assert ' '.join(_with_marks(words(asked)[1], text)) == marked


class Counting(CatalogService):
    """A catalog that finds as many as it is said to."""

    total = 1

    def search(self, query, place, language, start=0, size=20):
        """Return what is found, and that it is a page of ``total``."""
        self.asked = query, start, size
        return replace(
            super().search(query, place, language, start, size), total=self.total)


@pytest.fixture
def catalog(small_portal, editing, publishing):
    """A catalog of one item, whose text says at its very end what its title does not."""
    publishing.publish(editing.add(small_portal['tin-tuc-su-kien'], 'tin', 'NewsItem', {
        'title': TITLE, 'body': f'<p>{"ở đây " * (LOOKED_THROUGH // 6 + 1)}xã phường</p>'},
        'test'), 'test')
    return Counting(small_portal)


@pytest.fixture
def asked(catalog, small_portal, registry):
    """``asked(typed, total, found)``: what was meant by ``typed``, of which ``total`` were found
    as it is and ``found`` as it was meant.
    """
    request = SimpleNamespace(
        service=lambda interface: catalog, language=SimpleNamespace(tag='vi'), root=small_portal,
        registry=registry)

    def ask(typed, total=0, found=1):
        catalog.total = found
        return did_you_mean(request, small_portal, typed, total)

    return ask


def test_another_spelling_is_given_as_the_text_writes_it(asked, catalog):
    assert asked('thu tuk') == 'thủ tục'
    assert catalog.asked[1:] == (0, 1)
    assert LOOKED_THROUGH == 20_000
    assert asked('thu tuc') is None


def test_who_finds_ten_is_asked_nothing_and_who_finds_nine_is(asked):
    assert asked('thu tuk', 9, 1000) == 'thủ tục'
    assert asked('thu tuk', 10, 1000) is None


def test_another_spelling_finds_more_than_ten_times_as_much(asked):
    assert asked('thu tuk', 2, 21) == 'thủ tục'
    assert asked('thu tuk', 2, 20) is None
    assert asked('thu tuk', 0, 1) == 'thủ tục'


def test_a_word_beyond_what_is_looked_through_is_given_without_its_marks(asked):
    assert asked('xa phuonk') == 'xa phuong'
