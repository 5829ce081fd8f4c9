"""Fixtures of people: accounts with one role each, and a browser of their own.

``people``: administrator, operator, inspector and somebody without a role, at the root.
``staff``: besides them a manager (``quanly``), the owner body (``chuquan``) at the root, and for
the city itself and each of the two small sites the whole staff with a board in force:
``hanoi-contributor``, ``bavi-editor``, ``soxaydung-head`` … (``STAFF`` names the roles).  Log in
with ``visit('bavi-editor')``.

In the process of the tests a hash of a password costs next to nothing: ten recovery codes took a
second.  So it is in programs that are forked from the nursery; others hash as in service.
"""
from weakref import WeakKeyDictionary

import pytest
import transaction
from argon2 import PasswordHasher
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.editorial.boards.services import BoardService
from hanoiportal.kernel.security.authentication import passwords
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import (
    ADMINISTRATOR,
    BOARD,
    BOARD_MEMBER,
    CONTRIBUTOR,
    DEPUTY_HEAD,
    EDITOR,
    HEAD,
    INSPECTOR,
    MANAGER,
    OPERATOR,
    OWNER_BODY,
    RESPONDER,
    TRANSLATOR,
)
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.notifications.services import notifying
from webtest import TestApp

PASSWORD = 'Cầu-Long-Biên-1902'
BASIS = 'QĐ 01/QĐ-VP'
#: Log-in name → role at the root; the last has none.
ROLES = {'quantri': ADMINISTRATOR, 'vanhanh': OPERATOR, 'kiemtra': INSPECTOR, 'khach': None}
#: What follows the name of the site in a log-in → role at that site.
STAFF = {'contributor': CONTRIBUTOR, 'translator': TRANSLATOR, 'editor': EDITOR,
         'responder': RESPONDER,
         'member': BOARD_MEMBER, 'deputy': DEPUTY_HEAD, 'head': HEAD}
FOUNDED, TERM = 'QĐ 02/QĐ-UBND ngày 01/9/2025', parse('2025-09-01')
#: What hashes passwords in service.
IN_SERVICE = passwords._HASHER
passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
passwords._DECOY = passwords._decoy()


@pytest.fixture(scope='session')
def password_hash():
    """A hash of ``PASSWORD``."""
    return passwords.hashed(PASSWORD)


@pytest.fixture
def people(small_portal, registry, password_hash):
    """``{login: Account}`` of ``ROLES``, committed."""
    accounts = small_portal['accounts']
    made = {}
    for login, role in ROLES.items():
        account = made[login] = accounts.create(login, f'Người {login}', registry=registry)
        account.password_hash = password_hash
        account.password_at = registry.getUtility(IClock).now()
        if role:
            grant(small_portal, account.id, role, Grant(basis=BASIS))
    transaction.commit()
    return made


@pytest.fixture
def staff(small_portal, registry, people, password_hash):
    """``{login: Account}`` of ``people`` and of the staff of each site, committed."""
    made = dict(people)

    def add(login):
        account = made[login] = small_portal['accounts'].create(
            login, f'Người {login}', registry=registry)
        account.password_hash = password_hash
        return account.id

    grant(small_portal, add('quanly'), MANAGER, Grant(basis=BASIS))
    grant(small_portal, add('chuquan'), OWNER_BODY, Grant(basis=BASIS))
    sites = {'hanoi': small_portal, **small_portal['sites']}
    for name, site in sites.items():
        found_board(site, registry, {
            role: add(f'{name}-{which}') for which, role in STAFF.items()})
    transaction.commit()
    return made


def found_board(site, registry, holders):
    """Found the board of ``site`` and give each account of ``{role: id}`` its role there."""
    boards = BoardService(
        lambda permission, resource: True, registry.getUtility(IClock), send(registry))
    boards.found(site, FOUNDED, TERM, None, 'test')
    for role, account in holders.items():
        if role in BOARD:
            boards.appoint(site, account, role, FOUNDED, TERM, None, 'test')
        else:
            grant(site, account, role, Grant(FOUNDED, TERM))


def log_in(app, login, password=PASSWORD, path='/login'):
    """Fill in the log-in form and return the answer."""
    form = login_form(app.get(path))
    form['login'], form['password'] = login, password
    return form.submit()


def login_form(page):
    """Return the form of ``page`` that has a password field."""
    return next(form for form in page.forms.values() if 'password' in form.fields)


#: The page of the log-in of an application: ``{application: (cookies, token)}``.  To ask for it
#: and read it takes as long as to log in; its key is the application's own and stays.
_begun = WeakKeyDictionary()


@pytest.fixture
def visit(wsgi, people):
    """``visit(login)``: a WebTest application in which that person is logged in."""
    def opened(login=None):
        browser = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
        if login is not None:
            _enter(browser, login)
        return browser

    return opened


def _enter(browser, login):
    """Log in from the page that the application has shown before, if it takes that."""
    cookies, token = _begun.get(browser.app, ({}, ''))
    for name, value in cookies.items():
        browser.set_cookie(name, value)
    if not token or browser.post('/login', {
            'csrf_token': token, 'login': login, 'password': PASSWORD},
            expect_errors=True).status_int != 303:
        browser.reset()
        form = login_form(browser.get('/login'))
        _begun[browser.app] = dict(browser.cookies), form['csrf_token'].value
        form['login'], form['password'] = login, PASSWORD
        assert form.submit().status_int == 303


@pytest.fixture
def administrator(visit):
    """A browser in which the administrator is logged in."""
    return visit('quantri')


def is_in(browser):
    """Return whether the console opens to who uses ``browser``."""
    return browser.get('/console/@@contents', expect_errors=True).status_int == 200


@pytest.fixture
def told(registry, staff):
    """``told(login)``: the kinds of what that person was told, of all that is committed."""
    def kinds(login):
        transaction.begin()
        return [each.kind for each in notifying(registry).list(staff[login])]

    return kinds


def prove(browser):
    """Prove anew who has logged in in ``browser``."""
    form = next(form for form in browser.get('/confirm').forms.values()
                if 'password' in form.fields)
    form['password'] = PASSWORD
    assert form.submit().status_int == 303
