"""Merged cases: each asker reads and may do what those of a case by itself may (13.1.e, 4.3)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.participation.cases import interfaces as words
from hanoiportal.participation.cases.interfaces import Sender, Submission, told_state
from hanoiportal.participation.tracking.interfaces import ISatisfaction
from support.inbox_workers import Worker, kept, reasons
from support.public_forms import form_of, send
from support.typing_page import UNCLOSED

pytestmark = pytest.mark.filterwarnings(UNCLOSED)
#: Tuesday.
NOW, DAY = parse('2026-11-17T09:00'), datetime.date(2026, 12, 18)
FIRST, SECOND = 'Đường trước nhà bà Mận ngập', 'Ngõ chùa ngập từ hôm qua'
NOTICE, ANSWER = 'Chờ kết quả đo đạc.', 'Đã cho nạo vét cống ngày 16/11.'


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def own_settings(mail_settings):
    return mail_settings


@pytest.fixture
def worker(registry, small_portal, at_work):
    return lambda login: Worker(registry, small_portal, at_work(login))


@pytest.fixture
def ask(cases, bavi, staff):
    """``ask(text, name)``: a new case of a commune, committed."""
    def asked(text, name, **values):
        receipt = cases.receive(Submission(
            words.QUESTION, str(bavi.__oid__), 'Ngập nước', text,
            sender=Sender(name=name, email=f'{name}@example.vn'), **values))
        kept()
        return cases.get(receipt.number)

    return asked


@pytest.fixture
def merged(ask, clock, worker):
    """The case that goes on, one that was merged into it a day later, and a responder who has the
    first.
    """
    responder, first = worker('bavi-responder'), ask(FIRST, 'man')
    clock.pass_(days=1)
    second = ask(SECOND, 'sen')
    responder.triage.take(first, responder.id)
    assert responder.triage.merge(second, first.number, responder.id) is first
    kept()
    return first, second, responder


@pytest.fixture
def answer(worker):
    """``answer(case, text)``: its board approves that answer."""
    def answered(case, text=ANSWER, site='bavi'):
        head, responder = worker(f'{site}-head'), worker(f'{site}-responder')
        responder.answering.submit(case, text, responder.id)
        head.answering.approve(case, head.answering.work(case).digest, head.id)
        kept()

    return answered


@pytest.fixture
def told_to(letters):
    """``told_to(name)``: subjects of what was mailed to them since."""
    def mailed(*names):
        found = letters()
        return [[each['Subject'] for each in found if each['To'] == f'{name}@example.vn']
                for name in names]

    return mailed


@pytest.fixture
def press(case_page):
    """``press(case, step)``: the page after its sender has pressed that button."""
    def pressed(case, step, **values):
        page = case_page(case)
        form = form_of(page, 'xem-lai' if step == 'chua-hai-long' else step)
        form.action = form.action.replace('xem-lai', step)
        page = send(form, **values).follow()
        transaction.begin()
        return page

    return pressed


def said(page):
    return page.html.main.text


def offered(page):
    return {each.action.rpartition('/')[2] for each in page.forms.values()} & {
        'bo-sung', 'rut', 'xem-lai', 'danh-gia'}


@pytest.mark.clause('13.1.e/3')
def test_notice_and_answer_stand_on_the_page_of_each_asker_once(
        merged, worker, case_page, press, answer, told_to, registry, bavi, cases):
    first, second, _responder = merged
    told_to('sen')
    head = worker('bavi-head')
    head.answering.notice(first, DAY, NOTICE, head.id)
    kept()

    page = case_page(second)
    assert said(page).count(NOTICE) == 1 and 'chậm nhất ngày 18/12/2026' in said(page)
    assert 'Đang giải quyết, đã báo ngày trả lời' in page
    assert offered(page) == {'bo-sung', 'rut'}
    (mine,), (theirs,) = told_to('man', 'sen')
    assert mine == theirs and 'Thông báo quá trình xử lý' in theirs

    answer(first)
    page = case_page(second)
    assert said(page).count(ANSWER) == said(page).count(NOTICE) == 1
    assert page.html.find('strong', string='Đã trả lời')
    assert not any(each in said(page) for each in (FIRST, 'man', first.code))
    assert SECOND not in said(case_page(first)) and ANSWER in said(case_page(first))
    assert [len(each) for each in told_to('man', 'sen')] == [1, 1]

    press(second, 'danh-gia', solved='no')
    rated = registry.getAdapter(bavi, ISatisfaction).tally(str(bavi.__oid__), '2026-11')
    assert rated['solved']['no'] == 1 and cases.kept(second, words.RATED)


@pytest.mark.clause('13.1.e/2')
def test_what_is_out_of_scope_is_told_to_each_asker(merged, case_page, told_to):
    first, second, responder = merged
    told_to('sen')
    responder.triage.out_of_scope(first, 'tu-phap', 'Tòa án Thành phố', '', responder.id)
    kept()
    page = case_page(second)
    assert said(page).count('Tòa án Thành phố') == 1
    assert 'Không thuộc phạm vi' in page and 'xem-lai' in offered(page)
    (subject,), = told_to('sen')
    assert 'không thuộc phạm vi' in subject


@pytest.mark.clause('13.1.e/1')
def test_those_who_asked_the_same_move_with_the_case_that_goes_on(
        merged, case_page, press, told_to, small_portal, worker, answer, cases, clock):
    first, second, responder = merged
    told_to('sen')
    office = small_portal['sites']['soxaydung']
    responder.triage.forward(first, office, 'Thuộc Sở', responder.id)
    kept()

    assert first.site == second.site == str(office.__oid__)
    assert cases.standing(second, clock.now()).state == words.MERGED
    assert f'tới cơ quan có thẩm quyền: {office.title}' in said(case_page(second))
    assert said(case_page(second)).count('Thuộc Sở') == 1
    (subject,), = told_to('sen')
    assert 'chuyển tới cơ quan' in subject
    theirs = worker('soxaydung-responder')
    assert theirs.inbox.unclaimed(office) == 1, 'nobody takes one that is merged'

    theirs.triage.take(first, theirs.id)
    answer(first, site='soxaydung')
    press(second, 'xem-lai', text='Chưa rõ')
    assert theirs.inbox.unclaimed(office) == 1 and second.site == str(office.__oid__)


def test_what_a_merged_asker_adds_is_told_to_who_has_the_other_case(
        merged, case_page, press, telling, told, cases, worker, bavi):
    first, second, _responder = merged
    telling()
    page = press(second, 'bo-sung', text='Nước vào bếp')
    assert 'Nước vào bếp' in said(page)
    telling()
    assert told('bavi-responder')[0] == 'case_added' and 'case_added' not in told('bavi-head')
    note = first.events[-1]
    assert (note.audience, note.to, note.sealed) == (words.STAFF, str(second.number), b'')
    assert worker('bavi-member').inbox.sees(second, bavi)
    assert 'Nước vào bếp' not in said(case_page(first))
    assert 'Nước vào bếp' not in str(cases.export(first))


@pytest.mark.clause('4.3.a')
def test_who_reopens_a_merged_case_has_a_clock_of_its_own(
        merged, case_page, press, answer, cases, clock, telling, told):
    first, second, _responder = merged
    answer(first)
    clock.pass_(days=2)
    assert offered(case_page(second)) == {'xem-lai', 'danh-gia'}
    press(second, 'xem-lai', text='Ngõ chùa vẫn ngập')

    standing = cases.standing(second, clock.now())
    assert standing.state == words.REOPENED and second.received == NOW + datetime.timedelta(1)
    owed = [each.trigger for _duty, each in standing.duties if each.state == 'running']
    assert owed == [second.events[-1].moment]
    assert cases.standing(first, clock.now()).state == words.ANSWERED
    telling()
    assert 'case_reopened' in told('bavi-responder')

    before = len(first.events)
    cases.append(first, words.REOPENED, text='Vẫn ngập')
    assert len(first.events) == before + 1
    answer(first, 'Lần hai')
    assert 'Lần hai' not in said(case_page(second)), 'it goes on by itself'
    answer(second, 'Riêng ngõ chùa')
    assert 'Riêng ngõ chùa' in said(case_page(second))
    assert 'Riêng ngõ chùa' not in said(case_page(first))


def test_a_merged_asker_who_is_not_content_is_heard(merged, press, answer, telling, told):
    first, second, _responder = merged
    answer(first)
    press(second, 'chua-hai-long', text='Không đúng')
    telling()
    assert 'case_dissatisfied' in told('bavi-responder')
    assert first.events[-1].ground == 'merged_dissatisfied'
    assert second.events[-1].kind == words.DISSATISFIED


def test_a_second_answer_reaches_those_who_have_not_gone_on_by_themselves(
        merged, case_page, answer, cases):
    first, second, _responder = merged
    answer(first)
    cases.append(first, words.REOPENED, text='Vẫn ngập')
    answer(first, 'Lần hai')
    page = said(case_page(second))
    assert page.count(ANSWER) == page.count('Lần hai') == 1 and 'Vẫn ngập' not in page


def test_who_withdraws_a_merged_case_leaves_the_other(
        merged, case_page, press, answer, cases, clock):
    first, second, _responder = merged
    page = press(second, 'rut')
    assert offered(page) == set() and 'Người gửi đã rút' in said(page)
    assert cases.standing(second, clock.now()).state == words.WITHDRAWN
    assert cases.standing(first, clock.now()).state == words.TAKEN
    answer(first)
    assert ANSWER not in said(case_page(second))


@pytest.mark.parametrize('end', ['withdraw', 'abuse', 'erase'])
@pytest.mark.clause('13.1.e/3')
def test_a_case_goes_on_by_itself_where_the_other_ends_without_a_word(
        merged, case_page, worker, cases, clock, bavi, end, telling, told):
    first, second, responder = merged
    telling()
    known = told('bavi-member').count('case_received')
    head = worker('bavi-head')
    clock.pass_(days=1)
    {'withdraw': lambda: cases.append(first, words.WITHDRAWN),
     'abuse': lambda: head.triage.abuse(first, 'quang-cao', 'Quảng cáo', head.id),
     'erase': lambda: cases.erase(first)}[end]()
    kept()

    standing = cases.standing(second, clock.now())
    assert standing.state == words.NEW and standing.assigned == ''
    owed = [each.trigger for _duty, each in standing.duties if each.state == 'running']
    assert owed == [second.received] == [NOW + datetime.timedelta(days=1)]
    assert responder.inbox.unclaimed(bavi) == 1
    telling()
    assert told('bavi-member').count('case_received') == known + 1
    page = said(case_page(second))
    assert 'Giải quyết riêng' in page and 'Mới nhận' in page and 'rút lại' not in page
    responder.triage.take(second, responder.id)
    assert cases.standing(second, clock.now()).state == words.TAKEN


def test_a_day_that_was_promised_is_kept_by_who_goes_on_by_itself(
        merged, worker, cases, clock):
    first, second, _responder = merged
    head = worker('bavi-head')
    head.answering.notice(first, DAY, NOTICE, head.id)
    cases.append(first, words.WITHDRAWN)
    due = cases.standing(second, clock.now()).due
    assert due == parse('2026-12-19') - datetime.timedelta(microseconds=1)


def test_who_has_an_answer_is_not_begun_anew(merged, answer, cases, clock):
    first, second, _responder = merged
    answer(first)
    cases.append(first, words.REOPENED, text='Vẫn ngập')
    cases.append(first, words.WITHDRAWN)
    state = cases.standing(second, clock.now()).state
    assert (state, told_state(second, state)) == (words.MERGED, words.ANSWERED)


def test_who_has_an_answer_reads_no_notice_that_another_asked_for(
        merged, answer, worker, cases, clock):
    first, second, _responder = merged
    answer(first)
    cases.append(first, words.REOPENED, text='Vẫn ngập')
    head = worker('bavi-head')
    head.answering.notice(first, DAY, NOTICE, head.id)
    assert told_state(second, words.MERGED) == words.ANSWERED
    cases.append(first, words.WITHDRAWN)
    assert cases.standing(second, clock.now()).state == words.MERGED


def test_a_case_that_was_promised_a_day_before_it_was_merged_goes_on_with_that_day(
        ask, worker, cases, clock):
    responder, head = worker('bavi-responder'), worker('bavi-head')
    first, second = ask(FIRST, 'man'), ask(SECOND, 'sen')
    responder.triage.take(second, responder.id)
    head.answering.notice(second, DAY, NOTICE, head.id)
    responder.triage.merge(second, first.number, responder.id)
    cases.append(first, words.WITHDRAWN)
    assert cases.standing(second, clock.now()).answer_due == second.events[-1].until


def test_a_case_that_was_reopened_before_it_was_merged_counts_from_then(
        ask, worker, cases, clock, answer):
    responder, first = worker('bavi-responder'), ask(FIRST, 'man')
    clock.pass_(days=1)
    second = ask(SECOND, 'sen')
    responder.triage.take(second, responder.id)
    answer(second)
    clock.pass_(days=20)
    reopened = cases.append(second, words.REOPENED, text='Vẫn ngập')
    assert responder.triage.merge(second, first.number, responder.id) is first
    cases.append(first, words.WITHDRAWN)
    owed = [each.trigger for _duty, each in cases.standing(second, clock.now()).duties
            if each.state in ('running', 'missed')]
    assert owed == [reopened.moment]


def test_what_is_erased_is_not_begun_anew_but_what_was_merged_into_it_is(
        merged, ask, worker, cases, clock, bavi):
    first, second, responder = merged
    third, fourth = ask('Phố chợ ngập', 'tam'), ask('Phố chợ ngập quá', 'tu')
    responder.triage.merge(third, fourth.number, responder.id)
    responder.triage.merge(first, third.number, responder.id)
    cases.erase(third)
    erased = third.events
    worker('bavi-head').answering.notice(first, DAY, NOTICE, worker('bavi-head').id)
    assert third.events == erased and told_state(fourth, words.MERGED) == words.NOTICED
    cases.append(first, words.WITHDRAWN)
    assert [cases.standing(each, clock.now()).state for each in (second, third, fourth)] == [
        words.NEW, words.MERGED, words.NEW]
    assert responder.inbox.unclaimed(bavi) == 2


def test_who_joins_after_a_notice_reads_it_and_all_of_a_chain_the_answer(
        merged, ask, worker, clock, case_page, press, answer):
    first, second, responder = merged
    clock.pass_(hours=1)
    third, fourth = ask('Phố chợ ngập', 'tam'), ask('Phố chợ ngập quá', 'tu')
    responder.triage.merge(third, fourth.number, responder.id)
    head = worker('bavi-head')
    head.answering.notice(first, DAY, NOTICE, head.id)
    responder.triage.merge(first, third.number, responder.id)
    kept()
    for each in (third, fourth):
        assert said(case_page(each)).count(NOTICE) == 1
    answer(first)
    for each in (second, third, fourth):
        assert said(case_page(each)).count(ANSWER) == 1
    press(fourth, 'xem-lai', text='Vẫn ngập')
    assert first.events[-1].ground == 'merged_reopened'
    assert first.events[-1].to == str(fourth.number)


def test_an_answer_that_cannot_be_published_reaches_nobody(merged, worker):
    first, second, responder = merged
    head, before = worker('bavi-head'), len(second.events)
    responder.answering.submit(first, ANSWER, responder.id)
    kept()
    assert '' in reasons(head.answering.approve, first, head.answering.work(first).digest,
                         head.id, True)
    assert len(second.events) == before


@pytest.mark.parametrize('kind', [words.REQUEST, words.CONTRIBUTION])
def test_what_is_answered_by_a_paper_for_one_person_is_not_merged(
        worker, cases, bavi, staff, kind):
    found = [cases.get(cases.receive(Submission(
        kind, str(bavi.__oid__), 'Quy hoạch', 'Xin bản vẽ')).number) for _each in range(2)]
    responder = worker('bavi-responder')
    refused = reasons(responder.triage.merge, found[0], found[1].number, responder.id)
    assert 'không gộp' in refused['']
