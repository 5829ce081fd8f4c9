"""The table of the oracle is what its program makes, and agrees with what was worked by hand."""
import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from unit.base.deadlines import make_oracle

WORKED = Path(__file__).with_name('worked.txt')


def worked() -> Iterator[list[str]]:
    for line in WORKED.read_text('utf-8').splitlines():
        if not line.startswith('#'):
            yield [part.strip() for part in line.split('|')]


def test_it_finds_the_day_that_was_found_by_hand():
    for rule, trigger, pauses, known, expected, way in worked():
        answer = make_oracle.due(rule, datetime.fromisoformat(trigger), pauses, known)

        assert make_oracle.written(answer) == expected, way


def test_the_table_is_what_the_program_makes():
    with make_oracle.ORACLE.open(encoding='utf-8', newline='') as file:
        header, *lines = csv.reader(file)

    assert tuple(header) == make_oracle.COLUMNS
    assert [tuple(line) for line in lines] == make_oracle.rows()


def test_it_asks_every_rule_that_counts():
    rows = make_oracle.rows()

    assert len(rows) >= 500
    assert {rule for _, rule, *_ in rows} == set(make_oracle.RULES)
