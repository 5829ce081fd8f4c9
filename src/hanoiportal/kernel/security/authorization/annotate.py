"""Who did it and where, written beside each transaction of the content database.

Accounts are named by their ids, never by their log-in names: the log outlives both.  A
transaction that writes the ``interactions`` or the ``drafts`` database is never given a name:
it would un-anonymise who voted, rated or asked.
"""
from pyramid.config import Configurator
from pyramid.events import ContextFound
from pyramid.traversal import resource_path
from pyramid_zodbconn import get_connection
from transaction import Transaction
from ZODB.Connection import Connection

from ..interfaces import ISecret

READING = frozenset({'GET', 'HEAD', 'OPTIONS'})


def annotate(event: ContextFound) -> None:
    """Subscriber: describe the transaction of a request that may write."""
    request = event.request
    if request.method in READING:
        return
    transaction = request.tm.get()
    transaction.description = description(request.context, request.view_name)
    account = request.authenticated_userid
    if account is not None:
        transaction.addBeforeCommitHook(sign, (transaction, get_connection(request), account))


def description(context: object, view_name: str) -> str:
    """Return the path of ``context`` and the view, with the account's id for its log-in name."""
    path = resource_path(context) if hasattr(context, '__parent__') else ''
    if ISecret.providedBy(context) and hasattr(context, 'id'):
        # What is secret is a resource; its interface only marks it.
        parent = context.__parent__  # type: ignore[attr-defined]
        path = f'{resource_path(parent)}/{context.id}'
    return f'{path} @@{view_name}' if view_name else path


def sign(transaction: Transaction, connection: Connection, account: str) -> None:
    """Hook before the commit: name ``account`` unless another database than that of
    ``connection`` is being written.
    """
    others = [other for other in connection.connections.values() if other is not connection]
    if not any(writes(other) for other in others):
        transaction.user = account


def writes(connection: Connection) -> bool:
    """Return whether ``connection`` takes part in the transaction."""
    return not connection._needs_to_join


def includeme(config: Configurator) -> None:
    config.add_subscriber(annotate, ContextFound)
