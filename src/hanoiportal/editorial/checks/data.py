"""The data of the checks: sources that may not be quoted, official names, kinds of documents."""
import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from zope.interface import Interface

from ...base.text import nfc, tone_key

ALLOWED, GENERAL = 'allowed', 'general'
NAME, FORMER = 'name', 'former'


class ICheckData(Interface):
    """The ``CheckData`` of this process, as a utility."""


class Source(NamedTuple):
    """A row of ``sources.csv``.  ``kind``: ``press``, ``social``, ``aggregator`` or ``allowed``.

    ``domains``: lower case; ``*.`` means the domain itself and all below it.  ``names``: as
    written in a text; ``ambiguous``: those that are ordinary words, too.
    """

    kind: str
    name: str
    domains: tuple[str, ...]
    names: tuple[str, ...]
    ambiguous: tuple[str, ...]
    basis: str


class Name(NamedTuple):
    """A row of ``glossary.csv``.  ``kind``: ``name`` or ``former``.

    ``instead_of``: what stands in texts for ``official``.
    """

    kind: str
    official: str
    instead_of: tuple[str, ...]
    basis: str


class CheckData:
    """What is in the files of ``folder``.  Raises ``ValueError`` naming a row that is wrong."""

    def __init__(self, folder: Path) -> None:
        self.sources = tuple(_source(row) for row in _rows(folder / 'sources.csv'))
        self.phrases = _phrases(_rows(folder / 'source_phrases.csv'))
        self.names = tuple(Name(
            row['kind'], nfc(row['official']), _list(row['instead_of']), row['basis'])
            for row in _rows(folder / 'glossary.csv'))
        self.marks = tuple(nfc(row['mark']) for row in _rows(folder / 'secrecy_marks.csv'))
        self.kinds = _kinds(_rows(folder / 'document_types.csv'))

    @cached_property
    def allowed(self) -> tuple[str, ...]:
        """The domains that may be linked to, without the ``*.``."""
        return tuple(domain.removeprefix('*.') for source in self.sources
                     if source.kind == ALLOWED for domain in source.domains)

    @cached_property
    def refused(self) -> dict[str, Source]:
        """``{domain: Source}`` of the press, social networks and the like."""
        return {domain.removeprefix('*.'): source for source in self.sources
                if source.kind != ALLOWED for domain in source.domains}

    @cached_property
    def deviations(self) -> dict[str, Name]:
        """``{key: Name}``: what, by ``tone_key``, is written for an official name; itself, too."""
        found: dict[str, Name] = {}
        for name in self.names:
            written = (name.official, *name.instead_of) if name.kind == NAME else name.instead_of
            for text in written:
                found.setdefault(tone_key(text), name)
        return found


def alternatives(texts: Iterable[str]) -> str:
    """Return a regular expression of any of ``texts``, blanks in them of any length."""
    longest_first = sorted(set(texts), key=len, reverse=True)
    return '|'.join(r'\s+'.join(map(re.escape, text.split())) for text in longest_first)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def _list(text: str) -> tuple[str, ...]:
    return tuple(nfc(part.strip()) for part in text.split('|') if part.strip())


def _source(row: Mapping[str, str]) -> Source:
    source = Source(row['kind'], row['name'], _list(row['domains'].lower()), _list(row['names']),
                    _list(row['ambiguous']), row['basis'])
    if source.kind not in (ALLOWED, 'press', 'social', 'aggregator') or not source.basis:
        raise ValueError(f'sources.csv: {row["name"]!r} has no known kind or no basis')
    return source


def _phrases(rows: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row['role']].append(nfc(row['words']))
    return dict(found)


def _kinds(rows: Iterable[Mapping[str, str]]) -> dict[str, frozenset[str]]:
    """Return ``{name of a kind: abbreviations that its numbers carry}``."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in re.split(r' của |\(', row['name'])[0].split('/'):
            if row['abbr']:
                found[nfc(name.strip())].add(row['abbr'].split('-')[0])
    return {name: frozenset(abbreviations) for name, abbreviations in found.items()}
