"""Duties in the words of people, for the screens."""
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import cast

from pyramid.registry import Registry

from ...base.clock import ONE_DAY, local, moment, shown_date, start_of
from ...base.deadlines.engine import Deadline
from ...base.deadlines.interfaces import DeadlineRule, IDeadlineRules, NoDeadline
from ...base.i18n import DEFAULT, _
from ...base.interfaces import IItem, IPortal
from ...base.legalbases import basis_in
from ...kernel.tree.resources import Described
from ..calendar.interfaces import IDeadlines, IDeadlinesOf
from .interfaces import (
    CARRIED,
    CASE,
    CONSENT,
    DEMANDED,
    EXCUSE,
    EXCUSED,
    FIXED,
    MET,
    MET_LATE,
    MISSED,
    ORDER,
    PERIOD,
    PRESS,
    PUBLICATION,
    REASON,
    REDATED,
    REMINDED,
    REVIEW,
    RUNNING,
    SATISFIED,
    STRUCK,
    TRIGGERED,
    VOID,
    WITHDRAWN,
    Duty,
    DutyEvent,
    IDuties,
    Standing,
)

STATES = {
    RUNNING: _('Đang trong hạn'), MET: _('Đúng hạn'), MET_LATE: _('Trễ hạn'),
    MISSED: _('Quá hạn'), EXCUSED: _('Được miễn trừ'), VOID: _('Không còn')}
#: Classes of ``desk.css`` for states that stand out.
MARKS = {MET: 'mark good', MET_LATE: 'mark warn', MISSED: 'mark warn'}
#: What is told of each kind of event.
EVENTS = {
    TRIGGERED: _('Thời hạn bắt đầu'), FIXED: _('Hạn được ấn định'),
    STRUCK: _('Việc làm phát sinh nhiệm vụ không còn'),
    SATISFIED: _('Đã thực hiện'), WITHDRAWN: _('Tin, bài đã được gỡ'),
    REDATED: _('Hạn thay đổi theo lịch nghỉ'), REMINDED: _('Đã nhắc'),
    REASON: _('Nêu lý do'), EXCUSE: _('Miễn trừ'), CONSENT: _('Đã phê duyệt lý do')}
#: Events of which the desk tells in its own words.
_OWN_WORDS = frozenset({TRIGGERED, REMINDED})
#: Groups of the list, in their order.
REASONS, WORDS, OVER, TODAY, WEEK, LATER, AT_ONCE = (
    'reasons', 'words', 'over', 'today', 'week', 'later', 'at-once')
GROUPS = {
    REASONS: _('Chờ nêu lý do'), WORDS: _('Lý do chờ phê duyệt để công bố'),
    OVER: _('Quá hạn, đã nêu lý do'), TODAY: _('Đến hạn hôm nay'),
    AT_ONCE: _('Phải thực hiện ngay'), WEEK: _('Đến hạn trong 7 ngày tới'),
    LATER: _('Đến hạn sau đó')}

#: How the keys begin that name an item.
_ABOUT_ITEMS = ('item:', 'translation:', f'{REVIEW}:', f'{CARRIED}:', f'{PRESS}:')


@dataclass(frozen=True)
class DutyRow:
    """A duty in a list.  ``what``: what is owed, in Vietnamese; ``about``: which document or
    period; ``case``: number of the case it is owed for; ``item``: that fulfils it or is to, if it
    is there.  ``due``: ``''`` if it has no day.  ``basis``: where the law says so, and the tag of
    its language.
    """

    number: int
    rule: str
    what: str
    about: str
    case: str
    item: Described | None
    due: str
    state: str
    mark: str
    basis: tuple[str, str]


@dataclass(frozen=True)
class EventRow:
    """What happened.  ``told``: further words, in the language ``lang``, ``None`` for that of the
    page; ``who``: principal id.
    """

    when: str
    what: str
    told: str
    lang: str | None
    who: str


class Showing:
    """Shows the duties of ``portal`` in the language ``tag``."""

    def __init__(self, registry: Registry, portal: IPortal, now: datetime.datetime,
                 tag: str = DEFAULT) -> None:
        self._registry = registry
        self._portal = portal
        self._now = now
        self._tag = tag
        self._duties: IDuties = registry.getAdapter(portal, IDuties)
        self._rules: IDeadlineRules = registry.getUtility(IDeadlineRules)
        self._basis = cache(self._basis_in)
        self._unsettled = cache(
            lambda site: [(duty, standing, self._group(standing))
                          for duty, standing in self._duties.unsettled(site, now)])

    def groups(self, site: str, has: Callable[[Duty, Standing], bool] | None = None) -> (
            list[tuple[str, list[DutyRow]]]):
        """Return ``(title, rows)`` of what ``site`` owes, and of reasons that it owes; of those
        alone that ``has`` says, if given.
        """
        found: dict[str, list[tuple[Duty, Standing]]] = {name: [] for name in GROUPS}
        for duty, standing, group in self._unsettled(site):
            if group and (has is None or has(duty, standing)):
                found[group].append((duty, standing))
        return [(GROUPS[name], [self.row(*pair) for pair in sorted(pairs, key=_by_due)])
                for name, pairs in found.items() if pairs]

    def _group(self, standing: Standing) -> str:
        """Return the key of ``GROUPS``, ``''`` for what was done late and waits for nothing."""
        if standing.needs_reason:
            return REASONS
        if standing.needs_consent:
            return WORDS
        if standing.met_at is not None:
            return ''
        tomorrow = start_of(local(self._now).date() + ONE_DAY)
        if standing.due is None:
            return AT_ONCE
        if standing.due < self._now:
            return OVER
        return TODAY if standing.due < tomorrow else (
            WEEK if standing.due < tomorrow + 6 * ONE_DAY else LATER)

    def closed(self, site: str, most: int) -> list[DutyRow]:
        """Return the latest duties of ``site`` that no group names, at most so many, latest
        first.
        """
        owed = {duty.number for duty, _standing, group in self._unsettled(site) if group}
        return [self.row(duty, self._duties.standing(duty, self._now))
                for duty in reversed([*self._duties.of_site(site, owed, most)])]

    def row(self, duty: Duty, standing: Standing) -> DutyRow:
        """Return ``duty`` as it stands in a list."""
        rule = self.rule(duty, standing)
        return DutyRow(
            duty.number, duty.rule, rule.what_in(self._tag) if rule else duty.rule,
            _about(duty, standing, self._tag),
            number_of(duty, CASE) or number_of(duty, PUBLICATION), self._item(duty, standing),
            '' if standing.due is None else moment(standing.due), STATES[standing.state],
            MARKS.get(standing.state, 'mark'),
            self._basis(rule.short_basis if rule else duty.rule))

    def _basis_in(self, text: str) -> tuple[str, str]:
        shown, language = basis_in(text, self._tag)
        return shown, language or self._tag

    def rule(self, duty: Duty, standing: Standing) -> DeadlineRule | None:
        """Return the rule by which ``duty`` is owed, the nearest one if none was in force when it
        began; ``None`` if the table has it no longer.
        """
        try:
            return self._rules.nearest(duty.rule, standing.trigger or self._now)
        except NoDeadline:
            return None

    def explanation(self, duty: Duty, standing: Standing) -> Deadline | None:
        """Return the way to the due moment, ``None`` if there is none."""
        if standing.trigger is None or standing.due is None or any(
                event.kind == FIXED for event in duty.events):
            return None
        deadlines: IDeadlinesOf = self._registry.getUtility(IDeadlines)(self._portal)
        known_on, row = deadlines.bounds(standing.known)
        return deadlines.due(duty.rule, standing.trigger, known_on=known_on, row=row)

    def events(self, duty: Duty) -> list[EventRow]:
        """Return what happened to ``duty``, the latest first."""
        return [EventRow(
            moment(each.moment), EVENTS[each.kind], self._told(each),
            None if each.kind in _OWN_WORDS else DEFAULT, each.actor)
            for each in sorted(duty.events, key=lambda each: each.moment, reverse=True)]

    def _told(self, event: DutyEvent) -> str:
        if event.kind == REDATED:
            return f'{moment(event.before)} → {moment(event.after)}; {event.evidence}'
        if event.kind == REMINDED:
            return _('${number} người nhận tin nhắc', mapping={'number': len(event.text.split())})
        if event.kind == TRIGGERED:
            return '' if event.at is None else shown_date(local(event.at).date(), self._tag)
        at = moment(event.at) if event.kind in (FIXED, SATISFIED, WITHDRAWN) else ''
        return '; '.join(filter(None, (at, event.text, event.basis, event.evidence)))

    def _item(self, duty: Duty, standing: Standing) -> Described | None:
        """Return the item that fulfils ``duty``, or whose date has opened it."""
        names = [standing.item, *(key.split(':')[1] for key in duty.keys
                                  if key.startswith(_ABOUT_ITEMS))]
        for name in names:
            number = name.partition(':')[0]
            found = self._portal.__objectmap__.object_for(int(number)) if (
                number.isdecimal()) else None
            if IItem.providedBy(found):
                return cast(Described, found)
        return None


def _by_due(pair: tuple[Duty, Standing]) -> tuple[float, int]:
    due = pair[1].due
    return (0.0 if due is None else due.timestamp(), pair[0].number)


def number_of(duty: Duty, kind: str) -> str:
    """Return the number of the order or case that ``duty`` is owed for, ``''`` for none."""
    return next((key.split(':')[1] for key in duty.keys if key.startswith(f'{kind}:')), '')


def _about(duty: Duty, standing: Standing, tag: str) -> str:
    """Return the number of the document, or the first day of the period."""
    kind = duty.keys[0].partition(':')[0]
    if kind == PERIOD:
        day = datetime.date.fromisoformat(duty.keys[0].partition(':')[2])
        return shown_date(day, tag)
    return standing.evidence if kind in ('row', ORDER, DEMANDED) else ''
