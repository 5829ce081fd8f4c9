"""What a visitor asks of the list of answered questions, read from the address; never an error."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from ...base.i18n import _
from ...base.text import collate, words
from ...base.values import TextQuery
from ...discovery.catalog.interfaces import DetailQuery
from .interfaces import TYPE

#: Values of one field that are offered; of more the most frequent.
MOST_CHOICES = 200
_LONGEST, MOST_WORDS = 200, 20
#: Fields of the address that hold one value of a detail: ``(field, detail, label)``.
CHOICES = (
    ('co-quan', 'body', _('Cơ quan trả lời')), ('linh-vuc', 'field', _('Lĩnh vực')),
    ('loai', 'kind', _('Loại')), ('han', 'standing', _('Thời hạn')),
    ('nam', 'year', _('Năm trả lời')))
#: What values of details are called that are no words for people.
TITLES: Mapping[str, Mapping[str, str]] = {
    'han': {'dung-han': _('Đúng hạn'), 'tre-han': _('Trễ hạn')},
    'loai': {
        'question': _('Câu hỏi'), 'reflection': _('Phản ánh, kiến nghị'),
        'suggestion': _('Góp ý xây dựng Thủ đô'), 'comment': _('Góp ý về quy chế')}}


class QuestionChoice(NamedTuple):
    """``number``: of questions that it leaves, with all else as it is."""

    value: str
    title: str
    number: int
    chosen: bool


class QuestionForm:
    """The form of the list at ``address``.  ``kind``: the only one that is listed, or ``''``.

    ``value_of``: returns what the address has in a field, ``''`` for nothing.
    ``query``: ``{field: value}`` of all that is asked for, in the order of the form.
    """

    def __init__(self, value_of: Callable[[str], str], address: str, kind: str = '') -> None:
        self._address = address
        self._kind = kind
        names = ['q', *(name for name, *_rest in self.choices)]
        typed = {name: value_of(name)[:_LONGEST] for name in names}
        self.query = {name: value for name, value in typed.items() if value}

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """The ``CHOICES`` that there is anything to choose of."""
        return [each for each in CHOICES if not (self._kind and each[0] == 'loai')]

    @cached_property
    def asked(self) -> DetailQuery:
        """What the catalog is asked for, the latest answers first."""
        typed = words(self.query.get('q', ''))[0][:MOST_WORDS]
        chosen = [(detail, self.query[name]) for name, detail, _label in self.choices
                  if name in self.query]
        if self._kind:
            chosen.append(('kind', self._kind))
        return DetailQuery(TYPE, TextQuery(tuple(typed)) if typed else None, tuple(chosen), (),
                           'answered', True)

    @property
    def address(self) -> str:
        """The address of what is asked for."""
        return self._address + ('?' + urlencode(self.query) if self.query else '')

    def groups(self, counts: Mapping[str, Mapping[str, int]], called: Callable[[str], str],
               ) -> list[tuple[str, str, list[QuestionChoice]]]:
        """Return ``[(field, label, choices)]``; ``counts``: as ``IDetails.counts`` gives them.

        ``called``: says a body or a field in the language of the page.
        """
        found = [(name, label, self._choices(name, counts[detail], called))
                 for name, detail, label in self.choices]
        return [group for group in found if group[2]]

    def _choices(self, name: str, counted: Mapping[str, int],
                 called: Callable[[str], str]) -> list[QuestionChoice]:
        chosen = self.query.get(name, '')
        most = sorted(counted, key=lambda value: counted[value], reverse=True)[:MOST_CHOICES]
        titles = TITLES.get(name, {})
        found = [QuestionChoice(value, titles.get(value) or called(value),
                                counted.get(value, 0), value == chosen)
                 for value in {*most, chosen} - {''}]
        return sorted(found, key=lambda choice: collate(called(choice.value)),
                      reverse=name == 'nam')
