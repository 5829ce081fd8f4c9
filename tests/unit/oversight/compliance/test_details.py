"""Lists of what each figure counts (4.5, 10)."""
import datetime
from types import SimpleNamespace

import pytest
from hanoiportal.oversight.compliance.details import FUNCTIONS, WINDOWS, Details, ListQuery
from hanoiportal.oversight.compliance.resource import Snapshot, StoredValue
from hanoiportal.oversight.compliance.values import (
    DayWindows,
    FunctionFigure,
    Month,
    SiteNow,
    WindowResult,
)

MONTH, DAY = '2026-11', datetime.date(2026, 11, 3)


def cells(snapshot, kind, outcome, at):
    """Return the cell ``at`` of each item of the list of the site 7."""
    rules = SimpleNamespace(sections=(), functions=())
    return [item.cells[at] for item in Details(snapshot, rules).items(
        ListQuery(kind, (MONTH,), 'vi', outcome), [7])]


@pytest.mark.clause('10')
@pytest.mark.parametrize(('days', 'kept'), [
    ((DayWindows(DAY, 3, 2, ('sang', 'toi')),), ['Buổi sáng', 'Buổi tối']),
    ((DayWindows(DAY, 3, 2),), ['', ''])])
def test_as_many_windows_are_listed_as_were_kept_in_a_snapshot_of_before_too(days, kept):
    snapshot = Snapshot()
    snapshot.months[7, MONTH] = StoredValue(
        Month(days, missed=(WindowResult(DAY, 'chieu', False),)))

    assert cells(snapshot, WINDOWS, 'kept', 1) == kept
    assert cells(snapshot, WINDOWS, 'missed', 1) == ['Buổi chiều']
    assert cells(snapshot, WINDOWS, 'all', 1) == [*kept, 'Buổi chiều']


@pytest.mark.clause('4.5')
def test_what_a_board_declares_is_not_what_the_machine_found_met():
    snapshot = Snapshot()
    snapshot.sites[7] = StoredValue(SiteNow(7, 'commune', 'active', (), (
        FunctionFigure('may', True, True), FunctionFigure('thieu', True, False),
        FunctionFigure('chua-kiem-tra', True), FunctionFigure('chua-khai', False),
        FunctionFigure('khai-co', False, True), FunctionFigure('khai-chua', False, False))))

    assert cells(snapshot, FUNCTIONS, 'met', 0) == ['may']
    assert cells(snapshot, FUNCTIONS, 'unmet', 0) == ['thieu']
    assert cells(snapshot, FUNCTIONS, 'declared', 0) == ['khai-co', 'khai-chua']
    assert cells(snapshot, FUNCTIONS, 'unknown', 0) == ['chua-kiem-tra', 'chua-khai']
