"""Scoring of a year: measured and by hand, draft, objection, answer, final, public (28.5, 32)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.csvfile import BadLines
from hanoiportal.base.permissions import NOT_ALLOWED
from hanoiportal.content.erasure.interfaces import Erased, IErasers
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.editorial.crossposting.interfaces import ACCEPTED, REFUSED, ProposalEvent
from hanoiportal.editorial.crossposting.resource import KeptProposal, get_or_create_book
from hanoiportal.kernel.storage.interfaces import INTERACTIONS
from hanoiportal.oversight.reports.interfaces import RULE as REPORTING
from hanoiportal.oversight.scoring.criteria import ScoringCriteria
from hanoiportal.oversight.scoring.interfaces import (
    DRAFT,
    FINAL,
    REJECTED,
    UPHELD,
    CannotScore,
    Given,
    IObjections,
    IScoringCriteria,
    IScorings,
)
from hanoiportal.oversight.scoring.objecting import Objecting
from hanoiportal.oversight.scoring.services import ScoringService
from hanoiportal.oversight.selfassessment.interfaces import IMeasure, Portion
from hanoiportal.platform.duties.interfaces import SATISFIED, TRIGGERED, DutyEvent, IDuties
from hanoiportal.platform.notifications.services import notifying
from support.deeds import deeds
from support.pages import form_with
from webtest import Upload
from zope.interface.verify import verifyObject

NOW, YEAR = parse('2026-11-24T10:00'), 2026
DUE = datetime.date(2026, 11, 4)
CITY, BODY = f'/desk/@@scoring?year={YEAR}', '/desk/sites/bavi/@@own-scoring'
MADE = {IScorings: ScoringService, IObjections: Objecting}
HAND = ('bao-cao', 'boi-duong', 'phoi-hop')


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture(autouse=True)
def by_hand(registry):
    """Three criteria are marked by hand, as in years when nothing measured them."""
    data = registry.getUtility(IScoringCriteria)
    registry.registerUtility(ScoringCriteria({**data.years, YEAR: tuple(
        each._replace(measure='', scale='0..10') if each.code in HAND else each
        for each in data.years[YEAR])}), IScoringCriteria)
    return data


@pytest.fixture
def service(registry, small_portal, at_work):
    """``service(login, which)``: ``(the service of that person, their id)``."""
    def of(login, which=IScorings):
        person = at_work(login)
        return MADE[which](registry, small_portal, person.allowed, person.service(IBoards),
                           notifying(registry)), person.id

    return of


@pytest.fixture
def opened(service):
    """A year that is being scored, with every mark; ``opened[0]`` is its service."""
    scorings, actor = service('hanoi-head')
    scoring = scorings.open(YEAR, actor)
    scorings.mark(YEAR, {
        (sheet.site, each.code): Given('1', 'Không đo được' if each.measure else '')
        for sheet in scoring.all_sheets() for each in sheet.lacking(scoring.criteria)}, actor)
    transaction.commit()
    return scorings, scoring, actor


@pytest.fixture
def shown(opened):
    """The same as a draft that bodies see."""
    scorings, _scoring, actor = opened
    scorings.show(YEAR, actor)
    transaction.commit()
    return opened


def reasons(verb, *args):
    with pytest.raises(CannotScore) as refused:
        verb(*args)
    return refused.value.reasons


def owe(registry, portal, site, number, day, met=None, rule='13.1.b'):
    duties = registry.getAdapter(portal, IDuties)
    duty = duties.open(str(site.__oid__), rule, [f'row:{number}'], DutyEvent(
        TRIGGERED, parse(day), at=parse(day), source=f'row:{number}'))
    if met:
        duties.append(duty, DutyEvent(
            SATISFIED, parse(met), at=parse(met), source=f'ledger:{number}', subject='7'))


@pytest.mark.clause('28.5')
def test_each_figure_opens_what_it_counts(service, site, registry, small_portal):
    owe(registry, small_portal, site, 1, '2026-11-02', '2026-11-03')
    owe(registry, small_portal, site, 2, '2026-11-02')
    owe(registry, small_portal, site, 3, '2025-11-03')
    scorings, actor = service('hanoi-head')
    scoring = scorings.open(YEAR, actor)
    assert {each.label for each in scoring.all_sheets()} == {'bavi', 'soxaydung'}

    sheet = scoring.sheet(site.__oid__)
    for criterion in scoring.criteria:
        mark, found = sheet.marks.get(criterion.code), sheet.evidence(criterion.code)
        if mark is not None and mark.measured is not None:
            assert mark.measured == Portion(
                sum(each.kept for each in found), sum(each.of for each in found))
    assert sheet.marks['dung-han'].measured == Portion(1, 2)
    assert {(each.code, each.day, each.kept, each.item) for each in sheet.evidence(
        'dung-han')} == {('13.1.b', DUE, 1, '7'), ('13.1.b', DUE, 0, '')}
    assert [each.code for each in sheet.lacking(scoring.criteria)] == [
        'chuyen-muc', 'khung-gio', 'chuc-nang', *HAND]
    assert verifyObject(IScorings, scorings)


@pytest.mark.clause('28.5')
def test_reports_training_and_supply_of_the_city_are_measured_each_by_itself(
        by_hand, registry, small_portal, site, by, at_work):
    owe(registry, small_portal, site, 1, '2026-11-02', '2026-11-03')
    owe(registry, small_portal, site, 2, '2026-01-01', '2026-06-30', REPORTING)
    owe(registry, small_portal, site, 3, '2025-07-01', '2026-02-01', REPORTING)
    for who, day in (('member', '2026-05-11'), ('member', '2026-06-11'), ('head', '2025-05-11')):
        by('bavi-head').add('training', site, {
            'person': who, 'account': f'bavi-{who}', 'course': f'Khóa {day}', 'kind': 'khac',
            'begins': day}, at_work('bavi-head').id)
    book, city = get_or_create_book(small_portal), str(small_portal.__oid__)
    for number, (to, day, kind) in enumerate((
            (city, '2026-03-02', ACCEPTED), (city, '2026-03-31', ACCEPTED),
            (city, '2026-04-02', REFUSED), ('7', '2026-05-02', ACCEPTED),
            (city, '2025-12-31', ACCEPTED)), 1):
        proposal = KeptProposal(number, 'proposed', 5, str(site.__oid__), to, 'x', '', None, '',
                                parse(day))
        proposal.reference = 40 + number
        proposal.add(ProposalEvent(kind, parse(day), 'y'))
        book.add(proposal)

    def measured(name):
        return registry.getUtility(IMeasure, name).evidence(
            small_portal, site, datetime.date(YEAR, 1, 1), datetime.date(YEAR + 1, 1, 1))

    names = ('duties_met', 'reports_sent', 'board_trained', 'city_supplied')
    assert [Portion.of_all(measured(name)) for name in names] == [
        Portion(1, 1), Portion(1, 1), Portion(1, 3), Portion(1, 11)]
    assert [(each.day, each.item) for each in measured('city_supplied') if each.kept] == [
        (datetime.date(2026, 3, 2), '41')]
    assert {each.measure for each in by_hand.years[YEAR]} >= set(names)


def test_what_was_marked_by_hand_stays_when_it_is_measured_anew(opened, registry, site):
    class Sections:
        def evidence(self, portal, site, start, end):
            return []

    scorings, scoring, actor = opened
    registry.registerUtility(Sections(), IMeasure, 'sections_filled')
    scorings.measure(YEAR, actor)
    mark = scoring.sheet(site.__oid__).marks['chuyen-muc']
    assert (mark.value, mark.measured, mark.by) == ('1', Portion(0, 0), actor)
    scorings.mark(YEAR, {(site.__oid__, 'chuyen-muc'): Given('', '')}, actor)
    mark = scoring.sheet(site.__oid__).marks['chuyen-muc']
    assert (mark.value, mark.measured) == ('', Portion(0, 0))


@pytest.mark.clause('28.5')
def test_a_year_is_scored_objected_to_approved_and_ranked(
        shown, service, site, clock, look, app, read_snapshot_alone, audit, small_portal):
    scorings, scoring, actor = shown
    objecting, head = service('bavi-head', IObjections)
    objection = objecting.object_to(site, YEAR, 'bao-cao', ' Đã gửi đúng hạn ', head)
    assert (objection.text, objection.due) == ('Đã gửi đúng hạn', parse(
        '2026-12-03T23:59:59.999999+07:00'))
    answering, city = service('hanoi-head', IObjections)
    member, approver = service('hanoi-member')
    assert reasons(member.approve, YEAR, member.digest(YEAR), approver).keys() == {''}
    clock.pass_(days=20)
    member, approver = service('hanoi-member')
    why = reasons(member.approve, YEAR, member.digest(YEAR), approver)['']
    assert 'Còn 1 kiến nghị' in why.interpolate()
    seen = member.digest(YEAR)
    answering.answer(YEAR, 1, UPHELD, 'Đã kiểm tra', city)
    scorings.mark(YEAR, {(site.__oid__, 'bao-cao'): Given('10', 'Chấp nhận kiến nghị')}, actor)
    assert reasons(member.approve, YEAR, seen, approver).keys() == {''}
    member.approve(YEAR, member.digest(YEAR), approver)
    transaction.commit()
    assert (scoring.state, scoring.final.rows) == (FINAL, scoring.rows())
    words = 'Đã gửi đúng hạn', 'Đã kiểm tra', 'Chấp nhận kiến nghị'
    assert deeds(audit, small_portal, *words) == [
        ('open_scoring', actor), ('mark_scoring', actor), ('show_scoring', actor),
        ('mark_scoring', actor), ('approve_scoring', approver)]
    assert deeds(audit, site, *words) == [
        ('object_to_scoring', head), ('answer_scoring_objection', city)]

    read_snapshot_alone('/xep-hang', '/sites/bavi/xep-hang')
    app.get('/xep-hang.csv', status=404)
    assert look()
    read_snapshot_alone(
        '/xep-hang', '/sites/bavi/xep-hang', f'/english/xep-hang?nam={YEAR}', '/xep-hang.csv',
        '/xep-hang.json')
    page = app.get('/xep-hang')
    assert site.title in page and page.text.count('mức đề xuất') == 1
    assert {row.label: row.rank for row in scoring.final.rows} == {'bavi': 1, 'soxaydung': 1}
    sheet = app.get(f'/sites/bavi/xep-hang?nam={YEAR}')
    assert 'Báo cáo định kỳ' in sheet and 'Đã gửi đúng hạn' not in sheet
    data = app.get('/xep-hang.json').json
    assert (data['year'], data['digest'], len(data['bodies'])) == (
        YEAR, scoring.final.digest, 2)
    unknown = app.get('/xep-hang?nam=abc', status=404)
    assert 'Chưa công bố kết quả năm abc' in unknown
    assert unknown.html.select_one(f'.empty a[href$="?nam={YEAR}"]')
    for path in ('/xep-hang?nam=2024', '/xep-hang?nam=x', '/sites/bavi/xep-hang?nam=1',
                 '/xep-hang.json?nam=2024'):
        app.get(path, status=404)


@pytest.mark.clause('32')
def test_last_years_criteria_still_score_last_year(
        shown, service, clock, registry, look, app, site):
    _scorings, scoring, actor = shown
    clock.pass_(days=20)
    member, approver = service('hanoi-member')
    member.approve(YEAR, member.digest(YEAR), approver)
    transaction.commit()
    look()
    before = app.get('/xep-hang.csv').body, app.get('/xep-hang.json').body

    criteria = registry.getUtility(IScoringCriteria)
    changed = tuple(each._replace(weight=each.weight + 1) for each in criteria.years[YEAR])
    registry.registerUtility(type(criteria)({YEAR: changed}), IScoringCriteria)
    site.title = 'Xã Khác'
    clock.pass_(days=300)
    later, actor = service('hanoi-head')
    for verb, args in ((later.mark, ({(site.__oid__, 'bao-cao'): Given('2', 'x')},)),
                       (later.measure, ()), (later.show, ())):
        assert reasons(verb, YEAR, *args, actor).keys() == {''}
    assert reasons(later.open, YEAR, actor).keys() == {'year'}
    transaction.commit()
    look()
    assert (app.get('/xep-hang.csv').body, app.get('/xep-hang.json').body) == before
    assert later.digest(YEAR) == scoring.final.digest


def test_a_site_of_the_city_itself_where_staff_practise_is_not_scored(
        service, site, small_portal):
    site.owner = small_portal.owner
    scorings, actor = service('hanoi-head')
    assert {each.label for each in scorings.open(YEAR, actor).all_sheets()} == {'soxaydung'}


def test_nobody_else_scores(service, opened):
    for login in ('bavi-head', 'hanoi-editor', 'kiemtra'):
        scorings, actor = service(login)
        for verb, args in ((scorings.open, (2025,)), (scorings.measure, (YEAR,)),
                           (scorings.mark, (YEAR, {})), (scorings.bring_in, (YEAR, b'x')),
                           (scorings.show, (YEAR,)), (scorings.approve, (YEAR, ''))):
            assert reasons(verb, *args, actor) == {'': NOT_ALLOWED}


def test_an_administrator_does_not_approve(service, shown, clock):
    clock.pass_(days=20)
    scorings, actor = service('quantri')
    assert reasons(scorings.approve, YEAR, scorings.digest(YEAR), actor) == {'': NOT_ALLOWED}


def test_a_year_that_cannot_be_opened_says_why(service, opened):
    scorings, actor = service('hanoi-head')
    for year in (2026, 2027, 2024, 0):
        assert reasons(scorings.open, year, actor).keys() == {'year'}
    assert list(scorings.open_years()) == [2025]
    with pytest.raises(BadLines):
        scorings.open(2025, actor, b'year,code\n')
    assert scorings.find(2025) is None


def test_a_mark_that_cannot_be_kept_says_why_and_none_is(opened, site):
    scorings, scoring, actor = opened
    good, bad = (site.__oid__, 'phoi-hop'), (site.__oid__, 'bao-cao')
    before = dict(scoring.sheet(site.__oid__).marks)
    for given in (Given('11'), Given('x'), Given('5', 'x' * 2001)):
        found = reasons(scorings.mark, YEAR, {good: Given('9', 'Lý do'), bad: given}, actor)
        assert found.keys() == {f'{site.__oid__}:bao-cao'}
    scorings.show(YEAR, actor)
    for given in (Given('5'), Given('', 'Bỏ')):
        found = reasons(scorings.mark, YEAR, {good: Given('9', 'Lý do'), bad: given}, actor)
        assert found.keys() == {f'{site.__oid__}:bao-cao'}
    assert scoring.sheet(site.__oid__).marks == before


def test_what_nobody_measured_is_not_emptied_in_a_draft(shown, site):
    scorings, scoring, actor = shown
    open_ones = [each.code for each in scoring.criteria if each.measure
                 and scoring.sheet(site.__oid__).marks[each.code].measured is None]
    assert open_ones
    for code in open_ones:
        assert reasons(scorings.mark, YEAR, {(site.__oid__, code): Given('', 'Bỏ')}, actor)
    assert not scoring.sheet(site.__oid__).lacking(scoring.criteria)


def test_a_file_of_marks_is_entered_whole_or_not_at_all(opened, site):
    scorings, scoring, actor = opened
    with pytest.raises(BadLines) as bad:
        scorings.bring_in(YEAR, (
            b'site,code,value,note\nbavi,bao-cao,9,\nbavi,bao-cao,8,\nkhong,bao-cao,1,\n'
            b'bavi,bao,1,\nsoxaydung,bao-cao,11,\nsoxaydung,dung-han,3,\n'), actor)
    assert [line for line, _why in bad.value.faults] == [3, 4, 5, 6, 7]
    with pytest.raises(BadLines) as bad:
        scorings.bring_in(YEAR, b'site,code,value\nx,bao-cao,1\ny,bao-cao,1\n', actor)
    assert {why for _line, why in bad.value.faults} == {'Không có cơ quan hoặc tiêu chí này.'}
    assert scoring.sheet(site.__oid__).marks['bao-cao'].value == '1'
    assert scorings.bring_in(YEAR, b'site;code;value\nbavi;bao-cao;9,5\n', actor) == 1
    assert scoring.sheet(site.__oid__).marks['bao-cao'].value == '9.5'


def test_a_draft_lacks_nothing(service):
    scorings, actor = service('hanoi-head')
    scoring = scorings.open(YEAR, actor)
    assert reasons(scorings.show, YEAR, actor).keys() == {''} and scoring.state != DRAFT


@pytest.mark.clause('28.5')
def test_an_objection_out_of_its_term_or_of_somebody_else_is_refused(
        shown, service, site, clock, told):
    objecting, head = service('bavi-head', IObjections)
    assert 'scoring_shown' in told('bavi-member')
    editor, other = service('bavi-editor', IObjections)
    assert reasons(editor.object_to, site, YEAR, 'bao-cao', 'x', other) == {'': NOT_ALLOWED}
    stranger, other = service('soxaydung-head', IObjections)
    assert reasons(stranger.object_to, site, YEAR, 'bao-cao', 'x', other) == {'': NOT_ALLOWED}
    assert reasons(objecting.object_to, site, YEAR, 'khong', 'x', head).keys() == {'code'}
    assert reasons(objecting.object_to, site, YEAR, 'bao-cao', ' ', head).keys() == {'text'}
    objecting.object_to(site, YEAR, 'bao-cao', 'Đúng hạn', head)
    transaction.commit()
    assert [told(login).count('scoring_objected') for login in (
        'hanoi-member', 'hanoi-head', 'soxaydung-head', 'bavi-member')] == [1, 1, 0, 0]
    assert reasons(objecting.object_to, site, YEAR, 'bao-cao', 'y', head).keys() == {'code'}
    answering, city = service('hanoi-head', IObjections)
    assert reasons(answering.answer, YEAR, 1, '', 'x', city).keys() == {'outcome'}
    assert reasons(answering.answer, YEAR, 1, REJECTED, '', city).keys() == {'text'}
    assert reasons(objecting.answer, YEAR, 1, REJECTED, 'x', head) == {'': NOT_ALLOWED}
    answering.answer(YEAR, 1, REJECTED, 'Không có công văn', city)
    assert reasons(answering.answer, YEAR, 1, UPHELD, 'x', city).keys() == {''}
    assert reasons(answering.answer, YEAR, 2, UPHELD, 'x', city).keys() == {''}
    transaction.commit()
    assert 'scoring_answered' in told('bavi-member')
    clock.pass_(days=20)
    late, head = service('bavi-head', IObjections)
    assert not late.may_object(site, YEAR, head)
    assert reasons(late.object_to, site, YEAR, 'phoi-hop', 'x', head).keys() == {''}


@pytest.mark.clause('28.5')
def test_a_body_sees_its_own_draft_and_nothing_before(opened, visit, site):
    scorings, _scoring, actor = opened
    head = visit('bavi-head')
    assert 'Chưa có kết quả chấm điểm' in head.get(BODY)
    head.get(f'{BODY}?year={YEAR}', status=404)
    transaction.begin()
    scorings.show(YEAR, actor)
    transaction.commit()
    page = head.get(BODY)
    assert 'Dự thảo' in page
    assert visit('bavi-editor').get(BODY).html.find(id='f-text') is None
    form = form_with(page, 'text')
    form['code'], form['text'] = 'bao-cao', ''
    assert form.submit(status=422).html.find(id='e-text')
    form['text'] = 'Đã gửi <b>đúng hạn</b>'
    form.submit(status=303)
    assert 'Đã gửi &lt;b&gt;đúng hạn' in head.get(BODY)
    waiting = visit('hanoi-head').get(f'{CITY}&waiting=1').html.main
    assert waiting.find('a', href=lambda href: 'waiting=1' in href)
    assert [each.text for each in waiting.select('[aria-labelledby=h-bodies] a.title')] == [
        site.title]
    asked = visit('hanoi-head').get(f'/desk/@@scoring-marks?year={YEAR}&site={site.__oid__}')
    form = form_with(asked, 'number')
    form['text'] = 'Thiếu căn cứ ' * 200
    refused = form.submit('outcome', value='rejected', status=422)
    assert form_with(refused, 'number')['text'].value.startswith('Thiếu căn cứ')
    listed = head.get(f'/desk/sites/bavi/@@own-scoring-evidence?year={YEAR}&code=ban-bien-tap')
    assert 'Ban Biên tập đang hoạt động' in listed
    for login, path in (
            ('soxaydung-head', BODY), ('bavi-head', '/desk/@@scorings'), ('bavi-head', CITY),
            ('bavi-head', f'{BODY}?year=2025'), ('hanoi-head', '/desk/@@own-scoring'),
            ('bavi-head', f'/desk/sites/bavi/@@own-scoring-evidence?year={YEAR}&code=x'),
            ('bavi-head', f'/desk/sites/soxaydung/@@own-scoring?year={YEAR}'),
            ('hanoi-head', f'{CITY}1'), ('hanoi-head', f'/desk/@@scoring-marks?year={YEAR}'),
            ('hanoi-head', f'/desk/@@scoring-evidence?year={YEAR}&site=1&code=dung-han')):
        visit(login).get(path, status=404)


def test_words_about_marks_are_gone_when_that_is_demanded_and_no_mark_is(
        shown, service, visit, site, small_portal, registry, clock):
    scorings, scoring, actor = shown
    objecting, head = service('bavi-head', IObjections)
    objecting.object_to(site, YEAR, 'bao-cao', 'Bà Bí đã gửi', head)
    answering, city = service('hanoi-head', IObjections)
    answering.answer(YEAR, 1, REJECTED, 'Bà Bí gửi muộn', city)
    scorings.mark(YEAR, {(site.__oid__, 'phoi-hop'): Given('2', 'Bà Bí vắng')}, actor)
    transaction.commit()
    records = [f'objection:{YEAR}:1', f'mark:{YEAR}:{site.__oid__}:phoi-hop']
    links = {each['href'].partition('id=')[2] for each in visit('quantri').get(
        f'/desk/@@scoring-marks?year={YEAR}&site={site.__oid__}').html.select(
            'a[href*="erase-words"]')}
    assert {record.replace(':', '%3A') for record in records} <= links
    manager = visit('quanly')
    assert manager.get(BODY).click('Yêu cầu xóa vĩnh viễn')
    for record in records:
        manager.get('/desk/sites/bavi/@@erase-words', {'id': record})
    for record in (*records, 'mark:', 'mark:1:2:3', 'objection:x:y', f'objection:{YEAR}:9'):
        place = 'soxaydung' if record in records else 'bavi'
        manager.get(f'/desk/sites/{place}/@@erase-words', {'id': record}, status=404)
    transaction.begin()
    before = scoring.rows()
    for until in (clock.now() - datetime.timedelta(seconds=1), clock.now()):
        assert scoring.sheet(site.__oid__).marks['phoi-hop'].note == 'Bà Bí vắng'
        registry.getUtility(IErasers).run(INTERACTIONS, small_portal, Erased(
            words=dict.fromkeys(records, until)), registry)
    sheet = scoring.sheet(site.__oid__)
    [objection] = sheet.objections
    assert (objection.text, objection.answer, objection.by, objection.is_upheld) == (
        '', '', head, False)
    assert (sheet.marks['phoi-hop'].note, sheet.marks['phoi-hop'].value) == ('', '2')
    assert scoring.rows() == before


@pytest.mark.clause('28.5')
def test_the_city_scores_at_its_desk(visit, staff, site, small_portal, monkeypatch):
    head = visit('hanoi-head')
    form = form_with(head.get('/desk/@@scorings'), 'year')
    form['file'] = Upload('tieu-chi.csv', b'year,code,title_vi,weight,scale,basis,certainty\n'
                                          b'2026,a,A,90,0..10,B,low\n', 'text/csv')
    assert 'Dòng 2' in ' '.join(form.submit(status=422).text.split())
    form = form_with(head.get('/desk/@@scorings'), 'year')
    assert form['year'].value == str(YEAR)
    form['year'] = 'abc'
    assert '“abc” không phải' in form.submit(status=422)
    form['year'] = '2027'
    assert 'đính kèm tệp' in form.submit(status=422)
    form['year'] = str(YEAR)
    page = form.submit(status=303).follow()
    assert site.title in page
    marks = head.get(f'/desk/@@scoring-marks?year={YEAR}&code=bao-cao')
    form = form_with(marks, f'value:{site.__oid__}:bao-cao')
    form[f'value:{site.__oid__}:bao-cao'] = '99'
    page = form.submit(status=422)
    assert page.html.find(id=f'e-{site.__oid__}-bao-cao')
    form[f'value:{site.__oid__}:bao-cao'] = '8,5'
    form.submit(status=303)
    saved = head.get(f'/desk/@@scoring-table?year={YEAR}&kind=marks')
    assert 'bavi,bao-cao,8.5' in saved.text
    assert 'bavi,chuyen-muc,,' in saved.text, 'what nobody could measure'
    assert 'bavi,dung-han' not in saved.text
    form = form_with(head.get(CITY), 'file')
    form['file'] = Upload('diem.csv', b'site,code,value\nbavi,bao-cao,77\n', 'text/csv')
    assert 'Dòng 2' in ' '.join(form.submit('act', value='file', status=422).text.split())
    monkeypatch.setattr('hanoiportal.oversight.scoring.desk.MOST_BYTES', 31)
    form['file'] = Upload('diem.csv', b'site,code,value\nbavi,bao-cao,7\nx', 'text/csv')
    assert 'Tệp lớn quá' in form.submit('act', value='file', status=422)
    form_with(head.get(CITY), 'digest').submit('act', value='show', status=422)
    form_with(head.get(CITY), 'digest').submit('act', value='measure', status=303)
    assert site.title in head.get(f'/desk/@@scoring-table?year={YEAR}').text
    evidence = head.get(f'/desk/@@scoring-evidence?year={YEAR}&site={site.__oid__}&code=lien-he')
    assert 'Cơ quan chủ quản' in evidence
    assert 'Hãy chọn một việc' in head.post(CITY, {
        'csrf_token': form['csrf_token'].value, 'act': 'x'}, status=422)
    look = visit('kiemtra').get(CITY)
    assert 'digest' not in {name for each in look.forms.values() for name in each.fields}


def test_a_member_of_the_citys_board_reads_what_they_approve_and_scores_nothing(
        visit, shown, site):
    member = visit('hanoi-member')
    for path in (CITY, f'/desk/@@scoring-marks?year={YEAR}&site={site.__oid__}',
                 f'/desk/@@scoring-table?year={YEAR}',
                 f'/desk/@@scoring-evidence?year={YEAR}&site={site.__oid__}&code=dung-han'):
        member.get(path, status=200)
        visit('hanoi-editor').get(path, status=404)
    assert 'Nạp điểm chấm bằng tay' not in member.get(CITY)
    assert member.get('/desk/@@scorings').html.find('a', href=lambda each: each and (
        'scoring?year' in each)) and not member.get('/desk/@@scorings').html.find(id='f-year')
