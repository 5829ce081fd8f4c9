"""``ICaseTerms``: by when a case is due, in words, each with the way to that moment, or the notice
that promised it."""
import datetime
from urllib.parse import urlencode

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.clock import local, moment_in, shown_date
from ...base.deadlines.interfaces import DeadlineRule, IDeadlineRules
from ...base.i18n import _
from ...base.interfaces import ISite
from ...platform.calendar.interfaces import IDeadlines, IDeadlinesOf
from ...platform.duties.interfaces import (
    EXCUSED,
    FIXED,
    MET,
    MET_LATE,
    MISSED,
    RUNNING,
    VOID,
    Duty,
    Standing,
)
from .interfaces import CaseStanding, ICaseTerms, ShownTerm
from .interfaces.words import ANSWER

DUTY_STATES = {
    RUNNING: _('đang trong hạn'), MET: _('đúng hạn'), MET_LATE: _('trễ hạn'),
    MISSED: _('đã quá hạn'), EXCUSED: _('được miễn trừ'), VOID: _('không còn')}


@implementer(ICaseTerms)
class CaseTerms:
    """See ``ICaseTerms``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def told(self, standing: CaseStanding, tag: str, site: ISite,
             calculator: str) -> list[ShownTerm]:
        """See ``ICaseTerms``."""
        deadlines: IDeadlinesOf = self._registry.getUtility(IDeadlines)(site)
        return [self._term(duty, each, tag, f'{calculator}?{_way(duty.rule, each, deadlines)}')
                for duty, each in standing.duties if each.state != VOID and each.due is not None]

    def _term(self, duty: Duty, standing: Standing, tag: str, way: str) -> ShownTerm:
        rule = self._rule(duty.rule, standing.trigger)
        promised = [event.moment for event in duty.events if event.kind == FIXED]
        return ShownTerm(
            duty.rule if rule is None else rule.what_in(tag), moment_in(standing.due, tag),
            DUTY_STATES[standing.state], standing.is_broken,
            '' if promised else way,
            shown_date(local(promised[-1]).date(), tag) if promised else '',
            '' if promised or not _is_again(duty) else moment_in(standing.trigger, tag))

    def _rule(self, code: str, trigger: datetime.datetime | None) -> DeadlineRule | None:
        """Return the rule in force at ``trigger``, else any of that code."""
        rules: IDeadlineRules = self._registry.getUtility(IDeadlineRules)
        known = [each for each in rules.all() if each.code == code]
        held = [each for each in known if trigger and each.holds_on(local(trigger).date())]
        return next(iter((*held, *known)), None)


def _is_again(duty: Duty) -> bool:
    """Return whether ``duty`` is an answer that was asked for once more, by what its key says."""
    _case, _colon, event = duty.keys[0].partition(f':{ANSWER}:')
    return event.isdecimal() and event != '0'


def _way(rule: str, standing: Standing, deadlines: IDeadlinesOf) -> str:
    """Return the query by which ``/thoi-han`` counts what is due in ``standing``."""
    if standing.trigger is None:
        return ''
    start = local(standing.trigger)
    known_on, row = deadlines.bounds(standing.known)
    asked = {'quy-tac': rule, 'ngay': f'{start:%Y-%m-%d}', 'gio': f'{start:%H:%M}',
             'biet-den': known_on, 'dong': row}
    return urlencode({name: each for name, each in asked.items() if each is not None})
