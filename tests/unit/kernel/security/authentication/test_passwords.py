import pytest
from argon2 import extract_parameters
from hanoiportal.kernel.security.authentication.passwords import (
    _DECOY,
    WeakPassword,
    _decoy,
    check_strength,
    generated,
    hashed,
    matches,
)
from support.people import IN_SERVICE

GOOD = 'Cầu-Long-Biên-1902'
DECOMPOSED = 'Ca\u0302\u0300u-Long-Bie\u0302n-1902'


def test_a_password_is_kept_as_argon2id():
    known = hashed(GOOD)

    assert known.startswith('$argon2id$') and GOOD not in known


def test_a_hash_in_service_costs_as_much_as_rfc_9106_recommends():
    cost = extract_parameters(IN_SERVICE.hash(GOOD))

    assert (cost.memory_cost, cost.time_cost, cost.parallelism) == (64 * 1024, 3, 4)
    assert (cost.salt_len, cost.hash_len) == (16, 32)


def test_a_password_is_the_same_in_every_unicode_form():
    assert matches(hashed(GOOD), DECOMPOSED)
    assert check_strength(DECOMPOSED) == GOOD


def test_a_weak_or_endless_password_is_refused():
    for password in (
            'Aa1-', 'Aa1-aaa', 'aaaaaaa1-', 'AAAAAAA1-', 'Aaaaaaaa-', 'Aaaaaaaa1', 'Aa1-' * 65,
            'Aa1-' * 300_000, 'Aa1-\udcffaaa', ''):
        with pytest.raises(WeakPassword):
            check_strength(password)


@pytest.mark.parametrize('password', ['Aa1-' * 300_000, 'Aa1-\udcffaaa'])
def test_what_cannot_be_a_password_has_no_hash(password):
    with pytest.raises(ValueError, match='password'):
        hashed(password)


def test_how_many_kinds_of_characters_there_must_be_is_a_rule():
    assert check_strength('sông hồng mùa nước lên', kinds=0)
    assert check_strength('Sông Hồng mùa nước lên', kinds=3)

    with pytest.raises(WeakPassword):
        check_strength('sông hồng mùa nước lên', kinds=3)
    with pytest.raises(WeakPassword):
        check_strength('ngắn', kinds=0)


@pytest.mark.parametrize('known', [None, '', 'no hash', '$argon2id$v=19$broken'])
def test_nothing_matches_what_is_no_hash(known):
    assert not matches(known, GOOD)
    assert not matches(known, '')


def test_the_decoy_can_never_be_entered():
    assert not matches(None, 'a' * 300)
    assert not matches(None, GOOD)


def test_the_decoy_costs_what_a_password_costs_and_is_another_in_each_process():
    assert extract_parameters(_DECOY) == extract_parameters(hashed(GOOD))
    assert _decoy() != _DECOY


def test_a_password_made_for_somebody_keeps_the_rules_and_is_never_twice_the_same():
    made = [generated() for _ in range(50)]

    assert all(check_strength(password) == password for password in made)
    assert len(set(made)) == 50
