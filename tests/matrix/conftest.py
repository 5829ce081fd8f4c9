"""Fixtures of the matrix: the house and who asks, made once for a module."""
import pytest
import transaction
from hanoiportal import main
from hanoiportal.kernel.security.authorization.roles import (
    ACCOUNTANT,
    ADMINISTRATOR,
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
from hanoiportal.shells.commands.environment import close
from hanoiportal.web.login.throttle import LIMITS
from support.application import settings

from matrix.asking import Asker, Door, kept_or_not, without_templates
from matrix.house import OTHER, SITE, House
from matrix.views import registered

EVERYWHERE = {'quanly': MANAGER, 'vanhanh': OPERATOR, 'kiemtra': INSPECTOR,
              'chuquan': OWNER_BODY, 'ketoan': ACCOUNTANT, 'quantri': ADMINISTRATOR}
AT_SITE = {'contributor': CONTRIBUTOR, 'author': CONTRIBUTOR, 'translator': TRANSLATOR,
           'editor': EDITOR, 'responder': RESPONDER, 'member': BOARD_MEMBER,
           'deputy': DEPUTY_HEAD, 'head': HEAD}


@pytest.fixture(scope='module')
def application(tmp_path_factory):
    """The WSGI application, with a way of asking that keeps nothing, as often as one likes."""
    made = main({}, **settings(tmp_path_factory.mktemp('matrix'), **{
        'tm.commit_veto': kept_or_not,
        'portal.throttles': ' '.join(f'{name}:0/60' for name in LIMITS)}))
    yield made
    transaction.abort()
    close(made.registry)


@pytest.fixture(scope='module')
def house(application, password_hash):
    return House(application.registry, password_hash)


@pytest.fixture(scope='module')
def door(application, house):
    return Door(application)


@pytest.fixture(scope='module')
def askers(door):
    """``{name: Asker}``: everybody who may ask, logged in."""
    found = [Asker('visitor'), Asker('nobody', 'zqtk-khach')]
    found += [Asker(name, f'zqtk-{name}', role) for name, role in EVERYWHERE.items()]
    found += [Asker(f'{site}-{name}', f'zqtk-{site}-{name}', role, site, name == 'author')
              for site in (SITE, OTHER) for name, role in AT_SITE.items()]
    for asker in found:
        door.admit(asker)
    return {asker.name: asker for asker in found}


@pytest.fixture(scope='module')
def plain(application, askers):
    """The application once everybody is logged in: from now on it renders refusals alone."""
    without_templates(application.registry)
    return application.registry


@pytest.fixture(scope='module')
def views(plain):
    """``{key: Registered}``: every view of the application."""
    return {each.key: each for each in registered(plain)}
