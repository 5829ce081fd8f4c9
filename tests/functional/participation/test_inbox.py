"""What the staff does with a case: sorting, forwarding, answering, and every refusal (13.1.e)."""
import datetime
import unicodedata
from functools import partial

import pytest
import transaction
from BTrees.OOBTree import OOBTree
from hanoiportal.base.clock import parse
from hanoiportal.base.errors import Refused
from hanoiportal.base.permissions import NOT_ALLOWED
from hanoiportal.editorial.tasks.resource import Substitution
from hanoiportal.kernel.security.authentication.tokens import key_of
from hanoiportal.kernel.security.interactions import interactions_of
from hanoiportal.participation.cases import interfaces as words
from hanoiportal.participation.cases.interfaces import ICases, Sender, Submission
from hanoiportal.participation.cases.resource import KEY as CASES
from hanoiportal.participation.inbox.mergeable import mergeable
from hanoiportal.participation.inbox.reminding import remind
from hanoiportal.participation.inbox.resource import KEY, UNCLAIMED
from hanoiportal.participation.tracking.consents import end_consent
from hanoiportal.participation.tracking.messages import end_messages
from hanoiportal.platform.duties import alarms
from hanoiportal.platform.notifications.interfaces import IPost
from hanoiportal.platform.reconciling.interfaces import IReconciler
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.safekeeping.audit.services import AuditService
from support.inbox_workers import Worker, kept, reasons

#: Tuesday.
NOW = parse('2026-11-17T09:00')
SECRET, PERSON = 'Đường trước nhà số 9 ngập', 'Nguyễn Văn Bí Mật'
ANSWER = 'Quận đã cho nạo vét cống ngày 16/11.'
#: What nobody could read: a legacy encoding, a control character.
UNREADABLE = ('ñy ban nh©n d©n Thµnh phè, kÕ ho¹ch, ®­îc', 'Đã trả lời\x07.')


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def book(registry, small_portal, staff, clock):
    return registry.getAdapter(small_portal, ICases)


@pytest.fixture
def places(small_portal):
    return {'hanoi': small_portal, **small_portal['sites']}


@pytest.fixture
def case(book, places):
    """``case(site)``: a new case there, committed."""
    def send(site='bavi', **changes):
        receipt = book.receive(Submission(
            words.QUESTION, str(places[site].__oid__), 'Ngập nước',
            **{'text': SECRET, 'sender': Sender(name=PERSON, email='an@example.vn'), **changes}))
        kept()
        return book.get(receipt.number)

    return send


@pytest.fixture
def worker(registry, small_portal, at_work, book):
    return lambda login: Worker(registry, small_portal, at_work(login))


@pytest.fixture
def taken(case, worker):
    """``taken()``: a case of Ba Vì that its responder has taken, and the responder."""
    def take(**changes):
        found, responder = case(**changes), worker('bavi-responder')
        responder.triage.take(found, responder.id)
        return found, responder

    return take


def kinds(case):
    return [event.kind for event in case.events]


def due(book, case, clock):
    return book.standing(case, clock.now()).due


def oid(site):
    return str(site.__oid__)


@pytest.mark.clause('13.1.e/1')
@pytest.mark.clause('13.1.e/3')
def test_a_case_is_taken_drafted_approved_and_its_clock_stops(
        book, case, worker, clock, told, places):
    found, responder, head = case(), worker('bavi-responder'), worker('bavi-head')
    assert due(book, found, clock).date() == datetime.date(2026, 11, 19)

    responder.triage.take(found, responder.id)
    assert book.standing(found, clock.now()).assigned == responder.id
    assert due(book, found, clock).date() > datetime.date(2026, 12, 1)
    responder.answering.draft(found, 'Đang soạn', responder.id)
    responder.answering.submit(found, f' {ANSWER}\r\n', responder.id)
    kept()
    assert told('bavi-head') == ['case_submitted'] and head.inbox.to_approve(places['bavi'])

    work = head.answering.work(found)
    assert (work.text, work.is_unchanged) == (ANSWER, True)
    head.answering.approve(found, work.digest, head.id)
    standing = book.standing(found, clock.now())
    assert (standing.state, standing.due) == (words.ANSWERED, None)
    last = found.events[-1]
    assert (book.text_of(found, last), last.digest, last.actor) == (ANSWER, work.digest, head.id)
    assert head.answering.work(found).text == '' and not head.inbox.to_approve(places['bavi'])


@pytest.mark.clause('14.1/2')
def test_nothing_is_answered_but_exactly_what_was_submitted_and_by_another(taken, worker):
    found, responder = taken()
    head = worker('bavi-head')
    assert '' in reasons(head.answering.approve, found, 'x', head.id)  # nothing is there
    responder.answering.draft(found, ANSWER, responder.id)
    digest = head.answering.work(found).digest
    assert '' in reasons(head.answering.approve, found, digest, head.id)  # not submitted
    assert 'answer' in reasons(responder.answering.submit, found, '  ', responder.id)

    responder.answering.submit(found, ANSWER, responder.id)
    assert '' in reasons(head.answering.approve, found, '', head.id)
    assert reasons(responder.answering.approve, found, digest, responder.id) == {'': NOT_ALLOWED}
    responder.answering.draft(found, f'{ANSWER} Xin chào.', responder.id)
    for each in (digest, head.answering.work(found).digest):
        assert '' in reasons(head.answering.approve, found, each, head.id)

    head.answering.submit(found, ANSWER, head.id)  # the head wrote in it
    assert '' in reasons(head.answering.approve, found, digest, head.id)
    deputy = worker('bavi-deputy')
    deputy.answering.approve(found, digest, deputy.id)
    assert '' in reasons(deputy.answering.approve, found, digest, deputy.id)


@pytest.mark.clause('4.3')
def test_one_approval_covers_answer_and_public_text_when_they_are_alike(taken, worker, book):
    asked = 'Xin hỏi giờ thu gom rác. Điện thoại của tôi là 0912 345 678.'
    found, responder = taken(text=asked, consents=frozenset({words.PROCESS, words.PUBLISH}))
    head = worker('bavi-head')
    responder.answering.submit(found, ANSWER, responder.id)
    head.answering.approve(found, head.answering.work(found).digest, head.id, True)
    text = head.answering._publishing.draft(found)
    assert '0912 345 678' not in text.question and 'thu gom rác' in text.question
    assert head.answering._publishing.published(found).token


def test_what_cannot_be_published_is_not_answered_either(taken, worker, book, clock):
    found, responder = taken()  # without consent
    head = worker('bavi-head')
    responder.answering.submit(found, ANSWER, responder.id)
    kept()
    assert '' in reasons(head.answering.approve, found, head.answering.work(found).digest,
                         head.id, True)
    assert book.standing(found, clock.now()).state == words.TAKEN
    head.answering.approve(found, head.answering.work(found).digest, head.id)
    assert head.answering._publishing.published(found) is None


def test_an_answer_is_returned_with_a_remark_and_told_to_who_wrote_it(taken, worker, told):
    found, responder = taken()
    head = worker('bavi-head')
    assert '' in reasons(head.answering.give_back, found, 'Sửa', head.id)
    responder.answering.submit(found, ANSWER, responder.id)
    assert 'text' in reasons(head.answering.give_back, found, ' ', head.id)
    head.answering.give_back(found, 'Nêu căn cứ', head.id)
    kept()

    work = head.answering.work(found)
    assert work.submitted is None and work.returned.actor == head.id and work.text == ANSWER
    assert 'case_returned' in told('bavi-responder')
    assert '' in reasons(head.answering.approve, found, work.digest, head.id)


def test_a_colleagues_text_is_not_overwritten_unseen(taken, worker):
    found, responder = taken()
    base = responder.answering.work(found).digest
    worker('bavi-member').answering.draft(found, 'Bản của đồng nghiệp', worker('bavi-member').id)
    assert 'answer' in reasons(responder.answering.draft, found, 'Bản của tôi', responder.id, base)
    assert responder.answering.work(found).text == 'Bản của đồng nghiệp'


@pytest.mark.clause('13.1.e/3')
def test_a_notice_needs_a_day_to_come_and_becomes_a_duty_of_its_own(taken, worker, book, clock):
    found, responder = taken()
    head, day = worker('bavi-head'), datetime.date(2026, 12, 18)
    assert reasons(responder.answering.notice, found, day, 'x', responder.id) == {
        '': NOT_ALLOWED}
    for bad in (None, datetime.date(2026, 11, 17), datetime.date(2026, 11, 1),
                datetime.date(2099, 1, 1)):
        assert 'until' in reasons(head.answering.notice, found, bad, 'Chờ', head.id)
    assert 'text' in reasons(head.answering.notice, found, day, '', head.id)
    before = len(book.standing(found, clock.now()).duties)

    head.answering.notice(found, day, 'Chờ kết quả đo đạc', head.id)
    standing = book.standing(found, clock.now())
    assert standing.state == words.NOTICED and len(standing.duties) == before + 1
    assert due(book, found, clock) == parse('2026-12-19') - datetime.timedelta(microseconds=1)
    clock.at = parse('2026-12-20T09:00')
    assert [each.state for _duty, each in book.standing(found, clock.now()).duties][-1] == (
        'missed')


@pytest.mark.clause('13.1.e/1')
def test_forwarding_moves_the_case_with_its_first_clock_and_never_in_a_circle(
        case, worker, places, book, clock, told):
    found, responder = case(), worker('bavi-responder')
    clock.pass_(days=1)
    assert 'site' in reasons(responder.triage.forward, found, None, '', responder.id)
    assert 'site' in reasons(responder.triage.forward, found, places['bavi'], '', responder.id)
    assert places['bavi'] not in responder.triage.targets(found)
    responder.triage.forward(found, places['soxaydung'], 'Thuộc Sở', responder.id)
    kept()

    assert found.site == oid(places['soxaydung']) and 'case_forwarded' in told('soxaydung-head')
    office = worker('soxaydung-responder')
    answer = next(duty for duty, standing in book.standing(found, clock.now()).duties
                  if duty.site == found.site and standing.trigger)
    assert book.standing(found, clock.now()).duties[-1][1].trigger == NOW and answer
    assert 'site' in reasons(office.triage.forward, found, places['bavi'], '', office.id)
    assert reasons(responder.triage.note, found, 'x', responder.id) == {'': NOT_ALLOWED}
    assert office.inbox.unclaimed(places['soxaydung']) == 1
    assert responder.inbox.unclaimed(places['bavi']) == 0
    office.triage.take(found, office.id)
    assert book.standing(found, clock.now()).assigned == office.id


@pytest.mark.parametrize('field', ['is_active', 'is_external', 'owner'])
def test_sites_that_are_suspended_or_outside_or_of_no_body_are_given_no_case(
        case, worker, places, monkeypatch, field):
    found, responder, office = case(), worker('bavi-responder'), places['soxaydung']
    if field == 'owner':  # as that where staff practise
        monkeypatch.setattr(office, field, places['hanoi'].owner or 'UBND Thành phố')
        monkeypatch.setattr(places['hanoi'], field, office.owner)
    else:
        monkeypatch.setattr(type(office), field, field == 'is_external', raising=False)
    assert 'site' in reasons(responder.triage.forward, found, office, '', responder.id)
    assert office not in responder.triage.targets(found)


def test_a_site_without_a_board_passes_to_the_city(case, worker, places, monkeypatch):
    found, responder = case(), worker('bavi-responder')
    monkeypatch.setattr(responder.triage._boards, 'is_active',
                        lambda site, now: site is places['hanoi'])
    got = responder.triage.forward(found, places['soxaydung'], '', responder.id)
    assert got is places['hanoi'] and found.site == oid(places['hanoi'])


@pytest.mark.clause('13.1.e/2')
def test_what_is_out_of_scope_is_told_with_a_ground_and_who_is_competent(
        case, worker, book, clock):
    found, responder = case(), worker('bavi-responder')
    verb = partial(responder.triage.out_of_scope, found)
    assert {*reasons(verb, '', '', '', responder.id)} == {'ground', 'competent'}
    assert 'ground' in reasons(verb, 'xuc-pham', 'Tòa án', '', responder.id)
    verb('tu-phap', 'Tòa án nhân dân Thành phố', 'Nộp đơn tại 43 Hai Bà Trưng', responder.id)

    standing = book.standing(found, clock.now())
    assert (standing.state, standing.due) == (words.OUT_OF_SCOPE, None)
    assert 'Tòa án nhân dân' in book.text_of(found, found.events[-1])
    assert found.events[-1].audience == words.ASKER
    assert [each.state for duty, each in standing.duties if duty.rule == '13.1.e2'] == ['met']
    assert '' in reasons(verb, 'tu-phap', 'Tòa án', '', responder.id)


def test_abuse_is_marked_by_the_board_with_a_ground_and_a_reason(case, worker, book, clock):
    found, responder, head = case(), worker('bavi-responder'), worker('bavi-head')
    assert reasons(responder.triage.abuse, found, 'quang-cao', 'x', responder.id) == {
        '': NOT_ALLOWED}
    assert {*reasons(head.triage.abuse, found, 'khong-co', ' ', head.id)} == {'ground', 'text'}
    head.triage.abuse(found, 'quang-cao', 'Quảng cáo vay tiền', head.id)
    assert book.standing(found, clock.now()).state == words.ABUSE
    assert found.events[-1].audience == words.STAFF


def test_merged_cases_go_on_as_the_first_and_both_are_answered(
        case, worker, book, clock, places):
    first = case()
    clock.pass_(days=1)
    second, other, responder = case(), case('soxaydung'), worker('bavi-responder')
    head = worker('bavi-head')
    assert mergeable(book, second) == [(first.number, book.open(first).title)]
    for bad in (0, second.number, other.number, 999):
        assert 'other' in reasons(responder.triage.merge, second, bad, responder.id)
    assert responder.triage.merge(first, second.number, responder.id) is first
    assert mergeable(book, first) == []
    assert book.standing(second, clock.now()).state == words.MERGED
    assert first.received == NOW and responder.inbox.unclaimed(places['bavi']) == 1

    responder.answering.submit(first, ANSWER, responder.id)
    head.answering.approve(first, head.answering.work(first).digest, head.id)
    assert book.text_of(second, second.events[-1]) == ANSWER
    assert second.events[-1].audience == words.ASKER


def test_a_part_becomes_a_case_with_the_same_receipt(case, worker, book, clock):
    found, responder = case(), worker('bavi-responder')
    clock.pass_(days=1)
    assert {*reasons(responder.triage.split, found, '', ' ', responder.id)} == {'title', 'text'}
    receipt = responder.triage.split(found, 'Đèn đường', 'Đèn hỏng', responder.id)

    made = book.find(receipt.code, receipt.secret)
    assert made.received == found.received == NOW and made.site == found.site
    assert book.open(made).sender.name == PERSON
    assert receipt.code in book.text_of(found, found.events[-1])


def test_what_the_staff_types_in_decomposed_letters_is_kept_composed(taken, worker, book):
    found, responder = taken()
    typed = unicodedata.normalize('NFD', ' Đã gọi điện\r\ncho phường ')
    responder.triage.note(found, typed, responder.id)
    assert book.text_of(found, found.events[-1]) == 'Đã gọi điện\ncho phường'


@pytest.mark.parametrize('text', UNREADABLE)
def test_what_the_staff_types_and_nobody_could_read_is_refused(
        taken, worker, book, clock, places, text):
    found, responder = taken()
    key = key_of(responder.units.link(found, 'Phòng Hạ tầng', responder.id))
    before, head = len(found.events), worker('bavi-head')
    day = NOW.date() + datetime.timedelta(days=30)
    for field, verb, args in (
            ('answer', responder.answering.submit, (found, text, responder.id)),
            ('text', head.answering.notice, (found, day, text, head.id)),
            ('text', responder.triage.note, (found, text, responder.id)),
            ('answer', responder.units.write, (key, text, ''))):
        assert {*reasons(verb, *args)} == {field}, verb
    with pytest.raises(Refused) as refused:
        responder.intake.enter(places['bavi'], Submission(
            words.QUESTION, '', text, text, channel=words.PHONE, received_at=NOW), responder.id)
    assert {*refused.value.reasons} == {'title', 'text'} and len(found.events) == before


def test_a_case_is_assigned_by_who_gives_tasks_or_has_it(taken, worker, book, clock, told):
    found, responder = taken()
    member, deputy = worker('bavi-member'), worker('bavi-deputy')
    assert reasons(member.triage.assign, found, member.id, member.id) == {'': NOT_ALLOWED}
    for nobody in ('', 'u0', worker('bavi-editor').id, worker('soxaydung-head').id):
        assert 'to' in reasons(deputy.triage.assign, found, nobody, deputy.id)
    deputy.triage.assign(found, member.id, deputy.id)
    kept()
    assert book.standing(found, clock.now()).assigned == member.id
    assert told('bavi-member') == ['case_assigned']
    assert '' in reasons(responder.triage.take, found, responder.id)
    assert [each.mine for each in member.inbox.waiting()] == [1]


def test_a_unit_writes_once_by_its_link_and_the_board_still_approves(
        taken, worker, book, clock, told):
    found, responder = taken()
    head = worker('bavi-head')
    assert 'unit' in reasons(responder.units.link, found, ' ', responder.id)
    old = key_of(responder.units.link(found, 'Phòng Kinh tế', responder.id))
    key = key_of(responder.units.link(found, 'Phòng Hạ tầng', responder.id))
    assert responder.units.linked(old) is None and responder.units.linked('') is None
    assert responder.units.linked(key) is found
    assert 'text' in reasons(responder.units.write, key, ' ', '')
    responder.units.write(key, ANSWER, 'Trần Bình')
    kept()

    assert responder.units.linked(key) is None and 'case_written' in told('bavi-responder')
    with pytest.raises(LookupError):
        responder.units.write(key, 'Nữa', '')
    work = head.answering.work(found)
    assert work.text == ANSWER and '' in reasons(
        head.answering.approve, found, work.digest, head.id)
    late = key_of(responder.units.link(found, 'Phòng Hạ tầng', responder.id))
    clock.pass_(days=16)
    assert responder.units.linked(late) is None


def test_the_link_is_mailed_to_the_unit_and_tells_nothing_of_the_case(
        taken, worker, registry, monkeypatch):
    found, responder = taken()
    post, sent = registry.getUtility(IPost), []
    monkeypatch.setattr(post, 'is_open', False)
    link = partial(responder.units.link, found, 'Phòng Hạ tầng', responder.id)
    assert 'email' in reasons(link, 'hatang@hanoi.gov.vn')
    monkeypatch.setattr(post, 'is_open', True)
    monkeypatch.setattr(post, 'send', lambda _manager, *said, token: sent.append((*said, token)))
    assert 'email' in reasons(link, 'hatang')

    link('dau@hanoi.gov.vn')
    token = link('hatang@hanoi.gov.vn')
    assert not sent, 'it goes with the outbox'
    kept()

    [(address, subject, text, name)] = sent  # the first link opens nothing any more
    assert address == 'hatang@hanoi.gov.vn' and f'#{token}' in text and 'Phòng Hạ tầng' in text
    assert not any(each in subject + text for each in (found.code, 'Ngập', ANSWER))
    assert token not in name and key_of(token) not in name


def test_numbers_of_inboxes_and_lists_are_mended_each_night(taken, environment):
    taken()
    kept()
    book = interactions_of(environment.portal)[KEY]
    right = book.numbers.numbers()
    book.numbers.change((UNCLAIMED, 'x'), 2)
    kept()
    mend = environment.registry.getUtility(IReconciler, name='numbers of inboxes').run

    assert mend(environment, False).mended == ('1 numbers of inboxes set right',)
    assert not mend(environment, False).mended
    transaction.begin()
    assert book.numbers.numbers() == right


def test_a_row_of_what_is_no_case_is_dropped(taken, environment):
    found, _responder = taken()
    index = interactions_of(environment.portal)[CASES].index
    stray = index.get(found.number)._replace(number=found.number + 1)
    index.put(stray)
    kept()
    mend = environment.registry.getUtility(IReconciler, name='cases').run

    assert '1 rows of lists set right' in mend(environment, False).mended
    transaction.begin()
    assert index.get(stray.number) is None and index.get(found.number) is not None


def test_after_a_restore_no_link_from_before_it_opens(taken, worker, environment):
    found, responder = taken()
    key = key_of(responder.units.link(found, 'Phòng Hạ tầng', responder.id))
    kept()
    end = environment.registry.getUtility(IReconciler, name='links of units').run
    assert not end(environment, False).mended and responder.units.linked(key) is found
    assert end(environment, True).mended
    transaction.begin()
    assert responder.units.linked(key) is None


def test_others_see_and_do_nothing(taken, worker, places):
    for login in (
            'bavi-editor', 'soxaydung-head', 'quantri', 'quanly', 'hanoi-head', 'khach'):
        found, _responder = taken()
        other = worker(login)
        verbs = [
            partial(other.triage.note, found, 'x'), partial(other.triage.called, found, 'x'),
            partial(other.triage.take, found), partial(other.triage.assign, found, other.id),
            partial(other.triage.forward, found, places['hanoi'], ''),
            partial(other.triage.out_of_scope, found, 'tu-phap', 'x', ''),
            partial(other.triage.abuse, found, 'quang-cao', 'x'),
            partial(other.triage.merge, found, 1), partial(other.triage.split, found, 'x', 'x'),
            partial(other.answering.draft, found, 'x'),
            partial(other.answering.submit, found, 'x'),
            partial(other.answering.approve, found, 'x'),
            partial(other.answering.give_back, found, 'x'),
            partial(other.answering.notice, found, datetime.date(2026, 12, 1), 'x'),
            partial(other.units.link, found, 'x')]
        before = found.events
        assert [reasons(verb, other.id) for verb in verbs] == [{'': NOT_ALLOWED}] * len(verbs)
        assert found.events == before and not other.inbox.sees(found, places['bavi']), login
        assert all(other.inbox.sees(found, site) is False for site in places.values()), login


def test_the_log_tells_every_deed_and_nothing_of_what_was_sent(
        taken, worker, registry, small_portal, places):
    found, responder = taken()
    head = worker('bavi-head')
    responder.triage.note(found, f'Gọi {PERSON}', responder.id)
    responder.triage.called(found, 'Đã gọi', responder.id)
    responder.answering.submit(found, ANSWER, responder.id)
    head.answering.give_back(found, 'Sửa', head.id)
    kept()

    log = AuditService(registry, lambda permission, resource: True)
    entries = log.entries(places['bavi'], wanted=LogQuery(inner=True)).items
    assert [each.action for each in entries][:6][::-1] == [
        'take_case', 'assign_case', 'note_case', 'call_case', 'submit_case_answer',
        'return_case_answer']
    assert not [each for each in entries if any(
        secret in repr(vars(each)) for secret in (SECRET, PERSON, 'Ngập', ANSWER))]


def test_the_staff_is_told_after_the_visitor_in_few_notices(
        case, telling, told, book, worker):
    case()
    assert told('bavi-head') == []
    telling()
    assert told('bavi-head') == told('bavi-responder') == ['case_received']
    assert told('bavi-editor') == told('soxaydung-head') == []
    telling()
    assert told('bavi-head') == ['case_received']
    for _each in range(5):
        case()
    telling()
    assert told('bavi-head') == ['cases_waiting', 'case_received']


def test_what_the_sender_adds_is_told_to_who_has_the_case(taken, telling, told, book):
    found, _responder = taken()
    book.append(found, words.ADDED, text='Thêm ảnh')
    kept()
    telling()
    assert told('bavi-responder')[0] == 'case_added' and 'case_added' not in told('bavi-head')


@pytest.mark.parametrize(('kind', 'notice'), [
    (words.REOPENED, 'case_reopened'), (words.DISSATISFIED, 'case_dissatisfied')])
def test_an_answer_that_does_not_do_reaches_who_has_the_case_and_the_whole_board(
        taken, telling, told, book, worker, kind, notice):
    found, responder = taken()
    head = worker('bavi-head')
    responder.answering.submit(found, ANSWER, responder.id)
    head.answering.approve(found, head.answering.work(found).digest, head.id)
    book.append(found, kind, text='Chưa rõ')
    kept()
    telling()
    for login in ('bavi-responder', 'bavi-head', 'bavi-deputy', 'bavi-member'):
        assert told(login).count(notice) == 1, login
    assert notice not in told('bavi-editor') + told('soxaydung-head') + told('hanoi-head')


def test_who_stands_in_is_told_what_who_is_absent_is_told(
        taken, worker, small_portal, telling, told, book):
    found, responder = taken()
    member, stranger = worker('bavi-member'), worker('soxaydung-head')
    small_portal.substitutions = OOBTree({each.id: Substitution(
        each.id, to.id, NOW, NOW + datetime.timedelta(days=2)) for each, to in (
            (responder, member), (member, stranger))})
    book.append(found, words.ADDED, text='Thêm ảnh')
    kept()
    telling()
    key = key_of(responder.units.link(found, 'Phòng Hạ tầng', responder.id))
    responder.units.write(key, ANSWER, 'Trần Bình')
    deputy = worker('bavi-deputy')
    deputy.triage.assign(found, responder.id, deputy.id)
    responder.answering.submit(found, ANSWER, responder.id)
    deputy.answering.give_back(found, 'Sửa', deputy.id)
    kept()
    for notice in ('case_added', 'case_written', 'case_assigned', 'case_returned'):
        assert notice in told('bavi-responder') and told('bavi-member').count(notice) == 1, notice
        assert notice not in told('bavi-head') + told('soxaydung-head')


def test_a_consent_that_is_taken_back_is_told_to_who_has_the_case_and_short_messages_are_not(
        case, taken, telling, told, book):
    agreed = frozenset({words.PUBLISH, words.NAME})
    found, _responder = taken(consents=agreed)
    end_messages(book, found)
    kept()
    telling()
    assert 'case_consent_ended' not in told('bavi-responder')
    end_consent(book, found, 'thoi-hien-ten')
    kept()
    telling()
    assert told('bavi-responder')[0] == 'case_consent_ended'
    assert 'case_consent_ended' not in told('bavi-head')
    end_consent(book, case(consents=agreed), 'thoi-cong-khai')
    kept()
    telling()
    assert told('bavi-head').count('case_consent_ended') == 1
    post = book.receive(Submission(words.FORUM, found.site, '', '', consents=agreed))
    end_consent(book, book.get(post.number), 'thoi-cong-khai')
    kept()
    telling()
    assert told('bavi-head').count('case_consent_ended') == 1, 'it waits in no inbox'


def test_who_has_a_case_is_reminded_before_its_term_and_the_board_after_it(
        taken, book, environment, telling, told, clock):
    found, _responder = taken()
    kept()
    until = due(book, found, clock)
    clock.at = until - datetime.timedelta(days=2)
    remind(environment)
    assert 'case_due' not in told('bavi-responder')
    clock.at = until - datetime.timedelta(hours=20)
    for _each in range(2):
        remind(environment)
    assert told('bavi-responder').count('case_due') == 1 and 'case_due' not in told('bavi-head')
    clock.at = until + datetime.timedelta(minutes=10)
    for _each in range(2):
        alarms.remind(environment)
    assert told('bavi-head').count('duty_missed') == 1
    assert 'duty_missed' not in told('soxaydung-head')


def test_a_substitute_finds_and_hands_on_the_cases_of_who_is_absent(
        taken, worker, small_portal, clock, book, places):
    found, responder = taken()
    member = worker('bavi-member')
    small_portal.substitutions = OOBTree({responder.id: Substitution(
        responder.id, member.id, NOW, NOW + datetime.timedelta(days=2))})
    member = worker('bavi-member')
    assert [each.mine for each in member.inbox.waiting()] == [1]
    member.triage.assign(found, member.id, member.id)
    assert book.standing(found, clock.now()).assigned == member.id


def test_a_reopened_case_waits_anew(taken, worker, book, clock, places):
    found, responder = taken()
    head = worker('bavi-head')
    responder.answering.submit(found, ANSWER, responder.id)
    head.answering.approve(found, head.answering.work(found).digest, head.id)
    book.append(found, words.REOPENED, text='Chưa rõ')
    assert head.answering.work(found).submitted is None
    responder.answering.submit(found, 'Trả lời lần hai', responder.id)
    head.answering.approve(found, head.answering.work(found).digest, head.id)
    assert kinds(found).count(words.ANSWERED) == 2


@pytest.mark.clause('13.1.e/3')
def test_what_is_entered_by_staff_has_the_clock_of_what_was_sent(
        case, worker, book, places, clock):
    sent, responder = case(), worker('bavi-responder')
    clock.pass_(days=1)
    entered = Submission(
        words.QUESTION, '', 'Ngập nước', SECRET, sender=Sender(name=PERSON),
        channel=words.PAPER, received_at=NOW)
    receipt = responder.intake.enter(places['bavi'], entered, responder.id)
    made = book.get(receipt.number)

    def duties(each):
        return [(duty.rule, standing.trigger, standing.due)
                for duty, standing in book.standing(each, clock.now()).duties]

    assert duties(made) == duties(sent) and duties(made)
    assert made.events[0].actor == responder.id and made.channel == words.PAPER
    assert book.find(receipt.code, receipt.secret) is made


def test_what_is_entered_wrong_is_refused_beside_its_field(worker, places):
    responder = worker('bavi-responder')
    good = Submission(words.QUESTION, '', 'Ngập', SECRET, channel=words.PHONE, received_at=NOW)

    for changes, field in (
            ({'received_at': NOW + datetime.timedelta(minutes=1)}, 'received_at'),
            ({'received_at': None}, 'received_at'),
            ({'received_at': NOW - datetime.timedelta(days=400)}, 'received_at'),
            ({'title': ' '}, 'title'), ({'text': ''}, 'text'), ({'text': 'x' * 50_001}, 'text'),
            ({'kind': 'x'}, 'kind'), ({'channel': 'web'}, 'channel'),
            ({'sender': Sender(name='x' * 301)}, 'name')):
        with pytest.raises(Refused) as refused:
            responder.intake.enter(places['bavi'], good._replace(**changes), responder.id)
        assert {*refused.value.reasons} == {field}, changes


def test_only_who_answers_there_enters(worker, places):
    good = Submission(words.QUESTION, '', 'Ngập', SECRET, channel=words.PHONE, received_at=NOW)
    with pytest.raises(Refused) as refused:
        worker('bavi-editor').intake.enter(places['bavi'], good, 'x')
    assert refused.value.reasons == {'': NOT_ALLOWED}
