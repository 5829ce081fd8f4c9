"""Quyết định công nhận cộng tác viên: its words are ``contributor_letter.csv``, its layout that
of Decree 30/2020/NĐ-CP.
"""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zope.interface import Interface, implementer

from ...base.clock import shown_date
from ...base.dated import Dated, read_dated
from ...base.i18n import DEFAULT
from ...kernel.tree.issuers import agency_of, place_of
from ...platform.officefiles.interfaces import Block, OfficeDocument, Paragraph, Signature
from .kinds import KIND, REGIME, ContributorKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ...base.interfaces import ISite
    from .interfaces import Contributor, Letter

#: Parts of the letter, and what their words may name.
BASIS, ARTICLE = PARTS = ('basis', 'article')
_NAMES = {'decision': '', 'person': '', 'name': '', 'regime': '', 'site': '', 'term': ''}
_BOARD, _SUBJECT, _SIGNER = 'Ban Biên tập', 'Về việc công nhận cộng tác viên', 'Trưởng Ban'
_COPIES = ('Như Điều 3;', 'Lưu: VT, BBT.')


@dataclass(frozen=True)
class Wording(Dated):
    """A paragraph.  ``part``: of ``PARTS``.  ``text``: with names in braces."""

    part: str
    text: str


class ILetterText(Interface):
    """The ``LetterText`` of this process, a utility."""


@implementer(ILetterText)
class LetterText:
    """Writes letters.  ``rows``: in the order of the table."""

    def __init__(self, rows: Sequence[Wording], kinds: Sequence[ContributorKind]) -> None:
        self._rows = rows
        self._titles = {(each.list, each.name): each.title for each in kinds}

    def document(self, site: ISite, person: Contributor, letter: Letter, decision: str,
                 signer: str, organisation: str) -> OfficeDocument:
        """Return the ``letter`` of ``person``.

        ``decision``: that founds the board.  ``signer``: full name of the head.
        """
        said = self._said(site, person, decision, organisation)
        bases, articles = (self._parts(part, letter.day, said) for part in (BASIS, ARTICLE))
        bases[-1:] = [text.rstrip(';.') + '.' for text in bases[-1:]]
        articles[-1:] = [text.rstrip('.') + './.' for text in articles[-1:]]
        body: list[Block] = [Paragraph('TRƯỞNG BAN BIÊN TẬP', bold=True, centred=True)]
        body += [Paragraph(text, italic=True) for text in bases]
        body.append(Paragraph('QUYẾT ĐỊNH:', bold=True, centred=True))
        body += [Paragraph(f'Điều {number}. {text}') for number, text in enumerate(articles, 1)]
        return OfficeDocument(
            kind='Quyết định', subject=_SUBJECT, body=tuple(body), parent=agency_of(site),
            agency=_BOARD, number=letter.number, place=place_of(site), day=letter.day,
            signatures=(Signature((_SIGNER,), name=signer),), copies=_COPIES)

    def is_there(self, day: datetime.date) -> bool:
        """Return whether there are words for a letter of that ``day``."""
        return any(row.part == ARTICLE and row.holds_on(day) for row in self._rows)

    def _parts(self, part: str, day: datetime.date, said: Mapping[str, str]) -> list[str]:
        return [row.text.format_map(said) for row in self._rows
                if row.part == part and row.holds_on(day)
                and ('{decision}' not in row.text or said['decision'])]

    def _said(self, site: ISite, person: Contributor, decision: str,
              organisation: str) -> dict[str, str]:
        begins = shown_date(person.since, DEFAULT)
        term = f'từ ngày {begins}'
        if person.until is not None:
            term += f' đến hết ngày {shown_date(person.until, DEFAULT)}'
        named = person.name + (f' (bút danh {person.pen_name})' if person.pen_name else '')
        what = self._titles.get((KIND, person.kind), '')
        besides = ''.join(f', {each}' for each in (
            what[:1].lower() + what[1:], organisation) if each)
        return {'decision': decision, 'name': person.name, 'term': term,
                'person': f'{named}{besides},' if besides else named,
                'regime': self._titles.get((REGIME, person.regime), '').lower(),
                'site': f'Ban Biên tập {site.full_name}'}


def read_letter(path: Path, kinds: Sequence[ContributorKind]) -> LetterText:
    """Return the words of the file ``path``.  Raises ``ValueError`` that names a bad line."""
    return LetterText(read_dated(path, _wording), kinds)


def _wording(row: Mapping[str, str], *, starts: datetime.date | None,
             ends: datetime.date | None) -> Wording:
    if row['part'] not in PARTS:
        raise ValueError(f'no such part: {row["part"]}')
    try:
        row['text'].format_map(_NAMES)
    except (KeyError, IndexError) as error:
        raise ValueError(f'nothing is called {error}') from None
    return Wording(row['part'], row['text'], starts=starts, ends=ends)
