"""Whose a session is, how long it is believed, what it owes, and what it opens."""
import datetime

import pytest
from hanoiportal.base.permissions import ALL, CONSOLE, MANAGE_ACCOUNTS, VIEW
from hanoiportal.base.settings import ISettings
from hanoiportal.kernel.security.authentication.accounts import Account
from hanoiportal.kernel.security.authentication.ended import is_ended
from hanoiportal.kernel.security.authentication.rules import PASSWORD_AGE, IAccountRules
from hanoiportal.kernel.security.authentication.sessions import COOKIE, KNOWN
from hanoiportal.kernel.security.authentication.usage import Opened, kept_usage_of
from hanoiportal.kernel.security.authorization.policy import (
    ACCOUNT,
    GENERATION,
    LINK,
    OPENED,
    PASSWORD,
    PROVED,
    SECOND_FACTOR,
    SESSION,
    STALE,
    PortalPolicy,
    has_proved,
    last_moment,
    new_session,
    owed,
    owes,
    permissions_at,
)
from pyramid.request import Request
from support.clocks import NOW

INSTANT = datetime.timedelta.resolution
POLICY = PortalPolicy()


class Session(dict):
    """A session without a cookie."""

    tokens = 0

    def invalidate(self):
        """Forget everything."""
        self.clear()

    def new_csrf_token(self):
        """Count the tokens."""
        self.tokens += 1


@pytest.fixture
def account(people):
    return people['kiemtra']


@pytest.fixture
def asking(registry, small_portal, clock, account):
    """``asking(**changed)``: a request within a session of ``account`` that was opened now."""
    def made(cookie=f'{COOKIE}=x', without=(), **changed):
        request = Request.blank('/', headers={'Cookie': cookie} if cookie else {})
        request.registry, request.root = registry, small_portal
        said = {ACCOUNT: account.id, GENERATION: account.generation, SESSION: 's1',
                OPENED: NOW.isoformat(), PROVED: NOW.isoformat(), KNOWN: True, **changed}
        request.session = Session((name, said[name]) for name in said if name not in without)
        return request

    return made


@pytest.fixture
def set_to(registry, monkeypatch):
    """``set_to(name, value)``: let a setting be otherwise."""
    return lambda name, value: monkeypatch.setitem(
        vars(registry.getUtility(ISettings)), name, value)


def test_a_session_is_its_account_s(asking, account):
    assert asking().identity is account
    assert POLICY.authenticated_userid(asking()) == account.id
    assert POLICY.authenticated_userid(asking(cookie='')) is None


@pytest.mark.parametrize('changed', [
    {'cookie': ''}, {'cookie': 'x=hanoiportal'}, {ACCOUNT: 'u-none'}, {GENERATION: 'x'},
    {'without': (SESSION,)}, {'without': (ACCOUNT,)}, {'without': (GENERATION,)}])
def test_a_session_that_lacks_something_is_nobody_s(asking, changed):
    assert asking(**changed).identity is None


def test_who_is_suspended_or_has_another_password_is_not_logged_in(asking, account):
    open_ = asking().identity
    before = asking()
    account.generation += 1
    changed = before.identity
    account.suspended = True

    assert (open_, changed, asking().identity) == (account, None, None)


def test_outside_a_portal_nobody_is_logged_in(asking, account):
    request = asking()
    request.root = account
    other = asking()
    del other.root

    assert request.identity is other.identity is None


def test_a_session_ends_after_its_hours_to_the_instant(asking, clock, account, registry):
    hours = registry.getUtility(ISettings).session_hours
    end = NOW + datetime.timedelta(hours=hours)
    assert last_moment(asking()) == end
    clock.at = end - INSTANT
    before = asking().identity
    clock.at = end

    assert (before, asking().identity) == (account, None)


def test_who_logs_in_has_a_session_of_their_own_with_a_new_token(asking, account):
    request = asking(cookie='', **{'left': 'x', SESSION: 'old'})
    assert POLICY.remember(request, account.id) == []

    session = request.session
    assert {name: session[name] for name in session if name != SESSION} == {
        KNOWN: True, ACCOUNT: account.id, GENERATION: account.generation,
        OPENED: NOW.isoformat(), PROVED: NOW.isoformat()}
    assert len(session[SESSION]) == 32 and session.tokens == 1


def test_who_proves_themselves_again_goes_on_with_the_session_that_stands(
        asking, account, people, clock):
    request = asking(left='x')
    assert request.identity is account
    clock.pass_(hours=1)
    POLICY.remember(request, account.id, renewed=True)

    assert (request.session[SESSION], request.session[OPENED]) == ('s1', NOW.isoformat())
    assert request.session[PROVED] == clock.at.isoformat() and 'left' not in request.session
    POLICY.remember(request, people['vanhanh'].id)
    assert request.identity is people['vanhanh']


def test_a_password_that_is_too_old_is_said_in_the_session(
        asking, people, registry, clock):
    account = people['quantri']
    since = registry.getUtility(IAccountRules).before(PASSWORD_AGE, clock.at)
    request = asking()
    POLICY.remember(request, account.id)
    fresh = STALE in request.session
    account.password_at = since
    POLICY.remember(request, account.id)

    assert (fresh, request.session[STALE]) == (False, True)
    assert owed(request, account) == PASSWORD


def test_who_logs_out_ends_the_session_for_every_copy_of_its_cookie(
        asking, account, small_portal, people):
    usage = kept_usage_of(small_portal, account)
    usage.open('s1', Opened(NOW, NOW, NOW + datetime.timedelta(hours=1), '', ''))
    request = asking()
    assert POLICY.permits(request, small_portal, CONSOLE)
    assert POLICY.forget(request) == []

    assert dict(request.session) == {KNOWN: True}
    assert request.identity is None and asking().identity is None
    assert is_ended(small_portal, 's1') and 's1' not in usage.sessions
    assert asking(**{SESSION: 's2'}).identity is account


def test_who_was_not_logged_in_logs_out_all_the_same(asking, small_portal):
    request = asking(**{ACCOUNT: 'u-none'})
    POLICY.forget(request)

    assert dict(request.session) == {KNOWN: True}
    assert not is_ended(small_portal, 's1')


def test_whoever_logs_in_over_another_is_asked_for_their_own_rights(
        asking, people, small_portal):
    request = asking()
    before = bool(POLICY.permits(request, small_portal, MANAGE_ACCOUNTS))
    POLICY.remember(request, people['quantri'].id)

    assert (before, bool(POLICY.permits(request, small_portal, MANAGE_ACCOUNTS))) == (False, True)


def test_a_session_has_a_name_that_nobody_guesses():
    assert len({new_session() for _each in range(50)}) == 50
    assert len(new_session()) == 32


@pytest.mark.parametrize(('changed', 'owing'), [
    ({}, None), ({STALE: True}, PASSWORD), ({LINK: 'x'}, PASSWORD)])
def test_what_a_session_owes_is_said_by_it(asking, account, changed, owing):
    assert owed(asking(**changed), account) == owing
    assert owes(asking(**changed)) == owing


def test_who_must_change_the_password_owes_that_before_anything_else(asking, account, set_to):
    account.must_change_password = True
    set_to('second_factor', 'required')

    assert owed(asking(), account) == PASSWORD


def test_a_second_factor_is_owed_where_it_is_required_and_missing(
        asking, account, set_to, monkeypatch):
    set_to('second_factor', 'required')
    without = owed(asking(), account)
    monkeypatch.setattr(Account, 'has_second_factor', True)

    assert (without, owed(asking(), account)) == (SECOND_FACTOR, None)


def test_passkeys_are_owed_by_roles_that_come_in_by_them_alone(asking, account, set_to, people):
    set_to('passkey_roles', frozenset({'inspector'}))

    assert owed(asking(), account) == SECOND_FACTOR
    assert owed(asking(), people['vanhanh']) is None


def test_who_is_not_logged_in_owes_nothing(asking):
    assert owes(asking(cookie='')) is None


def test_nothing_opens_as_long_as_something_is_owed(asking, small_portal):
    assert POLICY.permits(asking(), small_portal, CONSOLE)
    assert not POLICY.permits(asking(**{STALE: True}), small_portal, CONSOLE)
    assert not POLICY.permits(asking(cookie=''), small_portal, CONSOLE)
    assert not POLICY.permits(asking(**{ACCOUNT: 'u-none'}), small_portal, CONSOLE)


def test_what_is_public_opens_to_anybody_and_what_is_internal_to_nobody(
        asking, small_portal, editing):
    nobody = asking(cookie='')
    draft = editing.add(small_portal['tin-tuc-su-kien'], '', 'NewsItem', {'title': 'Tin'}, 'x')

    assert POLICY.permits(nobody, small_portal, VIEW)
    assert not POLICY.permits(nobody, draft, VIEW)
    assert not POLICY.permits(nobody, small_portal['accounts'], VIEW)
    assert not POLICY.permits(nobody, object(), VIEW) and not POLICY.permits(
        asking(), object(), VIEW)


def test_a_public_part_of_what_is_not_public_opens_to_nobody(asking, small_portal, editing):
    item = editing.add(
        small_portal['tin-tuc-su-kien'], '', 'NewsItem', {'title': 'Tin'}, 'x')
    part = editing.translate(item, 'en', {'title': 'News'}, 'x')
    part.state = 'published'
    within = bool(POLICY.permits(asking(cookie=''), part, VIEW))
    item.state = 'published'

    assert (within, bool(POLICY.permits(asking(cookie=''), part, VIEW))) == (False, True)


@pytest.mark.parametrize('state', ['draft', 'awaiting', 'published', 'archived', 'withdrawn'])
def test_all_that_is_permitted_at_a_place_is_what_is_permitted_one_by_one(
        asking, small_portal, editing, people, state):
    item = editing.add(small_portal['tin-tuc-su-kien'], '', 'NewsItem', {'title': 'Tin'}, 'x')
    item.state = state
    askers = [asking(cookie=''), asking(**{STALE: True}), *(
        asking(**{ACCOUNT: people[login].id, GENERATION: people[login].generation})
        for login in ('quantri', 'kiemtra', 'khach'))]

    for place in (small_portal, small_portal['sites'], item, people['khach'], object()):
        for request in askers:
            assert permissions_at(request, place) == {
                each for each in ALL if POLICY.permits(request, place, each)}


def test_what_is_secret_opens_to_who_manages_accounts_alone(asking, small_portal, people):
    def may(login):
        account = people[login]
        return bool(POLICY.permits(
            asking(**{ACCOUNT: account.id, GENERATION: account.generation}),
            people['khach'], CONSOLE))

    assert [may(login) for login in ('quantri', 'kiemtra', 'khach')] == [True, False, False]


def test_a_proof_is_fresh_for_less_than_fifteen_minutes(asking, clock):
    clock.at = NOW + datetime.timedelta(minutes=15) - INSTANT
    before = has_proved(asking())
    clock.at += INSTANT

    assert (before, has_proved(asking()), has_proved(asking(without=(PROVED,)))) == (
        True, False, False)
