"""By whose decision the publishing windows have their hours (13.2)."""
import datetime

import pytest
from hanoiportal.base.clock import parse
from hanoiportal.base.errors import Refused
from hanoiportal.base.permissions import MANAGE_SITE
from hanoiportal.editorial.windows.interfaces import IWindowHours, IWindows
from hanoiportal.editorial.windows.services import WindowHours
from support.clocks import SetClock
from zope.interface.verify import verifyObject

NOW = parse('2026-12-01T10:00')
TODAY, TOMORROW = datetime.date(2026, 12, 1), datetime.date(2026, 12, 2)
PAPER = {'decision': '12/QĐ-UBND', 'dated': datetime.date(2026, 11, 30),
         'body': 'Ủy ban nhân dân thành phố Hà Nội', 'starts': TOMORROW}


def span(opens, closes):
    return datetime.time.fromisoformat(opens), datetime.time.fromisoformat(closes)


HOURS = {('portal', 'sang'): span('07:00', '08:30'), ('portal', 'chieu'): span('13:30', '15:00'),
         ('portal', 'toi'): span('18:00', '21:00'),
         ('component', 'sang'): span('07:30', '09:30'),
         ('component', 'chieu'): span('13:30', '15:30')}


@pytest.fixture
def actions():
    return []


@pytest.fixture
def hours(registry, actions):
    return WindowHours(lambda permission, place: permission == MANAGE_SITE, SetClock(NOW),
                       actions.append, registry.getUtility(IWindows))


@pytest.fixture
def decide(hours, small_portal):
    """Enter the decision ``PAPER`` with ``HOURS``, changed by ``changes``."""
    def enter(**changes):
        return hours.decide(small_portal, **{
            **PAPER, 'hours': HOURS, 'crossposts': {'component'}, 'actor': 'u1', **changes})

    return enter


@pytest.fixture
def shown(registry, small_portal):
    """``shown(day)``: the windows of the city on that day."""
    def on(day, site=small_portal):
        return [(each.code, each.opens, each.closes) for each in
                registry.getUtility(IWindows).on(site, day, lambda day: True)]

    return on


def test_the_service_keeps_its_promise(hours):
    assert verifyObject(IWindowHours, hours)


@pytest.mark.clause('13.2.a/1')
@pytest.mark.clause('13.2.b/1')
def test_from_its_first_day_on_the_windows_have_the_hours_of_the_decision(
        decide, shown, small_portal, registry):
    before = shown(TOMORROW)
    decide()

    assert shown(TODAY) == before
    assert shown(TOMORROW) == [('sang', *HOURS['portal', 'sang']),
                               ('chieu', *HOURS['portal', 'chieu']),
                               ('toi', *HOURS['portal', 'toi'])]
    bavi = small_portal['sites']['bavi']
    assert shown(TOMORROW, bavi)[0] == ('sang', *HOURS['component', 'sang'])
    [window, *_more] = registry.getUtility(IWindows).on(bavi, TOMORROW, lambda day: True)
    assert window.decision.decision == '12/QĐ-UBND'


def test_days_of_the_past_keep_their_hours_after_a_second_decision(decide, shown):
    decide()
    decide(decision='13/2026/QĐ-UBND', starts=TOMORROW + datetime.timedelta(days=7),
           hours={**HOURS, ('portal', 'toi'): span('19:00', '22:00')})

    assert shown(TOMORROW)[2] == ('toi', *HOURS['portal', 'toi'])
    assert shown(TOMORROW + datetime.timedelta(days=7))[2] == ('toi', *span('19:00', '22:00'))


def test_of_two_with_one_first_day_the_later_entry_counts(decide, shown, hours, small_portal):
    decide()
    decide(hours={**HOURS, ('portal', 'toi'): span('19:00', '22:00')})

    assert shown(TOMORROW)[2] == ('toi', *span('19:00', '22:00'))
    assert [each.number for each in hours.decisions(small_portal)] == [2, 1]


def test_in_a_demonstration_a_decision_may_hold_since_a_day_of_the_past(
        decide, shown, small_portal):
    small_portal.is_demo = True
    decide(starts=TODAY)

    assert shown(TODAY)[0] == ('sang', *HOURS['portal', 'sang'])


def test_the_log_tells_of_it(decide, actions):
    decide()

    [action] = actions
    assert (action.action, action.actor) == ('window-hours', 'u1')
    assert action.why == '12/QĐ-UBND, 30/11/2026, Ủy ban nhân dân thành phố Hà Nội'


@pytest.mark.parametrize(('changes', 'field'), [
    ({'decision': 'quyết định mới'}, 'decision'), ({'decision': ''}, 'decision'),
    ({'dated': None}, 'dated'), ({'dated': TOMORROW}, 'dated'), ({'body': ''}, 'body'),
    ({'starts': None}, 'starts'), ({'starts': TODAY}, 'starts'),
    ({'crossposts': {'đâu đó'}}, 'crossposts'),
    ({'hours': {**HOURS, ('portal', 'toi'): span('21:00', '18:00')}}, 'portal-toi'),
    ({'hours': {**HOURS, ('portal', 'toi'): span('14:00', '18:00')}}, 'portal-toi'),
    ({'hours': {**HOURS, ('portal', 'dem'): span('22:00', '23:00')}}, ''),
    ({'hours': {key: span for key, span in HOURS.items() if key != ('portal', 'sang')}},
     'portal-sang')])
def test_an_entry_that_cannot_be_is_refused_by_its_field(
        decide, hours, small_portal, changes, field):
    with pytest.raises(Refused) as refused:
        decide(**changes)

    assert list(refused.value.reasons) == [field]
    assert list(hours.decisions(small_portal)) == []


def test_who_does_not_manage_the_portal_is_refused(registry, small_portal, actions):
    hours = WindowHours(lambda permission, place: False, SetClock(NOW), actions.append,
                        registry.getUtility(IWindows))

    with pytest.raises(Refused):
        hours.decide(small_portal, **PAPER, hours=HOURS, crossposts=(), actor='u1')
    assert actions == []
