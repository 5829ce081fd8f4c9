"""Bản tin in the desk: how many follow what, letters by month, how the next one reads."""
from __future__ import annotations

from functools import cached_property

from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.permissions import DESK
from ...shells.desk.frame.menu import PEOPLE, menu
from ...shells.desk.frame.view import DeskView
from ...types.section import sections_of
from ...web import desk_view
from ..subscriptions.interfaces import (
    ENDED,
    MESSAGES,
    PACE_DAYS,
    PACE_ROWS,
    RETURNED,
    SENT,
    WEEKLY,
    IFollowers,
)
from .choices import choices_at
from .interfaces import ChoiceGroup

NAME = 'newsletter'
#: Query fields: what is previewed, of how many days.
WHAT, PACE = 'muc', 'cach'
#: Months that are shown.
MONTHS = 13


@menu(NAME, _('Bản tin và theo dõi'), at=PEOPLE, permission=DESK, order=50)
class NewsletterDesk(DeskView):
    """Numbers alone: nobody here learns who follows anything."""

    @desk_view(context=ISite, name=NAME, renderer='templates/desk_newsletter.pt')
    def page(self) -> dict[str, object]:
        """Return what ``desk_newsletter.pt`` names."""
        days = PACE_DAYS.get(self.request.GET.get(PACE, '')) or WEEKLY
        chosen = next((each for group in self._groups for each in group.choices
                       if each.value == self.request.GET.get(WHAT, '')), None)
        return {
            'title': _('Bản tin và theo dõi'), 'here': self.path(self.context, NAME),
            'groups': [(group.title, [(each.value, each.title, self._followers.number(*each.wish))
                                      for each in group.choices]) for group in self._groups],
            'chosen': chosen, 'days': days, 'paces': [row for row in PACE_ROWS if row[1]],
            'preview': chosen and self._followers.preview(
                *chosen.wish, days, self.request.language.tag),
            'months': self._months()}

    def _months(self) -> list[tuple[str | int, ...]]:
        """Return the latest months, each with letters and short messages sent, what came back, and
        subscriptions that ended by that.
        """
        figures = self._followers.figures(self.context)
        months = sorted({month for month, _what in figures}, reverse=True)[:MONTHS]
        return [(f'{month[5:]}/{month[:4]}', *(
            figures.get((month, what), 0) for what in (SENT, MESSAGES, RETURNED, ENDED)))
            for month in months]

    @cached_property
    def _groups(self) -> list[ChoiceGroup]:
        return choices_at(self.context, sections_of(self.context), (), self.request.registry,
                          self.request.language.tag, with_city=IPortal.providedBy(self.context))

    @cached_property
    def _followers(self) -> IFollowers:
        found: IFollowers = self.request.registry.getAdapter(self.context, IFollowers)
        return found
