"""Tasks on a text: in turn or at once, claimed or given, by quorum, by a substitute."""
import datetime
import itertools
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.base.clock import local, shown_date
from hanoiportal.base.deadlines.interfaces import DayRow
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.review.interfaces import CannotPerform
from hanoiportal.editorial.tasks.kinds import APPROVE, CHECK, DONE, EDIT, NOT_NEEDED, WRITE
from hanoiportal.editorial.tasks.resource import Wish
from hanoiportal.editorial.tasks.services import Tasks
from hanoiportal.editorial.tasks.substitutes import Substitutes
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import CONTRIBUTOR, EDITOR
from hanoiportal.kernel.tree.events import send
from hanoiportal.kernel.tree.lookup import in_work
from hanoiportal.kernel.workflow.interfaces import AWAITING, PUBLISHED
from hanoiportal.platform.calendar.services import CalendarKeeping
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.platform.scheduling.services import Scheduling
from support.editorial_staff import CHECKED
from support.new_days_off import follow
from support.refusals import refusal

DAY = datetime.timedelta(days=1)


@pytest.fixture
def working(at_work, registry):
    """``working(login)``: the ``ITasks`` of that person."""
    commenting = SimpleNamespace(remarks=lambda document: [])
    return lambda login: Tasks(
        at_work(login).allowed, registry.getUtility(IClock), send(registry), Versions(registry),
        commenting)


@pytest.fixture
def substitutes(small_portal, registry, clock):
    return Substitutes(small_portal, clock, send(registry))


@pytest.fixture
def more(small_portal, registry, staff):
    """Three more editors of the ward: ``bavi-e1``, ``bavi-e2``, ``bavi-e3``."""
    for number in (1, 2, 3):
        account = small_portal['accounts'].create(f'bavi-e{number}', f'Biên tập viên {number}',
                                                  registry=registry)
        staff[f'bavi-e{number}'] = account
        grant(small_portal['sites']['bavi'], account.id, EDITOR, Grant('QĐ 4'))
    return staff


@pytest.fixture
def item(at_work, ward):
    writer = at_work('bavi-contributor')
    item = writer.add(ward)
    transaction.commit()
    return item


@pytest.fixture
def told(registry, staff):
    """``told(login)``: the kinds of what that person was told of tasks."""
    return lambda login: [each.kind for each in notifying(registry).list(staff[login])
                          if each.kind.startswith('task')]


def state_of(task):
    return task.outcome or ('waits' if task.is_waiting else 'open')


#: How tasks are given: all at once or one after the other, to people or to a role that claims
#: them, all needed or two of three, and done by themselves or by who stands in for the first.
EVERY = list(itertools.product(
    ('parallel', 'serial'), ('given', 'claimed'), (0, 2), (False, True)))


@pytest.mark.parametrize('turns,how,quorum,absent', EVERY)
def test_every_way_of_giving_checks_ends_as_it_should(
        turns, how, quorum, absent, item, working, more, substitutes, clock, told):
    logins, head = ['bavi-e1', 'bavi-e2', 'bavi-e3'], more['bavi-head'].id
    ids = [more[login].id for login in logins]
    first = more['bavi-editor'].id if absent else ids[0]
    if absent:
        substitutes.name(more['bavi-e1'], first, clock.at, clock.at + DAY)
    service = working('bavi-head')
    before = service.assign(item, Wish(EDIT), [more['bavi-deputy'].id], '', 1, head)[0]
    wish = Wish(CHECK, quorum=quorum, order=2 if turns == 'serial' else 1)
    tasks = service.assign(item, wish, *((ids, '', 1) if how == 'given' else ((), 'editor', 3)),
                           head)

    if turns == 'serial':
        assert [state_of(task) for task in tasks] == ['waits'] * 3
        assert refusal(service.finish, item, tasks[0].number, ids[0])
        assert told('bavi-e1') == told('bavi-editor') == []
        working('bavi-deputy').finish(item, before.number, more['bavi-deputy'].id)
    assert [state_of(task) for task in tasks] == ['open'] * 3
    assert 'task' in told('bavi-e2')
    assert told('bavi-editor') == (
        ['task'] * 3 if how == 'claimed' else ['task'] if absent else [])

    doers = [first, *ids[1:]]
    for task, doer, login in zip(tasks, doers, logins, strict=True):
        if task.is_ended:
            continue
        if how == 'claimed':
            assert refusal(working(login).finish, item, task.number, doer)
            working(login).claim(item, task.number, doer)
            assert task.holder == doer
        working('bavi-editor' if doer == first and absent else login).finish(
            item, task.number, doer, 'Đã xem')

    assert [state_of(task) for task in tasks] == [
        DONE, DONE, NOT_NEEDED if quorum else DONE]
    assert [task.ended_by for task in tasks[:2]] == doers[:2]


def test_of_a_quorum_everybody_is_one(item, working, more, substitutes, clock):
    first, second = more['bavi-e1'].id, more['bavi-e2'].id
    substitutes.name(more['bavi-e1'], second, clock.at, clock.at + DAY)
    one, two = working('bavi-head').assign(
        item, Wish(CHECK, quorum=2), [first, second], '', 1, more['bavi-head'].id)
    working('bavi-e2').finish(item, two.number, second)

    refused = refusal(working('bavi-e2').finish, item, one.number, second)
    assert 'đã thực hiện một phần' in refused['']
    free = working('bavi-head').assign(
        item, Wish(CHECK, quorum=2), (), 'editor', 2, more['bavi-head'].id)
    working('bavi-e2').claim(item, free[0].number, second)
    assert refusal(working('bavi-e2').claim, item, free[1].number, second)


@pytest.mark.parametrize('kind,held', [
    (WRITE, ['submit', 'take', 'pass_on', 'approve']), (EDIT, ['pass_on', 'approve']),
    (CHECK, ['approve']), (APPROVE, ['approve'])])
def test_a_required_task_holds_up_the_steps_that_it_comes_before(
        kind, held, item, working, at_work, staff):
    [task] = working('bavi-head').assign(
        item, Wish(kind), [staff['bavi-deputy'].id], '', 1, staff['bavi-head'].id)
    people = {'submit': 'bavi-contributor', 'take': 'bavi-editor', 'pass_on': 'bavi-editor'}
    refused = []
    for step in ('submit', 'take', 'pass_on', 'approve'):
        person, details = at_work(people.get(step, 'bavi-member')), {}
        if step == 'approve':
            details = {'details': CHECKED}
        try:
            person.take(item, step, **details)
        except CannotPerform:
            refused.append(step)
            required, task.wish = task.wish, Wish(kind, required=False)
            person.take(item, step, **details)
            task.wish = required

    assert refused == held
    assert item.state == PUBLISHED and task.outcome == NOT_NEEDED


def test_an_approval_that_was_asked_for_is_done_by_approving(
        item, working, at_work, staff, told):
    tasks = working('bavi-deputy')
    [task] = tasks.assign(item, Wish(APPROVE), [staff['bavi-member'].id], '', 1,
                          staff['bavi-deputy'].id)
    at_work('bavi-contributor').take(item, 'submit')
    at_work('bavi-editor').take(item, 'pass_on')

    assert 'giao cho người khác' in refusal(at_work('bavi-head').approve, item)['']
    assert 'khi bài được phê duyệt' in refusal(
        working('bavi-member').finish, item, task.number, staff['bavi-member'].id)['']
    assert at_work('bavi-member').approve(item) == PUBLISHED
    assert (task.outcome, task.ended_by) == (DONE, staff['bavi-member'].id)


def test_the_substitute_of_who_was_asked_approves(
        item, working, at_work, staff, substitutes, clock):
    [task] = working('bavi-deputy').assign(
        item, Wish(APPROVE), [staff['bavi-member'].id], '', 1, staff['bavi-deputy'].id)
    at_work('bavi-contributor').take(item, 'submit')
    at_work('bavi-editor').take(item, 'pass_on')
    substitutes.name(staff['bavi-member'], staff['bavi-head'].id, clock.at, clock.at + DAY)

    assert at_work('bavi-head').approve(item) == PUBLISHED
    assert (task.holder, task.ended_by) == (staff['bavi-member'].id, staff['bavi-head'].id)


def test_the_head_waits_for_nobody_in_an_emergency(item, working, at_work, staff):
    working('bavi-head').assign(item, Wish(CHECK), [staff['bavi-editor'].id], '', 1,
                                staff['bavi-head'].id)

    assert at_work('bavi-head').take(
        item, 'emergency', checks=CHECKED.checks, note='Bão') == PUBLISHED


def test_who_is_no_leader_of_the_board_gives_no_tasks(item, working, staff):
    for login in ('bavi-contributor', 'bavi-editor', 'bavi-member', 'soxaydung-head', 'hanoi-head',
                  'quanly'):
        assert refusal(working(login).assign, item, Wish(EDIT), (), 'editor', 1, staff[login].id)


def test_nobody_is_given_what_they_cannot_read_or_have_written(
        item, working, staff, small_portal, registry):
    head, assign = staff['bavi-head'].id, working('bavi-head').assign
    other = small_portal['accounts'].create('bavi-c2', 'Cộng tác viên 2', registry=registry)
    grant(small_portal['sites']['bavi'], other.id, CONTRIBUTOR, Grant('QĐ 4'))
    for person in (other.id, staff['soxaydung-editor'].id, staff['hanoi-head'].id, 'u0', ''):
        assert 'people' in refusal(assign, item, Wish(EDIT), [person], '', 1, head)

    writer = staff['bavi-contributor'].id
    assert 'people' in refusal(assign, item, Wish(CHECK), [writer], '', 1, head)
    assert assign(item, Wish(WRITE), [writer], '', 1, head)


def test_a_task_that_cannot_be_is_refused_by_what_is_wrong(item, working, staff):
    for wish, people, role, copies, field in (
            (Wish('sing'), (), 'editor', 1, 'kind'),
            (Wish(EDIT, priority='x'), (), 'editor', 1, 'kind'), (Wish(EDIT), (), '', 1, 'role'),
            (Wish(EDIT), (), 'head', 1, 'role'), (Wish(CHECK), (), 'editor', 0, 'copies'),
            (Wish(CHECK), (), 'editor', 13, 'copies'),
            (Wish(CHECK, order=0), (), 'editor', 1, 'order'),
            (Wish(CHECK, order=100), (), 'editor', 1, 'order'),
            (Wish(CHECK, quorum=3), (), 'editor', 2, 'quorum'),
            (Wish(EDIT, quorum=1), (), 'editor', 2, 'quorum'),
            (Wish(EDIT, note='x' * 2001), (), 'editor', 1, 'note'),
            (Wish(EDIT, due=datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)), (),
             'editor', 1, 'due')):
        reasons = refusal(
            working('bavi-head').assign, item, wish, people, role, copies, staff['bavi-head'].id)

        assert list(reasons) == [field] and item.review is None, wish


def test_a_task_is_handed_on_and_cancelled(item, working, staff, more, told):
    head, service = staff['bavi-head'].id, working('bavi-head')
    one, two = [service.assign(item, Wish(EDIT, order=order), [more['bavi-e1'].id], '', 1, head)[0]
                for order in (1, 2)]
    working('bavi-e1').hand_on(item, one.number, more['bavi-e2'].id, more['bavi-e1'].id, 'Bận')

    assert (one.holder, told('bavi-e2')) == (more['bavi-e2'].id, ['task'])
    assert refusal(working('bavi-e1').finish, item, one.number, more['bavi-e1'].id)
    assert refusal(working('bavi-e2').cancel, item, one.number, more['bavi-e2'].id)
    assert refusal(working('bavi-e3').hand_on, item, one.number, more['bavi-e1'].id,
                   more['bavi-e3'].id)
    service.cancel(item, one.number, head, 'Không cần')
    assert [state_of(task) for task in (one, two)] == ['cancelled', 'open']
    assert refusal(service.cancel, item, one.number, head)


def test_those_alone_who_are_concerned_are_told(item, working, staff, told):
    working('bavi-head').assign(
        item, Wish(CHECK), (), 'board', 1, staff['bavi-head'].id)

    assert [login for login in staff if told(login)] == ['bavi-member', 'bavi-deputy']


def test_of_a_term_people_are_reminded_once_a_day_before(
        item, working, staff, registry, clock, told):
    for days in (3, 6):
        working('bavi-head').assign(
            item, Wish(EDIT, due=clock.at + days * DAY), [staff['bavi-editor'].id], '', 1,
            staff['bavi-head'].id)
    transaction.commit()

    def look(after):
        clock.at = start + after * DAY
        with opened(registry, 'test') as environment:
            done = Scheduling(environment).run()
        transaction.begin()
        return done

    start = clock.at
    assert [look(1.9), look(2), look(2.5), look(4)] == [(0, 0), (1, 0), (0, 0), (0, 0)]
    assert told('bavi-editor') == ['task_due', 'task', 'task']
    assert look(7) == (1, 0)
    assert told('bavi-editor') == ['task_due', 'task', 'task'], 'it is not due soon, but late'


def test_a_new_day_off_names_the_tasks_that_it_moves_and_tells_their_people_once(
        item, working, staff, registry, clock, small_portal, told):
    for days in (3, 0):
        working('bavi-head').assign(
            item, Wish(EDIT, due=clock.at + 3 * DAY, days=days), [staff['bavi-editor'].id], '',
            1, staff['bavi-head'].id)
    transaction.commit()
    given = local(clock.at).date()
    off = next(day for day in (given + number * DAY for number in range(1, 9))
               if day.weekday() < 5)
    keeping = CalendarKeeping(registry, small_portal, lambda *_asked: True)
    row = DayRow(date=off, kind='holiday', name_vi='Ngày nghỉ', basis='TB 12/TB',
                 known_since=given)
    item.review.tasks[0].reminded = True
    transaction.commit()
    [moved] = keeping.moved_by([row])

    assert (moved.deadline.title, moved.deadline.site, moved.deadline.rule) == (
        'Biên tập', 'Xã Ba Vì', '')
    assert moved.before < moved.after
    clock.pass_(hours=1)
    keeping.enter(row, 'uvan')
    clock.pass_(hours=1)
    working('bavi-head').assign(item, Wish(EDIT, days=3), [staff['bavi-member'].id], '', 1,
                                staff['bavi-head'].id)
    transaction.commit()
    for _again in range(2):
        follow(registry, 'task calendar')

    newest = notifying(registry).list(staff['bavi-editor'])[0]
    assert (newest.kind, newest.details['note']) == ('task_redated', ' → '.join(
        shown_date(local(each).date(), 'vi') for each in (moved.before, moved.after)))
    assert told('bavi-editor') == ['task_redated', 'task', 'task']
    assert told('bavi-member') == ['task']


def test_a_substitute_is_a_colleague_and_the_time_is_bounded(
        substitutes, staff, clock, small_portal):
    editor = staff['bavi-editor']
    assert refusal(substitutes.name, editor, staff['soxaydung-editor'].id, clock.at,
                   clock.at + DAY)
    assert 'substitute' in refusal(substitutes.name, editor, editor.id, clock.at, clock.at + DAY)
    assert 'starts' in refusal(substitutes.name, editor, staff['bavi-head'].id, clock.at, None)
    assert 'ends' in refusal(substitutes.name, editor, staff['bavi-head'].id, clock.at, clock.at)
    assert 'ends' in refusal(
        substitutes.name, editor, staff['bavi-head'].id, clock.at - 2 * DAY, clock.at - DAY)

    substitutes.name(editor, staff['bavi-head'].id, clock.at + DAY, clock.at + 2 * DAY)
    seen = []
    for hours in (0, 24, 47, 48):
        clock.at += datetime.timedelta(hours=hours) - (
            datetime.timedelta(hours=seen[-1][0]) if seen else datetime.timedelta())
        seen.append((hours, substitutes.absent(staff['bavi-head'])))
    assert [names for _hours, names in seen] == [[], [editor.id], [editor.id], []]
    assert substitutes.current(editor) is None


def test_a_substitute_of_a_substitute_stands_in_too(substitutes, staff, clock):
    for absent, present in (('editor', 'member'), ('member', 'deputy'), ('deputy', 'editor')):
        substitutes.name(staff[f'bavi-{absent}'], staff[f'bavi-{present}'].id, clock.at,
                         clock.at + DAY)

    assert substitutes.absent(staff['bavi-deputy']) == sorted(
        staff[f'bavi-{role}'].id for role in ('editor', 'member'))
    substitutes.end(staff['bavi-editor'])
    assert substitutes.absent(staff['bavi-member']) == []
    assert refusal(substitutes.end, staff['bavi-editor'])


def test_what_was_rejected_is_nobodys_task_any_more(item, working, staff, at_work):
    [task] = working('bavi-head').assign(
        item, Wish(CHECK), (), 'board', 1, staff['bavi-head'].id)
    at_work('bavi-contributor').take(item, 'submit')
    at_work('bavi-editor').take(item, 'pass_on')
    assert in_work(item).state == AWAITING
    at_work('bavi-member').take(item, 'reject', ground='d', note='Không rõ')

    assert task.outcome == NOT_NEEDED


def test_what_is_public_or_scheduled_has_no_tasks(item, working, staff, at_work):
    at_work('bavi-head').take(item, 'emergency', checks=CHECKED.checks, note='Bão')

    assert 'mở bản sửa' in refusal(
        working('bavi-head').assign, item, Wish(EDIT), (), 'editor', 1, staff['bavi-head'].id)['']
