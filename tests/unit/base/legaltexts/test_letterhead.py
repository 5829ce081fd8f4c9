import re

import pytest
from hanoiportal.base.legaltexts.html import plain
from hanoiportal.base.legaltexts.letterhead import closing, letterhead
from support import ROOT

BODY, STATE, MOTTO = ('ỦY BAN NHÂN DÂN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
                      'Độc lập - Tự do - Hạnh phúc')
NUMBER, DATED = 'Số: 4263/QĐ-UBND', 'Hà Nội, ngày 16 tháng 8 năm 2025'


def placed(html):
    """Return ``{class: lines}`` of what ``letterhead`` and ``closing`` return."""
    found = {}
    for line in html:
        name = re.fullmatch('<div class="(.*)">', line)
        if name:
            lines = found[name[1]] = []
        elif line != '</div>':
            lines.append(re.fullmatch('<p>(.*)</p>', line)[1])
    return found


def test_body_and_state_stand_in_columns_with_number_and_day_below_them():
    head = [BODY, 'THÀNH PHỐ HÀ NỘI', '-------', STATE, MOTTO, '---------------', NUMBER, DATED]

    assert placed(letterhead(head, plain)) == {
        'letterhead columns': [], 'agency': [BODY, 'THÀNH PHỐ HÀ NỘI'], 'state': [STATE, MOTTO],
        'number': [NUMBER], 'dated': [DATED]}


@pytest.mark.parametrize('number', [
    'Nghị quyết số: 7/2026/NQ-HĐND', 'Quyết định số: 9/2026/QĐ-UBND'])
def test_a_number_that_names_its_kind_is_the_number(number):
    assert placed(letterhead([BODY, STATE, MOTTO, number, DATED], plain)) == {
        'letterhead columns': [], 'agency': [BODY], 'state': [STATE, MOTTO],
        'number': [number], 'dated': [DATED]}


def test_a_head_that_begins_with_the_state_is_placed_the_same():
    subject = 'V/v đăng thông tin'

    assert placed(letterhead([STATE, MOTTO, BODY, NUMBER, subject, DATED], plain)) == {
        'letterhead columns': [], 'agency': [BODY], 'state': [STATE, MOTTO],
        'number': [NUMBER, subject], 'dated': [DATED]}


@pytest.mark.parametrize('rule', ['-------', '– – –', '___', '***', '= = ='])
def test_a_rule_of_signs_is_left_out(rule):
    assert rule not in str(letterhead([BODY, rule, STATE, rule], plain))
    assert placed(letterhead([BODY, rule], plain)) == {'letterhead': [BODY]}


def test_a_head_without_the_state_stays_in_one_column():
    assert placed(letterhead(['BÁO CÁO', 'Quý <I>'], plain)) == {
        'letterhead': ['BÁO CÁO', 'Quý &lt;I&gt;']}
    assert letterhead([], plain) == letterhead(['---'], plain) == []


def test_who_signs_stands_apart_from_those_who_receive():
    lines = ['Nơi nhận:', '- Như Điều 3;', '- Lưu: VT.', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', 'A B']

    assert placed(closing(lines, plain)) == {
        'closing': [], 'recipients': lines[:3], 'signature': lines[3:]}


def test_a_signature_needs_no_recipients_and_recipients_no_signature():
    assert placed(closing(['CHỦ TỊCH', 'A B'], plain))['signature'] == ['CHỦ TỊCH', 'A B']
    assert placed(closing(['Nơi nhận:', '- Lưu: VT'], plain)) == {
        'closing': [], 'recipients': ['Nơi nhận:', '- Lưu: VT']}
    assert closing([], plain) == []


def test_the_place_of_the_signature_is_drawn_by_the_style_sheet():
    sheet = (ROOT / 'src/hanoiportal/shells/public/static/css/legal.css').read_text()

    for name in ('letterhead.columns', 'state', 'agency', 'dated', 'closing', 'signature'):
        assert f'.{name} ' in sheet
