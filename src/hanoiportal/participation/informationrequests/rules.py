"""The law on access to information as data: forms, steps, terms, grounds, each with its basis."""
import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from ...base.dated import read_dated
from .interfaces import AccessRules, Form, FormField, Ground, Law, Said, Step, Term

Made = TypeVar('Made')
Row = Mapping[str, str]


def read_rules(folder: Path) -> AccessRules:
    """Return the ``AccessRules`` in the files ``access_*.csv`` of ``folder``.

    Raises ``ValueError`` for a row without a basis, and ``KeyError`` for a term, step, form or
    ground of no law and for a form without fields.
    """
    terms = _by_law(folder, 'access_terms.csv', lambda row: Term(
        _said(row, 'way'), _said(row, 'step'), row['days'], row['unit'], row['basis']))
    steps = _by_law(folder, 'access_steps.csv', lambda row: Step(
        _said(row, 'text'), row['basis']))
    grounds = _by_law(folder, 'access_grounds.csv', lambda row: Ground(
        row['code'], _said(row, 'text'), row['basis']))
    forms = _forms(folder)
    _rows(folder, 'access_laws.csv')
    laws = dict(read_dated(folder / 'access_laws.csv', lambda row, **days: (row['law'], Law(
        **days, name=_said(row, 'name'), note=_said(row, 'note'),
        terms=tuple(terms.get(row['law'], ())), steps=tuple(steps.get(row['law'], ())),
        forms=tuple(forms.get(row['law'], ())), grounds=tuple(grounds.get(row['law'], ()))))))
    for law in (*terms, *steps, *forms, *grounds):
        laws[law]
    return AccessRules(
        tuple(laws.values()), tuple(form for found in forms.values() for form in found),
        tuple(ground for found in grounds.values() for ground in found), _clocks(folder))


def _forms(folder: Path) -> dict[str, list[Form]]:
    fields: dict[str, dict[str, list[FormField]]] = {}
    for row in _rows(folder, 'access_form_fields.csv'):
        parts = fields.setdefault(row['form'], {})
        parts.setdefault(row['part'], []).append(FormField(
            row['label'], row['kind'], row['name'], row['required'] == 'yes'))
    return _by_law(folder, 'access_forms.csv', lambda row: Form(
        row['code'], _said(row, 'name'), row['basis'], tuple(
            (part, tuple(found)) for part, found in fields[row['code']].items())))


def _clocks(folder: Path) -> dict[tuple[str, str], str]:
    return {(row['channel'], row['step']): row['rule']
            for row in _rows(folder, 'access_clocks.csv')}


def _by_law(folder: Path, name: str, made: Callable[[Row], Made]) -> dict[str, list[Made]]:
    found: dict[str, list[Made]] = {}
    for row in _rows(folder, name):
        found.setdefault(row['law'], []).append(made(row))
    return found


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with open(folder / name, encoding='utf-8', newline='') as lines:
        rows = list(csv.DictReader(lines))
    if not all(row['basis'] for row in rows):
        raise ValueError(f'{name}: a row has no basis')
    return rows


def _said(row: Row, name: str) -> Said:
    return Said(row[f'{name}_vi'], row[f'{name}_en'])
