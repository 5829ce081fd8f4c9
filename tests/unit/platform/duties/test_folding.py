"""How a duty stands follows from its events, in whatever order they reached the register."""
import datetime

import pytest
from hanoiportal.platform.duties import interfaces as words
from hanoiportal.platform.duties.folding import fold
from hanoiportal.platform.duties.interfaces import DutyEvent
from hanoiportal.platform.duties.resource import KeptDuty
from hypothesis import given
from hypothesis import strategies as st
from unit.base.deadlines.test_properties import sampled

START = datetime.datetime(2026, 11, 2, 3, tzinfo=datetime.timezone.utc)
TERM = 10


def at(hours):
    return START + datetime.timedelta(hours=hours)


def due_of(trigger, known):
    return trigger + datetime.timedelta(hours=TERM)


def triggered(hours=0, source='ledger:1', noted=None):
    return DutyEvent(words.TRIGGERED, at(hours if noted is None else noted), at=at(hours),
                     source=source, evidence='12/QĐ-UBND')


def satisfied(hours, number, item='7', own=None):
    return DutyEvent(words.SATISFIED, at(hours), at=at(hours if own is None else own),
                     source=f'ledger:{number}', subject=item)


def withdrawn(hours, number, item='7'):
    return DutyEvent(words.WITHDRAWN, at(hours), at=at(hours), source=f'ledger:{number}',
                     subject=item)


def struck(hours, number, source):
    return DutyEvent(words.STRUCK, at(hours), source=f'ledger:{number}', subject=source)


def state(*events, now=TERM * 3, due=due_of):
    return fold(events, at(now), due).state


def test_the_state_of_a_duty():
    for events, now, expected in (
            ((), 5, words.RUNNING), ((), TERM, words.RUNNING), ((), TERM + 0.001, words.MISSED),
            ((satisfied(3, 2),), 5, words.MET), ((satisfied(TERM, 2),), 30, words.MET),
            ((satisfied(TERM + 0.001, 2),), 30, words.MET_LATE),
            ((satisfied(20, 2, own=4),), 30, words.MET),
            ((satisfied(20, 2, own=-500),), 30, words.MET),
            ((satisfied(3, 2), withdrawn(6, 3)), 8, words.RUNNING),
            ((satisfied(3, 2), withdrawn(6, 3)), 11, words.MISSED),
            ((satisfied(3, 2), withdrawn(6, 3), satisfied(9, 4)), 11, words.MET),
            ((satisfied(3, 2), withdrawn(6, 3), satisfied(12, 4)), 13, words.MET_LATE),
            ((satisfied(3, 2), withdrawn(12, 3)), 13, words.MET),
            ((satisfied(12, 2), withdrawn(13, 3)), 14, words.MISSED),
            ((satisfied(3, 2), satisfied(4, 3, '8'), withdrawn(5, 4)), 14, words.MET),
            ((struck(4, 5, 'ledger:1'),), 14, words.VOID),
            ((struck(4, 5, 'ledger:1'), struck(5, 6, 'ledger:5')), 14, words.MISSED),
            ((satisfied(3, 2), withdrawn(6, 3), struck(7, 4, 'ledger:3')), 14, words.MET),
            ((triggered(4, 'ledger:2', 5),), 13, words.RUNNING),
            ((triggered(4, 'ledger:2', 5), struck(6, 3, 'ledger:2')), 13, words.MISSED),
            ((DutyEvent(words.EXCUSE, at(12), text='Lũ', basis='12/QĐ-UBND',
             actor='a'),), 14, words.EXCUSED),
            ((satisfied(3, 2), DutyEvent(words.EXCUSE, at(12), text='Lũ')), 14, words.MET),
            ((DutyEvent(words.REASON, at(12), text='Lũ', actor='a'),), 14, words.MISSED)):
        assert state(triggered(), *events, now=now) == expected


def fixed(hours, until):
    return DutyEvent(words.FIXED, at(hours), at=at(until))


@pytest.mark.parametrize(('events', 'now', 'expected'), [
    ((fixed(0, 4),), 5, words.MISSED),
    ((fixed(0, 4), satisfied(4, 2)), 5, words.MET),
    ((fixed(0, 4), fixed(3, 20), satisfied(15, 2)), 30, words.MET),
    ((fixed(0, 4), fixed(3, 20)), 15, words.RUNNING),
    ((fixed(0, 4), satisfied(5, 2)), 30, words.MET_LATE),
])
def test_a_moment_that_was_set_takes_the_place_of_that_of_the_rule(events, now, expected):
    assert state(triggered(), *events, now=now) == expected
    assert state(triggered(), *events, now=now, due=lambda trigger, known: None) == expected


def test_the_first_fulfilment_in_time_is_told_with_its_item():
    found = fold((triggered(), satisfied(4, 3, '8'), satisfied(3, 2)), at(30), due_of)

    assert (found.met_at, found.item, found.evidence) == (at(3), '7', '12/QĐ-UBND')
    assert (found.trigger, found.due) == (START, at(TERM))


def test_a_broken_term_waits_for_a_reason_until_one_is_written():
    late = triggered(), satisfied(12, 2)
    reason = DutyEvent(words.REASON, at(13), actor='truong', text='Mất điện')

    assert [fold(events, at(14), due_of).needs_reason for events in (
        late, (*late, reason), (triggered(),), (triggered(), satisfied(3, 2)))] == [
            True, False, True, False]


def test_a_kept_term_stays_kept_when_the_calendar_is_changed_later():
    """Fulfilled when ten hours were known; a row known from the third on leaves five."""
    def changed(trigger, known):
        late = known is None or known.day >= datetime.date(2026, 11, 3)
        return trigger + datetime.timedelta(hours=5 if late else TERM)

    assert state(triggered(), satisfied(8, 2), due=changed) == words.MET
    assert state(triggered(), now=6, due=changed) == words.MISSED


def test_an_ended_term_stays_as_it_was_counted_unless_its_paper_saves_it():
    """A row entered after the twelfth hour, of a paper of that day, makes ten hours twelve."""
    def entered(trigger, known):
        counts = known is None or known.entered_by is None or known.entered_by > at(12)
        return trigger + datetime.timedelta(hours=12 if counts else TERM)

    for hour, *expected in ((8, words.MET, at(TERM), at(8)), (11, words.MET, at(12), None),
                            (13, words.MET_LATE, at(12), at(13))):
        found = fold((triggered(), satisfied(hour, 2)), at(30), entered)

        assert [found.state, found.due, found.known.entered_by] == expected


def test_a_year_that_the_calendar_does_not_know_breaks_no_term():
    def unknown(trigger, known):
        return None

    assert state(triggered(), due=unknown) == words.RUNNING
    assert state(triggered(), satisfied(25, 2), due=unknown) == words.MET


@st.composite
def stories(draw):
    """What the ledger, people and an operator's rows tell, each in its own order."""
    ledger, hour = [triggered(0, 'ledger:1')], 0
    public = set()
    for number in range(2, 2 + draw(st.integers(0, 8))):
        hour += draw(st.integers(0, 4))
        item = draw(st.sampled_from('ab'))
        if item in public:
            ledger.append(withdrawn(hour, number, item))
            public.remove(item)
        else:
            ledger.append(satisfied(hour, number, item))
            public.add(item)
    people = [DutyEvent(words.REASON, at(draw(st.integers(0, 20))), text=f'{n}', actor='a')
              for n in range(draw(st.integers(0, 2)))]
    rows = [DutyEvent(words.REDATED, at(9), source=f'calendar:{n}', before=at(9), after=at(TERM))
            for n in range(draw(st.integers(0, 2)))]
    return ledger, people, rows, hour + draw(st.integers(0, 20))


def plainly(ledger, now):
    """Return the state as one would tell it by looking at every hour."""
    def public_at(hour):
        public = set()
        for event in ledger[1:]:
            if event.at <= at(hour):
                (public.add if event.kind == words.SATISFIED else public.discard)(event.subject)
        return public

    if now <= TERM:
        return words.MET if public_at(now) else words.RUNNING
    if public_at(TERM):
        return words.MET
    return words.MET_LATE if public_at(now) else words.MISSED


@sampled
@given(stories(), st.randoms())
def test_the_fold_is_the_same_however_the_streams_meet(story, chance):
    ledger, people, rows, now = story
    events = [*ledger, *people, *rows]
    expected = fold(events, at(now), due_of)
    chance.shuffle(events)

    assert fold(events, at(now), due_of) == expected
    assert expected.state == plainly(ledger, now)


@sampled
@given(stories(), st.randoms())
def test_what_a_source_has_told_counts_once(story, chance):
    ledger, people, rows, now = story
    duty = KeptDuty(1, 'site', '13.1.b')
    events = [*ledger, *rows, *people]
    for event in (*events, *chance.sample(ledger + rows, len(ledger + rows) // 2)):
        duty.add(event)

    assert len(duty.events) == len(events)
    assert fold(duty.events, at(now), due_of) == fold(events, at(now), due_of)
