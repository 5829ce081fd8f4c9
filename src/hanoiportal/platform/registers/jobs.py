"""Nhắc trước hạn: who keeps a register is told of rows with a day that comes near."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple, cast

from ...base.clock import ONE_DAY, local
from ...base.interfaces import IPortal, ISite
from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import ROLES
from ...kernel.tree.lookup import is_practice
from ..notifications.interfaces import INotifying
from ..reminders.interfaces import IReminders, SentReminder
from ..scheduling.interfaces import IEnvironment
from .finding import indexing, is_over
from .interfaces import IDeclaredRegisters, Register
from .resource import IndexLine, KeptRow, Rows, rows_of

#: Kinds of the notices: of days that come near, of days that were over before anybody was told.
DUE, LATE = 'register_due', 'register_late'
#: So many rows are named in one.
NAMED = 5


class DueRow(NamedTuple):
    """A row with a ``day``, ``YYYY-MM-DD``, in ``field`` of which nobody was told."""

    register: Register
    row: KeptRow
    field: str
    day: str

    @property
    def mark(self) -> str:
        """What tells this reminder from others of the row."""
        return f'{self.field}:{self.day}'

    def days_over(self, today: datetime.date) -> int:
        """Return how many days the day is past; 0 or less if it is not."""
        return (today - datetime.date.fromisoformat(self.day)).days


def remind(environment: IEnvironment) -> None:
    """Tell of what comes near: the job of the scheduler."""
    if environment.portal is None:
        return
    today = local(environment.clock.now()).date()
    for site in sorted({each.row.site for each in _untold(environment, today)}):
        environment.in_transaction(partial(_tell, environment, site, today))


def _untold(environment: IEnvironment, today: datetime.date,
            site: str | None = None) -> Iterator[DueRow]:
    """Yield the rows of ``site``, an object id, or of all sites."""
    declared = environment.registry.getUtility(IDeclaredRegisters)
    for register in declared.values():
        if not register.reminders:
            continue
        rows = rows_of(environment.portal, register.name)
        for line in rows.lines_of(site, indexing(register)):
            if line.is_withdrawn or register.states and is_over(register, line.state):
                continue
            yield from _near(register, line, rows, today)


def _near(register: Register, line: IndexLine, rows: Rows,
          today: datetime.date) -> Iterator[DueRow]:
    for reminder in register.reminders:
        day = str(line.keys.get(reminder.field, ''))
        until = (today + reminder.days * ONE_DAY).isoformat()
        if day and day <= until:
            row = cast('KeptRow', rows.rows[line.number])
            found = DueRow(register, row, reminder.field, day)
            if found.mark not in row.reminded:
                yield found


def _tell(environment: IEnvironment, identifier: str, today: datetime.date) -> None:
    """Tell the people of one site, and note it at the rows and in the log of reminders."""
    portal: IPortal = environment.portal
    site: ISite | None = portal.__objectmap__.object_for(int(identifier))
    untold = sorted(_untold(environment, today, identifier), key=lambda each: each.day)
    now = environment.clock.now()
    notifying: INotifying = environment.request.service(INotifying)
    reminders: IReminders = environment.registry.getAdapter(portal, IReminders)
    for kind in (LATE, DUE):
        found = [each for each in untold if (each.days_over(today) > 0) == (kind == LATE)]
        if not found:
            continue
        people = [] if site is None else _people(
            portal, site, {each.register.write for each in found}, now)
        if site is not None and people:
            notifying.notify(people, site, kind, note=_note(found, today))
        for each in found:
            each.row.reminded = (*each.row.reminded, each.mark)
        reminders.note(SentReminder(now, kind, identifier, len(found), tuple(people)))


def _people(portal: IPortal, site: ISite, permissions: set[str],
            now: datetime.datetime) -> list[str]:
    """Return who holds a role that lets them write: at ``site`` itself, and of what nobody there
    writes, such as inspections, at the portal; not of what is there for practice (20.1).
    """
    found: set[str] = set()
    for permission in permissions:
        roles = {role for role, allowed in ROLES.items() if permission in allowed}
        found |= holders_of(site, roles, now) or (
            set() if is_practice(site) else holders_of(portal, roles, now))
    return sorted(found)


def _note(found: list[DueRow], today: datetime.date) -> str:
    """Return what is due when, and how long it is over; message ids are the Vietnamese texts."""
    told = [f'{each.register.title}: dòng số {each.row.number}, hạn '
            f'{datetime.date.fromisoformat(each.day):%d/%m/%Y}{_over(each.days_over(today))}'
            for each in found[:NAMED]]
    return '; '.join([*told, *(['…'] if len(found) > NAMED else [])])


def _over(days: int) -> str:
    return f', quá hạn {days} ngày' if days > 0 else ''
