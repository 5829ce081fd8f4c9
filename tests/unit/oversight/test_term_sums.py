"""Sums of all sites that are kept: as long as they hold, and no longer (ADR 94)."""
import datetime

from hanoiportal.base.clock import parse
from hanoiportal.oversight.cityduties.counting import Days, next_turn, tallies
from hanoiportal.oversight.cityduties.heat import around, marks_of, strip
from hanoiportal.oversight.cityduties.keeping import MOST, KeptSums, TermSums
from hanoiportal.platform.duties.interfaces import Term

NOW = parse('2026-11-24T09:00')


def term(hours, number=1, owed=True):
    due = (NOW + datetime.timedelta(hours=hours)).timestamp()
    return Term(due, number, '7', '13.1.c1', owed, False)


def test_sums_hold_until_the_next_term_is_over():
    terms = [term(-1), term(2, 2), term(3, 3)]
    until = next_turn(terms, NOW)
    kept = KeptSums()
    kept.put('key', TermSums({}, set(), NOW.timestamp(), until, {}))

    def sums_at(moment):
        return tallies(['7'], terms, datetime.datetime.fromtimestamp(
            moment, datetime.timezone.utc), Days(NOW.date()))

    assert sums_at(until) == sums_at(NOW.timestamp()) != sums_at(until + 1)
    assert kept.get('key', until) and not kept.get('key', until + 1)
    assert not kept.get('key', NOW.timestamp() - 1) and not kept.get('other', until)


def test_the_oldest_sums_are_thrown_out():
    kept = KeptSums()
    for key in range(MOST + 1):
        kept.put(key, TermSums({}, set(), 0, 1, {}))

    assert kept.get(0, 0) is None and kept.get(1, 0) and kept.get(MOST, 0)


def test_what_is_over_and_runs_no_more_turns_nothing():
    assert next_turn([term(-1)], NOW) == float('inf') == next_turn([], NOW)


def test_marks_are_words_around_a_number_and_escaped():
    tally = tallies(['7'], [term(-30), term(2, 2)], NOW, Days(NOW.date()))['7']
    owed = [(name, 'mark', around(f'<{name}> # &', '#')) for name in ('over', 'running', 'today')]

    assert marks_of(tally, owed) == ' '.join(
        f'<span class="mark">&lt;{name}&gt; 1 &amp;</span>' for name in ('over', 'running', 'today'))


def test_a_strip_says_in_words_what_it_shows():
    shown = strip([0, 2, 0, 5], ['01/11', '02/11', '03/11', '04/11'])

    assert shown.count('02/11: 2; 04/11: 5') == 2 and 'viewBox="0 0 4 3"' in shown
    assert '<path class="h2" d="M1 0h1v3h-1z"/><path class="h3" d="M3 0h1v3h-1z"/>' in shown
    assert strip([0, 0], ['01/11', '02/11']) == ''
