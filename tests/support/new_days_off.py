"""Days off that an operator enters, and the jobs that follow them."""
import dataclasses
import datetime

import transaction
from hanoiportal.base.clock import local
from hanoiportal.base.deadlines.interfaces import DayRow
from hanoiportal.base.interfaces import IClock
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.calendar.services import CalendarKeeping
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.interfaces import IJob
from hanoiportal.platform.scheduling.opening import opened


def day_off(day):
    """Return the row of a day off on ``day``, ISO."""
    return DayRow(date=datetime.date.fromisoformat(day), kind='holiday', name_vi='Nghỉ',
                  basis='Thông báo 1/TB')


def moved_by(registry, portal, day):
    """Return ``(title, site, day before, day after)`` of each term that a day off would move."""
    keeping = CalendarKeeping(registry, portal, lambda *_asked: True)
    return [(each.deadline.title, each.deadline.site, *(
        local(moment).date().isoformat() for moment in (each.before, each.after)))
            for each in keeping.moved_by([day_off(day)])]


def enter(registry, portal, day):
    """Let an operator enter a day off, committed."""
    keeping = CalendarKeeping(registry, portal, lambda *_asked: True)
    today = local(registry.getUtility(IClock).now()).date()
    keeping.enter(dataclasses.replace(day_off(day), known_since=today), 'uvan')
    transaction.commit()


def follow(registry, job):
    """Let the ``job`` follow what was entered; it must leave ``content`` as it was."""
    last = content_database(registry).lastTransaction()
    with opened(registry, 'test') as environment:
        registry.getUtility(IJob, name=job).run(environment)
    transaction.begin()
    assert content_database(registry).lastTransaction() == last


def told_days(registry, account, kind):
    """Return the notes of what ``account`` was told in that ``kind``, newest first."""
    return [each.details['note'] for each in notifying(registry).list(account)
            if each.kind == kind]
