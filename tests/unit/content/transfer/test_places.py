"""Paths in a line."""
import pytest
from hanoiportal.base.errors import Refused
from hanoiportal.content.transfer.places import split


def test_the_first_segment_is_the_portal():
    assert split('cong') == ('cong', ())
    assert split('cong/dv-01/cm-01') == ('cong', ('dv-01', 'cm-01'))


def test_what_leads_nowhere_is_refused():
    for path in (
            None, 7, [], '', '/', '/cong', 'cong/', 'cong//a', 'cong/.', 'cong/../a', '..',
            'cong/a\0', 'cong/\u202ea', 'cong/a\n', 'a' * 2001):
        with pytest.raises(Refused) as refused:
            split(path)

        assert list(refused.value.reasons) == ['path'], path
