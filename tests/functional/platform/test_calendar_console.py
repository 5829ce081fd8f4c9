"""Lịch ngày nghỉ in the console: rows, their form, and what a row would move."""
from datetime import date

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.platform.calendar.interfaces import ICalendars, IOpenDeadlines, OpenDeadline
from hanoiportal.types.portal import Portal
from support.pages import form_with

PAGE = '/console/@@calendar'
CULTURE_DAY = {
    'date': '2026-11-24', 'kind': 'holiday', 'name_vi': 'Ngày Văn hóa <Việt Nam>',
    'name_en': '', 'status': 'official', 'known_since': '2026-11-20', 'basis': 'TB 12/TB',
    'replace': 'no'}


class Held:
    """A feature that holds 21 deadlines which 24 November moves, and one that it does not."""

    def open_deadlines(self, portal):
        for number in range(22):
            yield OpenDeadline(f'Văn bản <{number}>', 'Ba Vì', '13.1.c1', parse(
                '2026-11-23' if number else '2026-11-02'))


@pytest.fixture
def send(administrator, clock, real_clock):
    """``send(act, **changed)``: the answer to the form with those fields."""
    def sent(act, status, **changed):
        form = administrator.get(PAGE).forms['lich']
        for name, value in {**CULTURE_DAY, **changed}.items():
            form[name].force_value(value)
        return form.submit('act', value=act, status=status)

    return sent


@pytest.fixture
def clock_at():
    return parse('2026-11-28T09:00')


@pytest.fixture
def calendar(registry, small_portal):
    def known():
        transaction.abort()
        return registry.getUtility(ICalendars)(small_portal).known_on()

    return known


def test_a_row_is_entered_and_told_with_who_did_it(send, calendar, audit, small_portal):
    page = send('enter', 303).follow()

    assert not calendar().is_workday(date(2026, 11, 24))
    row = page.html.find('time', datetime='2026-11-24').find_parent('tr')
    assert 'Ngày Văn hóa <Việt Nam>' in row.get_text() and 'TB 12/TB' in row.get_text()
    assert 'Người quantri' in row.get_text()
    [entry] = [each for each in audit.entries(small_portal).items
               if each.action == 'enter_calendar_row']
    assert entry.why == 'TB 12/TB'


def test_a_preview_tells_what_moves_and_enters_nothing(send, calendar, registry):
    registry.registerUtility(Held(), IOpenDeadlines, name='test')
    page = send('preview', 200).html

    shown = page.select('#xem-truoc tbody tr')
    assert page.select_one('#xem-truoc b').get_text() == '21' and len(shown) == 20
    assert 'chỉ nêu 20 thời hạn' in page.select_one('#xem-truoc p').get_text()
    assert [' '.join(each.get_text().split()) for each in page.select('#xem-truoc li')] == [
        f'Văn bản <{number}>: 1' for number in range(1, 22)]
    assert 'Văn bản <1>' in shown[0].get_text() and '13.1.c1' not in shown[0].get_text()
    assert 'điểm c khoản 1 Điều 13' in shown[0].get_text()
    assert [cell.get_text() for cell in shown[0].select('td')[1:]] == [
        '25/11/2026 23:59', '26/11/2026 23:59']
    assert page.select_one('input[name=basis]')['value'] == 'TB 12/TB'
    assert calendar().is_workday(date(2026, 11, 24))


def test_a_row_that_cannot_be_right_comes_back_with_what_is_wrong(send, calendar):
    for changed, why in (
            ({'basis': ''}, 'Hãy nêu văn bản làm căn cứ.'), ({'date': 'x'}, 'Hãy nhập một ngày.'),
            ({'known_since': '2026-11-29'}, 'không được ở tương lai'),
            ({'kind': 'x'}, 'Hãy chọn loại'),
            ({'date': '2026-09-02'}, 'hãy chọn “Có” ở mục “Thay dòng đã có”')):
        for act in ('enter', 'preview'):
            assert why in send(act, 422, **changed).html.main.get_text()
        assert date(2026, 9, 2).year in calendar().years and Portal.calendar_rows is None, changed


def test_a_row_takes_another_back_if_it_is_said(send, calendar):
    send('enter', 303)
    page = send('enter', 303, kind='ordinary', replace='yes').follow()

    assert calendar().is_workday(date(2026, 11, 24))
    assert 'Đã có dòng sau thay' in page.html.main.get_text()


def test_what_was_entered_is_not_undone(send, administrator, calendar):
    send('enter', 303)
    page = administrator.get('/console/@@undo').click('Xem thay đổi…', index=0)

    assert 'không ai hoàn tác được' in page.html.main.get_text()
    form = form_with(page, 'id')
    assert 'không ai hoàn tác được' in form.submit().follow().text
    assert not calendar().is_workday(date(2026, 11, 24))
