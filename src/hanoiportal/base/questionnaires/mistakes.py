"""What is wrong with questions, before anybody is asked."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..i18n import _
from .questions import (
    ASKED_AFTER,
    MATRIX,
    NUMBER,
    SCALE,
    SEVERAL,
    WITH_CHOICES,
    Option,
    Question,
)
from .written import LONGEST_WORDS

#: Points of a scale.
LEAST_POINTS, MOST_POINTS = 2, 11


class Mistake(NamedTuple):
    """``question``: its id, ``''`` for the whole.  ``why``: a translatable sentence."""

    question: str
    why: str


def mistakes(questions: Sequence[Question]) -> list[Mistake]:
    """Return what is wrong, in the order of the questions."""
    if not questions:
        return [Mistake('', _('Chưa có câu hỏi nào.'))]
    found: list[Mistake] = []
    before: dict[str, Question] = {}
    texts = Counter(each.words.vi.casefold() for each in questions)
    ids = {each.id for each in questions}
    for question in questions:
        said = [*_own(question), *_branch(question, before, ids)]
        if question.words.vi and texts[question.words.vi.casefold()] > 1:
            said.append(_('Có hai câu hỏi cùng nội dung.'))
        if question.id in before:
            said.append(_('Có hai câu hỏi cùng mã.'))
        found += [Mistake(question.id, why) for why in said]
        before[question.id] = question
    return found


def _own(question: Question) -> Iterator[str]:
    if not question.words.vi:
        yield _('Chưa nhập câu hỏi.')
    if any(len(text) > LONGEST_WORDS for words in question.texts for text in words):
        yield _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_WORDS})
    if question.kind in WITH_CHOICES:
        yield from _listed(question.options, 2, _('Cần ít nhất hai lựa chọn.'),
                           _('Có lựa chọn chưa có chữ.'), _('Có hai lựa chọn giống nhau.'))
    if question.kind == MATRIX:
        yield from _listed(question.rows, 1, _('Cần ít nhất một dòng.'),
                           _('Có dòng chưa có chữ.'), _('Có hai dòng giống nhau.'))
    points = question.highest - question.lowest + 1
    if question.kind == SCALE and not (
            question.lowest >= 0 and LEAST_POINTS <= points <= MOST_POINTS):
        yield _('Thang điểm đi từ số nhỏ đến số lớn, nhiều nhất ${most} mức.',
                mapping={'most': MOST_POINTS})
    if question.kind == NUMBER:
        yield from _number(question)


def _number(question: Question) -> Iterator[str]:
    edges = (question.lowest, *question.edges)
    if question.lowest >= question.highest:
        yield _('Số nhỏ nhất phải nhỏ hơn số lớn nhất.')
    elif not question.edges or edges[-1] > question.highest or any(
            one >= other for one, other in pairwise(edges)):
        yield _('Các mốc chia khoảng phải tăng dần, ở giữa số nhỏ nhất và số lớn nhất; '
                'cần ít nhất một mốc.')


def _listed(options: Sequence[Option], least: int, few: str, empty: str,
            twice: str) -> Iterator[str]:
    texts = [option.words.vi.casefold() for option in options]
    ids = [option.id for option in options]
    if len(options) < least:
        yield few
    if not all(texts):
        yield empty
    elif len(set(texts)) < len(texts) or len(set(ids)) < len(ids):
        yield twice


def _branch(question: Question, before: Mapping[str, Question], ids: set[str]) -> Iterator[str]:
    if not question.after:
        if question.answers:
            yield _('Chưa chọn câu hỏi mà câu này phụ thuộc.')
        return
    source = before.get(question.after)
    if source is None:
        yield (_('Câu hỏi chỉ có thể phụ thuộc một câu hỏi đứng trước nó.')
               if question.after in ids else _('Câu hỏi mà câu này phụ thuộc không còn.'))
    elif source.kind not in ASKED_AFTER:
        yield _('Chỉ có thể phụ thuộc câu hỏi chọn một, chọn nhiều hoặc thang điểm.')
    elif not question.answers:
        yield _('Chưa nêu câu trả lời nào thì hỏi câu này.')
    elif not set(question.answers) <= set(source.values):
        yield _('Câu trả lời mà câu này phụ thuộc không còn.')
    elif source.kind == SEVERAL and len(question.answers) > 1:
        yield _('Với câu hỏi chọn nhiều chỉ nêu được một câu trả lời, để không suy ra được số '
                'người chọn nhiều thứ cùng lúc.')
