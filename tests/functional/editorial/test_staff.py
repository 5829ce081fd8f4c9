"""What the staff of a site may do there, and that it is nothing next door (9.2)."""
from itertools import product

import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.base.permissions import (
    ADD,
    ANSWER,
    APPROVE,
    APPROVE_ANSWER,
    ASSIGN,
    DESK,
    EDIT,
    EMERGENCY,
    MANAGE_BOARD,
    SHARE,
    TRANSLATE,
    VIEW,
)
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.kernel.security.authorization.reasons import Holder
from hanoiportal.kernel.tree import Item
from hanoiportal.kernel.workflow.interfaces import AWAITING
from hanoiportal.web.services import service
from support.people import STAFF

ASKED = (VIEW, DESK, ADD, EDIT, TRANSLATE, APPROVE, ASSIGN, EMERGENCY, SHARE, MANAGE_BOARD,
         ANSWER, APPROVE_ANSWER)
DECIDE = {VIEW, DESK, ADD, EDIT, TRANSLATE, APPROVE, ANSWER, APPROVE_ANSWER}
MAY = {
    'contributor': set(),
    'translator': {VIEW, DESK, TRANSLATE},
    'editor': {VIEW, DESK, ADD, TRANSLATE},
    'responder': {ANSWER},
    'member': DECIDE,
    'deputy': DECIDE | {ASSIGN},
    'head': DECIDE | {ASSIGN, EMERGENCY, SHARE},
}


@pytest.fixture
def sites(small_portal):
    return {'hanoi': small_portal, **small_portal['sites']}


@pytest.fixture
def may(small_portal, staff):
    """``may(login, place)``: the permissions of ``ASKED`` on a text there that awaits approval."""
    def asked(login, place):
        item = Item(state=AWAITING)
        item.__parent__ = place
        holder = Holder(small_portal, staff[login], SystemClock().now())
        return {permission for permission in ASKED if holder.may(permission, item)}

    return asked


@pytest.mark.clause('9.2')
def test_each_of_the_staff_has_their_rights_at_home_and_none_abroad(may, sites):
    for site, which in product(('hanoi', 'soxaydung', 'bavi'), STAFF):
        found = {name: may(f'{site}-{which}', place['tin-tuc-su-kien'])
                 for name, place in sites.items()}
        assert found == {name: MAY[which] if name == site else set() for name in sites}, which


def test_the_managing_body_founds_boards_everywhere_and_approves_nowhere(may, sites):
    assert may('quanly', sites['bavi']) == {VIEW, DESK, SHARE, MANAGE_BOARD}


@pytest.mark.parametrize('site', ['hanoi', 'soxaydung', 'bavi'])
def test_the_board_of_each_site_is_in_force(staff, sites, environment, site):
    boards, now = service(environment.request, IBoards), SystemClock().now()

    assert boards.is_active(sites[site], now)
    assert boards.is_member(sites[site], staff[f'{site}-member'].id, now)
    assert not boards.is_member(sites[site], staff[f'{site}-editor'].id, now)
