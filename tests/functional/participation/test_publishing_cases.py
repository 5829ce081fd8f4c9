"""From an answered case to the public: what a board approves, and nothing else (4.3, 15.1.f)."""
import datetime
from dataclasses import replace

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.versions.versions import Versions
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.editorial.publishing.scanning import scan
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    NAME,
    PUBLISH,
    PUBLISHED,
    QUESTION,
    REOPENED,
    UNPUBLISHED,
    ICases,
    Sender,
    Submission,
)
from hanoiportal.participation.publication import publishing
from hanoiportal.participation.publication.following import follow
from hanoiportal.participation.publication.interfaces import (
    FIGURE,
    KEEP,
    REWRITE,
    REWRITTEN,
    CannotPublishCase,
)
from hanoiportal.participation.publication.publishing import publish_case
from hanoiportal.participation.publication.reconciling import reconcile
from hanoiportal.participation.publication.services import CasePublishing
from hanoiportal.participation.tracking.consents import end_consent
from hanoiportal.participation.tracking.interfaces import ICaseLinks
from hanoiportal.platform.duties.interfaces import MET, RUNNING, VOID
from hanoiportal.platform.outbox.interfaces import IOutbox
from hanoiportal.platform.scheduling.opening import opened
from support.pages import form_with
from support.public_forms import form_of, send

NAMED = 'Nguyễn Văn Bí Mật'
ASKED = (f'Tôi là {NAMED}, ở số 12 ngõ 34 phố Huế, điện thoại 0912.345.678.\n'
         'Xây thêm một tầng cần giấy tờ gì?')
REPLY = f'Kính gửi ông {NAMED}.\nCần giấy phép xây dựng.'


@pytest.fixture
def by(registry, small_portal, at_work):
    """``by(login)``: ``(ICasePublishing, account id)`` of somebody of the staff."""
    def service(login):
        person = at_work(login)
        return CasePublishing(registry, small_portal, person.allowed,
                              person.service(IBoards)), person.id
    return service


@pytest.fixture
def answered(cases, bavi, clock):
    """``answered(*consents)``: a case that is answered, committed."""
    def made(*consents, answer=REPLY):
        transaction.begin()
        receipt = cases.receive(Submission(
            QUESTION, str(bavi.__oid__), f'Xây nhà của {NAMED}', ASKED, field='Xây dựng',
            sender=Sender(name=NAMED, email='bi.mat@example.vn'), consents=frozenset(consents)))
        case = cases.get(receipt.number)
        if answer:
            cases.append(case, ANSWERED, text=answer, actor='an', site=case.site)
        transaction.commit()
        return case
    return made


def approved(by, case, change=lambda text: text, writer='bavi-responder', head='bavi-head'):
    """Write the public text of ``case``, have it approved and commit."""
    writing, author = by(writer)
    text = writing.keep(case, change(writing.draft(case)), author)
    transaction.commit()
    transaction.begin()
    deciding, approver = by(head)
    deciding.approve(case, deciding.digest(case, text), approver)
    transaction.commit()
    return text


def public(bavi):
    bavi._p_jar.sync()
    return [item for item in bavi['hoi-dap'].values() if item.is_public]


@pytest.mark.clause('15.1.f')
@pytest.mark.clause('4.3')
def test_the_board_approves_exactly_the_masked_text_that_becomes_public(
        by, cases, answered, bavi, small_portal, registry, app):
    case = answered(PUBLISH)

    approved(by, case)
    (item,) = public(bavi)
    page = app.get(f'/sites/bavi/hoi-dap/{item.__name__}')

    assert item.question == ('Tôi là [họ tên], ở [địa chỉ], điện thoại [số điện thoại].\n'
                             'Xây thêm một tầng cần giấy tờ gì?')
    assert item.title == 'Xây nhà của [họ tên]' and item.__name__ == 'xay-nha-cua'
    assert item.body == '<p>Kính gửi ông [họ tên].</p>\n<p>Cần giấy phép xây dựng.</p>'
    assert 'Bí Mật' not in page.text and '0912' not in page.text
    assert item.asked_by == '' and item.answered_by
    told = page.text + page.test_app.get(f'/sites/bavi/hoi-dap/{item.__name__}/json').text
    assert case.code not in told and case.code not in str(vars(item))
    assert scan(small_portal, Versions(registry)).unapproved == ()
    assert cases.standing(case, parse('2030-01-01')).item == str(item.__oid__)


def test_nothing_of_a_case_is_in_content_before_its_approval(by, answered, bavi, small_portal):
    before = small_portal._p_jar.db().lastTransaction()
    case = answered(PUBLISH)
    writing, author = by('bavi-responder')
    writing.keep(case, writing.draft(case), author)
    transaction.commit()

    assert small_portal._p_jar.db().lastTransaction() == before


def test_a_name_is_shown_with_consent_alone(by, answered, bavi):
    with pytest.raises(CannotPublishCase) as refused:
        approved(by, answered(PUBLISH), lambda text: replace(text, name=NAMED))
    approved(by, answered(PUBLISH, NAME),
             lambda text: replace(text, decided={NAMED: KEEP}))

    assert list(refused.value.reasons) == ['name']
    assert [item.asked_by for item in public(bavi)] == [NAMED]


def test_consent_that_is_taken_back_stops_what_was_written_with_it(by, cases, answered, bavi):
    case = answered(PUBLISH, NAME)
    writing, author = by('bavi-responder')
    text = writing.keep(case, replace(writing.draft(case), decided={NAMED: KEEP}), author)
    cases.disagree(case, frozenset({PUBLISH, NAME}))
    transaction.commit()
    deciding, approver = by('bavi-head')

    with pytest.raises(CannotPublishCase) as refused:
        deciding.approve(case, deciding.digest(case, text), approver)

    assert list(refused.value.reasons) == ['way'] and public(bavi) == []


@pytest.mark.parametrize('step', ['thoi-cong-khai', 'thoi-hien-ten'])
def test_consent_that_is_taken_back_after_the_approval_stops_the_effect(
        by, cases, answered, bavi, effects_wait, step):
    case = answered(PUBLISH, NAME)
    with effects_wait():
        approved(by, case, lambda text: replace(text, decided={NAMED: KEEP}))
        transaction.begin()
        end_consent(cases, case, step)
        transaction.commit()
    deciding, approver = by('bavi-head')

    assert public(bavi) == [] and deciding.published(case) is None
    with pytest.raises(CannotPublishCase):
        deciding.approve(case, deciding.digest(case, deciding.draft(case)), approver)
    approved(by, case, lambda text: replace(text, name='', way=REWRITTEN, reason='Nhiều người'))
    assert [item.asked_by for item in public(bavi)] == ['']


@pytest.mark.parametrize('step', ['thoi-cong-khai', 'thoi-hien-ten'])
def test_a_question_of_which_consent_ends_while_it_is_published_is_withdrawn_at_once(
        by, cases, answered, bavi, app, environment, monkeypatch, step):
    case, note = answered(PUBLISH, NAME), publishing._note

    def noted(environment, number, token, made):
        there = environment.registry.getAdapter(environment.portal, ICases)
        end_consent(there, there.get(number), step)
        note(environment, number, token, made)

    monkeypatch.setattr(publishing, '_note', noted)
    approved(by, case, lambda text: replace(text, decided={NAMED: KEEP}))
    assert public(bavi) == []
    (item,) = bavi['hoi-dap'].values()
    assert NAMED not in app.get(f'/sites/bavi/hoi-dap/{item.__name__}', status=410)
    follow(environment)
    transaction.begin()
    assert cases.standing(case, parse('2030-01-01')).item == ''
    assert by('bavi-head')[0].published(case) is None


def test_a_text_without_a_name_is_published_though_the_name_is_taken_back(
        by, cases, answered, bavi, effects_wait):
    case = answered(PUBLISH, NAME)
    with effects_wait():
        approved(by, case, lambda text: replace(text, name=''))
        transaction.begin()
        end_consent(cases, case, 'thoi-hien-ten')
        transaction.commit()

    assert len(public(bavi)) == 1


def test_without_consent_the_board_gives_a_reason_and_no_name(by, answered, bavi):
    case = answered()

    with pytest.raises(CannotPublishCase) as refused:
        approved(by, case)
    approved(by, case, lambda text: replace(text, reason='Nhiều người cùng hỏi'))

    assert list(refused.value.reasons) == ['reason']
    assert by('bavi-head')[0].draft(case).way == REWRITTEN
    assert [item.asked_by for item in public(bavi)] == ['']


def test_a_matter_may_be_a_figure_alone(by, cases, answered, bavi):
    case = answered()

    approved(by, case, lambda text: replace(text, way=FIGURE, reason='Việc riêng'))

    assert public(bavi) == []
    assert by('bavi-head')[0].published(case).token == ''
    assert case.events[-1].ground == 'figure only'


def test_marks_that_nobody_has_decided_on_stop_the_approval(by, answered, bavi):
    leaking = f'Gọi {NAMED}, 0912.345.678'

    with pytest.raises(CannotPublishCase) as refused:
        approved(by, answered(PUBLISH), lambda text: replace(text, answer=leaking))

    assert 'Còn 2 chỗ' in refused.value.reasons[''].interpolate()
    assert public(bavi) == []


def test_what_is_decided_on_a_mark_is_done(by, answered):
    case = answered(PUBLISH)
    writing, _author = by('bavi-responder')
    text = writing.apply(case, replace(
        writing.draft(case), decided={'0912.345.678': REWRITE, NAMED: KEEP},
        rewritten={'0912.345.678': 'đã cho'}))

    assert text.question.startswith(f'Tôi là {NAMED}, ở [địa chỉ], điện thoại đã cho.')


def test_only_the_board_of_the_site_approves_and_not_what_one_wrote(by, answered, bavi):
    for head in ('bavi-responder', 'bavi-editor', 'soxaydung-head'):
        with pytest.raises(CannotPublishCase):
            approved(by, answered(PUBLISH), head=head)
    with pytest.raises(CannotPublishCase):
        approved(by, answered(PUBLISH), writer='bavi-head')

    assert public(bavi) == []


def owed(duties, case, now):
    return [duties.standing(duty, now).state
            for duty in duties.of_key(f'publication:{case.number}')]


def test_publishing_is_a_later_duty_of_its_own(by, cases, answered, duties, clock):
    published, figure, reopened = answered(PUBLISH), answered(), answered(PUBLISH)
    now = published.events[-1].moment
    before = [owed(duties, each, now) for each in (published, figure, reopened)]
    approved(by, published)
    approved(by, figure, lambda text: replace(text, way=FIGURE, reason='Việc riêng'))
    transaction.begin()
    cases.append(reopened, REOPENED)
    transaction.commit()

    assert before == [[RUNNING]] * 3
    assert [owed(duties, each, now) for each in (published, figure, reopened)] == [
        [MET], [MET], [VOID]]


def test_a_text_that_has_changed_since_is_not_approved(by, answered, bavi):
    case = answered(PUBLISH)
    writing, author = by('bavi-responder')
    digest = writing.digest(case, writing.keep(case, writing.draft(case), author))
    writing.keep(case, replace(writing.draft(case), title='Khác'), author)
    deciding, approver = by('bavi-head')

    with pytest.raises(CannotPublishCase):
        deciding.approve(case, digest, approver)


def test_what_is_not_answered_is_not_published(by, answered):
    with pytest.raises(CannotPublishCase):
        approved(by, answered(PUBLISH, answer=''))


def test_an_effect_that_happens_twice_publishes_once(
        by, registry, answered, bavi, small_portal, cases):
    case = answered(PUBLISH)
    approved(by, case)
    token = by('bavi-head')[0].published(case).token
    with opened(registry, 'test') as environment:
        publish_case(environment, token, {'number': case.number})
    bavi._p_jar.sync()

    assert len(public(bavi)) == 1
    assert [event.kind for event in case.events].count(PUBLISHED) == 1
    assert registry.getAdapter(small_portal, IOutbox).waiting() == []


def test_a_second_answer_replaces_the_first_in_the_same_item(by, cases, answered, bavi):
    case = answered(PUBLISH)
    approved(by, case)
    transaction.begin()
    cases.append(case, REOPENED)
    cases.append(case, ANSWERED, text='Không cần giấy phép.', actor='an', site=case.site)
    writing, author = by('bavi-responder')
    text = writing.keep(case, writing.apply(case, writing.draft(case)), author)
    deciding, approver = by('bavi-head')
    deciding.approve(case, deciding.digest(case, text), approver)
    transaction.commit()
    (item,) = public(bavi)

    assert item.body == '<p>Không cần giấy phép.</p>'
    assert len(item.changes) == 1


def test_a_withdrawal_is_an_event_of_the_case(
        by, registry, cases, answered, bavi, at_work):
    case = answered(PUBLISH)
    approved(by, case)
    (item,) = public(bavi)
    at_work('bavi-head').publishing.withdraw(item, 'test', why='Sai')
    transaction.commit()
    with opened(registry, 'test') as environment:
        follow(environment)
        follow(environment)
    case._p_jar.sync()

    assert [event.kind for event in case.events][-2:] == [PUBLISHED, UNPUBLISHED]
    assert cases.standing(case, parse('2030-01-01')).item == ''


def test_who_asked_sees_what_is_public_of_it_and_that_it_was_taken_down(
        by, registry, answered, bavi, at_work, app, clock):
    def tracked():
        code = registry.getUtility(ICaseLinks).made(
            case.number, clock.now() + datetime.timedelta(days=1))
        return send(form_of(app.get('/theo-doi'), '/theo-doi'), ma=code).follow()

    case = answered(PUBLISH)
    assert 'Đã đăng công khai' not in tracked()
    approved(by, case)
    (item,) = public(bavi)
    page = tracked()
    assert 'Đã đăng công khai' in page
    assert page.click('Xây nhà của').request.path == f'/sites/bavi/hoi-dap/{item.__name__}'

    at_work('bavi-head').publishing.withdraw(item, 'test', why='Sai')
    transaction.commit()
    with opened(registry, 'test') as environment:
        follow(environment)
    page = tracked()
    assert 'Đã gỡ khỏi trang công khai' in page and not page.html.select(
        f'a[href$="{item.__name__}"]')


def test_undoing_a_publication_from_the_console_is_an_event_of_the_case(
        by, registry, cases, answered, bavi, visit):
    operator, case = visit('quantri'), answered(PUBLISH)
    approved(by, case)
    form = form_with(operator.get('/console/@@undo').click('Xem thay đổi…', index=0), 'id')
    form['reason'] = 'Nhầm'
    assert 'Đã hoàn tác' in form.submit().follow().html.find(class_='flash').text
    assert public(bavi) == []
    with opened(registry, 'test') as environment:
        follow(environment)
    case._p_jar.sync()

    assert [event.kind for event in case.events][-2:] == [PUBLISHED, UNPUBLISHED]
    assert cases.standing(case, parse('2030-01-01')).item == ''


def reconciled(registry):
    """Return what reconciling after a restore tells of publications."""
    transaction.commit()
    with opened(registry, 'test') as environment:
        found = reconcile(environment, True)
    transaction.begin()
    return found


def test_a_question_that_a_restore_has_taken_is_published_again(
        by, cases, answered, bavi, registry, small_portal):
    case = answered(PUBLISH)
    approved(by, case)
    (item,) = public(bavi)
    bavi['hoi-dap'].remove(item.__name__)
    small_portal.done_effects.clear()

    found = reconciled(registry)

    (again,) = public(bavi)
    assert found.mended == ('1 questions that were lost are published again',)
    assert again.question.startswith('Tôi là [họ tên]') and again is not item
    assert [event.kind for event in case.events[-2:]] == [UNPUBLISHED, PUBLISHED]
    assert cases.standing(case, parse('2030-01-01')).item == str(again.__oid__)
    assert reconciled(registry) == ((), ())


def test_a_case_that_a_restore_has_put_back_knows_again_that_it_is_public(
        by, cases, answered, bavi, registry, small_portal):
    case = answered(PUBLISH)
    approved(by, case)
    (item,) = public(bavi)
    book = small_portal['interactions'].mounted()['case publications']
    book.items.clear()
    case.events = case.events[:-1]

    assert reconciled(registry).mended == ('1 cases know that they are public',)
    assert cases.standing(case, parse('2030-01-01')).item == str(item.__oid__)

    book.items.clear()
    book.tokens.clear()
    assert reconciled(registry).left == (
        f'item {item.__oid__} is public, and its case is not known: withdraw it, or leave it',)

    case.events = case.events[:-1]
    book.items.clear()
    book.tokens.clear()
    [told] = reconciled(registry).left
    assert 'its case is not known' in told
