"""Lịch ngày nghỉ: what operators enter, what it moves, and the commands (clauses 13.1, 13.2)."""
import argparse
import json
from datetime import date

import pytest
import transaction
from hanoiportal.base.clock import local, parse
from hanoiportal.base.deadlines.interfaces import DayRow
from hanoiportal.platform.calendar import command
from hanoiportal.platform.calendar.interfaces import (
    CannotEnter,
    ICalendarChanged,
    ICalendarKeeping,
    ICalendars,
    IDeadlines,
    IDeadlinesOf,
    IKnownCalendars,
    IOpenDeadlines,
    OpenDeadline,
)
from hanoiportal.platform.calendar.services import CalendarKeeping
from hanoiportal.shells.commands import deadline
from hanoiportal.shells.commands.environment import Failure
from zope.interface.verify import verifyObject

DAY = date(2026, 11, 24)
HEAD = 'date,kind,name_vi,name_en,status,known_since,basis\n'
CULTURE_DAY = '2026-11-24,holiday,Ngày Văn hóa Việt Nam,,official,2026-11-20,Thông báo 12/TB\n'


def row(**changed):
    values = {'date': DAY, 'kind': 'holiday', 'name_vi': 'Ngày Văn hóa Việt Nam',
              'basis': 'Thông báo 12/TB', 'known_since': date(2026, 11, 20)}
    return DayRow(**{**values, **changed})


@pytest.fixture
def keeping(registry, small_portal, clock):
    return CalendarKeeping(registry, small_portal, lambda *asked: True)


@pytest.fixture
def calendars(registry, small_portal):
    return registry.getUtility(ICalendars)(small_portal['sites']['bavi'])


@pytest.fixture
def due(registry, small_portal):
    """``due(code, trigger, **given)``: the local day."""
    deadlines = registry.getUtility(IDeadlines)(small_portal)
    assert verifyObject(IDeadlinesOf, deadlines)
    return lambda code, trigger, **given: local(
        deadlines.due(code, parse(trigger), **given).due).date()


@pytest.fixture
def run(environment, small_portal, clock, tmp_path, capsys):
    """``run(module, *words)``: what is said after ``bin/portal VERB``."""
    def told(module, *words):
        parser = argparse.ArgumentParser()
        module.add_arguments(parser)
        module.run(environment, parser.parse_args([str(each) for each in words]))
        return capsys.readouterr().out

    return told


@pytest.fixture
def table(tmp_path):
    def written(text):
        path = tmp_path / 'rows.csv'
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def test_a_row_changes_its_day_from_the_day_on_which_it_is_known(keeping, calendars, registry,
                                                                 small_portal):
    assert calendars.known_on().is_workday(DAY)
    entered = keeping.enter(row(), 'u1')

    assert (entered.number, entered.actor, calendars.last) == (1, 'u1', 1)
    assert not calendars.known_on().is_workday(DAY)
    assert not calendars.known_on(date(2026, 11, 20)).is_workday(DAY)
    assert calendars.known_on(date(2026, 11, 19)).is_workday(DAY)
    assert verifyObject(IKnownCalendars, calendars) and verifyObject(ICalendarKeeping, keeping)
    assert 'ngày 24/11/2026 trong lịch' in calendars.known_on().row_of(DAY).source


def test_the_ninth_vector_after_the_paper_is_entered(keeping, due, registry, small_portal):
    assert due('13.1.c1', '2026-11-23') == date(2026, 11, 25)
    keeping.enter(row(), 'u1')
    again = registry.getUtility(IDeadlines)(small_portal)
    on = [local(again.due('13.1.c1', parse('2026-11-23'), known_on=known).due).date().day
          for known in (None, date(2026, 11, 20), date(2026, 11, 19))]

    assert on == [26, 26, 25]


def test_a_wrong_row_is_taken_back_by_a_later_one_and_stays(keeping, calendars):
    keeping.enter(row(), 'u1')
    back = row(kind='ordinary', basis='Thông báo 13/TB', known_since=date(2026, 11, 23))
    with pytest.raises(CannotEnter) as refused:
        keeping.enter(back, 'u1')
    assert list(refused.value.reasons) == ['date']
    keeping.enter(back, 'u1', replace=True)

    assert calendars.known_on().is_workday(DAY)
    assert not calendars.known_on(date(2026, 11, 22)).is_workday(DAY)
    assert [each.number for each in calendars.entered()] == [1, 2]
    assert [each.number for each in calendars.entered(1)] == [2]


@pytest.mark.parametrize(('changed', 'field'), [
    ({'basis': ' '}, 'basis'), ({'name_vi': ''}, 'name_vi'), ({'kind': 'feast'}, 'kind'),
    ({'status': 'sure'}, 'status'), ({'known_since': None}, 'known_since'),
    ({'known_since': date(2026, 11, 25)}, 'known_since'), ({'date': date(2050, 1, 1)}, 'date'),
    ({'basis': 'x' * 501}, 'basis'), ({'kind': 'workday_swap'}, 'kind'),
    ({'kind': 'ordinary'}, 'kind'), ({'date': date(2026, 11, 28), 'kind': 'dayoff_swap'}, 'kind'),
    ({'date': date(2026, 9, 2)}, 'date')])
def test_a_row_that_cannot_be_right_is_refused(keeping, calendars, changed, field):
    with pytest.raises(CannotEnter) as refused:
        keeping.enter(row(**changed), 'u1')

    assert field in refused.value.reasons
    assert calendars.last == 0


def test_an_expected_row_takes_no_official_one_back(keeping):
    with pytest.raises(CannotEnter) as refused:
        keeping.enter(row(date=date(2026, 9, 2), status='expected'), 'u1', replace=True)

    assert list(refused.value.reasons) == ['status']


def test_only_who_runs_the_portal_enters_rows(registry, small_portal, clock):
    nobody = CalendarKeeping(registry, small_portal, lambda *asked: False)

    for enter in (lambda: nobody.enter(row(), 'u1'), lambda: nobody.enter_table({2: row()}, 'u1')):
        with pytest.raises(CannotEnter):
            enter()


def test_one_event_tells_of_what_was_entered(keeping, registry, small_portal):
    told = []
    registry.registerHandler(lambda event, portal: told.append(event), [ICalendarChanged, None])
    keeping.enter_table({2: row(), 3: row(date=date(2027, 2, 5))}, 'u1')

    [event] = told
    assert event.object is small_portal and event.actor == 'u1'
    assert [each.date for each in event.rows] == [DAY, date(2027, 2, 5)]


class Held:
    """A feature that holds two deadlines."""

    def open_deadlines(self, portal):
        for trigger in ('2026-11-23T09:00', '2026-11-25T09:00', '2027-12-30T09:00'):
            yield OpenDeadline(f'Văn bản {trigger}', 'Ba Vì', '13.1.c1', parse(trigger))


def test_the_open_deadlines_that_a_row_moves_are_told_with_both_days(keeping, registry):
    registry.registerUtility(Held(), IOpenDeadlines, name='test')
    [moved] = keeping.moved_by([row()])

    assert moved.deadline.title == 'Văn bản 2026-11-23T09:00'
    assert [local(each).date().day for each in (moved.before, moved.after)] == [25, 26]
    [known] = keeping.moved_by([row(date=date(2028, 1, 3))])
    assert known.before is None and known.after is not None


def test_a_file_is_brought_in_whole(run, table, calendars):
    said = run(command, 'import', table(HEAD + CULTURE_DAY + (
        '2027-02-05,holiday,Nghỉ Tết Nguyên đán,,,,Thông báo 14/TB\n')))

    assert '2 rows, 0 open deadlines moved' in said
    assert [each.known_since for each in calendars.entered()] == [
        date(2026, 11, 20), date(2026, 11, 24)]
    assert calendars.known_on().announces_tet(2027)
    assert 'ngày 05/02/2027 trong lịch ngày nghỉ' in run(command).splitlines()[-1]


BAD = [
    (HEAD + CULTURE_DAY + '2027-02-05,holiday,Tết,,,,\n', 'dòng 3: Hãy nêu văn bản làm căn cứ.'),
    (HEAD + CULTURE_DAY + CULTURE_DAY, 'dòng 3: Ngày này đã có ở dòng 2.'),
    (HEAD + CULTURE_DAY + '2027-02-30,holiday,Tết,,,,TB\n', 'dòng 3: “2027-02-30” không phải'),
    (HEAD + '2027-02-05,feast,Tết,,,,TB\n', 'dòng 2: Không có loại ngày “feast”'),
    (HEAD + '2027-02-05,holiday,Tết,,sure,,TB\n', 'dòng 2: Không có tình trạng “sure”'),
    (HEAD + '2027-02-05,holiday,Tết,,,x,TB\n', 'dòng 2: “x” không phải'),
    (HEAD + '2026-09-02,holiday,Quốc khánh,,,,TB\n', 'dòng 2: Lịch đã có dòng chính thức'),
    (HEAD, 'dòng 1: Bảng không có dòng nào.'), ('a,b\n1,2\n', 'dòng 1: Thiếu cột date'),
    (HEAD + '2027-02-05,holiday,"Tết,,,,TB\n', 'không đọc được như CSV'),
    (b'\xff\xfe', 'not in UTF-8')]


@pytest.mark.parametrize(('text', 'why'), BAD)
def test_a_file_with_a_bad_line_is_refused_whole(run, table, calendars, text, why):
    with pytest.raises(Failure, match=why):
        run(command, 'import', table(text))

    assert calendars.last == 0


def test_a_file_may_take_back_official_rows_if_it_is_said(run, table, calendars):
    text = HEAD + '2026-09-01,ordinary,Không nghỉ 01/9,,,,Thông báo 15/TB\n'
    run(command, 'import', table(text), '--replace')

    assert calendars.known_on().is_workday(date(2026, 9, 1))
    with pytest.raises(Failure, match='is not there'):
        run(command, 'import', table(text).with_name('none.csv'))


def test_a_deadline_is_told_to_machines(run, table):
    run(command, 'import', table(HEAD + CULTURE_DAY))
    told = json.loads(run(deadline, '13.1.c1', '2026-11-23', '--json'))
    known = json.loads(run(deadline, '13.1.c1', '2026-11-23', '--known-on', '2026-11-19',
                           '--json'))

    assert list(told) == ['due', 'rule', 'basis', 'days']
    assert told['due'] == '2026-11-26T23:59:59+07:00'
    assert (told['rule'], known['due']) == ('13.1.c1', '2026-11-25T23:59:59+07:00')
    assert '4263' in told['basis']
    assert told['days'][1] == {
        'date': '2026-11-24', 'counted': False, 'why': 'Ngày nghỉ: Ngày Văn hóa Việt Nam',
        'source': 'Thông báo 12/TB; ngày 24/11/2026 trong lịch ngày nghỉ'}


def test_a_deadline_is_told_to_people(run):
    said = run(deadline, '13.1.e2', '2026-11-27T17:01').splitlines()

    assert said[0] == '13.1.e2: Hỏi đáp: báo ngoài phạm vi'
    assert said[2].startswith('27/11/2026  –  Tiếp nhận sau giờ làm việc (17:00)')
    assert said[-1] == 'Hạn: 30/11/2026 23:59'
    assert 'Lịch nghỉ Tết 2027 chưa được công bố' in run(deadline, '13.1.c1', '2027-03-01')


@pytest.mark.parametrize(('words', 'why'), [
    (['13.9.z', '2026-11-23'], 'Không có quy tắc thời hạn mang mã “13.9.z”.'),
    (['13.1.c1', '2025-08-15'], 'Quy tắc “13.1.c1” không có hiệu lực vào ngày 15/08/2025.'),
    (['13.1.c1', '2027-12-30'], 'chưa có dòng nào của năm 2028'),
    (['13.1.c1', 'soon'], '“soon” không phải là thời điểm'),
    (['13.1.c1', '9999-12-31T23:59'], 'không'),
    (['13.1.c1', '2026-11-23', '--known-on', 'soon'], '“soon” không phải là ngày')])
def test_what_cannot_be_reckoned_is_refused_in_vietnamese(run, words, why):
    with pytest.raises(Failure, match=why):
        run(deadline, *words)


def test_a_row_outlives_a_restart(keeping, registry, small_portal):
    keeping.enter(row(), 'u1')
    transaction.commit()
    small_portal._p_jar.cacheMinimize()

    assert small_portal.calendar_rows[1].row == row(origin='ngày 24/11/2026 trong lịch ngày nghỉ')
