"""``/thoi-han``: anybody reckons a due day (clause 13.1)."""
from datetime import date

import transaction
from hanoiportal.base.deadlines.interfaces import DayRow
from hanoiportal.platform.calendar.resource import add_row

PAGE = '/thoi-han'
CULTURE_DAY = DayRow(
    date=date(2026, 11, 24), kind='holiday', name_vi='Ngày Văn hóa Việt Nam',
    name_en='Vietnam Culture Day', basis='Thông báo 12/TB', known_since=date(2026, 11, 20))


def asked(app, path=PAGE, **fields):
    return app.get(path, {name.replace('_', '-'): value for name, value in fields.items()}).html


def test_the_page_is_an_empty_form_until_something_is_asked(app):
    page = asked(app)

    codes = [each['value'] for each in page.select('#quy-tac option')]
    assert '13.1.e3' in codes and 'nd224.13' in codes and len(set(codes)) == len(codes)
    names = [each.get_text() for each in page.select('#quy-tac option')]
    assert len(set(names)) == len(names) and not any(
        name.startswith(tuple(filter(None, codes))) for name in names)
    assert not page.select('#han') and not page.select('.notice.bad')
    assert asked(app, '/sites/bavi/thoi-han').select('#quy-tac')


def test_the_answer_tells_the_due_day_and_each_day_on_the_way(app):
    page = asked(app, quy_tac='13.1.c1', ngay='2026-08-28')
    rows = [[cell.get_text(strip=True) for cell in each.select('th, td')]
            for each in page.select('.records tbody tr')]

    assert page.select_one('#han').get_text() == 'Hạn cuối: Thứ Sáu, 04/09/2026'
    assert page.select_one('#han time')['datetime'] == '2026-09-04'
    assert rows[0][:3] == ['Thứ Sáu, 28/08/2026', 'không tính',
                           'Ngày phát sinh, không tính vào thời hạn']
    assert 'điểm c khoản 1 Điều 13' in page.select_one('.facts').get_text()
    assert rows[3][2].startswith('Ngày nghỉ: Nghỉ hoán đổi')
    assert [each[1] for each in rows[-2:]] == ['1', '2']
    assert page.select_one('#quy-tac option[selected]')['value'] == '13.1.c1'
    assert page.select_one('meta[name=robots]')['content'].startswith('noindex')


def test_hours_are_told_to_the_minute_and_office_hours_decide(app):
    statement = asked(app, quy_tac='nd244.7', ngay='2026-11-28', gio='10:30')
    question = asked(app, quy_tac='13.1.e2', ngay='2026-11-27', gio='17:01')

    assert statement.select_one('#han').get_text() == 'Hạn cuối: 10:30, Chủ nhật, 29/11/2026'
    assert question.select_one('#han').get_text() == 'Hạn cuối: Thứ Hai, 30/11/2026'


def test_a_row_of_an_operator_moves_the_day_and_the_past_can_be_asked_for(app, small_portal):
    add_row(small_portal, CULTURE_DAY, 'u1', None)
    transaction.commit()
    told = [asked(app, quy_tac='13.1.c1', ngay='2026-11-23', biet_den=known)
            .select_one('#han time')['datetime'] for known in ('', '2026-11-19', '2026-11-20')]

    assert told == ['2026-11-26', '2026-11-25', '2026-11-26']
    english = asked(app, '/english/thoi-han', quy_tac='13.1.c1', ngay='2026-11-23')
    assert english.select_one('#han').get_text() == 'Due: Thursday, 26 November 2026'
    assert 'Day off: Vietnam Culture Day' in english.select_one('.records').get_text()
    bases = [each.text for each in english.select('.records td[data-label=Basis]')]
    assert bases[0] == 'Civil Code 2015: Article 147, clause 2'
    assert '24 November 2026 in the calendar of days off' in bases[1]
    assert not english.select('.records [lang=vi]')
    told = asked(app, '/thoi-han', quy_tac='13.1.c1', ngay='2026-11-23').select_one('.records')
    assert 'Bộ luật Dân sự 2015, khoản 2 Điều 147' in told.text


def test_what_was_not_announced_is_said(app):
    page = asked(app, quy_tac='13.1.c1', ngay='2027-02-03')

    assert 'Lịch nghỉ Tết 2027 chưa được công bố' in page.select_one('.notice').get_text()


def test_what_cannot_be_reckoned_is_said_above_the_form(app):
    for fields, why in (
            ({'quy_tac': '13.1.c1'}, 'Hãy chọn ngày bắt đầu.'),
            ({'ngay': '2026-11-23'}, 'Hãy chọn quy'),
            ({'quy_tac': 'x<b>', 'ngay': '2026-11-23'}, 'mang mã “x<b>”'),
            ({'quy_tac': '13.1.c1', 'ngay': '2026-02-30'}, 'không đúng: “2026-02-30”'),
            ({'quy_tac': '13.1.c1', 'ngay': '2026-11-23', 'gio': '25:00'}, 'không đúng'),
            ({'quy_tac': '13.1.c1', 'ngay': '2026-11-23', 'biet_den': 'x'}, '“x” không phải'),
            ({'quy_tac': '13.1.c1',
             'ngay': '2020-01-01'}, 'không có hiệu lực vào ngày 01/01/2020'),
            ({'quy_tac': '13.1.c1', 'ngay': '2030-01-02'}, 'của năm 2030'),
            ({'quy_tac': 'nd244.7', 'ngay': '9999-12-31', 'gio': '23:59'}, ''),
            ({'quy_tac': 'nd20.9', 'ngay': '0001-01-01'}, '')):
        page = asked(app, **fields)

        assert why in page.select_one('.notice.bad').get_text(), fields
        assert page.select('#quy-tac') and not page.select('#han'), fields
        assert page.select_one('#ngay')['value'] == fields.get('ngay', '')
