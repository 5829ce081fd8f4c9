"""The tables of compliance, read: ``minimum_functions.csv``, ``indicators.csv``,
``section_terms.csv``, ``sections.csv``.
"""
import csv
import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from zope.interface import implementer

from ...base.dated import Dated, read_dated
from .interfaces import IComplianceRules, Indicator, MinimumFunction, Obligatory, SectionTerm

_MACHINE, _DECLARED = 'machine:', 'declared'
Kind = TypeVar('Kind', bound=Dated)


@implementer(IComplianceRules)
@dataclass(frozen=True)
class Tables:
    """See ``IComplianceRules``."""

    functions: tuple[MinimumFunction, ...]
    indicators: tuple[Indicator, ...]
    terms: tuple[SectionTerm, ...]
    sections: tuple[Obligatory, ...]
    seed_basis: str


def read_tables(folder: Path) -> Tables:
    """Return the ``Tables`` in ``folder``, that of ``config/hanoi``.

    Raises ``ValueError`` that names the line of what cannot be read.
    """
    with open(folder / 'sections.csv', encoding='utf-8', newline='') as lines:
        sections = tuple(map(_obligatory, csv.DictReader(lines)))
    with open(folder / 'portal.yaml', encoding='utf-8') as file:
        basis = str(yaml.safe_load(file)['basis'])
    return Tables(
        tuple(read_dated(folder / 'minimum_functions.csv', _function)),
        tuple(read_dated(folder / 'indicators.csv', _indicator)),
        tuple(read_dated(folder / 'section_terms.csv', _term)), sections, basis)


def method_digest(text: str, rules: IComplianceRules) -> str:
    """Return the digest of the method by which figures are made: of its page, whose approved
    version has the digest ``text``, and of the rows of all times that it is about.
    """
    rows = (text, rules.indicators, rules.functions, rules.terms)
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def in_force(rows: Iterable[Kind], day: datetime.date) -> list[Kind]:
    """Return those of ``rows`` that hold on the local ``day``."""
    return [row for row in rows if row.holds_on(day)]


def _function(row: Mapping[str, str], *, starts: datetime.date | None,
              ends: datetime.date | None) -> MinimumFunction:
    check = row['check']
    if check != _DECLARED and not check.startswith(_MACHINE):
        raise ValueError(f'it is neither {_DECLARED} nor {_MACHINE}NAME: {check}')
    return MinimumFunction(
        starts=starts, ends=ends, code=row['code'], titles=_titles(row, 'title'),
        checker=check.removeprefix(_MACHINE) if check != _DECLARED else '', basis=row['basis'],
        source=row['source'], certainty=row['certainty'])


def _indicator(row: Mapping[str, str], *, starts: datetime.date | None,
               ends: datetime.date | None) -> Indicator:
    return Indicator(
        starts=starts, ends=ends, code=row['code'], head=row['head'],
        titles=_titles(row, 'title'), unit=row['unit'], computed=row['computed'],
        how=_titles(row, 'how'), basis=row['basis'], source=row['source'],
        certainty=row['certainty'])


def _term(row: Mapping[str, str], *, starts: datetime.date | None,
          ends: datetime.date | None) -> SectionTerm:
    return SectionTerm(starts=starts, ends=ends, section=row['section'], days=int(row['days']),
                       basis=row['basis'], certainty=row['certainty'])


def _obligatory(row: Mapping[str, str]) -> Obligatory:
    return Obligatory(row['code'], _titles(row, 'name'), frozenset(row['levels'].split('|')))


def _titles(row: Mapping[str, str], name: str) -> Mapping[str, str]:
    return {tag: row[f'{name}_{tag}'] for tag in ('vi', 'en')}
