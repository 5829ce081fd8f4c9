"""Writing what differs into the register: new rows, rows that say more, rows that have ended."""
from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from ...base.interfaces import ISite
from ...base.settings import ISettings, Settings
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import public_address
from ...platform.registers.interfaces import IRegisters
from .interfaces import LATE, NAME, Difference
from .resource import SourceState, kept_state, state_of

if TYPE_CHECKING:
    from ...platform.scheduling.interfaces import IEnvironment

#: Rows in one transaction.
BATCH = 50


class Findings:
    """Lets the register say of ``source`` what differs on the local day ``today``."""

    def __init__(self, environment: IEnvironment, source: str, today: datetime.date) -> None:
        self._environment, self._source, self._today = environment, source, today
        self._registers: IRegisters = environment.request.service(IRegisters)

    def keep(self, differences: Iterable[Difference]) -> None:
        """Enter what is new, and end what is there no longer; in transactions of its own."""
        found = {each.key: each for each in differences}
        known = state_of(self._environment.portal, self._source)
        gone = [key for key in known.found if key not in found]
        news = [each for each in found.values()
                if (told := known.told(each)) is None or told[1] != each.said]
        for start in range(0, len(news), BATCH):
            self._environment.in_transaction(partial(self._tell, news[start:start + BATCH]))
        for start in range(0, len(gone), BATCH):
            self._environment.in_transaction(partial(self._end, gone[start:start + BATCH]))

    def _tell(self, some: Iterable[Difference]) -> None:
        state = kept_state(self._environment.portal, self._source)
        for difference in some:
            site, told = self._site(difference.site), state.told(difference)
            if site is None:
                continue
            if told is None or self._is_withdrawn(site, told[0]):
                number = self._registers.add(NAME, site, self._given(difference), SYSTEM).number
            else:
                number = told[0]
                self._change(site, number, {'said': difference.said},
                             'Đối soát lại thấy khác với lần trước.')
            state.found[difference.key] = (number, difference.said)

    def _end(self, keys: Iterable[tuple[int, str, str, str, str, int]]) -> None:
        state: SourceState = kept_state(self._environment.portal, self._source)
        for key in keys:
            number, _said = state.found.pop(key)
            site = self._site(key[0])
            if site is not None and key[2] != LATE and not self._is_withdrawn(site, number):
                self._change(site, number, {'ended': self._today.isoformat()},
                             'Lần đối soát này không còn thấy sai lệch.')

    def _change(self, site: ISite, number: int, changed: dict[str, str], why: str) -> None:
        row = self._registers.row(NAME, site, number)
        given = self._registers.register(NAME, site).typed(row.values)
        self._registers.change(NAME, site, number, {**given, **changed}, why, SYSTEM)

    def _is_withdrawn(self, site: ISite, number: int) -> bool:
        return self._registers.row(NAME, site, number).withdrawn is not None

    def _given(self, difference: Difference) -> dict[str, str]:
        today = self._today.isoformat()
        return {
            'source': difference.source, 'fault': difference.fault, 'number': difference.number,
            'issued': difference.issued.isoformat(), 'title': difference.summary[:2000],
            'said': difference.said[:5000], 'ours': self._address(difference.ours),
            'theirs': difference.address, 'found': today,
            'ended': today if difference.fault == LATE else ''}

    def _address(self, oid: int) -> str:
        document = self._environment.portal.__objectmap__.object_for(oid) if oid else None
        settings: Settings = self._environment.registry.getUtility(ISettings)
        return '' if document is None else public_address(document, settings)

    def _site(self, oid: int) -> ISite | None:
        found = self._environment.portal.__objectmap__.object_for(oid)
        return found if ISite.providedBy(found) else None
