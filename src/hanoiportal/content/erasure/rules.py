"""Why personal data may have to go, and how fast: ``erasure_bases.csv``, ``erasure_rules.csv``."""
import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from ...base.dated import Dated, Titled, in_force, read_dated
from ...base.i18n import _

#: Numbers of papers: no spaces, so that no name of a person gets into the register.
_REFERENCE = re.compile(r'(?=.*[0-9])[0-9A-Za-zĐđ][0-9A-Za-zĐđ/.-]{0,39}')
#: The rules of the table: hours from the demand to the end of the work on the databases; hours
#: that a demand waits quietly for its second person, without whom it is not carried out.
TERM, TWO_PEOPLE = 'database', 'two_people'


@dataclass(frozen=True)
class Basis(Dated, Titled):
    """One reason to erase.  ``name``: its code; ``law``: what says so."""

    name: str
    title: str
    title_en: str
    law: str


@dataclass(frozen=True)
class Term(Dated):
    """One row of the terms: whole hours, and what says so."""

    name: str
    hours: int
    law: str


class Rules:
    """All rows, those of the past too.  Raises ``ValueError`` if there is no term."""

    def __init__(self, bases, terms):
        self._bases, self._rows = bases, terms
        self._terms = [term for term in terms if term.name == TERM]
        if not self._terms:
            raise ValueError(f'erasure_rules.csv: no {TERM}')

    def bases(self, day):
        """Return each ``Basis`` in force on ``day``, a local ``date``."""
        return [basis for basis in self._bases if basis.holds_on(day)]

    def basis(self, name):
        """Return the ``Basis`` of that name, the last of the table, or ``None``."""
        return next((each for each in reversed(self._bases) if each.name == name), None)

    def against(self, basis, reference, day):
        """Return what is wrong with a demand on the local ``day``: ``{field: translatable str}``.

        ``basis``: a code.  ``reference``: number of a paper.
        """
        reasons = {}
        if basis not in {each.name for each in self.bases(day)}:
            reasons['basis'] = _('Hãy chọn căn cứ.')
        if not _REFERENCE.fullmatch(reference):
            reasons['reference'] = _(
                'Hãy nhập số của phiếu yêu cầu hoặc văn bản, như 15/PYC-VP: chữ, số và / . - , '
                'không có tên người.')
        return reasons

    def titles(self, language):
        """Return ``{name: title}`` of all bases, those of the past too, in ``language``, a tag."""
        return {each.name: each.title_in(language) for each in self._bases}

    def term(self, moment):
        """Return the ``Term`` in force at the aware ``moment``; the last row where none is."""
        return in_force(self._terms, TERM, moment) or self._terms[-1]

    def waits(self, moment):
        """Return the ``Term`` by which what is demanded at the aware ``moment`` needs a second
        person; ``None`` where one is enough.
        """
        return in_force(self._rows, TWO_PEOPLE, moment)

    def due(self, demanded):
        """Return the aware moment by which a ``Demanded`` is to be carried out."""
        return demanded.at + datetime.timedelta(hours=self.term(demanded.at).hours)


def read_rules(folder):
    """Return the ``Rules`` in ``folder``, that of the data files."""
    folder = Path(folder)
    return Rules(
        read_dated(folder / 'erasure_bases.csv', lambda row, **days: Basis(
            row['name'], row['title_vi'], row['title_en'], row['basis'], **days)),
        read_dated(folder / 'erasure_rules.csv', lambda row, **days: Term(
            row['name'], int(row['hours']), row['basis'], **days)))
