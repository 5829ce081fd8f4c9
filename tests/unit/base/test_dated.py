"""Rows of law and the days on which they are in force."""
import csv
from datetime import UTC, date, datetime
from itertools import combinations
from shutil import copy

import pytest
from hanoiportal.base.dated import Dated, in_force, read_dated
from hanoiportal.base.deadlines.rules import read_deadline_rules
from hanoiportal.base.deadlines.terms import read_rules
from hanoiportal.editorial.windows.table import read_windows
from hanoiportal.kernel.security.authentication.rules import read_rules as read_account_rules
from hanoiportal.platform.duties.leadtimes import read_lead_times
from hanoiportal.platform.maintenance.interfaces import NOTICE
from hanoiportal.safekeeping.backups.rules import read_rules as read_backup_rules
from support import ROOT

FOLDER = ROOT / 'config/hanoi'
TABLES = sorted(path for path in FOLDER.glob('*.csv')
                if 'valid_to' in path.read_text(encoding='utf-8').partition('\n')[0])
#: Half past five of the afternoon in Hanoi, on the last day, and seven hours later, on the next.
LAST, NEXT = datetime(2026, 6, 30, 10, 30, tzinfo=UTC), datetime(2026, 6, 30, 17, 30, tzinfo=UTC)


class Row(Dated):
    """A row with a name alone."""

    def __init__(self, name, **days):
        super().__init__(**days)
        object.__setattr__(self, 'name', name)


def table(folder, *lines, columns='name'):
    path = folder / 'table.csv'
    path.write_text('\n'.join([f'{columns},valid_from,valid_to', *lines]), encoding='utf-8')
    return path


def test_a_row_is_in_force_on_its_first_and_on_its_last_day(tmp_path):
    path = table(tmp_path, 'old,2025-08-16,2026-06-30', 'open,,')
    old, always = read_dated(path, lambda row, **days: Row(row['name'], **days))

    days = [date(2025, 8, 15), date(2025, 8, 16), date(2026, 6, 30), date(2026, 7, 1)]
    assert [old.holds_on(day) for day in days] == [False, True, True, False]
    assert all(always.holds_on(day) for day in days)


def test_the_day_is_that_of_hanoi(tmp_path):
    path = table(tmp_path, 'notice,2022-01-01,2026-06-30', 'notice,2026-07-01,')
    old, new = rows = read_dated(path, lambda row, **days: Row(row['name'], **days))

    assert (in_force(rows, 'notice', LAST), in_force(rows, 'notice', NEXT)) == (old, new)
    assert in_force(rows, 'other', LAST) is None


@pytest.mark.parametrize(('line', 'why'), [
    ('x,2026-02-30,', 'line 2: day is out of range'), ('x,soon,', 'line 2: .*soon'),
    ('x,2026-07-01,2026-06-30', 'line 2: it ends on 2026-06-30, before it starts')])
def test_a_row_that_cannot_be_right_is_named(tmp_path, line, why):
    path = table(tmp_path, line)

    with pytest.raises(ValueError, match=why):
        read_dated(path, lambda row, **days: row)


def old_and_new(folder, columns, old, new):
    return table(folder, f'{old},2020-01-01,2026-06-30', f'{new},2026-07-01,', columns=columns)


@pytest.mark.parametrize(('columns', 'row', 'asked'), [
    ('name,working_days,basis', 'a,{},Luật', lambda path, at: (
        read_rules(path).working_days('a', at))),
    ('name,number,unit,basis', 'a,{},day,Luật', lambda path, at: (
        read_account_rules(path).number('a', at))),
    ('rule,remind_hours,basis', 'a,{},Luật', lambda path, at: (
        read_lead_times(path).lead_time('a', at).total_seconds() // 3600))])
def test_every_table_means_the_same_by_its_last_day(tmp_path, columns, row, asked):
    path = old_and_new(tmp_path, columns, row.format(1), row.format(2))

    assert (asked(path, LAST), asked(path, NEXT)) == (1, 2)


def test_a_stop_is_announced_by_the_decree_from_the_day_of_its_effect_on():
    rules = read_deadline_rules(FOLDER / 'deadline_rules.csv')
    before, on = datetime(2022, 8, 14, tzinfo=UTC), datetime(2022, 8, 15, tzinfo=UTC)

    assert '42/2022/NĐ-CP' in rules.rule(NOTICE, on).basis
    assert rules.rule(NOTICE, on).limit == 7
    with pytest.raises(LookupError):
        rules.rule(NOTICE, before)


def test_a_rule_that_no_kind_of_cases_names_any_more_counts_what_was_begun_by_it():
    rules = read_deadline_rules(FOLDER / 'deadline_rules.csv')
    begun = datetime(2027, 3, 1, tzinfo=UTC)  # before an upgrade of that spring

    assert [rules.rule(f'dlcn.{name}', begun).limit for name in ('72', 'xem-sua')] == [72, 10]


def test_rules_of_backups_change_with_the_day_and_are_never_missing(tmp_path):
    text = (FOLDER / 'backup_rules.csv').read_text(encoding='utf-8')
    copy(FOLDER / 'deadline_rules.csv', tmp_path)
    path = tmp_path / 'backup_rules.csv'
    path.write_text(text.replace('drill,7,', 'drill,9,x,2020-01-01,2026-06-30\ndrill,7,'), 'utf-8')
    rules = read_backup_rules(tmp_path)

    assert (rules.at(LAST).drill, rules.at(datetime(1970, 1, 2, tzinfo=UTC)).drill) == (9, 7)
    assert rules.at(LAST).copy == 7  # at least once a week, by the rule 13.3.b
    path.write_text(text.replace('drill,7,', 'other,7,'), 'utf-8')
    with pytest.raises(ValueError, match='no drill'):
        read_backup_rules(tmp_path)


def test_windows_of_the_past_are_known_by_the_same_days(tmp_path):
    path = table(
        tmp_path, 'a,portal,every,Sáng,Morning,07:30,09:00,Luật,2020-01-01,2026-06-30',
        columns='code,site,days,title_vi,title_en,opens,closes,basis')
    [window] = read_windows(path).rows

    assert window.holds_on(date(2026, 6, 30)) and not window.holds_on(date(2026, 7, 1))


@pytest.mark.parametrize('path', TABLES, ids=lambda path: path.stem)
def test_no_two_rows_of_a_name_are_in_force_on_one_day(path):
    with open(path, encoding='utf-8', newline='') as lines:
        name = next(csv.reader(lines))[0]
    rows = read_dated(path, lambda row, **days: Row(
        (row[name], row.get('site') or row.get('section')), **days))

    for one, other in combinations(rows, 2):
        if one.name == other.name:
            starts = max(each.starts or date.min for each in (one, other))
            assert not (one.holds_on(starts) and other.holds_on(starts)), (one.name, starts)
