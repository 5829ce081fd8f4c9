"""``ISubstitutes``, as a plain object that knows nothing of HTTP."""
from BTrees.OOBTree import OOBTree
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock
from ...kernel.security.authorization.groups import principals_of
from ...kernel.security.authorization.places import places_of
from ...kernel.tree.events import Deed, send
from ...kernel.tree.lookup import find_portal, find_site
from .absence import acting_for, substitutions_of
from .interfaces import ISubstitutes
from .resource import Substitution


@implementer(ISubstitutes)
class Substitutes:
    """See ``ISubstitutes``."""

    def __init__(self, portal, clock, notify):
        self._portal = portal
        self._clock = clock
        self._notify = notify  # callable(event)

    def current(self, account):
        found = substitutions_of(self._portal).get(account.id)
        return found if found is not None and self._clock.now() < found.ends else None

    def absent(self, account):
        now = self._clock.now()
        return sorted(acting_for(self._portal, account.id, now) - {account.id})

    def colleagues(self, account):
        accounts, sites = self._portal['accounts'].by_id, self._sites(account)
        return [other for other in accounts.values()
                if other is not account and not other.suspended
                and sites & self._sites(other)] if sites else []

    def name(self, account, substitute, starts, ends):
        if substitute not in {each.id for each in self.colleagues(account)}:
            raise Refused({'substitute': _('Hãy chọn một người trong danh sách.')})
        if starts is None or ends is None:
            raise Refused({'starts': _('Hãy nhập ngày đầu và ngày cuối.')})
        if ends <= starts or ends <= self._clock.now():
            raise Refused({'ends': _('Ngày cuối phải sau ngày đầu và chưa qua.')})
        if getattr(self._portal, 'substitutions', None) is None:
            self._portal.substitutions = OOBTree()
        self._portal.substitutions[account.id] = Substitution(
            account.id, substitute, starts, ends)
        self._notify(Deed(account, 'name_substitute', account.id, substitute=substitute))

    def end(self, account):
        if self.current(account) is None:
            raise Refused({'': _('Bạn không nhờ ai làm thay.')})
        found = self._portal.substitutions.pop(account.id)
        self._notify(Deed(account, 'end_substitution', account.id, substitute=found.substitute))

    def _sites(self, account):
        """Return the object ids of the sites in which ``account`` holds a role now."""
        now = self._clock.now()
        return {find_site(place).__oid__
                for place, grants in places_of(self._portal, principals_of(self._portal, account))
                if any(given.holds(now) for given in grants.values())}


def substitutes_service(request):
    """Return the ``ISubstitutes`` of the portal that ``request`` is for."""
    registry = request.registry
    return Substitutes(
        find_portal(request.root), registry.getUtility(IClock), send(registry))
