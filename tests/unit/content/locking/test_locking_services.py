"""People at one text see each other, by their names, as long as they are there."""
import datetime

import pytest
from hanoiportal.content.drafts.interfaces import Work
from hanoiportal.content.locking.resource import HOLD_MINUTES, KEY, PRESENT_SECONDS
from hanoiportal.content.locking.services import LockingService
from support.clocks import SetClock

NOW = datetime.datetime(2026, 11, 24, 3, tzinfo=datetime.timezone.utc)
LAN, MINH = 'Nguyễn Thị Lan', 'Trần Minh'
NAMES = {'lan': LAN, 'minh': MINH}


class Place:
    """As much of a resource as its key needs."""

    __oid__ = 7


WORK = Work(Place())


@pytest.fixture
def clock():
    return SetClock(NOW)


@pytest.fixture
def root():
    return {}


@pytest.fixture
def of(root, clock):
    """``of(account_id, may=True)``: the service of one person."""
    return lambda account_id, may=True: LockingService(
        lambda: root, account_id, lambda work: may, NAMES.get, clock)


@pytest.fixture
def lan(of):
    return of('lan')


@pytest.fixture
def minh(of):
    return of('minh')


def seen(locking, work=WORK):
    return [(each.name, each.holds) for each in locking.others(work)]


def test_two_at_one_text_see_each_other_and_nobody_sees_themselves(lan, minh):
    lan.enter(WORK)
    assert seen(lan) == []

    minh.enter(WORK)

    assert seen(lan) == [(MINH, False)]
    assert seen(minh) == [(LAN, False)]


def test_two_at_two_texts_do_not(lan, minh):
    lan.enter(WORK)
    minh.enter(Work(Place(), 'en'))

    assert seen(lan) == seen(minh, Work(Place(), 'en')) == []


def test_who_gives_no_sign_is_gone_after_a_minute(lan, minh, clock):
    lan.enter(WORK)
    clock.pass_(seconds=PRESENT_SECONDS - 1)
    assert seen(minh) == [(LAN, False)]

    clock.pass_(seconds=1)

    assert seen(minh) == []


def test_who_gives_signs_stays_and_is_there_since_the_first(lan, minh, clock):
    for _ in range(5):
        lan.enter(WORK)
        clock.pass_(seconds=20)

    assert [each.since for each in minh.others(WORK)] == [NOW]


def test_who_comes_back_is_there_anew(lan, minh, clock):
    lan.enter(WORK)
    clock.pass_(hours=1)
    lan.enter(WORK)

    assert [each.since for each in minh.others(WORK)] == [clock.at]


def test_who_leaves_is_gone_at_once_and_lets_go(lan, minh, root):
    lan.enter(WORK)
    lan.hold(WORK)

    lan.leave(WORK)

    assert seen(minh) == [] and minh.hold(WORK)
    minh.leave(WORK)
    assert len(root[KEY].by_work) == 1  # he held without being there: until that ends


def test_one_holds_and_the_other_does_not(lan, minh):
    lan.enter(WORK)

    assert lan.hold(WORK) and not minh.hold(WORK)
    assert seen(minh) == [(LAN, True)]


def test_a_hold_ends_a_quarter_of_an_hour_after_the_last_keystroke(lan, minh, clock):
    lan.enter(WORK)
    lan.hold(WORK)
    clock.pass_(minutes=HOLD_MINUTES - 1)
    lan.hold(WORK)
    clock.pass_(minutes=HOLD_MINUTES - 1)

    minh.enter(WORK)
    assert seen(minh) == [(LAN, True)] and not minh.hold(WORK)
    clock.pass_(minutes=1)
    assert minh.hold(WORK)


def test_a_hold_that_is_taken_over_is_told_to_who_had_it(lan, minh):
    lan.enter(WORK)
    lan.hold(WORK)
    minh.enter(WORK)

    minh.take_over(WORK)

    assert lan.taken_by(WORK) == MINH and minh.taken_by(WORK) == ''
    assert not lan.hold(WORK) and minh.hold(WORK)


def test_the_notice_ends_when_it_is_taken_back_or_left(lan, minh):
    lan.hold(WORK)
    minh.take_over(WORK)

    lan.take_over(WORK)

    assert (lan.taken_by(WORK), minh.taken_by(WORK)) == ('', LAN)
    minh.enter(WORK)
    minh.leave(WORK)
    assert minh.taken_by(WORK) == ''


def test_what_nobody_holds_is_taken_without_notice(lan, minh, clock):
    lan.hold(WORK)
    clock.pass_(minutes=HOLD_MINUTES)

    minh.take_over(WORK)

    assert lan.taken_by(WORK) == ''


def test_who_may_not_write_sees_nobody_and_is_not_seen(of, lan, root):
    stranger = of('minh', may=False)
    lan.enter(WORK)
    lan.hold(WORK)

    stranger.enter(WORK)
    stranger.take_over(WORK)

    assert seen(stranger) == seen(lan) == []
    assert not stranger.hold(WORK) and stranger.taken_by(WORK) == '' and lan.hold(WORK)


def test_reading_makes_nothing(lan, root):
    assert seen(lan) == [] and lan.taken_by(WORK) == ''
    lan.leave(WORK)

    assert root == {}


def test_what_has_ended_is_cleaned_away(lan, minh, clock, root):
    lan.enter(WORK)
    lan.hold(WORK)
    clock.pass_(minutes=HOLD_MINUTES)
    minh.enter(Work(Place(), 'en'))

    assert lan.clean(clock.at) == 1
    assert list(root[KEY].by_work) == ['7.en.']


def test_a_sign_within_seconds_writes_nothing(lan, clock, root):
    lan.enter(WORK)
    here = root[KEY].by_work[WORK.key].people['lan']
    clock.pass_(seconds=9)

    lan.enter(WORK)

    assert here.seen == NOW
