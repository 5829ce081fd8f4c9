"""What who sent a case sees of it: state, timeline, deadlines with the way to them, and what may
be done (clause 4.3.a).
"""
from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlencode

from ...base.clock import local, shown_date, shown_time
from ...base.deadlines.interfaces import DeadlineRule, IDeadlineRules
from ...base.i18n import _
from ...platform.duties.interfaces import (
    EXCUSED,
    MET,
    MET_LATE,
    MISSED,
    RUNNING,
    VOID,
    Duty,
    Standing,
)
from ..cases.interfaces import (
    ABUSE,
    ADDED,
    ANSWERED,
    ASKER,
    CONSENTED,
    DISSATISFIED,
    ERASED,
    FORWARDED,
    MERGED,
    NOTE,
    NOTICED,
    OUT_OF_SCOPE,
    PUBLISHED,
    RECEIVED,
    REOPENED,
    SPLIT,
    TAKEN,
    UNPUBLISHED,
    WITHDRAWN,
    Case,
    CaseEvent,
    CaseStanding,
    ICases,
)
from .interfaces import STATES

EVENTS = {
    RECEIVED: _('Cổng đã nhận'), ADDED: _('Người gửi bổ sung'), TAKEN: _('Đã phân loại'),
    FORWARDED: _('Đã chuyển tới cơ quan có thẩm quyền'),
    OUT_OF_SCOPE: _('Không thuộc phạm vi, lĩnh vực của cơ quan'),
    NOTICED: _('Thông báo quá trình xử lý'), ANSWERED: _('Trả lời'),
    WITHDRAWN: _('Người gửi rút'), REOPENED: _('Đề nghị xem xét lại'),
    DISSATISFIED: _('Người gửi chưa hài lòng'), MERGED: _('Gộp vào hồ sơ khác cùng việc'),
    SPLIT: _('Tách thành hồ sơ khác'), ABUSE: _('Không giải quyết'),
    PUBLISHED: _('Đã đăng công khai'), UNPUBLISHED: _('Đã gỡ khỏi trang công khai'),
    CONSENTED: _('Thay đổi sự đồng ý'), ERASED: _('Đã xóa nội dung và thông tin cá nhân'),
}
#: What a note to the sender is called, where nobody says otherwise.
NOTED = _('Thông báo của cơ quan')
DUTY_STATES = {
    RUNNING: _('đang trong hạn'), MET: _('đúng hạn'), MET_LATE: _('trễ hạn'),
    MISSED: _('đã quá hạn'), EXCUSED: _('được gia hạn có lý do'), VOID: _('không còn')}


class ShownEvent(NamedTuple):
    """An entry of the timeline.  ``machine``: ISO 8601.  ``files``: ``[(address, name)]``.

    ``site``: name of the body that it leads to.  ``until``: the day that was promised, in words.
    """

    title: str
    machine: str
    at: str
    text: str
    site: str
    until: str
    files: list[tuple[str, str]]


class ShownTerm(NamedTuple):
    """A deadline.  ``explained``: address of the way to it, ``''`` if there is none."""

    what: str
    due: str
    state: str
    is_bad: bool
    explained: str


class ShownCase(NamedTuple):
    """All that the page shows.  ``verbs``: kinds of events that the sender may add now."""

    code: str
    state: str
    site: str
    received: str
    text: str
    is_erased: bool
    events: list[ShownEvent]
    terms: list[ShownTerm]
    verbs: frozenset[str]
    may_rate: bool


class CaseNews:
    """Tells a case in one language.

    ``say``: gives the name of the site with an object id, a text.  ``file``: gives the address of
    a file by its index.  ``calculator``: address of ``/thoi-han``.  ``notes``: what events
    ``NOTE`` of a ground are called, by ground.
    """

    def __init__(
            self, cases: ICases, rules: IDeadlineRules, tag: str, say: Callable[[str], str],
            file: Callable[[int], str], calculator: str,
            notes: Mapping[str, str] = MappingProxyType({})) -> None:
        self._notes = notes
        self._cases, self._rules, self._tag = cases, rules, tag
        self._say, self._file, self._calculator = say, file, calculator

    def told(self, case: Case, now: datetime.datetime) -> ShownCase:
        """Return what is shown of ``case`` at ``now``, aware UTC."""
        standing, contents = self._cases.standing(case, now), self._cases.open(case)
        answered = any(event.kind == ANSWERED for event in case.events)
        return ShownCase(
            case.code, STATES[standing.state], self._say(standing.site),
            self._moment(case.received), '' if contents is None else contents.text,
            contents is None,
            [self._event(case, event) for event in case.events
             if event.audience == ASKER and event.kind in (*EVENTS, NOTE)],
            self._terms(standing), verbs_of(standing.state, contents is None),
            answered and contents is not None and not self._cases.kept(case, 'rated'))

    def _event(self, case: Case, event: CaseEvent) -> ShownEvent:
        at = event.at or event.moment
        return ShownEvent(
            EVENTS.get(event.kind) or self._notes.get(event.ground, NOTED),
            local(at).isoformat(timespec='minutes'), self._moment(at),
            self._cases.text_of(case, event),
            self._say(event.to) if event.kind == FORWARDED else '',
            shown_date(local(event.until).date(), self._tag) if event.until else '',
            [(self._file(index), name) for index in event.files
             if (name := self._name_of(case, index))])

    def _name_of(self, case: Case, index: int) -> str:
        found = self._cases.file(case, index)
        return '' if found is None else found.filename

    def _terms(self, standing: CaseStanding) -> list[ShownTerm]:
        return [self._term(duty, each) for duty, each in standing.duties
                if each.state != VOID and each.due is not None]

    def _term(self, duty: Duty, standing: Standing) -> ShownTerm:
        rule = self._rule(duty.rule, standing.trigger)
        return ShownTerm(
            duty.rule if rule is None else rule.what_in(self._tag), self._moment(standing.due),
            DUTY_STATES[standing.state], standing.is_broken,
            self._way(duty.rule, standing.trigger))

    def _rule(self, code: str, trigger: datetime.datetime | None) -> DeadlineRule | None:
        """Return the rule in force at ``trigger``, else any of that code."""
        known = [each for each in self._rules.all() if each.code == code]
        held = [each for each in known if trigger and each.holds_on(local(trigger).date())]
        return next(iter((*held, *known)), None)

    def _way(self, rule: str, trigger: datetime.datetime | None) -> str:
        if trigger is None:
            return ''
        start = local(trigger)
        return self._calculator + '?' + urlencode({
            'quy-tac': rule, 'ngay': f'{start:%Y-%m-%d}', 'gio': f'{start:%H:%M}'})

    def _moment(self, at: datetime.datetime | None) -> str:
        if at is None:
            return ''
        here = local(at)
        return f'{shown_time(here)}, {shown_date(here.date(), self._tag)}'


def verbs_of(state: str, is_erased: bool) -> frozenset[str]:
    """Return the kinds of events that the sender of a case may add in ``state``."""
    if is_erased or state in (WITHDRAWN, MERGED, ABUSE):
        return frozenset()
    if state in (ANSWERED, OUT_OF_SCOPE):
        return frozenset({REOPENED, DISSATISFIED})
    return frozenset({ADDED, WITHDRAWN})
