"""Release sets: several texts, one approval, one transaction; all of them or none."""
import datetime

import pytest
import transaction
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.publishing.scanning import scan
from hanoiportal.editorial.releases.interfaces import CannotRelease
from hanoiportal.editorial.review.interfaces import Details
from hanoiportal.kernel.tree.events import IObjectPublished
from hanoiportal.kernel.tree.lookup import in_work
from hanoiportal.kernel.workflow.interfaces import APPROVED, AWAITING, HOLD, PUBLISHED, SCHEDULED
from hanoiportal.platform.notifications.services import notifying
from support.application import bavi
from support.crossposting import accepted
from support.editorial_staff import CHECKED
from support.scheduled_texts import look
from zope.interface import Interface

HOUR = datetime.timedelta(hours=1)
HELD = Details(checks=CHECKED.checks, then=HOLD)


site = bavi


@pytest.fixture
def items(at_work, ward):
    """Three texts that wait for the board: two new ones, and a change of a public one."""
    writer, editor = at_work('bavi-contributor'), at_work('bavi-editor')

    def hand_in(document, author):
        author.take(document, 'submit')
        editor.take(document, 'pass_on')

    made = [writer.add(ward, f'Tin số {number}') for number in range(3)]
    for item in made:
        hand_in(item, writer)
    at_work('bavi-head').approve(made[2])
    editor.edit(made[2], title='Tin đã đính chính')
    hand_in(made[2], editor)
    return made


@pytest.fixture
def release(releasing, site, items, staff):
    service, editor = releasing('bavi-editor'), staff['bavi-editor'].id
    release = service.create(site, 'Kỳ họp thứ tư', editor)
    service.add(site, release, items, editor)
    transaction.commit()
    return release


@pytest.fixture
def scheduled(release, releasing, site, staff, clock):
    member, service = staff['bavi-member'].id, releasing('bavi-member')
    service.take(site, release, 'approve', member, HELD)
    service.take(site, release, 'schedule', member, Details(moment=clock.at + HOUR))
    transaction.commit()
    return release


def refusal(call, *args):
    with pytest.raises(CannotRelease) as refused:
        call(*args)
    return {about: str(why) for about, why in refused.value.reasons.items()}


def states(items):
    return [in_work(item).state for item in items]


def test_all_are_approved_by_one_action_and_public_at_once(
        release, releasing, site, items, staff, registry, small_portal):
    releasing('bavi-member').take(site, release, 'approve', staff['bavi-member'].id, CHECKED)

    assert states(items) == [PUBLISHED] * 3 and items[2].title == 'Tin đã đính chính'
    assert release.state == 'published'
    digests = {approval.digest for item in items for approval in item.approvals}
    assert len(digests) == 3
    assert scan(small_portal, Versions(registry)).unapproved == ()


def test_if_one_cannot_be_approved_none_is_and_it_says_why(
        release, releasing, site, items, staff, at_work):
    at_work('bavi-member').edit(items[1], title='Khác')
    reasons = refusal(
        releasing('bavi-member').take, site, release, 'approve', staff['bavi-member'].id, CHECKED)

    assert list(reasons) == [(items[1].__oid__, '')]
    assert 'không được tự phê duyệt' in reasons[items[1].__oid__, '']
    assert states(items) == [AWAITING] * 3
    assert all(in_work(item).review.approvals == () for item in items)


def test_without_the_checklist_none_is_approved(release, releasing, site, items, staff):
    reasons = refusal(
        releasing('bavi-member').take, site, release, 'approve', staff['bavi-member'].id)

    assert list(reasons) == [(item.__oid__, 'checks') for item in items]


def test_where_two_must_approve_none_is_public_after_the_first(
        release, releasing, site, items, staff):
    site.workflow = 'ba-buoc-tap-the'
    for login in ('bavi-member', 'bavi-head'):
        assert states(items) == [AWAITING] * 3
        releasing(login).take(site, release, 'approve', staff[login].id, CHECKED)

    assert states(items) == [PUBLISHED] * 3


def test_at_its_time_all_appear_in_one_transaction_and_what_others_carry_follows(
        release, releasing, site, items, staff, registry, clock, crossing, small_portal):
    editor = crossing('bavi-editor')
    reference = accepted(crossing, editor.sending.propose(
        items[2], small_portal, 'Tin chung', None, editor.id), small_portal['tin-tuc-su-kien'])
    member, service = staff['bavi-member'].id, releasing('bavi-member')
    service.take(site, release, 'approve', member, HELD)
    service.take(site, release, 'schedule', member, Details(moment=clock.at + HOUR))
    transaction.commit()
    assert states(items) == [SCHEDULED] * 3 and look(registry) == (0, 0)
    assert reference.changed_at is None
    clock.at += HOUR
    assert (look(registry), look(registry)) == ((1, 0), (0, 0))

    assert states(items) == [PUBLISHED] * 3 and release.state == 'published'
    assert reference.changed_at == clock.at and reference.title == 'Tin số 2'
    assert len({item._p_serial for item in (*items, reference)}) == 1


def test_a_crash_in_the_middle_leaves_nothing_public_and_is_tried_again(
        scheduled, items, registry, clock, staff):
    seen = []

    def crash(event, document):
        seen.append(document)
        if len(seen) % 3 == 2:
            raise RuntimeError('the power went')

    registry.registerHandler(crash, [IObjectPublished, Interface])
    clock.at += HOUR
    done, failed = look(registry)
    assert (done, failed) == (0, 3) and len(seen) >= 2
    assert states(items) == [SCHEDULED] * 3 and scheduled.state == 'scheduled'
    told = [each for each in notifying(registry).list(staff['bavi-head'])
            if each.kind == 'not_published']
    assert len(told) == 1

    registry.unregisterHandler(crash, [IObjectPublished, Interface])
    assert look(registry) == (1, 0)
    assert states(items) == [PUBLISHED] * 3


def test_what_was_taken_back_alone_holds_the_others_up(
        scheduled, items, registry, clock, at_work, releasing, site, staff):
    at_work('bavi-member').take(items[0], 'unschedule')
    transaction.commit()
    clock.at += HOUR
    assert look(registry) == (0, 2)
    assert states(items) == [APPROVED, SCHEDULED, SCHEDULED]

    editor = releasing('bavi-editor')
    assert refusal(editor.remove, site, scheduled, items[1], staff['bavi-editor'].id)
    editor.remove(site, scheduled, items[0], staff['bavi-editor'].id)
    transaction.commit()
    assert look(registry) == (1, 0)
    assert states(items) == [APPROVED, PUBLISHED, PUBLISHED]


def test_what_was_taken_out_is_scheduled_by_itself_again(
        scheduled, items, registry, clock, at_work):
    member = at_work('bavi-member')
    member.take(items[0], 'unschedule')
    member.take(items[0], 'schedule', moment=clock.at + HOUR / 2)
    transaction.commit()
    clock.at += HOUR / 2

    assert look(registry) == (1, 0) and states(items) == [PUBLISHED, SCHEDULED, SCHEDULED]


def test_until_it_is_public_a_set_can_be_called_off(
        scheduled, items, registry, clock, releasing, site, staff):
    assert refusal(releasing('bavi-editor').call_off, site, scheduled, staff['bavi-editor'].id)
    transaction.abort()
    releasing('bavi-member').call_off(site, scheduled, staff['bavi-member'].id)
    transaction.commit()
    clock.at += 2 * HOUR

    assert look(registry) == (0, 0) and states(items) == [APPROVED] * 3
    assert scheduled.state == 'called off'
    assert refusal(releasing('bavi-member').take, site, scheduled, 'publish',
                   staff['bavi-member'].id)


def test_a_document_is_in_one_set_of_its_own_site(
        release, releasing, site, items, staff, small_portal, at_work, ward):
    service, editor = releasing('bavi-editor'), staff['bavi-editor'].id
    other = service.create(site, 'Đợt khác', editor)
    assert refusal(service.add, site, other, [items[0]], editor)
    foreign = at_work('soxaydung-contributor').add(
        small_portal['sites']['soxaydung']['tin-tuc-su-kien'])
    assert refusal(service.add, site, other, [foreign], editor)
    assert refusal(service.add, site, other, [ward], editor)
    public = at_work('bavi-contributor').add(ward, 'Đã đăng')
    at_work('bavi-head').take(public, 'emergency', checks=CHECKED.checks, note='Bão')
    assert refusal(service.add, site, other, [public], editor)

    service.remove(site, release, items[0], editor)
    service.add(site, other, [items[0]], editor)
    assert other.members == (items[0].__oid__,)


def test_who_edits_nothing_there_composes_nothing(releasing, site, staff):
    for login in ('bavi-contributor', 'bavi-translator', 'soxaydung-head', 'hanoi-head',
                  'kiemtra'):
        assert refusal(releasing(login).create, site, 'Đợt', staff[login].id)
    assert refusal(releasing('bavi-editor').create, site, ' ', staff['bavi-editor'].id)


def test_an_empty_set_is_not_approved(releasing, site, staff):
    release = releasing('bavi-editor').create(site, 'Trống', staff['bavi-editor'].id)

    assert refusal(releasing('bavi-member').take, site, release, 'approve',
                   staff['bavi-member'].id, CHECKED)
