"""What may stand in the register: kinds, by ``duty_kinds.csv``, and types of documents."""
import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...base.dated import Dated, read_dated
from ...base.text import slug


@dataclass(frozen=True)
class DutyKind(Dated):
    """Loại: one kind of what is issued, with the rules that it starts; ``''`` for none.

    ``name``: its code.  ``title``: in Vietnamese.  ``is_typed``: whether it is a document of a
    type whose numbers have a pattern.  ``issuer_rule``: of the body that issued it, or, where that
    is not ours, of the site that enters it.  ``scope_rule``: of each site in its scope.
    """

    name: str
    title: str
    is_typed: bool
    issuer_rule: str
    scope_rule: str


@dataclass(frozen=True)
class DocumentType:
    """Thể loại văn bản.  ``number``: pattern of its numbers, ``None`` for any."""

    code: str
    title: str
    number: re.Pattern[str] | None
    example: str


def read_kinds(path: Path) -> list[DutyKind]:
    """Return the rows of the file ``path``.  Raises ``ValueError`` that names a bad line."""
    return read_dated(path, _kind)


def _kind(row: Mapping[str, str], *, starts: date | None, ends: date | None) -> DutyKind:
    return DutyKind(row['kind'], row['title_vi'], row['typed'] == '1', row['issuer_rule'],
                    row['scope_rule'], starts=starts, ends=ends)


def read_types(path: Path) -> dict[str, DocumentType]:
    """Return ``{code: DocumentType}`` of the file ``path``, in its order."""
    with open(path, encoding='utf-8', newline='') as lines:
        found = [DocumentType(
            slug(row['name']), row['label'] or row['name'],
            re.compile(row['number_pattern'], re.ASCII) if row['number_pattern'] else None,
            row['example']) for row in csv.DictReader(lines)]
    return {each.code: each for each in found}
