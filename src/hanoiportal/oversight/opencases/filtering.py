"""What a visitor asks of the list of open cases, read from the address; never an error."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from ...base.i18n import _
from ...base.text import collate
from .interfaces import ANSWERED, BODY, DEADLINE, FIELD, STATE, STATES
from .values import OpenCase

IN_TIME, LATE = 'trong-han', 'tre-han'
#: Fields of the address in the order of the form, and what they are called.
LABELS = {BODY: _('Cơ quan'), FIELD: _('Lĩnh vực'), STATE: _('Tình trạng'),
          DEADLINE: _('Thời hạn')}
#: What values are called that are no names; those that are not here come in dictionary order.
TITLES: Mapping[str, Mapping[str, str]] = {
    STATE: STATES, DEADLINE: {IN_TIME: _('Trong hạn'), LATE: _('Trễ hạn')}}
_LONGEST = 200
Found = tuple[int, OpenCase]


class Choice(NamedTuple):
    """``number``: of cases that it leaves, with all else as it is; ``None`` of what leads to
    another list.
    """

    value: str
    title: str
    number: int | None
    chosen: bool


class OpenCasesForm:
    """``value_of``: returns what the address has in a field, ``''`` for nothing.

    ``body_of``, ``field_of``: return what the body with an object id and the field with a code are
    called in Vietnamese, which is what the address has of them.
    ``query``: ``{field: value}`` of all that is asked for.
    """

    def __init__(self, value_of: Callable[[str], str], body_of: Callable[[int], str],
                 field_of: Callable[[str], str]) -> None:
        self._body_of, self._field_of = body_of, field_of
        typed = {name: value_of(name)[:_LONGEST] for name in LABELS}
        self.query = {name: value for name, value in typed.items() if value}

    @property
    def tail(self) -> str:
        """What the address of a list ends with that holds the same cases."""
        return f'?{urlencode(self.query)}' if self.query else ''

    def chosen(self, found: Iterable[Found]) -> list[Found]:
        """Return those of ``found`` that are asked for."""
        if not self.query:
            return list(found)
        return [(oid, case) for oid, case in found if self._fits(
            self._values(oid, case.field, case.state, case.is_late), '')]

    def groups(self, found: Sequence[Found], called: Callable[[str, str], str],
               ) -> list[tuple[str, str, list[Choice]]]:
        """Return ``[(field, label, choices)]``.  ``called``: says the value of a field in the
        language of the page.
        """
        counts: dict[str, dict[str, int]] = {name: {} for name in LABELS}
        alike = Counter((oid, case.field, case.state, case.is_late) for oid, case in found)
        for each, number in alike.items():
            values = self._values(*each)
            for name, counted in counts.items():
                if values[name] and self._fits(values, name):
                    counted[values[name]] = counted.get(values[name], 0) + number
        return [(name, LABELS[name], self._choices(name, counts[name], called))
                for name in LABELS]

    def _values(self, oid: int, field: str, state: str, is_late: bool) -> Mapping[str, str]:
        return {BODY: self._body_of(oid), FIELD: self._field_of(field), STATE: state,
                DEADLINE: LATE if is_late else IN_TIME}

    def _fits(self, values: Mapping[str, str], but: str) -> bool:
        return all(values[name] == value for name, value in self.query.items() if name != but)

    def _choices(self, name: str, counted: Mapping[str, int],
                 called: Callable[[str, str], str]) -> list[Choice]:
        titles, asked = TITLES.get(name), self.query.get(name, '')
        values = list(titles) if titles else sorted(
            {*counted, asked} - {''}, key=lambda value: collate(called(name, value)))
        found = [Choice(value, titles[value] if titles else called(name, value),
                        counted.get(value, 0), value == asked) for value in values]
        if name == STATE:
            found.append(Choice(ANSWERED, _('Đã trả lời'), None, False))
        return found
