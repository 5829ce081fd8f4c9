"""People give reasons, excuse, and declare what no item shows; each with its permission."""
import datetime
from types import SimpleNamespace

import pytest
from hanoiportal.base.clock import parse
from hanoiportal.base.errors import Refused
from hanoiportal.base.permissions import ASSIGN, MANAGE_BOARD
from hanoiportal.kernel.tree.events import IInnerAction
from hanoiportal.platform.duties.interfaces import (
    EXCUSED,
    MET,
    MET_LATE,
    MISSED,
    REASON,
    SATISFIED,
    TRIGGERED,
    DutyEvent,
    IDutyWords,
)
from hanoiportal.platform.duties.services import Duties
from hanoiportal.platform.duties.words import LONGEST, DutyWords
from zope.interface.verify import verifyObject

BEGUN, NOW = parse('2026-11-02'), parse('2026-11-24T09:00')
DAY = datetime.timedelta(days=1)


class Office:
    """A site whose people speak of its duties.  ``may``: their permissions."""

    def __init__(self):
        self.may, self.told = {ASSIGN, MANAGE_BOARD}, []
        self.duties = Duties({}, lambda rule, trigger, known_on: trigger + 2 * DAY, lambda: NOW)
        site = SimpleNamespace(title='Phường Ba Đình')
        portal = SimpleNamespace(__objectmap__=SimpleNamespace(object_for={11: site}.get))
        registry = SimpleNamespace(
            getAdapter=lambda place, promise: self.duties,
            getUtility=lambda promise: SimpleNamespace(now=lambda: NOW),
            subscribers=lambda required, provided: self.told.append(required[0]))
        self.board = {'utruong', 'uphong'}
        self.words = DutyWords(registry, portal, lambda each, place: each in self.may,
                               lambda place: self.board)
        self.state = lambda duty: self.duties.standing(duty, NOW).state

    def owe(self, key='item:7', trigger=BEGUN):
        return self.duties.open('11', '13.1.c1', (key,), DutyEvent(
            TRIGGERED, trigger, at=trigger, source='ledger:1'))

    def waiting(self, what):
        return [duty.number for duty, standing in self.duties.unsettled('11', NOW)
                if getattr(standing, what)]


@pytest.fixture
def office():
    return Office()


def refused(verb, *given):
    with pytest.raises(Refused) as raised:
        verb(*given)
    return list(raised.value.reasons)


def test_the_service_keeps_its_promise(office):
    assert verifyObject(IDutyWords, office.words)


def test_a_missed_duty_waits_until_a_reason_is_written(office):
    duty = office.owe()
    assert office.waiting('needs_reason') == [duty.number]
    office.words.give_reason(duty.number, ' Mất điện \n hai ngày ', 'utruong')

    assert office.waiting('needs_reason') == []
    standing = office.duties.standing(duty, NOW)
    assert (standing.state, standing.reason.text, standing.reason.actor) == (
        MISSED, 'Mất điện hai ngày', 'utruong')
    action, = office.told
    assert IInnerAction.providedBy(action)
    assert (action.action, action.actor, action.why, action.details) == (
        'give_duty_reason', 'utruong', '', {'number': duty.number, 'rule': '13.1.c1'})


def test_a_reason_is_for_readers_once_another_of_the_board_approves_exactly_it(office):
    duty, verb = office.owe(), office.words.approve
    assert refused(verb, duty.number, NOW.isoformat(), 'uphong') == ['']
    office.words.give_reason(duty.number, 'Mất điện', 'utruong')
    said = office.duties.standing(duty, NOW)
    assert (said.words, said.needs_consent) == ('', True)
    assert office.waiting('needs_consent') == [1]
    for at, actor in ((NOW.isoformat(), 'utruong'), (BEGUN.isoformat(), 'uphong'), ('', 'uphong'),
                      (NOW.isoformat(), 'ukhac')):
        assert refused(verb, duty.number, at, actor) == ['']
    verb(duty.number, NOW.isoformat(), 'uphong')

    said = office.duties.standing(duty, NOW)
    assert (said.words, said.consent.actor) == ('Mất điện', 'uphong')
    assert office.told[-1].action == 'approve_duty_reason'
    assert office.waiting('needs_consent') == []
    assert refused(verb, duty.number, NOW.isoformat(), 'uphong') == ['']


def test_words_written_anew_are_to_be_approved_anew(office):
    duty = office.owe()
    office.duties.append(duty, DutyEvent(SATISFIED, NOW, at=NOW, source='ledger:2', subject='7'))
    office.words.give_reason(duty.number, 'Mất điện', 'utruong')
    office.words.approve(duty.number, NOW.isoformat(), 'uphong')
    assert office.waiting('needs_consent') == []
    office.duties.append(duty, DutyEvent(
        REASON, NOW + DAY, actor='utruong', text='Mất mạng'))

    assert office.duties.standing(duty, NOW).words == ''
    assert office.waiting('needs_consent') == [1]


def test_what_was_done_late_waits_for_a_reason_too(office):
    duty = office.owe()
    office.duties.append(duty, DutyEvent(
        SATISFIED, NOW, at=NOW, source='ledger:2', subject='7'))

    assert office.state(duty) == MET_LATE
    assert office.waiting('needs_reason') == [duty.number]
    office.words.give_reason(duty.number, 'Mất điện', 'utruong')
    assert office.waiting('needs_reason') == []


def test_the_managing_body_excuses_with_a_basis(office):
    duty = office.owe()
    assert refused(office.words.excuse, duty.number, 'Lũ', '', 'uquanly') == ['basis']
    office.words.excuse(duty.number, 'Lũ', 'Công văn 15/UBND ngày 10/11/2026', 'uquanly')

    excuse = office.duties.standing(duty, NOW).excuse
    assert (office.state(duty), excuse.basis, excuse.actor) == (
        EXCUSED, 'Công văn 15/UBND ngày 10/11/2026', 'uquanly')
    assert list(office.duties.open_duties()) == []


def test_what_no_item_shows_is_declared_with_its_day(office):
    duty = office.owe('period:2026-11-01')
    verb = office.words.declare
    assert refused(verb, duty.number, '', None, 'uvien') == ['evidence']
    assert refused(verb, duty.number, 'Họp báo', NOW.date() + DAY, 'uvien') == ['day']
    verb(duty.number, 'Họp báo ngày 03/11', datetime.date(2026, 11, 3), 'uvien')

    assert office.state(duty) == MET
    assert refused(verb, duty.number, 'Họp báo', None, 'uvien') == ['']
    assert refused(verb, office.owe('item:8').number, 'Đã đăng', None, 'uvien') == ['']


@pytest.mark.parametrize(('permission', 'verb', 'given'), [
    (ASSIGN, 'give_reason', ['Mất điện']), (MANAGE_BOARD, 'excuse', ['Lũ', '15/UBND']),
    (ASSIGN, 'declare', ['Họp báo', None])])
def test_who_may_not_is_told_as_if_there_were_no_such_duty(office, permission, verb, given):
    duty = office.owe('period:2026-11-01')
    act = getattr(office.words, verb)
    office.may = {ASSIGN, MANAGE_BOARD} - {permission}
    with pytest.raises(Refused) as theirs:
        act(duty.number, *given, 'u1')
    with pytest.raises(Refused) as nothing:
        act(99, *given, 'u1')

    assert theirs.value.reasons == nothing.value.reasons
    assert len(duty.events) == 1 and not office.told


def test_a_reason_is_neither_empty_nor_endless_nor_for_what_is_kept(office):
    duty, verb = office.owe(), office.words.give_reason
    assert refused(verb, duty.number, ' \n', 'u1') == ['text']
    assert refused(verb, duty.number, 'a' * (LONGEST + 1), 'u1') == ['text']
    running = office.owe('item:8', NOW)
    assert refused(verb, running.number, 'Mất điện', 'u1') == ['']
