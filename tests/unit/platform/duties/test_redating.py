"""Re-dating twice re-dates once, whatever the calendar and its new rows; ``make deadlines`` runs
as many cases as are asked for.
"""
from types import SimpleNamespace

from hanoiportal.base.deadlines.engine import compute
from hanoiportal.platform.duties.interfaces import REDATED, TRIGGERED, DutyEvent
from hanoiportal.platform.duties.redating import Redating, _move
from hanoiportal.platform.duties.resource import KEY
from hanoiportal.platform.duties.services import Duties
from hypothesis import given
from unit.base.deadlines.test_properties import known, limits, moments, rows, rule, sampled


@sampled
@given(rows, rows.filter(bool), limits, moments)
def test_re_dating_twice_re_dates_once(entered, more, limit, moment):
    root, told, calendar = {}, [], known(entered)
    duties = Duties(root, lambda _code, trigger, _known: compute(
        rule(limit, 'working_day'), trigger, calendar).due, lambda: moment)
    duty = duties.open('1', 'x', ['row:1'], DutyEvent(
        TRIGGERED, moment, at=moment, source='row:1'))
    before = duties.standing(duty, moment).due
    environment = SimpleNamespace(
        registry=SimpleNamespace(getAdapter=lambda *_asked: duties, notify=told.append),
        portal=None, clock=SimpleNamespace(now=lambda: moment))

    calendar = known([*entered, *more])
    for target in (1, 1, 2):
        redating = Redating()
        redating.target = target
        _move(environment, redating, root[KEY], [duty.number], SimpleNamespace(
            entered=lambda _after: [SimpleNamespace(row=each) for each in more]))

    after = compute(rule(limit, 'working_day'), moment, calendar).due
    moved = [(event.before, event.after) for event in duty.events if event.kind == REDATED]
    assert moved == ([] if before == after else [(before, after)])
    assert [(each.before, each.after) for each in told] == moved
