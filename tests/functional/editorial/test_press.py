"""What the press law lets nobody wait for longer than hours: counted, shown, called to mind."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.editorial.press.duties import keep_statements, term_of
from hanoiportal.platform.duties import alarms
from hanoiportal.platform.duties.interfaces import MET, MET_LATE, MISSED, RUNNING, VOID
from hanoiportal.platform.scheduling.opening import opened

NOW = parse('2026-11-24T10:00')
HOUR = datetime.timedelta(hours=1)
PAGE = '/desk/sites/bavi/phat-ngon-bao-chi/bao/@@press'
APPOINTED = {'title': 'Nguyễn Văn A', 'position': 'Chánh Văn phòng', 'phone': '024 3825 3536',
             'email': 'a@hanoi.gov.vn', 'spokesperson': 'yes', 'decision': 'QĐ 1/QĐ-UBND',
             'decided': '2026-11-23'}


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def section(small_portal, staff, clock):
    return small_portal['sites']['bavi']['phat-ngon-bao-chi']


@pytest.fixture
def statement(section, editing, staff):
    """A draft of the commune's editor, committed."""
    item = editing.add(section, 'bao', 'NewsItem', {'title': 'Ứng phó mưa bão'},
                       staff['bavi-editor'].id)
    transaction.commit()
    return item


def counted(visit, since, login='bavi-editor', status=303):
    page = visit(login).get(PAGE)
    form = next(each for each in page.forms.values() if 'since' in each.fields)
    form['since'] = since
    return form.submit(status=status)


@pytest.fixture
def owed(registry, duties):
    """``owed()``: state and due moment of what the press waits for, after the jobs have run."""
    def states():
        transaction.commit()
        with opened(registry, 'test') as environment:
            keep_statements(environment)
            alarms.remind(environment)
        transaction.begin()
        now = registry.getUtility(IClock).now()
        standings = [duties.standing(each, now) for each in duties.of_key('press')]
        return [(each.state, each.due) for each in standings]

    return states


@pytest.mark.clause('28.10')
def test_the_hours_of_an_incident_are_counted_from_when_it_was_known(
        statement, visit, told, owed):
    counted(visit, '2026-11-24T09:30')

    page = visit('bavi-editor').get(PAGE)
    assert 'Phải công khai trước 25/11/2026 09:30' in page.html.main.get_text(' ', strip=True)
    assert '244/2026/NĐ-CP' in page.html.select_one('dl').text
    listed = visit('bavi-editor').get('/desk/sites/bavi/phat-ngon-bao-chi/bao')
    assert 'Công khai trước 25/11/2026 09:30' in listed.text
    assert told('bavi-member') == ['press_begun']
    assert told('soxaydung-member') == []
    assert owed() == owed() == [(RUNNING, parse('2026-11-25T09:30'))]
    for login, page in (('bavi-head', 'sites/bavi/@@duties'), ('bavi-editor', '@@my-duties')):
        terms = visit(login).get(f'/desk/{page}').html.main.get_text(' ')
        assert 'Phát ngôn đột xuất' in terms and '25/11/2026 09:30' in terms
    assert 'Phát ngôn đột xuất' not in visit('bavi-contributor').get('/desk/@@my-duties')


@pytest.mark.clause('28.10')
def test_the_board_is_told_before_the_hours_are_over_and_when_they_are(
        statement, visit, told, clock, owed):
    counted(visit, '2026-11-24T09:30')
    clock.at = parse('2026-11-25T05:29')
    owed()
    assert told('bavi-member') == ['press_begun']
    clock.at = parse('2026-11-25T05:30')
    owed(), owed()
    assert told('bavi-member') == ['duty_due', 'press_begun']

    clock.at = parse('2026-11-25T09:31')
    assert [owed()[0][0], owed()[0][0]] == [MISSED, MISSED]

    assert told('bavi-member') == ['duty_missed', 'duty_due', 'press_begun']
    page = visit('bavi-editor').get(PAGE)
    assert 'Đã quá hạn công khai: 25/11/2026 09:30' in page.html.main.get_text(' ', strip=True)
    counted(visit, '')  # which does not unmake that it was late
    assert owed()[0][0] == MET_LATE


def test_what_has_been_said_is_waited_for_no_longer_and_a_later_incident_asks_again(
        statement, visit, clock, registry, publishing, owed):
    counted(visit, '2026-11-24T09:30')
    owed()
    publishing.publish(statement, 'test')
    clock.at += 40 * HOUR
    assert (owed(), term_of(statement, registry)) == ([(MET, parse('2026-11-25T09:30'))], None)

    counted(visit, '2026-11-26T01:00')
    counted(visit, '2026-11-25T20:00')
    assert owed()[1] == (RUNNING, parse('2026-11-26T20:00'))
    counted(visit, '2026-11-26T01:30')
    assert owed()[1] == (RUNNING, parse('2026-11-27T01:30'))
    counted(visit, '')
    assert [state for state, _due in owed()] == [MET, VOID]


@pytest.mark.parametrize(('since', 'why'), [
    ('2026-11-24T10:01', 'Thời điểm này chưa đến.'), ('hôm qua', 'không phải là ngày, giờ')])
def test_what_cannot_start_it_is_said_and_kept(statement, visit, since, why, registry):
    page = counted(visit, since, status=422)

    assert why in page.text
    assert term_of(statement, registry) is None


@pytest.mark.clause('28.10')
def test_a_spokesperson_is_waited_for_from_the_end_of_the_day_of_the_decision(
        section, editing, publishing, registry, owed):
    person = editing.add(section, 'a', 'Person', APPOINTED, 'test')
    due = parse('2026-11-25T00:00') - datetime.timedelta(microseconds=1)

    assert term_of(person, registry).due == due
    assert owed() == [(RUNNING, due)]
    publishing.publish(person, 'test')
    assert term_of(person, registry) is None
    assert owed() == [(MET, due)]


def test_a_day_is_judged_by_the_law_of_that_day(section, editing, registry):
    person = editing.add(section, 'a', 'Person', {**APPOINTED, 'decided': '2026-06-30'}, 'test')
    other = editing.add(section, 'b', 'Person', {**APPOINTED, 'decided': '2016-06-30'}, 'test')

    assert '09/2017' in term_of(person, registry).basis
    assert term_of(other, registry) is None


def test_elsewhere_nothing_is_counted(small_portal, staff, editing, visit, clock):
    editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], 'bao', 'NewsItem',
                {'title': 'Tin'}, staff['bavi-editor'].id)
    transaction.commit()
    page = visit('bavi-editor').get('/desk/sites/bavi/tin-tuc-su-kien/bao/@@press')

    assert 'since' not in [name for form in page.forms.values() for name in form.fields]
