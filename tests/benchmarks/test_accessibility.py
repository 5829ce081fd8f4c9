"""The walk with axe over the demonstration, ``make accessibility``."""
from benchmarks.accessibility.demonstration import Walked


def test_a_walk_goes_on_where_it_was_broken_off(tmp_path, capsys):
    first = Walked(tmp_path / 'walked')
    first.look('/ light', list)
    first.look('/english light', lambda: ['390: wider than the screen'])
    again = Walked(tmp_path / 'walked')
    again.look('/ light', lambda: ['looked at twice'])
    again.look('/search light', list)
    assert again.views == {
        '/ light': [], '/english light': ['390: wider than the screen'], '/search light': []}
    assert capsys.readouterr().out == '/english light: 390: wider than the screen\n'
