"""Open cases as an Atom feed: an entry for each body that has any (4.3).

A case that is not public has no name by which a feed could know it again.
"""
from __future__ import annotations

from collections.abc import Sequence

from pyramid.response import Response

from ...base.i18n import _
from ...shells.public.feeds.entries import FeedEntry
from ...shells.public.lists.snapshotfeed import SnapshotFeed
from ...types.section import Section
from ...web import public_view
from .interfaces import PAGE
from .public import LISTING, OpenCasesPage
from .values import OpenCase

_SAID = _('${body}: ${total} hồ sơ đang giải quyết, ${late} trễ hạn')


class OpenCasesFeed(SnapshotFeed, OpenCasesPage):
    """Those of all sites at the city's, else of this site alone."""

    name = PAGE

    @public_view(context=Section, listing=LISTING, name=f'{PAGE}.atom')
    def feed(self) -> Response:
        """Return it as Atom."""
        by_body: dict[int, list[OpenCase]] = {}
        for oid, case in self.found:
            by_body.setdefault(oid, []).append(case)
        return self.written(
            tuple(self._entry(oid, cases) for oid, cases in by_body.items()), self.moment)

    def _entry(self, oid: int, cases: Sequence[OpenCase]) -> FeedEntry:
        body = self._body(oid)[0]
        told = self.request.localizer.translate(_SAID, mapping={
            'body': body, 'total': len(cases), 'late': sum(case.is_late for case in cases)})
        return self.entry(oid, told, told, self.moment or self.context.created_at, body)
