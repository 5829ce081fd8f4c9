"""The figures as an Atom feed: an entry for each month that is over (4.3.a)."""
from __future__ import annotations

import datetime

from pyramid.response import Response

from ...base.clock import local, start_of
from ...base.months import after, first_day
from ...shells.public.feeds.entries import FeedEntry
from ...shells.public.lists.snapshotfeed import SnapshotFeed
from ...types.section import Section
from ...web import public_view
from ..compliance.interfaces import shown_month
from .interfaces import PAGE
from .public import LISTING, CaseFiguresPage
from .showing import TITLES, cells
from .values import CaseMonth


class CaseFiguresFeed(SnapshotFeed, CaseFiguresPage):
    """The figures of all sites at the city's, else of this site alone."""

    name = PAGE

    @public_view(context=Section, listing=LISTING, name=f'{PAGE}.atom')
    def feed(self) -> Response:
        """Return it as Atom."""
        found, moment = self._here, self.moment
        now = '' if moment is None else f'{local(moment):%Y-%m}'
        entries = tuple(self._entry(each) for each in (found.months if found else ())
                        if each.month < now)
        return self.written(entries, max((each.updated for each in entries), default=None))

    def _entry(self, figures: CaseMonth) -> FeedEntry:
        tag, say = self.page.tag, self.request.localizer.translate
        told = '; '.join(f'{say(TITLES[cell.name])}: {cell.text}'
                         for cell in cells(figures, tag) if cell.text != '–')
        return self.entry(figures.month, say(shown_month(figures.month, tag)), told,
                          end_of_month(figures.month), self.body)


def end_of_month(month: str) -> datetime.datetime:
    """Return the first moment after the local ``month``, ``YYYY-MM``, aware UTC.

    >>> end_of_month('2026-12').isoformat()
    '2026-12-31T17:00:00+00:00'
    """
    return start_of(first_day(after(month)))
