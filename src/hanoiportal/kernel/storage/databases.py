"""Opening databases: ``content``, ``interactions``, ``drafts``, ``keys`` as one multi-database.
"""
import logging
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import cache

import pyramid_zodbconn
import zodburi
from pyramid.config import Configurator
from pyramid.decorator import reify
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid_zodbconn import get_connection
from transaction import TransactionManager
from ZODB import DB
from ZODB.Connection import Connection
from zodburi import resolve_uri, resolvers

from ...base.interfaces import IPortal
from . import snapshot
from .faults import ADVICE, fault_of
from .interfaces import CONTENT, KEYS
from .unpickling import class_factory, guard_all
from .voting import Client

log = logging.getLogger(__name__)

# It looked through all installed packages for each database, an eighth of a start.
zodburi.entry_points = cache(zodburi.entry_points)
resolvers.ClientStorage = Client

ROOT = 'portal'

#: Gives what makes a storage, and the options of its database, as ``zodburi.resolve_uri`` does.
Resolve = Callable[[str], tuple[Callable[[], object], Mapping[str, object]]]


class NoPortal(LookupError):
    """The content database holds no portal yet."""


def root_factory(request: Request) -> IPortal:
    """Return the portal of the request's connection.

    Raises ``NoPortal`` if nothing has been seeded.
    """
    try:
        return get_connection(request).root()[ROOT]
    except KeyError:
        raise NoPortal('run "bin/portal seed" first') from None


def content_database(registry: Registry) -> DB:
    """Return the open ``ZODB.DB`` that holds the tree."""
    return registry._zodb_databases['']


def unreachable(registry: Registry) -> list[str]:
    """Return the sorted names of the databases whose server is known to be gone (ZEO)."""
    gone = [name or CONTENT for name, database in registry._zodb_databases.items()
            if not database.is_connected()]
    return sorted(gone) if gone else gone


@contextmanager
def portal_as_known(registry: Registry) -> Iterator[IPortal | None]:
    """Give the portal from a connection of its own, ``None`` if there is none or it cannot be
    read; that is logged.
    """
    if unreachable(registry):  # reading would wait for it
        yield None
        return
    transactions = TransactionManager()
    try:
        connection = content_database(registry).open(transaction_manager=transactions)
    except Exception:
        log.exception('the content database does not open')
        yield None
        return
    try:
        yield _read(connection)
    finally:
        transactions.abort()
        connection.close()


def _read(connection: Connection) -> IPortal | None:
    try:
        return connection.root().get(ROOT)
    except Exception:
        log.exception('the content database does not answer')
        return None


def _always() -> bool:
    return True


class Database(DB):
    """A database that says whether its server is there, and shows what others have committed."""

    def open(
            self, transaction_manager: TransactionManager | None = None, at: bytes | None = None,
            before: bytes | None = None) -> Connection:
        """Return a connection, as ``DB.open`` does.

        A ZEO server is asked first, unless ``snapshot.as_known`` holds: what it has told of other
        processes' commits until its answer is then known.  Else who saves at one process and is
        shown the page by another might see it as it was before.
        """
        if not (at or before or snapshot.is_as_known()) and self.is_connected():
            self._ask()
        return super().open(transaction_manager, at, before)

    def _ask(self) -> None:
        ping = getattr(self.storage, 'ping', None)  # ZEO's alone
        if ping is not None:
            ping()

    @reify  # type: ignore[untyped-decorator]
    def is_connected(self) -> Callable[[], bool]:
        """A function that returns whether it is, as far as is known."""
        return getattr(self.storage, 'is_connected', _always)


def opened(
        uri: str, name: str, databases: MutableMapping[str, DB],
        resolve: Resolve = resolve_uri) -> Database:
    """Return the ``Database`` at ``uri``, which loads nothing but what ``unpickling`` allows.

    ``databases``: the multi-database that it joins under ``name``.
    An error of its disk says besides what the operator is to do.
    """
    storage, options = resolve(uri)
    try:
        return Database(_made(storage, name), databases=databases, class_factory=class_factory,
                        **{**options, 'database_name': name})
    except OSError as error:
        if fault := fault_of(error):
            error.add_note(ADVICE[fault])
        raise


def _made(storage: Callable[[], object], name: str) -> object:
    """Return the storage; a pack of the keys leaves nothing of what was before beside the file."""
    made = storage()
    files = getattr(made, '_BlobStorage__storage', made)
    if name == KEYS and hasattr(files, 'pack_keep_old'):
        files.pack_keep_old = False
    return made


def includeme(config: Configurator) -> None:
    guard_all()
    pyramid_zodbconn.includeme(config, db_from_uri=opened)
    config.set_root_factory(root_factory)
