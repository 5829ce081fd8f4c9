"""Requests for information: register, terms, papers, refusals, delivery, complaints (NĐ 13/2018).
"""
import datetime
import unicodedata
from io import BytesIO

import pytest
import transaction
from docx import Document
from hanoiportal.base.clock import parse, shown_date
from hanoiportal.base.deadlines.interfaces import IDeadlineRules
from hanoiportal.base.deadlines.rules import DeadlineRules
from hanoiportal.base.errors import Refused
from hanoiportal.base.permissions import NOT_ALLOWED
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.participation.cases import interfaces as words
from hanoiportal.participation.cases.interfaces import (
    Attachment,
    CannotChange,
    ICases,
    ICaseTerms,
    Sender,
    Submission,
)
from hanoiportal.participation.inbox.answering import Answering
from hanoiportal.participation.informationrequests.afterwards import Afterwards
from hanoiportal.participation.informationrequests.delivery import Delivering
from hanoiportal.participation.informationrequests.interfaces import (
    REFUSAL,
    RESOLUTION,
    CannotResolve,
    IAccessRegister,
)
from hanoiportal.participation.informationrequests.services import Resolving
from hanoiportal.participation.publication.services import CasePublishing
from hanoiportal.participation.tracking.consents import consent_of, end_consent
from hanoiportal.platform.duties.interfaces import IDuties
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.reconciling.interfaces import IReconciler
from pypdf import PdfReader
from support.office_schema import faults

pytestmark = pytest.mark.usefixtures('no_pdf')
#: Tuesday.
NOW = parse('2026-11-17T09:00')
ASKED = 'Quy hoạch chi tiết khu dân cư thôn 3'
PERSON = Sender(name='Nguyễn Văn Bí Mật', address='12 Lê Lợi', identity_number='001099000001')
DETAILS = {'reason': 'Nghiên cứu', 'delivery': 'network'}
GIVEN = {'given': 'Bản vẽ quy hoạch', 'how': 'Trên Cổng, bằng mã dùng một lần'}
NO = {'text': ASKED, 'remedies': 'Chủ tịch Ủy ban nhân dân xã Ba Vì; Tòa án nhân dân'}
PLAN = Attachment('quy-hoach.pdf', 'application/pdf', b'%PDF-1.7 plan')


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def cases(registry, small_portal, staff, clock):
    return registry.getAdapter(small_portal, ICases)


@pytest.fixture
def ask(cases, small_portal):
    """``ask()``: a new request to Ba Vì."""
    site = small_portal['sites']['bavi']

    def ask(**changes):
        return cases.get(cases.receive(Submission(
            words.REQUEST, str(site.__oid__), 'Quy hoạch', ASKED,
            **{'sender': PERSON, 'details': DETAILS, **changes})).number)

    return ask


class Worker:
    """Somebody of the staff, with the services of requests."""

    def __init__(self, registry, portal, person):
        self.id, told = person.id, notifying(registry)
        acting = (registry, portal, person.allowed)
        self.answering = Answering(*acting, told, CasePublishing(
            *acting, person.service(IBoards)))
        self.resolving = Resolving(*acting, self.answering)
        self.delivering, self.afterwards = Delivering(*acting), Afterwards(*acting)

    def approve(self, case):
        self.answering.approve(case, self.answering.work(case).digest, self.id)


@pytest.fixture
def officer(registry, small_portal, at_work):
    return Worker(registry, small_portal, at_work('bavi-responder'))


@pytest.fixture
def head(registry, small_portal, at_work):
    return Worker(registry, small_portal, at_work('bavi-head'))


@pytest.fixture
def register(registry, small_portal):
    return registry.getAdapter(small_portal, IAccessRegister)


def reasons(verb, *args):
    with pytest.raises(Refused) as refused:
        verb(*args)
    return {name: why.interpolate() if hasattr(why, 'interpolate') else why
            for name, why in refused.value.reasons.items()}


def due(cases, case, clock):
    found = cases.standing(case, clock.now()).due
    return found and shown_date(found.astimezone(parse('2026-01-01').tzinfo).date(), 'vi')


def papers(cases, case):
    """Return ``{name: text}`` of the Word files that the sender sees."""
    shown = {index for event in case.events if event.audience == words.ASKER
             for index in event.files}
    found = (cases.file(case, index) for index in sorted(shown))
    return {each.filename: '\n'.join(part.text for part in Document(
        BytesIO(each.content)).paragraphs) for each in found if each.filename.endswith('.docx')}


def day(text):
    return datetime.date.fromisoformat(text)


def test_each_body_numbers_its_requests_by_year_and_gives_a_receipt(
        ask, officer, register, cases):
    first, second = ask(), ask()

    entry = officer.resolving.register(second, officer.id)

    assert (register.entry(first).number, entry.number, entry.year) == (1, 2, 2026)
    receipt, = papers(cases, second).values()
    assert 'Số tiếp nhận: 2/2026, ngày 17/11/2026' in receipt and ASKED in receipt
    assert 'Nguyễn Văn Bí Mật' in receipt
    assert reasons(officer.resolving.register, second, officer.id) == {
        '': 'Đã giao phiếu tiếp nhận.'}
    assert [each.number for each in register.entries(second.site, 2026)] == [1, 2]


BY_NETWORK = ['20/11/2026', '20/11/2026', '08/12/2026']
BY_POST = ['24/11/2026', '20/11/2026', '08/12/2026']


@pytest.mark.parametrize('channel, delivery, expected', [
    (words.WEB, 'network', BY_NETWORK), (words.WEB, 'post', BY_POST),
    (words.WEB, 'copy', ['01/12/2026'] * 3), (words.WEB, 'other', BY_NETWORK),
    (words.PAPER, 'network', BY_NETWORK), (words.PAPER, '', BY_POST),
    (words.COUNTER, '', ['01/12/2026'] * 3)])
def test_terms_go_by_the_way_on_which_it_is_given_and_run_on_provisionally(
        ask, officer, cases, clock, channel, delivery, expected):
    case = ask(channel=channel, details={**DETAILS, 'delivery': delivery})

    found = officer.resolving.clocks(case)

    assert [shown_date(each.deadline.days[-1].date, 'vi') for each in found] == expected
    assert all(each.is_provisional for each in found)
    assert due(cases, case, clock) == expected[0]


def test_a_request_of_before_the_new_law_has_the_terms_of_its_own(ask, officer):
    case = ask(received_at=parse('2026-08-31T10:00'))

    assert not any(each.is_provisional for each in officer.resolving.clocks(case))


def test_the_days_of_the_new_law_redate_what_is_open(ask, registry, cases, clock, small_portal):
    case = ask()
    assert due(cases, case, clock) == '20/11/2026'
    rules = registry.getUtility(IDeadlineRules)
    entered = [each if (each.code, each.confidence) != ('ltctt.30.3', 'provisional')
               else type(each)(**{**vars(each), 'limit': 5, 'confidence': 'found'})
               for each in rules.all()]

    registry.registerUtility(DeadlineRules(entered), IDeadlineRules)
    try:
        again = registry.getAdapter(small_portal, ICases)
        assert due(again, case, clock) == '24/11/2026'
        again.reindex(case, clock.now())
        assert again.inbox(case.site).rows[0].due == again.standing(
            case, clock.now()).due.timestamp()
    finally:
        registry.registerUtility(rules, IDeadlineRules)


def test_what_is_missing_is_told_and_the_term_begins_when_it_is_there(
        ask, officer, cases, clock):
    case = ask(sender=Sender(name='An'))
    assert officer.resolving.missing(case) == [
        'Số định danh cá nhân, căn cước hoặc hộ chiếu', 'Nơi cư trú, địa chỉ']
    assert '' in reasons(officer.resolving.complete, case, officer.id)
    assert 'text' in reasons(officer.resolving.guide, case, ' ', officer.id)
    assert 'text' in reasons(officer.resolving.guide, case, 'ñy ban nh©n d©n ®­îc', officer.id)

    officer.resolving.guide(
        case, unicodedata.normalize('NFD', 'Xin bổ sung số định danh.'), officer.id)
    assert 'Xin bổ sung số định danh.' in cases.text_of(case, case.events[-1])
    assert due(cases, case, clock) is None

    clock.at = parse('2026-11-23T10:00')
    cases.append(case, words.ADDED, text='Số định danh 001099000001')
    clock.at = parse('2026-11-24T10:00')
    officer.resolving.complete(case, officer.id)
    assert due(cases, case, clock) == '26/11/2026'


def test_complex_information_has_its_day_within_the_term_and_is_put_off_once(
        ask, officer, head, cases, clock, registry, small_portal):
    case = ask()
    assert reasons(officer.resolving.set_time, case, day('2026-12-01'), 'x', officer.id) == {
        '': NOT_ALLOWED}
    assert reasons(head.resolving.set_time, case, day('2026-12-09'), 'Cần tập hợp', head.id) == {
        'until': 'Chậm nhất là 08/12/2026.'}
    assert 'until' in reasons(head.resolving.set_time, case, None, 'Cần tập hợp', head.id)

    head.resolving.set_time(case, day('2026-12-01'), 'Cần tập hợp', head.id)
    assert due(cases, case, clock) == '01/12/2026'

    assert 'text' in reasons(head.resolving.extend, case, day('2026-12-10'), '', head.id)
    assert 'until' in reasons(head.resolving.extend, case, day('2026-12-17'), 'Nhiều hồ sơ',
                              head.id)
    clock.pass_(days=1)
    head.resolving.extend(case, day('2026-12-16'), 'Nhiều hồ sơ', head.id)
    assert due(cases, case, clock) == '16/12/2026'
    notice = papers(cases, case)['mau-04-so-1-2026.docx']
    assert [faults(each.content) for index in range(len(case.files)) if (
        each := cases.file(case, index)).filename.endswith('.docx')] == [[]]
    assert 'Lý do gia hạn: Nhiều hồ sơ' in notice and '16/12/2026' in notice
    assert '' in reasons(head.resolving.extend, case, day('2026-12-17'), 'Nữa', head.id)
    terms = registry.getUtility(ICaseTerms).told(
        cases.standing(case, clock.now()), 'vi', small_portal, '/thoi-han')
    assert [(bool(each.explained), each.noticed, each.due[-10:]) for each in terms] == [
        (True, '', '20/11/2026'), (False, '17/11/2026', '01/12/2026'),
        (False, '18/11/2026', '16/12/2026')], 'no calculator shows a promised day'


def test_nothing_is_put_off_after_the_term(ask, head, clock):
    case = ask()
    clock.at = parse('2026-11-23T10:00')

    assert reasons(head.resolving.extend, case, day('2026-11-30'), 'Muộn', head.id) == {
        '': 'Đã hết thời hạn nên không gia hạn được nữa.'}


def test_a_refusal_needs_a_ground_and_the_board(ask, officer, head, register, cases):
    case = ask()
    for ground in ('', 'z'):
        assert 'ground' in reasons(
            officer.resolving.propose, case, REFUSAL, NO, ground, (), officer.id)
    assert 'remedies' in reasons(officer.resolving.propose, case, REFUSAL, {
        **NO, 'remedies': ''}, 'a', (), officer.id)

    officer.resolving.propose(case, REFUSAL, NO, 'dd', (), officer.id)
    assert register.entry(case).outcome == ''
    head.approve(case)

    entry, notice = register.entry(case), papers(cases, case)['mau-05-so-1-2026.docx']
    assert (entry.outcome, entry.ground) == (REFUSAL, 'dd')
    assert 'điểm đ khoản 1 Điều 28' in notice and 'Tòa án nhân dân' in notice
    assert case.events[-2].kind == words.ANSWERED
    assert 'điểm đ khoản 1 Điều 28' in cases.text_of(case, case.events[-2])


def test_an_answer_without_its_paper_is_refused_and_nothing_changes(ask, officer, head, cases):
    case = ask()
    officer.answering.submit(case, 'Không cung cấp.', officer.id)
    before = case.events

    assert 'mẫu 05' in str(reasons(head.approve, case)[''])
    assert case.events == before

    officer.resolving.propose(case, RESOLUTION, GIVEN, '', (), officer.id)
    officer.answering.submit(case, 'Không cung cấp nữa.', officer.id)
    assert '' in reasons(head.approve, case)
    with pytest.raises(CannotChange):
        cases.append(case, words.ANSWERED, text='x')


def test_what_is_given_is_collected_once_by_its_code(ask, officer, head, register, cases):
    case = ask()
    assert set(reasons(officer.resolving.propose, case, RESOLUTION, {}, '', (), officer.id)) == {
        'given'}
    officer.resolving.propose(case, RESOLUTION, GIVEN, '', (PLAN,), officer.id)
    head.approve(case)

    assert register.entry(case).outcome == RESOLUTION
    assert 'Bản vẽ quy hoạch' in papers(cases, case)['mau-03-so-1-2026.docx']
    told = cases.text_of(case, case.events[-1])
    code = told.splitlines()[0].rpartition(' ')[2]
    anyone = officer.delivering
    assert anyone.collect('AAAA-BBBB-CCCC-DDDD') is None
    assert anyone.collect(code.lower().replace('-', ' ')) == [PLAN]
    assert anyone.collect(code) is None

    again, last = (officer.delivering.new_code(case, officer.id) for _time in range(2))
    assert anyone.collect(again) is None
    assert anyone.collect(last) == [PLAN]


def test_after_a_restore_no_code_from_before_it_opens(ask, officer, head, environment):
    case = ask()
    officer.resolving.propose(case, RESOLUTION, GIVEN, '', (PLAN,), officer.id)
    head.approve(case)
    code = officer.delivering.new_code(case, officer.id)
    transaction.commit()
    end = environment.registry.getUtility(IReconciler, name='codes of delivery').run
    assert not end(environment, False).mended
    assert end(environment, True).mended
    transaction.begin()
    assert officer.delivering.collect(code) is None


def test_words_alone_are_given_without_a_code(ask, officer, head, cases):
    case = ask()
    officer.resolving.propose(case, RESOLUTION, GIVEN, '', (), officer.id)
    head.approve(case)

    assert '' in reasons(officer.delivering.new_code, case, officer.id)


def test_a_complaint_goes_to_the_head_with_its_own_term_and_may_win(
        ask, officer, head, register, cases, clock):
    case = ask(sender=PERSON._replace(organisation='Báo Thử'))
    officer.resolving.propose(case, REFUSAL, NO, 'a', (), officer.id)
    head.approve(case)

    cases.append(case, words.REOPENED, text='Tôi khiếu nại: đây không phải bí mật.')
    standing = cases.standing(case, clock.now())
    assert standing.assigned == head.id
    assert standing.duties[-1][0].rule == 'lkn.28' and due(cases, case, clock) == '17/12/2026'
    figures, = register.figures(case.site)
    assert figures[:6] == (2026, 1, 0, 1, 1, 0)

    officer.resolving.propose(case, RESOLUTION, GIVEN, '', (PLAN,), officer.id)
    head.approve(case)
    assert register.figures(None)[0][:6] == (2026, 1, 1, 0, 1, 0)
    assert cases.standing(case, clock.now()).state == words.ANSWERED


def test_a_request_that_is_not_the_bodys_is_counted_apart_until_it_is_reopened(
        ask, register, cases):
    case = ask()
    cases.append(case, words.OUT_OF_SCOPE, text='Sở Tài chính giữ thông tin này.')
    assert register.figures(case.site)[0][:6] == (2026, 1, 0, 0, 0, 1)

    cases.append(case, words.REOPENED, text='Thông tin này của phường.')
    assert register.figures(case.site)[0][:6] == (2026, 1, 0, 0, 0, 0)


def test_a_lawsuit_is_counted_once_and_goes_along_with_what_is_passed_on(
        ask, officer, register, cases, small_portal, registry, at_work):
    case, there = ask(), str(small_portal['sites']['soxaydung'].__oid__)
    sued, today = officer.afterwards.sued, day('2026-11-17')
    for wrong in (None, day('2026-11-18'), day('2026-11-16')):
        assert {*reasons(sued, case, wrong, 'Tòa án', officer.id)} == {'day'}
    assert {*reasons(sued, case, today, ' ', officer.id)} == {'text'}
    assert register.entry(case).lawsuits == 0

    sued(case, today, 'Tòa án nhân dân khu vực 1, thông báo 7', officer.id)
    assert '' in reasons(sued, case, today, 'Tòa án nhân dân khu vực 1, thông báo 7', officer.id)
    noted = case.events[-1]
    assert (noted.audience, cases.text_of(case, noted)) == (
        words.STAFF, '17/11/2026: Tòa án nhân dân khu vực 1, thông báo 7')
    stranger = Worker(registry, small_portal, at_work('soxaydung-head'))
    assert '' in reasons(stranger.afterwards.sued, case, today, 'x', stranger.id)

    cases.append(case, words.FORWARDED, to=there, text='Thuộc Sở Xây dựng')
    assert register.entry(case).lawsuits == register.figures(there)[0].sued == 1
    assert register.figures(None)[0].sued == 1


@pytest.mark.parametrize('kind, figure', [
    (words.WITHDRAWN, 'withdrawn'), (words.ABUSE, 'abusive')])
def test_a_request_that_ends_undecided_has_its_outcome_and_what_was_decided_keeps_it(
        ask, officer, head, register, cases, kind, figure):
    open_one, refused = ask(), ask()
    officer.resolving.propose(refused, REFUSAL, NO, 'a', (), officer.id)
    head.approve(refused)
    cases.append(refused, words.REOPENED, text='Tôi khiếu nại.')

    for case in (open_one, refused):
        cases.append(case, kind, text='x')

    assert [register.entry(case).outcome for case in (open_one, refused)] == [kind, REFUSAL]
    figures = register.figures(open_one.site)[0]
    assert (figures.received, figures.refused, getattr(figures, figure)) == (2, 1, 1)
    assert figures.withdrawn + figures.abusive == 1


def test_requests_are_not_merged_each_asker_gets_a_paper(ask, cases):
    first, second = ask(), ask()

    with pytest.raises(CannotChange, match='không gộp'):
        cases.append(second, words.MERGED, to=str(first.number))
    assert {cases.standing(each, NOW).state for each in (first, second)} == {words.NEW}


def test_what_was_given_wrongly_is_owed_again_for_five_working_days(
        ask, officer, head, cases, clock, registry, small_portal):
    case = ask()
    assert '' in reasons(officer.afterwards.found_faulty, case, 'Sai', officer.id)
    officer.resolving.propose(case, RESOLUTION, GIVEN, '', (), officer.id)
    head.approve(case)
    assert '' in reasons(officer.afterwards.correct, case, 'Đúng', (), officer.id)

    officer.afterwards.found_faulty(case, 'Tỷ lệ bản vẽ sai.', officer.id)
    assert due(cases, case, clock) == '24/11/2026'
    officer.afterwards.correct(case, 'Bản vẽ đúng kèm theo.', (PLAN,), officer.id)
    assert due(cases, case, clock) is None
    assert cases.file(case, case.events[-1].files[0]) == PLAN
    duties = registry.getAdapter(small_portal, IDuties)
    assert not [each for each in duties.open_duties() if each.rule == 'ltctt.32.1']


def test_a_third_party_is_asked_by_a_paper_of_its_own_to_be_printed_too(
        ask, officer, cases, with_pdf):
    case = ask()
    assert 'third_name' in reasons(officer.afterwards.ask_third_party, case, {}, officer.id)
    assert '' in reasons(officer.afterwards.third_party_said, case, True, 'Được', officer.id)

    with_pdf()
    made = officer.afterwards.ask_third_party(
        case, {'third_name': 'Công ty A', 'given': 'Hợp đồng số 5'}, officer.id)
    printed = cases.file(case, case.events[-1].files[-1])
    said = PdfReader(BytesIO(printed.content)).pages[0].extract_text()
    assert printed.filename == 'mau-06-so-1-2026.pdf' and 'Công ty A' in said
    officer.afterwards.third_party_said(case, False, 'Không đồng ý.', officer.id)

    text = '\n'.join(each.text for each in Document(BytesIO(made.content)).paragraphs)
    assert made.filename == 'mau-06-so-1-2026.docx'
    assert 'Công ty A' in text and 'Nguyễn Văn Bí Mật' in text
    assert all(event.audience == words.STAFF for event in case.events[-2:])


def test_a_request_that_is_passed_on_has_a_number_there(ask, register, cases, small_portal):
    case = ask()
    there = str(small_portal['sites']['soxaydung'].__oid__)
    cases.append(case, words.FORWARDED, to=there, text='Thuộc Sở Xây dựng')

    assert register.entry(case)[:3] == (1, 2026, there)
    assert [each.case for each in register.entries(there, 2026)] == [case.number]


def test_nobody_else_works_on_a_request(ask, registry, small_portal, at_work):
    case = ask()
    stranger = Worker(registry, small_portal, at_work('soxaydung-head'))

    with pytest.raises(CannotResolve):
        stranger.resolving.register(case, stranger.id)
    with pytest.raises(CannotResolve):
        stranger.delivering.new_code(case, stranger.id)
    with pytest.raises(CannotResolve):
        stranger.afterwards.found_faulty(case, 'x', stranger.id)


def test_a_sender_takes_the_consent_to_publish_a_request_back_at_any_time(
        registry, cases, ask, clock):
    agreed, silent = ask(consents=frozenset({words.PROCESS, words.PUBLISH})), ask()
    shown = consent_of(registry, cases, agreed)

    assert [step for step, _words in shown.endings] == ['thoi-cong-khai']
    end_consent(cases, agreed, 'thoi-cong-khai')
    assert cases.open(agreed).consents == {words.PROCESS}
    assert consent_of(registry, cases, agreed) is consent_of(registry, cases, silent) is None
