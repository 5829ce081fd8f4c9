"""Numbers that are kept where they change."""
from hanoiportal.kernel.storage.keptcounts import KeptCounts


def test_numbers_follow_what_is_changed_and_replaced():
    counts = KeptCounts(['a', 'b', 'a'])
    counts.change('c', 2)
    counts.change('d', 0)
    counts.replace(['a', 'b'], ['b', 'c'])

    assert counts.numbers() == {'a': 1, 'b': 1, 'c': 3}
    assert counts.of('d') == 0 and 'd' not in counts.lengths


def test_wrong_numbers_are_mended_and_told():
    counts = KeptCounts(['a', 'b', 'b'])

    assert counts.mend({'b': 2, 'a': 1}) == 0
    assert counts.mend({'b': 5, 'c': 1}) == 3
    assert counts.numbers() == {'b': 5, 'c': 1}
