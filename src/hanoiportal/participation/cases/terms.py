"""``ICaseTerms``: by when a case is due, in words, each with the way to that moment, or the notice
that promised it."""
import datetime
from collections.abc import Callable
from urllib.parse import urlencode

from zope.interface import implementer

from ...base.clock import local, moment_in, shown_date
from ...base.deadlines.interfaces import DeadlineRule, IDeadlineRules
from ...base.i18n import _
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

DUTY_STATES = {
    RUNNING: _('đang trong hạn'), MET: _('đúng hạn'), MET_LATE: _('trễ hạn'),
    MISSED: _('đã quá hạn'), EXCUSED: _('được miễn trừ'), VOID: _('không còn')}


@implementer(ICaseTerms)
class CaseTerms:
    """See ``ICaseTerms``.  ``rules``: gives those of the application."""

    def __init__(self, rules: Callable[[], IDeadlineRules]) -> None:
        self._rules = rules

    def told(self, standing: CaseStanding, tag: str, calculator: str) -> list[ShownTerm]:
        """See ``ICaseTerms``."""
        return [self._term(duty, each, tag, calculator) for duty, each in standing.duties
                if each.state != VOID and each.due is not None]

    def _term(self, duty: Duty, standing: Standing, tag: str, calculator: str) -> ShownTerm:
        rule = self._rule(duty.rule, standing.trigger)
        promised = [event.moment for event in duty.events if event.kind == FIXED]
        return ShownTerm(
            duty.rule if rule is None else rule.what_in(tag), moment_in(standing.due, tag),
            DUTY_STATES[standing.state], standing.is_broken,
            '' if promised else _way(duty.rule, standing.trigger, calculator),
            shown_date(local(promised[-1]).date(), tag) if promised else '')

    def _rule(self, code: str, trigger: datetime.datetime | None) -> DeadlineRule | None:
        """Return the rule in force at ``trigger``, else any of that code."""
        known = [each for each in self._rules().all() if each.code == code]
        held = [each for each in known if trigger and each.holds_on(local(trigger).date())]
        return next(iter((*held, *known)), None)


def _way(rule: str, trigger: datetime.datetime | None, calculator: str) -> str:
    if trigger is None:
        return ''
    start = local(trigger)
    return calculator + '?' + urlencode({
        'quy-tac': rule, 'ngay': f'{start:%Y-%m-%d}', 'gio': f'{start:%H:%M}'})
