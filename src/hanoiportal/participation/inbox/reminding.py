"""A day before its term a case is called to mind to who has it, and who stands in for them: a job.

The boards are told by the register of duties, before each term and after it (7.5).
"""
from functools import partial

from ...base.clock import ONE_DAY
from ...editorial.tasks.interfaces import deputises_for
from ...kernel.tree.lookup import site_of
from ...platform.duties.interfaces import CASE, REMINDED, Duty, DutyEvent, IDuties
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import ICases

#: Kind of the notice, and subject of the event.
DUE = 'case_due'


def remind(environment: IEnvironment) -> None:
    """Remind who has cases of those that are due within a day: the job of the scheduler."""
    for number in environment.in_transaction(lambda: _untold(environment)):
        environment.in_transaction(partial(_tell, environment, number))


def _untold(environment: IEnvironment) -> list[int]:
    """Return the numbers of the duties that nobody was reminded of."""
    now = environment.clock.now()
    return [duty.number for duty in _duties(environment).due_between(now, now + ONE_DAY)
            if duty.keys[0].startswith(f'{CASE}:')
            and _source(environment, duty) not in {event.source for event in duty.events}]


def _tell(environment: IEnvironment, number: int) -> None:
    registry, portal, now = environment.registry, environment.portal, environment.clock.now()
    duty = _duties(environment).get(number)
    cases: ICases = registry.getAdapter(portal, ICases)
    case = None if duty is None else cases.get(int(duty.keys[0].split(':')[1]))
    assigned = '' if case is None else cases.standing(case, now).assigned
    if duty is None or case is None or not assigned:
        return
    people = deputises_for(portal, assigned, now)
    environment.request.service(INotifying).notify(
        people, site_of(portal, case.site), DUE, number=case.number)
    _duties(environment).append(duty, DutyEvent(
        REMINDED, now, source=_source(environment, duty), subject=DUE,
        text=' '.join(sorted(people))))


def _source(environment: IEnvironment, duty: Duty) -> str:
    """Return what tells the reminder of this due moment from those of others."""
    due = _duties(environment).standing(duty, environment.clock.now()).due
    assert due is not None  # it was found by it
    return f'reminder:{DUE}:{due:%Y%m%d}'


def _duties(environment: IEnvironment) -> IDuties:
    found: IDuties = environment.registry.getAdapter(environment.portal, IDuties)
    return found
