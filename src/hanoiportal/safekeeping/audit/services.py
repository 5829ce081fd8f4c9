"""``IAudit``, as a plain object that knows nothing of HTTP."""
from dataclasses import replace
from itertools import islice

from zope.interface import implementer

from ...base.interfaces import IClock, IPortal
from ...base.permissions import AUDIT, Allowed
from ...base.values import Batch
from ...kernel.tree.events import Action, IInnerAction
from ...kernel.tree.lookup import find_portal
from .entries import Entry, read
from .interfaces import EVERYTHING, IActions, IAudit
from .pending import pending_on
from .places import ledger_of, logged_path
from .reading import latest_first, oldest_first
from .resource import Chain, inner_log_of, log_of
from .told import told_in
from .wording import Wording


def tell(action, registry):
    """Keep the ``IAction`` for the log of its portal, if it stands in one; what is inner for the
    log of ``interactions``.
    """
    resource = action.object
    portal = find_portal(resource)
    if not IPortal.providedBy(portal):
        return
    entry = Entry(
        action.actor, action.action, registry.getUtility(IClock).now(), resource.__oid__,
        logged_path(resource), action.before or '', action.after or '', action.why or '',
        action.details)
    pending_on(portal, registry).tell(
        ledger_of(resource).__oid__, entry, IInnerAction.providedBy(action))


@implementer(IAudit)
class AuditService:
    """``IAudit`` for one asker."""

    def __init__(self, registry, allowed: Allowed):
        self._registry = registry
        self._allowed = allowed

    def record(self, action, resource, actor, before='', after='', why='', **details):
        tell(Action(resource, action, actor, before, after, why, **details), self._registry)

    def entries(self, place, start=0, size=50, wanted=EVERYTHING):
        chain = self._chain(place, wanted)
        found = latest_first(chain, wanted)
        rows = tuple(read(line) for line in islice(found, start, start + size))
        if replace(wanted, inner=False) == EVERYTHING:
            return Batch(rows, chain.count, start, size)
        known = start + len(rows) if rows else sum(1 for _line in latest_first(chain, wanted))
        return Batch(rows, known + sum(1 for _line in found), start, size)

    def lines(self, place, wanted=EVERYTHING):
        return oldest_first(self._chain(place, wanted), wanted)

    def told_in(self, connection, ids):
        return told_in(connection, ids)

    def wording(self, portal, person, is_seen, titles=None):
        return Wording(portal, person, is_seen, titles)

    def title(self, action, language):
        return self._registry.getUtility(IActions).title(action, language)

    def _chain(self, place, wanted):
        ledger = ledger_of(place)
        if not self._allowed(AUDIT, ledger):
            raise PermissionError(AUDIT)
        log_in = inner_log_of if wanted.inner else log_of
        chains = log_in(find_portal(ledger)).chains
        return chains.get(ledger.__oid__) or Chain(ledger.__oid__)


def audit_service(request):
    return AuditService(request.registry, request.has_permission)
