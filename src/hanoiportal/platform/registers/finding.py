"""What lists of rows ask for: lines of the index, narrowed and sorted."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import colander

from ...base.text import collate, fold, nfc
from .interfaces import STATE, Register, RegisterStanding, RowQuery, Values
from .resource import Indexing, IndexLine, KeptRow

if TYPE_CHECKING:
    from .interfaces import Row

#: Signs of a text by which it is sorted.
_SORTED = 60


def line_of(register: Register, row: KeptRow | Row, day: str, values: Values) -> IndexLine:
    """Return the line of ``row``, which says ``values``."""
    typed = register.typed(values) if values else {}
    text = fold(' '.join(typed.get(name, '') for name in register.searched))
    return IndexLine(row.number, day, row.state, row.withdrawn is not None, text, {
        node.name: _key(node, values, typed) for node in register.schema
        if typed.get(node.name) and is_sorted(register, node)})


def sealed_line(row: KeptRow) -> IndexLine:
    """Return the line of a sealed row, which tells nothing of what it says."""
    return IndexLine(row.number, row.day, row.state, row.withdrawn is not None)


def indexing(register: Register) -> Indexing:
    """Return what makes the lines of ``register``."""
    if register.is_sealed:
        return sealed_line
    return lambda row: line_of(register, row, row.day, row.values)


def is_sorted(register: Register, node: colander.SchemaNode) -> bool:
    """Return whether lists are sorted or narrowed by the field."""
    return bool(getattr(node, 'choices', ())) or node.name in (
        *register.columns, register.yearly, register.summed[0], register.lasting[0],
        *(each.field for each in register.reminders))


def _key(node: colander.SchemaNode, values: Values, typed: dict[str, str]) -> str | int:
    value = values.get(node.name)
    if isinstance(value, int):
        return value
    if getattr(node, 'choices', ()) or isinstance(node.typ, colander.Date):
        return typed[node.name]
    return collate(typed[node.name][:_SORTED])


def narrowed(register: Register, lines: Iterable[IndexLine],
             query: RowQuery) -> list[IndexLine]:
    """Return those of ``lines`` that ``query`` asks for, in their order."""
    rows = list(lines) if query.withdrawn else [line for line in lines if not line.is_withdrawn]
    since, until = (day.isoformat() if day else '' for day in (query.since, query.until))
    if since or until:
        rows = [line for line in rows if since <= line.day <= (until or 'a')]
    first = register.states[0].name if register.states else ''
    for name, value in query.chosen:
        if name == STATE:
            rows = [line for line in rows if (line.state or first) == value]
        else:
            wanted = _typed(register, name, value)
            rows = [line for line in rows if line.keys.get(name) == wanted]
    for word in fold(nfc(query.text)).split():
        rows = [line for line in rows if word in line.text]
    return rows


def _typed(register: Register, name: str, value: str) -> str | int:
    """Return ``value`` as lines keep it."""
    is_number = isinstance(register.schema[name].typ, colander.Integer)
    return int(value) if is_number and value.isdecimal() else value


def ordered(register: Register, lines: Iterable[IndexLine], order: str) -> list[IndexLine]:
    """Return ``lines`` as ``RowQuery.order`` says."""
    rows = sorted(lines, key=lambda line: (line.day, line.number), reverse=True)
    name, is_backwards = order.removeprefix('-'), order.startswith('-')
    if name == STATE:
        places = {each.name: place for place, each in enumerate(register.states)}
        rows.sort(key=lambda line: places.get(line.state, 0), reverse=is_backwards)
    elif name:
        with_it = [line for line in rows if name in line.keys]
        with_it.sort(key=lambda line: line.keys[name], reverse=is_backwards)
        return with_it + [line for line in rows if name not in line.keys]
    return rows


def sums(register: Register, lines: Iterable[IndexLine]) -> dict[str, int]:
    """Return the sums of ``lines`` by the choice that ``register`` declares, in its order; what
    was withdrawn adds nothing.
    """
    added, by = register.summed
    totals = dict.fromkeys((value for value, _title in register.schema[by].choices), 0)
    for line in lines:
        value = line.keys.get(added)
        if value and not line.is_withdrawn:
            of = str(line.keys.get(by, ''))
            totals[of] = totals.get(of, 0) + int(value)
    return {value: total for value, total in totals.items() if total}


def standing(register: Register, lines: Collection[IndexLine], year: int) -> RegisterStanding:
    """Return how ``register`` stands with the valid ``lines`` in the ``year``."""
    waiting = sum(_waits(register, line.state) for line in lines)
    lacks = bool(register.yearly) and not any(_is_of(register, line, year) for line in lines)
    return RegisterStanding(len(lines), waiting, year if lacks else 0)


def _is_of(register: Register, line: IndexLine, year: int) -> bool:
    if register.yearly == register.dated:
        return line.day.startswith(f'{year:04}-')
    return line.keys.get(register.yearly) == year


def _waits(register: Register, state: str) -> bool:
    found = register.state(state)
    return found is not None and not (found.is_over or found.is_in_force)


def is_over(register: Register, state: str) -> bool:
    """Return whether nothing is left to do with a row in the ``state``."""
    found = register.state(state)
    return found is not None and found.is_over
