"""Questions as they are put together in a form, without scripts: each button sends everything.

Fields of a question ``q1`` begin with ``q1-``; ``Typed`` is what a form gave, by name.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..i18n import _
from ..text import nfc
from .answering import whole_number
from .mistakes import Mistake
from .questions import (
    KINDS,
    MATRIX,
    NUMBER,
    SCALE,
    WITH_CHOICES,
    Option,
    Question,
    Words,
)
from .written import MOST_EDGES, MOST_OPTIONS, MOST_QUESTIONS, MOST_ROWS

Typed = Mapping[str, Sequence[str]]
#: Names of fields: ids of the questions in their order; the last number that an id was given.
ORDER, LAST = 'questions', 'last'
OPTIONS, ROWS = 'options', 'rows'
#: Acts, before ``-`` and an id, or two.
ADD, UP, DOWN, REMOVE, ADD_OPTION, ADD_ROW, RISE, DROP = (
    'add', 'up', 'down', 'remove', 'option', 'row', 'rise', 'drop')
#: Choices, and rows, of a new question.
FIRST_OPTIONS, FIRST_ROWS = 2, 2


class Building:
    """The questions of a form.  ``questions``: as they are now.  ``last``: of given numbers."""

    def __init__(self, questions: Sequence[Question], last: int) -> None:
        self.questions, self.last = list(questions), last

    def act(self, act: str, kind: str) -> str:
        """Do what a button says; return in a sentence why it cannot be done, else ``''``.

        ``act``: such as ``up-q3``; anything else does nothing.  ``kind``: of a new question.
        """
        verb, _dash, rest = act.partition('-')
        own, _dash, option = rest.partition('-')
        if verb == ADD:
            return self._add(kind)
        at = next((at for at, each in enumerate(self.questions) if each.id == own), None)
        if at is None:
            return ''
        if verb in (UP, DOWN):
            _swap(self.questions, at, at - 1 if verb == UP else at + 1)
        elif verb == REMOVE:
            del self.questions[at]
        elif verb in (ADD_OPTION, ADD_ROW):
            return self._grow(at, verb == ADD_ROW)
        elif verb in (RISE, DROP):
            self.questions[at] = _without_or_risen(self.questions[at], option, verb == DROP)
        return ''

    def _add(self, kind: str) -> str:
        if kind not in KINDS:
            return _('Xin chọn loại câu hỏi.')
        if len(self.questions) >= MOST_QUESTIONS:
            return _('Nhiều nhất ${most} câu hỏi.', mapping={'most': MOST_QUESTIONS})
        edges = (18, 35, 60) if kind == NUMBER else ()
        self.questions.append(Question(
            self._new('q'), kind, Words(''),
            options=self._some(FIRST_OPTIONS) if kind in WITH_CHOICES else (),
            rows=self._some(FIRST_ROWS) if kind == MATRIX else (),
            lowest=0 if kind == NUMBER else 1, highest=120 if kind == NUMBER else 5, edges=edges))
        return ''

    def _grow(self, at: int, is_row: bool) -> str:
        question = self.questions[at]
        most = MOST_ROWS if is_row else MOST_OPTIONS
        if len(question.rows if is_row else question.options) >= most:
            return _('Nhiều nhất ${most} mục.', mapping={'most': most})
        if is_row:
            self.questions[at] = question._replace(rows=(*question.rows, *self._some(1)))
        else:
            self.questions[at] = question._replace(options=(*question.options, *self._some(1)))
        return ''

    def _some(self, number: int) -> tuple[Option, ...]:
        return tuple(Option(self._new('c'), Words('')) for _each in range(number))

    def _new(self, letter: str) -> str:
        self.last += 1
        return f'{letter}{self.last}'


def building(form: Typed) -> tuple[Building, list[Mistake]]:
    """Return what a form says, and what of it is no number; such a field stays as it was typed."""
    found, wrong = [], []
    for own in list(dict.fromkeys(form.get(ORDER, ())))[:MOST_QUESTIONS]:
        if _is_id(own):
            question, whys = _question(own, form)
            found.append(question)
            wrong += [Mistake(own, why) for why in whys]
    last = max(_said_number(form, LAST, 0, []), _last(found))
    return Building(found, min(last, 10 ** 6)), wrong


def begun(questions: Iterable[Question]) -> Building:
    """Return the form of ``questions`` as they are stored."""
    known = tuple(questions)
    return Building(known, _last(known))


def _question(own: str, form: Typed) -> tuple[Question, list[str]]:
    kind = _text(form, f'{own}-kind')
    kind = kind if kind in KINDS else KINDS[0]
    whys: list[str] = []
    lowest, highest = (_said_number(form, f'{own}-{name}', first, whys)
                       for name, first in (('lowest', 0 if kind == NUMBER else 1),
                                           ('highest', 5 if kind == SCALE else 120)))
    return Question(
        own, kind, _words(form, own), _words(form, f'{own}-hint'),
        tuple(_options(own, OPTIONS, form)) if kind in WITH_CHOICES else (),
        tuple(_options(own, ROWS, form)) if kind == MATRIX else (),
        lowest if kind in (SCALE, NUMBER) else 1, highest if kind in (SCALE, NUMBER) else 5,
        tuple(_edges(form, f'{own}-edges', whys)) if kind == NUMBER else (),
        bool(form.get(f'{own}-required')), bool(form.get(f'{own}-new_page')),
        _text(form, f'{own}-after'), tuple(
            dict.fromkeys(form.get(f'{own}-answers', ())[:MOST_OPTIONS]))
        if _text(form, f'{own}-after') else ()), whys


def _options(own: str, name: str, form: Typed) -> Iterator[Option]:
    most = MOST_ROWS if name == ROWS else MOST_OPTIONS
    for option in list(dict.fromkeys(form.get(f'{own}-{name}', ())))[:most]:
        if _is_id(option):
            yield Option(option, _words(form, f'{own}-{option}'))


def _edges(form: Typed, name: str, whys: list[str]) -> Iterator[int]:
    for part in _text(form, name).replace(';', ',').split(',')[:MOST_EDGES]:
        if part.strip():
            yield _whole(part.strip(), 0, whys)


def _words(form: Typed, name: str) -> Words:
    return Words(_text(form, f'{name}-vi'), _text(form, f'{name}-en'))


def _text(form: Typed, name: str) -> str:
    """Return the first value of a field, in NFC, on one line."""
    return ' '.join(nfc(next(iter(form.get(name, ())), '')).split())


def _said_number(form: Typed, name: str, first: int, whys: list[str]) -> int:
    typed = _text(form, name)
    return _whole(typed, first, whys) if typed else first


def _whole(typed: str, first: int, whys: list[str]) -> int:
    found = whole_number(typed)
    if found is None:
        whys.append(_('“${typed}” không phải là số nguyên.', mapping={'typed': typed[:40]}))
        return first
    return found


def _is_id(text: str) -> bool:
    return text[:1] in ('q', 'c') and text[1:].isascii() and text[1:].isdigit() and len(text) < 9


def _last(questions: Iterable[Question]) -> int:
    """Return the last number that an id of ``questions`` was given."""
    ids = (own for each in questions for own in (
        each.id, *(option.id for option in (*each.options, *each.rows))))
    return max((int(own[1:]) for own in ids if _is_id(own)), default=0)


def _swap(found: list[Question], at: int, other: int) -> None:
    if 0 <= other < len(found):
        found[at], found[other] = found[other], found[at]


def _without_or_risen(question: Question, option: str, is_out: bool) -> Question:
    changed = []
    for options in (question.options, question.rows):
        found = [each for each in options if not (is_out and each.id == option)]
        at = next((at for at, each in enumerate(found) if each.id == option), 0)
        if at and not is_out:
            found[at - 1], found[at] = found[at], found[at - 1]
        changed.append(tuple(found))
    return question._replace(options=changed[0], rows=changed[1])
