"""``IInbox``: what somebody of the staff finds, as a plain object that knows nothing of HTTP."""
from collections.abc import Callable, Sequence
from functools import cached_property

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ANSWER, APPROVE_ANSWER, Allowed
from ...discovery.catalog.interfaces import IWorkCatalog
from ...editorial.tasks.interfaces import ISubstitutes
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authorization.roles import BOARD, RESPONDER, ROLES
from ...kernel.security.interactions import kept_or_new
from ...kernel.tree.lookup import find_portal
from ..cases.interfaces import Case, ICases
from .interfaces import IInbox, Waiting
from .resource import KEY, UNCLAIMED, WAITING, InboxBook, numbers_at
from .telling import past_sites, people_at

#: The roles by which somebody answers cases.
_ANSWERING = frozenset(role for role, permissions in ROLES.items() if ANSWER in permissions)


@implementer(IInbox)
class Inbox:
    """``IInbox`` for ``account``, who acts for the accounts that ``mine`` gives, too; ``work``
    gives what lists of the desk show them.  The menu of each page asks for neither.
    """

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 account: Account | None, mine: Callable[[], Sequence[str]],
                 work: Callable[[], IWorkCatalog]) -> None:
        self._registry, self._portal = registry, portal
        self._allowed, self._account = allowed, account
        self._mine, self._work = mine, work
        self._now = registry.getUtility(IClock).now

    @cached_property
    def _cases(self) -> ICases:
        found: ICases = self._registry.getAdapter(self._portal, ICases)
        return found

    @property
    def _book(self) -> InboxBook:
        return kept_or_new(self._portal, KEY, InboxBook)

    def sees(self, case: Case, site: ISite) -> bool:
        """See ``IInbox``."""
        return bool(self._allowed(ANSWER, site)) and str(site.__oid__) in past_sites(case)

    def case(self, number: int, kind: str, site: ISite) -> Case | None:
        """See ``IInbox``."""
        found = self._cases.get(number)
        if found is None or found.kind != kind or found.site != str(site.__oid__):
            return None
        return found if self.sees(found, site) else None

    def people(self, site: ISite) -> list[Account]:
        """See ``IInbox``."""
        accounts = find_portal(site)['accounts'].by_id
        return sorted((accounts[each] for each in people_at(
            site, BOARD | {RESPONDER}, self._now())), key=lambda each: (each.full_name, each.id))

    def unclaimed(self, site: ISite) -> int:
        """See ``IInbox``."""
        return self._book.number(UNCLAIMED, str(site.__oid__))

    def to_approve(self, site: ISite) -> list[int]:
        """See ``IInbox``."""
        return numbers_at(self._book.waiting, str(site.__oid__))

    def number_to_approve(self, site: ISite) -> int:
        """See ``IInbox``."""
        return self._book.number(WAITING, str(site.__oid__))

    def waiting(self) -> list[Waiting]:
        """See ``IInbox``."""
        found = [self._at(site) for site in self._sites() if self._allowed(ANSWER, site)]
        return [each for each in found if each.new or each.mine or each.to_approve]

    def _sites(self) -> list[ISite]:
        """Return the sites in which the account holds a role that answers, by their titles."""
        if self._account is None:
            return []
        return sorted(self._work().sites(_ANSWERING), key=lambda site: site.title)

    def _at(self, site: ISite) -> Waiting:
        account, here = self._account, str(site.__oid__)
        assert account is not None
        mine = sum(self._cases.inbox(here, assigned=each, size=0).total
                   for each in (account.id, *self._mine()))
        return Waiting(site, self.unclaimed(site), mine, self.number_to_approve(site) if (
            self._allowed(APPROVE_ANSWER, site)) else 0)


def inbox_service(request: Request) -> Inbox:
    """Return the ``IInbox`` for whoever asks by ``request``."""
    account = request.identity
    return Inbox(request.registry, request.root, request.has_permission, account,
                 lambda: request.service(ISubstitutes).absent(account),
                 lambda: request.service(IWorkCatalog))
