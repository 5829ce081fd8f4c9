"""Kiện toàn: who decides on a board is told before and when it loses head or approvers (9.5), and
before and when people of other bodies work for it without rules of coordination (9.3).
"""
from __future__ import annotations

import datetime
from functools import partial

from ...base.clock import ONE_DAY, local, shown_date
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import BOARD, HEAD, MANAGER, OWNER_BODY
from ...kernel.tree.lookup import find_portal
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import IBoards
from .reminding import MORNING
from .uncoordinated import alarms

#: Days before it that people are told.
AHEAD = (1, 3, 7, 14, 30)
#: Kinds of the notices: it comes, it is so.
COMING, NOW = 'board_ending', 'board_lacking'
NO_HEAD, NO_APPROVER = _('không còn Trưởng Ban Biên tập'), _('không còn người phê duyệt')


def lacks(boards: IBoards, site: ISite, at: datetime.datetime) -> str:
    """Return what the board of ``site`` lacks at a moment, aware UTC, as far as is known today;
    ``''`` for nothing.  An account that cannot log in holds no seat.
    """
    accounts = find_portal(site)['accounts'].by_id
    roles = {each.role for each in boards.members(site, at)
             if each.account in accounts and accounts[each.account].is_open}
    if not roles & BOARD:
        return str(NO_APPROVER)
    return '' if HEAD in roles else str(NO_HEAD)


def tell_of_changes(environment: IEnvironment) -> None:
    """Tell the owner body, the managing body and the board of each site, once a day, that its
    board lacks somebody or that rules of coordination end, or that it will be so in one of
    ``AHEAD`` days: a job of the scheduler.
    """
    now = environment.registry.getUtility(IClock).now()
    portal: IPortal | None = environment.portal
    if portal is None or local(now).hour < MORNING:
        return
    boards: IBoards = environment.request.service(IBoards)
    uncoordinated = alarms(environment.registry, portal, now, AHEAD)
    for site in (portal, *portal['sites'].values()):
        if ISite.providedBy(site) and boards.board(site) is not None:
            for found in filter(None, (alarm(boards, site, now), uncoordinated.get(site))):
                environment.in_transaction(partial(_tell, environment, portal, site, *found))


def alarm(boards: IBoards, site: ISite, now: datetime.datetime) -> tuple[str, str] | None:
    """Return the kind of the notice and its note, ``None`` if nobody need be told today."""
    missing = lacks(boards, site, now)
    if missing:
        return NOW, missing
    for days in AHEAD:
        at = now + days * ONE_DAY
        if not lacks(boards, site, at - ONE_DAY) and (missing := lacks(boards, site, at)):
            return COMING, f'{shown_date(local(at).date(), "vi")}: {missing}'
    return None


def _tell(environment: IEnvironment, portal: IPortal, site: ISite, kind: str,
          note: str) -> None:
    now = environment.registry.getUtility(IClock).now()
    notifying: INotifying = environment.request.service(INotifying)
    deciding = {OWNER_BODY, MANAGER}
    people = holders_of(portal, deciding, now) | holders_of(site, deciding | BOARD, now)
    notifying.remind(people, site, kind, note=note)
