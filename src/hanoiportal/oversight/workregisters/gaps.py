"""Ai chưa được bồi dưỡng: who sits on a board and was not trained in a year (20.1, 28.6)."""
from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING, NamedTuple, cast

from zope.interface import implementer

from ...base.clock import ONE_DAY
from ...base.interfaces import IClock
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import BOARD
from ...platform.registers.interfaces import IRegisters, IValidRows, Row, RowQuery
from ..selfassessment.interfaces import TRAINED, Evidence, IMeasure, Portion
from .training import NAME, TRAINING

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, ISite


@implementer(IMeasure)
class BoardTrained:
    """How many of the board of a site were trained, as an ``IMeasure``; it names nobody (20.1)."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def evidence(self, portal: IPortal, site: ISite, start: datetime.date,
                 end: datetime.date) -> list[Evidence]:
        """See ``IMeasure``."""
        members = holders_of(site, BOARD, self._registry.getUtility(IClock).now())
        rows: IValidRows = self._registry.getUtility(IValidRows)
        accounts = map(portal['accounts'].get, set(rows.values(
            site, TRAINING, 'account', RowQuery(since=start, until=end - ONE_DAY))) - {None, ''})
        trained = {account.id for account in accounts if account is not None}
        return [Evidence(TRAINED, '', len(members & trained), len(members))]

    def measure(self, portal: IPortal, site: ISite, start: datetime.date,
                end: datetime.date) -> Portion:
        """See ``IMeasure``."""
        return Portion.of_all(self.evidence(portal, site, start, end))


class Gap(NamedTuple):
    """The board of a site in a year.  ``missing``: ids of the accounts that no row of the register
    names; ``members``: how many sit on it.
    """

    site: ISite
    missing: tuple[str, ...]
    members: int


def gaps(registers: IRegisters, place: ISite, logins: dict[str, str], year: int,
         now: datetime.datetime) -> list[Gap]:
    """Return how ``place`` stands; at the city portal, for who oversees all, each site.

    ``logins``: ids of accounts by their log-ins.  Raises ``LookupError`` as ``IRegisters`` does.
    """
    registers.register(NAME, place)
    sites = registers.overseen(NAME, place)
    query = RowQuery(since=datetime.date(year, 1, 1), until=datetime.date(year, 12, 31),
                     everywhere=bool(sites))
    rows = cast('tuple[Row, ...]', registers.rows(NAME, place, query, 0, sys.maxsize).items)
    trained = {(row.site, logins.get(str(row.values.get('account', '')), '')) for row in rows}
    return [_gap(site, trained, now) for site in sites.values() or (place,)]


def _gap(site: ISite, trained: set[tuple[str, str]], now: datetime.datetime) -> Gap:
    members = sorted(holders_of(site, BOARD, now))
    return Gap(site, tuple(each for each in members if (str(site.__oid__), each) not in trained),
               len(members))
