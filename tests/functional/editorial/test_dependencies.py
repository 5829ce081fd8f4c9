"""A decision with its signed file, a news item with its picture: one round for both (14.1)."""
from io import BytesIO

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.content.versions.versions import Versions
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.discovery.search.parsing import parse
from hanoiportal.editorial.publishing.scanning import scan
from hanoiportal.editorial.review.interfaces import CannotPerform
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.kernel.tree.lookup import find_site, path_of
from hanoiportal.kernel.workflow.interfaces import (
    APPROVED,
    AWAITING,
    DRAFT,
    EDITING,
    HOLD,
    PUBLISHED,
    SCHEDULED,
    SUBMITTED,
    WITHDRAWN,
)
from support.editorial_staff import CHECKED
from support.factories import PDF, picture

DECISION = {
    'title': 'Quyết định số 128/QĐ-UBND', 'summary': 'Về cây xanh', 'number': '128/QĐ-UBND',
    'kind': 'quyet-dinh-ca-biet', 'issuer': 'Ủy ban nhân dân xã Ba Vì', 'signer': 'Lê Văn An',
    'signer_position': 'Chủ tịch', 'issued': '2025-08-16', 'secrecy': 'khong',
    'status': '', 'effective': '2025-08-16'}


@pytest.fixture
def library(small_portal):
    return small_portal['sites']['bavi']['da-phuong-tien']


def pdf(title='Bản ký số', name='ban-ky-so.pdf'):
    return {'title': title, 'file': Incoming(name, BytesIO(PDF))}


@pytest.fixture
def decision(small_portal, writer):
    place = small_portal['sites']['bavi']['van-ban-hanh-chinh']
    return writer.editing.add(place, '', 'LegalDocument', DECISION, writer.id)


@pytest.fixture
def signed(decision, writer):
    """The signed copy in ``decision``."""
    return writer.editing.add(decision, '', 'File', pdf(), writer.id)


@pytest.fixture
def photo(library, writer):
    return writer.editing.add(library, '', 'Image', {
        'title': 'Hồ Suối Hai', 'alt': 'Mặt hồ buổi sáng',
        'image': Incoming('ho.jpg', picture('JPEG', (64, 48)))}, writer.id)


@pytest.fixture
def news(writer, ward, photo):
    return writer.add(ward, body=f'<p>Hồ <img src="{path_of(photo)}/content" alt="Hồ"></p>')


def why(call, *args, **kwargs):
    """Return the reason for which ``call`` refuses."""
    with pytest.raises(CannotPerform) as refused:
        call(*args, **kwargs)
    return refused.value.reasons[''].interpolate()


def hand_in(document, writer, editor):
    writer.take(document, 'submit')
    editor.take(document, 'take')
    editor.take(document, 'pass_on')


@pytest.mark.clause('14.1/1')
def test_a_decision_and_its_signed_file_are_public_after_one_round(
        decision, signed, writer, editor, member, small_portal, registry):
    seen = []
    for person, step in ((writer, 'submit'), (editor, 'take'), (editor, 'pass_on')):
        person.take(decision, step)
        seen.append(signed.state)
    member.approve(decision)

    assert seen == [SUBMITTED, EDITING, AWAITING]
    assert (decision.state, signed.state, signed.is_public) == (PUBLISHED, PUBLISHED, True)
    [approval] = signed.approvals
    assert (approval.actor, approval.digest) == (member.id, Versions(registry).digest(signed))
    assert scan(small_portal, Versions(registry)).unapproved == ()


def test_a_file_in_a_document_takes_no_steps_of_its_own(decision, signed, writer):
    assert writer.reviewing.available_transitions(signed) == []
    assert 'Quyết định số 128' in why(writer.take, signed, 'submit')


def test_a_file_in_a_public_document_goes_its_own_way(decision, signed, writer, editor, member):
    hand_in(decision, writer, editor)
    member.approve(decision)
    later = editor.editing.add(decision, '', 'File', pdf('Phụ lục', 'phu-luc.pdf'), editor.id)

    editor.take(later, 'submit')
    editor.take(later, 'take')
    editor.take(later, 'pass_on')
    member.approve(later)

    assert later.is_public


def test_a_decision_given_back_comes_back_with_its_files(decision, signed, writer, editor):
    writer.take(decision, 'submit')
    editor.take(decision, 'give_back', note='Thiếu phụ lục.')

    assert (decision.state, signed.state) == (DRAFT, DRAFT)


def test_a_picture_first_shown_by_a_news_item_is_approved_with_it(
        news, photo, writer, editor, member):
    hand_in(news, writer, editor)
    before = photo.state
    member.approve(news)

    assert (before, photo.state, news.state) == (AWAITING, PUBLISHED, PUBLISHED)


def test_a_lead_picture_goes_with_its_news_item_too(ward, photo, writer, editor, member):
    item = writer.add(ward, images=path_of(photo))
    hand_in(item, writer, editor)
    member.approve(item)

    assert photo.state == PUBLISHED


def test_a_scheduled_text_and_its_picture_become_public_at_one_moment(
        news, photo, writer, editor, member, clock):
    hand_in(news, writer, editor)
    member.take(news, 'approve', checks=CHECKED.checks, then=HOLD)
    moment = clock.now().replace(year=clock.now().year + 1)
    member.take(news, 'schedule', moment=moment)
    waiting = news.state, photo.state

    member.publishing.publish(news, member.id)

    assert waiting == (SCHEDULED, APPROVED)
    assert (news.state, photo.state) == (PUBLISHED, PUBLISHED)


def test_the_sender_of_a_picture_does_not_approve_the_text(library, ward, writer, editor, member):
    photo = member.editing.add(library, '', 'Image', {
        'title': 'Hồ Suối Hai', 'decorative': 'yes',
        'image': Incoming('ho.jpg', picture('JPEG', (64, 48)))}, member.id)
    item = writer.add(ward, images=path_of(photo))
    hand_in(item, writer, editor)

    assert 'Hồ Suối Hai' in why(member.take, item, 'approve', CHECKED)
    assert photo.state != PUBLISHED


def test_a_picture_changed_between_two_approvals_sends_the_text_back(
        news, photo, writer, editor, member, at_work, small_portal):
    small_portal['sites']['bavi'].workflow = 'bon-buoc'
    hand_in(news, writer, editor)
    member.approve(news)
    at_work('bavi-deputy').editing.edit(photo, {'credit': 'Trần Bình'}, editor.id)

    assert 'Hồ Suối Hai' in why(at_work('bavi-head').take, news, 'approve', CHECKED)
    assert (news.state, photo.is_public) == (AWAITING, False)


def test_a_text_is_not_approved_with_a_picture_that_nobody_will_see(
        ward, photo, writer, editor, member):
    hand_in(photo, writer, editor)
    member.approve(photo)
    item = writer.add(ward, images=path_of(photo))
    member.take(photo, 'withdraw', meaning='error', note='Nhầm ảnh.')
    hand_in(item, writer, editor)

    assert 'Hồ Suối Hai' in why(member.take, item, 'approve', CHECKED)


def test_nobody_adds_a_file_to_a_document_without_the_right_to_change_it(
        decision, writer, editor, at_work):
    writer.take(decision, 'submit')

    with pytest.raises(Refused):
        writer.editing.add(decision, '', 'File', pdf(), writer.id)
    with pytest.raises(Refused):
        at_work('soxaydung-editor').editing.add(decision, '', 'File', pdf(), writer.id)
    assert editor.editing.add(decision, '', 'File', pdf(), editor.id)


def test_a_withdrawn_decision_takes_its_files_from_the_public(
        decision, signed, writer, editor, member):
    hand_in(decision, writer, editor)
    member.approve(decision)
    member.take(decision, 'withdraw', meaning='error', note='Đăng nhầm.')

    assert (signed.state, signed.is_public) == (WITHDRAWN, False)


def test_files_are_in_no_list_for_visitors_but_their_words_lead_to_the_document(
        decision, signed, writer, editor, member, small_portal):
    hand_in(decision, writer, editor)
    member.approve(decision)
    transaction.commit()
    catalog = CatalogService(small_portal)

    found = catalog.search(parse('bản ký số'), small_portal, 'vi').items
    latest = catalog.latest(small_portal['sites']['bavi'], 'vi').items

    assert decision in latest and signed not in latest
    assert found == (decision,)


def test_a_second_look_at_an_emergency_takes_in_its_files(
        decision, signed, writer, editor, member, at_work):
    hand_in(decision, writer, editor)
    at_work('bavi-head').take(decision, 'emergency', note='Mưa lũ.', checks=CHECKED.checks)
    before = member.looking.is_needed(signed)

    member.looking.look(decision, member.id)

    assert (signed.state, before, member.looking.is_needed(signed)) == (PUBLISHED, True, False)


def test_a_set_holds_a_picture_once_as_a_part_of_its_text(
        news, photo, writer, editor, member, releasing, ward):
    site = find_site(ward)
    hand_in(news, writer, editor)
    release = releasing('bavi-editor').create(site, 'Đợt một', editor.id)
    releasing('bavi-editor').add(site, release, [photo, news], editor.id)
    releasing('bavi-member').take(site, release, 'approve', member.id, CHECKED)

    assert (news.state, photo.state) == (PUBLISHED, PUBLISHED)
    assert release.members == (news.__oid__,)


def test_a_decision_that_is_opened_again_has_its_withdrawn_files_again(
        decision, signed, writer, editor, member):
    hand_in(decision, writer, editor)
    member.approve(decision)
    member.take(decision, 'withdraw', meaning='error', note='Đăng nhầm.')
    editor.take(decision, 'reopen', note='Sửa số.')
    reopened = signed.state
    hand_in(decision, editor, editor)
    member.approve(decision)

    assert (reopened, decision.state, signed.state) == (DRAFT, PUBLISHED, PUBLISHED)
    assert writer.id in signed.concluded.authors


def test_a_file_that_was_withdrawn_before_its_decision_stays_withdrawn(
        decision, signed, writer, editor, member):
    hand_in(decision, writer, editor)
    member.approve(decision)
    for each in (signed, decision):
        member.take(each, 'withdraw', meaning='error', note='Lộ dữ liệu cá nhân.')
    editor.take(decision, 'reopen', note='Sửa số.')

    assert (decision.state, signed.state) == (DRAFT, WITHDRAWN)


def test_a_picture_is_a_draft_again_when_the_version_that_shows_it_is_thrown_away(
        ward, photo, writer, editor, member):
    item = writer.add(ward)
    hand_in(item, writer, editor)
    member.approve(item)
    editor.edit(item, images=path_of(photo))
    editor.take(item, 'submit')
    editor.take(item, 'take')
    before = photo.state

    editor.discarding.version(item, editor.id, 'Không đăng nữa.')

    assert (before, photo.state, photo.review.led_by) == (EDITING, DRAFT, None)
    assert item.working is None
