from types import SimpleNamespace

import pytest
from hanoiportal.oversight.compliance.showing import shown_value


@pytest.mark.parametrize('unit, part, whole, told', [
    ('percent', 1, 4, ('25\xa0%', '1/4', '')),
    ('second', 3210, 4, ('0,80', '', 'giây')),
    ('visit', 1250, 0, ('1.250', '', 'lượt')),
    ('visit', None, 0, ('Chưa đo', '', ''))])
def test_a_number_is_told_with_its_unit_and_a_share_with_its_terms(unit, part, whole, told):
    indicator = SimpleNamespace(
        code='luot', unit=unit, titles={'vi': ''}, how={'vi': ''}, basis='', certainty='high')
    value = SimpleNamespace(part=part, whole=whole, known=part is not None)
    shown = shown_value(indicator, value, 'vi')
    assert (shown.value, shown.counted, shown.unit) == told
