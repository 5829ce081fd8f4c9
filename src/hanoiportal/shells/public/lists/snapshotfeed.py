"""The Atom feed of a page that shows a part of the snapshot (4.3.a)."""
from __future__ import annotations

import datetime
from typing import ClassVar

from pyramid.response import Response

from ....base.settings import ISettings
from ....web.routing.links import canonical
from ..feeds import atom
from ..feeds.entries import Feed, FeedEntry
from .snapshot import SnapshotPage


class SnapshotFeed(SnapshotPage):
    """``name``: of the view that shows the same as a page; the feed is that with ``.atom``."""

    name: ClassVar[str]
    title: ClassVar[str]

    def written(self, entries: tuple[FeedEntry, ...],
                updated: datetime.datetime | None) -> Response:
        """Return ``entries`` as Atom; ``updated``: ``None`` if nothing was ever there."""
        title = self.request.localizer.translate(self.title)
        feed = Feed(
            address=self._canonical(f'{self.name}.atom'), home=self._canonical(self.name),
            title=title, description=title, language=self.page.language.tag, owner=self.body,
            updated=updated or self.context.created_at, entries=entries)
        return Response(atom.written(feed), content_type=atom.MIMETYPE, charset='utf-8')

    def entry(self, key: object, title: str, told: str, moment: datetime.datetime,
              author: str) -> FeedEntry:
        """Return the entry that ``key`` names among those of this feed for ever."""
        domain, tag = self.request.registry.getUtility(ISettings).domain, self.page.tag
        return FeedEntry(
            id=f'tag:{domain},2025:{self.context.__oid__}/{self.name}/{key}/{tag}',
            address=self._canonical(self.name), title=title, summary=told, text=told,
            language=tag, published=moment, updated=moment, author=author, categories=(),
            enclosures=())

    @property
    def body(self) -> str:
        """Whose page it is."""
        text: str = self.page.say(self.page.site, 'owner', 'title').text
        return text

    def _canonical(self, view: str) -> str:
        return canonical(self.request, self.context, self.request.language, view)
