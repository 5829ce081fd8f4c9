"""The list of accounts: found by name, site, role and state; and the page of one (8.7, 8.8)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import EDITOR
from support.people import BASIS

LIST = '/console/accounts/@@accounts'


@pytest.fixture
def lan(small_portal, people, registry):
    """An editor of one section of Ba Vì, until the end of 2027."""
    account = small_portal['accounts'].create('lan', 'Nguyễn Thị Lan', registry=registry)
    grant(small_portal['sites']['bavi']['tin-tuc-su-kien'], account.id, EDITOR,
          Grant('QĐ 7', None, parse('2028-01-01')))
    transaction.commit()
    return account


def find(browser, **asked):
    """Return the log-ins that the list shows for what is ``asked``."""
    form = next(form for form in browser.get(LIST).forms.values() if 'who' in form.fields)
    for name, value in asked.items():
        form[name].force_value(value) if value == 'khac' else form.__setitem__(name, value)
    return logins(form.submit())


def logins(page):
    return [link.text for link in page.html.select('tbody a')]


@pytest.mark.clause('8.8')
def test_accounts_are_found_by_name_site_role_and_state(administrator, people, lan):
    people['khach'].suspended = True
    transaction.commit()

    for asked, found in (
            ({'who': 'nguyen thi lan'}, ['lan']), ({'who': 'LAN'}, ['lan']),
            ({'who': 'Thị'}, ['lan']), ({'who': 'ai do'}, []), ({'site': 'bavi'}, ['lan']),
            ({'role': 'editor'}, ['lan']), ({'site': 'portal', 'role': 'operator'}, ['vanhanh']),
            ({'site': 'bavi', 'role': 'operator'}, []),
            ({'site': 'portal'}, ['kiemtra', 'quantri', 'vanhanh']),
            ({'state': 'suspended'}, ['khach']),
            ({'role': 'khac', 'site': 'khac'}, ['khach', 'kiemtra', 'lan', 'quantri', 'vanhanh'])):
        assert find(administrator, **asked) == found


def test_what_is_found_is_leafed_through_without_a_name_in_the_address(
        administrator, people, lan, monkeypatch):
    monkeypatch.setattr('hanoiportal.shells.console.people.accounts.SIZE', 2)
    form = next(form for form in administrator.get(LIST).forms.values() if 'who' in form.fields)
    form['who'] = 'Người'

    page = form.submit()
    further = next(each for each in page.forms.values() if 'page' in each.fields)
    second = further.submit('page', value='2')

    assert (logins(page), logins(second)) == (['khach', 'kiemtra'], ['quantri', 'vanhanh'])
    assert '?' not in second.request.url


def test_the_list_shows_roles_with_their_sites_and_when_an_account_was_used_last(
        administrator, people, lan, small_portal):
    rows = {row.a.text: row.text for row in administrator.get(LIST).html.select('tbody tr')}

    assert 'Biên tập viên · Tin tức' in rows['lan']
    assert str(datetime.datetime.now(datetime.UTC).year) in rows['quantri']
    assert '20' not in rows['khach']


def test_the_page_of_an_account_shows_its_roles_with_place_basis_and_term(
        administrator, lan, small_portal):
    row = administrator.get(f'/console/accounts/{lan.id}/@@account').html.select('tbody tr')[0]

    place = small_portal['sites']['bavi']
    for words in ('Biên tập viên', place.title, 'QĐ 7', '01/01/2028'):
        assert words in row.text
    assert row.a['href'].endswith('/sites/bavi/tin-tuc-su-kien/@@access')


def test_an_account_without_a_role_says_so(administrator, people):
    page = administrator.get('/console/accounts/khach/@@account')

    assert 'Chưa được giao vai trò nào' in page.text


def test_a_role_that_is_over_is_marked(administrator, people, small_portal):
    grant(small_portal, people['khach'].id, EDITOR, Grant(BASIS, None, parse('2026-01-01')))
    transaction.commit()

    page = administrator.get('/console/accounts/khach/@@account')

    assert 'không còn hoặc chưa hiệu lực' in page.html.select('tbody tr')[0].text


def test_the_list_is_an_entry_of_the_menu_and_a_tab_for_those_who_manage_accounts(visit):
    for login in ('quantri', 'vanhanh'):
        browser = visit(login)
        assert browser.get('/desk').click('^Tài khoản$').location.endswith(LIST)
        assert browser.get('/console/@@contents').click('^Tài khoản$', index=0).location.endswith(
            LIST)
    inspector = visit('kiemtra')
    assert 'Tài khoản' not in [link.text.strip() for link in inspector.get('/desk').html('a')]
    assert inspector.get('/desk/@@people', expect_errors=True).status_int == 404
    assert inspector.get('/console/@@people', expect_errors=True).status_int == 403


def test_the_path_above_a_page_speaks_of_titles_and_of_no_log_in(administrator, lan):
    crumbs = administrator.get(f'/console/accounts/{lan.id}/@@account').html.find(class_='crumbs')

    assert [each.text for each in crumbs.find_all('a')][1:] == ['Tài khoản', 'Nguyễn Thị Lan']
