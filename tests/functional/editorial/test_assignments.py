"""Assignments: given, answered, begun as a draft, followed to the public, reminded of (9.4)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.erasure.interfaces import Erased, IErasers
from hanoiportal.editorial.assignments import interfaces as words
from hanoiportal.editorial.assignments.drafting import _body
from hanoiportal.editorial.assignments.reading import Assignments
from hanoiportal.editorial.assignments.reminding import remind
from hanoiportal.editorial.assignments.resource import book_of
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.storage.interfaces import INTERACTIONS
from hanoiportal.kernel.tree.events import ObjectPublished, send
from hanoiportal.platform.outbox.carrying import carry_due
from hanoiportal.platform.reconciling.interfaces import Findings, IReconciler
from hanoiportal.platform.scheduling.opening import opened

SITE = '/desk/sites/bavi'
LIST, ONE, FORM = f'{SITE}/@@assignments', f'{SITE}/@@assignment', f'{SITE}/@@assignment-form'
NOW = parse('2026-11-24T10:00')


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture(autouse=True)
def _at_that_time(clock):
    """Let it be ``NOW`` in every test."""


@pytest.fixture
def assignments(registry, small_portal):
    return Assignments(registry, small_portal)


@pytest.fixture
def event(at_work, registry, bavi):
    """A public event of Ba Vì on Thursday."""
    return public_event(at_work('bavi-editor'), bavi, registry)


def public_event(editor, site, registry, title='Họp dân bàn đường liên xã', day='2026-11-26'):
    """Return a public event of ``site``."""
    made = editor.editing.add(site['lich-lam-viec'], 'hop-dan', 'Event', {
        'title': title, 'start': f'{day}T08:00', 'end': '',
        'place': 'Nhà văn hóa Ba Vì'}, editor.id)
    made.state, made.published_at = 'published', NOW
    send(registry)(ObjectPublished(made, 'u1'))
    transaction.commit()
    return made


def filled(page, staff, ward, who='bavi-contributor', **other):
    """Return the form, filled in."""
    form = next(form for form in page.forms.values() if 'topic' in form.fields)
    given = {'topic': 'Họp dân bàn đường', 'person': staff[who].id,
             'section': str(ward.__oid__), 'type': 'NewsItem', 'due': '2026-11-26T17:00', **other}
    for name, value in given.items():
        form[name].force_value(value)
    return form


@pytest.fixture
def given(visit, staff, ward):
    """The page of an assignment that the deputy has given to the contributor."""
    page = visit('bavi-deputy').get(FORM)
    return filled(page, staff, ward).submit(status=303).follow()


def act(page, action, **said):
    form = next(form for form in page.forms.values() if action in [
        button._value for button in form.fields.get('act', ())])
    for name, value in said.items():
        form[name] = value
    return form.submit('act', value=action, status='*')


@pytest.mark.clause('9.4')
@pytest.mark.clause('9.6')
def test_an_event_is_assigned_its_draft_begun_with_one_click_and_followed_to_the_public(
        visit, staff, ward, event, assignments, at_work, told, registry,
        small_portal):
    deputy, writer = visit('bavi-deputy'), visit('bavi-contributor')
    fair = public_event(
        at_work('hanoi-editor'), small_portal, registry, 'Hội sách Thành phố', '2026-11-27')
    calendar = deputy.get(LIST)
    assert 'Họp dân bàn đường liên xã' in calendar and 'Hội sách Thành phố' in calendar
    assert calendar.html.select(f'a[href*="event={fair.__oid__}"]')
    form = filled(calendar.click('Phân công đưa tin.*Họp dân'), staff, ward,
                  topic='Họp dân bàn đường liên xã')
    assert form['place'].value == 'Nhà văn hóa Ba Vì'
    assert form['starts'].value == '2026-11-26T08:00'
    form.submit(status=303)
    assert told('bavi-contributor') == ['assignment_given']
    assert 'Họp dân bàn đường liên xã' in writer.get('/desk/@@notifications')

    mine = writer.get('/desk/@@my-assignments')
    page = mine.click('Họp dân bàn đường liên xã')
    assert 'Chuyên mục' in [each.text for each in page.html.select('dl.values dt')]
    edit = act(page, words.BEGUN).follow().follow()
    assert edit.status_int == 200 and 'Họp dân bàn đường liên xã' in edit
    transaction.begin()
    made = assignments.get(1)
    item = assignments.course(made).item
    assert item.__parent__ is ward and item.title == 'Họp dân bàn đường liên xã'
    assert 'href="/lich-lam-viec/hop-dan"' in item.body and 'Nhà văn hóa Ba Vì' in item.body
    assert writer.get('/lich-lam-viec/hop-dan', extra_environ={'HTTP_HOST': 'bavi.hanoi.gov.vn'})
    assert assignments.course(made).state == words.WRITING
    assert told('bavi-deputy') == ['assignment_accepted']

    person = at_work('bavi-contributor')
    for take, state in (
            (lambda: person.take(item, 'submit'), words.HANDED_IN),
            (lambda: at_work('bavi-editor').take(item, 'pass_on'), words.HANDED_IN),
            (lambda: at_work('bavi-member').approve(item), words.PUBLIC)):
        take()
        transaction.commit()
        assert assignments.course(made).state == state
    day = deputy.get(f'{LIST}?day=2026-11-26').html
    assert 'Đã đăng' in day.text and 'Người bavi-contributor' in day.text
    assert not day.select(f'a[href*="event={event.__oid__}"]')

    def waits_after(run, *asked):
        with opened(registry, 'test') as environment:
            found = run(environment, *asked)
        transaction.begin()
        return assignments.waiting(person.id), found

    reconcile = registry.getUtility(IReconciler, 'assignments').run
    assert waits_after(remind)[0] == 0 and not list(book_of(small_portal).open)
    assert waits_after(reconcile, False) == (0, Findings())
    at_work('bavi-member').take(item, 'withdraw', meaning='error', note='Sai')
    at_work('bavi-editor').take(item, 'reopen', note='Sửa lại')
    transaction.commit()
    assert waits_after(reconcile, False) == (
        1, Findings(('1 assignments are open again or over',)))
    assert waits_after(remind)[0] == 1 and waits_after(reconcile, False) == (1, Findings())


@pytest.mark.clause('9.4')
def test_who_cannot_come_says_why_and_another_is_sent(
        visit, given, staff, ward, assignments, told):
    home = visit('bavi-contributor').get('/desk').html.select('#assignments a')
    assert ['Chờ nhận việc' in each.text for each in home] == [True]
    page = visit('bavi-contributor').get(f'{ONE}?number=1')
    assert act(page, words.DECLINED, text=' ').status_int == 422
    act(page, words.DECLINED, text='Tôi nghỉ ốm')
    transaction.begin()
    assert assignments.course(assignments.get(1)).state == words.REFUSED
    assert told('bavi-deputy') == ['assignment_declined']
    deputy = visit('bavi-deputy')
    assert not visit('bavi-contributor').get('/desk').html.select('#assignments')
    assert 'Tôi nghỉ ốm' in deputy.get(f'{ONE}?number=1')

    filled(deputy.get(f'{FORM}?number=1'), staff, ward, 'bavi-editor').submit(status=303)
    transaction.begin()
    assert assignments.course(assignments.get(1)).state == words.ASSIGNED
    assert told('bavi-editor') == ['assignment_given']
    assert told('bavi-contributor')[0] == 'assignment_cancelled'
    assert visit('bavi-contributor').get(f'{ONE}?number=1', status='*').status_int == 404
    assert 'Phân công của tôi' in visit('bavi-contributor').get('/desk/@@my-assignments')


@pytest.mark.clause('9.4')
def test_an_event_whose_one_assignment_was_called_off_is_free_again(
        visit, staff, ward, event):
    calendar = visit('bavi-deputy').get(LIST)
    page = filled(calendar.click('Phân công đưa tin.*Họp dân'), staff, ward).submit(
        status=303).follow()
    cells = visit('bavi-deputy').get(LIST).html.select('td[data-label="Sự kiện chưa phân công"]')
    assert not any('Họp dân bàn đường liên xã' in each.text for each in cells)
    act(page, words.CANCELLED, text='Cử nhầm')
    assert visit('bavi-deputy').get(LIST).click('Phân công đưa tin.*Họp dân')


@pytest.mark.clause('9.4')
def test_a_month_shows_the_days_on_which_there_is_something(visit, given, event):
    page = visit('bavi-editor').get(f'{LIST}?by=month&day=2026-11-01')
    rows = page.html.select('table.list tbody tr')
    assert len(rows) == 1 and 'Họp dân bàn đường' in rows[0].text
    assert 'Họp dân bàn đường liên xã' in rows[0].text
    assert not page.html.select('a[href*="assignment-form"]')
    for odd in ('day=9999-99-99&by=x', 'event=' + '9' * 5000, 'event=x'):
        assert visit('bavi-editor').get(f'{LIST}?{odd}').status_int == 200


@pytest.mark.clause('9.4')
def test_a_day_before_the_term_the_person_is_reminded_once(
        given, registry, clock, told, assignments):
    def look():
        with opened(registry, 'test') as environment:
            remind(environment)
        transaction.begin()

    look()
    assert told('bavi-contributor') == ['assignment_given']
    clock.at = parse('2026-11-25T17:30')
    for _time in range(2):
        look()
    assert told('bavi-contributor') == ['assignment_due', 'assignment_given']
    assert assignments.get(1).events[-1].kind == words.REMINDED


def test_after_a_long_pause_of_the_scheduler_nobody_is_told_that_it_is_due_soon(
        given, registry, clock, told):
    clock.at = parse('2026-11-30T09:00')
    with opened(registry, 'test') as environment:
        remind(environment)
    transaction.begin()
    assert told('bavi-contributor') == ['assignment_given']


def test_what_is_called_off_reminds_nobody_and_begins_nothing(
        visit, given, registry, clock, told, assignments):
    act(given, words.CANCELLED, text='Hội nghị hoãn')
    page = visit('bavi-contributor').get(f'{ONE}?number=1')
    assert 'Hội nghị hoãn' in page and 'Bắt đầu viết bài' not in page
    clock.at = parse('2026-11-25T17:30')
    with opened(registry, 'test') as environment:
        remind(environment)
    transaction.begin()
    assert told('bavi-contributor') == ['assignment_cancelled', 'assignment_given']


def test_the_form_says_what_must_be_given(visit, staff):
    page = visit('bavi-head').get(FORM)
    marked = {label['for'].removeprefix('f-') for label in page.html.select('label[for]')
              if label.select('.must')}
    assert {'topic', 'person', 'section', 'due'} <= marked and 'place' not in marked


def test_what_is_wrong_is_refused_and_typed_words_come_back(visit, staff, ward, assignments):
    for field, value in [
            ('person', ''), ('person', 'u0'), ('section', ''), ('section', '12'),
            ('type', 'Section'),
            ('type', 'LegalDocument'), ('due', ''), ('due', '2026-11-24T09:00'), ('due', 'mai'),
            ('due', '2031-01-01T00:00'), ('topic', ' '), ('topic', 'x' * 301),
            ('note', 'x' * 2001),
            ('starts', 'x')]:
        form = filled(visit('bavi-head').get(FORM), staff, ward, **{field: value})
        refused = form.submit(status=422)
        again = next(form for form in refused.forms.values() if 'topic' in form.fields)
        assert refused.html.select('.field .error, .flash.error')
        assert field == 'topic' or again['topic'].value == 'Họp dân bàn đường'
        transaction.begin()
        assert assignments.get(1) is None


def test_nobody_of_another_site_learns_of_an_assignment(visit, given):
    for login, status in (
            ('soxaydung-head', 404), ('hanoi-head', 404), ('bavi-translator', 404),
            ('bavi-editor', 200), ('bavi-contributor', 200)):
        page = visit(login)
        found = page.get(f'{ONE}?number=1', status='*')
        assert found.status_int in ((200,) if status == 200 else (403, 404)), login
        assert ('Họp dân' in found) == (status == 200), login
        for path in (f'{FORM}?number=1', FORM):
            assert page.get(path, status='*').status_int in (403, 404), login
        assert page.get(f'{SITE}/@@assignment-draft?number=1', status='*').status_int in (
            (303,) if status == 200 else (403, 404)), login
        other = page.get('/desk/sites/soxaydung/@@assignment?number=1', status='*')
        assert other.status_int in (403, 404), login


def test_a_draft_begins_once_and_writes_interactions_before_content(
        visit, given, assignments, registry, bavi, ward):
    content = content_database(registry).storage
    before = content.lastTransaction()
    visit('bavi-deputy').get(LIST)
    assert content.lastTransaction() == before
    page = visit('bavi-contributor').get(f'{ONE}?number=1')
    act(page, words.BEGUN)
    act(page, words.BEGUN)
    with opened(registry, 'test') as environment:
        carry_due(environment)
    transaction.begin()
    begun = [name for name, each in ward.items() if each.title == 'Họp dân bàn đường']
    assert len(begun) == 1
    assert act(page, words.DECLINED, text='Muộn rồi').status_int == 422


def test_an_event_of_the_city_is_linked_to_at_the_host_of_the_city(
        registry, small_portal, bavi, at_work):
    event = public_event(at_work('hanoi-editor'), small_portal, registry)
    plan = words.Plan('u1', 'Họp', 'NewsItem', '1', NOW, str(event.__oid__))
    for site, address in ((bavi, 'https://hanoi.gov.vn/lich-lam-viec/hop-dan'),
                          (small_portal, '/lich-lam-viec/hop-dan')):
        assert f'href="{address}"' in _body(site, plan, registry)


@pytest.mark.parametrize('what', [words.BEGUN, words.DECLINED])
def test_what_comes_before_the_draft_is_there_makes_no_second_and_may_make_none(
        visit, given, registry, ward, clock, monkeypatch, what):
    monkeypatch.setattr('hanoiportal.platform.outbox.services.carry_now', lambda *effects: None)
    writer = visit('bavi-contributor')
    act(writer.get(f'{ONE}?number=1'), words.BEGUN)
    act(writer.get(f'{ONE}?number=1'), what, **({} if what == words.BEGUN else {'text': 'Ốm'}))
    clock.at = NOW + datetime.timedelta(minutes=5)
    with opened(registry, 'test') as environment:
        carry_due(environment)
    transaction.begin()
    begun = [name for name, each in ward.items() if each.title == 'Họp dân bàn đường']
    assert len(begun) == (what == words.BEGUN)


def test_a_section_that_takes_no_texts_any_more_is_told_of(
        visit, given, assignments, bavi, ward):
    page = visit('bavi-contributor').get(f'{ONE}?number=1')
    ward.allowed_types = ('File',)
    transaction.commit()
    refused = act(page, words.BEGUN)
    assert refused.status_int == 422 and 'báo người phân' in refused.text
    transaction.begin()
    assert assignments.course(assignments.get(1)).state == words.ASSIGNED


def test_what_was_erased_leaves_no_words_in_an_assignment(
        given, small_portal, registry, assignments, staff):
    gone = Erased(accounts={staff['bavi-contributor'].id: 7})
    registry.getUtility(IErasers).run(INTERACTIONS, small_portal, gone, registry)
    transaction.commit()
    assert assignments.get(1).plan.topic == ''


def test_what_somebody_said_who_was_erased_is_gone_from_what_another_has_now(
        visit, given, small_portal, registry, assignments, staff, ward):
    act(visit('bavi-contributor').get(f'{ONE}?number=1'), words.DECLINED, text='Tôi nghỉ ốm')
    filled(visit('bavi-deputy').get(f'{FORM}?number=1'), staff, ward, 'bavi-editor').submit(
        status=303)
    transaction.begin()
    gone = Erased(accounts={staff['bavi-contributor'].id: 7})
    registry.getUtility(IErasers).run(INTERACTIONS, small_portal, gone, registry)
    transaction.commit()
    kept = assignments.get(1)
    assert kept.plan.topic and not any(each.text for each in kept.events)


def test_a_late_assignment_is_marked(visit, given, clock):
    clock.at = NOW + datetime.timedelta(days=3)
    assert 'quá hạn' in visit('bavi-editor').get(f'{LIST}?day=2026-11-26').text
