"""Terms in working days that a new row of the calendar moves: in steps, and each told once."""
import datetime
from types import SimpleNamespace

import pytest
from hanoiportal.base.clock import parse
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.platform.calendar import redating
from hanoiportal.platform.calendar.interfaces import WorkingTerm
from hanoiportal.platform.scheduling.interfaces import IJob
from support.new_days_off import enter, follow, told_days

NAME, KIND = 'test calendar', 'task_redated'
TUESDAY = parse('2026-11-24T10:00')
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def clock_at():
    return TUESDAY


@pytest.fixture
def held(registry, small_portal, staff):
    """A feature with ``terms`` by number, that of each three working days; ``broken_at`` is the
    number at which its data cannot be read.
    """
    def running(_registry, portal, after):
        for number in sorted(feature.terms):
            if number == feature.broken_at:
                raise OSError('broken')
            if number > after:
                feature.seen.append(number)
                yield number, [WorkingTerm(
                    'Việc', 'Nơi', since, 3, portal, lambda: [staff['bavi-editor'].id],
                    number if feature.numbered else 0) for since in feature.terms[number]]

    feature = SimpleNamespace(terms={}, seen=[], broken_at=None, numbered=True)
    registry.registerUtility(
        SimpleNamespace(run=redating.TermRedating(NAME, KIND, running).run), IJob, name=NAME)
    yield feature
    registry.unregisterUtility(provided=IJob, name=NAME)


@pytest.fixture
def notes(registry, staff):
    return lambda: told_days(registry, staff['bavi-editor'], KIND)


def test_a_run_that_was_stopped_is_gone_on_with_and_tells_nobody_twice(
        held, registry, small_portal, clock, notes, monkeypatch):
    monkeypatch.setattr(redating, 'BATCH', 2)
    held.terms, held.broken_at = {number: [TUESDAY] for number in range(1, 6)}, 4
    clock.pass_(hours=1)
    enter(registry, small_portal, '2026-11-26')
    with pytest.raises(OSError, match='broken'):
        follow(registry, NAME)
    assert notes() == ['27/11/2026 → 30/11/2026'] * 2

    held.broken_at, held.seen = None, []
    follow(registry, NAME)

    assert (notes(), held.seen) == (['27/11/2026 → 30/11/2026'] * 5, [3, 4, 5])
    follow(registry, NAME)
    assert len(notes()) == 5


def test_a_row_that_came_while_a_run_was_stopped_is_told_after_it(
        held, registry, small_portal, clock, notes, monkeypatch):
    monkeypatch.setattr(redating, 'BATCH', 1)
    held.terms, held.broken_at = {1: [TUESDAY], 2: [TUESDAY]}, 2
    clock.pass_(hours=1)
    enter(registry, small_portal, '2026-11-26')
    with pytest.raises(OSError, match='broken'):
        follow(registry, NAME)
    enter(registry, small_portal, '2026-11-27')
    held.broken_at = None
    follow(registry, NAME)

    assert notes() == ['30/11/2026 → 01/12/2026'] * 2 + ['27/11/2026 → 30/11/2026'] * 2


def test_a_row_moves_neither_what_began_after_it_nor_what_is_due_before_it(
        held, registry, small_portal, clock, notes):
    clock.pass_(hours=1)
    enter(registry, small_portal, '2026-11-26')
    enter(registry, small_portal, '2026-12-15')
    held.terms = {1: [clock.at + HOUR], 2: [parse('2026-11-20T10:00')]}
    follow(registry, NAME)

    assert (held.seen, notes()) == ([1, 2], [])
    assert interactions_of(small_portal)[NAME] == (2, 2, 0)


def test_terms_of_one_place_that_move_alike_are_told_as_one(
        held, registry, small_portal, clock, notes):
    held.terms, held.numbered = {1: [TUESDAY, TUESDAY, TUESDAY - 24 * HOUR]}, False
    clock.pass_(hours=1)
    enter(registry, small_portal, '2026-11-26')
    follow(registry, NAME)

    assert sorted(notes()) == ['26/11/2026 → 27/11/2026', '27/11/2026 → 30/11/2026']
