"""Fixtures of the matrix: the house, built once for a run, and who asks, once for a module."""
import json
import shutil
from dataclasses import asdict
from types import SimpleNamespace

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
from servers.process import folder_of_run, once
from support.application import settings

from matrix.asking import Asker, Door, kept_or_not, without_templates
from matrix.house import OTHER, SITE, House, Thing
from matrix.views import registered

EVERYWHERE = {'quanly': MANAGER, 'vanhanh': OPERATOR, 'kiemtra': INSPECTOR,
              'chuquan': OWNER_BODY, 'ketoan': ACCOUNTANT, 'quantri': ADMINISTRATOR}
KNOWN = 'known.json'
AT_SITE = {'contributor': CONTRIBUTOR, 'author': CONTRIBUTOR, 'translator': TRANSLATOR,
           'editor': EDITOR, 'responder': RESPONDER, 'member': BOARD_MEMBER,
           'deputy': DEPUTY_HEAD, 'head': HEAD}


def settings_of(folder, **changes):
    """Return the settings of an application whose databases all lie in ``folder``."""
    return settings(folder, **{f'zodbconn.uri.{name}': f'file://{folder}/{name}.fs'
                               for name in ('interactions', 'drafts', 'keys')}, **changes)


@pytest.fixture(scope='session')
def built(tmp_path_factory, password_hash):
    """A folder with the databases of the ``House``, built once for all workers of a run, and what
    it knows of itself.
    """
    def build(folder):
        folder.mkdir()
        made = main({}, **settings_of(folder))
        house = House(made.registry, password_hash)
        close(made.registry)
        (folder / KNOWN).write_text(json.dumps([list(map(asdict, house.things)), house.accounts]))

    return once(folder_of_run(tmp_path_factory), 'house', build)


@pytest.fixture(scope='module')
def own_changes():
    """Settings besides those of the matrix; for modules to say."""
    return {}


@pytest.fixture(scope='module')
def application(built, tmp_path_factory, own_changes):
    """The WSGI application on the databases of the house, with a way of asking that keeps
    nothing, as often as one likes.
    """
    folder = shutil.copytree(built, tmp_path_factory.mktemp('matrix') / 'house')
    made = main({}, **settings_of(folder, **{
        'tm.commit_veto': kept_or_not,
        'portal.throttles': ' '.join(f'{name}:0/60' for name in LIMITS), **own_changes}))
    yield made
    transaction.abort()
    close(made.registry)


@pytest.fixture(scope='module')
def house(application, built):
    """What the ``House`` knows: ``things``, ``accounts`` and its ``registry``."""
    things, accounts = json.loads((built / KNOWN).read_text())
    return SimpleNamespace(registry=application.registry, accounts=accounts,
                           things=[Thing(**each) for each in things])


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
