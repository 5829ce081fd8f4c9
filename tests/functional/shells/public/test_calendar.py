"""The working calendar: weeks, days, files for other calendars; and that no clock is read."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.errors import Refused
from hanoiportal.shells.public.listings import calendar
from hanoiportal.shells.public.listings.weeks import week_named, week_of
from hanoiportal.types.event.calendar_file import CalendarEntry, calendar_file
from icalendar import Calendar
from support import feed_rules

UTC = datetime.timezone.utc
LONG = 'Hội nghị; sơ kết, \\ «tổng kết» công tác 🙂 ' + 'tiếng Việt có dấu ' * 20


@pytest.fixture
def add(small_portal, editing, publishing):
    """``add(name, start, public=True, **values)``: an event of the city's calendar."""
    def added(name, start, public=True, published='2026-11-20T08:00', **values):
        event = editing.add(small_portal['lich-lam-viec'], name, 'Event',
                            {'title': name, 'start': start, **values}, 'test')
        if public:
            publishing.publish(event, 'test', parse(published))
        return event

    return added


@pytest.fixture
def three_weeks(add, editing, publishing):
    """Events of three weeks; that of the middle one was published last."""
    add('cu', '2026-09-01T08:00')
    middle = add('giua', '2026-11-24T08:00', end='2026-11-24T09:30', published='2026-11-22T08:00',
                 place='Trụ sở', who='Các sở')
    publishing.publish(editing.translate(middle, 'en', {'title': 'Middle'}, 'test'), 'test')
    add('dai', '2026-11-27T13:30', end='2026-12-01T17:00')
    add('kin', '2026-11-24T10:00', public=False)
    transaction.commit()


def titles(page):
    return [link.text for link in page.html.select('.day .title')]


def test_the_week_of_what_was_published_last_comes_first(app, three_weeks):
    page = app.get('/lich-lam-viec')

    assert titles(page) == ['giua', 'dai', 'dai', 'dai']
    assert [day.text for day in page.html.select('.day h3')] == [
        'Thứ Ba, 24/11/2026', 'Thứ Sáu, 27/11/2026', 'Thứ Bảy, 28/11/2026',
        'Chủ nhật, 29/11/2026']
    assert [hour.text for hour in page.html.select('.hours')] == [
        '08:00 – 09:30', '13:30 –', 'Cả ngày', 'Cả ngày']
    assert page.html.find(class_='week').text == 'Tuần 48: 23/11/2026 – 29/11/2026'
    assert 'kin' not in [each.strip() for each in page.html.stripped_strings]


def test_the_weeks_beside_it_are_those_in_which_there_is_something(app, three_weeks):
    page = app.get('/lich-lam-viec')
    [before], [after] = (page.html.select(f'main a[rel={each}]') for each in ('prev', 'next'))

    assert before['href'] == '/lich-lam-viec?tuan=2026-W36'
    assert after['href'] == '/lich-lam-viec?tuan=2026-W49'
    later, earlier = app.get(after['href']), app.get(before['href'])
    assert titles(later) == ['dai', 'dai'] and titles(earlier) == ['cu']
    assert later.html.select('.hours')[-1].text == '– 17:00'
    assert not later.html.select('main a[rel=next]')
    assert earlier.html.find('link', rel='canonical')['href'].endswith('?tuan=2026-W36')


def test_an_empty_week_says_so_and_is_not_for_search_engines(app, three_weeks):
    page = app.get('/lich-lam-viec?tuan=2030-W01')

    assert 'Tuần này không có lịch' in page.text
    assert page.html.find('meta', attrs={'name': 'robots'})['content'] == 'noindex'


def test_what_names_no_week_is_not_found(app, small_portal):
    for typed in ('2026-W54', '2026-48', 'x', '9999-W52', '0000-W01', '²026-W01', '%FF',
                  "2026-W48'--", '2026-W48&tuan=0'):
        assert app.get(f'/lich-lam-viec?tuan={typed}', expect_errors=True).status_int == 404


def test_in_another_language_nothing_is_missing(app, three_weeks):
    page = app.get('/english/lich-lam-viec')

    first, second = page.html.select('.day .title')[:2]
    assert (first.text, first.get('lang')) == ('Middle', None)
    assert (second.text, second.get('lang')) == ('dai', 'vi')
    assert page.html.select_one('.day h3').text == 'Tuesday, 24 November 2026'


def test_the_calendar_is_a_file_that_others_read(app, three_weeks, add):
    add('phu', '2026-11-25T00:00', title=LONG, place='Số 12; Lê Lai, Hà Nội',
        body=f'<p>{LONG}</p>')
    transaction.commit()

    answer = app.get('/lich-lam-viec/lich.ics')

    assert answer.content_type == 'text/calendar'
    assert list(feed_rules.calendar(answer.body)) == []
    assert list(feed_rules.calendar(answer.body.replace(b'UID:', b'X-UID:', 1)))
    events = {str(event['summary']): event
              for event in Calendar.from_ical(answer.body).walk('VEVENT')}
    assert set(events) == {'cu', 'giua', 'dai', LONG.strip()}
    assert events['giua'].decoded('dtstart') == datetime.datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert events['giua'].decoded('dtend') == datetime.datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
    assert b'DTSTART:20261124T010000Z' in answer.body
    assert str(events[LONG.strip()]['location']) == 'Số 12; Lê Lai, Hà Nội'
    assert str(events['giua']['url']) == 'http://localhost/lich-lam-viec/giua'
    assert len({str(event['uid']) for event in events.values()}) == 4
    assert app.get('/lich-lam-viec/lich.ics').body == answer.body


def test_the_file_of_a_long_calendar_holds_the_latest_events(app, three_weeks, monkeypatch):
    monkeypatch.setattr(calendar, 'MOST', 2)

    events = Calendar.from_ical(app.get('/lich-lam-viec/lich.ics').body).walk('VEVENT')

    assert [str(event['summary']) for event in events] == ['giua', 'dai']


def test_one_event_is_a_page_and_a_file(app, three_weeks):
    page = app.get('/lich-lam-viec/giua')
    file = app.get(page.html.select_one('a.button')['href'])

    assert '08:00 – 09:30, Thứ Ba, 24/11/2026' in page.html.select_one('.facts').text
    [event] = Calendar.from_ical(file.body).walk('VEVENT')
    assert str(event['summary']) == 'giua'
    assert app.get('/lich-lam-viec/kin/lich.ics', expect_errors=True).status_int == 404


def test_only_calendars_have_such_a_file(app, small_portal):
    assert app.get('/lanh-dao/lich.ics', expect_errors=True).status_int == 404
    assert not list(Calendar.from_ical(app.get('/lich-lam-viec/lich.ics').body).walk('VEVENT'))


def test_nothing_ends_before_it_begins(add):
    with pytest.raises(Refused) as refused:
        add('nguoc', '2026-11-24T08:00', end='2026-11-24T07:59')

    assert set(refused.value.reasons) == {'end'}


def test_line_breaks_in_a_title_make_no_new_property():
    entry = CalendarEntry('1@x', 'Họp\r\nATTENDEE:mailto:a@b', parse('2026-11-24'), None,
                  parse('2026-11-24'), '', '', 'https://hanoi.gov.vn/')

    [event] = Calendar.from_ical(calendar_file('Lịch', [entry])).walk('VEVENT')

    assert 'attendee' not in event


def test_a_week_is_named_as_it_is_read():
    for day in (datetime.date(2026, 1, 1), datetime.date(2027, 1, 3), datetime.date(2026, 11, 24)):
        assert day in week_of(day).days
        assert week_named(week_of(day).code) == week_of(day)
