"""``ISubstitutes``, as a plain object that knows nothing of HTTP."""
import datetime
from typing import cast

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from pyramid.request import Request
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IResource
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authorization.groups import principals_of
from ...kernel.security.authorization.places import places_of
from ...kernel.tree.events import Action, Send, send
from ...kernel.tree.lookup import find_portal, find_site
from .absence import acting_for, substitutions_of
from .interfaces import ISubstitutes
from .resource import Substitution


@implementer(ISubstitutes)
class Substitutes:
    """See ``ISubstitutes``."""

    def __init__(self, portal: Persistent, clock: IClock, notify: Send) -> None:
        self._portal = portal
        self._clock = clock
        self._notify = notify

    def current(self, account: Account) -> Substitution | None:
        found = substitutions_of(self._portal).get(account.id)
        return found if found is not None and self._clock.now() < found.ends else None

    def absent(self, account: Account) -> list[str]:
        now = self._clock.now()
        return sorted(acting_for(self._portal, account.id, now) - {account.id})

    def colleagues(self, account: Account) -> list[Account]:
        accounts, sites = self._portal['accounts'].by_id, self._sites(account)
        return [other for other in accounts.values()
                if other is not account and not other.suspended
                and sites & self._sites(other)] if sites else []

    def name(self, account: Account, substitute: str, starts: datetime.datetime | None,
             ends: datetime.datetime | None) -> None:
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
        self._notify(Action(account, 'name_substitute', account.id, substitute=substitute))

    def end(self, account: Account) -> None:
        if self.current(account) is None:
            raise Refused({'': _('Hiện không nhờ ai làm thay.')})
        found = self._portal.substitutions.pop(account.id)
        self._notify(Action(account, 'end_substitution', account.id, substitute=found.substitute))

    def _sites(self, account: Account) -> set[int]:
        """Return the object ids of the sites in which ``account`` holds a role now."""
        now = self._clock.now()
        return {find_site(cast('IResource', place)).__oid__
                for place, grants in places_of(self._portal, principals_of(self._portal, account))
                if any(given.holds(now) for given in grants.values())}


def substitutes_service(request: Request) -> Substitutes:
    """Return the ``ISubstitutes`` of the portal that ``request`` is for."""
    registry = request.registry
    return Substitutes(
        find_portal(request.root), registry.getUtility(IClock), send(registry))
