"""A step of the workflow sends one event; log, notices and indexes take their parts from it."""
import datetime

import pytest
import transaction
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.editorial.review.interfaces import Details
from hanoiportal.kernel.tree.events import (
    IAction,
    IObjectModified,
    ObjectPublished,
    PublishedByStep,
    Transitioned,
)
from hanoiportal.kernel.workflow.interfaces import APPROVED, AWAITING, HOLD, PUBLISHED, SCHEDULED
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.scheduling.resource import dues_of
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.safekeeping.audit.services import AuditService
from support.editorial_staff import CHECKED
from support.scheduled_texts import look
from zope.interface import Interface

HELD = Details(checks=CHECKED.checks, then=HOLD)


@pytest.fixture
def item(at_work, ward):
    """A news item that waits for the board, committed."""
    writer, editor = at_work('bavi-contributor'), at_work('bavi-editor')
    item = writer.add(ward)
    writer.take(item, 'submit')
    editor.take(item, 'pass_on')
    transaction.commit()
    return item


@pytest.fixture
def sent(registry, item):
    """Each event about ``item``, in its order."""
    events = []

    def heard(event, resource):
        if resource is item and (IAction.providedBy(event) or IObjectModified.providedBy(event)):
            events.append(event)

    registry.registerHandler(heard, (Interface, Interface))
    return events


def kinds(events):
    return [(type(event), getattr(event, 'action', '')) for event in events]


def rows(registry, item):
    """Return what the log tells of ``item`` since it waits for the board, the oldest first: who,
    action, before and after.
    """
    transaction.commit()
    found = [(entry.who, entry.action, entry.before, entry.after) for entry in AuditService(
        registry, lambda permission, resource: True).entries(
            item, wanted=LogQuery(oid=item.__oid__)).items]
    return found[:[action for _who, action, *_states in found].index('pass_on')][::-1]


def notices(registry, staff, login):
    return [each.kind for each in notifying(registry).list(staff[login])]


def test_each_step_to_the_public_and_back_sends_one_event(
        item, sent, member, clock, at_work):
    hour = datetime.timedelta(hours=1)
    member.take(item, 'approve', HELD)
    member.take(item, 'schedule', moment=clock.at + hour)
    member.take(item, 'unschedule')
    member.take(item, 'publish')
    member.take(item, 'withdraw', meaning='error', note='Đăng nhầm')

    assert kinds(sent) == [
        (Transitioned, 'approve'), (Transitioned, 'schedule'), (Transitioned, 'unschedule'),
        (PublishedByStep, 'publish'), (Transitioned, 'withdraw')]
    assert {event.actor for event in sent} == {member.id}


def test_an_approval_that_publishes_is_one_event_two_rows_and_one_notice(
        item, sent, member, registry, staff, ward):
    member.approve(item)

    assert kinds(sent) == [(PublishedByStep, 'approve')]
    digest = item.approvals[0].digest
    assert rows(registry, item) == [
        (member.id, 'publish', '', digest), (member.id, 'approve', AWAITING, APPROVED)]
    assert notices(registry, staff, 'bavi-contributor') == ['published']
    assert item in CatalogService(ward.__parent__.__parent__.__parent__).latest(ward, 'vi').items


def test_an_approval_on_hold_is_told_to_those_who_wrote_it(item, member, registry, staff):
    member.take(item, 'approve', HELD)

    assert rows(registry, item) == [(member.id, 'approve', AWAITING, APPROVED)]
    assert notices(registry, staff, 'bavi-contributor') == ['approved']


def test_publishing_what_was_approved_is_one_row(item, member, registry, staff):
    member.take(item, 'approve', HELD)
    member.take(item, 'publish')

    assert rows(registry, item) == [
        (member.id, 'approve', AWAITING, APPROVED), (member.id, 'publish', APPROVED, PUBLISHED)]
    assert notices(registry, staff, 'bavi-contributor') == ['published', 'approved']


def test_what_is_published_at_its_time_is_one_row_in_the_name_of_who_scheduled_it(
        item, sent, member, registry, clock, staff, small_portal):
    member.take(item, 'approve', HELD)
    clock.at += datetime.timedelta(minutes=1)
    member.take(item, 'schedule', moment=clock.at + datetime.timedelta(hours=1))
    transaction.commit()
    assert [kind for _seconds, kind, _oid in dues_of(small_portal).entries] == ['publish']
    sent.clear()

    clock.at += datetime.timedelta(hours=2)
    assert look(registry) == (1, 0)
    transaction.begin()

    assert rows(registry, item)[-2:] == [
        (member.id, 'schedule', APPROVED, SCHEDULED),
        (member.id, 'publish', '', item.approvals[0].digest)]
    assert list(dues_of(small_portal).entries) == []
    assert notices(registry, staff, 'bavi-contributor') == ['published', 'scheduled', 'approved']


def test_an_emergency_is_told_to_the_board_and_to_those_who_wrote_it(
        item, sent, at_work, registry, staff):
    at_work('bavi-head').take(item, 'emergency', Details(checks=CHECKED.checks, note='Lũ lên'))

    assert kinds(sent) == [(PublishedByStep, 'emergency')]
    assert [action for _who, action, *_states in rows(registry, item)] == ['publish', 'emergency']
    assert notices(registry, staff, 'bavi-member')[0] == 'second_look'
    assert notices(registry, staff, 'bavi-contributor') == ['published']


def test_what_an_import_brings_is_no_step(item, sent, member):
    member.publishing.publish_imported(item, 'import', 'Tệp cũ')

    assert kinds(sent) == [(ObjectPublished, '')]
