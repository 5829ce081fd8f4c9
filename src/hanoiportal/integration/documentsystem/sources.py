"""The system of documents as settings and profile say: its addresses, and what it sends.

No interface of it is public.  Fields are those of edXML (QCVN 102:2016/BTTTT) where it has them,
all rows of ``document_system.csv`` (ADR 101).
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from ...base.profiles import Profile, day_at, found_at, read_profiles, said_in, text_at
from ...participation.filedrop.interfaces import FORMAT
from .interfaces import Issue

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


class SentFile(NamedTuple):
    """A file of a package that can be asked for."""

    id: str
    name: str


class SentPackage(NamedTuple):
    """A package that waits.  ``said``: as ``IPackages.package`` takes it."""

    id: str
    organ: str
    organ_name: str
    title: str
    files: tuple[SentFile, ...]
    said: Mapping[str, object]


class IssuedPage(NamedTuple):
    """A page of the list.  ``after``: stands for its end.  ``unreadable``: of its entries, those
    that name no document.
    """

    issues: tuple[Issue, ...]
    after: str
    has_more: bool
    unreadable: int


@dataclass(frozen=True)
class DocumentSource:
    """``base``: start of its addresses.  ``key_file``: with the token."""

    profile: Profile
    base: str
    key_file: Path

    def headers(self) -> dict[str, str]:
        """Return what each request says.  The file is read anew, so a new token needs no restart.
        """
        try:
            token = self.key_file.read_text(encoding='ascii').strip()
        except (OSError, ValueError):
            token = ''
        return {'Accept': 'application/json', 'Content-Type': 'application/json',
                **self.profile.access(token)}

    def waiting(self) -> str:
        """Return the address of the packages that wait."""
        return self._at('packages', size=self.profile['size'])

    def file(self, package: SentPackage, file: SentFile) -> str:
        """Return the address of a file."""
        return self._at('file', id=package.id, file=file.id)

    def answer(self, package: SentPackage) -> str:
        """Return the address at which the receipt of a package is given."""
        return self._at('answer', id=package.id)

    def issued(self, after: str) -> str:
        """Return the address of the page of the list behind ``after``."""
        return self._at('issued', after=after, size=self.profile['size'])

    def _at(self, name: str, **values: str) -> str:
        path = self.profile[name]
        for key, value in values.items():
            path = path.replace(f'<{key}>', quote(value, safe=''))
        return self.base + path

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
        names = self.profile.below('package')
        identifier = text_at(said, names['id'], LONGEST_ID)
        if not identifier:
            return None
        listed = found_at(said, names['files'])
        files = listed if isinstance(listed, list) else []
        ids = self.profile.below('attachment')
        return SentPackage(
            identifier, text_at(said, names.get('to', ''), LONGEST_ID),
            text_at(said, names.get('to_name', '')), text_at(said, names['title']),
            tuple(SentFile(text_at(each, ids['id'], LONGEST_ID), text_at(each, ids['name']))
                  for each in files),
            {'format': FORMAT, 'reference': identifier,
             'title': _raw(said, names['title']), 'text': _raw(said, names.get('text', '')),
             'rights': found_at(said, names['rights']) if names.get('rights') else False,
             'sender': {'kind': 'body', **{
                 name: _raw(said, names.get(name, '')) for name in _SENDER}},
             'files': [{'name': text_at(each, ids['name']), 'sha256': text_at(
                 each, ids['sha256'])} for each in files]})

    def _issue(self, said: object) -> Issue | None:
        names = self.profile.below('document')
        identifier = text_at(said, names['id'], LONGEST_ID)
        if not identifier:
            return None
        number = '/'.join(filter(None, (
            text_at(said, names['code'], 60), text_at(said, names.get('notation', ''), 60))))
        to = found_at(said, names['to']) if names.get('to') else None
        return Issue(
            identifier, text_at(said, names.get('organ', ''), LONGEST_ID),
            text_at(said, names.get('organ_name', ''), 300), number,
            day_at(said, names['issued']), text_at(said, names.get('type', '')),
            text_at(said, names.get('title', ''), 2000),
            text_at(said, names.get('reach', ''), LONGEST_ID),
            tuple(each for each in to if isinstance(each, str)) if isinstance(to, list) else (),
            bool(names.get('state')) and text_at(said, names['state'], 40) == self.profile[
                'recalled'])


def _raw(said: object, path: str) -> object:
    """Return what stands at ``path``, for who judges it; ``''`` for nothing."""
    found = found_at(said, path) if path else None
    return '' if found is None else found


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
