"""Reports: figures with what is behind them, drafted, approved, sent, returned, consolidated."""
import pickle
from functools import partial
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZipFile

import docx
import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.base.periods import period_of
from hanoiportal.base.permissions import NOT_ALLOWED
from hanoiportal.content.erasure.interfaces import Erased, IErasers, IWords
from hanoiportal.editorial.freshness.interfaces import WindowKey
from hanoiportal.editorial.freshness.resource import (
    Words,
    get_or_create_reason,
    get_or_create_settled,
)
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import OWNER_BODY
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.storage.interfaces import INTERACTIONS
from hanoiportal.oversight.reports.behind import lines_of
from hanoiportal.oversight.reports.checking import differences
from hanoiportal.oversight.reports.drafting import line_of
from hanoiportal.oversight.reports.interfaces import (
    APPROVED,
    FAULTS,
    LATE,
    NONE,
    PRACTISED,
    PROPOSALS,
    RESULTS,
    RETURNED,
    RULE,
    SENT,
    SUBMITTED,
    CannotReport,
    Fault,
    IReporting,
    IReports,
)
from hanoiportal.oversight.reports.papers import Papers
from hanoiportal.oversight.reports.rows import figure_rows
from hanoiportal.oversight.reports.scope import name_of
from hanoiportal.oversight.reports.services import figures_of
from hanoiportal.oversight.reports.words import IReportWords
from hanoiportal.platform.duties.interfaces import (
    MET,
    MET_LATE,
    PERIOD,
    REASON,
    RUNNING,
    SATISFIED,
    TRIGGERED,
    DutyEvent,
)
from hanoiportal.platform.ledger.interfaces import (
    BREACH,
    COMMENTED,
    CORRECTED,
    CROSSPOSTED,
    LOG_INS,
    OF_ANOTHER,
    PUBLISHED,
    REFUSED,
    REJECTED,
    WITHDRAWN,
    ILedger,
)
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.officefiles.interfaces import IOfficeFiles
from hanoiportal.shells.commands.demo.desk import request_of
from hanoiportal.types.component_site import PRACTICE
from support.deeds import deeds
from support.workbooks import cells
from zope.interface.verify import verifyObject

NOW, HALF = parse('2026-12-31T10:00'), '2026-2'
DUE = '2026-07-01'


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def asking(registry, small_portal, staff):
    """``asking(login)``: a request of that person, for what services need of one."""
    return lambda login: request_of(SimpleNamespace(
        registry=registry, portal=small_portal, clock=registry.getUtility(IClock)), login)


@pytest.fixture
def figures(asking):
    return figures_of(asking('bavi-head'))


@pytest.fixture
def service(asking):
    """``service(login)``: ``(the IReporting of that person, their id)``."""
    def of(login):
        request = asking(login)
        return request.service(IReporting), request.authenticated_userid

    return of


@pytest.fixture
def done(ledger, duties, site, small_portal, clock, registry):
    """What happened: at bavi in the half-year and the one before, and elsewhere."""
    bavi, other = str(site.__oid__), str(small_portal['sites']['soxaydung'].__oid__)
    for kind, where, day, item in (
            (PUBLISHED, bavi, '2026-07-01T00:00', '11'),
            (PUBLISHED, bavi, '2026-12-20T09:59', '12'),
            (PUBLISHED, bavi, '2026-06-30T23:59', '13'), (CORRECTED, bavi, '2026-08-02', '11'),
            (WITHDRAWN, bavi, '2026-08-03', '11'), (CROSSPOSTED, bavi, '2026-08-04', '14'),
            (PUBLISHED, other, '2026-08-05', '15')):
        ledger.append(kind, parse(day), where, item=item, content_type='NewsItem', section='5')
    for day, where, ground, whose in (
            ('2026-09-01', bavi, 'd', ''), ('2026-09-02', bavi, 'd', OF_ANOTHER),
            ('2026-03-02', bavi, 'c', ''), ('2026-09-02', other, 'a', '')):
        ledger.append(REJECTED, parse(day), where, item='16', rule=ground, field=whose)
    inner = registry.getAdapter(small_portal, ILedger, 'inner')
    inner.append(LOG_INS, parse('2026-08-05'), bavi, amount=7)
    inner.append(REFUSED, parse('2026-08-06'), bavi, item='3', rule='c')
    ledger.append(COMMENTED, parse('2026-08-05'), bavi, item='11', amount=3)
    ledger.append(COMMENTED, parse('2026-08-06'), bavi, item='11', amount=-1)
    for number, (rule, day, met) in enumerate((
            ('13.1.b', '2026-11-02', '2026-11-03'), ('13.1.b', '2026-11-02', '2026-11-20'),
            ('13.1.b', '2026-11-03', None), ('13.1.b', '2026-03-02', None)), 1):
        duty = duties.open(bavi, rule, [f'row:{number}'], DutyEvent(
            TRIGGERED, parse(day), at=parse(day), source=f'row:{number}', evidence=f'{number}/QĐ'))
        if met:
            duties.append(duty, DutyEvent(
                SATISFIED, parse(met), at=parse(met), source=f'ledger:{number}', subject='7'))
    duties.append(duties.get(2), DutyEvent(
        REASON, parse('2026-11-21'), actor='bavi-head', text='Cán bộ nghỉ ốm'))
    for each in (site, small_portal['sites']['soxaydung'], small_portal):
        duties.open(str(each.__oid__), RULE, (f'{PERIOD}:{DUE}',), DutyEvent(
            TRIGGERED, parse(DUE), at=parse(DUE), source=f'{PERIOD}:{DUE}', evidence=DUE))
    transaction.commit()
    return SimpleNamespace(bavi=bavi, other=other)


@pytest.mark.parametrize(('what', 'said'), [
    ('VBQPPL, văn bản hành chính', 'VBQPPL, văn bản'), ('Công bố', 'công bố')])
def test_a_line_of_the_text_begins_small_but_for_an_abbreviation(what, said):
    assert f': {said}' in line_of(Fault('1', what, NOW.date(), ''))


def reasons(verb, *args):
    with pytest.raises(CannotReport) as refused:
        verb(*args)
    return refused.value.reasons


@pytest.fixture
def sent(service, site, done):
    """A report of bavi that was sent."""
    def make():
        head, actor = service('bavi-head')
        report = head.draft(site, HALF, actor)
        words = {**report.content.words, PROPOSALS: 'Bổ sung cán bộ'}
        head.save(report, words, '12/BC-BBT', actor)
        head.approve(report, report.digest, actor)
        head.send(report, actor)
        return report

    return make


@pytest.mark.clause('28.13')
@pytest.mark.clause('33.8')
def test_a_report_counts_the_half_year_and_the_one_before_it(
        service, site, done, small_portal, ledger):
    keys = [WindowKey(done.bavi, day, 'sang') for day in ('2026-07-01', '2026-08-10')]
    for key in keys:
        get_or_create_settled(small_portal).breaches.insert(tuple(key))
        ledger.append(BREACH, parse(key.day), done.bavi, rule=key.code)
    get_or_create_reason(small_portal, keys[1]).words += (
        Words('Mất điện toàn xã', 'bavi-head', NOW),)
    editor, actor = service('bavi-editor')
    report = editor.draft(site, HALF, actor)
    values, before = report.content.counted.values, report.content.counted.before

    assert [values.get(f'ledger:{kind}', 0) for kind in (
        PUBLISHED, CORRECTED, WITHDRAWN, CROSSPOSTED)] == [2, 1, 1, 1]
    assert (values['ledger:published:month:2026-07'], values['ledger:published:type:NewsItem'],
            values['ledger:published:section:5']) == (1, 2, 2)
    assert before['ledger:published'] == 1
    assert (values['ledger:rejected'], values['ledger:rejected:rule:d'],
            values['ledger:rejected:of:another'], before['ledger:rejected:rule:c']) == (2, 2, 1, 1)
    assert (values['inner:refused'], values['inner:refused:rule:c']) == (1, 1)
    assert (values['inner:log-ins'], values['ledger:commented']) == (7, 2)
    assert [values[f'duty:{state}'] for state in (
        'met', 'met_late', 'missed', 'excused', 'running')] == [1, 1, 1, 0, 1]
    assert (before['duty:missed'], values['duty:met_late:rule:13.1.b']) == (1, 1)
    assert (values['ledger:breach'], before['ledger:breach']) == (2, 0)
    windows = [fault for fault in report.content.counted.faults if 'khung giờ' in fault.what]
    assert [(fault.day.isoformat(), fault.reason, fault.record) for fault in windows] == [
        ('2026-07-01', '', ''),
        ('2026-08-10', 'Mất điện toàn xã', f'window:{":".join(keys[1])}')]
    words = report.content.words
    assert 'Mất điện toàn xã' in words[FAULTS]
    assert 'Tin, bài, bản dịch đã xuất bản: 2 (kỳ trước 1, tăng 1).' in words[RESULTS]
    assert '4 trường hợp' in words[FAULTS] and 'lý do: Cán bộ nghỉ ốm' in words[FAULTS]
    assert 'chưa nêu lý do' in words[FAULTS]


@pytest.mark.clause('8.14')
@pytest.mark.parametrize('period', [
    HALF, '2026', '2026-07-01..2026-07-01', '2026-06-30..2026-08-03'])
def test_figures_are_those_of_a_plain_recount(figures, site, small_portal, done, ledger, period):
    """The other way: read every event, compare its moment, count."""
    wanted = period_of(period)
    for place, sites in ((site, {done.bavi}), (small_portal, {
            str(each.__oid__) for each in (small_portal, *small_portal['sites'].values())})):
        counted = figures.counted(place, wanted, NOW)
        plain = [event for event in ledger.since(0) if event.site in sites and event.kind in (
            PUBLISHED, CORRECTED, WITHDRAWN, CROSSPOSTED)]
        for values, kept in ((counted.values, wanted), (counted.before, wanted.before)):
            inside = [event.kind for event in plain if kept.start <= event.moment < kept.end]
            assert {kind: values.get(f'ledger:{kind}', 0) for kind in (
                PUBLISHED, CORRECTED, WITHDRAWN, CROSSPOSTED)} == {
                kind: inside.count(kind) for kind in (
                    PUBLISHED, CORRECTED, WITHDRAWN, CROSSPOSTED)}


def test_each_figure_is_the_sum_of_what_stands_behind_it(figures, site, small_portal, done):
    for place in (site, small_portal):
        counted = figures.counted(place, period_of(HALF), NOW)
        scope = figures.scope(place, period_of(HALF), counted.at, counted.last, counted.inner)
        assert len(counted.values) > 20
        for name, value in counted.values.items():
            assert sum(each.times for each in figures.behind(scope, name_of(name))) == value, name


@pytest.mark.clause('28.9')
def test_counted_again_a_year_later_it_is_the_same_or_says_what_came_afterwards(
        figures, site, done, ledger, duties, clock):
    period = period_of(HALF)
    counted = figures.counted(site, period, NOW)
    assert differences(figures, site, period, counted, figures._words, 'vi') == ([], [])

    clock.pass_(days=365)
    ledger.append(PUBLISHED, parse('2026-11-11'), done.bavi, item='99')
    ledger.append(PUBLISHED, parse('2027-11-11'), done.bavi, item='98')
    duties.append(duties.get(3), DutyEvent(
        SATISFIED, clock.now(), at=clock.now(), source='ledger:9', subject='8'))
    checked = differences(figures, site, period, counted, figures._words, 'vi')
    assert checked == ([], [('Tin, bài, bản dịch đã xuất bản', 1)])
    found = lines_of(figures, site, period, counted, name_of('ledger:published'))
    assert (found.total, [each.oid for each in found.later]) == (2, ['99'])
    assert [each.oid for each in found.rows] == ['12', '11']
    forged = counted._replace(values={**counted.values, 'ledger:published': 7})
    [difference], _later = differences(figures, site, period, forged, figures._words, 'vi')
    assert (difference.kept, difference.now) == (7, 2)


@pytest.mark.clause('33.8')
@pytest.mark.clause('9.7')
def test_it_is_drafted_by_an_editor_approved_by_the_head_and_sent_for_its_duty(
        service, site, done, duties, registry, clock, audit):
    transaction.commit()
    before = content_database(registry).lastTransaction()
    editor, dung = service('bavi-editor')
    report = editor.draft(site, HALF, dung)
    assert reasons(editor.submit, report, dung).keys() == {PROPOSALS}
    editor.save(report, {**report.content.words, PROPOSALS: 'Bổ sung cán bộ.'}, ' 12/BC-BBT ',
                dung)
    editor.submit(report, dung)
    assert report.state == SUBMITTED
    assert reasons(editor.approve, report, report.digest, dung).keys() == {''}
    head, chi = service('bavi-head')
    assert reasons(head.send, report, chi).keys() == {''}
    old = report.digest
    editor.save(report, {**report.content.words, RESULTS: 'Đạt kết quả tốt.'}, '12/BC-BBT', dung)
    assert 'vừa được sửa' in str(reasons(head.approve, report, old, chi)[''])
    head.approve(report, report.digest, chi)
    assert (report.state, report.content.signer) == (APPROVED, chi)
    [owed] = [each for each in duties.of_site(done.bavi) if each.rule == RULE]
    assert duties.standing(owed, NOW).state == RUNNING
    head.send(report, chi)

    assert report.state == SENT and duties.standing(owed, clock.now()).state == MET
    assert reasons(editor.save, report, {}, '', dung).keys() == {''}
    assert reasons(editor.recount, report, dung).keys() == {''}
    transaction.commit()
    assert content_database(registry).lastTransaction() == before
    assert deeds(audit, site, 'Bổ sung', 'Đạt kết quả') == [
        (f'{deed}_report', who) for deed, who in (
            ('draft', dung), ('save', dung), ('submit', dung), ('save', dung), ('approve', chi),
            ('send', chi))]


def test_an_edit_after_the_approval_needs_another_one_and_counting_anew_keeps_edited_words(
        service, site, done, ledger):
    head, actor = service('bavi-head')
    report = head.draft(site, HALF, actor)
    head.save(report, {**report.content.words, FAULTS: 'Viết lại.',
                       PROPOSALS: 'Không có kiến nghị.'}, '', actor)
    head.approve(report, report.digest, actor)
    ledger.append(PUBLISHED, parse('2026-12-01'), done.bavi, item='20')
    head.recount(report, actor)

    assert (report.state, report.content.signer, report.content.signed) == ('drafted', '', None)
    assert 'đã xuất bản: 3 ' in report.content.words[RESULTS]
    assert report.content.words[FAULTS] == 'Viết lại.'


@pytest.mark.clause('28.9')
def test_the_city_returns_one_with_a_reason_and_its_duty_is_open_until_it_is_sent_again(
        service, site, done, duties, sent, clock, small_portal, registry):
    report = sent()
    [owed] = [each for each in duties.of_site(done.bavi) if each.rule == RULE]
    city, actor = service('hanoi-head')
    assert reasons(city.send_back, report, ' ', actor).keys() == {'reason'}
    city.send_back(report, 'Thiếu số liệu quý IV', actor)
    assert (report.state, report.last(RETURNED).text) == (RETURNED, 'Thiếu số liệu quý IV')
    assert duties.standing(owed, NOW).state == RUNNING
    assert reasons(city.send_back, report, 'Lần nữa', actor).keys() == {''}

    clock.pass_(days=20)
    head, actor = service('bavi-head')
    head.approve(report, report.digest, actor)
    head.send(report, actor)
    assert duties.standing(owed, clock.now()).state == MET_LATE
    states = {each.site.__name__: each for each in registry.getAdapter(
        small_portal, IReports).states(HALF, clock.now())}
    assert (states['bavi'].state, states['soxaydung'].state) == (LATE, NONE)
    assert states['soxaydung'].is_over and not states['bavi'].is_over

    city.send_back(report, 'Tập lại', actor)
    site.purpose = PRACTICE
    head.approve(report, report.digest, actor)
    assert reasons(head.send, report, actor) == {'': PRACTISED}
    assert report.state == APPROVED and [each.site.__name__ for each in registry.getAdapter(
        small_portal, IReports).states(HALF, clock.now())] == ['soxaydung']


@pytest.mark.clause('28.9')
def test_it_is_not_sent_nor_with_figures_of_before_the_last_day_of_its_period(
        service, site, done, clock, duties):
    clock.pass_(days=-32)
    head, actor = service('bavi-head')
    report = head.draft(site, HALF, actor)
    head.save(report, {**report.content.words, PROPOSALS: 'Không có kiến nghị.'}, '', actor)
    head.approve(report, report.digest, actor)
    assert '31/12/2026' in reasons(head.send, report, actor)[''].interpolate()
    [owed] = [each for each in duties.of_site(done.bavi) if each.rule == RULE]
    clock.pass_(days=32)
    assert 'tính lại số liệu' in reasons(head.send, report, actor)['']
    assert (report.state, duties.standing(owed, NOW).state) == (APPROVED, RUNNING)
    head.recount(report, actor)
    head.approve(report, report.digest, actor)
    head.send(report, actor)
    assert duties.standing(owed, clock.now()).state == MET


@pytest.mark.parametrize('login', ['bavi-translator', 'soxaydung-head', 'hanoi-head'])
def test_nobody_else_drafts_it_and_only_the_city_returns_it(service, site, sent, login):
    other, actor = service(login)
    assert reasons(other.draft, site, '2026-1', actor) == {'': NOT_ALLOWED}
    report = sent()
    assert reasons(other.approve, report, report.digest, actor).keys() == {''}
    assert reasons(other.send, report, actor).keys() == {''}
    if login != 'hanoi-head':
        assert reasons(other.send_back, report, 'Sai', actor) == {'': NOT_ALLOWED}


@pytest.mark.parametrize('period', [
    '', '2026-3', '2026-02-30..2026-03-01', '2026-03-02..2026-03-01', '2020-01-01..2026-01-01',
    '0001', '9999-1', '2027-1', '２０２６', '2027-01-01..2027-01-02', '2026-1\n'])
def test_what_is_no_period_or_has_not_begun_is_refused(service, site, period):
    editor, actor = service('bavi-editor')
    assert reasons(editor.draft, site, period, actor).keys() == {'period'}


@pytest.mark.parametrize('period', ['2000', '2000-1', '2000-01-01..2000-01-02'])
def test_of_a_time_before_the_portal_there_are_no_figures_rather_than_none(service, site, period):
    editor, actor = service('bavi-editor')
    counted = editor.draft(site, period, actor).content.counted
    assert counted.values['ledger:published'] == 0 and counted.before == {}


def test_a_period_has_one_report_and_words_have_an_end(service, site):
    editor, actor = service('bavi-editor')
    report = editor.draft(site, HALF, actor)
    assert reasons(editor.draft, site, HALF, actor).keys() == {'period'}
    assert reasons(editor.save, report, {RESULTS: 'x' * 20_001}, 'y' * 51, actor).keys() == {
        RESULTS, 'number'}


@pytest.mark.clause('7.7')
@pytest.mark.clause('28.13')
def test_the_city_consolidates_what_all_sites_did_and_propose(
        service, site, sent, done, small_portal, registry, duties, clock):
    sent()
    city, actor = service('hanoi-head')
    report = city.draft(small_portal, '2026', actor)
    counted, words = report.content.counted, report.content.words

    assert counted.values['ledger:published'] >= 4
    assert counted.values['ledger:published'] == sum(
        each['ledger:published'] for each in counted.sites.values())
    assert counted.sites[done.bavi]['duty:missed'] == 2
    assert f'{site.title}: ' in words[FAULTS]
    city_half = city.draft(small_portal, HALF, actor)
    assert city_half.content.words[PROPOSALS] == f'- {site.title}: Bổ sung cán bộ'
    assert 'đã gửi 1 (trong đó gửi trễ 0), chưa gửi' in city_half.content.words[RESULTS]
    city.approve(city_half, city_half.digest, actor)
    city.send(city_half, actor)
    [owed] = [each for each in duties.of_site(str(small_portal.__oid__)) if each.rule == RULE]
    assert duties.standing(owed, clock.now()).state == MET
    papers = Papers(registry, small_portal, str, str)
    assert papers.recipients(small_portal, period_of('2026'), report.content) == [
        'Ủy ban nhân dân thành phố Hà Nội', 'Sở Văn hóa và Thể thao Hà Nội']
    site.owner = 'Ủy ban nhân dân thành phố Hà Nội'
    assert papers.recipients(site, period_of(HALF), report.content) == [
        'Ủy ban nhân dân thành phố Hà Nội (qua Văn phòng Ủy ban nhân dân thành phố Hà Nội)']
    assert verifyObject(IReporting, city)


@pytest.mark.clause('7.7')
@pytest.mark.clause('9.7')
def test_each_body_that_gets_a_report_is_told_of_it_where_it_reads_it(
        service, site, sent, done, small_portal, staff, told, registry):
    grant(site, staff['khach'].id, OWNER_BODY, Grant('QĐ 3'))
    site.owner = 'Ủy ban nhân dân thành phố Hà Nội'  # named once, and told at both places
    editor, dung = service('bavi-editor')
    year = editor.draft(site, '2026', dung)
    editor.save(year, {PROPOSALS: 'Không có.'}, '', dung)
    editor.submit(year, dung)
    sent()
    city, actor = service('hanoi-head')
    report = city.draft(small_portal, '2026', actor)
    city.save(report, {PROPOSALS: 'Không có.'}, '', actor)
    city.approve(report, report.digest, actor)
    transaction.commit()
    assert told('bavi-head').count('report_submitted') == 1
    assert not {'report_submitted', 'report_sent'} & {*told('bavi-editor'), *told('bavi-member')}
    people = ('quanly', 'khach', 'hanoi-member', 'chuquan', 'kiemtra', 'soxaydung-head')
    assert [told(login).count('report_sent') for login in people] == [1, 1, 1, 0, 0, 0]
    where = {login: [(each.oid, each.details) for each in notifying(registry).list(staff[login])]
             for login in ('quanly', 'khach')}
    assert where == {'quanly': [(small_portal.__oid__, {'number': 2, 'site': site.__oid__})],
                     'khach': [(site.__oid__, {'number': 2})]}
    city.send(report, actor)
    transaction.commit()
    assert [told(login).count('report_sent') for login in people] == [2, 1, 1, 1, 1, 0]


def test_words_that_are_to_be_gone_are_in_no_report_any_more(
        service, site, sent, done, small_portal, registry, clock):
    report = sent()
    city, actor = service('hanoi-head')
    whole = city.draft(small_portal, HALF, actor)
    city.send_back(report, 'Bà Bí viết sai', actor)
    head, chi = service('bavi-head')
    values = report.content.counted.values
    clock.pass_(days=1)
    gone = Erased(words={'duty:2': clock.now()})
    run = partial(registry.getUtility(IErasers).run, INTERACTIONS, small_portal)
    assert registry.getUtility(IWords, 'report').are_of(site, f'report:{report.number}')
    assert not registry.getUtility(IWords, 'report').are_of(small_portal, 'report:1')
    run(gone, registry)
    said = pickle.dumps((report.content, report.events))
    assert 'nghỉ ốm'.encode() not in said and 'Bổ sung cán bộ'.encode() in said
    assert sum(fault.reason == '' for fault in report.content.counted.faults) == 2
    assert 'đã xuất bản: 2 ' in report.content.words[RESULTS]
    gone = Erased(words={**gone.words, f'report:{report.number}': clock.now()})
    clock.pass_(days=1)
    head.save(report, {RESULTS: 'Lời mới'}, '12/BC-BBT', chi)
    for _time in range(2):
        run(gone, registry)
        said = pickle.dumps((report.content, report.events, whole.content, whole.events))
        for words in ('Bổ sung cán bộ', 'Bà Bí', 'đã xuất bản: 2 '):
            assert words.encode() not in pickle.dumps((report.content, report.events))
        assert 'Bổ sung cán bộ'.encode() not in said
    assert report.content.words[RESULTS] == 'Lời mới'
    assert report.content.counted.values == values and report.last(SENT).actor == chi


@pytest.mark.parametrize('record', ['report:2', 'report:', 'report:x', 'report:' + '9' * 40])
def test_what_is_no_report_has_no_words(service, site, sent, registry, record):
    sent()
    assert not registry.getUtility(IWords, 'report').are_of(site, record)


def test_the_paper_and_the_workbook_say_what_the_page_says_and_run_nothing(
        service, site, done, registry, small_portal):
    head, actor = service('bavi-head')
    report = head.draft(site, HALF, actor)
    head.save(report, {RESULTS: '=1+1\n@SUM(A1)', FAULTS: '-2', PROPOSALS: '+3'}, '12/BC-BBT',
              actor)
    head.approve(report, report.digest, actor)
    papers, period = Papers(registry, small_portal, str, str), period_of(HALF)
    office = registry.getUtility(IOfficeFiles)
    made = office.docx(papers.document(site, period, report.content))
    word = docx.Document(BytesIO(made))
    text = [each.text for each in word.paragraphs]
    head_cells = ' '.join(cell.text for row in word.tables[0].rows for cell in row.cells)

    assert 'Số: 12/BC-BBT' in head_cells and 'ngày 31 tháng 12 năm 2026' in head_cells
    assert any(line.startswith('Kính gửi: Ủy ban nhân dân thành phố Hà Nội (qua Văn phòng')
               for line in text)
    assert {'=1+1', '@SUM(A1)', 'I. Kết quả hoạt động', 'III. Kiến nghị'} <= set(text)
    assert any('Kỳ báo cáo chưa kết thúc.' in line for line in text)
    shown = {row.cells[0].text: row.cells[1].text for table in word.tables[1:-1]
             for row in table.rows}
    rows = figure_rows(report.content.counted, registry.getUtility(IReportWords), 'vi')
    assert {row.title: str(row.value) for each in rows.values() for row in each}.items() <= (
        shown.items())
    assert (shown['c) Không đúng sự thật'], shown['d) Không rõ xuất xứ, không bảo đảm chất lượng'],
            shown['08/2026']) == ('1', '2', '0')
    assert 'word/charts/chart1.xml' in ZipFile(BytesIO(made)).namelist()
    signature = word.tables[-1].rows[0].cells[-1].text
    assert 'TRƯỞNG BAN' in signature and actor in signature

    evil = report.content._replace(counted=report.content.counted._replace(
        values={**report.content.counted.values, 'ledger:published:type:=1+1': 5}))
    book = cells(papers.workbook(site, period, evil))
    assert ('s', '=1+1') in book.values() and ('f', '1+1') not in book.values()
    assert ('n', '2') in book.values()
