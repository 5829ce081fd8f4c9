"""Bodies are found by what people call them: with their kind anywhere, without it alone."""
import pytest
from corpus.library import HANOI
from hanoiportal.base.text import fold
from hanoiportal.discovery.search.bodies import MOST, Bodies
from hanoiportal.discovery.search.data import SearchData
from hanoiportal.platform.provisioning.data import Data

SITES = Data(HANOI).sites


@pytest.fixture(scope='module')
def bodies():
    also = SearchData(HANOI).also_called
    return Bodies((label, (values['title'], english['title'], *also.get(values['title'], ())))
                  for label, values, english in SITES)


def test_every_body_is_found_by_its_name_with_kind_and_without_with_marks_and_without(bodies):
    for label, values, _english in SITES:
        name = values['title']
        kind, _blank, rest = name.partition(' ')
        short = rest if kind in ('Phường', 'Xã', 'Sở') else name
        for typed in (name, fold(name), short, fold(short), name.upper()):
            assert label in bodies.named(typed)


@pytest.mark.parametrize(('typed', 'labels'), [
    ('điện thoại phường ba đình', ['badinh']), ('UBND phường Láng ở đâu', ['lang']),
    ('sở NN&MT', ['sonnmt']), ('SXD', ['soxaydung']), ('công an', ['congan']),
    ('Trung tâm Hành chính công Hà Nội', ['ttpvhcc']), ('Ba Dinh Ward', ['badinh']),
    ('department of health', ['soyte']), ('health', ['soyte']),
    ('làng', []), ('quận ba đình', []), ('dân ba đình', []), ('', []), ('"', []),
    ('từ sở xây dựng đến xã ba vì, phường láng, phường ba đình',
     ['soxaydung', 'bavi', 'lang'])])
def test_a_body_is_found_where_it_is_named_and_nowhere_else(bodies, typed, labels):
    assert bodies.named(typed) == labels
    assert len(labels) <= MOST
