"""Lines of a file that is brought in: what they say besides the fields of the register."""
from __future__ import annotations

from collections.abc import Mapping

from ...base.i18n import _
from .checking import checked
from .interfaces import NUMBER, STATE, CannotKeep, Register, Row


def fields_in(register: Register, given: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a line for a new row.  Raises ``CannotKeep`` if it states what no new
    row has.
    """
    state = given.get(STATE, '')
    if state and (not register.states or state != register.states[0].name):
        raise CannotKeep({STATE: _('Dòng mới chưa chuyển trạng thái; hãy để trống ô này.')})
    return _fields(given)


def check_same(register: Register, row: Row, given: Mapping[str, str]) -> None:
    """Raise ``CannotKeep`` unless ``given`` says what ``row`` says."""
    values = register.typed(checked(register, _fields(given), lambda _values: {}))
    state, own = given.get(STATE, ''), register.state(row.state)
    moved = bool(state) and (own is None or state != own.name)
    if moved or row.withdrawn is not None or values != register.typed(row.values):
        raise CannotKeep({'': _(
            'Khác dòng số ${number} trong sổ. Hãy sửa ở trang của dòng đó; tệp chỉ thêm được '
            'dòng mới, để trống số dòng.', mapping={'number': row.number})})


def _fields(given: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in given.items() if name not in (NUMBER, STATE)}
