"""Cases: received, sorted, answered; their duties, their keys, and what ``content`` sees of it."""

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.storage.keys import key_of
from hanoiportal.participation.cases.interfaces import (
    ABUSE,
    ACCESS,
    ADDED,
    ANSWERED,
    ASSIGNED,
    CLOSED,
    CORRECTION,
    FORWARDED,
    MERGED,
    NOTICED,
    OPEN,
    OUT_OF_SCOPE,
    PAPER,
    QUESTION,
    REFLECTION,
    REOPENED,
    TAKEN,
    WITHDRAWN,
    Attachment,
    CannotChange,
    Sender,
    Submission,
)
from hanoiportal.platform.duties.interfaces import MET, MET_LATE, RUNNING, VOID
from hanoiportal.platform.outbox.interfaces import IOutbox

#: A Monday.
NOW = parse('2026-11-16T09:00+07:00')


def sent(site, **changes):
    return Submission(QUESTION, str(site.__oid__), 'Đường ngập', 'Đường trước nhà tôi ngập.',
                      **{'sender': Sender(name='Nguyễn Văn Bí Mật', email='An@Example.vn'),
                         **changes})


def states(cases, case, now):
    return {(duty.rule, duty.site): standing.state
            for duty, standing in cases.standing(case, parse(now)).duties}


def test_what_is_received_is_opened_by_code_and_secret(cases, bavi):
    receipt = cases.receive(sent(bavi), now=NOW)
    transaction.commit()
    transaction.begin()  # what the commit has carried out is seen

    case = cases.find(receipt.code.lower().replace('-', ' '), receipt.secret)

    assert case.number == receipt.number
    assert cases.open(case).text == 'Đường trước nhà tôi ngập.'
    assert cases.find(receipt.code, receipt.secret[:-1] + 'ZZ') is None
    assert [each.number for each in cases.by_email(' an@example.VN')] == [receipt.number]
    assert cases.counts(str(bavi.__oid__))['new'] == 1


def test_a_wrong_secret_loads_no_case_and_tells_nothing(cases, bavi, small_portal):
    receipt = cases.receive(sent(bavi), now=NOW)
    transaction.commit()
    transaction.begin()
    small_portal._p_jar.get_connection('interactions').cacheMinimize()

    for code, secret in ((receipt.code, receipt.secret[::-1]), (receipt.code, ''), ('', ''),
                         ('HN-0000-0000', receipt.secret), ('x' * 10 ** 6, 'x' * 10 ** 6)):
        assert cases.find(code, secret) is None
    assert cases.get(receipt.number)._p_changed is None


@pytest.fixture
def case(cases, bavi):
    """A question to the commune, received on Monday at nine."""
    return cases.get(cases.receive(sent(bavi), now=NOW).number)


@pytest.fixture
def office(small_portal):
    return str(small_portal['sites']['soxaydung'].__oid__)


@pytest.mark.clause('13.1.e/1')
@pytest.mark.parametrize('now, state', [
    ('2026-11-17T17:00+07:00', MET),        # in time
    ('2026-11-18T23:59+07:00', MET),        # on the last day
    ('2026-11-19T08:00+07:00', MET_LATE)])  # one day later
def test_a_question_is_sorted_within_two_working_days(cases, case, now, state):
    cases.append(case, TAKEN, now=parse(now))

    assert {rule: of for (rule, _site), of in states(cases, case, now).items()} == {
        '13.1.e1': state, '13.1.e3': RUNNING}


@pytest.mark.clause('13.1.e/1')
def test_forwarding_sorts_it_and_the_other_body_owes_the_answer_from_the_receipt(
        cases, case, bavi, office):
    cases.append(case, FORWARDED, to=office, now=parse('2026-11-18T09:00+07:00'))

    found = states(cases, case, '2026-11-18T10:00+07:00')
    standing = cases.standing(case, parse('2026-11-18T10:00+07:00'))
    own = str(bavi.__oid__)
    assert found == {('13.1.e1', own): MET, ('13.1.e3', own): VOID, ('13.1.e3', office): RUNNING}
    assert (case.site, standing.site, standing.state) == (office, office, TAKEN)
    assert standing.duties[-1][1].trigger == NOW
    assert cases.counts(own)[TAKEN] == 0 and cases.counts(office)[TAKEN] == 1


@pytest.mark.parametrize('way', [[], ['other']])
def test_it_is_not_forwarded_to_where_it_is_or_was(cases, case, bavi, office, way):
    if way:
        cases.append(case, FORWARDED, to=office, now=NOW)

    with pytest.raises(CannotChange):
        cases.append(case, FORWARDED, to=str(bavi.__oid__), now=NOW)


@pytest.mark.clause('13.1.e/2')
@pytest.mark.parametrize('now, state', [
    ('2026-11-16T10:00+07:00', MET), ('2026-11-16T17:00+07:00', MET),
    ('2026-11-17T09:00+07:00', MET_LATE)])
def test_a_question_outside_the_scope_is_told_so_on_the_same_working_day(cases, case, now, state):
    cases.append(case, OUT_OF_SCOPE, text='Thuộc thẩm quyền tòa án.', now=parse(now))

    assert {rule: of for (rule, _site), of in states(cases, case, now).items()} == {
        '13.1.e1': MET, '13.1.e2': state, '13.1.e3': VOID}
    assert cases.standing(case, parse(now)).due is None


@pytest.mark.clause('13.1.e/3')
@pytest.mark.parametrize('now, state', [
    ('2026-12-01T09:00+07:00', MET),        # in time
    ('2026-12-07T23:00+07:00', MET),        # on the last day
    ('2026-12-08T08:00+07:00', MET_LATE)])  # one day later
def test_a_question_is_answered_within_fifteen_working_days(cases, case, now, state):
    cases.append(case, TAKEN, now=NOW)
    cases.append(case, ANSWERED, text='Đã sửa.', now=parse(now))

    assert {rule: of for (rule, _site), of in states(cases, case, now).items()} == {
        '13.1.e1': MET, '13.1.e3': state}


@pytest.mark.clause('13.1.e/3')
def test_a_notice_with_a_day_stops_the_clock_and_is_owed_itself(cases, case):
    until = parse('2026-12-31T23:59+07:00')
    cases.append(case, NOTICED, until=until, text='Đang khảo sát.', now=NOW)

    standing = cases.standing(case, NOW)
    assert [(duty.rule, each.state, each.due) for duty, each in standing.duties
            if duty.rule == '13.1.e3'] == [
        ('13.1.e3', MET, parse('2026-12-07T23:59:59.999999+07:00')), ('13.1.e3', RUNNING, until)]
    assert standing.due == until

    cases.append(case, ANSWERED, text='Đã sửa.', now=parse('2027-01-04T09:00+07:00'))
    assert [each.state for _duty, each in cases.standing(case, NOW).duties] == [
        MET, MET, MET_LATE]


@pytest.mark.parametrize('until', [None, '2026-11-16T09:00+07:00', '2026-11-15T23:59+07:00'])
def test_a_notice_needs_a_day_to_come(cases, case, until):
    with pytest.raises(CannotChange):
        cases.append(case, NOTICED, until=until and parse(until), now=NOW)


def test_a_promise_goes_with_the_case_to_another_body(cases, case, office):
    until = parse('2026-12-31T23:59+07:00')
    cases.append(case, NOTICED, until=until, now=NOW)
    cases.append(case, FORWARDED, to=office, now=NOW)

    [due] = [each.due for duty, each in cases.standing(case, NOW).duties
             if duty.site == office]
    assert due == until


def test_reopened_it_owes_an_answer_anew(cases, case):
    cases.append(case, ANSWERED, text='Đã sửa.', now=NOW)
    again = parse('2026-11-23T09:00+07:00')
    cases.append(case, REOPENED, text='Vẫn ngập.', now=again)

    standing = cases.standing(case, again)
    assert (standing.state, [each.state for _duty, each in standing.duties]) == (
        REOPENED, [MET, MET, RUNNING])
    assert standing.due == parse('2026-12-14T23:59:59.999999+07:00')


@pytest.mark.parametrize('kind', [TAKEN, ANSWERED, FORWARDED, WITHDRAWN, ABUSE])
def test_what_has_ended_takes_no_more_deeds(cases, case, office, kind):
    cases.append(case, ANSWERED, text='Đã sửa.', now=NOW)

    with pytest.raises(CannotChange):
        cases.append(case, kind, to=office, now=NOW)


def test_what_is_withdrawn_owes_nothing(cases, case):
    cases.append(case, WITHDRAWN, now=NOW)

    assert set(states(cases, case, '2026-12-31T09:00+07:00').values()) == {VOID}


def test_merged_cases_keep_the_earliest_receipt(cases, case, bavi):
    later = cases.get(cases.receive(sent(bavi), now=parse('2026-11-18T09:00+07:00')).number)
    cases.append(case, MERGED, to=str(later.number), now=parse('2026-11-18T10:00+07:00'))

    now = parse('2026-11-18T11:00+07:00')
    assert later.received == NOW
    assert [each.trigger for _duty, each in cases.standing(later, now).duties] == [NOW, NOW]
    assert cases.standing(case, now).state == MERGED
    assert [row.number for row in cases.inbox(later.site).rows] == [later.number]
    with pytest.raises(CannotChange):
        cases.append(later, MERGED, to=str(case.number), now=now)


def test_split_cases_have_each_their_own_with_the_receipt_of_the_whole(cases, case, bavi):
    receipt = cases.split(case, sent(bavi, sender=Sender())._replace(title='Việc thứ hai'))

    new = cases.get(receipt.number)
    assert (new.received, cases.open(new).sender.name) == (NOW, 'Nguyễn Văn Bí Mật')
    assert len(cases.standing(new, NOW).duties) == 2
    assert case.events[-1].to == str(new.number)


@pytest.mark.parametrize('kind, rules, due', [
    (REFLECTION, {'nd20.9', '13.1.e3'}, '2026-11-23T23:59:59.999999+07:00'),
    (CORRECTION, {'ltctt.22.4'}, '2026-12-01T23:59:59.999999+07:00'),
    (ACCESS, {'dlcn.phan-hoi', 'dlcn.xem-sua'}, '2026-11-18T23:59:59.999999+07:00')])
def test_each_kind_has_the_rules_of_its_row(cases, bavi, kind, rules, due):
    case = cases.get(cases.receive(sent(bavi)._replace(kind=kind), now=NOW).number)

    standing = cases.standing(case, NOW)
    assert {duty.rule for duty, _standing in standing.duties} == rules
    assert standing.due == parse(due)


def test_what_staff_enters_counts_from_when_it_came_in(cases, bavi):
    received = parse('2026-11-12T09:00+07:00')
    case = cases.get(cases.receive(
        sent(bavi, channel=PAPER, received_at=received, actor='ai'), now=NOW).number)

    assert {each.trigger for _duty, each in cases.standing(case, NOW).duties} == {received}
    with pytest.raises(CannotChange):
        cases.receive(sent(bavi, received_at=parse('2026-11-16T09:01+07:00')), now=NOW)


def test_the_inbox_is_ordered_by_what_is_due_and_loads_no_case(cases, bavi, small_portal):
    site = str(bavi.__oid__)
    numbers = [cases.receive(sent(bavi, field=field), now=parse(now)).number for now, field in (
        ('2026-11-18T09:00+07:00', 'dat-dai'), ('2026-11-16T09:00+07:00', ''),
        ('2026-11-17T09:00+07:00', 'dat-dai'))]
    cases.append(cases.get(numbers[2]), ANSWERED, now=parse('2026-11-19T09:00+07:00'))
    cases.append(cases.get(numbers[0]), ASSIGNED, to='an', now=parse('2026-11-19T09:00+07:00'))
    transaction.commit()
    transaction.begin()  # what the commit has carried out is seen
    small_portal._p_jar.get_connection('interactions').cacheMinimize()

    def shown(**wanted):
        found = cases.inbox(site, **wanted)
        return [row.number for row in found.rows], found.total

    assert shown() == ([numbers[1], numbers[0]], 2)
    assert shown(states=(*OPEN, *CLOSED), start=1, size=5) == ([numbers[0], numbers[2]], 3)
    assert shown(field='dat-dai') == shown(assigned='an') == ([numbers[0]], 1)
    assert shown(assigned='') == ([numbers[1]], 1)
    assert [row.number for row in cases.inbox(None).rows] == [numbers[1], numbers[0]]
    assert all(case._p_changed is None for case in (cases.get(each) for each in numbers))


def test_nothing_of_a_case_is_written_to_content_nor_is_it_told_who_sent_it(
        cases, bavi, registry):
    database = content_database(registry)
    before = database.lastTransaction()
    receipt = cases.receive(sent(bavi))
    cases.keep(cases.get(receipt.number), 'answer', 'Dự thảo bí mật')
    transaction.commit()

    assert database.lastTransaction() == before
    storage = database.databases['interactions'].storage
    told = {(each.user, each.description) for each in storage.iterator()}
    assert told <= {(b'', b''), (b'', b'outbox'), (b'', b'initial database creation')}


def test_what_is_erased_opens_no_more(cases, case, registry, small_portal):
    receipt = cases.renew(case)
    cases.append(case, ADDED, text='Thêm: số 5', attachments=[
        Attachment('don.pdf', 'application/pdf', b'%PDF')], now=NOW)
    cases.keep(case, 'answer', 'Dự thảo')
    transaction.commit()
    transaction.begin()
    assert cases.file(case, 0) == Attachment('don.pdf', 'application/pdf', b'%PDF')
    assert cases.text_of(case, case.events[-1]) == 'Thêm: số 5'
    assert cases.export(case)['events'][-1]['text'] == 'Thêm: số 5'

    cases.erase(case, ground='yeu-cau')
    transaction.commit()

    transaction.begin()
    assert key_of(small_portal, case.key) is None
    assert (cases.open(case), cases.file(case, 0), cases.kept(case, 'answer')) == (None, None, '')
    assert cases.find(receipt.code, receipt.secret) is None
    assert cases.by_email('an@example.vn') == []
    assert registry.getAdapter(small_portal, IOutbox).waiting() == []
