"""Đánh giá at the desk: what was rated low and what was done about it, the averages of 30 days."""
from __future__ import annotations

import datetime
from functools import cached_property

from pyramid.httpexceptions import HTTPFound

from ...base.clock import ONE_DAY, local, moment
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.numbers import decimal_in, number_in
from ...base.permissions import ANSWER, DESK
from ...kernel.tree.lookup import find_portal
from ...shells.desk.frame.menu import PEOPLE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import named, person, title_of
from ...web import desk_view
from .concerns import sums
from .interfaces import (
    HIDDEN_BELOW,
    LOW_DAYS,
    PAGE,
    RESULTS,
    Concern,
    IRatingConcerns,
    IRatingRules,
    IRatings,
)

NAME, TEMPLATE = PAGE, 'templates/ratings.pt'
#: Things that are listed; the same of closed concerns.
MOST = 50


@menu(NAME, _('Đánh giá của người đọc'), at=PEOPLE, permission=DESK, order=40)
class RatingsDesk(DeskView):
    """The ratings of the site.  Figures are of days that are over, and of enough ratings."""

    @desk_view(context=ISite, name=NAME, renderer=TEMPLATE)
    def page(self) -> dict[str, object]:
        """Return what ``ratings.pt`` names."""
        return self._page(0, {})

    @desk_view(context=ISite, name=NAME, request_method='POST', working_permission=ANSWER,
               renderer=TEMPLATE)
    def close(self) -> dict[str, object] | HTTPFound:
        """Note what was done about a concern, or show again what is wrong."""
        number = number_in(self.request.POST.get('number', ''))
        try:
            self.request.service(IRatingConcerns).close(
                self.context, number, str(self.request.POST.get('note', '')),
                self.request.identity.id)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page(number, refused.reasons)
        self.flash(_('Đã ghi nhận. Để người đọc biết, hãy viết một mục “Việc đã làm theo ý kiến” '
                     'trong chuyên mục “Khảo sát, đánh giá” và trình phê duyệt.'))
        return self.see(self.context, NAME)

    def _page(self, number: int, reasons: dict[str, str]) -> dict[str, object]:
        axes = {each.code: each.title_in(self.request.language.tag)
                for each in self._rules.axes(self._today)}
        concerns = self.request.service(IRatingConcerns).of_site(self.context)
        return {
            'title': _('Đánh giá của người đọc'), 'axes': list(axes.values()),
            'concerns': [self._concern(at, each, axes, reasons if at == number else {})
                         for at, each in concerns[:MOST]],
            'problems': [why for name, why in reasons.items() if not name],
            'may_close': bool(self.request.has_permission(ANSWER, self.context)),
            'rows': self._rows(list(axes)), 'days': int(self._number(LOW_DAYS)),
            'least': int(self._number(HIDDEN_BELOW)), 'action': self.path(self.context, NAME),
            'results': self.request.link(self.context, RESULTS)}

    def _concern(self, number: int, concern: Concern, axes: dict[str, str],
                 reasons: dict[str, str]) -> dict[str, object]:
        name, address, language = self._named(concern.thing)
        return {
            'number': number, 'name': name, 'address': address, 'language': language,
            'axis': axes.get(concern.axis, concern.axis), 'average': self._shown(concern.tenths),
            'times': concern.number, 'opened': moment(concern.opened),
            'closed': moment(concern.closed) if concern.closed else '',
            'due': moment(self.request.service(IRatingConcerns).due(concern)),
            'who': person(find_portal(self.context), concern.actor) if concern.actor else '',
            'note': concern.note, 'error': reasons.get('note', ''),
            'typed': str(self.request.POST.get('note', '')) if reasons else ''}

    def _rows(self, axes: list[str]) -> list[tuple[str, str, str, list[str]]]:
        """Return ``(title, address, language, averages)`` of what was rated in the last days over,
        what has the most ratings first.
        """
        ratings: IRatings = self.request.registry.getAdapter(self.context, IRatings)
        since = self._today - self._number(LOW_DAYS) * ONE_DAY
        least = self._number(HIDDEN_BELOW)
        found: dict[int, dict[str, tuple[int, int]]] = {}
        for (thing, axis), pair in sums(
                ratings, self.context.__oid__, since, self._today).items():
            if pair[0] >= least:
                found.setdefault(thing, {})[axis] = pair
        order = sorted(found, key=lambda oid: -sum(pair[0] for pair in found[oid].values()))
        return [(*self._named(oid), [
            f'{self._shown(round(10 * pair[1] / pair[0]))} ({pair[0]})' if pair else '–'
            for pair in map(found[oid].get, axes)]) for oid in order[:MOST]]

    def _named(self, oid: int) -> tuple[str, str, str]:
        found = find_portal(self.context).__objectmap__.object_for(oid)
        if found is None:
            return _('Nội dung không còn'), '', self.request.language.tag
        said = named(found, self.request.language.tag)
        return title_of(said), self.request.link(found), str(said.language)

    @property
    def _rules(self) -> IRatingRules:
        found: IRatingRules = self.request.registry.getUtility(IRatingRules)
        return found

    @cached_property
    def _today(self) -> datetime.date:
        return local(self.request.registry.getUtility(IClock).now()).date()

    def _number(self, name: str) -> float:
        return self._rules.number(name, self._today)

    def _shown(self, tenths: int) -> str:
        return decimal_in(f'{tenths / 10:.1f}', self.request.language.tag)
