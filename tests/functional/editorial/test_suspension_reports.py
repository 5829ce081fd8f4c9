"""Suspending first and reporting after: accounts, sites, features (clause 8.9)."""
import datetime
from functools import partial

import pytest
import transaction
from hanoiportal.base.clock import UTC, local
from hanoiportal.base.deadlines.interfaces import DayRow
from hanoiportal.editorial.suspension import effects
from hanoiportal.editorial.suspension.due import lift_due
from hanoiportal.editorial.suspension.interfaces import (
    ACCOUNT,
    CONFIRMED,
    EXPIRED,
    FEATURE,
    LIFTED,
    PUBLISHING,
    REPORTED,
    SITE,
    CannotSuspend,
)
from hanoiportal.editorial.suspension.resource import register_of
from hanoiportal.editorial.suspension.services import SuspendingService
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import EDITOR, MANAGER, OPERATOR
from hanoiportal.kernel.tree.events import send
from hanoiportal.kernel.tree.lookup import is_suspended
from hanoiportal.platform.calendar.resource import add_row
from hanoiportal.platform.calendar.services import CalendarKeeping
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.safekeeping.audit.services import AuditService
from hanoiportal.types.component_site import ACTIVE, SUSPENDED
from support.clocks import SetClock
from support.new_days_off import enter, follow, told_days
from support.people import BASIS, log_in

PAGE = '/desk/@@suspensions'
REASON = 'Đăng tin sai sự thật'
NOON = datetime.datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture
def clock():
    return SetClock(NOON)


@pytest.fixture
def suspending(registry, clock):
    return SuspendingService(
        registry, lambda permission, resource: True, clock, send(registry), notifying(registry),
        'u9', lambda account: True)


@pytest.fixture
def managing(visit, people, small_portal):
    """Somebody of the managing body of the whole portal, logged in."""
    grant(small_portal, people['khach'].id, MANAGER, Grant(basis=BASIS))
    transaction.commit()
    return visit('khach')


def form_to(page, view, **values):
    form = next(form for form in page.forms.values() if form.action.endswith(f'@@{view}'))
    for name, value in values.items():
        form[name] = value
    return form


def suspend(browser, path=PAGE, **values):
    return form_to(browser.get(path), 'suspensions', **{
        'reason': REASON, 'basis': BASIS, **values}).submit()


def why_not(call, *args, **values):
    with pytest.raises(CannotSuspend) as error:
        call(*args, **values)
    return error.value.reasons


def test_the_words_of_a_site_s_status_are_those_of_its_type():
    assert (effects.ACTIVE, effects.SUSPENDED) == (ACTIVE, SUSPENDED)


@pytest.mark.clause('8.9')
def test_a_suspended_account_is_logged_out_at_its_next_request_and_stays_so(
        visit, people, small_portal):
    inspector, operator = visit('kiemtra'), visit('vanhanh')
    assert inspector.get('/desk/@@audit').status_int == 200

    suspend(operator, what=ACCOUNT, account='kiemtra')

    assert '/login' in inspector.get('/desk/@@audit').location
    form_to(operator.get(PAGE), 'suspension').submit('act', value='lift')
    assert '/login' in inspector.get('/desk/@@audit').location  # the old session is gone for good
    assert log_in(inspector, 'kiemtra').status_int == 303


@pytest.mark.clause('8.9')
def test_the_report_tells_the_managing_body_who_when_why_and_what(
        visit, managing, people, registry, small_portal):
    suspend(visit('vanhanh'), what=ACCOUNT, account=people['kiemtra'].id)

    page = managing.get(PAGE)
    assert 'khi báo cáo:' not in page
    card = ' '.join(page.html.select('ul.rows li')[0].text.split())

    for said in ('Người kiemtra', REASON, 'Người vanhanh', f'{local(NOON):%Y}',
                 'chờ cơ quan quản lý quyết định'):
        assert said in card
    assert 'vanhanh' not in card.replace('Người vanhanh', '')
    transaction.begin()
    told = notifying(registry).list(people['khach'])
    assert [(each.kind, each.actor) for each in told] == [
        ('suspension_reported', people['vanhanh'].id)]

    [report] = register_of(small_portal).active()
    add_row(small_portal, DayRow(date=local(report.due).date(), kind='holiday', name_vi='Nghỉ',
                                 basis='Thông báo 1/TB'), 'u1', NOON)
    transaction.commit()
    assert f'(khi báo cáo: {local(report.due):%d/%m/%Y %H:%M})' in managing.get(PAGE)


def test_the_managing_body_confirms_or_lifts_and_says_why(visit, managing, people, small_portal):
    suspend(visit('vanhanh'), what=ACCOUNT, account='kiemtra')
    form_to(managing.get(PAGE), 'suspension', note='Đúng').submit('act', value='confirm')
    transaction.begin()
    found = register_of(small_portal).by_number[1]
    assert (found.state, found.note, found.decided_by, people['kiemtra'].suspended) == (
        CONFIRMED, 'Đúng', people['khach'].id, True)

    form_to(managing.get(PAGE), 'suspension').submit('act', value='lift')
    transaction.begin()

    assert (found.state, found.is_in_force, people['kiemtra'].suspended) == (LIFTED, False, False)


def test_who_suspended_cannot_confirm_it_themselves(visit, people, small_portal):
    operator = visit('vanhanh')
    suspend(operator, what=ACCOUNT, account='kiemtra')
    form = form_to(operator.get(PAGE), 'suspension')

    assert not [each for each in form.fields['act'] if each._value == 'confirm']
    operator.post('/desk/@@suspension', {
        'csrf_token': form['csrf_token'].value, 'number': '1', 'act': 'confirm'})
    transaction.begin()
    assert register_of(small_portal).by_number[1].state == REPORTED


def test_nobody_suspends_themselves_or_the_last_administrator(visit, people, small_portal):
    administrator, operator = visit('quantri'), visit('vanhanh')

    for browser, login, why in ((administrator, 'quantri', 'Không thể tự tạm ngừng'),
                                (operator, 'quantri', 'quản trị hệ thống cuối cùng'),
                                (operator, 'nobody', 'Không có tài khoản này')):
        form = form_to(browser.get(PAGE), 'suspensions', what=ACCOUNT, account=login,
                       reason=REASON, basis=BASIS)
        answer = form.submit(status=422)
        assert why in answer.text
    transaction.begin()
    assert not people['quantri'].suspended and not register_of(small_portal).by_number


@pytest.mark.parametrize(('values', 'why'), [
    ({'reason': ' '}, 'Hãy nêu lý do'), ({'until': '2000-01-01T00:00'}, 'trong tương lai'),
    ({'until': 'mai'}, 'Hãy nhập ngày, giờ'), ({'until': '9999-12-31T23:59'}, None)])
def test_a_suspension_needs_a_reason_and_an_end_that_is_to_come(visit, bavi, values, why):
    form = form_to(visit('vanhanh').get('/desk/sites/bavi/@@suspensions'), 'suspensions',
                   **{'what': SITE, 'reason': REASON, **values})
    answer = form.submit(expect_errors=True)

    assert answer.status_int == (422 if why else 303)
    assert why is None or why in answer.text


@pytest.mark.clause('8.9')
def test_a_suspended_site_shows_nothing_and_publishes_nothing(app, visit, bavi, audit_of):
    assert app.get('/sites/bavi').status_int == 200

    suspend(visit('vanhanh'), '/desk/sites/bavi/@@suspensions', what=SITE)
    transaction.begin()

    assert app.get('/sites/bavi', expect_errors=True).status_int == 503
    assert is_suspended(bavi['tin-tuc-su-kien'], PUBLISHING)
    assert audit_of(bavi)[:1] == [('suspend_site', REASON)]


@pytest.fixture
def audit_of(registry):
    service = AuditService(registry, lambda permission, resource: True)
    return lambda place: [(entry.action, entry.why) for entry in service.entries(place).items]


def test_a_suspended_feature_is_suspended_alone(visit, app, bavi, small_portal, suspending):
    suspension = suspending.suspend(bavi, 'u1', REASON, feature=PUBLISHING)
    transaction.commit()

    assert app.get('/sites/bavi').status_int == 200
    assert is_suspended(bavi, PUBLISHING) and not is_suspended(small_portal, PUBLISHING)
    assert not is_suspended(small_portal['sites']['soxaydung'], PUBLISHING)
    assert (suspension.kind, suspension.feature) == (FEATURE, PUBLISHING)
    suspending.lift(suspension, 'u1')
    assert not is_suspended(bavi, PUBLISHING)


def test_what_the_portal_does_not_do_no_site_does(small_portal, bavi, suspending):
    suspending.suspend(small_portal, 'u1', REASON, feature=PUBLISHING)

    assert is_suspended(bavi, PUBLISHING)


def test_the_desk_of_a_site_can_be_suspended(visit, people, bavi, suspending):
    grant(bavi, people['khach'].id, EDITOR, Grant(basis=BASIS))
    transaction.commit()
    editor, operator = visit('khach'), visit('vanhanh')
    address = '/desk/sites/bavi/@@contents'
    assert editor.get(address).status_int == 200

    suspending.suspend(bavi, 'u1', REASON, feature='desk')
    transaction.commit()

    assert editor.get(address, expect_errors=True).status_int == 404
    assert operator.get(address).status_int == 200


def test_what_is_suspended_is_not_suspended_again(bavi, small_portal, suspending):
    suspending.suspend(bavi, 'u1', REASON)

    assert why_not(suspending.suspend, bavi, 'u1', REASON).keys() == {''}
    assert why_not(suspending.suspend, small_portal, 'u1', REASON).keys() == {''}
    assert why_not(suspending.suspend, bavi, 'u1', REASON, feature='x').keys() == {''}


def test_a_suspension_ends_by_itself_at_its_time(environment, bavi, suspending, clock):
    suspension = suspending.suspend(
        bavi, 'u1', REASON, until=NOON + datetime.timedelta(hours=1))
    transaction.commit()
    job = Job(environment, suspending, clock)
    lift_due(job)
    assert not bavi.is_active

    clock.at = NOON + datetime.timedelta(hours=1)
    lift_due(job)

    assert bavi.is_active
    assert (suspension.state, suspension.ended_at) == (EXPIRED, clock.at)


class Job:
    """What a job is given: the test's own clock and service."""

    def __init__(self, environment, suspending, clock):
        self.clock, self.request = clock, self
        self.portal, self.in_transaction = environment.portal, environment.in_transaction
        self.service = lambda interface: suspending


def test_a_report_is_overdue_after_its_working_day(bavi, suspending, clock):
    suspension = suspending.suspend(bavi, 'u1', REASON)
    clock.at = datetime.datetime(2026, 11, 23, 16, 59, 59, 999999, UTC)  # Monday's last
    in_time = suspending.is_overdue(suspension)
    clock.at += datetime.timedelta(seconds=1)

    assert (in_time, suspending.is_overdue(suspension)) == (False, True)
    suspending.confirm(suspension, 'u2')
    assert not suspending.is_overdue(suspension)


def test_a_day_off_that_is_entered_later_gives_the_managing_body_until_the_next_working_day(
        bavi, small_portal, suspending, clock, registry):
    suspension = suspending.suspend(bavi, 'u1', REASON)
    monday, tuesday = (DayRow(date=datetime.date(2026, 11, day), kind='holiday', name_vi='Nghỉ',
                              basis='Thông báo 1/TB') for day in (23, 24))
    keeping = CalendarKeeping(registry, small_portal, lambda *_asked: True)
    [moved] = keeping.moved_by([monday])
    assert 'tạm ngừng' in moved.deadline.title and moved.deadline.site == bavi.title
    assert [local(each).day for each in (moved.before, moved.after)] == [23, 24]
    add_row(small_portal, monday, 'u1', NOON)
    clock.at = datetime.datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert not suspending.is_overdue(suspension) and local(suspension.due).day == 23
    assert len(keeping.moved_by([tuesday])) == 1
    suspending.confirm(suspension, 'u2')
    assert keeping.moved_by([tuesday]) == []


@pytest.mark.clause('8.9')
def test_a_new_day_off_tells_those_who_decide_of_both_days_once(
        bavi, small_portal, people, suspending, clock, registry):
    for login in ('khach', 'kiemtra'):
        grant(small_portal, people[login].id, MANAGER, Grant(basis=BASIS))
    decided = suspending.suspend(bavi, people['kiemtra'].id, REASON, feature=PUBLISHING)
    suspending.suspend(bavi, people['kiemtra'].id, REASON)
    suspending.confirm(decided, 'u2')
    clock.at += datetime.timedelta(hours=1)
    told = partial(told_days, registry, kind='suspension_redated')
    enter(registry, small_portal, '2026-11-25')
    follow(registry, 'suspension calendar')
    assert told(people['khach']) == []

    enter(registry, small_portal, '2026-11-23')
    for _again in range(2):
        follow(registry, 'suspension calendar')

    assert told(people['khach']) == ['23/11/2026 → 24/11/2026']
    newest = notifying(registry).list(people['khach'])[0]
    assert (newest.oid, newest.details['number'], newest.view) == (bavi.__oid__, 2, 'suspensions')
    assert told(people['kiemtra']) == told(people['vanhanh']) == [], 'one suspended it'


def test_a_status_changed_in_the_properties_is_reported_as_well(
        bavi, small_portal, editing, suspending):
    editing.edit(bavi, {'status': 'suspended'}, 'test')
    [found] = register_of(small_portal).active()
    assert (found.kind, found.state) == (SITE, REPORTED)

    editing.edit(bavi, {'status': 'active'}, 'test')

    assert (list(register_of(small_portal).active()), found.state) == ([], LIFTED)


def test_one_site_tells_nothing_of_the_suspensions_of_another(
        visit, people, small_portal, bavi, suspending):
    suspending.suspend(bavi, 'u1', REASON, feature=PUBLISHING)
    grant(small_portal['sites']['soxaydung'], people['khach'].id, OPERATOR, Grant(basis=BASIS))
    transaction.commit()
    browser = visit('khach')

    page = browser.get('/desk/sites/soxaydung/@@suspensions')
    assert REASON not in page.text
    browser.get('/desk/sites/bavi/@@suspensions', status=404)
    browser.post('/desk/sites/soxaydung/@@suspension', {
        'csrf_token': form_to(page, 'suspensions')['csrf_token'].value, 'number': '1',
        'act': 'lift'}, status=404)


def test_what_is_no_number_of_a_report_is_not_found(visit, bavi):
    for number in ('', 'x', '99', '9' * 50, '²'):
        browser = visit('vanhanh')
        token = form_to(browser.get(PAGE), 'suspensions')['csrf_token'].value

        browser.post('/desk/@@suspension', {'csrf_token': token, 'number': number, 'act': 'lift'},
                     status=404)


def test_the_desk_of_a_suspended_site_says_so_to_its_editors(visit, staff, bavi, suspending):
    editor, address = visit('bavi-editor'), '/desk/sites/bavi/@@contents'
    first = suspending.suspend(bavi, 'u1', REASON)
    transaction.commit()
    assert 'người đọc không xem được' in editor.get(address)
    assert 'đang tạm ngừng' not in visit('soxaydung-editor').get(
        '/desk/sites/soxaydung/@@contents')

    suspending.lift(first, 'u2')
    suspending.suspend(bavi, 'u1', REASON, feature=PUBLISHING)
    transaction.commit()
    page = editor.get(address)
    assert 'Một tính năng' in page and 'người đọc không' not in page
