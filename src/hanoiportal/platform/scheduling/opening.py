"""Opening the portal for a job: a connection, a transaction and a request of its own."""
from contextlib import contextmanager

from pyramid.request import Request, apply_request_extensions
from pyramid.security import Allowed
from pyramid.threadlocal import RequestContext
from transaction import TransactionManager
from zope.interface import implementer

from ...base.i18n import ILanguages
from ...base.interfaces import IClock
from ...kernel.storage import retry
from ...kernel.storage.databases import ROOT, NoPortal, content_database
from .interfaces import IEnvironment


class SystemRequest(Request):
    """A request of the portal itself, which may do everything."""

    def has_permission(self, permission, context=None):
        """Return that it is allowed."""
        return Allowed('the portal may')


@implementer(IEnvironment)
class Environment:
    """See ``IEnvironment``."""

    def __init__(self, request, root, transactions, name):
        self.registry = request.registry
        self.request = request
        self.root = root
        self._transactions = transactions
        self._name = name

    @property
    def portal(self):
        if ROOT not in self.root:
            raise NoPortal('run "bin/portal seed" first')
        return self.root[ROOT]

    @property
    def clock(self):
        return self.registry.getUtility(IClock)

    def in_transaction(self, work):
        def noted():
            self._transactions.get().note(self._name)
            return work()

        return retry.run(self._transactions, noted)


@contextmanager
def opened(registry, name):
    """Give an ``Environment``; ``name`` stands beside each of its transactions."""
    request = system_request(registry)
    transactions = TransactionManager()
    connection = content_database(registry).open(transaction_manager=transactions)
    try:
        with RequestContext(request):
            request.root = connection.root().get(ROOT)
            yield Environment(request, connection.root(), transactions, name)
    finally:
        transactions.abort()
        connection.close()


def system_request(registry):
    """Return a request that may do everything, in Vietnamese."""
    request = SystemRequest.blank('/')
    request.registry = registry
    request.language = registry.getUtility(ILanguages).default
    apply_request_extensions(request)
    return request
