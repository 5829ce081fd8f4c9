"""Planned stops: told in time, on every page, by transactions alone (NĐ 224/2026, article 13)."""
import argparse
import datetime

import pytest
import transaction
from hanoiportal.base.clock import local, parse
from hanoiportal.base.deadlines.interfaces import DayRow
from hanoiportal.platform.calendar.resource import add_row
from hanoiportal.platform.maintenance.interfaces import CannotAnnounce
from hanoiportal.platform.maintenance.services import Maintenance
from hanoiportal.shells.commands import maintenance as command
from hanoiportal.shells.commands.environment import Failure

PAGE = '/thong-bao-bao-tri'
REASON = {'reason': 'Nâng cấp máy chủ', 'reason_en': 'New servers'}
#: A Monday; the seventh working day after it is Wednesday of the week after.
MONDAY = parse('2026-11-30T09:00')
BANNER = 'Cổng sẽ tạm ngừng để bảo trì'


@pytest.fixture
def clock_at():
    return MONDAY


@pytest.fixture
def maintenance(registry, small_portal, clock):
    return Maintenance(registry, small_portal, lambda *_asked: True)


def times(start, hours=3):
    """Return when a stop begins, ends and all works again."""
    begins = parse(start)
    return begins, begins + datetime.timedelta(hours=hours), begins + datetime.timedelta(
        hours=hours + 1)


@pytest.mark.clause('24.1')
def test_a_notice_shorter_than_seven_working_days_is_refused_but_for_an_emergency(maintenance):
    assert f'{local(maintenance.earliest()):%Y-%m-%d %H:%M}' == '2026-12-09 23:59'
    with pytest.raises(CannotAnnounce) as refused:
        maintenance.announce('x', *times('2026-12-09T22:00'), **REASON)
    assert list(refused.value.reasons) == ['starts']

    assert maintenance.announce('x', *times('2026-12-10T00:00'), **REASON).emergency == ''
    late = maintenance.announce(
        'x', *times('2026-12-01T22:00'), emergency='Đĩa sắp hỏng', **REASON)
    assert late.emergency == 'Đĩa sắp hỏng'


def test_holidays_are_no_working_days(maintenance, clock):
    clock.at = parse('2026-08-28T09:00')

    assert local(maintenance.earliest()).date() == datetime.date(2026, 9, 11)


def test_a_day_off_that_an_operator_has_entered_is_no_working_day(maintenance, small_portal):
    """As 4 December 2026 is not, once its paper is known."""
    before = maintenance.earliest()
    add_row(small_portal, DayRow(date=datetime.date(2026, 12, 4), kind='holiday',
                                 name_vi='Nghỉ', basis='Thông báo 1/TB'), 'u1', MONDAY)

    assert maintenance.earliest() - before == datetime.timedelta(days=1)


def test_a_year_that_the_calendar_does_not_know_is_not_guessed(maintenance, clock, visit, people):
    clock.at = parse('2024-12-02T09:00')
    with pytest.raises(CannotAnnounce, match='chưa có dòng nào'):
        maintenance.announce('x', *times('2024-12-30T22:00'), **REASON)
    page = visit('quantri').get('/console/@@maintenance')
    assert 'chưa có dòng nào của năm 2024' in page and 'sớm nhất' not in page

    assert maintenance.announce('x', *times('2024-12-03T22:00'), emergency='gấp', **REASON)


@pytest.mark.parametrize(('wrong', 'values'), [
    ('ends', times('2026-12-20T22:00', hours=-1)),
    ('back', (*times('2026-12-20T22:00')[:2], parse('2026-12-20T23:00'))),
    ('starts', times('2026-11-20T22:00'))])
def test_times_that_cannot_be_are_refused(maintenance, wrong, values):
    with pytest.raises(CannotAnnounce) as refused:
        maintenance.announce('x', *values, emergency='gấp', **REASON)

    assert wrong in refused.value.reasons
    assert maintenance.all() == []


def test_a_stop_begins_and_ends_by_transactions_and_pages_follow(app, maintenance, clock):
    pages = ['/', '/tin-tuc-su-kien', '/sites/bavi', '/khong-co']
    maintenance.announce('x', *times('2026-12-20T22:00'), **REASON)
    transaction.commit()
    for path in pages:
        page = app.get(path, expect_errors=True)
        assert BANNER in page and '21/12/2026 02:00' in page
    english = app.get('/english')
    assert 'The portal will be down for maintenance' in english and '02:00' in english

    clock.at = parse('2026-12-20T22:00:01')
    assert BANNER in app.get('/')  # no page looks at a clock
    assert maintenance.switch()
    transaction.commit()
    for path in pages:
        assert 'Cổng đang tạm ngừng để bảo trì' in app.get(path, expect_errors=True)

    clock.at = parse('2026-12-21T01:00')
    assert maintenance.switch()
    transaction.commit()
    assert 'bảo trì</strong>' not in app.get('/')
    assert not maintenance.switch()
    record = app.get(PAGE)
    assert 'Đã kết thúc' in record and 'Nâng cấp máy chủ' in record
    assert 'New servers' in app.get('/english' + PAGE)


def test_an_administrator_announces_and_calls_off_in_the_console(visit, people, clock, app):
    browser = visit('quantri')
    page = browser.get('/console/@@maintenance')
    form = next(form for form in page.forms.values() if 'starts' in form.fields)
    form['starts'], form['ends'], form['back'] = (
        '2026-12-02T22:00', '2026-12-03T01:00', '2026-12-03T01:00')
    form['reason'] = 'Thay <b>đĩa</b>'
    refused = form.submit(status=422)
    assert 'Điều 13' in refused and 'Thay &lt;b&gt;đĩa' in refused

    form = next(form for form in refused.forms.values() if 'starts' in form.fields)
    form['starts'], form['ends'], form['back'] = (
        '2026-12-22T22:00', '2026-12-23T01:00', '2026-12-23T02:00')
    page = form.submit().follow()
    assert BANNER in app.get('/')
    assert 'Thay &lt;b&gt;đĩa' in app.get(PAGE)

    off = next(form for form in page.forms.values() if form.action.endswith('@@call-off-stop'))
    off.submit().follow()
    assert BANNER not in app.get('/')
    assert 'Đã hủy' in app.get(PAGE)


def test_who_may_not_manage_the_portal_announces_nothing(visit, people, small_portal):
    visit('khach').get('/console/@@maintenance', status=403)
    assert getattr(small_portal, 'stops', None) is None


def run(environment, *words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    command.run(environment, parser.parse_args(words))


def test_the_command_announces_refuses_and_lists(environment, maintenance, capsys):
    with pytest.raises(Failure, match='Điều 13'):
        run(environment, 'announce', '--from', '2026-12-02T22:00', '--until', '2026-12-03T01:00',
            '--reason', 'Thay đĩa')

    run(environment, 'announce', '--from', '2026-12-22T22:00', '--until', '2026-12-23T01:00',
        '--reason', 'Thay đĩa')
    run(environment, 'call-off', '1', '--why', 'chưa có đĩa')

    assert capsys.readouterr().out.splitlines()[-1] == (
        '1\tcalled off\t22/12/2026 22:00 – 23/12/2026 01:00\t23/12/2026 01:00\tThay đĩa')
    with pytest.raises(Failure, match='no stop 7'):
        run(environment, 'call-off', '7')
