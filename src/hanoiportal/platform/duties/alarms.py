"""Reminders of what is due soon, and that a term is over; the reminders are kept (7.5).

One notice a site tells of all that is due; a duty is told of once before each of its due moments
and once after it.
"""
import datetime
from collections import Counter
from collections.abc import Mapping
from functools import partial

from pyramid.registry import Registry

from ...base.clock import ONE_DAY, moment
from ...base.deadlines.interfaces import DeadlineRule, IDeadlineRules, NoDeadline
from ...base.interfaces import IPortal
from ...base.settings import ISettings
from ..notifications.interfaces import INotifying
from ..reminders.interfaces import IReminders, SentReminder
from ..scheduling.interfaces import IEnvironment
from .interfaces import REMINDED, Duty, DutyEvent, IDuties
from .leadtimes import read_lead_times

#: So long before it is due a duty may be told of, and so long afterwards.
AHEAD, BACK = ONE_DAY, 7 * ONE_DAY
#: Subjects of the events, which are kinds of notices as well.
SOON, OVER = 'duty_due', 'duty_missed'


def remind(environment: IEnvironment) -> None:
    """Tell the boards what is due: the job of the scheduler."""
    now = environment.clock.now()
    sites = environment.in_transaction(lambda: sorted(_untold(environment, now)))
    for site in sites:
        environment.in_transaction(partial(_tell, environment, site, now))


def _untold(environment: IEnvironment, now: datetime.datetime,
            site: str | None = None) -> dict[str, list[tuple[Duty, str]]]:
    """Return, by sites, the duties of ``site`` or of all that nobody was told of, and as what."""
    duties: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
    times = read_lead_times(environment.registry.getUtility(ISettings).data / 'duty_reminders.csv')
    found: dict[str, list[tuple[Duty, str]]] = {}
    for duty in duties.due_between(now - BACK, now + AHEAD, site):
        due = _due(duties, duty, now)
        source = _source(due, now)
        if due - times.lead_time(duty.rule, now) <= now and not any(
                event.source == source for event in duty.events):
            found.setdefault(duty.site, []).append((duty, source.split(':')[1]))
    return found


def _due(duties: IDuties, duty: Duty, now: datetime.datetime) -> datetime.datetime:
    due = duties.standing(duty, now).due
    assert due is not None  # it was found by it
    return due


def _source(due: datetime.datetime, now: datetime.datetime) -> str:
    """Return what tells the reminder that is due from those of other kinds and due moments."""
    return f'reminder:{SOON if now <= due else OVER}:{due:%Y%m%d}'


def _tell(environment: IEnvironment, identifier: str, now: datetime.datetime) -> None:
    portal: IPortal = environment.portal
    duties: IDuties = environment.registry.getAdapter(portal, IDuties)
    site = portal.__objectmap__.object_for(int(identifier))
    untold = _untold(environment, now, identifier).get(identifier, [])
    notifying = environment.request.service(INotifying)
    reminders: IReminders = environment.registry.getAdapter(portal, IReminders)
    people = sorted(notifying.board_of(site)) if site is not None else []
    for kind in sorted({kind for _duty, kind in untold}):
        told = [duty for duty, as_what in untold if as_what == kind]
        if people:
            notifying.notify(people, site, kind, note=_note(
                environment.registry, duties, told, now))
        for duty in told:
            duties.append(duty, DutyEvent(
                REMINDED, now, source=_source(_due(duties, duty, now), now), subject=kind,
                text=' '.join(people)))
        reminders.note(SentReminder(now, kind, identifier, len(told), tuple(people)))


def _note(registry: Registry, duties: IDuties, told: list[Duty],
          now: datetime.datetime) -> str:
    """Return how many by which rule, and the earliest due moment of them."""
    first = min(_due(duties, duty, now) for duty in told)
    counts = counted(registry, Counter(duty.rule for duty in told), now)
    return f'{counts}; hạn sớm nhất {moment(first)}'


def counted(registry: Registry, rules: Mapping[str, int], now: datetime.datetime) -> str:
    """Return in Vietnamese, which a notice is in, how many duties are owed by which rule.

    ``rules``: code -> number.
    """
    return '; '.join(f'{_what(registry, code, now)} ({number})'
                     for code, number in sorted(rules.items()))


def _what(registry: Registry, code: str, now: datetime.datetime) -> str:
    try:
        rule: DeadlineRule = registry.getUtility(IDeadlineRules).rule(code, now)
    except NoDeadline:
        return code
    return rule.what
