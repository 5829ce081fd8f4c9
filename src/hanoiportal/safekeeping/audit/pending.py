"""What one transaction has done so far; written into the chains just before it commits.

Written so late, several events of one action become one entry, and a mass of them, as an import
makes, one entry that counts them.
"""
import transaction as transactions
from transaction.interfaces import ISavepointDataManager
from zope.interface import implementer

from .resource import get_or_create_inner_log, get_or_create_log
from .telling import entries_of


class _Savepoint:
    """What ``pending`` knew at one moment."""

    def __init__(self, pending):
        self._pending = pending
        self._told, self._seen = len(pending.told), len(pending.seen)
        self._inner = len(pending.inner)

    def rollback(self):
        """Forget what was done since."""
        del self._pending.told[self._told:]
        del self._pending.inner[self._inner:]
        while len(self._pending.seen) > self._seen:
            self._pending.seen.popitem()


@implementer(ISavepointDataManager)
class Pending:
    """The actions of one transaction on one portal, a data manager that takes part in it.

    ``told``: ``[(object id of the ledger, Entry)]``, what was named with its reasons.
    ``inner``: the same of what lives in ``interactions``.
    ``seen``: ``{(ledger, who, action, oid): (when, path, before)}``, what events of the tree tell;
    a ``path`` of ``None`` is looked up at the end.
    """

    transaction_manager = None

    def __init__(self, transaction, portal, registry):
        self._transaction = transaction
        self._portal, self._registry = portal, registry
        self._joined = False
        self.told, self.inner, self.seen = [], [], {}

    def tell(self, ledger, entry, inner=False):
        """Keep ``entry`` for the chain of the object id ``ledger``, or for its ``inner`` one."""
        self._join()
        (self.inner if inner else self.told).append((ledger, entry))

    def see(self, ledger, who, action, oid, when, path=None, before=''):
        """Keep that ``who`` did ``action`` to ``oid``; told once, however often it is said."""
        self._join()
        self.seen.setdefault((ledger, who, action, oid), (when, path, before))

    def _join(self):
        if not (self.told or self.inner or self.seen):
            self._transaction.addBeforeCommitHook(self._write)
        if not self._joined:
            self._transaction.join(self)
            self._joined = True

    def _write(self):
        """Hook before the commit: append to the chains."""
        if self.told or self.seen:
            log = get_or_create_log(self._portal)
            for ledger, entry in entries_of(
                    self.seen, self.told, self._portal, self._registry):
                log.chain_for(ledger).append(entry.line())
        if self.inner:
            log = get_or_create_inner_log(self._portal)
            for ledger, entry in self.inner:
                log.chain_for(ledger).append(entry.line())
        self._forget()

    def _forget(self):
        self.told, self.inner, self.seen = [], [], {}

    # What a data manager must have; what it writes is written by the database's own.

    def savepoint(self):
        return _Savepoint(self)

    def abort(self, transaction):
        self._forget()
        self._joined = False

    def tpc_begin(self, transaction):
        pass

    commit = tpc_vote = tpc_finish = tpc_begin

    def tpc_abort(self, transaction):
        self.abort(transaction)

    def sortKey(self):
        return '~hanoiportal.audit'


def pending_on(portal, registry):
    """Return the ``Pending`` of the transaction that is going on in the portal's connection."""
    jar = portal._p_jar
    manager = transactions.manager if jar is None else jar.transaction_manager
    transaction = manager.get()
    try:
        return transaction.data(portal)
    except KeyError:
        pending = Pending(transaction, portal, registry)
        transaction.set_data(portal, pending)
        return pending
