"""``ILawDatabases``, as a plain object."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.i18n import DEFAULT
from .interfaces import ILawDatabases, Record, SourceStanding
from .jobs import Reconciliation
from .resource import pages_of, state_of
from .sources import Source

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ...base.profiles import Profile
    from ...platform.scheduling.interfaces import IEnvironment


@implementer(ILawDatabases)
class LawDatabases:
    """``ILawDatabases``.  ``sources``: that are configured; ``profiles``: of all."""

    def __init__(self, sources: list[Source], profiles: Mapping[str, Profile]) -> None:
        self.sources, self._profiles = sources, profiles

    def standings(self, portal: IPortal) -> list[SourceStanding]:
        """See ``ILawDatabases``."""
        found = []
        for source in self.sources:
            state = state_of(portal, source.name)
            found.append(SourceStanding(
                source.name, source.profile['title'], state.came, len(state.records), state.why,
                state.failures, state.failing, state.unreadable))
        return found

    def take(self, environment: IEnvironment, source: str, records: Iterable[Record]) -> None:
        """See ``ILawDatabases``."""
        Reconciliation(
            environment, Source(self._profiles[source], ''), tells_late=False).take(records)

    def titles(self, tag: str) -> Mapping[str, str]:
        """See ``ILawDatabases``."""
        name = 'title' if tag == DEFAULT else 'title_en'
        return {each.name: each[name] for each in self._profiles.values()}

    def pages(self, portal: IPortal, oids: Iterable[int],
              tag: str) -> dict[int, list[tuple[str, str]]]:
        """See ``ILawDatabases``."""
        titles = self.titles(tag)
        return {oid: [(titles.get(source, source), address) for source, address in found]
                for oid in oids if (found := pages_of(portal, oid))}
