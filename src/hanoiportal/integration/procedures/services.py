"""``IProcedureCatalogue``, as a plain object."""
from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from zope.interface import implementer

from ...base.clock import local
from ...base.text import collate
from .interfaces import (
    CatalogueStanding,
    IProcedureCatalogue,
    KnownProcedure,
    ListedProcedure,
)
from .resource import catalogue_of, kept_catalogue, reading_of
from .sources import HandOver, NationalPortal, address_of

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ...base.profiles import Profile
    from ...platform.scheduling.interfaces import IEnvironment

#: Words of an address of which one may begin with a code; characters of them.
_CODE, _LONGEST = re.compile(r'[\w.-]+'), 80


@implementer(IProcedureCatalogue)
class ProcedureCatalogue:
    """``IProcedureCatalogue``."""

    def __init__(self, profile: Profile, source: NationalPortal | None,
                 hand_over: HandOver | None = None) -> None:
        self._profile, self.source, self.hand_over = profile, source, hand_over

    def version(self, portal: IPortal) -> str:
        """See ``IProcedureCatalogue``."""
        catalogue = catalogue_of(portal)
        return '' if catalogue is None else f'{catalogue.number}:{catalogue._p_serial.hex()}'

    def all(self, portal: IPortal) -> list[KnownProcedure]:
        """See ``IProcedureCatalogue``."""
        catalogue = catalogue_of(portal)
        return [] if catalogue is None else [
            self._known(code, *kept) for code, kept in catalogue.known.items()]

    def _known(self, code: str, name: str, field: str, _version: str, since: datetime.date,
               changed: datetime.date | None, repealed: datetime.date | None) -> KnownProcedure:
        return KnownProcedure(
            code, name, field, address_of(self._profile, code), since, changed, repealed)

    def get(self, portal: IPortal, code: str) -> KnownProcedure | None:
        """See ``IProcedureCatalogue``."""
        catalogue = catalogue_of(portal)
        kept = None if catalogue is None else catalogue.known.get(code)
        return None if kept is None else self._known(code, *kept)

    def fields(self, portal: IPortal) -> list[tuple[str, int]]:
        """See ``IProcedureCatalogue``."""
        known = self.all(portal)
        found = Counter(each.field for each in known)
        live = {each.field for each in known if each.repealed is None}
        return sorted(((field, number) for field, number in found.items() if field in live),
                      key=lambda each: (not each[0], collate(each[0])))

    def of_field(self, portal: IPortal, field: str) -> list[KnownProcedure]:
        """See ``IProcedureCatalogue``."""
        return sorted((each for each in self.all(portal) if each.field == field),
                      key=lambda each: (each.repealed is not None, collate(each.name)))

    def latest(self, portal: IPortal, most: int) -> list[KnownProcedure]:
        """See ``IProcedureCatalogue``."""
        found = [each for each in self.all(portal) if each.changed or each.repealed]
        return sorted(found, key=lambda each: (
            each.repealed or each.changed or each.since, each.code), reverse=True)[:most]

    def repealed(self, portal: IPortal, address: str) -> KnownProcedure | None:
        """See ``IProcedureCatalogue``."""
        found = (self.get(portal, code) for code in codes_in(address))
        return next((each for each in found if each is not None and each.repealed), None)

    def standing(self, portal: IPortal) -> CatalogueStanding:
        """See ``IProcedureCatalogue``."""
        reading, catalogue = reading_of(portal), catalogue_of(portal)
        return CatalogueStanding(reading.came, 0 if catalogue is None else len(catalogue.known),
                                 reading.why, reading.failing)

    def take(self, environment: IEnvironment, listed: Iterable[ListedProcedure]) -> None:
        """See ``IProcedureCatalogue``."""
        now = {each.code: each for each in listed}
        today = local(environment.clock.now()).date()
        environment.in_transaction(lambda: _take(environment.portal, now, today))


def codes_in(address: str) -> Iterator[str]:
    """Yield what may be the code of a procedure in ``address``, whole words and these cut at their
    points, longer ones first.

    >>> list(codes_in('https://a/?ma=1%2E002000.html'))
    ['https', 'a', 'ma', '1.002000.html', '1.002000', '1']
    """
    for word in _CODE.findall(unquote(address)):
        parts = word[:_LONGEST].split('.')
        for end in range(len(parts), 0, -1):
            yield '.'.join(parts[:end])


def _take(portal: IPortal, listed: dict[str, ListedProcedure], today: datetime.date) -> None:
    """Write what differs, and nothing if nothing does."""
    before = catalogue_of(portal)
    known = {} if before is None else dict(before.known)
    after = {code: _kept(each, known.get(code), today) for code, each in listed.items()}
    for code, kept in known.items():
        if code not in after:
            after[code] = (*kept[:5], kept[5] or today)
    if after == known:
        return
    catalogue = kept_catalogue(portal)
    for code, kept in after.items():
        if known.get(code) != kept:
            catalogue.known[code] = kept
    catalogue.number += 1


def _kept(listed: ListedProcedure, before: tuple[object, ...] | None,
          today: datetime.date) -> tuple[object, ...]:
    said = listed.name, listed.field, listed.version
    repealed = today if listed.is_repealed else None
    if before is None:
        return (*said, today, None, repealed)
    changed = before[4] if before[:3] == said and not (before[5] and not repealed) else today
    return (*said, before[3], changed, repealed and (before[5] or today))
