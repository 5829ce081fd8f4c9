"""The layout of documents as dated data: ``document_layout.csv``."""
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...base.dated import Dated, read_dated

UNITS = frozenset({'mm', 'pt', 'line'})
STYLES = frozenset({'bold', 'italic', 'upper'})
#: What every layout must say.
NAMES = frozenset({
    'margin_top', 'margin_bottom', 'margin_left', 'margin_right', 'indent', 'gap', 'spacing',
    'state', 'motto', 'parent', 'agency', 'number', 'letter', 'dated', 'kind', 'subject',
    'heading', 'body', 'authority', 'signer', 'copies_title', 'copies', 'page'})


@dataclass(frozen=True)
class Measure(Dated):
    """One row: a size, in ``unit``, and how letters of that size look."""

    name: str
    value: float
    unit: str
    style: frozenset[str]

    def shown(self, text: str) -> str:
        """Return ``text`` in capitals if they are wanted."""
        return text.upper() if 'upper' in self.style else text


Layout = Mapping[str, Measure]


class Layouts:
    """All layouts, those of the past too."""

    def __init__(self, rows: Iterable[Measure]) -> None:
        self._rows = tuple(rows)

    def of(self, day: datetime.date | None) -> Layout:
        """Return ``{name: Measure}`` of the local ``day``; where a row of it is missing, or for
        ``None``, the last one of the table.
        """
        found = {row.name: row for row in self._rows}
        if day is not None:
            found.update({row.name: row for row in self._rows if row.holds_on(day)})
        return found


def read_layouts(path: Path) -> Layouts:
    """Return the ``Layouts`` of the CSV file at ``path``.

    Raises ``ValueError`` naming the line of what cannot be read, or what is missing.
    """
    rows = read_dated(path, _measure)
    missing = NAMES - {row.name for row in rows}
    if missing:
        raise ValueError(f'{path.name}: no {", ".join(sorted(missing))}')
    return Layouts(rows)


def _measure(row: Mapping[str, str], *, starts: datetime.date | None,
             ends: datetime.date | None) -> Measure:
    style = frozenset(row['style'].split())
    if row['name'] not in NAMES or row['unit'] not in UNITS or not style <= STYLES:
        raise ValueError(f'no such measure: {row["name"]}, {row["unit"]}, {row["style"]}')
    return Measure(row['name'], float(row['value']), row['unit'], style, starts=starts, ends=ends)
