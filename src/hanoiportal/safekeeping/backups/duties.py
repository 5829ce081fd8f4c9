"""The weekly copy on another device, as a duty that the copies themselves fulfil (13.3.b).

``periodic_duties.csv`` opens the duty of each week; a copy holds all that earlier ones would have
held, so it fulfils what is owed of the weeks before it, late.
"""
import datetime
from collections.abc import Iterator
from typing import NamedTuple

from ...base.settings import ISettings
from ...platform.duties.interfaces import SATISFIED, DutyEvent, IDuties
from ...platform.scheduling.interfaces import IEnvironment
from .record import BACKUPS, read
from .rules import COPIES


class Copy(NamedTuple):
    """A backup on another device.  ``at``: when it was made, aware UTC."""

    name: str
    at: datetime.datetime


def note_copies(environment: IEnvironment) -> None:
    """Let the copies that were made fulfil what is owed: the job of the scheduler."""
    copies = sorted(_copies(environment), key=lambda copy: copy.at)
    if copies:
        environment.in_transaction(lambda: _fulfil(environment, copies))


def _copies(environment: IEnvironment) -> Iterator[Copy]:
    record = read(environment.registry.getUtility(ISettings).backup_record)
    for each in record.get(BACKUPS, {}).values():
        if not each['same_device']:
            yield Copy(each['name'], datetime.datetime.fromisoformat(each['created']))


def _fulfil(environment: IEnvironment, copies: list[Copy]) -> None:
    duties: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
    now = environment.clock.now()
    for duty in [each for each in duties.open_duties(str(environment.portal.__oid__))
                 if each.rule == COPIES]:
        trigger = duties.standing(duty, now).trigger
        made = next((copy for copy in copies
                     if trigger is not None and trigger <= copy.at <= now), None)
        if made is not None:
            duties.append(duty, DutyEvent(
                SATISFIED, now, at=made.at, source=f'backup:{made.name}',
                subject=f'backup:{made.name}', evidence=made.name))
