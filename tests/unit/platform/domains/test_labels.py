"""Host labels: clause 5.2, and what any host name may look like."""
import pytest
from hanoiportal.platform.domains.labels import BadHost, check_label


@pytest.mark.clause('5.2.b')
@pytest.mark.parametrize('label', ['soxaydung', 'dv-01', 'a', 'x' * 63])
def test_an_unaccented_label_is_taken(label):
    assert check_label(label, {}) == label


@pytest.mark.clause('5.2.b')
def test_a_label_that_no_host_can_have_is_refused():
    for label in (
            '', '-dv', 'dv-', 'sở', 'SoXayDung', 'so.xaydung', 'so_xaydung', 'x' * 64, 'a b',
            'a\n', None):
        with pytest.raises(BadHost):
            check_label(label, {})


def test_a_reserved_label_is_refused_with_its_reason():
    with pytest.raises(BadHost) as refused:
        check_label('www', {'www': 'tên của chính Cổng'})

    assert refused.value.args[0].mapping['reason'] == 'tên của chính Cổng'
