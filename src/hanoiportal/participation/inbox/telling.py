"""What the staff did with a case: in the log of the site, and told to those whom it concerns.

Neither says a word of what was sent or of who sent it: a case is named by its number.
"""
import datetime
from collections.abc import Iterable, Mapping, Sequence

from pyramid.registry import Registry

from ...base.interfaces import IClock, IPortal, ISite
from ...editorial.tasks.interfaces import deputises_for
from ...kernel.security.authentication.accounts import Account
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import BOARD, RESPONDER
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_portal, site_of
from ...platform.notifications.interfaces import INotifying
from ..cases.interfaces import FORWARDED, RECEIVED, Case


class CaseTelling:
    """Logs and tells what happens to the cases of ``portal``."""

    def __init__(self, registry: Registry, portal: IPortal, notifying: INotifying) -> None:
        self._portal, self._notifying = portal, notifying
        self._now = registry.getUtility(IClock).now
        self._send = send(registry)

    def log(self, case: Case, action: str, actor: str, why: str = '', after: str = '',
            **said: str | int) -> None:
        """Log ``action`` at the site that has ``case``."""
        site = site_of(self._portal, case.site)
        self._send(InnerAction(
            site, action, actor, '', after, why, number=case.number, kind=case.kind, **said))

    def staff(self, case: Case, kind: str, actor: str, people: Iterable[str] = ()) -> None:
        """Tell ``people`` and those who stand in for them, as ``kind``: of all who answer at the
        site that has ``case``, else these.
        """
        site, now = site_of(self._portal, case.site), self._now()
        everybody = people_at(site, BOARD | {RESPONDER}, now)
        told = with_deputies(self._portal, people, now) & everybody
        self._notifying.notify(told or everybody, site, kind, actor, number=case.number)

    def board(self, case: Case, kind: str, actor: str) -> None:
        """Tell the board of the site that has ``case``, as ``kind``."""
        site = site_of(self._portal, case.site)
        self._notifying.notify(self._notifying.board_of(site), site, kind, actor,
                               number=case.number)


def people_at(site: ISite, roles: Iterable[str], now: datetime.datetime) -> set[str]:
    """Return the ids of the open accounts that hold one of ``roles`` at ``site``."""
    accounts: Mapping[str, Account] = find_portal(site)['accounts'].by_id
    return {each for each in holders_of(site, frozenset(roles), now)
            if each in accounts and not accounts[each].suspended}


def with_deputies(portal: IPortal, people: Iterable[str], now: datetime.datetime) -> set[str]:
    """Return the ids of ``people`` and of those who stand in for them at ``now``."""
    return {each for person in people for each in deputises_for(portal, person, now)}


def past_sites(case: Case) -> Sequence[str]:
    """Return the sites that have had ``case``, in their order, the present one the last."""
    moved = [event for event in case.events if event.kind in (RECEIVED, FORWARDED)]
    found = [event.site for event in moved if event.site]
    return [*dict.fromkeys([*found, *(event.to for event in moved if event.to), case.site])]
