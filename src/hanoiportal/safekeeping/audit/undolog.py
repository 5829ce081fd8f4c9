"""The log over an undoing: what an undone transaction told stays told.

Undoing puts the records of a transaction back as they were, and with them the end of a chain on
which nothing stands yet; what stands on it keeps itself (``Bucket._p_resolveConflict``).  ZODB can
undo and write the same record only in two transactions, so a second one follows at once.
"""
import base64
from contextlib import closing

from transaction import TransactionManager
from ZODB.utils import get_pickle_metadata

from ...base.interfaces import IClock
from ...kernel.storage import retry, snapshot
from ...kernel.storage.databases import ROOT
from .entries import Entry
from .places import logged_path
from .resource import Bucket, log_of

#: What is written beside the second transaction; nobody undoes it.
DESCRIPTION = 'hanoiportal.audit: the log over an undoing'
_BUCKET = (Bucket.__module__, Bucket.__name__)


def keep_over_undo(connection, transaction, asked, actor, registry, why='', tell=None):
    """Let what ``transaction`` takes from the log be written again when it has committed, and
    that ``actor``, a principal id, has undone it.

    ``connection``: of the content database, before the undoing.  ``asked``: the id of the
    transaction to be undone, as ``DB.undoLog`` gives it, as text.  ``why``: the reason.  ``tell``:
    callable(portal of another connection), called with what is written again; it may write.
    """
    tid = base64.decodebytes(asked.encode('ascii'))
    oids = [record.oid for record in _records(connection.db().storage, tid)
            if record.data and get_pickle_metadata(record.data) == _BUCKET]
    now = registry.getUtility(IClock).now()
    transaction.addAfterCommitHook(
        _keep, (connection.db(), snapshot.of(connection), oids, tid, actor, now, why, tell))


def _records(storage, tid):
    with closing(storage.iterator(tid, tid)) as found:
        return [record for transaction in found for record in transaction]


def _keep(committed, database, before, oids, tid, actor, now, why, tell):
    """Hook after the undoing: restore and tell, tried again when it meets a conflict."""
    if not committed:
        return
    manager = TransactionManager()
    with closing(database.open(manager, at=before)) as then, closing(
            database.open(manager)) as current:
        told = _told(then, oids)
        retry.run(manager, lambda: _restore(
            manager, current.root()[ROOT], told, tid, actor, now, why, tell))


def _told(connection, oids):
    """Return ``{place: (start, lines)}`` of the buckets with the ``oids`` and what follows them.
    """
    starts = {}
    for bucket in map(connection.get, oids):
        starts[bucket.place] = min(bucket.start, starts.get(bucket.place, bucket.start))
    chains = log_of(connection.root()[ROOT]).chains
    return {place: (start, [line for _number, _digest, line in chains[place].lines(start)])
            for place, start in starts.items()}


def _restore(manager, portal, told, tid, actor, now, why, tell):
    manager.get().note(DESCRIPTION)
    log = log_of(portal)
    for place, (start, lines) in (told or {portal.__oid__: (0, [])}).items():
        chain = log.chain_for(place)
        present = {line for _number, _digest, line in chain.lines(start)} if lines else set()
        for line in lines:
            if line not in present:
                chain.append(line)
        chain.append(_undone(portal, place, tid, actor, now, why).line())
    if tell is not None:
        tell(portal)


def _undone(portal, place, tid, actor, now, why):
    found = portal.__objectmap__.object_for(place)
    moment = snapshot.moment_of(tid).isoformat(timespec='seconds')
    return Entry(actor, 'undo', now, place, '' if found is None else logged_path(found),
                 why=why, details={'transaction': moment})
