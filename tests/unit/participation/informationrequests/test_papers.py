"""The forms of the decree as documents and as forms of the portal; codes; clocks."""
import datetime

import pytest
from hanoiportal.base.deadlines.rules import read_deadline_rules
from hanoiportal.participation.cases.interfaces import Contents, Sender
from hanoiportal.participation.informationrequests.caseform import case_form, form_of, values_of
from hanoiportal.participation.informationrequests.interfaces import PROVISIONAL
from hanoiportal.participation.informationrequests.papers import (
    AccessPapers,
    filled,
    plain_text,
)
from hanoiportal.participation.informationrequests.resource import RequestBook
from hanoiportal.participation.informationrequests.rules import read_rules
from hanoiportal.platform.officefiles.interfaces import Blank, Tick
from support import ROOT

FOLDER = ROOT / 'config/hanoi'
RULES = read_rules(FOLDER)
NOW = datetime.datetime(2026, 11, 17, tzinfo=datetime.timezone.utc)


@pytest.mark.parametrize('code, slug', [
    ('01a', 'yeu-cau-thong-tin'), ('01b', 'yeu-cau-thong-tin-to-chuc')])
def test_every_field_of_article_24_is_asked_of_people(code, slug):
    form, paper = case_form(RULES.form(code)), RULES.form(code)

    asked = {field.name: field for field in form.fields}
    wanted = {field.name.partition(':')[0] for field in paper.fields} - {'to', 'day', 'sign'}
    assert form.slug == slug and wanted | {'delivery_other'} == set(asked)
    assert all(asked[field.name].required for field in paper.fields if field.required)
    assert [value for value, _title in asked['delivery'].choices] == [
        'read', 'copy', 'post', 'network', 'other']
    assert form.fields[0].name == 'text'


def test_what_was_filled_in_is_known_by_the_names_of_fields():
    contents = Contents('Quy hoạch', 'Bản vẽ', Sender(name='An', organisation='Báo'),
                        frozenset(), '', {'members': 'B'}, None)

    assert form_of(contents) == '01b'
    values = values_of(contents)
    assert (values['organisation'], values['members'], values['text']) == ('Báo', 'B', 'Bản vẽ')


def test_a_form_is_filled_in_or_left_open():
    form = RULES.form('01a')
    blank = AccessPapers().blank(form)
    made = filled(form, {'name': 'An', 'delivery': 'post'}, agency='UBND xã Ba Vì')

    assert not blank.agency and all(
        each.lines for each in blank.body if isinstance(each, Blank))
    assert Blank('Họ và tên', 'An', 0) in made.body
    assert [each.ticked for each in made.body if isinstance(each, Tick)] == [
        False, False, True, False, False]
    assert made.signatures[0].authority == ('Người yêu cầu',)
    assert made.signatures[0].hint == '(ký, ghi rõ họ tên)'


def test_a_paper_says_the_same_as_plain_text():
    form = RULES.form('05')
    values = {'name': 'An', 'grounds': 'Bí mật nhà nước', 'remedies': ''}

    text = plain_text(form, values)
    assert text == plain_text(form, dict(reversed(values.items())))
    assert text.splitlines()[0] == form.name.vi
    assert 'Lý do và căn cứ pháp lý: Bí mật nhà nước' in text and 'khiếu nại' not in text


def test_every_clock_has_its_rule_before_and_after_the_law_of_2016():
    rules = read_deadline_rules(FOLDER / 'deadline_rules.csv')

    for (way, step), code in RULES.clocks.items():
        held = [each for each in rules.all() if each.code == code]
        before, after = (rules.rule(code, datetime.datetime(
            2026, month, 15, tzinfo=datetime.timezone.utc)) for month in (8, 9))
        assert before.limit == after.limit and before.unit == after.unit, (way, step)
        if code.startswith('ltctt'):
            assert after.confidence == PROVISIONAL and 'tạm tính' in after.what
            assert len(held) == 2


def test_numbers_begin_anew_for_each_body_and_year_and_are_never_given_twice():
    book = RequestBook()
    lines = [book.enter(case, site, year, 'network', NOW) for case, site, year in (
        (1, 'a', 2025), (2, 'a', 2026), (3, 'a', 2026), (4, 'b', 2026))]
    assert [each.number for each in lines] == [1, 1, 2, 1]

    book.change(3, outcome='05', complaints=1)
    moved = book.enter(3, 'b', 2026, 'network', NOW)
    assert (moved.number, moved.outcome, moved.complaints) == (2, '05', 1)
    assert [(number, line.case) for number, line in book.of('a', 2026)] == [(1, 2), (2, 3)]
    assert book.enter(5, 'a', 2026, 'network', NOW).number == 3


def test_one_code_at_a_time_opens_a_case():
    book = RequestBook()
    book.keep_code('first', 1)
    book.keep_code('second', 1)
    book.keep_code('other', 2)
    assert dict(book.codes) == {'second': 1, 'other': 2}

    book.drop_code(1)
    book.drop_code(1)
    assert dict(book.codes) == {'other': 2}
