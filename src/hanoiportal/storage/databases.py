"""Opening databases: ``content``, ``interactions``, ``drafts`` as one multi-database."""
import pyramid_zodbconn
from pyramid.decorator import reify
from pyramid_zodbconn import get_connection
from ZODB import DB
from zodburi import resolve_uri

from .faults import ADVICE, fault_of
from .interfaces import CONTENT
from .unpickling import class_factory, guard_all

ROOT = 'portal'


class NoPortal(LookupError):
    """The content database holds no portal yet."""


def root_factory(request):
    """Return the portal of the request's connection.

    Raises ``NoPortal`` if nothing has been seeded.
    """
    try:
        return get_connection(request).root()[ROOT]
    except KeyError:
        raise NoPortal('run "bin/portal seed" first') from None


def content_database(registry):
    """Return the open ``ZODB.DB`` that holds the tree."""
    return registry._zodb_databases['']


def unreachable(registry):
    """Return the sorted names of the databases whose server is known to be gone (ZEO)."""
    return sorted([name or CONTENT for name, database in registry._zodb_databases.items()
                   if not database.is_connected()])


def _always():
    return True


class Database(DB):
    """A database that says whether its server is there."""

    @reify
    def is_connected(self):
        """A function that returns whether it is, as far as is known."""
        return getattr(self.storage, 'is_connected', _always)


def opened(uri, name, databases, resolve=resolve_uri):
    """Return the ``Database`` at ``uri``, which loads nothing but what ``unpickling`` allows.

    ``databases``: the multi-database that it joins under ``name``.  ``resolve``: as
    ``zodburi.resolve_uri``.  An error of its disk says besides what the operator is to do.
    """
    storage, options = resolve(uri)
    try:
        return Database(storage(), databases=databases, class_factory=class_factory,
                        **{**options, 'database_name': name})
    except OSError as error:
        if fault := fault_of(error):
            error.add_note(ADVICE[fault])
        raise


def includeme(config):
    guard_all()
    pyramid_zodbconn.includeme(config, db_from_uri=opened)
    config.set_root_factory(root_factory)
