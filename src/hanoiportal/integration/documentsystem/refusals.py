"""Writing into the register what was not taken, and that it was taken later."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...base.clock import local
from ...base.i18n import DEFAULT, said_in, spoken
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import site_of
from ...platform.registers.interfaces import IRegisters, Row
from .interfaces import NAME
from .resource import kept_state, state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...base.interfaces import ISite
    from ...platform.scheduling.interfaces import IEnvironment

#: Characters of a title and of a reason there.
LONGEST, LONGEST_KEY = 2000, 200


def row_at(registers: IRegisters, name: str, site: ISite, number: int) -> Row | None:
    """Return a row, ``None`` if it is there no longer: its site is gone, or its term is over."""
    try:
        return registers.row(name, site, number)
    except LookupError:
        return None


class Refusals:
    """The refusals of one ``part``; written in a transaction of ``interactions``."""

    def __init__(self, environment: IEnvironment, part: str) -> None:
        self._environment, self._part = environment, part
        self._registers: IRegisters = environment.request.service(IRegisters)
        self._today = local(environment.clock.now()).date().isoformat()

    def said(self, reasons: Mapping[str, str]) -> str:
        """Return ``reasons``, translatable by field, as sentences in Vietnamese."""
        say = said_in(self._environment.registry, DEFAULT)
        return ' '.join(dict.fromkeys(spoken(why, say) for why in reasons.values()))

    def note(self, site: ISite, key: str, number: str, title: str, why: str) -> None:
        """Enter that ``key`` was not taken, unless the register says just that."""
        portal, text = self._environment.portal, why[:LONGEST]
        told = state_of(portal, self._part).refusals.get(key)
        if told is not None and told[2] == text:
            return
        if told is not None:
            self.end(key)
        row = self._registers.add(NAME, site, {
            'part': self._part, 'key': key[:LONGEST_KEY], 'number': number[:LONGEST_KEY],
            'title': title[:LONGEST], 'why': text, 'found': self._today}, SYSTEM)
        kept_state(portal, self._part).refusals[key] = (str(site.__oid__), row.number, text)

    def end(self, key: str) -> None:
        """Enter that ``key`` was taken, or is refused for another reason."""
        portal = self._environment.portal
        told = state_of(portal, self._part).refusals.get(key)
        if told is None:
            return
        del kept_state(portal, self._part).refusals[key]
        site = site_of(portal, told[0])
        row = row_at(self._registers, NAME, site, told[1])
        if row is not None and row.withdrawn is None:
            given = self._registers.register(NAME, site).typed(row.values)
            self._registers.change(NAME, site, told[1], {**given, 'ended': self._today},
                                   'Hệ thống đã gửi lại.', SYSTEM)
