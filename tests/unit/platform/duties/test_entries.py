"""A row of a register opens, moves and ends duties of the sites that it names."""
import datetime
from types import SimpleNamespace

import pytest
from hanoiportal.base.clock import parse
from hanoiportal.base.deadlines.interfaces import IDeadlineRules
from hanoiportal.base.deadlines.rules import read_deadline_rules
from hanoiportal.base.interfaces import IClock
from hanoiportal.platform.duties.entries import row_changed
from hanoiportal.platform.duties.interfaces import MISSED, RUNNING, VOID
from hanoiportal.platform.duties.services import Duties
from hanoiportal.platform.registers.interfaces import Owed
from support import ROOT

RULES = read_deadline_rules(ROOT / 'config/hanoi/deadline_rules.csv')
DAY = datetime.date(2026, 11, 2)
CITY, WARD, OTHER = '1', '11', '12'
KEY = 'document:12-qd-ubnd:2026:uy-ban-nhan-dan-thanh-pho-ha-noi'


class Office:
    """``tell(*owed)``: the row says so now."""

    def __init__(self):
        self.now = parse('2026-11-03T08:00')
        self.duties = Duties({}, lambda rule, trigger, known: trigger + datetime.timedelta(
            days=3), lambda: self.now)
        self.row = SimpleNamespace(number=5, past=(), withdrawn=None)
        self._before = ()

    def tell(self, *owed):
        utilities = {IDeadlineRules: RULES, IClock: SimpleNamespace(now=lambda: self.now)}
        row_changed(SimpleNamespace(
            object=None, register='issued', row=self.row, owed=owed, before=self._before,
            met=None, registry=SimpleNamespace(
                getAdapter=lambda place, promise: self.duties,
                getUtility=utilities.__getitem__)))
        self._before = owed
        self.row.past = (*self.row.past, 'what it was')
        self.now += datetime.timedelta(hours=1)

    def states(self, now='2026-11-04'):
        return {(duty.site, duty.rule): self.duties.standing(duty, parse(now)).state
                for duty in self.duties.of_key('row:issued:5')}


@pytest.fixture
def office():
    return Office()


def owed(site, rule='13.1.c2', day=DAY, keys=(KEY,)):
    return Owed(site, rule, day, '12/QĐ-UBND', keys)


@pytest.mark.clause('13.1.c/2')
def test_an_entry_opens_a_duty_for_the_issuer_and_each_site_in_its_scope(office):
    office.tell(owed(CITY, '13.1.c1'), owed(WARD), owed(OTHER))

    assert office.states() == {
        (CITY, '13.1.c1'): RUNNING, (WARD, '13.1.c2'): RUNNING, (OTHER, '13.1.c2'): RUNNING}
    assert set(office.states('2026-12-01').values()) == {MISSED}
    duty = next(office.duties.of_site(WARD))
    assert (duty.keys, duty.events[0].evidence) == (('row:issued:5', KEY), '12/QĐ-UBND')


def test_a_corrected_day_moves_the_duties_and_a_smaller_scope_ends_some(office):
    office.tell(owed(WARD), owed(OTHER))
    office.tell(owed(WARD, day=datetime.date(2026, 11, 9)))

    assert office.states('2026-11-08') == {(WARD, '13.1.c2'): RUNNING, (OTHER, '13.1.c2'): VOID}
    office.tell(owed(WARD), owed(OTHER))
    assert set(office.states('2026-11-08').values()) == {MISSED}


def test_an_entry_that_is_withdrawn_is_owed_by_nobody(office):
    office.tell(owed(WARD))
    office.row.withdrawn = 'why'
    office.tell()

    assert office.states() == {(WARD, '13.1.c2'): VOID}


def test_what_a_correction_leaves_as_it_was_is_told_nothing(office):
    office.tell(owed(WARD), owed(OTHER))
    office.tell(owed(WARD), owed(OTHER, keys=('document:13-qd-ubnd:2026:x',)))

    assert [len(duty.events) for duty in office.duties.of_key('row:issued:5')] == [1, 2]
    assert [duty.site for duty in office.duties.of_key(KEY)] == [WARD]


def test_a_document_older_than_the_rule_is_owed_by_nobody(office):
    office.tell(owed(WARD, day=datetime.date(2020, 3, 2)))

    assert office.states() == {}
