"""Self-assessment: criteria are data, filled in by what is measured; the head submits (21.2)."""
import csv
import datetime
import io

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.periods import period_of, periods_on
from hanoiportal.base.permissions import NOT_ALLOWED
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.resources import Translation
from hanoiportal.kernel.workflow.interfaces import PUBLISHED
from hanoiportal.oversight.compliance.resource import Snapshot, StoredValue
from hanoiportal.oversight.compliance.values import (
    ACTIVE,
    DayWindows,
    FunctionFigure,
    Month,
    SectionFigure,
    SiteNow,
)
from hanoiportal.oversight.selfassessment import desk
from hanoiportal.oversight.selfassessment.criteria import read_criteria
from hanoiportal.oversight.selfassessment.interfaces import (
    NO,
    SUBMITTED,
    YES,
    CannotAssess,
    ICriteria,
    IMeasure,
    ISelfAssessments,
    Portion,
)
from hanoiportal.oversight.selfassessment.services import SelfAssessments
from hanoiportal.platform.duties.interfaces import SATISFIED, TRIGGERED, DutyEvent, IDuties
from support.pages import form_with
from support.workbooks import cells
from zope.interface.verify import verifyObject

NOW, PERIOD = parse('2026-11-24T10:00'), '2026-2'
DAY = datetime.timedelta(days=1)
PAGE, ALL = f'/desk/sites/bavi/@@self-assessment?period={PERIOD}', '/desk/@@self-assessments'


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def service(registry, small_portal, at_work):
    """``service(login)``: ``(the ISelfAssessments of that person, their id)``."""
    def of(login):
        person = at_work(login)
        return SelfAssessments(registry, small_portal, person.service(IBoards)), person.id

    return of


@pytest.fixture
def complete(registry):
    """An answer to every criterion."""
    return {each.code: (YES if each.most is None else '5', '')
            for each in registry.getUtility(ICriteria).rows}


def reasons(verb, *args):
    with pytest.raises(CannotAssess) as refused:
        verb(*args)
    return refused.value.reasons


def owe(registry, portal, site, number, rule, day, met=None):
    duties = registry.getAdapter(portal, IDuties)
    duty = duties.open(str(site.__oid__), rule, [f'row:{number}'], DutyEvent(
        TRIGGERED, parse(day), at=parse(day), source=f'row:{number}'))
    if met:
        duties.append(duty, DutyEvent(
            SATISFIED, parse(met), at=parse(met), source=f'ledger:{number}', subject='7'))


@pytest.mark.clause('21.2')
def test_it_is_filled_in_by_what_is_measured_at_the_moment(
        service, site, registry, small_portal):
    owe(registry, small_portal, site, 1, '13.1.b', '2026-11-02', '2026-11-03')
    owe(registry, small_portal, site, 2, '13.1.b', '2026-11-02', '2026-11-20')
    owe(registry, small_portal, site, 3, '13.1.b', '2026-11-02')
    owe(registry, small_portal, site, 4, '13.1.b', '2026-03-02')
    owe(registry, small_portal, site, 5, '13.1.b', '2026-11-24')
    found = {each.criterion.code: each for each in service('bavi-head')[0].proposals(site, PERIOD)}

    assert (found['dung-han'].measured, found['dung-han'].value) == (Portion(1, 3), '6')
    assert (found['yeu-cau'].measured, found['yeu-cau'].value) == (Portion(0, 0), '')
    assert (found['ban-bien-tap'].measured, found['ban-bien-tap'].value) == (Portion(1, 1), YES)
    assert (found['lien-he'].measured.of, found['lien-he'].value) == (4, NO)
    assert (found['boi-duong'].measured, found['boi-duong'].value) == (None, '')


@pytest.mark.clause('21.2')
def test_the_snapshot_of_compliance_fills_in_its_criteria(service, site, small_portal):
    def windows(day, due, kept):
        return StoredValue(Month(days=(DayWindows(datetime.date.fromisoformat(day), due, kept),)))

    snapshot, oid = Snapshot(), site.__oid__
    small_portal.compliance = snapshot
    snapshot.sites[oid] = StoredValue(SiteNow(
        oid, 'commune', ACTIVE,
        (SectionFigure('a', True, 1, True), SectionFigure('b', True)),
        (FunctionFigure('x', True, True), FunctionFigure('y', False, False))))
    snapshot.months.update({
        (oid, '2026-06'): windows('2026-06-30', 9, 1), (oid, '2026-07'): windows(
            '2026-07-01', 2, 1), (oid, '2026-11'): windows('2026-11-23', 2, 2),
        (oid, '2027-01'): windows('2027-01-01', 2, 0),
        (oid + 1, '2026-11'): windows('2026-11-23', 2, 0)})
    found = {each.criterion.figure: each.measured
             for each in service('bavi-head')[0].proposals(site, PERIOD)}

    assert (found['sections_filled'], found['functions_met'], found['windows_kept']) == (
        (1, 2), (1, 1), (3, 4))


def test_a_figure_of_another_feature_fills_in_its_criterion(service, site, registry):
    class Sections:
        def measure(self, portal, site, start, end):
            assert (start, end) == (datetime.date(2026, 7, 1), datetime.date(2027, 1, 1))
            return Portion(19, 38)

    registry.registerUtility(Sections(), IMeasure, 'sections_filled')
    [found] = [each for each in service('bavi-head')[0].proposals(site, PERIOD)
               if each.criterion.figure == 'sections_filled']
    assert (found.measured, found.value) == (Portion(19, 38), '10')


@pytest.mark.clause('21.2')
def test_a_member_saves_it_and_the_head_submits_it_for_good(
        service, site, complete, registry, small_portal, clock):
    transaction.commit()
    before = content_database(registry).lastTransaction()
    member, actor = service('bavi-member')
    member.save(site, PERIOD, {'dung-han': ('7', 'Có một văn bản trễ')}, actor)
    assert member.find(site, PERIOD).answers['dung-han'][:2] == ('7', 'Có một văn bản trễ')
    assert reasons(member.submit, site, PERIOD, complete, actor).keys() == {''}
    head, actor = service('bavi-head')
    assert 'dung-han' in reasons(head.submit, site, PERIOD, {**complete, 'dung-han': ('', 'x')},
                                 actor)
    clock.pass_(days=1)
    head.submit(site, PERIOD, complete, actor)
    transaction.commit()

    kept = head.find(site, PERIOD)
    assert (kept.state, kept.submitted_by, kept.submitted_at) == (SUBMITTED, actor, NOW + DAY)
    assert kept.answers['ban-bien-tap'].measured == Portion(1, 1)
    assert reasons(head.save, site, PERIOD, complete, actor).keys() == {''}
    assert {*head.of_period(PERIOD)} == {str(site.__oid__)} and not head.of_period('2026')
    assert content_database(registry).lastTransaction() == before


@pytest.mark.parametrize('login', ['bavi-editor', 'soxaydung-head', 'hanoi-head', 'quantri'])
def test_nobody_else_fills_it_in(service, site, complete, login):
    other, actor = service(login)
    assert reasons(other.save, site, PERIOD, complete, actor) == {'': NOT_ALLOWED}


def test_what_is_no_answer_is_said_beside_its_criterion(service, site):
    for code, value in (
            ('dung-han', '21'), ('dung-han', '-1'), ('dung-han', '1.5'), ('dung-han', '٣'),
            ('ban-bien-tap', 'maybe')):
        member, actor = service('bavi-member')
        assert reasons(member.save, site, PERIOD, {code: (value, '')}, actor).keys() == {code}
        assert reasons(member.save, site, PERIOD, {code: ('', 'x' * 2001)}, actor).keys() == {code}
        assert reasons(member.save, site, '2027-1', {}, actor).keys() == {''}, code
        assert member.find(site, PERIOD) is None, code


@pytest.mark.clause('21.2')
def test_the_form_of_a_site_and_the_list_of_all_with_their_table(visit, site, staff):
    member = visit('bavi-member')
    form = form_with(member.get(PAGE), 'value:dung-han')
    assert form['value:ban-bien-tap'].value == YES
    assert 'submit' not in [button._value for button in form.fields['act']]
    form['value:dung-han'] = '99'
    assert form.submit('act', value='save', status=422).html.find(id='e-dung-han')
    form['value:dung-han'], form['remark:dung-han'] = '12', '=1+1'
    form.submit('act', value='save', status=303)
    head = form_with(visit('bavi-head').get(PAGE), 'value:dung-han')
    for name in head.fields:
        if name and name.startswith('value:') and not head[name].value:
            head[name] = YES if 'select' in repr(head[name]).lower() else '5'
    head.submit('act', value='submit', status=303)
    assert 'Đã gửi' in member.get(PAGE) and 'value:dung-han' not in member.get(PAGE).text

    listed = visit('hanoi-head').get(f'{ALL}?period={PERIOD}')
    row = next(row for row in listed.html.select('tbody tr') if site.title in row.text)
    assert 'Đã gửi' in row.text
    assert ('s', '=1+1') in cells(listed.click('XLSX').body).values()
    answer = listed.click('CSV')
    lines = list(csv.reader(io.StringIO(answer.body.decode('utf-8-sig'))))
    assert "'=1+1" in next(line for line in lines if line[0] == 'bavi' and line[3] == 'dung-han')
    for login, path in (('bavi-head', ALL), ('hanoi-editor', ALL), ('soxaydung-head', PAGE),
                        ('bavi-head', f'{PAGE}x')):
        visit(login).get(path, status=404)


def test_the_list_of_all_has_pages_and_names_sites_in_the_language_of_the_page(
        visit, staff, small_portal, site, monkeypatch):
    site.add_translation(Translation(
        'en', title='Ba Vi Commune', state=PUBLISHED))
    transaction.commit()
    monkeypatch.setattr(desk, 'SIZE', 1)
    head, rows = visit('hanoi-head'), []
    for number in range(1, 2 + len(small_portal['sites'])):
        page = head.get(f'/english{ALL}', {'period': PERIOD, 'page': number})
        rows += page.html.select('tbody tr')
        assert f'submitted: 0 of {1 + len(small_portal["sites"])}' in page.html.text

    assert len(rows) == 1 + len(small_portal['sites'])
    assert 'Ba Vi Commune' in {row.th.a.text for row in rows}


def test_periods_are_those_that_have_begun():
    assert [each.name for each in periods_on(parse('2026-06-30'))] == [
        '2026', '2026-1', '2025', '2025-2', '2025-1']
    assert [each.name for each in periods_on(parse('2026-07-01'))][:3] == [
        '2026', '2026-2', '2026-1']
    assert [period_of(each)[1:3] for each in ('2026', '2026-1', '2026-2')] == [
        (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)),
        (datetime.date(2026, 1, 1), datetime.date(2026, 6, 30)),
        (datetime.date(2026, 7, 1), datetime.date(2026, 12, 31))]


def test_a_row_that_cannot_be_read_names_its_line(tmp_path, service):
    path = tmp_path / 'self_assessment.csv'
    path.write_text('code,criterion_vi,criterion_en,basis,figure,max_points,valid_from,valid_to\n'
                    'a,A,A,Điều 21,,nhiều,,\n', encoding='utf-8')
    with pytest.raises(ValueError, match=r'line 2|self_assessment.csv:2|2'):
        read_criteria(path)
    assert verifyObject(ISelfAssessments, service('khach')[0])
