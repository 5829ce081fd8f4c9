"""The figures as an Atom feed: an entry for each month that is over (4.3.a)."""
from __future__ import annotations

import datetime

from pyramid.response import Response

from ...base.clock import local, start_of
from ...base.settings import ISettings
from ...shells.public.feeds import atom
from ...shells.public.feeds.entries import Feed, FeedEntry
from ...types.section import Section
from ...web import public_view
from ...web.routing.links import canonical
from ..compliance.interfaces import shown_month
from .interfaces import PAGE
from .public import LISTING, CaseFiguresPage
from .showing import TITLES, cells
from .values import CaseMonth

VIEW = f'{PAGE}.atom'


class CaseFiguresFeed(CaseFiguresPage):
    """The figures of all sites at the city's, else of this site alone."""

    @public_view(context=Section, listing=LISTING, name=VIEW)
    def feed(self) -> Response:
        """Return it as Atom."""
        found, moment = self._here, self.moment
        now = '' if moment is None else f'{local(moment):%Y-%m}'
        entries = tuple(self._entry(each) for each in (found.months if found else ())
                        if each.month < now)
        title = self.request.localizer.translate(self.title)
        feed = Feed(
            address=self._canonical(VIEW), home=self._canonical(PAGE), title=title,
            description=title, language=self.page.language.tag, owner=self._body,
            updated=max((each.updated for each in entries), default=self.context.created_at),
            entries=entries)
        return Response(atom.written(feed), content_type=atom.MIMETYPE, charset='utf-8')

    def _entry(self, figures: CaseMonth) -> FeedEntry:
        tag, say = self.page.tag, self.request.localizer.translate
        told = '; '.join(f'{say(TITLES[cell.name])}: {cell.text}'
                         for cell in cells(figures, tag) if cell.text != '–')
        over = end_of_month(figures.month)
        domain = self.request.registry.getUtility(ISettings).domain
        return FeedEntry(
            id=f'tag:{domain},2025:{self.context.__oid__}/{PAGE}/{figures.month}/{tag}',
            address=self._canonical(PAGE), title=say(shown_month(figures.month, tag)),
            summary=told, text=told, language=tag, published=over, updated=over,
            author=self._body, categories=(), enclosures=())

    @property
    def _body(self) -> str:
        text: str = self.page.say(self.page.site, 'owner', 'title').text
        return text

    def _canonical(self, view: str) -> str:
        return canonical(self.request, self.context, self.request.language, view)


def end_of_month(month: str) -> datetime.datetime:
    """Return the first moment after the local ``month``, ``YYYY-MM``, aware UTC.

    >>> end_of_month('2026-12').isoformat()
    '2026-12-31T17:00:00+00:00'
    """
    first = datetime.date.fromisoformat(f'{month}-01')
    return start_of((first + datetime.timedelta(days=31)).replace(day=1))
