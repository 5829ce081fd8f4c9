"""Fixtures of people: accounts with one role each at the root, and a browser of their own."""
import pytest
import transaction
from argon2 import PasswordHasher
from hanoiportal.security.grants import Grant, grant
from hanoiportal.security.roles import ADMINISTRATOR, INSPECTOR, OPERATOR
from webtest import TestApp

PASSWORD = 'Cầu-Long-Biên-1902'
BASIS = 'QĐ 01/QĐ-VP'
#: Log-in name → role at the root; the last has none.
ROLES = {'quantri': ADMINISTRATOR, 'vanhanh': OPERATOR, 'kiemtra': INSPECTOR, 'khach': None}


@pytest.fixture(scope='session')
def password_hash():
    """A hash that is quick to check; ``matches`` reads its cost from it."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def people(small_portal, registry, password_hash):
    """``{login: Account}`` of ``ROLES``, committed."""
    accounts = small_portal['accounts']
    made = {}
    for login, role in ROLES.items():
        account = made[login] = accounts.create(login, f'Người {login}', registry=registry)
        account.password_hash = password_hash
        if role:
            grant(small_portal, account.id, role, Grant(basis=BASIS))
    transaction.commit()
    return made


def log_in(app, login, password=PASSWORD, path='/login'):
    """Fill in the log-in form and return the answer."""
    form = login_form(app.get(path))
    form['login'], form['password'] = login, password
    return form.submit()


def login_form(page):
    """Return the form of ``page`` that has a password field."""
    return next(form for form in page.forms.values() if 'password' in form.fields)


@pytest.fixture
def visit(wsgi, people):
    """``visit(login)``: a WebTest application in which that person is logged in."""
    def opened(login=None):
        browser = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
        if login is not None:
            assert log_in(browser, login).status_int == 303
        return browser

    return opened
