"""Ballot boxes: what is taken is counted once, what is refused changes nothing."""
import pytest
from hanoiportal.participation.ballots.interfaces import Counts, Figure, NotTaken
from support.ballots import NOW, PAPER, after, boxes_in, work


@pytest.fixture
def boxes(tmp_path):
    return boxes_in(tmp_path)


def drop(boxes, number=1, chosen=('q1.a',), texts=(), now=NOW, paper=PAPER):
    for _each in range(number):
        boxes.drop(paper, frozenset(chosen), dict(texts), None, now, work(boxes, now, paper))


def why(boxes, *args, **named):
    with pytest.raises(NotTaken) as refused:
        boxes.drop(*args, **named)
    return refused.value.code


def test_answers_become_counts(boxes):
    drop(boxes, 12, ['q1.a', 'q2.1'])
    drop(boxes, 9, ['q1.b'], {'q5': 'Cần thêm cây xanh'})
    assert boxes.counts(PAPER).unverified == Figure(0)
    boxes.look(after(seconds=15))
    assert boxes.counts(PAPER).unverified == Figure(21)
    boxes.close(PAPER, after(seconds=20))
    assert boxes.counts(PAPER) == Counts(
        Figure(0), Figure(21, {'q1.a': 12, 'q1.b': 9, 'q2.1': 12, 'q2.2': 0, 'q2.3': 0}),
        closed=True, texts={'q5': ['Cần thêm cây xanh'] * 9})
