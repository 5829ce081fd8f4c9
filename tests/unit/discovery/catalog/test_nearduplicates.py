"""Of standing pages that are the same one stands for all, and none is lost by that."""
from types import SimpleNamespace

import pytest
from hanoiportal.discovery.catalog.nearduplicates import (
    asked_for,
    fingerprint_of,
    fold_near_duplicates,
    names_of,
)
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap


def entry(**changes):
    return SimpleNamespace(**{
        'type': 'Page', 'language': 'vi', 'title': 'Giới thiệu', 'body': 'Một',
        'office': (), **changes})


@pytest.mark.parametrize('changes', [
    {'type': 'NewsItem'}, {'language': 'en'}, {'title': 'Giới thiệu chung'}, {'body': 'Hai'},
    {'title': 'Giới', 'body': 'thiệu Một'}])
def test_what_differs_at_all_has_another_print(changes):
    assert fingerprint_of(entry()) == fingerprint_of(entry()) != fingerprint_of(entry(**changes))


def office(label, kind, name, english, owner='{}'):
    text = SimpleNamespace(
        title=f'Trang thông tin điện tử {kind} {name}', owner=owner.format(f'{kind} {name}'),
        short_title=f'{kind.title()} {name}', translations={}, __name__=label)
    text.translations['en'] = SimpleNamespace(
        title=f'Website of {english}', short_title=english, owner='')
    return text


OFFICES = [office('hongson', 'xã', 'Hồng Sơn', 'Hong Son Commune', 'UBND {}'),
           office('hoaxa', 'xã', 'Hòa Xá', 'Hoa Xa Commune'),
           office('kienhung', 'phường', 'Kiến Hưng', 'Kien Hung Ward', 'UBND {}'),
           office('sonoivu', 'sở', 'Nội vụ', 'Department of Home Affairs')]


def test_what_differs_in_the_name_of_its_office_alone_has_the_same_print():
    prints = {fingerprint_of(entry(title=f'Giới thiệu {site.short_title.upper()}', body=(
        f'{site.owner}, {site.__name__}.hanoi.gov.vn, {site.translations["en"].short_title}'),
        office=names_of(site))) for site in OFFICES}

    assert len(prints) == 1
    assert fingerprint_of(entry(body='UBND xã', office=names_of(OFFICES[0]))) not in prints


@pytest.mark.parametrize(('asked', 'found'), [
    (['lien', 'he', 'xa'], ['hoaxa']), (['son'], ['hongson']), (['phuong', 'gioi', 'thieu'], []),
    (['xa', 'hung'], ['hoaxa', 'kienhung']), ([], [])])
def test_an_office_is_asked_for_by_its_own_name(asked, found):
    assert [site.__name__ for site in asked_for(OFFICES, asked)] == found


def test_prints_are_numbers_that_a_tree_of_64_bits_takes_of_whatever_text():
    assert all(-2 ** 63 <= fingerprint_of(entry(body=text)) < 2 ** 63 for text in map(chr, (
        *range(300), 0xd800)))


def test_the_newest_stands_for_the_same_among_the_hits_alone():
    prints = {1: 7, 2: 7, 3: 7, 4: 9, 5: 9, 7: 7}

    assert fold_near_duplicates(BitMap(range(1, 7)), [2, 5, 3, 4, 1], prints) == (
        BitMap([2, 5, 6]), {2: 2, 5: 1})
    assert fold_near_duplicates(BitMap([1, 4]), [4, 1], prints) == (BitMap([1, 4]), {})


@given(st.dictionaries(st.integers(1, 300), st.integers(0, 9), max_size=200),
       st.frozensets(st.integers(1, 300)), st.frozensets(st.integers(1, 300)))
def test_every_hit_is_shown_or_stood_for_by_the_same(prints, hits, unprinted):
    prints = {docid: printed for docid, printed in prints.items() if docid not in unprinted}

    shown, alike = fold_near_duplicates(BitMap(hits), [*hits & prints.keys()], prints)

    assert len(shown) + sum(alike.values()) == len(hits)
    assert shown <= BitMap(hits) and set(alike) <= set(shown)
    for docid in hits - set(shown):
        [first] = [each for each in shown if prints.get(each) == prints[docid]]
        assert first in alike
    assert all(number == sum(prints.get(each) == prints[docid] for each in hits) - 1
               for docid, number in alike.items())


def test_what_has_no_print_costs_nothing():
    hits = BitMap([1, 2])

    assert fold_near_duplicates(hits, [], {}) == (hits, {})
