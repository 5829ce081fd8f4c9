"""The system of documents as settings and profile say: its addresses, and what it sends.

No interface of it is public.  Fields are those of edXML (QCVN 102:2016/BTTTT) where it has them,
all rows of ``document_system.csv`` (ADR 101).
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...base.profiles import Profile, found_at, key_in, read_profiles, said_in, text_at
from ...participation.filedrop.interfaces import FORMAT
from .interfaces import Issue
from .sent import IssuedPage, SentFile, SentPackage

if TYPE_CHECKING:
    from ...base.settings import Settings

#: Of the profile in ``document_system.csv``, and what that must say.
SYSTEM = 'qlvb'
NEEDED = ('title', 'header', 'header_value', 'packages', 'file', 'answer', 'issued', 'size',
          'items', 'next', 'more', 'days', 'package:id', 'package:title', 'package:files',
          'attachment:id', 'attachment:name', 'attachment:sha256', 'document:id', 'document:code',
          'document:issued', 'field:reference', 'field:status', 'outcome', 'receipt')
#: Characters of an id, of what stands for the end of a reading.
LONGEST_ID, LONGEST_AFTER = 100, 200
_SENDER = ('organisation', 'name', 'position', 'email', 'phone', 'address')


class NoDocuments(ValueError):
    """What was sent is no list of the profile."""


@dataclass(frozen=True)
class DocumentSource:
    """``base``: start of its addresses.  ``key_file``: with the token."""

    profile: Profile
    base: str
    key_file: Path

    def headers(self) -> dict[str, str]:
        """Return what each request says."""
        return {'Accept': 'application/json', 'Content-Type': 'application/json',
                **self.profile.access(key_in(self.key_file))}

    def waiting(self) -> str:
        """Return the address of the packages that wait."""
        return self.profile.address(self.base, 'packages', size=self.profile['size'])

    def file(self, package: SentPackage, file: SentFile) -> str:
        """Return the address of a file."""
        return self.profile.address(self.base, 'file', id=package.id, file=file.id)

    def answer(self, package: SentPackage) -> str:
        """Return the address at which the receipt of a package is given."""
        return self.profile.address(self.base, 'answer', id=package.id)

    def issued(self, after: str) -> str:
        """Return the address of the page of the list behind ``after``."""
        return self.profile.address(self.base, 'issued', after=after, size=self.profile['size'])

    def packages(self, body: bytes) -> list[SentPackage]:
        """Return the packages of a list, but for those without an id.  Raises ``NoDocuments``."""
        return [found for each in self._items(said_in(body))
                if (found := self._package(each)) is not None]

    def page(self, body: bytes) -> IssuedPage:
        """Return what a page of issued documents has.  Raises ``NoDocuments``."""
        said = said_in(body)
        items = self._items(said)
        issues = tuple(found for each in items if (found := self._issue(each)) is not None)
        after = text_at(said, self.profile['next'], LONGEST_AFTER)
        has_more = found_at(said, self.profile['more']) is True
        if not isinstance(said, Mapping) or items and not after:
            raise NoDocuments
        return IssuedPage(issues, after, has_more, len(items) - len(issues))

    def _items(self, said: object) -> list[object]:
        items = found_at(said, self.profile['items'])
        if not isinstance(items, list):
            raise NoDocuments
        return items

    def _package(self, said: object) -> SentPackage | None:
        told = self.profile.statement(said, 'package')
        identifier = told.text('id', LONGEST_ID)
        if not identifier:
            return None
        files = [self.profile.statement(each, 'attachment') for each in told.rows('files')]
        return SentPackage(
            identifier, told.text('to', LONGEST_ID), told.text('to_name'), told.text('title'),
            tuple(SentFile(each.text('id', LONGEST_ID), each.text('name')) for each in files),
            {'format': FORMAT, 'reference': identifier, 'title': told.found('title', ''),
             'text': told.found('text', ''), 'rights': told.found('rights', False),
             'sender': {'kind': 'body', **{name: told.found(name, '') for name in _SENDER}},
             'files': [{'name': each.text('name'), 'sha256': each.text('sha256')}
                       for each in files]})

    def _issue(self, said: object) -> Issue | None:
        told = self.profile.statement(said, 'document')
        identifier = told.text('id', LONGEST_ID)
        if not identifier:
            return None
        number = filter(None, (told.text('code', 60), told.text('notation', 60)))
        return Issue(
            identifier, told.text('organ', LONGEST_ID), told.text('organ_name', 300),
            '/'.join(number), told.day('issued'), told.text('type'), told.text('title', 2000),
            told.text('reach', LONGEST_ID),
            tuple(each for each in told.rows('to') if isinstance(each, str)),
            bool(told.text('state', 40)) and told.text('state', 40) == self.profile['recalled'])


def profile_in(data: Path) -> Profile:
    """Return the profile, in the folder ``data``.  Raises ``ValueError`` for a wrong one."""
    profile = read_profiles(data / 'document_system.csv', NEEDED)[SYSTEM]
    for name in ('size', 'days'):
        if not profile[name].isdecimal():
            raise ValueError(f'{SYSTEM}: {name} is a number')
    return profile


def source_of(settings: Settings, profile: Profile) -> DocumentSource | None:
    """Return the source that is configured, ``None`` if none is."""
    base = settings.document_system.rstrip('/')
    return DocumentSource(profile, base, settings.document_system_key_file) if base else None
