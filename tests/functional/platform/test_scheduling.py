"""What is scheduled becomes public at its time, once, and is nowhere before."""
import datetime
import logging
import threading
from dataclasses import replace
from threading import Semaphore

import pytest
import transaction
from hanoiportal.base.interfaces import IItem
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.events import IObjectPublished, ObjectModified, send
from hanoiportal.kernel.tree.lookup import find_portal
from hanoiportal.kernel.workflow.interfaces import (
    APPROVED,
    ARCHIVED,
    PUBLISHED,
    SCHEDULED,
    WITHDRAWN,
)
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.interfaces import IDue, IJob, IScheduling
from hanoiportal.platform.scheduling.jobs import Job
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.platform.scheduling.resource import dues_of, keep_dues
from hanoiportal.platform.scheduling.scheduler import Scheduler, run_job
from hanoiportal.platform.scheduling.services import Scheduling
from support.clocks import NOW
from support.factories import picture
from support.scheduled_texts import schedule
from zope.interface.verify import verifyObject

HOUR = datetime.timedelta(hours=1)
TITLE = 'Khởi công cầu Tứ Liên'
PLACE = '/sites/soxaydung/tin-tuc-su-kien'


@pytest.fixture
def section(small_portal):
    return small_portal['sites']['soxaydung']['tin-tuc-su-kien']


@pytest.fixture
def scheduled(section, editing, staff, clock, registry):
    """``scheduled(name, moment=…)``: a text of the site, approved and scheduled, committed."""
    def make(name='cau', moment=NOW + HOUR, kind='NewsItem', expires=None,
             place='tin-tuc-su-kien', **values):
        item = editing.add(section.__parent__[place], name, kind, {'title': TITLE, **values},
                           staff['soxaydung-contributor'].id)
        schedule(item, moment, staff['soxaydung-contributor'].id, staff['soxaydung-member'].id,
                 registry, expires)
        transaction.commit()
        return item

    return make


@pytest.fixture
def run(registry):
    """``run()``: the scheduler looks once; returns ``(done, failed)``."""
    def once(kinds=None):
        with opened(registry, 'test') as environment:
            return Scheduling(environment).run(kinds)

    return once


@pytest.fixture
def state(section):
    """``state(name)``: the state of that text, as anybody sees it now."""
    def of(name='cau'):
        transaction.begin()
        return section[name].state

    return of


def told(registry, account):
    transaction.begin()
    return [each.kind for each in notifying(registry).list(account)]


def test_what_is_scheduled_is_published_at_its_time_and_not_before(
        scheduled, run, clock, state):
    scheduled()
    clock.at = NOW + HOUR - datetime.timedelta(seconds=1)
    early = run(), state()
    clock.at = NOW + HOUR

    assert early == ((0, 0), SCHEDULED)
    assert (run(), state()) == ((1, 0), PUBLISHED)


def test_readers_are_told_when_it_really_became_public(scheduled, run, clock, section):
    scheduled()
    clock.at = NOW + 5 * HOUR
    run()

    transaction.begin()
    assert section['cau'].published_at == NOW + 5 * HOUR


def test_it_is_published_once_however_often_anybody_looks(scheduled, run, clock, registry, staff):
    scheduled()
    clock.at = NOW + HOUR

    assert [run(), run(), run()] == [(1, 0), (0, 0), (0, 0)]
    assert told(registry, staff['soxaydung-contributor']) == ['published']


def test_after_downtime_all_that_was_missed_is_done_in_its_order(
        scheduled, run, clock, section, registry):
    for number in (3, 1, 2):
        scheduled(f'tin-{number}', NOW + number * HOUR)
    order = []
    registry.registerHandler(
        lambda event, item: order.append(item.__name__), (IObjectPublished, IItem))
    clock.at = NOW + 30 * HOUR

    assert run() == (3, 0)
    assert order == ['tin-1', 'tin-2', 'tin-3']


def test_a_clock_that_jumps_back_publishes_nothing_again_and_nothing_early(
        scheduled, run, clock, state):
    scheduled('som', NOW + HOUR)
    scheduled('muon', NOW + 3 * HOUR)
    clock.at = NOW + 2 * HOUR
    run()
    clock.at = NOW - HOUR

    assert run() == (0, 0)
    assert (state('som'), state('muon')) == (PUBLISHED, SCHEDULED)


def test_what_is_taken_from_the_schedule_is_not_published(
        scheduled, run, clock, state, registry):
    item = scheduled()
    item.state, item.review.publish_at = APPROVED, None
    send(registry)(ObjectModified(item))
    transaction.commit()
    clock.at = NOW + HOUR

    assert (run(), state()) == ((0, 0), APPROVED)


def test_what_was_changed_behind_the_index_is_looked_at_again(scheduled, run, clock, state):
    item = scheduled()
    item.state = APPROVED
    transaction.commit()
    clock.at = NOW + HOUR

    assert (run(), state()) == ((0, 0), APPROVED)
    assert run() == (0, 0)
    keep_dues(item, [(NOW, 'of an older portal')])
    transaction.commit()
    assert run() == (0, 0)
    transaction.begin()
    assert list(dues_of(find_portal(item)).entries) == []


def test_what_is_removed_is_forgotten(scheduled, run, clock, section, registry, small_portal):
    scheduled()
    section.remove('cau', registry=registry)
    transaction.commit()
    clock.at = NOW + HOUR

    assert run() == (0, 0)
    assert list(dues_of(small_portal).entries) == []


@pytest.mark.clause('14.1/1')
def test_a_version_changed_after_its_approval_is_not_published(
        scheduled, run, clock, state, caplog):
    item = scheduled()
    item.title = 'Một tiêu đề khác'
    transaction.commit()
    clock.at = NOW + HOUR

    with caplog.at_level(logging.CRITICAL):
        assert run() == (0, 1)
    assert state() == SCHEDULED


def test_one_that_fails_stops_no_other_and_its_board_is_told_once_a_day(
        scheduled, run, clock, state, registry, staff, small_portal, caplog):
    scheduled('hong', NOW + HOUR)
    scheduled('lanh', NOW + 2 * HOUR)
    item = small_portal['sites']['soxaydung']['tin-tuc-su-kien']['hong']
    item.title = 'Một tiêu đề khác'
    transaction.commit()
    clock.at = NOW + 3 * HOUR

    assert [run(), run()] == [(1, 1), (0, 1)]
    assert (state('hong'), state('lanh')) == (SCHEDULED, PUBLISHED)
    assert told(registry, staff['soxaydung-head']) == ['not_published']
    assert told(registry, staff['bavi-head']) == []
    assert len([each for each in caplog.records if 'failed' in each.message]) == 1
    clock.at += 24 * HOUR
    run()
    assert told(registry, staff['soxaydung-head']) == ['not_published'] * 2


def test_the_board_is_told_once_of_what_could_not_be_taken_from_the_lists(
        scheduled, run, clock, state, registry, staff, section, caplog):
    scheduled(expires=NOW + 3 * HOUR)
    clock.at = NOW + HOUR
    run()
    [expiring] = [due for _name, due in registry.getUtilitiesFor(IDue) if due.kind == 'expire']

    class Failing(type(expiring)):
        def act(self, environment, document, now):
            raise ZeroDivisionError

    registry.registerUtility(Failing(), IDue, 'expire')
    clock.at = NOW + 3 * HOUR

    assert [run(), run()] == [(0, 1), (0, 1)]
    assert state() == PUBLISHED
    assert told(registry, staff['soxaydung-head']) == ['not_expired']


def test_what_was_scheduled_anew_is_published_by_who_did_that(
        scheduled, run, clock, registry, staff, section):
    item = scheduled()
    first, second = item.review.events[0], staff['soxaydung-deputy'].id
    item.review.events = (first, replace(first, transition='unschedule'),
                          replace(first, actor=second), replace(first, transition='give_back'))
    transaction.commit()
    heard = []
    registry.registerHandler(lambda event, item: heard.append(event.actor),
                             (IObjectPublished, IItem))
    clock.at = NOW + HOUR
    run()

    assert heard == [second] and first.actor != second


def test_what_nobody_is_known_to_have_scheduled_is_published_by_the_portal(
        scheduled, run, clock, registry):
    scheduled().review.events = ()
    transaction.commit()
    heard = []
    registry.registerHandler(lambda event, item: heard.append(event.actor),
                             (IObjectPublished, IItem))
    clock.at = NOW + HOUR
    run()

    assert heard == ['system']


@pytest.mark.clause('18.2')
def test_a_site_without_an_active_board_publishes_nothing_until_it_has_one_again(
        scheduled, run, clock, state, section, registry, caplog):
    scheduled()
    site = section.__parent__
    site.board.ends = NOW
    transaction.commit()
    clock.at = NOW + HOUR
    with caplog.at_level(logging.CRITICAL):
        without = run(), state()
    site.board.ends = None
    transaction.commit()

    assert without == ((0, 1), SCHEDULED)
    assert (run(), state()) == ((1, 0), PUBLISHED)


def test_what_expires_goes_from_the_lists_and_stays_at_its_address(
        scheduled, run, clock, state, app):
    scheduled(expires=NOW + 3 * HOUR)
    clock.at = NOW + 2 * HOUR
    run()
    listed = TITLE in app.get(PLACE)
    clock.at = NOW + 3 * HOUR

    assert (listed, run(), state()) == (True, (1, 0), ARCHIVED)
    assert TITLE not in app.get(PLACE)
    assert TITLE in app.get(f'{PLACE}/cau')


def test_what_was_withdrawn_before_it_expires_stays_withdrawn(
        scheduled, run, clock, state, registry, section):
    scheduled(expires=NOW + 3 * HOUR)
    clock.at = NOW + 2 * HOUR
    run()
    transaction.begin()
    section['cau'].state = WITHDRAWN
    transaction.commit()
    clock.at = NOW + 3 * HOUR

    assert (run(), state()) == ((0, 0), WITHDRAWN)


#: Where something public is to be found: path, and what of it shows there.
CHANNELS = {
    'address': (f'{PLACE}/cau', TITLE),
    'list': (PLACE, TITLE),
    'home of the site': ('/sites/soxaydung', TITLE),
    'search': ('/sites/soxaydung/search?q=t%E1%BB%A9+li%C3%AAn', 'su-kien/cau'),
    'search of the city': ('/search?q=t%E1%BB%A9+li%C3%AAn', 'su-kien/cau'),
    'sitemap': ('/sites/soxaydung/sitemap.xml', 'su-kien/cau'),
    'in English': (f'/english{PLACE}/cau', TITLE),
}


def shown(app, path, text):
    """Tell whether ``text`` shows at ``path``; what stands around the content does not count."""
    answer = app.get(path, status='*')
    whole = 'xml' in answer.content_type
    return answer.status_int == 200 and text in (
        answer.text if whole else answer.text.partition('<main')[2])


def test_before_its_time_it_is_on_no_channel(scheduled, run, clock, app):
    def channels():
        return {name for name, (path, text) in CHANNELS.items() if shown(app, path, text)}

    scheduled()
    clock.at = NOW + HOUR - datetime.timedelta(seconds=1)
    run()
    assert channels() == set()
    clock.at = NOW + HOUR
    run()
    assert channels() == set(CHANNELS)


@pytest.mark.parametrize('view', ['', '/content'])
def test_a_picture_cannot_be_loaded_before_its_time(scheduled, run, clock, app, view):
    path = f'/sites/soxaydung/da-phuong-tien/anh{view}'
    scheduled('anh', kind='Image', place='da-phuong-tien', alt='Cầu Tứ Liên',
              image=Incoming('cau.png', picture()))
    early = app.get(path, status='*').status_int
    clock.at = NOW + HOUR
    run()

    assert (early, app.get(path).status_int) == (404, 200)


def test_a_public_text_stays_as_it_is_until_its_new_version_is_due(
        scheduled, run, clock, app, editing, section, staff, registry):
    item = scheduled()
    clock.at = NOW + HOUR
    run()
    transaction.begin()
    editing.edit(item, {'title': 'Thông xe cầu Tứ Liên'}, staff['soxaydung-editor'].id)
    schedule(item.working, NOW + 3 * HOUR, staff['soxaydung-editor'].id,
             staff['soxaydung-member'].id, registry)
    transaction.commit()
    clock.at = NOW + 2 * HOUR
    run()
    early = app.get(f'{PLACE}/cau').text
    clock.at = NOW + 3 * HOUR
    run()

    assert TITLE in early and 'Thông xe' not in early
    assert 'Thông xe' in app.get(f'{PLACE}/cau').text


def test_a_document_that_waits_for_nothing_is_in_no_index(section, editing, clock, staff):
    item = editing.add(section, 'tin', 'NewsItem', {'title': TITLE}, 'test')
    portal = section.__parent__.__parent__.__parent__

    assert item.__oid__ not in dues_of(portal).by_oid
    assert 'dues' not in vars(portal)


def test_services_kinds_and_jobs_keep_their_promises(registry, small_portal):
    assert all(verifyObject(IDue, due) for _name, due in registry.getUtilitiesFor(IDue))
    assert all(verifyObject(IJob, job) for _name, job in registry.getUtilitiesFor(IJob))
    with opened(registry, 'test') as environment:
        assert verifyObject(IScheduling, Scheduling(environment))


def test_the_scheduler_runs_its_jobs_and_ends(scheduled, clock, state, registry):
    scheduled()
    clock.at = NOW + HOUR
    twice = Semaphore(0)
    registry.registerUtility(Job('zz', 0, lambda environment: twice.release()), IJob, 'zz')

    with Scheduler(registry, 0.01):
        assert twice.acquire(timeout=20) and twice.acquire(timeout=20)
        names = [thread.name for thread in threading.enumerate()]

    assert 'scheduler' in names
    assert 'scheduler' not in [thread.name for thread in threading.enumerate()]
    assert state() == PUBLISHED


def test_a_job_rests_as_long_as_it_says(registry, small_portal):
    looked, at = [], [0]
    registry.registerUtility(Job('zz', 60, lambda environment: looked.append(at[0])), IJob, 'zz')
    scheduler = Scheduler(registry, 1, lambda: at[0])
    for at[0] in (0, 15, 59, 60, 61, 119, 125):
        scheduler.look()

    assert looked == [0, 60, 125]


def test_a_job_that_fails_is_logged_and_stops_no_other(registry, small_portal, caplog):
    def broken(environment):
        raise ZeroDivisionError

    looked = []
    registry.registerUtility(Job('a', 0, broken), IJob, 'a')
    registry.registerUtility(Job('zz', 0, lambda environment: looked.append(1)), IJob, 'zz')
    Scheduler(registry, 1).look()

    assert looked == [1]
    assert 'job a failed' in caplog.text


def test_before_there_is_a_portal_nothing_is_done(registry, caplog):
    for _name, job in registry.getUtilitiesFor(IJob):
        run_job(registry, job)

    assert caplog.text == ''


def test_two_who_look_at_once_publish_once(scheduled, clock, registry, section):
    """The second has read the state before the first commits, and meets a conflict."""
    scheduled()
    clock.at = NOW + HOUR
    results = []
    with opened(registry, 'one') as one, opened(registry, 'two') as two:
        second = Scheduling(two)
        entries = second._due(clock.now(), None)
        results.append(Scheduling(one).run())
        second._due = lambda now, kinds: entries
        results.append(second.run())

    assert results == [(1, 0), (0, 0)]

