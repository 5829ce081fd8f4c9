"""Publishing, importing and withdrawing: items and translations, nothing else."""
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from hanoiportal.base.permissions import PUBLISH, WITHDRAW
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.boards.services import BoardService
from hanoiportal.editorial.publishing.interfaces import (
    CONSOLIDATED,
    ERROR,
    OUTDATED,
    CannotPublish,
    IPublishing,
)
from hanoiportal.editorial.publishing.services import (
    PublishingService,
    parts_of,
    publishing_service,
)
from hanoiportal.editorial.suspension.interfaces import PUBLISHING
from hanoiportal.kernel.security.authorization.roles import BOARD_MEMBER, DEPUTY_HEAD, HEAD
from hanoiportal.kernel.tree.events import (
    IObjectModified,
    ObjectPublished,
    Transitioned,
    WorkEnded,
)
from hanoiportal.kernel.tree.lookup import in_language, in_work
from hanoiportal.kernel.workflow.records import (
    CARRIED_IN,
    IN_EMERGENCY,
    MAJOR,
    Approval,
    review_of,
)
from support.clocks import NOW
from support.gone_with import dependencies
from support.people import TERM, found_board
from zope.interface.verify import verifyObject

EARLIER = datetime(2025, 8, 16, tzinfo=timezone.utc)
LATER = NOW + timedelta(days=3)
NOT_APPROVED = 'Phiên bản này chưa được Ban Biên tập phê duyệt.'


@pytest.fixture
def sent():
    return []


@pytest.fixture
def board(portal, registry):
    """``{role: account id}`` of the members of the portal's board, which is in force."""
    accounts = portal['accounts']
    members = {role: accounts.create(role.replace('_', '-'), role, registry=registry).id
               for role in (HEAD, DEPUTY_HEAD, BOARD_MEMBER)}
    found_board(portal, registry, members)
    return members


@pytest.fixture
def service(registry, portal, clock, sent):
    """``service(*denied)``: the ``IPublishing`` of somebody without these permissions."""
    def made(*denied):
        boards = BoardService(lambda permission, place: True, clock, sent.append)
        return PublishingService(registry, lambda permission, place: permission not in denied,
                                 clock, sent.append, Versions(registry), boards,
                                 lambda: dependencies(registry, portal))

    return made


@pytest.fixture
def publishing(service, board):
    return service()


@pytest.fixture
def item(make, editing):
    """A draft of a news item by ``test`` with an English text, a draft too."""
    item = make('NewsItem', title='Thông báo')
    editing.translate(item, 'en', {'title': 'Notice'}, 'test')
    return item


@pytest.fixture
def approve(registry, board):
    """``approve(document, *roles)``: by these members, one after another through the stages."""
    def recorded(document, *roles, stages=(0, 1), **said):
        working_copy = in_work(document)
        digest = Versions(registry).digest(working_copy)
        review = review_of(working_copy)
        review.approvals = tuple(
            Approval(**{'actor': board[role], 'moment': NOW, 'digest': digest, 'stage': stage,
                        **said})
            for role, stage in zip(roles or (BOARD_MEMBER,), stages, strict=False))
        working_copy.state = 'approved'

    return recorded


@pytest.fixture
def public(item, approve, publishing):
    """The item, approved and published."""
    approve(item)
    publishing.publish(item, 'lan')
    return item


def refusal(verb, *args):
    with pytest.raises(CannotPublish) as refused:
        verb(*args)
    return [str(reason) for reason in refused.value.reasons.values()]


def publish_judged(publishing, item, actor):
    """Publish ``item`` as the step by which it was approved does."""
    publishing.publish(item, actor, verdict=publishing.judge(item))


def said(sent, kind):
    return [event for event in sent if type(event) is kind]


def test_what_is_approved_is_made_public_by_its_approval_and_it_is_said(
        publishing, approve, sent, item):
    approve(item)
    review = item.review

    publishing.publish(item, 'lan')

    [event] = said(sent, ObjectPublished)
    assert item.is_public and item.published_at == NOW
    assert (event.object, event.actor) == (item, 'lan')
    assert (item.approvals, item.concluded, item.review) == (review.approvals, review, None)


@pytest.mark.clause('15.1.f')
@pytest.mark.parametrize('state', ['draft', 'submitted', 'editing', 'awaiting', 'rejected'])
def test_only_what_has_come_to_the_end_of_its_way_is_published(
        publishing, approve, sent, item, state):
    approve(item)
    item.state = state

    assert refusal(publishing.publish, item, 'lan') == [NOT_APPROVED]
    assert (item.state, item.published_at, item.approvals, sent) == (state, None, (), [])


def test_an_approval_counts_for_exactly_the_version_that_was_approved(
        publishing, approve, item):
    approve(item)
    item.title = 'Thông báo khác'

    assert refusal(publishing.publish, item, 'lan') == [NOT_APPROVED]

    item.title = 'Thông báo'
    publishing.publish(item, 'lan')
    assert item.is_public


def test_what_was_never_looked_at_is_not_published(publishing, item):
    item.state, item.review = 'approved', None

    assert refusal(publishing.publish, item, 'lan') == [NOT_APPROVED]


@pytest.mark.clause('14.1/2')
def test_no_author_is_among_those_who_approve(publishing, approve, board, item):
    approve(item)
    item.review.authors |= {board[BOARD_MEMBER]}

    assert refusal(publishing.publish, item, 'lan') == [NOT_APPROVED]
    assert refusal(publish_judged, publishing, item, 'lan') == [NOT_APPROVED]


@pytest.mark.parametrize('workflow, roles, stages, enough', [
    ('hai-buoc', [BOARD_MEMBER], [0], True),
    ('bon-buoc', [BOARD_MEMBER], [0], False),
    ('bon-buoc', [HEAD], [1], False),
    ('bon-buoc', [BOARD_MEMBER, HEAD], [0, 1], True),
    ('ba-buoc-tap-the', [BOARD_MEMBER], [0], False),
    ('ba-buoc-tap-the', [BOARD_MEMBER, BOARD_MEMBER], [0, 0], False),
    ('ba-buoc-tap-the', [BOARD_MEMBER, DEPUTY_HEAD], [0, 0], True),
])
def test_as_many_members_approve_as_the_workflow_of_the_site_asks_for(
        publishing, approve, portal, item, workflow, roles, stages, enough):
    portal.workflow = workflow
    approve(item, *roles, stages=stages)

    assert publishing.reasons_against_publishing(item) == ([] if enough else [NOT_APPROVED])


def test_the_head_alone_is_enough_in_an_emergency(publishing, approve, portal, item):
    portal.workflow = 'bon-buoc'
    approve(item, HEAD, kind=IN_EMERGENCY)

    publish_judged(publishing, item, 'lan')

    assert item.is_public and item.concluded.is_emergency


def test_who_approves_last_publishes_by_that_without_another_permission(
        service, approve, item, board):
    approve(item)
    member = service(PUBLISH)
    assert refusal(member.publish, item, 'lan') == ['Không có quyền xuất bản mục này.']

    publish_judged(member, item, board[BOARD_MEMBER])

    assert item.is_public


def test_a_working_version_takes_the_place_of_the_public_one_which_is_kept(
        publishing, approve, editing, sent, public):
    first = public.concluded
    editing.edit(public, {'title': 'Thông báo mới'}, 'minh')
    working = public.working
    assert (public.title, public.is_public) == ('Thông báo', True)
    assert refusal(publishing.publish, public, 'lan') == [NOT_APPROVED]

    approve(public)
    publishing.publish(public, 'lan')

    assert (public.title, public.working, public.state) == ('Thông báo mới', None, 'published')
    kept = public.history[-1]
    assert (kept.values['title'], kept.review) == ('Thông báo', first)
    assert [event.object for event in said(sent, WorkEnded)] == [working]


def test_a_major_change_is_told_to_readers_and_a_minor_one_is_not(
        publishing, approve, editing, clock, public):
    def change(title, **said):
        editing.edit(public, {'title': title}, 'minh')
        vars(public.working.review).update(said)
        approve(public)
        publishing.publish(public, 'lan')

    clock.at = LATER
    change('Thông báo (sửa dấu)')
    assert (public.updated_at, public.changes) == (None, ())

    change('Thông báo khác', change=MAJOR, change_note='Đổi ngày họp')
    assert (public.published_at, public.updated_at) == (NOW, LATER)
    assert public.changes == ((LATER, 'Đổi ngày họp'),)


def test_the_first_publication_is_no_change_of_anything(publishing, approve, item):
    approve(item)
    item.review.change, item.review.change_note = MAJOR, 'Tất cả'

    publishing.publish(item, 'lan')

    assert (item.updated_at, item.changes) == (None, ())


def test_the_moment_that_readers_are_shown_may_be_another(publishing, approve, item):
    approve(item)

    publishing.publish(item, 'lan', EARLIER)

    assert item.published_at == EARLIER


def test_a_moment_that_is_given_goes_before_the_one_that_there_is(
        publishing, approve, editing, public):
    editing.edit(public, {'title': 'Thông báo mới'}, 'minh')
    approve(public)

    publishing.publish(public, 'lan', EARLIER)

    assert public.published_at == EARLIER


def test_what_is_published_again_keeps_its_first_moment_and_forgets_where_it_led(
        publishing, approve, clock, public, make):
    other = make('NewsItem', 'khac')
    publishing.publish_imported(other, 'lan', 'QĐ 5')
    publishing.withdraw(public, 'lan', CONSOLIDATED, moved_to=other)
    clock.at = LATER

    approve(public)
    publishing.publish(public, 'lan')

    assert (public.published_at, public.moved_to) == (NOW, None)


def test_publishing_the_translation_of_a_draft_shows_it_to_nobody(publishing, approve, item):
    translation = item.translations['en']
    approve(translation)

    publishing.publish(translation, 'lan')

    assert translation.state == 'published' and not translation.is_public
    assert not item.is_public and in_language(item, 'en') is item


def test_publishing_an_item_leaves_its_translations_as_they_are(publishing, approve, public):
    assert in_language(public, 'en') is public
    assert refusal(publishing.publish, public.translations['en'], 'lan') == [NOT_APPROVED]

    approve(public.translations['en'])
    publishing.publish(public.translations['en'], 'lan')

    assert in_language(public, 'en').title == 'Notice'


def test_without_a_board_in_force_nothing_is_published(publishing, approve, portal, item, clock):
    approve(item)
    clock.at = TERM - timedelta(days=1)

    [reason] = refusal(publishing.publish, item, 'lan')
    assert 'Điều 18' in reason
    assert refusal(publish_judged, publishing, item, 'lan') == [reason]


def test_nothing_is_published_where_publishing_is_suspended(publishing, approve, portal, item):
    approve(item)
    portal.suspended_features = (PUBLISHING,)

    assert refusal(publishing.publish, item, 'lan') == [
        'Trang này đang tạm ngừng cung cấp dịch vụ.']


def test_without_the_permission_nothing_changes(service, approve, item, public, sent):
    denied = service(PUBLISH, WITHDRAW)
    told = len(sent)

    assert refusal(denied.withdraw, public, 'minh') == ['Không có quyền gỡ mục này.']
    assert (public.state, public.published_at, len(sent)) == ('published', NOW, told)


def test_all_that_stands_against_it_is_said_at_once(service, board, make):
    law = make('LegalDocument', 'luat')
    law.secrecy = 'mat'

    reasons = refusal(service(PUBLISH).publish, law, 'lan')

    assert reasons[:2] == [NOT_APPROVED, 'Không có quyền xuất bản mục này.']
    assert reasons[2].startswith('Văn bản có độ mật')
    assert refusal(service().publish_imported, law, 'lan', 'QĐ 5') == reasons[2:]


def test_what_the_installation_brings_needs_no_board_and_says_what_it_came_on(
        service, registry, item, sent):
    service().publish_imported(item, 'seed', 'QĐ 4263', EARLIER)

    [approval] = item.approvals
    assert (approval.actor, approval.kind, approval.basis) == ('seed', CARRIED_IN, 'QĐ 4263')
    assert approval.digest == Versions(registry).digest(item)
    assert item.is_public and item.published_at == EARLIER
    assert len(said(sent, ObjectPublished)) == 1
    assert refusal(service().publish_imported, item, 'seed', 'QĐ 4263') == [
        'Mục này đã được xuất bản.']


def test_an_open_question_stands_against_publishing(publishing, approve, item):
    approve(item)
    item.review.clarifications = (SimpleNamespace(is_open=True),)

    assert refusal(publishing.publish, item, 'lan') == ['Đang chờ trả lời yêu cầu làm rõ.']
    item.review.clarifications = (SimpleNamespace(is_open=False),)
    assert publishing.reasons_against_publishing(item) == []


def test_a_place_gets_no_approval_of_an_import(publishing, make):
    place = make('Section', 'noi')
    publishing.record_import_approval(place, 'import', 'Tệp cũ')

    assert not getattr(place, 'approvals', ())


def test_of_a_place_nothing_is_said_but_that_it_is_none_to_be_published(publishing, make, service):
    place = make('Section', 'noi')
    place.state = 'draft'

    assert len(publishing.reasons_against_publishing(place)) == 1
    assert len(publishing.reasons_against_withdrawing(place)) == 1
    assert len(service(WITHDRAW).reasons_against_withdrawing(place)) == 2


def test_what_is_withdrawn_is_told_to_the_indexes(publishing, public, sent):
    publishing.withdraw(public, 'lan')

    assert [event.object for event in said(sent, Transitioned)] == [public]
    assert IObjectModified.providedBy(said(sent, Transitioned)[0])


def test_a_text_lies_in_no_part_of_its_own(publishing, public):
    assert public not in list(parts_of(public))
    assert list(parts_of(public)) == list(public.translations.values())


def test_a_request_has_the_service_of_publishing(registry):
    request = SimpleNamespace(
        registry=registry, has_permission=lambda *asked: True, service=lambda interface: None)

    assert verifyObject(IPublishing, publishing_service(request))


def test_only_what_is_public_gets_the_approval_of_an_import(publishing, item):
    publishing.record_import_approval(item, 'import', 'Tệp cũ')
    assert item.approvals == ()

    item.state = 'archived'
    publishing.record_import_approval(item, 'import', 'Tệp cũ')
    assert [(each.kind, each.basis) for each in item.approvals] == [(CARRIED_IN, 'Tệp cũ')]


@pytest.mark.parametrize('meaning, state, readable', [
    (ERROR, 'withdrawn', False), (OUTDATED, 'archived', True), (CONSOLIDATED, 'withdrawn', False),
])
def test_a_withdrawal_means_something_to_readers(
        publishing, public, make, sent, meaning, state, readable):
    other = make('NewsItem', 'khac')
    publishing.publish_imported(other, 'lan', 'QĐ 5')

    publishing.withdraw(public, 'lan', meaning, 'Vì sao', other)

    [action] = said(sent, Transitioned)
    assert (public.state, public.is_public) == (state, readable)
    assert public.moved_to == (other.__oid__ if meaning == CONSOLIDATED else None)
    assert (action.before, action.after, action.why) == ('published', state, 'Vì sao')


def test_what_is_consolidated_leads_to_what_readers_can_read(publishing, public, make):
    draft = make('NewsItem', 'khac')

    for target in (None, draft):
        [reason] = refusal(publishing.withdraw, public, 'lan', CONSOLIDATED, '', target)
        assert reason.startswith('Hãy chọn mục đang công khai')
    assert (public.state, public.moved_to) == ('published', None)


def test_what_is_archived_can_be_withdrawn_and_does_not_expire_again(publishing, public):
    public.expires_at = LATER
    publishing.withdraw(public, 'lan', OUTDATED)
    assert public.expires_at is None

    publishing.withdraw(public, 'lan', ERROR)

    assert public.state == 'withdrawn'


@pytest.mark.parametrize(('meaning', 'state'), [(ERROR, 'withdrawn'), (OUTDATED, 'published')])
def test_what_is_withdrawn_in_error_takes_its_translations_with_it(
        publishing, approve, public, meaning, state):
    translation = public.translations['en']
    approve(translation)
    publishing.publish(translation, 'lan')

    publishing.withdraw(public, 'lan', meaning)

    assert translation.state == state


def test_the_translations_of_what_is_withdrawn_are_out_of_sight(publishing, approve, public):
    translation = public.translations['en']
    approve(translation)
    publishing.publish(translation, 'lan')

    publishing.withdraw(public, 'lan')

    assert not public.is_public and not translation.is_public


def test_a_draft_is_not_withdrawn(publishing, item, sent):
    assert refusal(publishing.withdraw, item, 'lan') == ['Mục này chưa được xuất bản.']
    assert (item.state, sent) == ('draft', [])


def test_a_place_is_neither_published_nor_carried_in_nor_withdrawn(publishing, make, sent):
    place = make('Section', 'noi')

    for verb, more in ((publishing.publish, ()), (publishing.publish_imported, ('QĐ 5',)),
                       (publishing.withdraw, ())):
        assert 'Chỉ tin, bài' in refusal(verb, place, 'lan', *more)[0]
    assert (place.state, sent) == ('published', [])
