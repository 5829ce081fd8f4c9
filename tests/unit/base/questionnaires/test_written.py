"""Questions and results as an item holds them; what is wrong with questions."""
import datetime
import json

import pytest
from hanoiportal.base.questionnaires import results
from hanoiportal.base.questionnaires.figures import Figures
from hanoiportal.base.questionnaires.mistakes import mistakes
from hanoiportal.base.questionnaires.questions import (
    MATRIX,
    NUMBER,
    ONE,
    SCALE,
    SEVERAL,
    TEXT,
    Option,
    Question,
    Words,
)
from hanoiportal.base.questionnaires.results import EditionResults
from hanoiportal.base.questionnaires.tables import tables
from hanoiportal.base.questionnaires.written import read, written


def options(*ids):
    return tuple(Option(each, Words(each, '')) for each in ids)


HOW = Question('q1', ONE, Words('Đi bằng gì?', 'How?'), Words('Chọn một'), options('a', 'b'))
NEEDS = Question('q2', SEVERAL, Words('Cần gì?'), options=options('x', 'y'))
AGE = Question('q3', NUMBER, Words('Tuổi?'), lowest=0, highest=99, edges=(18,))
EACH = Question('q4', MATRIX, Words('Từng việc?'), options=options('u', 'v'), rows=options('r1'))
WORDS = Question('q5', TEXT, Words('Ý kiến khác?'))
LATER = Question('q6', SCALE, Words('Hài lòng?'), after='q1', answers=('b',))
ALL = (HOW, NEEDS, AGE, EACH, WORDS, LATER)


def test_questions_come_back_as_they_were_written():
    assert read(written(ALL)) == ALL
    assert read('') == ()
    assert mistakes(ALL) == []


@pytest.mark.parametrize('text', [
    '{', '[1]', '[{}]', '{"a":1}', written(ALL)[:-1], written(ALL) + ' ', '[' * 100_000,
    written(ALL).replace('"one"', '"seven"'), written(ALL).replace('"q1"', '"q.1"'),
    written(ALL).replace('99', '1e9'), written([HOW] * 61)])
def test_what_is_no_questions_is_refused(text):
    with pytest.raises(ValueError, match='not questions'):
        read(text)


@pytest.mark.parametrize(('questions', 'where', 'why'), [
    ((), '', 'Chưa có câu hỏi nào.'),
    ((HOW._replace(options=()),), 'q1', 'Cần ít nhất hai lựa chọn.'),
    ((HOW._replace(options=options('a', '')),), 'q1', 'Có lựa chọn chưa có chữ.'),
    ((HOW._replace(options=(*options('a'), Option('b', Words('A')))),), 'q1',
     'Có hai lựa chọn giống nhau.'),
    ((EACH._replace(rows=()),), 'q4', 'Cần ít nhất một dòng.'),
    ((HOW._replace(words=Words('')),), 'q1', 'Chưa nhập câu hỏi.'),
    ((HOW, NEEDS._replace(words=HOW.words)), 'q1', 'Có hai câu hỏi cùng nội dung.'),
    ((HOW, HOW._replace(words=Words('Khác?'))), 'q1', 'Có hai câu hỏi cùng mã.'),
    ((LATER._replace(after='', answers=(), lowest=5, highest=1),), 'q6',
     'Thang điểm đi từ số nhỏ đến số lớn, nhiều nhất ${most} mức.'),
    ((AGE._replace(highest=0),), 'q3', 'Số nhỏ nhất phải nhỏ hơn số lớn nhất.'),
    ((AGE._replace(edges=(18, 18)),), 'q3',
     'Các mốc chia khoảng phải tăng dần, ở giữa số nhỏ nhất và số lớn nhất; cần ít nhất một mốc.'),
    ((LATER, HOW), 'q6', 'Câu hỏi chỉ có thể phụ thuộc một câu hỏi đứng trước nó.'),
    ((LATER,), 'q6', 'Câu hỏi mà câu này phụ thuộc không còn.'),
    ((HOW, LATER._replace(after='q6')), 'q6',
     'Câu hỏi chỉ có thể phụ thuộc một câu hỏi đứng trước nó.'),
    ((WORDS, LATER._replace(after='q5')), 'q6',
     'Chỉ có thể phụ thuộc câu hỏi chọn một, chọn nhiều hoặc thang điểm.'),
    ((HOW, LATER._replace(answers=('z',))), 'q6',
     'Câu trả lời mà câu này phụ thuộc không còn.'),
    ((HOW, LATER._replace(answers=())), 'q6', 'Chưa nêu câu trả lời nào thì hỏi câu này.')])
def test_what_is_wrong_with_questions_is_said(questions, where, why):
    assert mistakes(questions)[0] == (where, why)


def test_where_several_are_chosen_a_branch_names_one():
    branch = LATER._replace(after='q2', answers=('x', 'y'))
    assert [each.question for each in mistakes((NEEDS, branch))] == ['q6']


def told():
    return EditionResults(
        1, (HOW, EACH, WORDS), datetime.date(2026, 11, 1), datetime.date(2026, 11, 30),
        Figures(50, {'q1.a': 30, 'q1.b': 20, 'q4.r1.u': 25}, {'q1': 50, 'q4': 50}),
        Figures(7, {}, {}), suspect=True)


def test_results_come_back_as_they_were_written():
    text = results.written([told()])
    assert results.read(text) == (told(),)
    assert results.read('') == ()
    changed = json.loads(text)
    changed[0]['verified']['number'] = -1
    for bad in ('{', '[1]', '[{}]', text + ' ', json.dumps(changed)):
        with pytest.raises(ValueError):  # noqa: PT011  json has its own words
            results.read(bad)


def test_a_table_says_what_is_told_and_a_dash_for_what_is_not():
    first, second, words = tables(told(), 'en')
    assert (first.question.text, first.question.lang, first.asked) == ('How?', 'en', (50, None))
    assert [(row.said.text, *(cell.shown for cell in row.cells)) for row in first.rows] == [
        ('a', '30', '–'), ('b', '20', '–'), ('Không trả lời', '–', '–')]
    assert first.rows[0].cells[0].share == '60%'
    assert second.below.text == 'r1'
    assert words.is_words
    assert not words.told
