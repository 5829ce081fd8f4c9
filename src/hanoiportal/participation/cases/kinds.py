"""The kinds of cases, with the rules that hold for each: ``config/hanoi/case_kinds.csv``."""
import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path

from zope.interface import implementer

from ...base.dated import in_force, read_dated
from .interfaces import KINDS, CaseKind, ICaseKinds


@implementer(ICaseKinds)
class CaseKinds:
    """All rows, those of the past too.  Raises ``ValueError`` if a kind has none."""

    def __init__(self, rows: Iterable[CaseKind]) -> None:
        self._rows = list(rows)
        missing = set(KINDS) - {row.name for row in self._rows}
        if missing:
            raise ValueError(f'case_kinds.csv: no {", ".join(sorted(missing))}')

    def at(self, kind: str, moment: datetime.datetime) -> CaseKind:
        """See ``ICaseKinds``."""
        found = in_force(self._rows, kind, moment)
        if found is None:  # received before its rule: judged by the first there is
            found = next(row for row in self._rows if row.name == kind)
        return found


def read_kinds(path: Path) -> CaseKinds:
    """Return the kinds in the CSV file at ``path``.  Raises ``ValueError``."""
    return CaseKinds(read_dated(path, _made))


def _made(row: Mapping[str, str], *, starts: datetime.date | None,
          ends: datetime.date | None) -> CaseKind:
    if row['kind'] not in KINDS:
        raise ValueError(f'no kind {row["kind"]!r}')
    return CaseKind(
        name=row['kind'], title=row['title_vi'], title_en=row['title_en'],
        triage_rule=row['triage_rule'], scope_rule=row['scope_rule'],
        answer_rule=row['answer_rule'], retention=int(row['retention_years']),
        basis=row['basis'], starts=starts, ends=ends)
