"""Service accounts: making them, their tokens, and who is told nothing of them."""
import datetime
import re

import pytest
import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.integration.serviceaccounts.lastuse import (
    KEY,
    ITokenUses,
    last_use,
    write_down,
)
from hanoiportal.integration.serviceaccounts.services import ServiceAccountsService
from hanoiportal.integration.serviceaccounts.tokens import bearer, end_tokens
from hanoiportal.kernel.security.authorization.roles import CONTRIBUTOR
from hanoiportal.kernel.storage.interfaces import INTERACTIONS

PAGE = '/desk/sites/bavi/@@service-accounts'
TOKEN = re.compile(r'hnp_u[0-9a-f]{16}_[A-Za-z0-9_-]{43}')
NEW = {'title': 'Quản lý văn bản xã', 'basis': 'CV 12/UBND-VP ngày 02/11/2026'}


def form_with(page, button, account=''):
    """Return the form with the button, of the account with that id."""
    return next(each for each in page.forms.values() if any(
        field._value == button for field in each.fields.get('act', ()))
        and (not account or each.fields['account'][0].value == account))


def created(browser, scopes=('drafts:write', 'submit'), networks='', **changes):
    """Make an account by the page; return the answer."""
    form = form_with(browser.get(PAGE), 'create')
    for name, value in {**NEW, **changes}.items():
        form[name] = value
    form['networks'] = networks
    for box in form.fields['scopes']:
        box.checked = box._value in scopes
    return form.submit('act', value='create', status='*')


@pytest.fixture
def manager(visit, staff):
    return visit('quantri')


@pytest.fixture
def account(manager, small_portal):
    assert created(manager).status_int == 303
    transaction.begin()
    return next(each for each in small_portal['accounts'].values()
                if each.full_name == NEW['title'])


def issued(browser, account, **typed):
    form = form_with(browser.get(PAGE), 'issue', account.id)
    for name, value in typed.items():
        form[name] = value
    return form.submit('act', value='issue')


def test_an_administrator_makes_one_and_sees_its_token_once(
        manager, account, small_portal, registry):
    page = issued(manager, account)
    text = page.html.select_one('code.long').get_text()
    transaction.begin()
    now = registry.getUtility(IClock).now()

    assert TOKEN.fullmatch(text)
    assert not TOKEN.search(manager.get(PAGE).text)
    assert bearer(small_portal, text, now) == (account, account.tokens[-1])
    assert text not in repr(vars(account)) and text[-43:] not in repr(account.tokens)
    assert CONTRIBUTOR in small_portal['sites']['bavi'].local_roles[account.id]
    log = manager.get('/desk/audit').text
    assert 'Thêm tài khoản hệ thống' in log and 'Cấp mã truy cập' in log
    assert text[-43:] not in log


def test_nobody_logs_in_with_it(account, small_portal):
    assert not account.is_open
    assert small_portal['accounts'].authenticate(account.__name__, '') is None


def test_what_is_wrong_is_said_and_changes_nothing(manager, small_portal):
    for changes, said in (
            ({'title': ''}, 'Hãy ghi từ 1 đến'), ({'basis': ' '}, 'Hãy ghi từ 1 đến'),
            ({'scopes': ()}, 'Hãy chọn ít nhất một phạm vi.'),
            ({'networks': '10.0.0.1/8'}, 'không phải là địa chỉ hay dải mạng')):
        before = len(small_portal['accounts'])
        answer = created(manager, **changes)
        transaction.begin()

        assert answer.status_int == 422, changes
        assert said in answer, changes
        assert len(small_portal['accounts']) == before, changes


def test_two_accounts_of_one_site_have_two_names(manager, account):
    assert 'đã có tài khoản hệ thống mang tên đó' in created(
        manager, title=NEW['title'].upper())


def test_a_new_token_leaves_the_one_before_for_some_hours(
        manager, account, small_portal, registry):
    first, second, third = (issued(manager, account, overlap='2').html.select_one(
        'code.long').get_text() for _each in range(3))
    transaction.begin()
    now = registry.getUtility(IClock).now()
    later = now + datetime.timedelta(hours=3)

    assert bearer(small_portal, first, now) is None
    assert [bool(bearer(small_portal, each, now)) for each in (second, third)] == [True, True]
    assert [bool(bearer(small_portal, each, later)) for each in (second, third)] == [False, True]
    assert bearer(small_portal, third, now + datetime.timedelta(days=181)) is None


def test_what_is_no_number_of_hours_ends_no_token(manager, account, small_portal, registry):
    text = issued(manager, account).html.select_one('code.long').get_text()
    form = form_with(manager.get(PAGE), 'issue', account.id)

    for typed in ('abc', '', '-1', '999', '9' * 16):
        form['overlap'] = typed
        answer = form.submit('act', value='issue', status=422)
        transaction.begin()

        assert 'Từ 0 đến 168 giờ.' in answer, typed
        assert bearer(small_portal, text, registry.getUtility(IClock).now()), typed


def test_a_token_ends_when_it_is_revoked_or_the_account_suspended_or_closed(
        manager, account, small_portal, registry):
    text = issued(manager, account).html.select_one('code.long').get_text()
    transaction.begin()
    now = registry.getUtility(IClock).now()

    account.suspended = True
    assert bearer(small_portal, text, now) is None
    account.suspended = False
    assert bearer(small_portal, text, now)
    transaction.abort()
    form_with(manager.get(PAGE), 'revoke', account.id).submit('act', value='revoke')
    transaction.begin()
    assert bearer(small_portal, text, registry.getUtility(IClock).now()) is None
    assert 'Đã thu hồi' in manager.get(PAGE)
    form_with(manager.get(PAGE), 'close', account.id).submit('act', value='close')
    transaction.begin()
    assert account.tokens == ()
    assert account.id not in small_portal['sites']['bavi'].local_roles
    assert 'Đã đóng' in manager.get(PAGE)


def test_a_restore_ends_all_tokens(manager, account, small_portal, registry):
    text = issued(manager, account).html.select_one('code.long').get_text()
    transaction.begin()

    assert end_tokens(small_portal) == 1
    assert bearer(small_portal, text, registry.getUtility(IClock).now()) is None


@pytest.mark.parametrize('text', [
    '', 'hnp_', 'x' * 5000, f'hnp_u{16 * "0"}_{43 * "a"}', 'é'])
def test_what_is_no_token_opens_nothing(small_portal, registry, text):
    assert bearer(small_portal, text, registry.getUtility(IClock).now()) is None


def test_it_is_secret_to_all_who_manage_no_accounts(visit, staff):
    for login in ('bavi-head', 'bavi-editor', 'kiemtra', 'quanly'):
        assert visit(login).get(PAGE, status='*').status_int in (403, 404)


def test_who_has_not_proved_lately_who_they_are_gets_no_token(small_portal, registry, account):
    service = ServiceAccountsService(registry, lambda *_asked: True, lambda: False, print)
    with pytest.raises(Exception, match='Hãy xác nhận lại danh tính'):
        service.issue(account, 10, 0, 'u1')


def test_the_day_of_the_last_use_is_written_once(small_portal, registry, environment):
    now = registry.getUtility(IClock).now()
    uses = registry.getUtility(ITokenUses)
    uses.saw('abcd', now)
    write_down(environment)
    transaction.begin()
    kept = small_portal[INTERACTIONS].mounted()[KEY]
    serial = kept._p_serial
    uses.saw('abcd', now)
    write_down(environment)
    transaction.begin()

    assert last_use(small_portal, 'abcd') is not None
    assert kept._p_serial == serial
