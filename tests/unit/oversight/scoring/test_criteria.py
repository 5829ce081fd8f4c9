"""Criteria of a year: what cannot be read, or does not add up, names its lines."""
import pytest
from hanoiportal.base.csvfile import BadLines
from hanoiportal.oversight.scoring.criteria import criteria_in, read_criteria
from hanoiportal.oversight.scoring.measuring import MEASURES
from support import ROOT

HEAD = 'year,code,title_vi,title_en,weight,scale,measure,basis,certainty\n'
GOOD = '2026,a,A,,60,share,duties_met,Điều 32,low\n2026,b,B,,40,0..10,,Điều 32,low\n'


def faults(text):
    with pytest.raises(BadLines) as bad:
        criteria_in(text.encode(), MEASURES)
    return [(line, str(why.interpolate())) for line, why in bad.value.faults]


@pytest.mark.clause('32')
def test_the_weights_of_each_year_of_the_installation_are_a_hundred():
    years = read_criteria(ROOT / 'config/hanoi/scoring_criteria.csv', MEASURES).years
    assert {2025, 2026} <= years.keys()
    assert {sum(each.weight for each in of_year) for of_year in years.values()} == {100}
    assert all(each.certainty == 'low' for of_year in years.values() for each in of_year)


@pytest.mark.clause('32')
def test_weights_that_do_not_add_up_are_told_with_their_lines():
    [(line, why)] = faults(HEAD + GOOD.replace(',40,', ',39,') + GOOD.replace('2026', '2027'))
    assert (line, '2026' in why, '99' in why, '2, 3' in why) == (3, True, True, True)


def test_a_line_that_cannot_be_read_is_told():
    for before, after, line in (
            ('2026,b', 'năm,b', 3), ('2026,b', '2026,B b', 3), ('2026,b', '2026,a', 3),
            (',40,', ',40.5,', 3), ('0..10', 'share', 3), ('share', '0..10', 2),
            ('share', 'steps:a', 2), ('duties_met', 'nothing', 2),
            (',low\n2026,b', ',sure\n2026,b', 2), (',A,', ',,', 2)):
        assert line in [number for number, _why in faults(HEAD + GOOD.replace(before, after, 1))]


def test_nothing_is_no_criterion():
    assert faults(HEAD)[0][0] == 1
