"""Where a role ends: at the border of its site, and with what a text's author may still do."""
import datetime
from types import SimpleNamespace

import pytest
from hanoiportal.base.permissions import ADD, DESK, EDIT, SUBMIT, VIEW
from hanoiportal.kernel.security.authentication.accounts import Account
from hanoiportal.kernel.security.authorization.grants import (
    Grant,
    grant,
    holdings,
    revoke,
    roles_at,
    seat,
    unseat,
)
from hanoiportal.kernel.security.authorization.reasons import Holder
from hanoiportal.kernel.security.authorization.roles import (
    BOARD,
    BOARD_MEMBER,
    CONTRIBUTOR,
    EDITOR,
    EDITORIAL,
    HEAD,
    INSPECTOR,
    OWNER,
)
from hanoiportal.kernel.tree import Folder, Item, Site, Translation
from hanoiportal.kernel.tree.interfaces import NOTHING
from hanoiportal.types.component_site import ComponentSite

NOW = datetime.datetime(2026, 11, 24, tzinfo=datetime.timezone.utc)
SECOND = datetime.timedelta(seconds=1)


def put(place, resource, name=None):
    resource.__parent__ = place
    if name:
        resource.__name__ = name
    return resource


@pytest.fixture
def city():
    return Site()


@pytest.fixture
def section(city):
    return put(city, Folder())


@pytest.fixture
def ward(city):
    return put(put(city, Folder()), ComponentSite())


@pytest.fixture
def account():
    return Account('Nguyễn Thị Lan', 'u1')


@pytest.fixture
def holder(account):
    portal = {'accounts': SimpleNamespace(groups=NOTHING)}
    return lambda moment=NOW: Holder(portal, account, moment)


@pytest.mark.parametrize('role', sorted(EDITORIAL))
@pytest.mark.clause('8.7')
def test_a_role_of_the_city_s_staff_ends_where_a_ward_s_site_begins(city, section, ward, role):
    (seat if role in BOARD else grant)(city, 'u1', role, Grant())

    assert roles_at(section, {'u1'}, NOW) == {role}
    assert roles_at(ward, {'u1'}, NOW) == roles_at(put(ward, Item()), {'u1'}, NOW) == set()
    assert not list(holdings(ward))


def test_a_role_of_oversight_goes_down_through_every_site(city, ward):
    grant(city, 'u1', INSPECTOR)

    assert roles_at(put(ward, Item()), {'u1'}, NOW) == {INSPECTOR}
    assert [held[2] for held in holdings(ward)] == [INSPECTOR]


def test_a_role_granted_on_the_site_holds_on_the_site_itself(ward):
    grant(ward, 'u1', EDITOR)

    assert roles_at(ward, {'u1'}, NOW) == {EDITOR}


@pytest.mark.parametrize('role', sorted(BOARD))
def test_a_role_of_the_board_comes_with_the_board_alone(ward, role):
    with pytest.raises(KeyError):
        grant(ward, 'u1', role)
    seat(ward, 'u1', role, Grant())

    assert revoke(ward, 'u1', role) is False
    assert roles_at(ward, {'u1'}, NOW) == {role}
    assert unseat(ward, 'u1', role) is True


def test_nobody_is_made_the_author_of_a_text_or_seated_as_an_editor(ward):
    with pytest.raises(KeyError):
        grant(ward, 'u1', OWNER)
    with pytest.raises(KeyError):
        seat(ward, 'u1', EDITOR, Grant())


def test_who_began_a_text_may_go_on_with_it(ward, holder):
    grant(ward, 'u1', CONTRIBUTOR)
    own, other = put(ward, Item(created_by='u1')), put(ward, Item(created_by='u2'))

    assert holder().roles(own) == {CONTRIBUTOR, OWNER}
    assert holder().may(EDIT, own) == holder().may(SUBMIT, own) == OWNER
    assert holder().roles(other) == {CONTRIBUTOR}
    assert all(holder().may(permission, other) is None for permission in (VIEW, DESK, ADD))
    assert holder().may(ADD, own) == holder().may(DESK, own) == CONTRIBUTOR
    assert holder().may(ADD, ward) == CONTRIBUTOR


def test_who_began_a_text_loses_it_with_their_last_role_there(ward, holder):
    own = put(ward, Item(created_by='u1'))
    grant(ward, 'u1', CONTRIBUTOR, Grant('QĐ 1', ends=NOW))
    grant(ward, 'u1', INSPECTOR)

    assert OWNER in holder(NOW - SECOND).roles(own)
    assert holder(NOW).roles(own) == {INSPECTOR}


def test_who_made_a_place_owns_nothing_of_it(ward, holder):
    grant(ward, 'u1', EDITOR)

    assert OWNER not in holder().roles(put(ward, Folder(created_by='u1')))


def test_a_translation_belongs_to_its_own_author(ward, holder):
    grant(ward, 'u1', CONTRIBUTOR)
    item = put(ward, Item(created_by='u2'))
    translation = put(item, Translation('en', created_by='u1'))

    assert holder().roles(translation) == {CONTRIBUTOR, OWNER}
    assert OWNER not in holder().roles(item)


def test_a_second_question_by_the_same_holder_asks_the_places_above_no_more(ward, holder):
    grant(ward, 'u1', EDITOR)
    asked = holder()
    asked.roles(put(ward, Item()))
    unread = ward.local_roles
    ward.local_roles = None  # would not be found any more

    assert asked.roles(put(ward, Item())) == {EDITOR}
    ward.local_roles = unread


def test_why_a_role_is_held_names_place_and_decision(city, ward, holder):
    grant(city, 'u1', INSPECTOR, Grant('QĐ 1'))
    grant(ward, 'u1', CONTRIBUTOR, Grant('QĐ 2'))
    own = put(ward, Item(created_by='u1'))

    assert [(why.role, why.place, why.given.basis) for why in holder().reasons(own)] == [
        (CONTRIBUTOR, ward, 'QĐ 2'), (INSPECTOR, city, 'QĐ 1'), (OWNER, own, '')]


def test_a_member_of_a_board_is_one_from_the_first_to_the_last_second(ward, holder):
    seat(ward, 'u1', BOARD_MEMBER, Grant('QĐ 1', NOW, NOW + 10 * SECOND))
    seat(ward, 'u1', HEAD, Grant('QĐ 1', NOW + 10 * SECOND, None))

    held = [set(holder(NOW + shift * SECOND).roles(ward)) for shift in (-1, 0, 9, 10)]
    assert held == [set(), {BOARD_MEMBER}, {BOARD_MEMBER}, {HEAD}]
