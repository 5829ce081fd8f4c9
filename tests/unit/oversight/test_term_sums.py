"""Sums of all sites that are kept: as long as they hold, and no longer (ADR 94)."""
import datetime

from hanoiportal.base.clock import parse
from hanoiportal.oversight.cityduties.counting import Days, next_turn, tallies
from hanoiportal.oversight.cityduties.heat import around, marks_of, strip
from hanoiportal.oversight.cityduties.keeping import MOST, Sums, TermSums
from hanoiportal.platform.duties.interfaces import Term

NOW = parse('2026-11-24T09:00')


def term(hours, number=1, owed=True):
    due = (NOW + datetime.timedelta(hours=hours)).timestamp()
    return Term(due, number, '7', '13.1.c1', owed, False)


def test_sums_hold_until_the_next_term_is_over():
    terms = [term(-1), term(2, 2), term(3, 3)]
    until = next_turn(terms, NOW)
    sums = TermSums({}, set(), NOW.timestamp(), until, {})

    def at(seconds):
        return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)

    def sums_at(seconds):
        return tallies(['7'], terms, at(seconds), Days(NOW.date()))

    assert sums_at(until) == sums_at(NOW.timestamp()) != sums_at(until + 1)
    assert sums.holds_at(NOW) and sums.holds_at(at(until))
    assert not sums.holds_at(at(until + 1)) and not sums.holds_at(at(NOW.timestamp() - 1))


def test_the_oldest_sums_are_thrown_out():
    kept = Sums()
    for key in range(MOST + 1):
        kept.put(key, f'sums {key}')

    assert kept.get(0) is None and kept.get(1) == 'sums 1' and kept.get(MOST)


def test_what_is_over_and_runs_no_more_turns_nothing():
    assert next_turn([term(-1)], NOW) == float('inf') == next_turn([], NOW)


def test_marks_are_words_around_a_number_and_escaped():
    tally = tallies(['7'], [term(-30), term(2, 2)], NOW, Days(NOW.date()))['7']
    names = 'over', 'running', 'today'
    owed = [(name, 'mark', around(f'<{name}> # &', '#')) for name in names]

    assert marks_of(tally, owed) == ' '.join(
        f'<span class="mark">&lt;{name}&gt; 1 &amp;</span>' for name in names)


def test_a_strip_says_in_words_what_it_shows():
    shown = strip([0, 2, 0, 5], ['01/11', '02/11', '03/11', '04/11'])

    assert shown.count('02/11: 2; 04/11: 5') == 2 and 'viewBox="0 0 4 3"' in shown
    assert '<path class="h2" d="M1 0h1v3h-1z"/><path class="h3" d="M3 0h1v3h-1z"/>' in shown
    assert shown.startswith('<b class="number">7</b> ')
    assert strip([0, 0], ['01/11', '02/11']) == '0'
