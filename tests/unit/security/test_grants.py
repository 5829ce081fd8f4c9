import datetime

import pytest
from hanoiportal.kernel.security.authorization.grants import (
    Grant,
    LocalRoles,
    grant,
    holdings,
    revoke,
    roles_at,
)
from hanoiportal.kernel.security.authorization.roles import ADMINISTRATOR, INSPECTOR, OPERATOR
from hanoiportal.kernel.tree import Item

NOW = datetime.datetime(2026, 11, 24, tzinfo=datetime.timezone.utc)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def place():
    return Item()


@pytest.fixture
def below(place):
    item = Item()
    item.__parent__ = place
    return item


@pytest.mark.clause('8.7')
def test_a_role_holds_at_its_place_and_below(place, below):
    grant(place, 'u1', OPERATOR)

    assert roles_at(place, ('u1',), NOW) == roles_at(below, ('u1',), NOW) == {OPERATOR}
    assert roles_at(place, ('u2',), NOW) == set()


def test_a_role_granted_below_does_not_hold_above(place, below):
    grant(below, 'u1', OPERATOR)

    assert roles_at(place, ('u1',), NOW) == set()


def test_a_role_holds_from_its_first_day_and_ends_on_its_last(place):
    grant(place, 'u1', OPERATOR, Grant('QĐ 1', NOW, NOW + DAY))

    held = [roles_at(place, ('u1',), NOW + shift) for shift in (-DAY / 2, 0 * DAY, DAY / 2, DAY)]
    assert held == [set(), {OPERATOR}, {OPERATOR}, set()]


def test_one_may_hold_several_roles_and_lose_one(place):
    grant(place, 'u1', OPERATOR)
    grant(place, 'u1', INSPECTOR)

    assert revoke(place, 'u1', OPERATOR) is True
    assert roles_at(place, ('u1',), NOW) == {INSPECTOR}
    assert revoke(place, 'u1', OPERATOR) is False


def test_whoever_loses_the_last_role_leaves_no_trace(place):
    grant(place, 'u1', OPERATOR)
    revoke(place, 'u1', OPERATOR)

    assert dict(place.local_roles) == {}


def test_a_role_outside_the_table_cannot_be_granted(place):
    with pytest.raises(KeyError):
        grant(place, 'u1', 'king')
    assert not place.local_roles


def test_what_is_held_here_and_above_is_listed_with_place_and_basis(place, below):
    grant(place, 'u1', ADMINISTRATOR, Grant('QĐ 1'))
    grant(below, 'u2', INSPECTOR, Grant('QĐ 2', ends=NOW))

    assert list(holdings(below)) == [
        (below, 'u2', INSPECTOR, Grant('QĐ 2', ends=NOW)),
        (place, 'u1', ADMINISTRATOR, Grant('QĐ 1'))]


def test_roles_are_kept_in_a_record_of_their_own_class(place):
    grant(place, 'u1', OPERATOR)

    assert type(place.local_roles) is LocalRoles
