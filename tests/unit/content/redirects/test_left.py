"""The addresses that were left, as the database keeps them."""
from types import SimpleNamespace

import pytest
from hanoiportal.content.redirects.resource import Left, left_on, of_site, on_portal, redirects_of
from hypothesis import given
from hypothesis import strategies as st

PATHS = st.sampled_from(['/', '/tin', '/tin/a', '/tin/b'])
IDS = st.integers(1, 4)


def kept(left):
    return dict(left.entries), dict(left.known)


@given(st.lists(st.tuples(PATHS, IDS)), PATHS, IDS)
def test_what_is_laid_away_and_taken_back_leaves_no_trace(moves, path, objectid):
    left = Left()
    for each in moves:
        left.leave(*each)
    before = kept(left)

    left.lay_away(path, objectid)
    assert left.entries[path][-1] == objectid
    left.take_back(path, objectid)

    assert kept(left) == before


@given(st.lists(st.tuples(PATHS, IDS)))
def test_every_address_knows_who_left_it_last_and_everybody_where_they_were(moves):
    left = Left()
    for each in moves:
        left.leave(*each)

    assert {path: ids[-1] for path, ids in left.entries.items()} == dict(moves)
    assert {(path, objectid) for objectid, paths in left.known.items() for path in paths} == (
        set(moves))


def test_taking_back_what_was_not_laid_away_changes_nothing():
    left = Left()
    left.leave('/a', 1)

    left.take_back('/a', 2)
    left.take_back('/b', 1)

    assert kept(left) == ({'/a': (1,)}, {1: ('/a',)})


@given(st.sampled_from(['', 'bavi']), PATHS)
def test_a_path_is_taken_apart_and_put_together(label, path):
    assert of_site(on_portal(label, path)) == (label, path)


def test_who_leaves_an_address_twice_is_noted_once_as_the_last():
    left = Left()
    for objectid in (1, 2, 1):
        left.leave('/a', objectid)

    assert left.entries['/a'] == (2, 1)
    assert left.known[1] == ('/a',)


def test_what_is_laid_away_twice_is_noted_twice_and_taken_back_from_the_end():
    left = Left()
    for objectid in (1, 2, 1):
        left.lay_away('/a', objectid)
    whole = left.entries['/a']
    left.take_back('/a', 1)

    assert (whole, left.entries['/a'], left.known[1]) == ((1, 2, 1), (1, 2), ('/a',))


def test_below_an_address_are_those_behind_its_slash_alone():
    left = Left()
    for path in ('/tin', '/tin/', '/tin/a', '/tin/b/c', '/tin0', '/tin-tuc', '/tin.', '/ti/a'):
        left.leave(path, 1)

    assert [path for path, _objectid in left.below('/tin')] == ['/tin/', '/tin/a', '/tin/b/c']
    assert left.below('/tin/') == left.below('/tin')
    assert left.below('/x') == []


def test_what_was_forgotten_is_remembered_in_its_place_beside_what_came_since():
    left = Left()
    for path, objectid in (('/a', 1), ('/a', 2), ('/b', 1)):
        left.leave(path, objectid)
    forgotten = left.forget('/a', 1)
    without = kept(left)
    left.leave('/c', 1)
    left.remember(*forgotten)

    assert without == ({'/a': (2,), '/b': (1,)}, {1: ('/b',), 2: ('/a',)})
    assert left.entries['/a'] == (1, 2)
    assert left.known[1] == ('/a', '/b', '/c')


def test_the_only_address_is_forgotten_with_all_that_was_known_of_it_and_remembered():
    left = Left()
    left.leave('/a', 1)
    forgotten = left.forget('/a', 1)

    assert kept(left) == ({}, {})
    left.remember(*forgotten)
    assert kept(left) == ({'/a': (1,)}, {1: ('/a',)})


@pytest.mark.parametrize(('label', 'path', 'on'), [
    ('bavi', '/', '/sites/bavi'), ('bavi', '/tin/', '/sites/bavi/tin'), ('', '/tin', '/tin')])
def test_a_site_s_own_path_is_one_below_the_portal(label, path, on):
    assert on_portal(label, path) == on


def test_a_site_s_addresses_are_kept_once_it_has_left_one_and_found_again():
    portal = SimpleNamespace()
    assert redirects_of(portal) is None

    left = left_on(portal, 'bavi')

    assert left_on(portal, 'bavi') is left is not left_on(portal, '')
    assert set(redirects_of(portal).sites) == {'bavi', ''}
