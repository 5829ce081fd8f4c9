"""Profiles of other systems, and what is read of their answers."""
import datetime

import pytest
from hanoiportal.base.profiles import day_at, found_at, laid_out, read_profiles, text_at


def written(tmp_path, *rows):
    path = tmp_path / 'profiles.csv'
    path.write_text('system,name,value,basis\n' + ''.join(f'{row}\n' for row in rows))
    return path


def test_a_profile_has_the_rows_of_its_system(tmp_path):
    found = read_profiles(written(
        tmp_path, 'a,id,data.id,', 'a,status:X,con,', 'b,id,so,'), ('id',))
    assert (found['a']['id'], found['a']['nothing'], found['a'].below('status')) == (
        'data.id', '', {'X': 'con'})
    assert list(found) == ['a', 'b']


@pytest.mark.parametrize(('rows', 'why'), [
    (('a,id,1,', 'a,id,2,'), 'line 3'), (('a,,1,',), 'line 2'), (('a,other,1,',), 'a: .* id')])
def test_a_profile_that_is_wrong_is_refused(tmp_path, rows, why):
    with pytest.raises(ValueError, match=why):
        read_profiles(written(tmp_path, *rows), ('id',))


def test_what_another_system_says_is_taken_as_one_clean_line():
    said = {'a': [{'b': ' Quyết\u0309\n định\x00\u202e '}], 'n': 12, 't': True, 'l': ['x', 1, 'y']}
    assert found_at(said, 'a.0.b.c') is None and found_at(said, 'a.9') is None
    assert found_at(said, '') is said
    assert text_at(said, 'a.0.b') == 'Quyết\u0309 định'
    assert [text_at(said, each) for each in ('n', 't', 'l', 'a', '', 'q')] == [
        '12', '', 'x, y', '', '', '']
    assert text_at({'a': 'x' * 9000}, 'a') == 'x' * 500


def test_days_are_read_as_they_are_written_there():
    for said, day in (
            ('2026-11-02', datetime.date(2026, 11, 2)),
            ('2026-11-02T17:00:00', datetime.date(2026, 11, 2)),
            ('02/11/2026', datetime.date(2026, 11, 2)), ('2026-13-01', None), ('', None),
            ('31/02/2026', None), ('a/b/c', None), (None, None), ('-1/1/2026', None)):
        assert day_at({'d': said}, 'd') == day


def test_what_is_laid_out_stands_at_its_dotted_paths_and_nothing_is_overwritten():
    assert laid_out({'a': 1, 'b.c': 2, 'b.d.e': 3}) == {'a': 1, 'b': {'c': 2, 'd': {'e': 3}}}
    for wrong in ({'b': 1, 'b.c': 2}, {'b.c': 2, 'b': 1}):
        with pytest.raises(ValueError, match='b'):
            laid_out(wrong)
