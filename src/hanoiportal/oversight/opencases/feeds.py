"""Open cases as an Atom feed: an entry for each body that has any (4.3).

A case that is not public has no name by which a feed could know it again.
"""
from __future__ import annotations

from collections.abc import Sequence

from pyramid.response import Response

from ...base.i18n import _
from ...base.settings import ISettings
from ...shells.public.feeds import atom
from ...shells.public.feeds.entries import Feed, FeedEntry
from ...types.section import Section
from ...web import public_view
from ...web.routing.links import canonical
from .interfaces import PAGE
from .public import LISTING, OpenCasesPage
from .values import OpenCase

VIEW = f'{PAGE}.atom'
_SAID = _('${body}: ${total} hồ sơ đang giải quyết, ${late} trễ hạn')


class OpenCasesFeed(OpenCasesPage):
    """Those of all sites at the city's, else of this site alone."""

    @public_view(context=Section, listing=LISTING, name=VIEW)
    def feed(self) -> Response:
        """Return it as Atom."""
        by_body: dict[int, list[OpenCase]] = {}
        for oid, case in self.found:
            by_body.setdefault(oid, []).append(case)
        title = self.request.localizer.translate(self.title)
        feed = Feed(
            address=self._canonical(VIEW), home=self._canonical(PAGE), title=title,
            description=title, language=self.page.language.tag,
            owner=self.page.say(self.page.site, 'owner', 'title').text,
            updated=self.moment or self.context.created_at,
            entries=tuple(self._entry(oid, cases) for oid, cases in by_body.items()))
        return Response(atom.written(feed), content_type=atom.MIMETYPE, charset='utf-8')

    def _entry(self, oid: int, cases: Sequence[OpenCase]) -> FeedEntry:
        body, tag = self._body(oid)[0], self.page.tag
        told = self.request.localizer.translate(_SAID, mapping={
            'body': body, 'total': len(cases), 'late': sum(case.is_late for case in cases)})
        domain = self.request.registry.getUtility(ISettings).domain
        moment = self.moment or self.context.created_at
        return FeedEntry(
            id=f'tag:{domain},2025:{self.context.__oid__}/{PAGE}/{oid}/{tag}',
            address=self._canonical(PAGE), title=told, summary=told, text=told, language=tag,
            published=moment, updated=moment, author=body, categories=(), enclosures=())

    def _canonical(self, view: str) -> str:
        return canonical(self.request, self.context, self.request.language, view)
