import pytest
from hanoiportal.base.text.segments import KEY_BYTES
from hanoiportal.content.translations.base import (
    Base,
    changes,
    keys_of,
    parted,
    place_of,
    saved,
    segments_of,
)
from hypothesis import given
from hypothesis import strategies as st

LETTERS = st.lists(st.sampled_from('abcdef'), max_size=8, unique=True).map(''.join)


def keys(letters):
    return b''.join(letter.encode() * KEY_BYTES for letter in letters)


def letters(joined):
    return ''.join(key[:1].decode() for key in parted(joined))


def stale(base, source):
    return [(change.before, change.now) for change in changes(base, keys(source))]


def test_exactly_the_changed_paragraphs_are_stale():
    for before, now, found in (
            ('abc', 'abc', []), ('abc', 'axc', [(1, 1)]), ('abc', 'abxc', [(None, 2)]),
            ('abc', 'ac', [(1, None)]), ('abc', 'xyc', [(0, 0), (1, 1)]),
            ('ab', 'xby', [(0, 0), (None, 2)]), ('', 'a', [(None, 0)]),
            ('abc', 'c', [(0, None), (1, None)]), ('abc', 'xc', [(0, 0), (1, None)])):
        assert stale(Base(keys(before), keys('ABC')), now) == found


def test_saving_a_translation_settles_what_it_followed_and_no_more():
    for base, own, source, now, rest in (
            ('abc', 'ABC', 'axc', 'ABC', 'abc'),    # nothing was followed
            ('abc', 'ABC', 'axc', 'AXC', 'axc'),    # the very paragraph was
            ('abc', 'ABC', 'axc', 'XBC', 'abc'),    # another one was
            ('abc', 'ABC', 'xyc', 'AYC', 'ayc'),    # one of two was
            ('abc', 'ABC', 'abxc', 'ABXC', 'abxc'),  # a new one was added
            ('abc', 'ABC', 'abxc', 'ABC', 'abc'),   # it was not
            ('abc', 'ABC', 'ac', 'AC', 'ac'),       # a lost one was taken out
            ('abc', 'ABC', 'ac', 'ABC', 'abc'),     # it was not
            ('abc', 'A', 'axc', 'X', 'abc'),        # nobody can tell
        ):
        after = saved(Base(keys(base), keys(own)), keys(source), keys(now))

        assert letters(after.source) == rest, base
        assert after.own == keys(now), base


@given(LETTERS, LETTERS, LETTERS, LETTERS)
def test_what_is_kept_is_a_mixture_of_both_and_settles_by_itself(base, own, source, now):
    after = saved(Base(keys(base), keys(own)), keys(source), keys(now))

    assert set(letters(after.source)) <= set(base + source)
    assert saved(after, keys(source), keys(now)) == after
    assert saved(None, keys(source), keys(now)) == (keys(source), keys(now))
    assert changes(saved(None, keys(source), keys(now)), keys(source)) == []


@pytest.mark.parametrize('base, source, own, place', [
    ('abc', 'axc', 'ABC', 1), ('abc', 'abxc', 'ABC', None), ('abc', 'abxc', 'ABCD', 2),
    ('abc', 'axc', 'AB', None), ('abc', 'ac', 'ABC', 1)])
def test_the_place_in_the_translation_is_told_where_it_can_be(base, source, own, place):
    kept = Base(keys(base), keys('ABC'))
    [change] = changes(kept, keys(source))

    assert place_of(change, kept, keys(source), keys(own)) == place


def test_fields_of_every_kind_have_segments():
    assert [each.text for each in segments_of('<p>một</p><p>hai</p>', True)] == ['một', 'hai']
    assert [each.text for each in segments_of('<p>\nhai', False)] == ['<p>', 'hai']
    assert [each.text for each in segments_of(('a', 'b'), False)] == ['a; b']
    assert keys_of(segments_of((), False)) == keys_of(segments_of(None, True)) == b''
