"""Links to the pages of a list."""
import pytest
from hanoiportal.base.values import Batch
from hanoiportal.shells.public.lists.batches import Paging

PAGE = Batch((), 100, 20, 20)


@pytest.mark.parametrize(('query', 'first', 'third'), [
    ((), '/tin', '/tin?page=3'),
    ({'q': 'chợ hoa & cá', 'loai': 'bai'}, '/tin?q=ch%E1%BB%A3+hoa+%26+c%C3%A1&loai=bai',
     '/tin?q=ch%E1%BB%A3+hoa+%26+c%C3%A1&loai=bai&page=3')])
def test_a_link_keeps_what_was_asked_for_and_the_first_page_has_no_number(query, first, third):
    paging = Paging(PAGE, '/tin', query)

    assert (paging.previous, paging.next) == (first, third)
    assert [(number, here) for number, _address, here in paging.numbers][:2] == [
        (1, False), (2, True)]
