"""Fixtures of the application in this process, on databases of its own.

``registry`` and ``app`` are made once for a test; ``small_portal`` holds the real portal's
sections and two component sites, without their pages and news.
"""
import gc
import shutil
import warnings
from contextlib import contextmanager
from functools import cache
from importlib import import_module

import pytest
import transaction
import zodburi
from hanoiportal.base.i18n import ILanguages
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.recyclebin.services import RecyclingService
from hanoiportal.content.versions.naming import Naming
from hanoiportal.kernel.storage.databases import ROOT as PORTAL
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.events import send
from hanoiportal.participation.cases.interfaces import ICases
from hanoiportal.platform.duties.interfaces import IDuties
from hanoiportal.platform.ledger.interfaces import ILedger
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.safekeeping.audit.services import AuditService
from hanoiportal.shells.commands.environment import Environment
from hanoiportal.shells.commands.seed import provisioning
from pyramid.request import Request
from pyramid.threadlocal import RequestContext
from webtest import TestApp

from . import ROOT
from .app_pool import Lender

# A test's database need not survive a power cut.
import_module('ZODB.FileStorage.FileStorage').fsync = None
# Who opens a database by its address is looked for among all packages, 0.02 s each time.
zodburi.entry_points = cache(zodburi.entry_points)

SITES = ('soxaydung', 'bavi')


def settings(folder, **changes):
    """Return the settings of a portal whose content, blobs and key lie in ``folder``."""
    return {
        'zodbconn.uri': f'file://{folder}/content.fs?blobstorage_dir={folder}/blobs',
        'zodbconn.uri.interactions': 'memory://',
        'zodbconn.uri.drafts': 'memory://',
        'zodbconn.uri.keys': 'memory://',
        'portal.data': str(ROOT / 'config/hanoi'), 'portal.locales': str(ROOT / 'locales'),
        'portal.compiled_templates': str(ROOT / 'parts/templates'),
        'portal.restored_mark': str(folder / 'restored'),
        'portal.ballots': str(folder / 'ballots'),
        'portal.ballot_keys': str(folder / 'ballot-keys'),
        'portal.secret_file': str(folder / 'secret'), 'portal.secure_cookies': 'false',
        'portal.second_factor': 'optional',
        'portal.production': 'false',
        'portal.media_cache': str(folder / 'media'), 'portal.development_hosts': 'localhost',
        **changes}


@pytest.fixture(scope='session')
def lender(tmp_path_factory):
    """The ``Lender`` of applications with ``settings``."""
    return Lender(tmp_path_factory.mktemp('lent'), settings)


@pytest.fixture(scope='session')
def small_content(portal_in, tmp_path_factory):
    """A folder with a content database with ``small_portal``, to be copied."""
    folder = tmp_path_factory.mktemp('small')
    with portal_in(folder) as environment:
        fill(environment)
    return folder


@pytest.fixture(scope='session')
def bare_content(portal_in, tmp_path_factory):
    """The same with the bare ``portal``."""
    folder = tmp_path_factory.mktemp('bare')
    with portal_in(folder) as environment:
        provisioning(environment, Data(ROOT / 'config/hanoi')).portal(environment.root)
        transaction.commit()
    return folder


@pytest.fixture
def begins_with(request):
    """The folder whose content database, and its blobs, a test begins with; ``None`` if with an
    empty one.  For modules to say.
    """
    for portal, content in (('small_portal', 'small_content'), ('portal', 'bare_content')):
        if portal in request.fixturenames:
            return request.getfixturevalue(content)
    return None


def copy_content(folder, target):
    """Copy the content database in ``folder`` to ``target``."""
    for name in ('content.fs', 'content.fs.index'):
        shutil.copy(folder / name, target)
    shutil.copytree(folder / 'blobs', target / 'blobs', dirs_exist_ok=True)


@pytest.fixture
def own_settings():
    """The settings in which the application differs from ``settings``; for modules to say."""
    return {}


@pytest.fixture
def wsgi(lender, tmp_path, begins_with, own_settings):
    """The WSGI application on databases of the test; they are closed afterwards."""
    if begins_with:
        copy_content(begins_with, tmp_path)
    with lender.lent(tmp_path, **own_settings) as application:
        yield application


@pytest.fixture
def registry(wsgi):
    return wsgi.registry


@contextmanager
def working(registry):
    """Give the ``Environment`` of ``registry`` while the block runs."""
    request = Request.blank('/')
    request.registry = registry
    request.language = registry.getUtility(ILanguages).default
    connection = content_database(registry).open()
    try:
        with RequestContext(request):
            yield Environment(registry, request, connection.root(), 'test')
    finally:
        transaction.abort()
        connection.close()


@pytest.fixture(scope='session')
def portal_in(lender):
    """``with portal_in(folder) as environment``: an application of its own, with its databases
    in ``folder``.
    """
    @contextmanager
    def opened(folder):
        with lender.lent(folder) as application, working(application.registry) as environment:
            yield environment

    return opened


@pytest.fixture
def environment(registry):
    """What a command works with: ``environment.portal``, ``environment.in_transaction``."""
    with working(registry) as found:
        yield found


@pytest.fixture
def steps(environment):
    """The ``Provisioning`` that builds portals from config/hanoi."""
    return provisioning(environment, Data(ROOT / 'config/hanoi'))


@pytest.fixture
def editing(steps):
    return steps._editing


class CarryingIn:
    """``IPublishing`` whose ``publish`` brings content in as the installation does, unapproved by
    any board.
    """

    def __init__(self, service):
        self._service = service

    def publish(self, document, actor, moment=None):
        """Make ``document`` public."""
        self._service.publish_imported(document, actor, 'tests', moment)

    def __getattr__(self, name):
        return getattr(self._service, name)


@pytest.fixture
def publishing(steps):
    return CarryingIn(steps._publishing)


@pytest.fixture
def recycling(registry):
    """``recycling(*permissions)``: ``IRecycling`` of somebody who has them; all without any."""
    def service(*permissions):
        return RecyclingService(
            registry, lambda each, _resource: not permissions or each in permissions,
            registry.getUtility(IClock), send(registry), Naming(registry))

    return service


@pytest.fixture
def small_portal(environment):
    """The portal with its own sections and the sites in ``SITES``, committed."""
    return environment.root[PORTAL] if PORTAL in environment.root else fill(environment)


def fill(environment):
    """Make the ``small_portal``, commit and return it."""
    steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
    portal = steps.portal(environment.root)
    transaction.commit()
    steps.sections(portal, 'city')
    for label, values, english in Data(ROOT / 'config/hanoi').sites:
        if label in SITES:
            steps.sections(steps.site(portal, label, values, english), values['level'])
    transaction.commit()
    return portal


@pytest.fixture
def app(wsgi, small_portal):
    """A WebTest application on ``small_portal``; ask for paths, or with ``host=``."""
    return TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})


@pytest.fixture
def reader(wsgi, portal):
    """A browser of somebody who is not logged in, on the bare ``portal``."""
    return TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})


@pytest.fixture(scope='module')
def collected():
    """Collect what large forms left open (``typing_page.UNCLOSED``) before a later test is blamed.
    """
    yield
    with warnings.catch_warnings(action='ignore'):
        gc.collect()


@pytest.fixture
def cases(registry, small_portal):
    """The ``ICases`` of the ``small_portal``."""
    return registry.getAdapter(small_portal, ICases)


@pytest.fixture
def bavi(small_portal):
    """The site of a commune in ``small_portal``."""
    return small_portal['sites']['bavi']


@pytest.fixture
def city_news(small_portal):
    """The section of news of the city itself in ``small_portal``."""
    return small_portal['tin-tuc-su-kien']


@pytest.fixture
def bare_section(portal, editing):
    """A section in the bare ``portal``."""
    return editing.add(portal, 'tin', 'Section', {'title': 'Tin'}, 'test')


@pytest.fixture
def ledger(registry, small_portal):
    """The ``ILedger`` of what is in ``content``."""
    return registry.getAdapter(small_portal, ILedger)


@pytest.fixture
def inner(registry, small_portal):
    """The ``ILedger`` in ``interactions``."""
    return registry.getAdapter(small_portal, ILedger, 'inner')


@pytest.fixture
def duties(registry, small_portal):
    """The ``IDuties`` of ``small_portal``."""
    return registry.getAdapter(small_portal, IDuties)


@pytest.fixture
def audit(registry):
    """The log of actions, for somebody who may read all of it."""
    return AuditService(registry, lambda permission, resource: True)
