"""The law of royalties as dated rows: bands, extras, base salary, tax, other payments."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zope.interface import Interface

from ...base.dated import Dated, Titled, read_dated
from .interfaces import PICTURES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

#: Whose bands: of the country; of the city, which go before those.
COUNTRY, CITY = 'vn', 'hanoi'
#: Uses of rules: so many percent of a royalty, or more than it; a share of the year's royalties.
OF, ADD, YEAR = 'of', 'add', 'fund'
#: Names of rules: percent of the base salary that a unit is worth; notices before a sum lapses.
UNIT, NOTICES = 'don-vi', 'thong-bao'


@dataclass(frozen=True)
class Band(Dated, Titled):
    """Khung hệ số of a genre.  ``most``: greatest coefficient.  ``part``: of items that it is of,
    ``types``: content types that are such works as a whole.
    """

    name: str
    title: str
    title_en: str
    scope: str
    part: str
    types: tuple[str, ...]
    most: int
    basis: str


@dataclass(frozen=True)
class RoyaltyRule(Dated, Titled):
    """A percentage, or number, from ``least`` to ``most``."""

    name: str
    use: str
    title: str
    title_en: str
    least: int
    most: int
    basis: str


@dataclass(frozen=True)
class TaxStatus(Dated, Titled):
    """Diện khấu trừ thuế: ``percent`` of a payment of at least ``threshold`` đồng.  ``payees``:
    whom it is proposed for, ``staff`` or ``outside``.
    """

    name: str
    title: str
    title_en: str
    payees: str
    percent: int
    threshold: int
    basis: str


@dataclass(frozen=True)
class CreationRate(Dated, Titled):
    """Mức chi tạo lập, chuyển đổi, số hóa (26.2).  ``types``: content types that are such works.
    ``vnd``: for each ``unit``, ``None`` where nobody has entered the rate.
    """

    name: str
    title: str
    title_en: str
    types: tuple[str, ...]
    unit: str
    vnd: int | None
    basis: str


@dataclass(frozen=True)
class BaseSalary(Dated):
    """Mức lương cơ sở, đồng a month."""

    vnd: int
    basis: str


class IRoyaltyTables(Interface):
    """The ``RoyaltyTables`` of this process, a utility."""


@dataclass(frozen=True)
class RoyaltyTables:
    """All rows, of the past too."""

    bands: Sequence[Band]
    rules: Sequence[RoyaltyRule]
    taxes: Sequence[TaxStatus]
    rates: Sequence[CreationRate]
    salaries: Sequence[BaseSalary]

    def genres(self, day: datetime.date) -> list[Band]:
        """Return the bands in force on ``day``; of one genre that of the city, if there is one."""
        found: dict[str, Band] = {}
        for each in self.bands:
            if each.holds_on(day) and (each.name not in found or each.scope == CITY):
                found[each.name] = each
        return [*found.values()]

    def types_on(self, day: datetime.date) -> dict[str, str]:
        """Return the content types that are works on ``day``, each with its usual genre or rate;
        of a rate once it is known.
        """
        found = {name: each.name for each in self.rates_on(day) if each.vnd is not None
                 for name in each.types}
        return found | {name: each.name for each in self.genres(day) for name in each.types}

    def part_of(self, genre: str, content_type: str, day: datetime.date) -> str:
        """Return of which part of an item of ``content_type`` a work of ``genre`` is."""
        band = next((each for each in self.genres(day) if each.name == genre), None)
        return '' if band is None or content_type in band.types else band.part

    def picture_genre(self, content_type: str, day: datetime.date) -> str:
        """Return the usual genre of the pictures in an item of ``content_type``, ``''`` for an
        item that is pictures as a whole.
        """
        found = [each for each in self.genres(day) if each.part == PICTURES and each.types]
        return next((each.name for each in found if content_type not in each.types), '')

    def rules_on(self, day: datetime.date, *uses: str) -> list[RoyaltyRule]:
        """Return the rules of those ``uses`` in force on ``day``."""
        return [each for each in self.rules if each.use in uses and each.holds_on(day)]

    def rule(self, name: str, day: datetime.date) -> RoyaltyRule | None:
        """Return the rule ``name`` in force on ``day``."""
        return next((each for each in self.rules if each.name == name and each.holds_on(day)),
                    None)

    def taxes_on(self, day: datetime.date) -> list[TaxStatus]:
        """Return how people can be taxed on ``day``."""
        return [each for each in self.taxes if each.holds_on(day)]

    def rates_on(self, day: datetime.date) -> list[CreationRate]:
        """Return the rates in force on ``day``, unknown ones too."""
        return [each for each in self.rates if each.holds_on(day)]

    def titles_on(self, day: datetime.date, tag: str) -> dict[str, str]:
        """Return what genres, rates, rules and ways of taxing are called in the language ``tag``.
        """
        found = {each.name: each.title_in(tag) for each in self.genres(day)}
        found |= {each.name: each.title_in(tag) for each in self.rates_on(day)}
        found |= {each.name: each.title_in(tag) for each in self.rules if each.holds_on(day)}
        return found | {each.name: each.title_in(tag) for each in self.taxes_on(day)}

    def salary(self, day: datetime.date) -> int | None:
        """Return the base salary on ``day``, ``None`` where no row says."""
        return next((each.vnd for each in self.salaries if each.holds_on(day)), None)


def read_tables(data: Path, rates: str = '') -> RoyaltyTables:
    """Return the tables of the folder ``data``; ``rates``: a file of rates in place of its own.
    Raises ``ValueError`` that names a bad line.
    """
    return RoyaltyTables(
        read_dated(data / 'royalty_bands.csv', _band),
        read_dated(data / 'royalty_rules.csv', _rule),
        read_dated(data / 'royalty_tax.csv', _tax),
        read_dated(Path(rates) if rates else data / 'creation_rates.csv', _rate),
        read_dated(data / 'base_salary.csv', _salary))


def _band(row: Mapping[str, str], *, starts: datetime.date | None,
          ends: datetime.date | None) -> Band:
    if row['scope'] not in (COUNTRY, CITY):
        raise ValueError(f'no such scope: {row["scope"]}')
    return Band(row['name'], row['title_vi'], row['title_en'], row['scope'], row['part'],
                tuple(row['types'].split()), _natural(row['most']), row['legal_basis'],
                starts=starts, ends=ends)


def _rule(row: Mapping[str, str], *, starts: datetime.date | None,
          ends: datetime.date | None) -> RoyaltyRule:
    least, most = _natural(row['least']), _natural(row['most'])
    if least > most:
        raise ValueError(f'{least} is more than {most}')
    return RoyaltyRule(row['name'], row['use'], row['title_vi'], row['title_en'], least, most,
                       row['legal_basis'], starts=starts, ends=ends)


def _tax(row: Mapping[str, str], *, starts: datetime.date | None,
         ends: datetime.date | None) -> TaxStatus:
    percent = _natural(row['percent'])
    if percent > 100:
        raise ValueError(f'{percent} percent')
    return TaxStatus(
        row['name'], row['title_vi'], row['title_en'], row['payees'], percent,
        _natural(row['threshold']), row['legal_basis'], starts=starts, ends=ends)


def _rate(row: Mapping[str, str], *, starts: datetime.date | None,
          ends: datetime.date | None) -> CreationRate:
    return CreationRate(
        row['name'], row['title_vi'], row['title_en'], tuple(row['types'].split()), row['unit'],
        _natural(row['vnd']) if row['vnd'] else None, row['legal_basis'], starts=starts,
        ends=ends)


def _salary(row: Mapping[str, str], *, starts: datetime.date | None,
            ends: datetime.date | None) -> BaseSalary:
    return BaseSalary(_natural(row['vnd']), row['legal_basis'], starts=starts, ends=ends)


def _natural(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f'no number: {text}')
    return int(text)
