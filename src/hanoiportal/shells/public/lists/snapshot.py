"""Base of the pages that show a part of the snapshot (``ISnapshotPart``)."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar, cast

from ....base.interfaces import IPortal, ISite
from ....kernel.tree.lookup import is_of_city
from ....web import View
from ..page.layout import Layout
from .section import SectionPage


class SnapshotView(View):
    """``part``: name of the ``ISnapshotPart``.  Reads nothing but the snapshot."""

    part: ClassVar[str]

    @cached_property
    def page(self) -> Layout:
        """The ``Layout`` by which texts are said in the reader's language."""
        return Layout(self.context, self.request, {})

    @property
    def is_city(self) -> bool:
        """Whether all sites are shown."""
        return self.page.site is self.page.portal

    @property
    def moment(self) -> datetime.datetime | None:
        """When the snapshot changed last, aware UTC; ``None`` before the first."""
        return moment_of(self.page.portal)

    @cached_property
    def kept(self) -> Mapping[int, object]:
        """What the part holds: of all sites at the city's, else of this site alone."""
        snapshot = getattr(self.page.portal, 'compliance', None)
        asked = None if self.is_city else self.page.site.__oid__
        return {} if snapshot is None else cast(
            'Mapping[int, object]', snapshot.part(self.part, asked))

    @cached_property
    def sites(self) -> dict[int, ISite]:
        """All sites by their object ids, at the city's but those that stand for no body."""
        portal = cast(IPortal, self.page.portal)
        return {site.__oid__: site for site in (portal, *portal['sites'].values())
                if not (self.is_city and is_of_city(site))}


class SnapshotPage(SnapshotView, SectionPage):
    """The same as the page of a section."""


def moment_of(portal: IPortal) -> datetime.datetime | None:
    """Return when the snapshot of ``portal`` changed last, aware UTC; ``None`` before the first.
    """
    snapshot = getattr(portal, 'compliance', None)
    return None if snapshot is None else cast('datetime.datetime | None', snapshot.moment)
