import datetime

import pytest
from hanoiportal.base.interfaces import ISite
from hanoiportal.kernel.security.authorization.grants import (
    Grant,
    LocalRoles,
    grant,
    holdings,
    revoke,
    roles_at,
    seat,
    unseat,
)
from hanoiportal.kernel.security.authorization.places import places_of
from hanoiportal.kernel.security.authorization.roles import (
    ADMINISTRATOR,
    EDITOR,
    HEAD,
    INSPECTOR,
    OPERATOR,
)
from hanoiportal.kernel.tree import Item
from zope.interface import alsoProvides

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


@pytest.fixture
def site(place):
    """A site below ``place``, with an item in it."""
    site, item = Item(), Item()
    alsoProvides(site, ISite)
    site.__parent__, item.__parent__ = place, site
    site.item = item
    return site


def test_a_role_of_the_editorial_staff_holds_no_further_down_than_to_the_next_site(place, site):
    for role in (EDITOR, OPERATOR):
        grant(place, 'u1', role)
    seat(place, 'u1', HEAD, Grant())
    grant(site, 'u2', EDITOR)

    assert roles_at(place, ('u1',), NOW) == {EDITOR, OPERATOR, HEAD}
    assert roles_at(site, ('u1',), NOW) == roles_at(site.item, ('u1',), NOW) == {OPERATOR}
    assert roles_at(site.item, ('u2',), NOW) == {EDITOR}
    assert [(found, role) for found, _id, role, _given in holdings(site.item)] == [
        (site, EDITOR), (place, OPERATOR)]
    assert {role for _place, _id, role, _given in holdings(place)} == {EDITOR, HEAD, OPERATOR}


def test_seats_are_given_and_taken_by_boards_alone(place):
    with pytest.raises(KeyError):
        grant(place, 'u1', HEAD)
    with pytest.raises(KeyError):
        seat(place, 'u1', OPERATOR, Grant())
    seat(place, 'u1', HEAD, Grant())
    grant(place, 'u1', OPERATOR)

    assert revoke(place, 'u1', HEAD) is unseat(place, 'u1', OPERATOR) is False
    assert set(place.local_roles['u1']) == {HEAD, OPERATOR}
    assert unseat(place, 'u1', HEAD) is revoke(place, 'u1', OPERATOR) is True
    assert unseat(place, 'u1', HEAD) is False
    assert dict(place.local_roles) == {}


def test_a_role_without_an_end_holds_from_its_start_and_one_without_a_start_until_its_end(place):
    grant(place, 'u1', OPERATOR, Grant(starts=NOW))
    grant(place, 'u2', OPERATOR, Grant(ends=NOW))

    assert [roles_at(place, (principal,), NOW + shift) == {OPERATOR}
            for principal in ('u1', 'u2') for shift in (-DAY, 0 * DAY)] == [
        False, True, True, False]


def test_what_is_known_of_the_places_above_is_asked_once(place, below):
    grant(place, 'u1', OPERATOR)
    known = {}

    assert roles_at(below, ('u1',), NOW, known) == {OPERATOR}
    assert known == {below: {OPERATOR}, place: {OPERATOR}}
    known[place] = frozenset({INSPECTOR})
    del known[below]
    assert roles_at(below, ('u1',), NOW, known) == {INSPECTOR}
    known[below] = frozenset()
    assert roles_at(below, ('u1',), NOW, known) == frozenset()


def test_the_roles_of_all_of_somebody_s_groups_are_theirs(place):
    grant(place, 'g1', OPERATOR)
    grant(place, 'g2', INSPECTOR)

    assert roles_at(place, ('u1', 'g1', 'g2'), NOW) == {OPERATOR, INSPECTOR}
    assert roles_at(place, (), NOW) == frozenset()


def test_where_somebody_holds_a_role_is_remembered_until_the_last_is_gone(portal):
    grant(portal, 'u1', OPERATOR)
    grant(portal, 'u1', INSPECTOR)
    before = [found for found, _held in places_of(portal, ('u1',))]
    revoke(portal, 'u1', OPERATOR)
    between = [found for found, _held in places_of(portal, ('u1',))]
    revoke(portal, 'u1', INSPECTOR)

    assert before == between == [portal]
    assert list(places_of(portal, ('u1',))) == []
