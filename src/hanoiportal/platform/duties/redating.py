"""A new row of the calendar moves what is owed: in steps, each a transaction of ``interactions``.

What the register knew of a due moment is compared with what it is by now, so that a run which was
stopped is gone on with, and doing it twice does it once.
"""
import datetime
from itertools import islice

from persistent import Persistent

from ...base.clock import UTC, start_of
from ...base.interfaces import IPortal
from ...kernel.security.interactions import empty, get_or_create, interactions_of
from ..calendar.interfaces import DeadlineMoved, ICalendars, IKnownCalendars
from ..notifications.interfaces import INotifying
from ..scheduling.interfaces import IEnvironment
from .alarms import counted
from .interfaces import REDATED, DutyEvent, IDuties
from .resource import KEY as REGISTER
from .resource import DutyRegister, KeptDuty, due_of, owed_numbers

#: Name of the position in the root of the database.
KEY = 'duties redating'
#: Duties in one transaction.
BATCH = 500


class Redating(Persistent):
    """How far rows of the calendar were followed.  ``row``: number of the last that was.

    ``target``: of the last row when the present run began, ``at``: number of the last duty that it
    has looked at.  ``moved``: how many duties it has moved, by site and rule.
    """

    row = target = at = 0

    def __init__(self) -> None:
        self.moved: dict[tuple[str, str], int] = {}


def redate(environment: IEnvironment) -> None:
    """Move what new rows move: the job of the scheduler."""
    while environment.in_transaction(lambda: _step(environment)):
        pass


def _step(environment: IEnvironment) -> bool:
    """Look at some duties; return whether there is more to do."""
    portal, root = environment.portal, interactions_of(environment.portal)
    calendars: IKnownCalendars = environment.registry.getUtility(ICalendars)(portal)
    known = root.get(KEY)
    if calendars.last == (known.row if known else 0):
        return False
    redating: Redating = get_or_create(root, KEY, Redating)
    if redating.target != calendars.last:
        redating.target, redating.at = calendars.last, 0
    register: DutyRegister = root.get(REGISTER) or empty(DutyRegister)
    numbers = list(islice(owed_numbers(register, redating.at), BATCH))
    if numbers:
        _move(environment, redating, register, numbers, calendars)
        redating.at = numbers[-1]
        return True
    _tell(environment, portal, redating)
    redating.row, redating.at, redating.moved = redating.target, 0, {}
    return False


def _move(environment: IEnvironment, redating: Redating, register: DutyRegister,
          numbers: list[int], calendars: IKnownCalendars) -> None:
    """Note which of the duties with these ``numbers`` are due at another moment now."""
    rows = [entered.row for entered in calendars.entered(redating.row)]
    first = start_of(min(row.date for row in rows)).timestamp()
    why = '; '.join(dict.fromkeys(row.source for row in rows))[:500]
    duties: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
    now, source = environment.clock.now(), f'calendar:{redating.target}'
    for number in numbers:
        seconds = due_of(register, number)
        if seconds is not None and seconds < first:
            continue  # it was over before the first day of which the rows tell
        duty: KeptDuty = register.duties[number]
        before = None if seconds is None else datetime.datetime.fromtimestamp(seconds, UTC)
        after = duties.standing(duty, now).due
        if after != before and duties.append(duty, DutyEvent(
                REDATED, now, source=source, evidence=why, before=before, after=after)):
            environment.registry.notify(DeadlineMoved(
                environment.portal, duty.keys, source, why, before, after))
            of = duty.site, duty.rule
            redating.moved = {**redating.moved, of: redating.moved.get(of, 0) + 1}


def _tell(environment: IEnvironment, portal: IPortal, redating: Redating) -> None:
    """Tell the board of each site once which of its duties were moved."""
    notifying = environment.request.service(INotifying)
    told: dict[str, dict[str, int]] = {}
    for (identifier, rule), number in redating.moved.items():
        told.setdefault(identifier, {})[rule] = number
    for identifier, rules in sorted(told.items()):
        site = portal.__objectmap__.object_for(int(identifier))
        if site is not None:
            notifying.notify(notifying.board_of(site), site, 'duty_redated',
                             note=counted(environment.registry, rules, environment.clock.now()))
