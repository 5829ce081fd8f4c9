"""Drafts of which kinds are consulted on, and how long people must have to comment: dated rows of
``consulted_kinds.csv`` and ``consultation_terms.csv``.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from zope.interface import implementer

from ...base.dated import Dated, read_dated
from ...base.text import nfc
from .interfaces.drafts import IConsultedKinds, ITerms, LeastTerm

#: What the column ``confidence`` says of a row whose basis was read.
FOUND = 'found'


@dataclass(frozen=True, kw_only=True)
class TermRow(Dated):
    """A row.  ``kind``: key of a ``DocumentKind``, ``''`` for all others.  ``term``: of them."""

    kind: str
    term: LeastTerm


@dataclass(frozen=True, kw_only=True)
class ConsultedKind(Dated):
    """A row.  ``kind``: key of a ``DocumentKind``."""

    kind: str


def _row(row: Mapping[str, str], *, starts: datetime.date | None,
         ends: datetime.date | None) -> TermRow:
    term = LeastTerm(int(row['days']), nfc(row['basis'].strip()), row['confidence'] == FOUND)
    return TermRow(kind=row['kind'].strip(), term=term, starts=starts, ends=ends)


@implementer(ITerms)
class Terms:
    """See ``ITerms``."""

    def __init__(self, rows: Iterable[TermRow]) -> None:
        self._rows = tuple(rows)

    def least(self, document_kind: str, on: datetime.date) -> LeastTerm | None:
        for kind in (document_kind, ''):
            for row in self._rows:
                if row.kind == kind and row.holds_on(on):
                    return row.term
        return None


def terms_of(path: Path) -> Terms:
    """Return the terms in the CSV file at ``path``; raises ``ValueError`` naming a bad line."""
    return Terms(read_dated(path, _row))


@implementer(IConsultedKinds)
class ConsultedKinds:
    """See ``IConsultedKinds``."""

    def __init__(self, rows: Iterable[ConsultedKind]) -> None:
        self._rows = tuple(rows)

    def on(self, day: datetime.date) -> frozenset[str]:
        return frozenset(row.kind for row in self._rows if row.holds_on(day))


def consulted_kinds_of(path: Path) -> ConsultedKinds:
    """Return the kinds in the CSV file at ``path``; raises ``ValueError`` naming a bad line."""
    return ConsultedKinds(read_dated(path, _consulted))


def _consulted(row: Mapping[str, str], *, starts: datetime.date | None,
               ends: datetime.date | None) -> ConsultedKind:
    return ConsultedKind(kind=row['kind'].strip(), starts=starts, ends=ends)
