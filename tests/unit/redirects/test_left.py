"""The addresses that were left, as the database keeps them."""
from hanoiportal.content.redirects.resource import Left, of_site, on_portal
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
