"""Limits of accounts as dated rows: none may be missing on any day."""
from datetime import date

import pytest
from hanoiportal.kernel.security.authentication.rules import (
    LIMITS,
    AccountRules,
    Rule,
    read_limits,
)
from support import ROOT

TABLE = ROOT / 'config/hanoi/account_rules.csv'
FIRST, SECOND = date(2026, 6, 30), date(2026, 7, 1)


def rules(*days):
    return AccountRules([Rule('idle', 15, 'minute', starts=starts, ends=ends)
                         for starts, ends in days])


def test_the_limits_of_the_table_hold_on_every_day():
    found = read_limits(TABLE)

    assert all(found.is_always_in_force(name) for name in LIMITS)


def test_a_rule_is_always_in_force_if_its_rows_leave_no_day_out():
    for days, always in (
            ([(None, None)], True), ([(None, FIRST), (SECOND, None)], True),
            ([(SECOND, None), (None, FIRST)], True), ([], False), ([(SECOND, None)], False),
            ([(None, FIRST)], False), ([(None, FIRST), (date(2026, 7, 2), None)], False),
            ([(None, FIRST), (None, FIRST), (SECOND, None)], True)):
        assert rules(*days).is_always_in_force('idle') is always


@pytest.mark.parametrize('name', LIMITS)
def test_a_table_that_leaves_a_limit_out_is_refused_by_name(tmp_path, name):
    path = tmp_path / 'account_rules.csv'
    lines = TABLE.read_text(encoding='utf-8').splitlines(keepends=True)
    path.write_text(''.join(line for line in lines if not line.startswith(f'{name},')), 'utf-8')

    with pytest.raises(ValueError, match=f'{name} is not in force on every day'):
        read_limits(path)
