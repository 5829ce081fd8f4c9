"""Reminders, the morning's mail, periods, moved deadlines: once each, without touching content."""
import datetime
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.deadlines.interfaces import DayRow, IDeadlineRules, NoRule
from hanoiportal.base.settings import ISettings
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.platform.calendar.interfaces import IOpenDeadlines
from hanoiportal.platform.calendar.services import CalendarKeeping
from hanoiportal.platform.duties import alarms, digest, periods, redating
from hanoiportal.platform.duties.interfaces import (
    MET,
    MET_LATE,
    MISSED,
    REDATED,
    REMINDED,
    RUNNING,
    TRIGGERED,
    DutyEvent,
)
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.backups.duties import note_copies
from hanoiportal.safekeeping.backups.record import note_backup

#: What a rule of the regulation is called, as notices name it.
ISSUED = 'VBQPPL, văn bản hành chính: cơ quan ban hành'
MONDAY = parse('2026-11-23')
WORKED = datetime.date(2026, 11, 25)


@pytest.fixture
def run(registry):
    """``run(job)``: the job runs once; ``content`` is as it was."""
    def once(job):
        transaction.commit()
        before = content_database(registry).lastTransaction()
        with opened(registry, 'test') as environment:
            job(environment)
        transaction.begin()
        assert content_database(registry).lastTransaction() == before

    return once


@pytest.fixture
def site(small_portal, staff):
    return small_portal['sites']['soxaydung']


@pytest.fixture
def owe(duties, site):
    """``owe(rule, number)``: a duty of the site from ``MONDAY`` on."""
    def add(rule='13.1.c1', number=1, trigger=MONDAY):
        return duties.open(str(site.__oid__), rule, (f'row:{number}',), DutyEvent(
            TRIGGERED, trigger, at=trigger, source=f'row:{number}:1'))

    return add


@pytest.fixture
def enter_holiday(registry, small_portal):
    """``enter_holiday()``: an operator enters a day off, ``WORKED``."""
    def enter():
        CalendarKeeping(registry, small_portal, lambda permission, place: True).enter(DayRow(
            date=WORKED, kind='holiday', name_vi='Ngày nghỉ', basis='Thông báo 12/TB',
            known_since=datetime.date(2026, 11, 24)), 'uvan')

    return enter


def told(registry, account):
    return [(each.kind, each.details['note']) for each in notifying(registry).list(account)
            if each.kind.startswith('duty')]


def kinds(duty, kind):
    return [event.subject for event in duty.events if event.kind == kind]


@pytest.mark.clause('7.5')
def test_the_board_is_reminded_once_before_the_term_ends_and_once_after_it(
        owe, run, clock, registry, staff):
    duty, later = owe(), owe('13.1.d', 2)
    head, stranger = staff['soxaydung-head'], staff['soxaydung-contributor']
    clock.at = parse('2026-11-24T08:00')
    run(alarms.remind)
    assert told(registry, head) == []

    clock.at = parse('2026-11-25T08:00')
    run(alarms.remind)
    run(alarms.remind)
    assert told(registry, head) == [('duty_due', f'{ISSUED} (1); hạn sớm nhất 25/11/2026 23:59')]
    clock.at = parse('2026-11-26T00:10')
    run(alarms.remind)
    run(alarms.remind)
    assert told(registry, head)[0] == (
        'duty_missed', f'{ISSUED} (1); hạn sớm nhất 25/11/2026 23:59')
    assert (told(registry, stranger), kinds(duty, REMINDED)) == ([], ['duty_due', 'duty_missed'])
    assert kinds(later, REMINDED) == []
    assert notifying(registry).unread(head) == 2
    assert {each.view for each in notifying(registry).list(head)} == {'duties'}
    notifying(registry).mark_read(head)
    assert notifying(registry).unread(head) == 0
    assert all(notifying(registry).find(head, each.number).is_read
               for each in notifying(registry).list(head))


def test_a_new_row_of_the_calendar_moves_what_it_concerns_in_steps_and_once(
        owe, run, clock, registry, enter_holiday, duties, staff, monkeypatch):
    clock.at = parse('2026-11-24T08:00')
    monkeypatch.setattr(redating, 'BATCH', 2)
    owed = [owe('13.1.c1', number) for number in range(1, 4)]
    before = owe('13.1.c1', 8, parse('2026-11-17'))
    at_once = owe('13.1.h', 9)
    run(redating.redate)
    assert [kinds(duty, REDATED) for duty in owed] == [[], [], []]
    enter_holiday()

    run(redating.redate)
    run(redating.redate)
    moved = [event for event in owed[0].events if event.kind == REDATED]
    assert [(event.before.isoformat(), event.after.isoformat()) for event in moved] == [
        ('2026-11-25T16:59:59.999999+00:00', '2026-11-26T16:59:59.999999+00:00')]
    assert 'Thông báo 12/TB' in moved[0].evidence
    assert [len(kinds(duty, REDATED)) for duty in (*owed, before, at_once)] == [1, 1, 1, 0, 0]
    assert told(registry, staff['soxaydung-head']) == [('duty_redated', f'{ISSUED} (3)')]
    assert [duty.number for duty in duties.due_between(
        parse('2026-11-26'), parse('2026-11-27'))] == [duty.number for duty in owed]


def test_what_crashes_between_two_steps_goes_on_where_it_was(
        owe, run, clock, registry, enter_holiday, staff, monkeypatch):
    clock.at = parse('2026-11-24T08:00')
    monkeypatch.setattr(redating, 'BATCH', 1)
    owed = [owe('13.1.c1', number) for number in range(1, 4)]
    enter_holiday()
    step, steps = redating._step, []

    def crash(environment):
        steps.append(1)
        if len(steps) == 3:
            raise OSError('power cut')
        return step(environment)

    with monkeypatch.context() as patch:
        patch.setattr(redating, '_step', crash)
        with pytest.raises(OSError, match='power cut'):
            run(redating.redate)
    transaction.begin()
    assert [len(kinds(duty, REDATED)) for duty in owed] == [1, 1, 0]
    run(redating.redate)
    assert [len(kinds(duty, REDATED)) for duty in owed] == [1, 1, 1]
    assert told(registry, staff['soxaydung-head']) == [('duty_redated', f'{ISSUED} (3)')]


@pytest.mark.clause('28.10')
def test_the_duty_of_a_period_begins_on_its_first_day_also_after_downtime(
        run, clock, duties, small_portal):
    clock.at = parse('2026-11-30T23:00')
    run(periods.begin)
    run(periods.begin)
    city = str(small_portal.__oid__)
    found = {duty.rule: duty for duty in duties.of_site(city)}
    assert sorted(found) == ['13.3.b', '28.9', 'nd244.6', 'nd244.hopbao']
    assert duties.standing(found['28.9'], clock.now()).due == (
        parse('2027-01-01') - datetime.timedelta(microseconds=1))
    assert [duty.rule for duty in duties.of_site(str(small_portal['sites']['bavi'].__oid__))] == [
        '28.9']

    clock.at = parse('2027-02-02T08:00')
    run(periods.begin)
    assert [duty.keys[0] for duty in duties.of_site(city) if duty.rule == 'nd244.6'] == [
        'period:2026-11-01', 'period:2026-12-01', 'period:2027-01-01', 'period:2027-02-01']


@pytest.mark.clause('28.9')
def test_no_report_is_owed_of_a_time_before_the_decision(registry):
    rules = registry.getUtility(IDeadlineRules)
    rule = rules.nearest('28.9', MONDAY)
    days = datetime.date(2025, 1, 1), datetime.date(2025, 7, 1), datetime.date(2026, 1, 1)

    assert [periods.begun_at(rules, rule, day) for day in days] == [
        None, parse('2025-08-16'), parse('2026-01-01')]
    assert rules.nearest('28.9', parse('2020-01-01')) is rule
    with pytest.raises(NoRule):
        rules.nearest('0.0', MONDAY)


@pytest.mark.clause('13.3.b')
def test_a_copy_on_another_device_keeps_the_week_and_the_weeks_before_it_late(
        run, clock, duties, small_portal, registry):
    def weeks():
        return [(duty.keys[0], duties.standing(duty, clock.now()).state)
                for duty in duties.of_site(str(small_portal.__oid__)) if duty.rule == '13.3.b']

    def copied(at, same_device=False):
        backup = SimpleNamespace(name=f'b{at:%m%d}', kind='full', same_device=same_device,
                                 missing=())
        note_backup(registry.getUtility(ISettings).backup_record, f'/{same_device}', backup, at)
        run(note_copies)

    clock.at = parse('2026-12-03T08:00')
    run(periods.begin)
    copied(clock.at, same_device=True)
    assert weeks() == [('period:2026-11-30', RUNNING)]
    copied(clock.at)
    copied(clock.at + datetime.timedelta(hours=1))
    assert weeks() == [('period:2026-11-30', MET)]

    clock.at = parse('2026-12-22T08:00')
    run(periods.begin)
    run(note_copies)
    assert [state for _week, state in weeks()] == [MET, MISSED, MISSED, RUNNING]
    copied(clock.at)
    assert [state for _week, state in weeks()] == [MET, MET_LATE, MET_LATE, MET]


@pytest.fixture
def own_settings(tmp_path):
    return {'portal.mail_host': '127.0.0.1', 'portal.mail_queue': str(tmp_path / 'mail')}


def mails(folder):
    return sorted(folder.rglob('*')) if folder.exists() else []


@pytest.mark.clause('7.5')
def test_each_of_the_board_gets_one_mail_a_working_morning_of_what_is_due(
        owe, run, clock, staff, small_portal, tmp_path):
    head = staff['soxaydung-head']
    head.email = 'truong@hanoi.gov.vn'
    for number in (1, 2):
        owe('13.1.c1', number)
    owe('13.1.d', 3)
    for at in ('2026-11-25T06:50', '2026-11-29T08:00'):
        clock.at = parse(at)
        run(digest.send)
    assert not interactions_of(small_portal).get(digest.KEY)

    clock.at = parse('2026-11-25T07:01')
    run(digest.send)
    run(digest.send)
    kept = interactions_of(small_portal)[digest.KEY]
    assert list(kept) == ['2026-11-25']
    assert [(each.today, each.week, each.over, each.reasons)
            for each in kept['2026-11-25'][head.id]] == [(2, 0, 0, 0)]
    clock.at = parse('2026-11-30T07:01')
    run(digest.send)
    assert [(each.today, each.week, each.over, each.reasons)
            for each in kept['2026-11-30'][head.id]] == [(0, 1, 2, 2)]
    found = [path for path in mails(tmp_path / 'mail') if path.is_file()]
    assert len(found) == 2


def test_the_calendar_knows_what_runs(owe, registry, small_portal, clock):
    clock.at = parse('2026-11-24T08:00')
    owe()
    open_deadlines = registry.getUtility(IOpenDeadlines, name='duties').open_deadlines

    assert [(each.rule, each.site, each.trigger) for each in open_deadlines(small_portal)] == [
        ('13.1.c1', 'Sở Xây dựng', MONDAY)]
