"""A form page by page: forward, back, branches, nothing lost; how much lies behind."""
import pytest
from hanoiportal.base.questionnaires.answering import answers
from hanoiportal.base.questionnaires.filling import ACT, BACK, NEXT, PAGE, SEND, Filling
from hanoiportal.base.questionnaires.questions import (
    NUMBER,
    ONE,
    SEVERAL,
    TEXT,
    Option,
    Question,
    Words,
)


def options(*ids):
    return tuple(Option(each, Words(each)) for each in ids)


HOW = Question('q1', ONE, Words('Đi bằng gì?'), options=options('bus', 'car'), required=True)
WHY = Question('q2', TEXT, Words('Vì sao?'), after='q1', answers=('car',))
NEEDS = Question('q3', SEVERAL, Words('Cần gì?'), options=options('x', 'y'), new_page=True)
AGE = Question('q4', NUMBER, Words('Tuổi?'), lowest=0, highest=99, edges=(18,))
ALL = (HOW, WHY, NEEDS, AGE)


def look(act='', page='', **given):
    form = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    return Filling(ALL, {**form, ACT: [act], PAGE: [page]}, 'vi')


def ids(filling):
    return [each.question.id for each in filling.questions]


def test_it_begins_with_the_first_page():
    first = Filling(ALL, {}, 'vi')
    assert (first.at, ids(first), list(first.carried), first.number) == (0, ['q1'], [], 1)


def test_a_branch_has_its_page_only_after_its_answer():
    assert ids(look(NEXT, '0', q1='car')) == ['q2']
    assert ids(look(NEXT, '0', q1='bus')) == ['q3', 'q4']
    assert list(look(NEXT, '0', q1='bus').carried) == [('q1', 'bus')]


def test_what_is_wrong_is_said_where_it_is_and_nothing_is_lost():
    bad = look(NEXT, '2', q1='bus', q3=['x', 'y'], q4='viii')
    assert (bad.at, bad.is_wrong) == (2, True)
    assert [bool(each.why) for each in bad.questions] == [False, True]
    assert bad.questions[1].fields[0].value == 'viii'
    assert [each.is_chosen for each in bad.questions[0].fields[0].choices] == [True, True]
    assert list(bad.carried) == [('q1', 'bus')]


def test_back_loses_nothing_and_asks_for_nothing():
    back = look(BACK, '2', q1='car', q2='Nhanh', q3='x', q4='viii')
    assert (back.at, back.is_wrong, ids(back)) == (1, False, ['q2'])
    assert dict(back.carried) == {'q1': 'car', 'q3': 'x', 'q4': 'viii'}
    assert look(BACK, '', q1='bus').at == 2


def test_at_last_all_is_read_again_and_only_what_was_asked_goes_along():
    last = look(NEXT, '2', q1='bus', q2='Câu đã bỏ', q3='x', q4='20')
    assert (last.at, last.is_done, ids(last)) == (None, False, ['q1', 'q3', 'q4'])
    assert dict(last.carried) == {'q1': 'bus', 'q3': 'x', 'q4': '20'}
    sent = look(SEND, '', **dict(last.carried))
    assert sent.is_done
    assert answers(ALL, sent.given).cells == {'q1.bus', 'q3.asked', 'q3.x', 'q4.b1'}


def test_what_was_sent_by_hand_is_led_back_to_what_is_wrong():
    sent = look(SEND, '', q1='plane', q3='x')
    assert (sent.at, sent.is_done, sent.is_wrong) == (0, False, True)
    for page in ('7', '-1', 'x', '9' * 400):
        assert look(NEXT, page, q1='bus').at == 0
    assert look('nothing', '0', q1='bus').at == 2


@pytest.mark.parametrize(('how', 'shares'), [('bus', [0, 33, 66]), ('car', [0, 25, 50, 75])])
def test_the_share_that_lies_behind_only_rises_and_a_way_that_ends_counts_no_more(how, shares):
    page, found = Filling(ALL, {}, 'vi'), []
    while page.at is not None:
        found.append((page.number, page.share))
        page = look(NEXT, str(page.at), q1=how)
    assert [*found, (page.number, page.share)] == list(enumerate(shares, 1))


def test_going_back_to_change_an_answer_promises_nothing_by_the_old_one():
    assert look(BACK, '2', q1='bus').share == look('', '0').share == 0
    ways = [HOW, NEEDS, Question('q5', ONE, Words('Nữa?'), options=options('no', 'yes'),
                                 new_page=True),
            *(Question(f'q{number}', ONE, Words('?'), options=options('a'), new_page=True,
                       after='q5', answers=('yes',)) for number in (6, 7, 8))]

    def share(act, page, **given):
        return Filling(ways, {ACT: [act], PAGE: [page],
                              **{name: [value] for name, value in given.items()}}, 'vi').share

    back = share(BACK, '3', q1='bus', q5='no')
    assert back < share(NEXT, '2', q1='bus', q5='yes') < share(NEXT, '2', q1='bus', q5='no')
    assert back == share(NEXT, '1', q1='bus') == share(NEXT, '1', q1='bus', q5='yes')
