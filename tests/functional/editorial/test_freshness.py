"""Windows at work: what is recorded when one ends, who is warned, why one was missed (13.2)."""
import datetime
from functools import partial

import pytest
import transaction
from hanoiportal.base.clock import local, parse
from hanoiportal.base.errors import Refused
from hanoiportal.base.permissions import ASSIGN
from hanoiportal.editorial.boards.interfaces import IRoster
from hanoiportal.editorial.crossposting.interfaces import RECOMMENDED
from hanoiportal.editorial.freshness.interfaces import (
    APPROVED,
    BREACH,
    BREACH_LIFTED,
    KEPT,
    MISSED,
    NO_REASON,
    NOT_OWED,
    OPEN,
    WRITTEN,
    IFreshness,
    IReasons,
    WindowKey,
)
from hanoiportal.editorial.freshness.jobs import watch
from hanoiportal.editorial.freshness.reasons import Reasons
from hanoiportal.editorial.freshness.services import freshness
from hanoiportal.editorial.freshness.settling import settle
from hanoiportal.editorial.freshness.warning import _warn
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.ledger.interfaces import PUBLISHED, ILedger
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.safekeeping.audit.services import AuditService
from support.crossposting import accepted, published
from support.decided_hours import decide_hours
from support.scheduled_texts import schedule
from zope.interface.verify import verifyObject

MONDAY, TUESDAY = datetime.date(2026, 11, 23), datetime.date(2026, 11, 24)
WEDNESDAY = datetime.date(2026, 11, 25)
SATURDAY = datetime.date(2026, 11, 28)
SWAPPED = datetime.date(2026, 8, 22)


def at(day, time):
    return parse(f'{day}T{time}')


@pytest.fixture
def clock_at():
    return at(TUESDAY, '07:00')


@pytest.fixture
def decided(small_portal, registry):
    """``decided(starts)``: hours in force from that day on, committed."""
    def enter(starts=TUESDAY):
        decide_hours(small_portal, registry, starts)
        transaction.commit()

    return enter


@pytest.fixture
def publish(bavi, editing, publishing, clock):
    """``publish(place)``: carry something new in, as of now, committed; returns the item."""
    def make(place=bavi, section='tin-tuc-su-kien', kind='NewsItem', moment=None, **values):
        item = editing.add(place[section], '', kind, {'title': 'Tin mới', **values}, 'ub')
        publishing.publish(item, 'ub', moment or clock.now())
        transaction.commit()
        return item

    return make


@pytest.fixture
def look(registry, clock):
    """``look(day, time)``: let the job run at that time; return the breaches that the ledger has,
    as ``(site, day, code)`` by the names of sites, liftings with a minus.
    """
    def run(day=None, time=None):
        if day is not None:
            clock.at = at(day, time)
        with opened(registry, 'test') as environment:
            watch(environment)
        transaction.begin()

    return run


@pytest.fixture
def breaches(registry, small_portal):
    """Return what the ledger has of breaches: ``(site, day, code)``, of liftings with a minus."""
    def told():
        transaction.begin()
        names = {str(site.__oid__): name for name, site in (
            ('hanoi', small_portal), *small_portal['sites'].items())}
        return [('-' if each.kind == BREACH_LIFTED else '') + names[each.site] + each.rule
                + f'{each.day:%d}' for each in registry.getAdapter(small_portal, ILedger).since(0)
                if each.kind in (BREACH, BREACH_LIFTED)]

    return told


@pytest.fixture
def states(registry, clock):
    def of(site, day):
        return [each.state for each in freshness(registry).days(site, day, day, clock.now())]

    return of


@pytest.mark.clause('13.2.a/1')
@pytest.mark.clause('13.2.b/1')
def test_at_the_end_of_a_window_the_breaches_of_all_sites_are_recorded_once(
        decided, publish, look, breaches, clock, small_portal, states, bavi, staff, told):
    decided()
    clock.at = at(TUESDAY, '08:00')
    publish(bavi)
    before = states(bavi, TUESDAY), states(small_portal, TUESDAY)
    look(TUESDAY, '09:00')
    settled = content_database_last(small_portal)
    look(TUESDAY, '09:00')
    look(TUESDAY, '12:00')

    assert content_database_last(small_portal) == settled  # nothing is written between the ends
    assert before == ([KEPT, 'coming'], [OPEN, 'coming', 'coming'])
    assert sorted(breaches()) == ['hanoisang24', 'soxaydungsang24']
    assert states(small_portal, TUESDAY) == [MISSED, 'coming', 'coming']
    assert told('soxaydung-head') == told('soxaydung-deputy') == ['window_missed']
    assert told('bavi-head') == told('soxaydung-member') == []


def test_a_breach_has_the_day_and_the_end_of_its_window(
        decided, look, registry, small_portal):
    decided()
    look(WEDNESDAY, '03:00')
    events = [each for each in registry.getAdapter(small_portal, ILedger).since(0) if each.rule]

    assert {(each.rule, each.day, local(each.moment).strftime('%H:%M')) for each in events} == {
        ('sang', TUESDAY, '09:00'), ('chieu', TUESDAY, '14:30'), ('toi', TUESDAY, '22:00')}


def test_without_a_decision_nothing_is_recorded_and_nobody_warned(
        look, breaches, staff, told, small_portal, states):
    look(TUESDAY, '08:45')
    look(WEDNESDAY, '23:00')

    assert (breaches(), told('bavi-head')) == ([], [])
    assert states(small_portal, TUESDAY) == ['indicative'] * 3
    assert getattr(small_portal, 'windows_settled', None) is None


@pytest.mark.clause('13.2.b/1')
def test_days_off_are_owed_by_the_city_alone_and_a_swapped_saturday_by_all(
        decided, look, breaches):
    decided(SWAPPED)
    look(SWAPPED + datetime.timedelta(days=1), '23:00')

    assert sorted(breaches()) == [
        'bavichieu22', 'bavisang22', 'hanoichieu22', 'hanoichieu23', 'hanoisang22', 'hanoisang23',
        'hanoitoi22', 'hanoitoi23', 'soxaydungchieu22', 'soxaydungsang22']


@pytest.mark.clause('13.2.b/1')
def test_on_an_ordinary_saturday_a_component_site_owes_nothing(
        decided, look, breaches, states, bavi):
    decided(SATURDAY)
    look(SATURDAY, '23:00')

    assert sorted(breaches()) == ['hanoichieu28', 'hanoisang28', 'hanoitoi28']
    assert states(bavi, SATURDAY) == [NOT_OWED, NOT_OWED]


def test_after_downtime_every_window_is_recorded_and_nobody_is_warned_of_the_past(
        decided, publish, look, breaches, clock, bavi, staff, told):
    decided(MONDAY)
    clock.at = at(MONDAY, '13:15')
    publish(bavi)
    look(WEDNESDAY, '12:00')

    assert [each for each in breaches() if each.startswith('bavi')] == [
        'bavisang23', 'bavisang24', 'bavichieu24', 'bavisang25']
    assert 'window_closing' not in told('bavi-head')


def test_what_was_recorded_and_is_undone_is_not_recorded_twice(
        decided, look, breaches, small_portal, registry, bavi):
    decided()
    look(TUESDAY, '10:00')
    del small_portal.windows_settled  # the ledger outlives an undoing, this does not
    transaction.commit()
    look(TUESDAY, '10:01')

    assert sorted(breaches()) == ['bavisang24', 'hanoisang24', 'soxaydungsang24']
    assert len(freshness(registry).missed(bavi, TUESDAY, TUESDAY)) == 1


def test_a_window_that_two_schedulers_settle_at_once_is_recorded_once(
        decided, registry, clock, breaches):
    decided()
    clock.at = at(TUESDAY, '09:01')
    tries = []
    with opened(registry, 'one') as one, opened(registry, 'other') as other:
        def tell(site, window):
            tries.append(site)
            if len(tries) == 1:
                settle(other, lambda site, window: None)

        settle(one, tell)

    assert len(tries) == 3  # all of the first, which is given up; the second told nobody again
    assert sorted(breaches()) == ['bavisang24', 'hanoisang24', 'soxaydungsang24']


def test_a_window_that_two_schedulers_see_end_soon_is_told_once(
        decided, registry, clock, staff, told, look):
    decided()
    clock.at = at(TUESDAY, '08:45')
    done = []
    with opened(registry, 'one') as one:
        def both():
            _warn(one)
            if not done:
                done.append(look())

        one.in_transaction(both)

    assert told('bavi-head') == ['window_closing']


def test_a_clock_that_jumps_ahead_and_back_loses_no_window_and_records_none_twice(
        decided, publish, look, breaches, clock, bavi, states):
    decided()
    look(WEDNESDAY, '09:30')
    look(TUESDAY, '08:00')
    ahead = breaches()
    publish(bavi)
    look(TUESDAY, '09:00')
    look(TUESDAY, '15:00')
    look(WEDNESDAY, '09:30')

    of_bavi = [each for each in breaches() if 'bavi' in each]
    assert [each for each in ahead if 'bavi' in each] == [
        'bavisang24', 'bavichieu24', 'bavisang25']
    assert of_bavi == ['bavisang24', 'bavichieu24', 'bavisang25', '-bavisang24']
    assert states(bavi, TUESDAY) == [KEPT, MISSED]


def test_a_window_that_a_clock_ahead_has_recorded_is_judged_at_its_own_end_alone(
        decided, publish, publishing, look, breaches, clock):
    decided()
    look(WEDNESDAY, '09:30')
    look(TUESDAY, '08:00')
    item = publish()
    look(TUESDAY, '08:10')
    publishing.withdraw(item, 'ub')
    transaction.commit()
    look(TUESDAY, '08:20')
    look(TUESDAY, '09:00')

    assert [each for each in breaches() if 'bavi' in each] == [
        'bavisang24', 'bavichieu24', 'bavisang25']


def test_what_an_import_brings_counts_with_its_own_date_and_lifts_the_breach(
        decided, publish, look, breaches, states, bavi, registry, clock):
    decided()
    look(TUESDAY, '15:00')
    clock.at = at(TUESDAY, '16:00')
    publish(bavi, moment=at(TUESDAY, '08:10'))
    look(TUESDAY, '16:01')
    look(TUESDAY, '16:02')

    assert [each for each in breaches() if 'bavi' in each] == [
        'bavisang24', 'bavichieu24', '-bavisang24']
    assert states(bavi, TUESDAY) == [KEPT, MISSED]
    assert freshness(registry).missed(bavi, TUESDAY, TUESDAY) == [
        WindowKey(str(bavi.__oid__), '2026-11-24', 'chieu')]


def test_what_counts_is_the_first_publication_of_an_item_in_a_section_of_news(
        decided, publish, publishing, editing, clock, states, bavi, registry):
    decided()
    clock.at = at(MONDAY, '10:00')
    old = publish()
    publishing.withdraw(old, 'ub')
    clock.at = at(TUESDAY, '08:00')
    registry.getAdapter(bavi, ILedger).append(  # as when a board publishes it again
        PUBLISHED, clock.now(), str(bavi.__oid__), item=str(old.__oid__), language='vi',
        content_type='NewsItem', section=str(old.__parent__.__oid__))
    publish(section='gioi-thieu', kind='Page', owner_unit='Văn phòng',
            next_review='2027-11-01')
    text = editing.translate(old, 'en', {'title': 'News'}, 'ub')
    publishing.publish(text, 'ub', clock.now())
    not_new = states(bavi, TUESDAY)
    publish()

    assert (not_new[0], states(bavi, TUESDAY)[0]) == (OPEN, KEPT)


def test_a_publication_that_the_ledger_knows_as_the_first_costs_no_look_at_its_item(
        decided, clock, states, bavi, registry):
    decided()
    clock.at = at(TUESDAY, '08:00')
    append = partial(
        registry.getAdapter(bavi, ILedger).append, PUBLISHED, clock.now(), str(bavi.__oid__),
        language='vi', content_type='NewsItem', section=str(bavi['tin-tuc-su-kien'].__oid__))
    append(item=str(bavi.__oid__), is_first=False)
    again = states(bavi, TUESDAY)
    append(item=str(bavi.__oid__), is_first=True)

    assert (again[0], states(bavi, TUESDAY)[0]) == (OPEN, KEPT)


def test_in_a_section_that_a_site_has_founded_news_items_count_by_its_rule(
        decided, publish, editing, clock, states, bavi):
    decided()
    clock.at = at(TUESDAY, '08:00')
    for name, rule in (('rieng', ''), ('co-so', '13.1.a')):
        editing.add(bavi, name, 'Section', {'title': 'Tin cơ sở', 'duty_rule': rule}, 'ub')
    publish(bavi, section='rieng')
    other = states(bavi, TUESDAY)
    publish(bavi, section='co-so')

    assert (other[0], states(bavi, TUESDAY)[0]) == (OPEN, KEPT)


def test_the_windows_of_all_sites_on_a_day_are_counted_as_they_are_listed(
        decided, publish, clock, small_portal, bavi, registry):
    decided()
    clock.at = at(TUESDAY, '08:00')
    publish()
    publish(small_portal)
    clock.at = at(TUESDAY, '15:00')
    found = freshness(registry)

    counted = dict(found.counts([*found.sites(small_portal)], TUESDAY, clock.now()))

    assert [counted[site] for site in (
        small_portal, bavi, small_portal['sites']['soxaydung'])] == [
            (3, 1, 1), (2, 1, 1), (2, 0, 2)]
    for site, windows in found.of_sites(small_portal, TUESDAY, TUESDAY, clock.now()):
        states = [each.state for each in windows]
        assert counted[site] == (len(states), states.count(KEPT), states.count(MISSED))


@pytest.mark.clause('13.2.b/1')
def test_an_item_of_the_city_counts_at_a_site_by_the_decision_of_the_day(
        decided, crossing, at_work, clock, states, bavi, small_portal, registry):
    decided()
    decide_hours(small_portal, registry, WEDNESDAY, 2, crossposts=())
    news, found = small_portal['tin-tuc-su-kien'], []
    for day in (TUESDAY, WEDNESDAY):
        clock.at, head = at(day, '08:00'), crossing('hanoi-head')
        item = published(at_work('hanoi-editor'), at_work('hanoi-head'), news, f'Tin {day}')
        before = states(bavi, day)[0]
        [made] = head.offering.offer(item, [bavi], RECOMMENDED, 'Tin chung', '', head.id)
        accepted(crossing, made, bavi['tin-tuc-su-kien'], 'bavi-member')
        found.append((before, states(bavi, day)[0]))
    assert found == [(OPEN, KEPT), (OPEN, OPEN)]


@pytest.mark.clause('13.2.b/1')
def test_who_is_on_duty_is_warned_once_before_the_end_and_else_the_head(
        decided, look, registry, staff, told, publish, small_portal, clock):
    decided()
    with opened(registry, 'test') as environment:
        def assign():
            roster = environment.request.service(IRoster)
            roster.assign(environment.portal['sites']['bavi'], TUESDAY, 'sang',
                          staff['bavi-member'].id, 'u')

        environment.in_transaction(assign)
    look(TUESDAY, '08:29')
    early = told('bavi-member')
    look(TUESDAY, '08:30'), look(TUESDAY, '08:31')

    assert (early, told('bavi-member'), told('bavi-head')) == ([], ['window_closing'], [])
    assert told('soxaydung-head') == ['window_closing']
    clock.at = at(TUESDAY, '08:40')
    publish(small_portal)
    look(TUESDAY, '14:05')
    assert told('bavi-head') == ['window_missed', 'window_closing'][::-1]


def test_nobody_is_warned_of_a_window_for_which_something_is_scheduled(
        decided, look, registry, staff, told, bavi, editing):
    decided()
    item = editing.add(bavi['tin-tuc-su-kien'], '', 'NewsItem', {'title': 'Sắp lên'}, 'ub')
    schedule(item, at(TUESDAY, '08:50'), 'ub', staff['bavi-member'].id, registry)
    transaction.commit()
    look(TUESDAY, '08:40')

    assert (told('bavi-head'), told('soxaydung-head')) == ([], ['window_closing'])
    [planned] = freshness(registry).planned(
        item.__parent__.__parent__.__parent__.__parent__, at(WEDNESDAY, '00:00'))[bavi]
    assert (planned.item, planned.moment) == (item.__oid__, at(TUESDAY, '08:50'))


def test_a_suspended_site_owes_nothing_and_its_past_stays(
        decided, look, breaches, bavi, states, clock):
    decided()
    look(TUESDAY, '10:00')
    bavi.status = 'suspended'
    transaction.commit()
    look(TUESDAY, '15:00')
    suspended = states(bavi, TUESDAY)
    bavi.status = 'active'
    transaction.commit()
    look(TUESDAY, '16:00')

    assert [each for each in breaches() if 'bavi' in each] == ['bavisang24']
    assert suspended == [NOT_OWED, NOT_OWED]
    assert states(bavi, TUESDAY) == [MISSED, NOT_OWED]


def test_sites_that_miss_again_and_again_are_named_by_month(
        decided, look, registry, small_portal, bavi, publish, clock):
    decided()
    clock.at = at(TUESDAY, '13:15')
    publish(bavi)
    look(TUESDAY, '23:00')

    assert freshness(registry).repeats(small_portal, TUESDAY) == {
        small_portal: 3, small_portal['sites']['soxaydung']: 2}
    assert freshness(registry).repeats(small_portal, datetime.date(2026, 12, 1)) == {}


@pytest.fixture
def missed(decided, look, bavi):
    """The morning of bavi on Tuesday, missed."""
    decided()
    look(TUESDAY, '10:00')
    return WindowKey(str(bavi.__oid__), '2026-11-24', 'sang')


class Board:
    """The part of ``IBoards`` that is asked: of every site the board is ``people``."""

    def __init__(self, people):
        self.people = people

    def is_member(self, site, account, now):
        return account in self.people


def reasons(clock, *permissions, board=(), notify=lambda action: None):
    return Reasons(
        lambda permission, site: permission in permissions, Board(board), clock, notify)


def test_a_reason_is_written_by_the_head_and_approved_by_another(
        missed, bavi, clock, small_portal, registry):
    tell = send(registry)
    head = reasons(clock, ASSIGN, board=('u1', 'u2'), notify=tell)
    member = reasons(clock, board=('u1', 'u2'), notify=tell)
    before = content_database_last(small_portal)
    states = [head.state(small_portal, missed)]
    head.write(bavi, missed, 'Mất điện toàn xã', 'u1')
    states.append(head.state(small_portal, missed))
    head.write(bavi, missed, '  Mất điện toàn xã từ 6 giờ.  ', 'u1')
    with pytest.raises(Refused):
        member.approve(bavi, missed, 1, 'u2')
    with pytest.raises(Refused):
        head.approve(bavi, missed, 2, 'u1')
    with pytest.raises(Refused):
        head.approve(bavi, missed, 2, 'u3')
    member.approve(bavi, missed, 2, 'u2')
    transaction.commit()

    assert [*states, head.state(small_portal, missed)] == [NO_REASON, WRITTEN, APPROVED]
    assert head.find(small_portal, missed).last.text == 'Mất điện toàn xã từ 6 giờ.'
    assert head.states(small_portal, [missed]) == {missed: APPROVED}
    assert content_database_last(small_portal) == before
    log = AuditService(registry, lambda *asked: True).entries(
        bavi, wanted=LogQuery(inner=True)).items
    assert [each.action for each in log] == ['window-reason-approved', *['window-reason'] * 2]
    with pytest.raises(Refused):
        head.write(bavi, missed, 'Khác', 'u1')


def content_database_last(portal):
    return portal._p_jar.db().storage.lastTransaction()


def test_a_reason_of_nothing_or_by_nobody_is_refused(missed, bavi, clock, small_portal):
    kept = missed._replace(code='chieu')
    elsewhere = missed._replace(site='1')
    for key, text, permission in (
            (missed, 'Lý do', 'view'), (missed, ' ', ASSIGN), (missed, 'a' * 1001, ASSIGN),
            (kept, 'Lý do', ASSIGN), (elsewhere, 'Lý do', ASSIGN)):
        with pytest.raises(Refused):
            reasons(clock, permission).write(bavi, key, text, 'u1')
    with pytest.raises(Refused):
        reasons(clock, board=('u2',)).approve(bavi, missed, 0, 'u2')
    assert reasons(clock).find(small_portal, missed) is None


def test_the_services_keep_their_promises(registry, clock):
    assert verifyObject(IFreshness, freshness(registry))
    assert verifyObject(IReasons, reasons(clock))
