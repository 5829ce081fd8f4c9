"""Ai chưa được bồi dưỡng: who sits on a board and was not trained in a year (20.1, 28.6)."""
from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING, NamedTuple, cast

from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import BOARD
from ...platform.registers.interfaces import IRegisters, Row, RowQuery
from .training import NAME

if TYPE_CHECKING:
    from ...base.interfaces import ISite


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
