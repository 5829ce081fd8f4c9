"""Base of the pages of a section that show a part of the snapshot (``ISnapshotPart``)."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar, cast

from ....base.interfaces import IPortal, ISite
from .section import SectionPage


class SnapshotPage(SectionPage):
    """``part``: name of the ``ISnapshotPart``.  Reads nothing but the snapshot."""

    part: ClassVar[str]

    @property
    def is_city(self) -> bool:
        """Whether all sites are shown."""
        return self.page.site is self.page.portal

    @property
    def moment(self) -> datetime.datetime | None:
        """When the snapshot changed last, aware UTC; ``None`` before the first."""
        snapshot = getattr(self.page.portal, 'compliance', None)
        return cast('datetime.datetime | None', snapshot.moment) if snapshot else None

    @cached_property
    def kept(self) -> Mapping[int, object]:
        """What the part holds: of all sites at the city's, else of this site alone."""
        snapshot = getattr(self.page.portal, 'compliance', None)
        asked = None if self.is_city else self.page.site.__oid__
        return {} if snapshot is None else cast(
            'Mapping[int, object]', snapshot.part(self.part, asked))

    @cached_property
    def sites(self) -> dict[int, ISite]:
        """All sites by their object ids."""
        portal = cast(IPortal, self.page.portal)
        return {site.__oid__: site for site in (portal, *portal['sites'].values())}
