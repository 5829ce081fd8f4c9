"""The folder that Plone 6's ``plone-exporter`` writes (``plone/plone.exportimport`` on GitHub).

``content/<UID>/data.json`` with its files beside, ``content/__metadata__.json`` (order, pages that
stand for folders), ``redirects.json``, ``translations.json``, ``principals.json``.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, cast

from .folders import file_in
from .pieces import BadSource, Groups, Head, Piece, SourceFile
from .plonefiles import full_names, json_at, object_in, redirects_in, rows_in
from .ploneitem import SITE, Found, head_of, piece_of

_DATA = 'data.json'


class PlonePackage:
    """The export in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._content = folder, folder / 'content'
        metadata = json_at(self._content / '__metadata__.json')
        self._order = _mapping(metadata, 'ordering')
        self._fronts = _mapping(metadata, 'default_page')
        self._names = full_names(json_at(folder / 'principals.json'))

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
        return Groups(
            _translations(json_at(self._folder / 'translations.json')),
            redirects_in(json_at(self._folder / 'redirects.json'), self._root()), frozenset(),
            {key: str(value.get('default_page_uuid')) for key, value in self._fronts.items()
             if isinstance(value, dict)})

    def _root(self) -> str:
        """Return the path of the old site in the database it stood in, as redirects have it."""
        site = json_at(self._content / 'plone_site_root' / _DATA)
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
            content = path.read_bytes()
        except OSError as error:
            raise BadSource(str(error.strerror)) from None
        return object_in(content)


def _mapping(found: object, name: str) -> Mapping[str, object]:
    value = found.get(name) if isinstance(found, dict) else None
    return cast(Mapping[str, object], value) if isinstance(value, dict) else {}


def _translations(found: object) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(each.get('canonical')), *map(str, _mapping(each, 'translations').values()))
        for each in rows_in(found))
