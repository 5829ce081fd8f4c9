"""The folder that Plone 6's ``plone-exporter`` writes (``plone/plone.exportimport`` on GitHub).

``content/<UID>/data.json`` with its files beside, ``content/__metadata__.json`` (order, pages that
stand for folders), ``redirects.json``, ``translations.json``, ``principals.json``.
"""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, cast

from ....base.i18n import _
from .folders import file_in
from .pieces import BadSource, Groups, Head, Piece, SourceFile
from .ploneitem import SITE, Found, address_of, head_of, piece_of

_DATA = 'data.json'


class PlonePackage:
    """The export in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._content = folder, folder / 'content'
        metadata = self._json(self._content / '__metadata__.json')
        self._order = _mapping(metadata, 'ordering')
        self._fronts = _mapping(metadata, 'default_page')
        self._names = _full_names(self._json(folder / 'principals.json'))

    def heads(self) -> Iterator[Head]:
        """See ``Source``."""
        for path in sorted(self._content.glob(f'*/{_DATA}')):
            where = f'{path.parent.name}/{_DATA}'
            position = self._order.get(path.parent.name)
            try:
                found = self._read(path)
                if found.get('@type') == SITE:
                    continue
                head = head_of(found, where, '', position if isinstance(position, int) else 0)
            except BadSource as error:
                head = Head(path.parent.name, where, problem=error.args[0])
            yield head

    def piece(self, head: Head) -> Piece:
        """See ``Source``."""
        return piece_of(self._read(self._content / head.where), head, self._file, self._names)

    def groups(self) -> Groups:
        """See ``Source``."""
        redirects = self._json(self._folder / 'redirects.json')
        return Groups(
            _translations(self._json(self._folder / 'translations.json')),
            _redirects(redirects, self._root()), frozenset(),
            {key: str(value.get('default_page_uuid')) for key, value in self._fronts.items()
             if isinstance(value, dict)})

    def _root(self) -> str:
        """Return the path of the old site in the database it stood in, as redirects have it."""
        site = self._json(self._content / 'plone_site_root' / _DATA)
        return f'/{site["id"]}' if isinstance(site, dict) and site.get('id') else ''

    def _file(self, field: Found, _name: str) -> SourceFile | None:
        path, name, size = field.get('blob_path'), field.get('filename'), field.get('size')
        if not isinstance(path, str) or not isinstance(name, str):
            return None

        def opened() -> BinaryIO:
            return open(file_in(self._content, path), 'rb')

        return SourceFile(name, opened, size if isinstance(size, int) else None)

    def _read(self, path: Path) -> Found:
        try:
            found = json.loads(path.read_bytes())
        except OSError as error:
            raise BadSource(str(error.strerror)) from None
        except (ValueError, RecursionError) as error:
            raise BadSource(_('JSON không đọc được: ${why}.', mapping={
                'why': str(error)})) from None
        if not isinstance(found, dict):
            raise BadSource(_('Tệp phải là một đối tượng JSON {…}.'))
        return cast(Found, found)

    def _json(self, path: Path) -> object:
        """Return what ``path`` holds, ``None`` if it is not there.  Raises ``BadSource``."""
        try:
            return cast(object, json.loads(path.read_bytes()))
        except FileNotFoundError:
            return None
        except (ValueError, RecursionError) as error:
            raise BadSource(_('${name}: JSON không đọc được: ${why}.', mapping={
                'name': path.name, 'why': str(error)})) from None


def _mapping(found: object, name: str) -> Mapping[str, object]:
    value = found.get(name) if isinstance(found, dict) else None
    return cast(Mapping[str, object], value) if isinstance(value, dict) else {}


def _full_names(found: object) -> dict[str, str]:
    members = found.get('members') if isinstance(found, dict) else None
    return {str(each.get('username')): str(each.get('fullname') or '')
            for each in (members if isinstance(members, list) else ()) if isinstance(each, dict)}


def _translations(found: object) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(each.get('canonical')), *map(str, dict(each.get('translations') or {}).values()))
        for each in (found if isinstance(found, list) else ()) if isinstance(each, dict))


def _redirects(found: object, root: str) -> dict[str, str]:
    return {address_of(old, root): address_of(str(new), root)
            for old, new in (found.items() if isinstance(found, dict) else ())}
