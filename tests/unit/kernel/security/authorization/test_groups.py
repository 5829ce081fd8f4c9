"""Groups: roles held together."""
import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.authorization.grants import grant
from hanoiportal.kernel.security.authorization.groups import (
    BadGroup,
    create_group,
    dissolve,
    join,
    leave,
    principals_of,
)
from hanoiportal.kernel.security.authorization.reasons import Holder
from hanoiportal.kernel.security.authorization.roles import EDITOR, INSPECTOR


@pytest.fixture
def accounts(small_portal):
    return small_portal['accounts']


@pytest.fixture
def lan(accounts, registry):
    return accounts.create('lan', registry=registry)


@pytest.fixture
def police(accounts):
    return create_group(accounts, 'Công an Thành phố', 'QĐ 7/QĐ-UBND')


def roles(portal, account, place):
    return set(Holder(portal, account, SystemClock().now()).roles(place))


@pytest.mark.clause('8.7')
def test_a_role_of_a_group_is_held_by_its_members_as_long_as_they_are(small_portal, lan, police):
    grant(small_portal, police.id, INSPECTOR)
    join(police, lan)
    join(police, lan)
    assert roles(small_portal, lan, small_portal['sites']['bavi']) == {INSPECTOR}

    assert leave(police, lan) is True
    assert roles(small_portal, lan, small_portal) == set()
    assert leave(police, lan) is False


def test_the_reason_of_a_role_names_the_group(small_portal, lan, police):
    grant(small_portal, police.id, INSPECTOR)
    join(police, lan)

    reason, = Holder(small_portal, lan, SystemClock().now()).reasons(small_portal)
    assert reason.principal == police.id


def test_a_dissolved_group_gives_nothing(small_portal, accounts, lan, police):
    grant(small_portal['sites']['bavi'], police.id, EDITOR)
    join(police, lan)
    dissolve(accounts, police)

    assert not accounts.groups and not lan.groups
    assert principals_of(small_portal, lan) == {lan.id}


def test_who_leaves_the_accounts_leaves_the_groups(accounts, lan, police):
    join(police, lan)
    accounts.remove('lan')

    assert list(police.members) == []


@pytest.mark.parametrize('title', ['', '  ', 'Công an Thành phố', ' Công an Thành phố'])
def test_groups_have_titles_of_their_own(accounts, police, title):
    with pytest.raises(BadGroup):
        create_group(accounts, title)
