"""Names by clause 5.2."""
import pytest
from hanoiportal.oversight.domainregister.naming import (
    against_body,
    against_outside,
    names_for,
)


@pytest.mark.parametrize(('body', 'names'), [
    pytest.param('Ủy ban nhân dân phường Cầu Giấy', ['caugiay', 'phuongcaugiay'],
                 marks=pytest.mark.clause('5.2.c')),
    ('Xã Đông Anh', ['donganh', 'xadonganh']), (' ', []),
    pytest.param('Sở Xây dựng', ['soxaydung', 'sxd'], marks=pytest.mark.clause('5.2.b'))])
def test_a_body_is_offered_its_name_without_marks(body, names):
    assert list(names_for(body)) == names


@pytest.mark.clause('5.2.c')
def test_a_ward_has_its_full_name_and_an_agency_any():
    assert against_body('caugiay', 'UBND phường Cầu Giấy') == ''
    assert 'caugiay, phuongcaugiay' in against_body(
        'giay', 'UBND phường Cầu Giấy').mapping['names']
    assert against_body('dulich', 'Sở Du lịch') == ''


@pytest.mark.clause('5.2/1')
def test_what_is_no_national_host_outside_is_refused():
    for host in (
            'a.b.hanoi.gov.vn', 'hanoi.gov.vn', 'hanoi.com', '10.0.0.1', 'x..vn', 'thuế.gov.vn',
            'a.vn/b', '[::1].vn', 'localhost.localdomain'):
        assert against_outside(host, 'hanoi.gov.vn')


def test_a_national_host_outside_may_be_asked_for():
    assert against_outside('hanoi.gdt.gov.vn', 'hanoi.gov.vn') == ''
