"""``IDueDays``: by when a document is due, by a date in its form or by the duties of its item."""
import datetime
from collections.abc import Callable
from typing import cast

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import local, parse, shown_date
from ...base.deadlines.engine import Deadline
from ...base.deadlines.interfaces import (
    CALENDAR_DAY,
    IMMEDIATE,
    WORKING_DAY,
    NoDeadline,
)
from ...base.deadlines.issuing import rule_for
from ...base.i18n import _
from ...base.interfaces import IClock, IResource, ISite
from ...kernel.tree.lookup import find_site
from ...kernel.tree.site import Site
from ..calendar.interfaces import IDeadlines
from ..duties.interfaces import MISSED, RUNNING, Duty, IDuties
from .interfaces import Badge, DueDay, IDueDays

#: Terms in words, by their units.
TERMS = {WORKING_DAY: _('${number} ngày làm việc'), CALENDAR_DAY: _('${number} ngày')}
#: Characters of the name of a body that are looked at.
LONGEST = 300


@implementer(IDueDays)
class DueDays:
    """``IDueDays`` in the language ``tag``, to which ``say`` translates."""

    def __init__(self, registry: Registry, tag: str, say: Callable[[str], str]) -> None:
        self._registry, self._tag, self._say = registry, tag, say
        self._owed: IDuties | None = None

    def dates(self, type_name: str) -> tuple[str, ...]:
        """See ``IDueDays``."""
        return tuple(self._rules(type_name))

    def issued_by(self, type_name: str) -> str:
        """See ``IDueDays``."""
        return str(self._registry.content.meta.get(type_name, {}).get('issued_by', ''))

    def of_date(self, site: ISite, type_name: str, field: str, typed: str,
                body: str = '') -> DueDay | None:
        """See ``IDueDays``."""
        rule = self._rules(type_name).get(field)
        if rule is None:
            return None
        own = rule_for(rule, body[:LONGEST], cast(Site, site).owner)
        try:
            found = self._registry.getUtility(IDeadlines)(site).due(
                own, parse(datetime.date.fromisoformat(typed).isoformat()))
        except (ValueError, NoDeadline):
            return None
        return self._told(found)

    def _rules(self, type_name: str) -> dict[str, str]:
        return dict(self._registry.content.meta.get(type_name, {}).get('trigger_dates', {}))

    def _told(self, found: Deadline) -> DueDay:
        rule, term = found.rule, TERMS.get(found.rule.unit)
        if rule.unit == IMMEDIATE:
            return DueDay(None, self._say(_('Phải đăng ngay (${why}).', mapping={
                'why': rule.basis})))
        why = rule.basis if term is None else ', '.join((
            self._say(term).replace('${number}', f'{rule.limit:02d}'), rule.basis))
        due = local(found.due).date()
        return DueDay(due, self._say(_('Phải đăng chậm nhất ngày ${day} (${why}).', mapping={
            'day': shown_date(due, self._tag), 'why': why})))

    def badges(self, item: IResource) -> list[Badge]:
        """See ``IDueDays``."""
        duties = self._duties(item)
        owed, found = self._duties_of(duties, item), list[Badge]()
        if not owed:  # as of most lines of a list
            return found
        now = self._registry.getUtility(IClock).now()
        for duty in owed:
            standing = duties.standing(duty, now)
            if standing.state in (RUNNING, MISSED) and standing.due is not None:
                days = (local(standing.due).date() - local(now).date()).days
                found.append(Badge(_words(days), days, duty.number))
        return sorted(found, key=lambda each: (each.days, each.number))

    def _duties(self, item: IResource) -> IDuties:
        """Return what is owed in the portal of ``item``, looked up once for all lines of a list.
        """
        if self._owed is None:
            self._owed = self._registry.getAdapter(item, IDuties)
        return self._owed

    def _duties_of(self, duties: IDuties, item: IResource) -> list[Duty]:
        """Return what the site of ``item`` owes of it, or of the document that it publishes."""
        keys = self._registry.content.metadata(item, 'duty_keys')
        names = (f'item:{item.__oid__}', *(keys(item, self._registry) if keys else ()))
        found = {duty.number: duty for name in names for duty in duties.of_key(name)}
        if not found:
            return []
        site = str(find_site(item).__oid__)
        return [duty for duty in found.values() if duty.site == site]


def _words(days: int) -> str:
    if days == 0:
        return _('phải đăng trong hôm nay')
    if days > 0:
        return _('còn ${days} ngày để đăng', mapping={'days': days})
    return _('quá hạn đăng ${days} ngày', mapping={'days': -days})


def due_days(request: Request) -> DueDays:
    """Return the ``IDueDays`` for whoever asks by ``request``."""
    return DueDays(request.registry, request.language.tag, request.localizer.translate)
