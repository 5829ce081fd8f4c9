"""The law on access to information as data: forms, steps and terms, each with its basis."""
import csv
from dataclasses import dataclass

from ...base.dated import Dated, read_dated


@dataclass(frozen=True, slots=True)
class Said:
    """A text in both languages.  ``in_language(tag)`` gives ``(text, tag it is in)``."""

    vi: str
    en: str

    def in_language(self, tag):
        """Return the text for a page in ``tag``, with its own BCP 47 tag."""
        return (self.en, 'en') if tag == 'en' and self.en else (self.vi, 'vi')


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may take.  ``days``: ``''`` if the law leaves it open.

    ``unit``: ``working`` or ``calendar`` days.
    """

    way: Said
    step: Said
    days: str
    unit: str
    basis: str


@dataclass(frozen=True, slots=True)
class Field:
    """A blank of a form.  ``kind``: ``dong`` a line, ``doan`` several, ``chon`` a box to tick,
    ``ky`` room to sign.  In Vietnamese: a request is made in it (Law 104/2016/QH13, 24).
    """

    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form.  ``code``: as the decree numbers it.  ``parts``: ``((heading, fields), …)``.
    """

    code: str
    name: Said
    basis: str
    parts: tuple[tuple[str, tuple[Field, ...]], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence on how to ask."""

    text: Said
    basis: str


@dataclass(frozen=True, slots=True)
class Law(Dated):
    """A law with how to ask, forms and terms, each ``()`` where they are not known yet.

    One with a last day is past, or will be replaced; that with none is the law to go by.
    """

    name: Said
    note: Said
    terms: tuple[Term, ...]
    steps: tuple[Step, ...]
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class AccessRules:
    """All of it, in the order of the files."""

    laws: tuple[Law, ...]
    forms: tuple[Form, ...]


def read_rules(folder):
    """Return the ``AccessRules`` in the files ``access_*.csv`` of ``folder``.

    Raises ``ValueError`` for a row without a basis, and ``KeyError`` for a term, step or form of
    no law and for a form without fields.
    """
    fields = {}
    for row in _rows(folder, 'access_form_fields.csv'):
        parts = fields.setdefault(row['form'], {})
        parts.setdefault(row['part'], []).append(Field(row['label'], row['kind']))
    terms = _by_law(folder, 'access_terms.csv', lambda row: Term(
        _said(row, 'way'), _said(row, 'step'), row['days'], row['unit'], row['basis']))
    steps = _by_law(folder, 'access_steps.csv', lambda row: Step(
        _said(row, 'text'), row['basis']))
    forms = _by_law(folder, 'access_forms.csv', lambda row: Form(
        row['code'], _said(row, 'name'), row['basis'], tuple(
            (part, tuple(found)) for part, found in fields[row['code']].items())))
    _rows(folder, 'access_laws.csv')
    laws = dict(read_dated(folder / 'access_laws.csv', lambda row, **days: (row['law'], Law(
        _said(row, 'name'), _said(row, 'note'), *(
            tuple(found.get(row['law'], ())) for found in (terms, steps, forms)), **days))))
    for law in (*terms, *steps, *forms):
        laws[law]
    return AccessRules(
        tuple(laws.values()), tuple(form for found in forms.values() for form in found))


def _by_law(folder, name, made):
    found = {}
    for row in _rows(folder, name):
        found.setdefault(row['law'], []).append(made(row))
    return found


def _rows(folder, name):
    with open(folder / name, encoding='utf-8', newline='') as lines:
        rows = list(csv.DictReader(lines))
    if not all(row['basis'] for row in rows):
        raise ValueError(f'{name}: a row has no basis')
    return rows


def _said(row, name):
    return Said(row[f'{name}_vi'], row[f'{name}_en'])
