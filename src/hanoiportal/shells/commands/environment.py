"""What a command works with: the application's registry and an open database."""
import os
import sys
from collections.abc import Callable
from contextlib import contextmanager
from functools import cached_property
from typing import TypeVar

import transaction
from plaster import parse_uri
from plaster_pastedeploy import Loader
from pyramid.path import DottedNameResolver
from pyramid.request import Request
from pyramid.threadlocal import RequestContext
from transaction.interfaces import NoTransaction
from zc.lockfile import LockError

from ...base.clock import SystemClock
from ...base.databases import setting_of
from ...base.i18n import ILanguages
from ...base.interfaces import IClock
from ...base.settingsfile import read_settings
from ...content.versions.services import EditingService
from ...content.versions.versions import Versions
from ...editorial.boards.services import BoardService
from ...editorial.dependencies.interfaces import IDependencies
from ...editorial.publishing.services import PublishingService
from ...kernel.storage import retry
from ...kernel.storage.databases import ROOT, content_database
from ...kernel.storage.interfaces import CONTENT, DRAFTS, INTERACTIONS, KEYS
from ...kernel.tree.events import send
from ...platform.notifications.interfaces import INotifying
from ...web.services import service

#: Of ``make serve``.
PORT = '6543'
#: What is done in a transaction returns it.
Result = TypeVar('Result')


class Failure(Exception):
    """What went wrong and how to mend it, for the operator; the command exits with 1."""


class InUse(Failure):
    """Another process has the databases open."""


class Environment:
    """An open portal for one command, which acts with all permissions as ``actor``.

    ``root``: the root mapping of the content database.
    ``say``: prints a line for the operator.  ``read_line``: returns one that the operator gives.
    """

    say: Callable[[str], object]
    read_line: Callable[[], str]

    def __init__(self, registry, request, root, actor):
        self.registry = registry
        self.request = request
        self.root = root
        self.actor = actor
        self.say, self.read_line = print, _line_given

    @property
    def portal(self):
        """The portal.  Raises ``Failure`` if there is none."""
        if ROOT not in self.root:
            raise Failure('there is no portal yet: run "bin/portal seed" first')
        return self.root[ROOT]

    @property
    def clock(self):
        """The ``IClock``."""
        return self.registry.getUtility(IClock)

    @cached_property
    def editing(self):
        """The ``IEditing`` that may do everything."""
        return EditingService(self.registry, _anything, self.clock, send(self.registry))

    @cached_property
    def boards(self):
        """The ``IBoards`` that may do everything."""
        return BoardService(_anything, self.clock, send(self.registry))

    @cached_property
    def publishing(self):
        """The ``IPublishing`` that may do everything."""
        return PublishingService(
            self.registry, _anything, self.clock, send(self.registry), Versions(self.registry),
            self.boards, lambda: self.request.service(IDependencies))

    @cached_property
    def notifying(self):
        """The ``INotifying``."""
        return service(self.request, INotifying)

    def in_transaction(self, work: Callable[[], Result]) -> Result:
        """Return ``work()`` committed in one transaction, tried again on a conflict."""
        return retry.run(transaction.manager, work)

    def translate(self, message: str) -> str:
        """Return a translatable message in Vietnamese."""
        text: str = self.request.localizer.translate(message)
        return text

    def reasons(self, refused):
        """Return the reasons of a ``Refused`` on one line."""
        return '; '.join(
            f'{name}: {self.translate(why)}' if name else self.translate(why)
            for name, why in refused.reasons.items())


def _line_given() -> str:
    return sys.stdin.readline()


def _anything(permission, resource):
    return True


class Unopened:
    """A portal whose databases are not opened: its settings and where its data lie.

    ``mapping``: the settings as the ini file has them; ``var``: absolute path.
    """

    def __init__(self, mapping, var):
        self.mapping, self.var = mapping, var
        self.settings = read_settings(mapping)
        self.clock = SystemClock()

    def elsewhere(self, folder):
        """Return an application on the FileStorages in ``folder`` that tells nobody of anything.
        """
        names = (CONTENT, INTERACTIONS, DRAFTS, KEYS)
        files = {'secret_file': 'secret', 'media_cache': 'media', 'mail_queue': 'mail',
                 'backup_record': 'backup.json', 'backup_mirror': 'mirror',
                 'erasure_register': 'erasures.json', 'restored_mark': 'restored',
                 'archive_key': 'archive-key', 'ballots': 'ballots', 'ballot_keys': 'ballot-keys'}
        return self.application({
            **{setting_of(name): f'file://{folder}/filestorage/{name}.fs?blobstorage_dir='
                                 f'{folder}/blobstorage/{name}' for name in names},
            **{f'portal.{setting}': f'{folder}/{name}' for setting, name in files.items()},
            'portal.mail_host': '', 'portal.archive': '', 'portal.scheduler': 'false'})

    def application(self, changes):
        """Return the application with ``changes`` of its settings."""
        return DottedNameResolver().resolve('hanoiportal.main')({}, **{**self.mapping, **changes})


def loader_of(config_file: str) -> Loader:
    """Return the loader of an ini file.

    ``pyramid.paster`` has it found among the entry points of all packages, each time, which is a
    tenth of a start.
    """
    return Loader(parse_uri(config_file))


@contextmanager
def unopened(config_file, var, port=PORT):
    """Give the ``Unopened`` portal of ``config_file`` with its data in the folder ``var``.

    ``port``: see ``opened``.
    """
    var = os.path.abspath(var)
    options, loader = {'var': var, 'http_port': port}, loader_of(config_file)
    loader.setup_logging(options)
    yield Unopened(loader.get_wsgi_app_settings('main', options), var)


@contextmanager
def opened(config_file, var, port=PORT, actor='system'):
    """Open the application of ``config_file`` with its data in the folder ``var``.

    ``port``: decimal, where it is served: links of mails lead there.  Raises ``InUse`` if another
    process has the databases open, ``Failure`` if there is no such folder.
    """
    options, loader = {'var': os.path.abspath(var), 'http_port': port}, loader_of(config_file)
    loader.setup_logging(options)
    try:
        app = loader.get_wsgi_app('main', options)
    except LockError:
        raise InUse(f'the databases in {var} are in use: stop the portal that serves them, or '
                    'run it on ZEO or PostgreSQL') from None
    except FileNotFoundError as error:
        raise Failure(f'{error.filename} is not there: "make serve" makes it, or do '
                      f'"mkdir -p {var}/filestorage {var}/blobstorage"') from None
    with working(app.registry, actor) as environment:
        yield environment


@contextmanager
def working(registry, actor='system'):
    """Give the ``Environment`` of an application and close its databases at the end."""
    try:
        with opened_beside(registry, actor) as environment:
            yield environment
    finally:
        close(registry)


@contextmanager
def opened_beside(registry, actor='system'):
    """Give the ``Environment`` of an application that goes on with its work."""
    request = Request.blank('/')
    request.registry = registry
    request.language = registry.getUtility(ILanguages).default
    connection = content_database(registry).open()
    try:
        with RequestContext(request):
            yield Environment(registry, request, connection.root(), actor)
    finally:
        transaction.abort()
        connection.close()


def close(registry):
    """Close every database of ``registry``."""
    for database in registry._zodb_databases.values():
        try:
            database.close()
        except NoTransaction:  # of a connection that the storage did not let begin one
            database.storage.close()
