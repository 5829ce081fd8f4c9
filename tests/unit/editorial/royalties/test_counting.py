"""Royalties, counted: by hand, by property, and with a planted fault."""
import csv
import datetime
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hanoiportal.editorial.royalties import counting
from hanoiportal.editorial.royalties.counting import WHOLE, count, split, tax_on, within
from hanoiportal.editorial.royalties.interfaces import CannotPay, Valuation
from hanoiportal.editorial.royalties.tables import CITY, read_tables
from hypothesis import given, settings
from hypothesis import strategies as some
from support.royalty_works import CONFIG, faults, works_of

TABLES = read_tables(CONFIG)
CASES = list(csv.DictReader(
    Path(__file__).with_name('royalty_cases.csv').read_text(encoding='utf-8').splitlines()))
DAY = datetime.date(2026, 10, 5)


def pairs(text):
    """Return ``A=60;B=40`` as pairs of a name and what follows."""
    return [tuple(each.split('=')) for each in text.split(';') if each]


def hundredths(text):
    return round(float(text) * 100)


def result(case):
    """Return what the code makes of a case: its amount and parts, or the field that is refused."""
    day, number = datetime.date.fromisoformat(case['day']), case['number']
    if case['kind'] == 'tax':
        return str(tax_on(TABLES, day, case['what'], int(number))), ''
    if case['kind'] == 'fund':
        fits = within(TABLES, case['what'], day, int(number), int(case['amount']))
        return case['amount'] if fits else 'fund', ''
    valuation = Valuation(
        case['what'], hundredths(number),
        tuple((name, int(percent)) for name, percent in pairs(case['extras'])),
        tuple((payee, hundredths(share)) for payee, share in pairs(case['shares'])))
    try:
        counted = count(TABLES, day, valuation)
    except CannotPay as refused:
        return next(iter(refused.reasons)), ''
    return str(counted.amount), ';'.join(f'{payee}={part}' for payee, part in counted.parts)


def test_there_are_sixty_cases_worked_out_by_hand():
    assert len(CASES) >= 60
    assert Counter(case['kind'] for case in CASES)['work'] >= 50
    assert all(case['article'] and case['working'] for case in CASES)


@pytest.mark.clause('26.1')
def test_a_case_comes_to_what_was_worked_out_by_hand():
    for case in CASES:
        wanted = (case['refused'], '') if case['refused'] else (case['amount'], case['parts'])
        assert result(case) == wanted


@settings(max_examples=200, deadline=None, derandomize=True)
@given(some.integers(0, 10 ** 12), some.lists(some.integers(1, WHOLE), min_size=1, max_size=6))
def test_parts_add_up_and_each_is_within_a_dong_of_its_share(amount, weights):
    shares = [(str(at), weight) for at, weight in enumerate(weights)]
    parts = split(amount, shares)
    assert sum(part for _payee, part in parts) == amount
    for (_payee, part), (_same, weight) in zip(parts, shares, strict=True):
        assert abs(part * sum(weights) - amount * weight) < sum(weights)
    assert split(amount, shares) == parts


def test_a_seeded_sample_over_changes_of_the_law_adds_up_and_a_rerun_is_the_same():
    works = works_of(seed=7, how_many=400)
    assert {TABLES.salary(day) for day, _valuation in works} == {1800000, 2340000, 2530000}
    assert faults(TABLES, works) == []


@pytest.mark.parametrize(('name', 'fault'), [
    ('split', lambda amount, shares: tuple((payee, amount * share // WHOLE)
                                           for payee, share in shares)),
    ('rounded', lambda dividend, divisor: -(dividend // -divisor))])
def test_the_check_of_the_sample_finds_a_planted_fault(monkeypatch, name, fault):
    monkeypatch.setattr(counting, name, fault)
    assert faults(TABLES, works_of(seed=7, how_many=400))


@pytest.mark.clause('26.1')
def test_a_band_of_the_city_goes_before_that_of_the_country_on_its_days():
    own = replace(TABLES.bands[0], scope=CITY, most=6, basis='Nghị quyết minh họa',
                  starts=datetime.date(2026, 10, 1), ends=datetime.date(2026, 10, 31))
    tables = replace(TABLES, bands=[own, *TABLES.bands])
    value = Valuation('tin', 700, (), (('A', WHOLE),))
    with pytest.raises(CannotPay) as refused:
        count(tables, DAY, value)
    assert 'Nghị quyết minh họa' in str(refused.value.reasons['coefficient'].interpolate())
    assert count(tables, datetime.date(2026, 11, 1), value).amount == 7 * 253_000


@pytest.mark.clause('26.1')
def test_another_channel_pays_nothing_until_a_rule_says_so():
    value = Valuation('tin', 500, (('kenh-khac', 10),), (('A', WHOLE),))
    with pytest.raises(CannotPay) as refused:
        count(TABLES, DAY, value)
    assert 'chưa có quy định trả thêm' in str(refused.value.reasons['extras'].interpolate())
    rules = [replace(each, most=20) if each.name == 'kenh-khac' else each
             for each in TABLES.rules]
    assert count(replace(TABLES, rules=rules), DAY, value).amount == 1_391_500


@pytest.mark.clause('26.2')
def test_creating_and_digitising_is_paid_by_the_page_once_a_rate_is_entered():
    value = Valuation('so-hoa', 1250, (), (('A', WHOLE),))
    with pytest.raises(CannotPay) as refused:
        count(TABLES, DAY, value)
    assert 'Chưa có mức chi' in refused.value.reasons['genre']
    rates = [replace(each, vnd=9_501) for each in TABLES.rates]
    assert {each.name for each in rates} == {'tao-lap', 'chuyen-doi', 'so-hoa'}
    assert count(replace(TABLES, rates=rates), DAY, value).amount == 118_763
    with pytest.raises(CannotPay):
        count(replace(TABLES, rates=rates), DAY, value._replace(extras=(('kho-khan', 10),)))


def test_what_cannot_be_counted_is_refused_with_its_field():
    for change, field in (
            ({'genre': 'tho'}, 'genre'), ({'coefficient': -1}, 'coefficient'),
            ({'extras': (('ban-dich', 50), ('loi-media', 30))}, 'extras'),
            ({'extras': (('kho-khan', 10), ('kho-khan', 10))}, 'extras'),
            ({'extras': (('thu-lao', 10),)}, 'extras'), ({'shares': ()}, 'shares'),
            ({'shares': (('A', 5000), ('A', 5000))}, 'shares'),
            ({'shares': (('A', 10_001), ('B', -1))}, 'shares'),
            ({'shares': (('', WHOLE),)}, 'shares')):
        with pytest.raises(CannotPay) as refused:
            count(TABLES, DAY, Valuation('tin', 500, (), (('A', WHOLE),))._replace(**change))
        assert list(refused.value.reasons) == [field], change


def test_a_sum_of_shares_is_told_to_the_hundredth():
    with pytest.raises(CannotPay) as refused:
        count(TABLES, DAY, Valuation('tin', 500, (), (('A', 99_999_999), ('B', 1234))))
    assert '1000012,33 %' in str(refused.value.reasons['shares'].interpolate())


def test_a_table_that_cannot_be_read_names_its_line(tmp_path):
    for path in CONFIG.glob('*.csv'):
        (tmp_path / path.name).write_text(path.read_text(encoding='utf-8'), encoding='utf-8')
    text = (CONFIG / 'royalty_bands.csv').read_text(encoding='utf-8')
    (tmp_path / 'royalty_bands.csv').write_text(text.replace(',10,', ',x,', 1), encoding='utf-8')
    with pytest.raises(ValueError, match='line 2'):
        read_tables(tmp_path)
