"""``IScheduling``, given an ``IEnvironment``."""
import datetime
import logging

from zope.interface import implementer

from ...base.clock import UTC
from .indexing import refresh
from .interfaces import IAgenda, IDue, IScheduling
from .resource import dues_of

log = logging.getLogger(__name__)


@implementer(IScheduling)
class Scheduling:
    """See ``IScheduling``."""

    def __init__(self, environment):
        self._environment = environment
        self._registry = environment.registry

    def run(self, kinds=None):
        now = self._environment.clock.now()
        done = failed = 0
        for _seconds, kind, oid in self._due(now, kinds):
            try:
                done += self._in_transaction(self._act, kind, oid, now)
            except Exception as error:  # noqa: BLE001
                failed += 1
                self._tell(kind, oid, error)
        return done, failed

    def _in_transaction(self, work, *arguments):
        return self._environment.in_transaction(lambda: work(*arguments))

    def _due(self, now, kinds):
        """Return what is due, as of a transaction that has just begun."""
        entries = self._in_transaction(lambda: dues_of(self._environment.portal).until(now))
        return [entry for entry in entries if kinds is None or entry[1] in kinds]

    def _act(self, kind, oid, now):
        due, document = self._found(kind, oid)
        if document is None:
            return False
        acted = due is not None and due.act(self._environment, document, now)
        refresh(document, self._registry)
        return acted

    def _found(self, kind, oid):
        """Return the ``IDue``, ``None`` for a kind of before, and the document if it is there."""
        portal = self._environment.portal
        return (self._registry.queryUtility(IDue, name=kind),
                portal.__objectmap__.object_for(oid))

    def _tell(self, kind, oid, error):
        """Log the failure once, when those whom it concerns are told; it is tried again anyway."""
        try:
            if self._in_transaction(self._told, kind, oid, error):
                log.error('%s of %s failed', kind, oid, exc_info=error)
        except Exception:
            log.exception('%s of %s failed, and nobody could be told', kind, oid)

    def _told(self, kind, oid, error):
        due, document = self._found(kind, oid)
        return None not in (due, document) and due.failed(self._environment, document, error)


def run_due(environment):
    """Do everything that is due: the job of the scheduler."""
    Scheduling(environment).run()


@implementer(IAgenda)
class Agenda:
    """See ``IAgenda``."""

    def ahead(self, portal, kinds, until):
        for seconds, kind, oid in dues_of(portal).until(until):
            moment = datetime.datetime.fromtimestamp(seconds, UTC)
            if kind in kinds and moment < until:
                yield moment, oid
