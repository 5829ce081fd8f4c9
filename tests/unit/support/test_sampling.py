"""What is played of much that is alike, in CI and whole."""
import pytest
from support.sampling import dealt, in_turn, is_turn, share_of, some


def test_each_case_has_a_variant_and_each_variant_a_case():
    found = dealt('abcde', 'xy', 'pq', whole=False)

    assert found == [('a', 'x', 'p'), ('e', 'x', 'p'), ('b', 'x', 'q'), ('c', 'y', 'p'),
                     ('d', 'y', 'q')]


def test_a_variant_that_would_have_no_case_is_an_error():
    with pytest.raises(AssertionError):
        dealt('abc', 'xy', 'pq', whole=False)


def test_whole_each_case_has_every_variant():
    assert dealt('ab', 'xy', whole=True) == [('a', 'x'), ('b', 'x'), ('a', 'y'), ('b', 'y')]


def test_of_three_seeds_each_chooses_others_and_always_the_same():
    cases = [f'/{number}' for number in range(300)]
    chosen = {seed: some(cases, seed, 3, whole=False) for seed in 'abc'}

    assert all(60 < len(each) < 140 for each in chosen.values())
    assert len({*map(tuple, chosen.values())}) == 3
    assert some(cases, 'a', 3, whole=False) == chosen['a']
    assert some(cases, 'a', 3, whole=True) == cases


def test_who_asks_again_gets_the_next():
    asked = [in_turn('xyz', whole=False) for _time in range(6)]

    assert asked[:3] == asked[3:] and sorted(map(str, asked[:3])) == ["['x']", "['y']", "['z']"]
    assert in_turn('xyz', whole=True) == [*'xyz']


def test_who_asks_for_the_same_again_gets_it_every_other_time():
    assert [is_turn('a', whole=False) for _time in range(4)] == [True, False, True, False]
    assert is_turn('b', whole=False) and is_turn('a', whole=True) and is_turn('a', whole=True)


def test_of_few_cases_each_seed_has_its_share_and_all_seeds_have_all():
    cases = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    shares = [share_of(cases, f'view {number}', 3, whole=False) for number in range(30)]

    assert {len(each) for each in shares} == {2, 3}
    assert {case for each in shares for case in each} == {*cases}
    assert share_of(['a', 'b'], 'view', 3, whole=False) in (['a'], ['b'])
    assert share_of(['a'], 'view', 3, whole=False) == ['a']
    assert share_of([], 'view', 3, whole=False) == []
    assert share_of(cases, 'view', 3, whole=True) == cases
