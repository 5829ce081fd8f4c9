"""The sources as the settings and their profiles say, and what they send as records.

The profiles are ours (ADR 92): neither system publishes a description of its services.  Each row
of ``law_sources.csv`` can be changed when the operator of a system says otherwise.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...base.numbers import number_in
from ...base.profiles import Profile, found_at, key_in, read_profiles, said_in
from .interfaces import Record

if TYPE_CHECKING:
    from ...base.settings import Settings

#: Of the profiles in ``law_sources.csv``.
LAW, GAZETTE = 'csdl', 'cong-bao'
#: What each profile must say.
NEEDED = ('title', 'title_en', 'list', 'body', 'first', 'size', 'items', 'total', 'id', 'number',
          'issuer', 'issued', 'since', 'days')
#: Characters of an id, of a text in HTML.
LONGEST_ID, LONGEST_TEXT = 100, 4_000_000
_DIGITS = 7


class NoListing(ValueError):
    """What was sent is none of the source's lists or documents."""


@dataclass(frozen=True)
class Page:
    """One page of a list.  ``total``: records of all pages; ``unreadable``: of those on it."""

    records: tuple[Record, ...]
    total: int
    unreadable: int
    sent: int


@dataclass(frozen=True)
class Source:
    """One source.  ``base``: start of its addresses.  ``key``: that it wants to see, or ``''``."""

    profile: Profile
    base: str
    key: str = ''

    @property
    def name(self) -> str:
        """By which it is named."""
        return self.profile.name

    @property
    def first(self) -> int:
        """Number of the first page."""
        return int(self.profile['first'])

    @property
    def since(self) -> datetime.date:
        """The local day; what was issued before is missed nowhere."""
        return datetime.date.fromisoformat(self.profile['since'])

    @property
    def has_texts(self) -> bool:
        """Whether it gives the texts of documents."""
        return bool(self.profile['detail'] and self.profile['text'])

    def headers(self) -> dict[str, str]:
        """Return what each request says."""
        said = {'Accept': 'application/json', 'Content-Type': 'application/json'}
        name = self.profile['key_header']
        return {**said, name: self.key} if name and self.key else said

    def asked(self, page: int) -> tuple[str, bytes]:
        """Return address and body of the request for a page of the list."""
        body = self.profile['body'].replace('<page>', str(page)).replace(
            '<size>', self.profile['size'])
        return self.base + self.profile['list'], body.encode()

    def detail(self, identifier: str) -> str:
        """Return the address at which the text of a record is asked for."""
        return self.profile.address(self.base, 'detail', id=identifier)

    def page(self, body: bytes) -> Page:
        """Return what a page has.  Raises ``NoListing``."""
        said = said_in(body)
        items, total = found_at(said, self.profile['items']), found_at(
            said, self.profile['total'])
        if not isinstance(items, list) or not isinstance(total, int) or isinstance(total, bool):
            raise NoListing
        found = [each for item in items if (each := self.record(item)) is not None]
        return Page(tuple(found), total, len(items) - len(found), len(items))

    def record(self, said: object) -> Record | None:
        """Return the record that ``said`` is, ``None`` if it lacks number, body, day or id."""
        told = self.profile.statement(said)
        identifier, number = told.text('id', LONGEST_ID), told.text('number', 100)
        issuer, issued = told.text('issuer'), told.day('issued')
        if not identifier or not number or not issuer or issued is None:
            return None
        return Record(
            identifier, number, issuer.partition(', ')[0], told.text('summary', 2000), issued,
            told.day('effective'), told.day('expires'),
            self.profile.below('status').get(told.text('status', 40), ''),
            told.text('changed', 60), self.profile.address('', 'page', id=identifier))

    def text(self, body: bytes) -> str:
        """Return the text in what a document's address gave, in HTML.  Raises ``NoListing``."""
        found = found_at(said_in(body), self.profile['text'])
        if not isinstance(found, str):
            raise NoListing
        return found[:LONGEST_TEXT]


def profiles_in(data: Path) -> dict[str, Profile]:
    """Return the profiles of all sources that there are, in the folder ``data``.  Raises
    ``ValueError`` for a wrong one.
    """
    profiles = read_profiles(data / 'law_sources.csv', NEEDED)
    for profile in profiles.values():
        datetime.date.fromisoformat(profile['since'])
        if any(not number_in(profile[name], _DIGITS) and profile[name] != '0'
               for name in ('first', 'size', 'days')):
            raise ValueError(f'{profile.name}: first, size and days are numbers')
    return profiles


def sources_of(settings: Settings, profiles: Mapping[str, Profile]) -> list[Source]:
    """Return the sources that are configured."""
    bases = {LAW: settings.law_database, GAZETTE: settings.gazette}
    keys = {LAW: settings.law_database_key_file}
    return [Source(profiles[name], base.rstrip('/'), key_in(keys.get(name)))
            for name, base in bases.items() if base]
