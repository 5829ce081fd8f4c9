"""Answers: which questions are reached, what is wrong, which cells count."""
from hanoiportal.base.questionnaires.answering import answers, reached, wrong
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
    bands,
    cells,
    paged,
)
from hanoiportal.base.questionnaires.tables import in_words


def options(*ids):
    return tuple(Option(each, Words(each)) for each in ids)


HOW = Question('q1', ONE, Words('Đi bằng gì?'), options=options('bus', 'car'), required=True)
WHY = Question('q2', TEXT, Words('Vì sao?'), after='q1', answers=('car',))
NEEDS = Question('q3', SEVERAL, Words('Cần gì?'), options=options('x', 'y'))
AGE = Question('q4', NUMBER, Words('Tuổi?'), lowest=0, highest=99, edges=(18, 60))
EACH = Question('q5', MATRIX, Words('Từng việc?'), options=options('u', 'v'),
                rows=options('r1', 'r2'), required=True)
LIKE = Question('q6', SCALE, Words('Hài lòng?'), after='q2', answers=('x',))
ALL = (HOW, WHY, NEEDS, AGE, EACH)


def test_a_branch_is_asked_only_after_its_answer_and_what_it_was_given_is_dropped():
    given = {'q1': ['bus'], 'q2': ['Nhanh hơn'], 'q5.r1': ['u'], 'q5.r2': ['v']}
    assert reached(ALL, given) == (HOW, NEEDS, AGE, EACH)
    assert answers(ALL, given).texts == {}
    assert answers(ALL, {**given, 'q1': ['car']}).texts == {'q2': 'Nhanh hơn'}
    assert reached((HOW, WHY, LIKE), {'q1': ['bus'], 'q2': ['x']}) == (HOW,)


def test_each_answer_counts_in_one_cell_of_each_question_that_was_asked():
    given = {'q1': ['car'], 'q3': ['x', 'y'], 'q4': ['60'], 'q5.r1': ['u'], 'q5.r2': ['v']}
    assert answers(ALL, given).cells == {
        'q1.car', 'q3.asked', 'q3.x', 'q3.y', 'q4.b2', 'q5.r1.u', 'q5.r2.v'}
    assert answers(ALL, {'q1': ['bus'], 'q5.r1': ['u'], 'q5.r2': ['u']}).cells == {
        'q1.bus', 'q3.asked', 'q4.none', 'q5.r1.u', 'q5.r2.u'}
    assert answers(ALL, given).cells <= set(cells(ALL))
    assert [(words.text, below.text if below else '', said.text) for words, below, said in
            in_words(ALL, answers(ALL, given).cells, 'vi')] == [
        ('Đi bằng gì?', '', 'car'), ('Cần gì?', '', 'x'), ('Cần gì?', '', 'y'),
        ('Cần gì?', '', 'Số người được hỏi'), ('Tuổi?', '', '60 – 99'),
        ('Từng việc?', 'r1', 'u'), ('Từng việc?', 'r2', 'v')]
    assert bands(AGE) == ((0, 17), (18, 59), (60, 99))


def test_what_is_wrong_is_said():
    for question, given, why in (
            (HOW, {}, 'Xin trả lời câu hỏi này.'),
            (HOW, {'q1': ['plane']}, 'Xin chọn trong các câu trả lời của câu hỏi này.'),
            (HOW, {'q1': ['bus', 'car']}, 'Xin chọn một câu trả lời.'),
            (NEEDS, {'q3': ['x', 'z']}, 'Xin chọn trong các câu trả lời của câu hỏi này.'),
            (AGE, {'q4': ['100']}, 'Xin ghi một số nguyên từ ${lowest} đến ${highest}.'),
            (AGE, {'q4': ['1,5']}, 'Xin ghi một số nguyên từ ${lowest} đến ${highest}.'),
            (AGE, {'q4': ['9' * 5000]}, 'Xin ghi một số nguyên từ ${lowest} đến ${highest}.'),
            (EACH, {'q5.r1': ['u']}, 'Xin trả lời mỗi dòng.'),
            (WHY, {'q2': ['x' * 1001]}, 'Dài quá ${max} ký tự.'), (HOW, {'q1': ['bus']}, ''),
            (NEEDS, {}, ''), (AGE, {'q4': [' ']}, ''), (AGE, {'q4': ['0']}, ''),
            (EACH, {'q5.r1': ['u'], 'q5.r2': ['u']}, '')):
        assert wrong(question, given) == why


def test_a_page_begins_where_it_says_so_and_before_what_depends_on_it():
    assert paged(ALL) == [(HOW,), (WHY, NEEDS, AGE, EACH)]
    assert paged((HOW, NEEDS._replace(new_page=True), AGE)) == [
        (HOW,), (NEEDS._replace(new_page=True), AGE)]
    assert paged(()) == []
