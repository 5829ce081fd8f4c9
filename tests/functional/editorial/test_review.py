"""From the first sentence to the board's decision, by people with the rights of their roles."""
import datetime

import pytest
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.checks.services import ChecksService
from hanoiportal.editorial.publishing.services import PublishingService
from hanoiportal.editorial.review.interfaces import CannotPerform, Details
from hanoiportal.kernel.tree.lookup import find_site, in_work
from hanoiportal.kernel.workflow.interfaces import (
    APPROVED,
    ARCHIVED,
    AWAITING,
    DRAFT,
    EDITING,
    PUBLISHED,
    REJECTED,
    SCHEDULED,
    SUBMITTED,
    WITHDRAWN,
)
from hanoiportal.platform.ledger.interfaces import ILedger
from support.editorial_staff import CHECKED
from support.refusals import refusal

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def head(at_work):
    return at_work('bavi-head')


@pytest.fixture
def item(writer, ward):
    return writer.add(ward)


@pytest.fixture
def awaiting(item, writer, editor):
    """A news item that waits for the board."""
    writer.take(item, 'submit')
    editor.take(item, 'take')
    editor.take(item, 'pass_on')
    return item


@pytest.fixture
def public(awaiting, member):
    member.approve(awaiting)
    return awaiting


def steps_offered(person, document):
    return [offer.transition.name for offer in person.reviewing.available_transitions(document)]


@pytest.mark.clause('12.1.a/1')
def test_a_piece_goes_from_hand_to_hand_to_the_public(item, writer, editor, member):
    states = [writer.take(item, 'submit'), editor.take(item, 'take'),
              editor.take(item, 'pass_on'), member.approve(item)]

    assert states == [SUBMITTED, EDITING, AWAITING, PUBLISHED]
    assert item.is_public and [each.transition for each in item.concluded.events] == [
        'submit', 'take', 'pass_on', 'approve']
    [approval] = item.approvals
    assert (approval.actor, approval.basis) == (member.id, 'QĐ 02/QĐ-UBND ngày 01/9/2025')


def test_each_is_offered_what_their_role_does_next(item, writer, editor, member, at_work):
    assert [steps_offered(person, item) for person in (writer, editor, member)] == [
        ['submit'], ['submit'], ['submit']]
    writer.take(item, 'submit')
    assert steps_offered(writer, item) == ['recall']
    assert steps_offered(editor, item) == ['take', 'pass_on', 'give_back']
    assert steps_offered(at_work('soxaydung-head'), item) == []
    assert steps_offered(at_work('hanoi-head'), item) == []
    assert steps_offered(at_work('quantri'), item) == ['recall']


@pytest.mark.parametrize('steps', ['the step', 'all that may be taken'])
def test_a_version_is_read_and_checked_once_for(steps, awaiting, member, monkeypatch):
    asked = []
    for place, name in ((Versions, 'digest'), (ChecksService, 'blocking'),
                        (PublishingService, 'publish_blockers')):
        monkeypatch.setattr(place, name, _counted(getattr(place, name), asked))

    if steps == 'the step':
        assert member.approve(awaiting) == PUBLISHED
    else:
        assert 'approve' in steps_offered(member, awaiting)

    assert sorted(asked) == ['blocking', 'digest', 'publish_blockers']


def _counted(method, asked):
    def call(*args):
        asked.append(method.__name__)
        return method(*args)

    return call


@pytest.mark.clause('14.1/2')
def test_who_wrote_or_changed_it_does_not_approve_it(awaiting, member, head):
    member.edit(awaiting, title='Chợ hoa ngày Tết Đinh Mùi')

    assert 'không được tự phê duyệt' in refusal(member.approve, awaiting)['']
    assert head.approve(awaiting) == PUBLISHED


def test_a_change_after_an_approval_asks_for_another(
        awaiting, member, head, at_work, small_portal):
    small_portal['sites']['bavi'].workflow = 'ba-buoc-tap-the'
    assert member.approve(awaiting) == AWAITING
    at_work('bavi-deputy').edit(awaiting, summary='Thêm giờ mở cửa')

    assert awaiting.review.approvals == ()
    assert member.approve(awaiting) == AWAITING
    assert head.approve(awaiting) == PUBLISHED


def test_nobody_approves_twice(awaiting, member, small_portal):
    small_portal['sites']['bavi'].workflow = 'ba-buoc-tap-the'
    member.approve(awaiting)

    assert refusal(member.approve, awaiting) == {
        '': 'Phiên bản này đã được tài khoản này phê duyệt.'}


def test_the_last_stage_is_for_the_leaders_of_the_board(
        awaiting, member, head, small_portal, at_work):
    small_portal['sites']['bavi'].workflow = 'bon-buoc'
    assert member.approve(awaiting) == AWAITING

    other = at_work('bavi-member')
    assert refusal(other.approve, awaiting)
    assert head.approve(awaiting) == PUBLISHED
    assert [approval.stage for approval in awaiting.approvals] == [0, 1]


def test_with_two_steps_a_piece_goes_to_the_board_at_once(item, writer, member, small_portal):
    small_portal['sites']['bavi'].workflow = 'hai-buoc'

    assert writer.take(item, 'submit') == AWAITING
    assert member.approve(item) == PUBLISHED


@pytest.mark.clause('27.5')
@pytest.mark.clause('14.1/1')
@pytest.mark.parametrize('checks', [(), ('origin', 'quality'), ('origin', 'quality', 'other')])
def test_without_the_whole_checklist_nothing_is_approved(awaiting, member, checks):
    assert 'checks' in refusal(member.take, awaiting, 'approve', checks=checks)
    assert awaiting.state == AWAITING


@pytest.mark.clause('6.3.BBT')
@pytest.mark.clause('9.5')
def test_a_site_without_a_board_in_force_publishes_nothing(awaiting, member, ward, clock):
    site = ward.__parent__
    site.board.ends = clock.at - HOUR

    assert refusal(member.approve, awaiting)
    assert not awaiting.is_public


@pytest.mark.parametrize('ground', [
    pytest.param(ground, marks=pytest.mark.clause(f'14.3.{ground}')) for ground in 'abcdđ'])
def test_a_rejection_has_a_ground_and_a_note_that_reach_the_writer_and_is_counted(
        awaiting, member, ground, registry):
    ledger = registry.getAdapter(awaiting, ILedger)
    assert set(refusal(member.take, awaiting, 'reject')) == {'ground', 'note'}
    assert set(refusal(member.take, awaiting, 'reject', ground='x', note='Vì thế')) == {'ground'}

    assert member.take(awaiting, 'reject', ground=ground, note='Không rõ nguồn') == REJECTED
    last = awaiting.review.events[-1]
    assert (last.ground, last.note, last.actor) == (ground, 'Không rõ nguồn', member.id)
    *_others, told = ledger.since(0)
    assert (told.kind, told.rule, told.site, told.item, told.author) == (
        'rejected', ground, str(find_site(awaiting).__oid__), str(awaiting.__oid__), '')


def test_what_is_rejected_can_be_written_anew(awaiting, writer, member):
    member.take(awaiting, 'reject', ground='d', note='Không rõ nguồn')

    assert writer.take(awaiting, 'reopen', note='Đã ghi nguồn') == DRAFT
    assert writer.edit(awaiting, title='Chợ hoa Xuân')


def test_what_is_given_back_goes_to_the_writer_with_a_note(awaiting, writer, member):
    assert refusal(member.take, awaiting, 'give_back') == {'note': 'Hãy ghi lý do.'}

    assert member.take(awaiting, 'give_back', note='Thiếu giờ mở cửa') == DRAFT
    assert writer.edit(awaiting, summary='Mở cửa từ 7 giờ')


def test_a_writer_changes_nothing_that_others_have_in_hand(item, writer):
    writer.take(item, 'submit')

    assert refusal(writer.edit, item, title='Khác')
    assert writer.take(item, 'recall') == DRAFT
    assert writer.edit(item, title='Khác')


def test_what_is_approved_can_wait_and_be_published_by_the_operator(awaiting, member, at_work):
    details = Details(checks=CHECKED.checks, then='hold')
    assert member.take(awaiting, 'approve', details) == APPROVED
    assert not awaiting.is_public

    assert at_work('vanhanh').take(awaiting, 'publish') == PUBLISHED


def test_a_time_of_publication_lies_ahead_and_can_be_called_off(awaiting, member, clock):
    member.take(awaiting, 'approve', Details(checks=CHECKED.checks, then='hold'))
    assert 'moment' in refusal(member.take, awaiting, 'schedule')
    assert 'moment' in refusal(member.take, awaiting, 'schedule', moment=clock.at - HOUR)

    assert member.take(awaiting, 'schedule', moment=clock.at + HOUR) == SCHEDULED
    assert awaiting.review.publish_at == clock.at + HOUR and not awaiting.is_public
    assert member.take(awaiting, 'unschedule') == APPROVED
    assert awaiting.review.publish_at is None


def test_an_approval_can_be_revoked_before_it_shows(awaiting, member, head):
    member.take(awaiting, 'approve', Details(checks=CHECKED.checks, then='hold'))

    assert head.take(awaiting, 'revoke', note='Chờ số liệu mới') == AWAITING
    assert awaiting.review.approvals == ()


@pytest.mark.clause('8.3')
def test_a_public_text_stays_while_a_new_version_is_worked_on(public, editor, member):
    before = public.title
    editor.edit(public, title='Chợ hoa dời sang phố Hàng Lược')

    assert (public.title, public.state, in_work(public).title) == (
        before, PUBLISHED, 'Chợ hoa dời sang phố Hàng Lược')
    assert in_work(public).state == DRAFT
    editor.take(public, 'submit')
    editor.take(public, 'pass_on')
    assert public.title == before
    member.approve(public)
    assert (public.title, public.working) == ('Chợ hoa dời sang phố Hàng Lược', None)
    assert [version.values['title'] for version in public.history][-1] == before


@pytest.mark.clause('33.2')
def test_it_is_on_record_who_supplied_a_text_and_who_approved_it(
        awaiting, writer, editor, member, head):
    head.edit(awaiting, summary='Chợ họp đến giao thừa')
    member.approve(awaiting)
    public = awaiting
    assert (public.concluded.authors, [each.actor for each in public.approvals]) == (
        {writer.id, head.id}, [member.id])

    editor.edit(public, summary='Từ 20 tháng Chạp')
    editor.take(public, 'submit')
    editor.take(public, 'pass_on')
    head.approve(public)

    assert (public.concluded.authors, [each.actor for each in public.approvals]) == (
        {editor.id}, [head.id])
    assert [each.actor for each in public.history[-1].approvals] == [member.id]
    assert [(each.transition, each.actor) for each in public.concluded.events] == [
        ('submit', editor.id), ('pass_on', editor.id), ('approve', head.id)]


def test_a_version_remembers_by_which_approval_it_was_public(public, editor, member):
    first = public.approvals
    editor.edit(public, summary='Từ 20 tháng Chạp')
    editor.take(public, 'submit')
    editor.take(public, 'pass_on')
    member.approve(public)

    assert public.history[-1].approvals == first
    assert public.approvals[0].digest != first[0].digest


def test_a_working_version_can_be_thrown_away(public, editor, small_portal):
    editor.edit(public, title='Nhầm')
    working = public.working
    editor.editing.discard(public, editor.id)

    assert public.working is None and public.title == 'Chợ hoa ngày Tết'
    assert working.__oid__ not in small_portal.__objectmap__.objects


@pytest.mark.clause('15.1.đ')
def test_a_major_change_tells_readers_what_it_is(public, editor, member, clock):
    editor.edit(public, summary='Từ 15 tháng Chạp')
    clock.at += HOUR
    assert 'change_note' in refusal(editor.take, public, 'submit', change='major')
    editor.take(public, 'submit', change='major', change_note='Chợ mở sớm năm ngày')
    editor.take(public, 'pass_on')
    member.approve(public)

    assert public.updated_at == clock.at
    assert public.changes == ((clock.at, 'Chợ mở sớm năm ngày'),)
    assert public.published_at == clock.at - HOUR


def test_a_minor_change_leaves_the_date_that_readers_are_shown(public, editor, member):
    editor.edit(public, summary='Sửa lỗi chính tả')
    editor.take(public, 'submit')
    editor.take(public, 'pass_on')
    member.approve(public)

    assert (public.updated_at, public.changes) == (None, ())


@pytest.mark.clause('13.1.a')
def test_the_head_publishes_in_an_emergency_and_another_looks_at_it(item, head, member, clock):
    assert set(refusal(head.take, item, 'emergency')) == {'note', 'checks'}
    details = Details(checks=CHECKED.checks, note='Bão số 9 đổ bộ')
    assert head.take(item, 'emergency', details) == PUBLISHED

    assert head.looking.is_needed(item)
    assert head.looking.due(item) > clock.at
    assert refusal(head.looking.look, item, head.id)
    member.looking.look(item, member.id, 'Đúng')
    assert not member.looking.is_needed(item)


def test_nobody_but_the_head_may_publish_in_an_emergency(item, member, editor, at_work):
    details = Details(checks=CHECKED.checks, note='Gấp')

    for person in (member, editor, at_work('bavi-deputy'), at_work('quantri')):
        assert refusal(person.take, item, 'emergency', details)


def test_the_head_does_not_publish_own_words_in_an_emergency(head, ward):
    own = head.add(ward)

    assert refusal(head.take, own, 'emergency', Details(checks=CHECKED.checks, note='Gấp'))


@pytest.mark.parametrize(('meaning', 'state'), [('error', WITHDRAWN), ('outdated', ARCHIVED)])
def test_a_withdrawal_has_a_meaning_and_a_reason(public, member, meaning, state):
    assert set(refusal(member.take, public, 'withdraw')) == {'meaning', 'note'}

    assert member.take(public, 'withdraw', meaning=meaning, note='Hết hiệu lực') == state


def test_what_was_consolidated_leads_to_something_public(public, member, ward, publishing, writer):
    draft = writer.add(ward, 'Nháp')
    said = {'meaning': 'consolidated', 'note': 'Gộp'}
    assert 'moved_to' in refusal(member.take, public, 'withdraw', **said)
    assert 'moved_to' in refusal(member.take, public, 'withdraw', moved_to=draft, **said)
    publishing.publish(draft, 'test')

    assert member.take(public, 'withdraw', moved_to=draft, **said) == WITHDRAWN
    assert public.moved_to == draft.__oid__


@pytest.mark.clause('15.1.d')
def test_a_source_that_is_not_allowed_stops_the_approval_until_the_board_says_why(
        writer, editor, member, ward):
    item = writer.add(ward, body='<p>Theo VnExpress, <a href="https://vnexpress.net/x">tin</a></p>')
    writer.take(item, 'submit')
    editor.take(item, 'pass_on')

    assert 'override' in refusal(member.approve, item)
    why = Details(checks=CHECKED.checks, override='Ban Biên tập đã kiểm chứng với cơ quan')
    assert member.take(item, 'approve', why) == PUBLISHED
    assert item.approvals[0].override == why.override


def test_a_translation_has_its_own_way_and_its_own_approval(public, at_work, member, editor):
    translator = at_work('bavi-translator')
    text = translator.editing.translate(public, 'en', {'title': 'Flower market'}, translator.id)

    assert not text.is_public
    translator.take(text, 'submit')
    editor.take(text, 'pass_on')
    member.approve(text)
    assert text.is_public and text.approvals[0].actor == member.id


def test_those_of_another_site_can_do_nothing(item, at_work):
    stranger = at_work('soxaydung-head')

    assert steps_offered(stranger, item) == []
    assert refusal(stranger.take, item, 'submit')
    assert refusal(stranger.edit, item, title='Khác')


def test_places_are_changed_by_who_manages_the_site_alone(ward, editor, at_work):
    assert refusal(editor.editing.edit, ward, {'title': 'Khác'}, editor.id)
    assert refusal(editor.editing.add, ward.__parent__, '', 'Section', {'title': 'Mới'}, editor.id)
    manager = at_work('quanly')
    assert manager.editing.edit(ward, {'title': 'Tin tức'}, manager.id)


def test_a_public_item_keeps_its_name_unless_the_board_renames_it(public, editor, member):
    assert refusal(editor.editing.rename, public, 'cho-hoa', editor.id)

    member.editing.rename(public, 'cho-hoa', member.id)
    assert public.__name__ == 'cho-hoa'


def test_who_wrote_what_was_withdrawn_does_not_approve_it_when_it_is_reopened(at_work, ward):
    writer, member, head = map(at_work, ('bavi-contributor', 'bavi-member', 'bavi-head'))
    item = writer.add(ward)
    writer.take(item, 'submit')
    member.edit(item, title='Viết lại cả bài')
    member.take(item, 'pass_on')
    head.approve(item)
    head.take(item, 'withdraw', meaning='error', note='Sai')
    member.take(item, 'reopen', note='Đã kiểm tra lại')
    member.take(item, 'submit')
    member.take(item, 'pass_on')

    with pytest.raises(CannotPerform, match='không được tự phê duyệt'):
        member.approve(item)
    assert item.state == 'awaiting'
