"""Opening databases: ``content``, ``interactions``, ``drafts`` as one multi-database."""
from pyramid_zodbconn import get_connection

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


def includeme(config):
    config.include('pyramid_zodbconn')
    config.set_root_factory(root_factory)
