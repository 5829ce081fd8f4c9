"""The filters of the list of a register, as its address or form has them."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from ....base.i18n import _
from ....base.numbers import number_in
from ....platform.registers.interfaces import STATE, Register, RowQuery
from ....web.forms.fields import NUMBER, Field

LONGEST = 100
#: What the names of fields have before them in an address.
_FIELD = 'f.'
_YEAR = 4
#: Stands for an order in an address.
_ORDER = '0-ORDER-0'


class RowFilters:
    """What is asked of a register; whatever cannot be read asks for nothing.

    ``fields``: those that the asker may read.  ``oversees``: whether rows of all sites may be
    asked for.  ``query``: the same as ``RowQuery``.
    """

    def __init__(self, register: Register, fields: Sequence[Field], given: Mapping[str, object],
                 oversees: bool) -> None:
        self._register, self._given, self.oversees = register, given, oversees
        self._fields = {field.name: field for field in fields}
        chosen = [(name, value) for name, _title, choices, value in self.choices if value]
        self.query = RowQuery(
            self._text('q'), _day(self._text('since')), _day(self._text('until')),
            self._text('withdrawn') == 'yes', (*chosen, *self._years()), self._order(),
            oversees and self._text('everywhere') == 'yes')

    def _text(self, name: str) -> str:
        return str(self._given.get(name, '')).strip()[:LONGEST]

    @cached_property
    def choices(self) -> list[tuple[str, str, tuple[tuple[str, str], ...], str]]:
        """Name, title, choices and chosen value of each field by which rows are narrowed."""
        found = [(field.name, field.title, field.choices) for field in self._fields.values()
                 if field.choices]
        if self._register.states:
            found.append((STATE, _('Trạng thái'), tuple(
                (each.name, each.title) for each in self._register.states)))
        return [(name, title, choices, self._among(name, choices))
                for name, title, choices in found]

    @property
    def is_reversed(self) -> bool:
        """Whether the first day that is asked for comes after the last one."""
        since, until = self.query.since, self.query.until
        return since is not None and until is not None and since > until

    def _among(self, name: str, choices: Sequence[tuple[str, str]]) -> str:
        asked = self._text(_FIELD + name)
        return asked if asked in dict(choices) else ''

    @property
    def year(self) -> tuple[str, str] | None:
        """Title and value of the field with a year, ``None`` if there is none."""
        field = self._fields.get(self._register.yearly)
        if field is None or field.kind != NUMBER:
            return None
        return field.title, str(number_in(self._text('year'), _YEAR) or '')

    def _years(self) -> list[tuple[str, str]]:
        year = self.year
        return [] if year is None or not year[1] else [(self._register.yearly, year[1])]

    def _order(self) -> str:
        asked = self._text('order')
        name = asked.removeprefix('-')
        return asked if name == STATE and self._register.states or (
            name in self._register.columns and name in self._fields) else ''

    @cached_property
    def asked(self) -> dict[str, str]:
        """What is asked for, as addresses and forms say it."""
        query = self.query
        found = {
            'q': query.text, 'since': str(query.since or ''), 'until': str(query.until or ''),
            'withdrawn': 'yes' if query.withdrawn else '',
            'everywhere': 'yes' if query.everywhere else '', 'order': query.order,
            'year': self.year[1] if self.year else '',
            **{_FIELD + name: value for name, _title, _choices, value in self.choices}}
        return {name: value for name, value in found.items() if value}

    def sorting(self, names: Iterable[str],
                address: Callable[..., str]) -> list[tuple[str, str | None]]:
        """Return for each field the address of the list sorted by it, the other way if it is so
        already, and the value of ``aria-sort``.
        """
        order = self.query.order
        before, _mark, after = address(**{**self.asked, 'order': _ORDER}).rpartition(_ORDER)
        return [(f'{before}{f"-{name}" if order == name else name}{after}', {
            name: 'ascending', f'-{name}': 'descending'}.get(order)) for name in names]


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
