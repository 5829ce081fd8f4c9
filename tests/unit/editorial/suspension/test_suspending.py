"""What may be suspended, until when, how often, and who ends it."""
import datetime
from types import SimpleNamespace

import pytest
from hanoiportal.base.clock import UTC, local
from hanoiportal.base.permissions import CONFIRM, SUSPEND
from hanoiportal.editorial.suspension.interfaces import (
    CONFIRMED,
    EXPIRED,
    LIFTED,
    PUBLISHING,
    REPORTED,
    CannotSuspend,
    ISuspending,
)
from hanoiportal.editorial.suspension.resource import register_of
from hanoiportal.editorial.suspension.services import (
    SYSTEM,
    SuspendingService,
    subject_of,
    suspending_service,
)
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import (
    ADMINISTRATOR,
    HEAD,
    MANAGER,
    OPERATOR,
)
from hanoiportal.kernel.tree.events import Action
from hanoiportal.platform.notifications.services import notifying
from support.clocks import NOW
from support.people import BASIS, found_board
from zope.interface.verify import verifyObject

INSTANT = datetime.timedelta.resolution
DAY = datetime.timedelta(days=1)
LONGEST = 2000
#: What ``service`` denies to an asker who stands below the account.
OUTRANKS = 'outranks'


@pytest.fixture
def sent():
    return []


@pytest.fixture
def service(registry, clock, sent):
    """``service(*denied)``: the ``ISuspending`` of somebody without these permissions."""
    return lambda *denied: SuspendingService(
        registry, lambda permission, place: (permission not in denied
                                             and (permission, place) not in denied),
        clock, sent.append, notifying(registry), 'u9', lambda account: OUTRANKS not in denied)


@pytest.fixture
def suspending(service):
    return service()


@pytest.fixture
def account(people):
    return people['khach']


def refusal(verb, *args, **how):
    with pytest.raises(CannotSuspend) as refused:
        verb(*args, **how)
    return {name: str(why) for name, why in refused.value.reasons.items()}


def actions(sent):
    return [(each.action, each.actor, each.why, each.details) for each in sent
            if isinstance(each, Action)]


def test_the_service_keeps_its_promise(suspending):
    assert verifyObject(ISuspending, suspending)


@pytest.mark.parametrize('feature', ['', PUBLISHING])
def test_a_suspension_has_a_reason_that_somebody_can_read(suspending, bavi, feature):
    assert list(refusal(suspending.suspend, bavi, 'u1', ' ', feature=feature)) == ['reason']
    assert list(refusal(
        suspending.suspend, bavi, 'u1', 'x' * (LONGEST + 1), feature=feature)) == ['reason']

    found = suspending.suspend(bavi, 'u1', ' ' + 'x' * LONGEST, feature=feature)
    assert found.reason == 'x' * LONGEST


def test_what_ends_does_so_in_the_future(suspending, bavi):
    assert list(refusal(suspending.suspend, bavi, 'u1', 'Vì thế', NOW)) == ['until']

    assert suspending.suspend(bavi, 'u1', 'Vì thế', NOW + INSTANT).until == NOW + INSTANT


def test_nobody_suspends_without_the_permission(service, bavi):
    assert 'quyền' in refusal(service(SUSPEND).suspend, bavi, 'u1', '')['']
    assert bavi.is_active


def test_a_site_is_suspended_once(suspending, bavi):
    suspending.suspend(bavi, 'u1', 'Vì thế')

    assert not bavi.is_active
    assert refusal(suspending.suspend, bavi, 'u1', 'Vì thế') == {'': 'Đã tạm ngừng rồi.'}


def test_a_site_that_was_closed_otherwise_is_not_suspended_besides(suspending, bavi):
    bavi.status = 'suspended'

    assert refusal(suspending.suspend, bavi, 'u1', ' ') == {
        '': 'Đã tạm ngừng rồi.', 'reason': 'Hãy nêu lý do tạm ngừng.'}
    assert suspending.suspend(bavi, 'u1', 'Vì thế', feature=PUBLISHING)


def test_a_feature_is_suspended_once_at_each_site(suspending, bavi, small_portal):
    suspending.suspend(bavi, 'u1', 'Vì thế', feature=PUBLISHING)

    assert refusal(suspending.suspend, bavi, 'u1', 'Vì thế', feature=PUBLISHING) == {
        '': 'Đã tạm ngừng rồi.'}
    for place, feature in ((bavi, 'desk'), (small_portal, PUBLISHING)):
        assert suspending.suspend(place, 'u1', 'Vì thế', feature=feature)


def test_the_whole_portal_and_what_is_no_feature_are_not_suspended(suspending, small_portal):
    assert 'toàn bộ Cổng' in refusal(suspending.suspend, small_portal, 'u1', 'Vì thế')['']
    assert refusal(suspending.suspend, small_portal, 'u1', 'Vì thế', feature='không') == {
        '': 'Không có tính năng này.'}


def test_who_must_not_be_suspended_is_not(suspending, account):
    assert 'của mình' in refusal(
        suspending.suspend, account, account.id, 'Vì thế', basis=BASIS)['']


def test_a_suspension_says_of_what_by_whom_when_and_until_when(
        suspending, bavi, account, small_portal, sent):
    first = suspending.suspend(bavi, 'u1', 'Một', NOW + INSTANT, feature=PUBLISHING)
    second = suspending.suspend(account, 'u2', 'Hai', basis=BASIS)

    assert (first.number, first.place, first.feature, first.principal) == (
        1, bavi.__oid__, PUBLISHING, '')
    assert (second.number, second.place, second.feature, second.principal) == (
        2, small_portal['accounts'].__oid__, '', account.id)
    assert (first.actor, first.since, second.until, second.state) == ('u1', NOW, None, REPORTED)
    assert (subject_of(first), subject_of(second)) == (bavi, account)
    assert account.suspended and bavi.suspended_features == {PUBLISHING} and bavi.is_active
    assert actions(sent) == [
        ('suspend_feature', 'u1', 'Một', {'number': 1, 'feature': PUBLISHING}),
        ('suspend_account', 'u2', 'Hai', {'number': 2, 'feature': '', 'basis': BASIS})]


def test_the_managing_body_has_a_working_day_even_where_no_holidays_are_known(
        suspending, bavi, clock):
    clock.at = datetime.datetime(2031, 1, 3, 8, tzinfo=UTC)  # a Friday
    found = suspending.suspend(bavi, 'u1', 'Khẩn cấp')

    assert local(found.due).date() == datetime.date(2031, 1, 6)


def test_the_managing_body_is_told(suspending, bavi, people, small_portal, registry):
    grant(small_portal, people['kiemtra'].id, MANAGER, Grant(basis=BASIS))
    suspending.suspend(bavi, 'u1', 'Vì thế')

    [notice] = notifying(registry).list(people['kiemtra'])
    assert (notice.kind, notice.actor) == ('suspension_reported', 'u1')
    assert dict(notice.details) == {'number': 1} and notice.view == 'suspensions'


@pytest.mark.parametrize('feature', ['', PUBLISHING])
def test_the_board_of_the_site_is_told_of_the_beginning_and_of_the_end(
        suspending, bavi, people, registry, feature):
    found_board(bavi, registry, {HEAD: people['khach'].id})
    found = suspending.suspend(bavi, 'u1', 'Vì thế', feature=feature)
    suspending.lift(found, 'u2', 'Đã sửa')

    assert [(each.kind, each.oid, each.actor, each.details['note'])
            for each in notifying(registry).list(people['khach'])] == [
        ('site_resumed', bavi.__oid__, 'u2', 'Đã sửa'),
        ('site_suspended', bavi.__oid__, 'u1', 'Vì thế')]


def test_it_is_decided_once_by_who_may_confirm(service, bavi, clock, sent):
    suspending = service()
    found = suspending.suspend(bavi, 'u1', 'Vì thế')
    assert not service(CONFIRM).may_decide(found)
    assert 'quyền' in refusal(service(CONFIRM).confirm, found, 'u2')['']
    assert suspending.may_decide(found)
    clock.pass_(hours=1)
    suspending.confirm(found, 'u2', ' Đúng ' + 'x' * LONGEST)

    assert (found.state, found.decided_by, found.decided_at) == (CONFIRMED, 'u2', clock.at)
    assert found.note == ('Đúng ' + 'x' * LONGEST)[:LONGEST]
    assert found.is_in_force and not suspending.may_decide(found)
    assert refusal(suspending.confirm, found, 'u2')
    assert actions(sent)[-1][0] == 'confirm_suspension'


def test_it_is_ended_by_who_may_confirm_or_suspend(service, bavi, sent, clock):
    suspending = service()
    found = suspending.suspend(bavi, 'u1', 'Vì thế')
    assert not service(CONFIRM, SUSPEND).may_lift(found)
    assert refusal(service(CONFIRM, SUSPEND).lift, found, 'u2')
    assert service(CONFIRM).may_lift(found) and service(SUSPEND).may_lift(found)

    service(CONFIRM).lift(found, 'u2', 'Xong')

    assert (found.state, found.note, found.ended_at, bavi.is_active) == (
        LIFTED, 'Xong', clock.at, True)
    assert suspending.in_force(bavi) is None
    assert not suspending.may_lift(found) and not suspending.may_decide(found)
    assert refusal(suspending.lift, found, 'u2')
    assert actions(sent)[-1] == ('lift_site', 'u2', 'Xong', {'number': 1, 'feature': ''})


def test_what_has_reached_its_time_is_ended_by_nobody(suspending, account):
    found = suspending.suspend(account, 'u1', 'Vì thế', NOW + INSTANT, basis=BASIS)
    suspending.expire(found)

    assert (found.state, found.decided_by, account.suspended) == (EXPIRED, SYSTEM, False)


def test_what_is_gone_can_no_more_be_decided_on_and_is_ended_quietly(
        suspending, bavi, small_portal, registry, sent):
    found = suspending.suspend(bavi, 'u1', 'Vì thế')
    small_portal['sites'].remove('bavi', registry=registry)
    told = len(actions(sent))

    assert subject_of(found) is None
    assert not suspending.may_decide(found) and not suspending.may_lift(found)
    suspending.expire(found)
    assert len(actions(sent)) == told and not found.is_in_force


def test_an_account_that_is_gone_is_ended_by_who_may_confirm_alone(
        service, account, small_portal):
    found = service().suspend(account, 'u1', 'Vì thế', basis=BASIS)
    del small_portal['accounts'].by_id[account.id]

    assert service().may_lift(found) and not service(CONFIRM).may_lift(found)


def test_those_of_a_site_are_listed_the_latest_first_and_accounts_with_the_portal(
        suspending, bavi, account, small_portal):
    first = suspending.suspend(bavi, 'u1', 'Một', feature=PUBLISHING)
    second = suspending.suspend(account, 'u1', 'Hai', basis=BASIS)
    third = suspending.suspend(bavi, 'u1', 'Ba', feature='desk')
    fourth = suspending.suspend(small_portal, 'u1', 'Bốn', feature='desk')

    assert suspending.of(bavi) == [third, first]
    assert suspending.of(small_portal) == [fourth, second]
    assert [suspending.find(small_portal, number) for number in (2, 5)] == [second, None]
    assert suspending.in_force(account) is second
    assert suspending.in_force(bavi, PUBLISHING) is first and suspending.in_force(bavi) is None


def test_what_is_not_decided_is_overdue_after_its_last_instant(suspending, bavi, clock):
    found = suspending.suspend(bavi, 'u1', 'Vì thế')
    clock.at = found.due
    at_the_end = suspending.is_overdue(found)
    clock.at += INSTANT

    assert (at_the_end, suspending.is_overdue(found)) == (False, True)
    suspending.confirm(found, 'u2')
    assert not suspending.is_overdue(found)


def test_an_account_is_suspended_on_a_basis_and_a_site_may_be_without(suspending, account, bavi):
    for basis in (' ', 'x' * 501):
        assert list(refusal(suspending.suspend, account, 'u1', 'Vì thế', basis=basis)) == ['basis']
    assert not account.suspended

    assert suspending.suspend(account, 'u1', 'Vì thế', basis=f' {BASIS} ').basis == BASIS
    assert suspending.suspend(bavi, 'u1', 'Vì thế').basis == ''


def test_an_account_is_suspended_once_and_the_refusal_says_by_whom_and_when(
        suspending, account, people):
    suspending.suspend(account, people['vanhanh'].id, 'Vì thế', basis=BASIS)

    said = refusal(suspending.suspend, account, people['quantri'].id, 'Vì thế', basis=BASIS)['']

    assert said == '${person} đã tạm ngừng tài khoản này lúc ${time}. Không có gì thay đổi.'
    assert [each.actor for each in register_of(suspending.last(account).portal).active()] == [
        people['vanhanh'].id]


@pytest.mark.clause('8.9')
def test_that_of_an_administrator_ends_after_a_day_unless_a_second_person_confirms_it(
        service, people, account, small_portal, clock):
    grant(small_portal, account.id, ADMINISTRATOR, Grant(basis=BASIS))
    found = service().suspend(account, 'u1', 'Vì thế', basis=BASIS)
    assert (found.confirm_by, found.ends) == (NOW + DAY, NOW + DAY)

    service(CONFIRM).confirm(found, 'u9')

    assert (found.state, found.ends) == (CONFIRMED, None)


def test_it_ends_when_was_said_if_that_is_sooner_than_a_day(suspending, account, small_portal):
    grant(small_portal, account.id, OPERATOR, Grant(basis=BASIS))

    found = suspending.suspend(account, 'u1', 'Vì thế', NOW + INSTANT, basis=BASIS)

    assert (found.confirm_by, found.ends) == (NOW + DAY, NOW + INSTANT)


def test_that_of_others_waits_for_no_second_person(service, account):
    found = service().suspend(account, 'u1', 'Vì thế', basis=BASIS)

    assert (found.confirm_by, found.ends) == (None, None)
    assert not service(CONFIRM).may_decide(found)


def test_who_suspended_is_not_the_second_person(service, account, small_portal):
    grant(small_portal, account.id, ADMINISTRATOR, Grant(basis=BASIS))
    found = service().suspend(account, 'u9', 'Vì thế', basis=BASIS)

    assert not service().may_decide(found) and refusal(service().confirm, found, 'u9')
    assert service(CONFIRM, OUTRANKS).may_lift(found)


def test_who_stands_below_an_account_neither_confirms_nor_lifts(service, account, small_portal):
    grant(small_portal, account.id, ADMINISTRATOR, Grant(basis=BASIS))
    found = service().suspend(account, 'u1', 'Vì thế', basis=BASIS)
    below = service(CONFIRM, OUTRANKS)

    assert not below.may_decide(found) and not below.may_lift(found)
    assert service(CONFIRM).may_decide(found) and service(CONFIRM).may_lift(found)


def test_a_request_has_the_service_of_suspending(registry):
    request = SimpleNamespace(
        registry=registry, has_permission=lambda *asked: True, service=lambda interface: None,
        identity=None)

    assert verifyObject(ISuspending, suspending_service(request))
