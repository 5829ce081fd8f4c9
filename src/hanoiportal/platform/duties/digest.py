"""The morning's mail of what is due: one a person a working day, none when nothing is due (7.5).

What was mailed to whom is kept by days: a part of the log of reminders.
"""
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from BTrees.OOBTree import OOBTree

from ...base.bodies import counted_in
from ...base.clock import ONE_DAY, local, shown_date, start_of
from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...kernel.security.interactions import get_or_create, interactions_of
from ..calendar.interfaces import ICalendars, IKnownCalendars
from ..notifications.interfaces import IMailing, INotifying
from ..reminders.interfaces import IReminders, SentReminder
from ..scheduling.interfaces import IEnvironment
from .interfaces import IDuties

#: Name in the root of the database of ``{ISO day: {account id: [Counts]}}``.
KEY = 'duties digests'
#: Kind of a ``SentReminder``.
DIGEST = 'duty_digest'
#: From this hour of Hanoi the mails of a day leave.
MORNING = 7
WEEK = 7 * ONE_DAY
SUBJECT = _('[${site}] Nhiệm vụ đến hạn ngày ${day}')
LINE = _('${site}: đến hạn hôm nay ${today}; trong 7 ngày tới ${week}; quá hạn ${over}; chờ nêu '
         'lý do ${reasons}.')


@dataclass(frozen=True)
class Counts:
    """What ``site``, an id, owes on a morning: due today, on the six days after it, overdue;
    broken without a reason.
    """

    site: str
    today: int
    week: int
    over: int
    reasons: int


def send(environment: IEnvironment) -> None:
    """Mail what is due today, unless it was: the job of the scheduler."""
    now = environment.clock.now()
    if local(now).hour >= MORNING:
        environment.in_transaction(lambda: _send(environment, now))


def _send(environment: IEnvironment, now: datetime.datetime) -> None:
    portal, day = environment.portal, local(now).date()
    if day.isoformat() in interactions_of(portal).get(KEY, ()) or not _is_worked(
            environment, day):
        return
    notifying = environment.request.service(INotifying)
    mails: dict[str, list[Counts]] = {}
    for site, counts in _counted(environment, now):
        people = sorted(notifying.board_of(site))
        for person in people:
            mails.setdefault(person, []).append(counts)
        environment.registry.getAdapter(portal, IReminders).note(SentReminder(
            now, DIGEST, counts.site, counts.today + counts.week + counts.over, tuple(people)))
    get_or_create(interactions_of(portal), KEY, OOBTree)[day.isoformat()] = mails
    for person, found in sorted(mails.items()):
        environment.request.service(IMailing).mail(
            person, portal, SUBJECT, {'day': shown_date(day, 'vi')},
            [_line(portal, counts) for counts in found])


def _is_worked(environment: IEnvironment, day: datetime.date) -> bool:
    calendars: IKnownCalendars = environment.registry.getUtility(ICalendars)(environment.portal)
    return calendars.known_on().guessing.is_workday(day)


def _counted(environment: IEnvironment,
             now: datetime.datetime) -> Iterator[tuple[ISite, Counts]]:
    """Yield each site that owes something within a week, or owes reasons."""
    portal = environment.portal
    duties: IDuties = environment.registry.getAdapter(portal, IDuties)
    tomorrow = start_of(local(now).date() + ONE_DAY)
    for site in counted_in(portal):
        key = str(site.__oid__)
        standings = [standing for _duty, standing in duties.unsettled(key, now)]
        dues = [each.due for each in standings if each.met_at is None]
        over, today, week = (
            sum(1 for due in dues if due is not None and start <= due < end)
            for start, end in ((_LONG_AGO, now), (now, tomorrow), (tomorrow, tomorrow + WEEK)))
        counts = Counts(key, today, week, over, sum(each.needs_reason for each in standings))
        if any((today, week, over, counts.reasons)):
            yield site, counts


_LONG_AGO = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def _line(portal: IPortal, counts: Counts) -> tuple[str, dict[str, object]]:
    site = portal.__objectmap__.object_for(int(counts.site))
    return LINE, {'site': site.title, 'today': counts.today, 'week': counts.week,
                  'over': counts.over, 'reasons': counts.reasons}
