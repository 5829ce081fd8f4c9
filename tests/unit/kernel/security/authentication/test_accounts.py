import pytest
from hanoiportal.kernel.security.authentication.accounts import Accounts, BadLogin
from hanoiportal.kernel.security.authentication.passwords import WeakPassword

GOOD = 'Cầu-Long-Biên-1902'


@pytest.fixture
def accounts(registry):
    return Accounts()


def test_an_account_without_a_password_cannot_log_in(accounts, registry):
    accounts.create('lan', 'Lan', registry=registry)

    assert accounts.authenticate('lan', '') is None


def test_an_account_is_found_by_its_name_and_by_its_id(accounts, registry):
    account = accounts.create('lan', 'Lan', registry=registry)
    account.set_password(GOOD)

    assert accounts.authenticate('lan', GOOD) is account
    assert accounts.by_id[account.id] is account
    assert 'lan' not in account.id


@pytest.mark.parametrize('login', [
    '', 'a', 'Lan', 'lan hương', 'a' * 65, '../x', 'lan\x00', '<b>', '.lan', 'lân'])
def test_a_malformed_log_in_name_is_refused(accounts, registry, login):
    with pytest.raises(BadLogin):
        accounts.create(login, registry=registry)
    assert len(accounts) == len(accounts.by_id) == 0


def test_a_log_in_name_is_given_once(accounts, registry):
    accounts.create('lan', registry=registry)

    with pytest.raises(BadLogin):
        accounts.create('lan', registry=registry)


def test_a_suspended_account_cannot_log_in(accounts, registry):
    account = accounts.create('lan', registry=registry)
    account.set_password(GOOD)
    account.suspended = True

    assert accounts.authenticate('lan', GOOD) is None


def test_a_new_password_ends_the_sessions_of_the_old_one(accounts, registry):
    account = accounts.create('lan', registry=registry)
    account.set_password(GOOD, must_change=True)
    before = account.generation
    account.set_password(GOOD + '!')

    assert account.generation > before and not account.must_change_password


def test_a_weak_password_changes_nothing(accounts, registry):
    account = accounts.create('lan', registry=registry)

    with pytest.raises(WeakPassword):
        account.set_password('weak')
    assert (account.password_hash, account.generation) == (None, 0)


def test_a_removed_account_is_forgotten_under_its_id_too(accounts, registry):
    account = accounts.create('lan', registry=registry)
    accounts.remove('lan', registry=registry)

    assert account.id not in accounts.by_id


def test_a_renamed_account_is_still_known_under_its_id(accounts, registry):
    account = accounts.create('lan', registry=registry)
    accounts.rename('lan', 'lan.nguyen', registry=registry)

    assert accounts.by_id[account.id] is account is accounts['lan.nguyen']
