"""What events of the ledger do to duties, by the rules and the calendar of config/hanoi."""
import datetime
from itertools import count
from types import SimpleNamespace

import pytest
from hanoiportal.base.clock import parse, start_of
from hanoiportal.base.deadlines.calendar import Calendar, read_holidays
from hanoiportal.base.deadlines.counting import read_counting
from hanoiportal.base.deadlines.interfaces import IDeadlineRules
from hanoiportal.base.deadlines.rules import read_deadline_rules
from hanoiportal.base.interfaces import IItem
from hanoiportal.base.text.bodies import document_key
from hanoiportal.platform.calendar.known import DeadlinesOf
from hanoiportal.platform.duties.effects import Effects
from hanoiportal.platform.duties.interfaces import (
    MET,
    MET_LATE,
    MISSED,
    RUNNING,
    TRIGGERED,
    VOID,
    DutyEvent,
    IFallenBehind,
)
from hanoiportal.platform.duties.known import due_by
from hanoiportal.platform.duties.services import Duties
from hanoiportal.platform.ledger.interfaces import CORRECTED, DATED, PUBLISHED, WITHDRAWN, Event
from support import ROOT
from zope.interface import implementer

DATA = ROOT / 'config/hanoi'
COUNTING = read_counting(DATA / 'counting_rules.csv')
RULES = read_deadline_rules(DATA / 'deadline_rules.csv')
CALENDAR = Calendar(read_holidays(DATA / 'holidays.csv', COUNTING).rows, COUNTING)
#: A ward, another one, the city.
WARD, OTHER, CITY = '11', '12', '1'
OWNERS = {WARD: 'Ủy ban nhân dân phường Ba Đình', OTHER: 'Ủy ban nhân dân phường Ngọc Hà',
          CITY: 'Ủy ban nhân dân thành phố Hà Nội'}
#: A Monday; two working days end on the Wednesday, five and ten on Mondays after it.
MONDAY = datetime.date(2026, 11, 2)
OWN, CITYS = (document_key('12/QĐ-UBND', 2026, body) for body in (
    'UBND phường Ba Đình', 'UBND TP Hà Nội'))


@implementer(IItem)
class Item:
    """``keys``: what it fulfils."""

    def __init__(self, keys=(), **translations):
        self.keys, self.translations = keys, translations


class Ledger:
    """Events as they come, followed at once."""

    def __init__(self):
        self.things = {int(site): SimpleNamespace(owner=owner) for site, owner in OWNERS.items()}
        deadlines = DeadlinesOf(RULES, SimpleNamespace(
            known_on=lambda day, row: CALENDAR, rows=tuple, entered=tuple))
        self.duties = Duties({}, due_by(lambda: deadlines), lambda: parse('2026-11-02'))
        portal = SimpleNamespace(__objectmap__=SimpleNamespace(object_for=self.things.get))
        registry = SimpleNamespace(
            getUtility={
                IDeadlineRules: RULES,
                IFallenBehind: lambda translation: translation.is_behind}.__getitem__,
            content=SimpleNamespace(metadata=lambda item, name: lambda item, registry: item.keys))
        self._effects = Effects(self.duties, portal, registry)
        self._numbers = count(1)

    def tell(self, kind, when='2026-11-02T08:00', item='100', site=WARD, **more):
        """Follow an event; return its number."""
        event = Event(next(self._numbers), parse(when), kind, site, item, language='vi')
        self._effects.apply(event._replace(**more), event.moment)
        return event.number

    def date(self, rule, day, field='issued', **more):
        """Tell that the item has got that date."""
        return self.tell(DATED, rule=rule, field=field, day=day, **more)

    def states(self, now, site=WARD):
        """Return ``[(rule, state)]`` of what ``site`` owes or has done."""
        return [(duty.rule, self.duties.standing(duty, parse(now)).state)
                for duty in self.duties.of_site(site)]


@pytest.fixture
def ledger():
    found = Ledger()
    found.things[100] = Item()
    return found


#: Rule, name of its date, last day of its term from ``MONDAY``.
RULES_OF_DATES = [
    pytest.param('13.1.c1', 'issued', '04', marks=pytest.mark.clause('13.1.c/1')),
    pytest.param('13.1.d', 'approved', '16', marks=pytest.mark.clause('13.1.d')),
    pytest.param('13.1.f', 'approved', '30', marks=pytest.mark.clause('13.1.f')),
    pytest.param('13.1.f', 'accepted', '30', marks=pytest.mark.clause('13.1.f')),
    pytest.param('13.1.g', 'released', '16', marks=pytest.mark.clause('13.1.g')),
]


@pytest.mark.parametrize(('rule', 'field', 'last'), RULES_OF_DATES)
def test_a_dated_item_is_owed_within_the_days_of_its_rule(ledger, rule, field, last):
    ledger.date(rule, MONDAY, field)

    assert ledger.states(f'2026-11-{last}T23:59') == [(rule, RUNNING)]
    assert ledger.states(f'2026-11-{int(last):02}T23:59:59.999999') == [(rule, RUNNING)]
    assert ledger.states('2026-12-01T00:00') == [(rule, MISSED)]


@pytest.mark.parametrize(('rule', 'field', 'last'), RULES_OF_DATES)
@pytest.mark.parametrize(('hours', 'expected'), [(-48, MET), (0, MET), (1, MET_LATE)])
def test_it_is_kept_on_its_last_day_and_late_after_it(
        ledger, rule, field, last, hours, expected):
    ledger.date(rule, MONDAY, field)
    at = parse(f'2026-11-{last}T23:30') + datetime.timedelta(hours=hours)
    ledger.tell(PUBLISHED, at.isoformat())

    assert ledger.states('2026-12-24') == [(rule, expected)]


def test_both_dates_of_research_are_owed_each_for_itself(ledger):
    """The acceptance is told by a correction of what is public since its approval."""
    ledger.date('13.1.f', MONDAY, 'approved')
    ledger.tell(PUBLISHED, '2026-11-03')
    ledger.date('13.1.f', datetime.date(2027, 3, 1), 'accepted', when='2027-03-01T10:00')

    assert ledger.states('2027-03-02') == [('13.1.f', MET), ('13.1.f', RUNNING)]
    ledger.tell(CORRECTED, '2027-03-05')
    assert ledger.states('2027-12-01') == [('13.1.f', MET), ('13.1.f', MET)]


@pytest.mark.clause('13.1.c/1')
def test_what_is_withdrawn_within_the_term_is_owed_again(ledger):
    ledger.date('13.1.c1', MONDAY)
    ledger.tell(PUBLISHED, '2026-11-03T08:00')
    ledger.tell(WITHDRAWN, '2026-11-04T08:00')

    assert ledger.states('2026-11-04T09:00') == [('13.1.c1', RUNNING)]
    assert ledger.states('2026-11-05T00:00') == [('13.1.c1', MISSED)]
    ledger.tell(PUBLISHED, '2026-11-04T20:00')
    assert ledger.states('2026-11-05T00:00') == [('13.1.c1', MET)]
    ledger.tell(WITHDRAWN, '2026-11-20T08:00')
    assert ledger.states('2026-11-21T00:00') == [('13.1.c1', MET)]


def test_a_withdrawal_that_was_undone_takes_nothing_away(ledger):
    ledger.date('13.1.c1', MONDAY)
    ledger.tell(PUBLISHED, '2026-11-03T08:00')
    undone = ledger.tell(WITHDRAWN, '2026-11-04T08:00')
    ledger.tell(PUBLISHED, '2026-11-09T09:00', of=undone)

    assert ledger.states('2026-11-10') == [('13.1.c1', MET)]


@pytest.mark.clause('13.1.c/1')
def test_who_corrects_the_date_of_issue_re_dates_the_duty(ledger):
    ledger.date('13.1.c1', MONDAY)
    assert ledger.states('2026-11-05T08:00') == [('13.1.c1', MISSED)]

    ledger.date('13.1.c1', datetime.date(2026, 11, 4), when='2026-11-05T09:00')
    assert ledger.states('2026-11-05T10:00') == [('13.1.c1', RUNNING)]
    assert ledger.states('2026-11-07T00:00') == [('13.1.c1', MISSED)]


def test_a_date_that_is_gone_or_older_than_its_rule_is_owed_no_longer(ledger):
    ledger.date('13.1.c1', datetime.date(2020, 3, 2))
    assert ledger.states('2026-11-05') == []

    ledger.date('13.1.c1', MONDAY)
    ledger.date('13.1.c1', None)
    assert ledger.states('2026-11-05') == [('13.1.c1', VOID)]
    ledger.date('13.1.c1', MONDAY, when='2026-11-03')
    assert ledger.states('2026-11-05') == [('13.1.c1', MISSED)]
    ledger.date('13.1.c1', datetime.date(2020, 3, 2), when='2026-11-06')
    assert ledger.states('2026-11-07') == [('13.1.c1', VOID)]


@pytest.mark.clause('13.1.c/2')
def test_a_body_in_the_scope_of_anothers_document_has_five_days(ledger):
    ledger.things[100].keys = (CITYS,)
    ledger.date('13.1.c1', MONDAY)
    ledger.date('13.1.c1', MONDAY, site=CITY)

    assert ledger.states('2026-11-09T23:00') == [('13.1.c2', RUNNING)]
    assert ledger.states('2026-11-10T00:00') == [('13.1.c2', MISSED)]
    assert ledger.states('2026-11-05T00:00', CITY) == [('13.1.c1', MISSED)]


def test_what_an_import_carries_in_counts_with_its_own_date(ledger):
    """The ledger's moment is the publication that the import states."""
    ledger.date('13.1.c1', MONDAY, when='2026-12-01')
    ledger.tell(PUBLISHED, '2026-11-04T10:00')

    assert ledger.states('2026-12-02') == [('13.1.c1', MET)]


def by_row(ledger, rule, site, keys, day=MONDAY, number=1):
    """Open what a row of a register opens."""
    noted = parse('2026-11-03T08:00')
    return ledger.duties.open(site, rule, (f'row:{number}', *keys), DutyEvent(
        TRIGGERED, noted, at=start_of(day), source=f'row:{number}:1'))


@pytest.mark.parametrize(('rule', 'last'), [
    pytest.param('13.1.b', '04', marks=pytest.mark.clause('13.1.b')),
    pytest.param('13.1.c1', '04', marks=pytest.mark.clause('13.1.c/1')),
    pytest.param('13.1.c2', '09', marks=pytest.mark.clause('13.1.c/2'))])
@pytest.mark.parametrize(('hours', 'expected'), [
    (-48, MET), (0, MET), (1, MET_LATE), (None, MISSED)])
def test_an_entry_of_a_register_is_owed_before_there_is_an_item(
        ledger, rule, last, hours, expected):
    by_row(ledger, rule, WARD, [CITYS])
    if hours is not None:
        at = parse(f'2026-11-{last}T23:30') + datetime.timedelta(hours=hours)
        ledger.things[100].keys = (CITYS,)
        ledger.tell(PUBLISHED, at.isoformat())

    assert ledger.states('2026-11-24') == [(rule, expected)]


def test_the_item_of_another_site_or_of_another_number_fulfils_nothing(ledger):
    by_row(ledger, '13.1.c2', WARD, [CITYS])
    by_row(ledger, '13.1.c2', OTHER, [CITYS])
    ledger.things.update({101: Item((CITYS,)), 102: Item((OWN,))})
    ledger.tell(PUBLISHED, '2026-11-04', '101', OTHER)
    ledger.tell(PUBLISHED, '2026-11-04', '102', WARD)

    assert ledger.states('2026-11-05', OTHER) == [('13.1.c2', MET)]
    assert ledger.states('2026-11-05', WARD) == [('13.1.c2', RUNNING)]


def test_what_was_public_before_the_register_was_filled_in_counts(ledger):
    ledger.things[100].keys = (OWN,)
    ledger.tell(PUBLISHED, '2026-11-03')
    by_row(ledger, '13.1.c1', WARD, [OWN])

    assert ledger.states('2026-11-24') == [('13.1.c1', MET)]
    ledger.tell(WITHDRAWN, '2026-11-04T08:00')
    assert ledger.states('2026-11-24') == [('13.1.c1', MISSED)]
    by_row(ledger, '13.1.d', WARD, [OWN])
    assert ledger.states('2026-11-24')[1] == ('13.1.d', MISSED)


def test_an_item_and_an_entry_of_one_document_are_one_duty(ledger):
    ledger.things[100].keys = (OWN,)
    ledger.date('13.1.c1', MONDAY)
    duty = by_row(ledger, '13.1.c1', WARD, [OWN])

    assert [each.number for each in ledger.duties.of_site(WARD)] == [duty.number]
    assert by_row(ledger, '13.1.c1', WARD, [CITYS]).keys == (
        'row:1', CITYS, 'item:100:issued')


def test_an_item_that_is_gone_from_the_tree_withdraws_what_it_fulfilled(ledger):
    by_row(ledger, '13.1.c1', WARD, [OWN])
    ledger.things[100].keys = (OWN,)
    ledger.tell(PUBLISHED, '2026-11-03T08:00')
    del ledger.things[100]
    ledger.tell(WITHDRAWN, '2026-11-03T10:00')

    assert ledger.states('2026-11-24') == [('13.1.c1', MISSED)]


@pytest.mark.clause('13.1.h')
def test_a_corrected_text_owes_its_public_translations_until_they_are_published_anew(ledger):
    public, draft, current = (SimpleNamespace(is_public=is_public, is_behind=is_behind)
                              for is_public, is_behind in (
                                  (True, True), (False, True), (True, False)))
    ledger.things[100] = Item(en=public, fr=draft, zh=current)
    ledger.tell(CORRECTED, '2026-11-03T08:00')
    ledger.tell(CORRECTED, '2026-11-04T08:00')

    assert ledger.states('2027-11-24') == [('13.1.h', RUNNING)]
    ledger.tell(PUBLISHED, '2026-11-05T08:00', language='fr')
    assert ledger.states('2027-11-24') == [('13.1.h', RUNNING)]
    ledger.tell(CORRECTED, '2026-11-05T08:00', language='en')
    assert ledger.states('2027-11-24') == [('13.1.h', MET)]
    ledger.tell(CORRECTED, '2026-11-06T08:00')
    assert ledger.states('2027-11-24') == [('13.1.h', MET), ('13.1.h', RUNNING)]
    ledger.tell(WITHDRAWN, '2026-11-07T08:00', language='en')
    assert ledger.states('2027-11-24') == [('13.1.h', MET), ('13.1.h', VOID)]


def test_other_events_do_nothing(ledger):
    ledger.tell('breach', rule='13.2.b')

    assert ledger.states('2026-11-24') == []
