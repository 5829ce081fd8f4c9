"""Who proved long ago who they are makes nobody an administrator, by whatever way, and opens no
account to themselves (ASVS 5.0, 7.5.3).
"""
import datetime

import pytest
import transaction
from hanoiportal.editorial.boards.resource import RoleRequest
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.groups import create_group
from hanoiportal.kernel.security.authorization.roles import INSPECTOR, OPERATOR
from support.people import prove

FIRST = 'xác nhận lại danh tính'


@pytest.fixture
def administrator(visit, clock, people):
    """Somebody who logged in sixteen minutes ago and has worked since."""
    browser = visit('quantri')
    for _ in range(2):
        clock.at += datetime.timedelta(minutes=8)
        browser.get('/console/@@contents')
    return browser


def form_to(page, view, **fields):
    return filled(next(form for form in page.forms.values() if form.action.endswith(view)), fields)


def granting(browser, path, **fields):
    return filled(next(form for form in browser.get(path).forms.values()
                       if 'basis' in form.fields), {'basis': 'QĐ 9', **fields})


def filled(form, fields):
    for name, value in fields.items():
        form[name] = value
    return form


@pytest.mark.parametrize('path', ['/console/@@access', '/desk/@@sharing'])
def test_no_weighty_role_is_given(administrator, small_portal, people, path):
    def submitted():
        form = granting(administrator, path, login='khach', role=OPERATOR)
        return form.submit(expect_errors=True)

    refused = submitted()

    assert refused.status_int == 422 and FIRST in refused.html.find(id='e-role').text
    prove(administrator)
    assert submitted().status_int == 303
    transaction.begin()
    assert OPERATOR in small_portal.local_roles[people['khach'].id]


@pytest.mark.parametrize('path', ['/console/@@access', '/desk/@@sharing'])
def test_a_role_that_decides_on_no_accounts_is(administrator, path):
    form = granting(administrator, path, login='khach', role=INSPECTOR)

    assert form.submit().status_int == 303


def test_a_group_gets_no_weighty_role_either(administrator, small_portal):
    group = create_group(small_portal['accounts'], 'Tổ vận hành')
    transaction.commit()
    form = granting(administrator, '/desk/@@sharing', principal=group.id, role=OPERATOR)

    assert FIRST in form.submit(expect_errors=True).html.find(id='e-role').text
    transaction.begin()
    assert group.id not in small_portal.local_roles


def test_nobody_joins_a_group_with_a_weighty_role(administrator, small_portal, people):
    group = create_group(small_portal['accounts'], 'Tổ vận hành')
    grant(small_portal, group.id, OPERATOR, Grant('QĐ 7'))
    transaction.commit()

    def joins():
        form_to(administrator.get('/console/accounts/@@groups'), '@@join', login='khach').submit()
        transaction.begin()
        return group.id in people['khach'].groups

    assert not joins()
    assert FIRST in administrator.get('/console/accounts/@@groups').text
    prove(administrator)
    assert joins()


def test_no_request_for_a_weighty_role_is_accepted(
        administrator, small_portal, people, registry, clock):
    asked = RoleRequest('khach', small_portal.__oid__, OPERATOR, Grant('QĐ 9'), False,
                        people['quantri'].id, clock.at)
    small_portal.role_requests = {asked.id: asked}
    transaction.commit()

    def accepted():
        form_to(administrator.get('/console/@@requests'), '@@accept').submit()
        transaction.begin()
        return people['khach'].id in small_portal.local_roles

    assert not accepted()
    prove(administrator)
    assert accepted()


@pytest.mark.parametrize(('view', 'fields'), [
    ('@@reset', {}),
    ('@@reset-factors', {'check': 'official_letter', 'reference': 'Công văn 12/UBND-VP'})])
def test_no_account_of_another_is_opened(enrol, administrator, people, view, fields):
    enrol('vanhanh')
    page = administrator.get('/console/accounts/vanhanh/@@account')
    transaction.begin()
    before = people['vanhanh'].generation

    assert page.html.find(id='confirm')['href'].startswith('/confirm?came_from=/console/')
    page = form_to(page, view, **fields).submit(status=422)

    transaction.begin()
    assert people['vanhanh'].generation == before
    assert FIRST in page.text
    prove(administrator)
    page = administrator.get('/console/accounts/vanhanh/@@account')
    assert not page.html.find(id='confirm')
    form_to(page, view, **fields).submit()
    transaction.begin()
    assert people['vanhanh'].generation > before
