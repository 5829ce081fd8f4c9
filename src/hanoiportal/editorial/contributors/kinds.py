"""Who can be a contributor, and how: ``contributor_kinds.csv``."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...base.dated import Dated, Titled, read_dated

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from pathlib import Path

#: The lists of the table: of what somebody is (19), and whether full or part time (9.6).
KIND, REGIME = 'kind', 'regime'


@dataclass(frozen=True)
class ContributorKind(Dated, Titled):
    """One choice.  ``list``: ``KIND`` or ``REGIME``."""

    list: str
    name: str
    title: str
    title_en: str


def read_kinds(path: Path) -> list[ContributorKind]:
    """Return the rows of the file ``path``.  Raises ``ValueError`` that names a bad line."""
    return read_dated(path, _kind)


def _kind(row: Mapping[str, str], *, starts: datetime.date | None,
          ends: datetime.date | None) -> ContributorKind:
    if row['list'] not in (KIND, REGIME):
        raise ValueError(f'no such list: {row["list"]}')
    return ContributorKind(row['list'], row['name'], row['title_vi'], row['title_en'],
                           starts=starts, ends=ends)
