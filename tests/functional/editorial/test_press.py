"""What the press law lets nobody wait for longer than hours: counted, shown, called to mind."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.editorial.press.duties import duty_of
from support.scheduled_texts import look

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


@pytest.mark.clause('28.10')
def test_the_hours_of_an_incident_are_counted_from_when_it_was_known(
        statement, visit, told, clock, registry):
    counted(visit, '2026-11-24T09:30')

    page = visit('bavi-editor').get(PAGE)
    assert 'Phải công khai trước 25/11/2026 09:30' in page.html.main.get_text(' ', strip=True)
    assert '244/2026/NĐ-CP' in page.html.select_one('dl').text
    listed = visit('bavi-editor').get('/desk/sites/bavi/phat-ngon-bao-chi/bao')
    assert 'Công khai trước 25/11/2026 09:30' in listed.text
    assert told('bavi-member') == ['press_begun']
    assert told('soxaydung-member') == []
    terms = visit('bavi-editor').get('/desk/sites/bavi/@@duties').html.main.get_text(' ')
    assert 'Công khai nội dung phát ngôn' in terms and '25/11/2026 09:30' in terms
    assert 'phát ngôn' not in visit('bavi-editor').get('/desk/@@my-duties').html.main.text
    assert 'phát ngôn' in visit('bavi-head').get('/desk/@@my-duties').html.main.text


@pytest.mark.clause('28.10')
def test_the_board_is_told_before_the_hours_are_over_and_when_they_are(
        statement, visit, told, clock, registry):
    counted(visit, '2026-11-24T09:30')
    clock.at = parse('2026-11-25T05:29')
    early = look(registry)
    clock.at = parse('2026-11-25T05:30')
    look(registry), look(registry)
    assert (early, told('bavi-member')) == ((0, 0), ['press_due', 'press_begun'])

    clock.at = parse('2026-11-25T09:31')
    look(registry), look(registry)

    assert told('bavi-member') == ['press_late', 'press_due', 'press_begun']
    page = visit('bavi-editor').get(PAGE)
    assert 'Đã quá hạn công khai: 25/11/2026 09:30' in page.html.main.get_text(' ', strip=True)


def test_what_has_been_said_is_waited_for_no_longer(
        statement, visit, clock, registry, publishing, told):
    counted(visit, '2026-11-24T09:30')
    transaction.begin()
    publishing.publish(statement, 'test')
    transaction.commit()
    clock.at += 40 * HOUR

    assert duty_of(statement, registry) is None
    assert look(registry) == (0, 0)


def test_a_later_incident_asks_for_another_statement(statement, registry, publishing):
    publishing.publish(statement, 'test')
    statement.press_since = since = statement.published_at + HOUR

    assert duty_of(statement, registry).due == since + 24 * HOUR


def test_an_empty_field_stops_the_clock(statement, visit, registry):
    counted(visit, '2026-11-24T09:30')
    counted(visit, '')
    transaction.begin()

    assert duty_of(statement, registry) is None


@pytest.mark.parametrize(('since', 'why'), [
    ('2026-11-24T10:01', 'Thời điểm này chưa đến.'), ('hôm qua', 'không phải là ngày, giờ')])
def test_what_cannot_start_it_is_said_and_kept(statement, visit, since, why, registry):
    page = counted(visit, since, status=422)

    assert why in page.text
    assert duty_of(statement, registry) is None


@pytest.mark.clause('28.10')
def test_a_spokesperson_is_waited_for_from_the_end_of_the_day_of_the_decision(
        section, editing, publishing, registry):
    person = editing.add(section, 'a', 'Person', APPOINTED, 'test')

    assert duty_of(person, registry).due == parse('2026-11-25T00:00') - datetime.timedelta(
        microseconds=1)
    publishing.publish(person, 'test')
    assert duty_of(person, registry) is None


def test_a_day_is_judged_by_the_law_of_that_day(section, editing, registry):
    person = editing.add(section, 'a', 'Person', {**APPOINTED, 'decided': '2026-06-30'}, 'test')
    other = editing.add(section, 'b', 'Person', {**APPOINTED, 'decided': '2016-06-30'}, 'test')

    assert '09/2017' in duty_of(person, registry).basis
    assert duty_of(other, registry) is None


def test_elsewhere_nothing_is_counted(small_portal, staff, editing, visit, clock):
    editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], 'bao', 'NewsItem',
                {'title': 'Tin'}, staff['bavi-editor'].id)
    transaction.commit()
    page = visit('bavi-editor').get('/desk/sites/bavi/tin-tuc-su-kien/bao/@@press')

    assert 'since' not in [name for form in page.forms.values() for name in form.fields]
