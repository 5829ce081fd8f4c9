"""What is typed against the schema of a register, and back."""
import datetime
from collections.abc import Callable, Iterable, Mapping

import colander

from ...base.clock import local, start_of
from ...base.i18n import _
from .interfaces import NUMBER, STATE, CannotKeep, Register, Row, RowState, Values

LONGEST_REASON = 500


#: Returns what the rules of a register have against values, by field.
Against = Callable[[Values], Mapping[str, str]]


def checked(register: Register, given: Mapping[str, str], against: Against) -> dict[str, object]:
    """Return the values of the fields ``given`` as text, those left out as if empty.

    Raises ``CannotKeep`` with every field that is unknown, wrong, or that ``against`` refuses.
    """
    names = {node.name for node in register.schema}
    unknown = dict.fromkeys(sorted(set(given) - names), _('Sổ không có cột này.'))
    if unknown:
        raise CannotKeep(unknown)
    typed = {name: text for name, text in given.items() if text.strip()}
    try:
        values: dict[str, object] = register.schema.deserialize(typed)
    except colander.Invalid as error:
        wrong = _flat(error)
        raise CannotKeep({**_besides(register, typed, wrong, against), **wrong}) from None
    reasons = dict(against(values))
    if reasons:
        raise CannotKeep(reasons)
    return values


def _besides(register: Register, typed: Mapping[str, str], wrong: Mapping[str, str],
             against: Against) -> Mapping[str, str]:
    """Return what ``against`` says with the ``wrong`` fields left empty, if they may be; where a
    choice is wrong nothing, for the rules depend on it.
    """
    if any(getattr(node, 'choices', ()) for node in register.schema if node.name in wrong):
        return {}
    try:
        return against(register.schema.deserialize({
            name: text for name, text in typed.items() if name not in wrong}))
    except colander.Invalid:
        return {}


def _flat(error: colander.Invalid) -> dict[str, str]:
    reasons: dict[str, str] = {}
    for path in error.paths():
        name = str(path[1].node.name) if len(path) > 1 else ''
        messages = [message for part in path for message in part.messages() if message]
        if messages:
            reasons.setdefault(name, messages[-1])
    return reasons


def day_in(register: Register, values: Values) -> str:
    """Return the day by which a row is sorted, ``YYYY-MM-DD``, ``''`` if it has none."""
    day = values.get(register.dated)
    if isinstance(day, datetime.datetime):
        return local(day).date().isoformat()
    return day.isoformat() if isinstance(day, datetime.date) else ''


def met_at(register: Register, values: Values) -> datetime.datetime | None:
    """Return when was done what a row owes, ``None`` if it was not or owes nothing."""
    found = values.get(register.fulfilled) if register.fulfilled else None
    if isinstance(found, datetime.datetime):
        return found
    return start_of(found) if isinstance(found, datetime.date) else None


def check_move(register: Register, to: RowState | None, values: Values, note: str) -> None:
    """Raise ``CannotKeep`` if a row that says ``values`` cannot move ``to`` a state."""
    if to is None:
        raise CannotKeep({'': _('Không chuyển được dòng này sang trạng thái đó.')})
    missing = {name: _('Phải ghi trước khi chuyển sang “${state}”.', mapping={'state': to.title})
               for name in to.needs if not values.get(name)}
    if missing:
        raise CannotKeep(missing)
    if len(note) > LONGEST_REASON:
        raise CannotKeep({'note': _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_REASON})})


def cells_of(register: Register, fields: Iterable[colander.SchemaNode],
             row: Row) -> list[object]:
    """Return the values of ``fields`` of ``row``: days and numbers as they are, else as text."""
    typed = register.typed(row.values)
    return [_cell(row.values.get(node.name), typed[node.name]) for node in fields]


def _cell(value: object, typed: str) -> object:
    is_day = isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
    return value if is_day or isinstance(value, int) else typed


def check_reason(why: str) -> None:
    """Raise ``CannotKeep`` if ``why`` is no reason."""
    if not why.strip() or len(why) > LONGEST_REASON:
        raise CannotKeep({'why': _('Hãy nêu lý do (tối đa ${most} ký tự).', mapping={
            'most': LONGEST_REASON})})


def said(register: Register, field: str, why: str) -> str:
    """Return what is wrong with a line of a file, for ``i18n.spoken``; ``field``: ``''`` for all,
    or a name that may be none of the register.
    """
    node = register.schema.get(field)
    titles = {NUMBER: _('Số dòng'), STATE: _('Trạng thái')}
    called = titles.get(field, field) if node is None else node.title
    return _('${field}: ${why}', mapping={'field': called, 'why': why}) if field else why
