"""The JSON of ``collective.exportimport``, for Plone 4 and later: one array of all items.

Files are in it as base 64, or lie by ``blob_path`` in a folder ``blobstorage`` beside it.  Its
other exports are read where they lie beside: ``translations.json``, ``ordering.json``,
``defaultpages.json``, ``redirects.json``, ``members.json``.
"""
from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from ....base.i18n import _
from .folders import file_in
from .fragments import Span, json_objects, read, where_of
from .pieces import BadSource, Groups, Head, Piece, SourceFile, split_url
from .plonefiles import full_names, json_at, object_in, redirects_in, rows_in
from .ploneitem import SITE, Found, head_of, piece_of

_BLOBS = 'blobstorage'


class PloneArray:
    """The export in the file at ``path``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._spans: dict[str, Span] = {}
        self._root, self._hosts = self._old_site()
        self._order = {str(each.get('uuid')): each.get('order')
                       for each in rows_in(self._beside('ordering.json'))}
        self._names = full_names(self._beside('members.json'))

    def heads(self) -> Iterator[Head]:
        """See ``Source``."""
        for span in json_objects(self._path):
            where = where_of(span, self._spans)
            self._spans[where] = span
            try:
                found = self._read(span)
                if found.get('@type') == SITE:
                    continue
                position = self._order.get(str(found.get('UID')))
                head = head_of(found, where, self._root,
                               position if isinstance(position, int) else 0)
            except BadSource as error:
                head = Head(f'line:{where}', where, problem=error.args[0])
            yield head

    def piece(self, head: Head) -> Piece:
        """See ``Source``."""
        return piece_of(
            self._read(self._spans[head.where]), head, self._source_file, self._names)

    def groups(self) -> Groups:
        """See ``Source``."""
        return Groups(
            tuple(tuple(map(str, each.values())) for each in rows_in(
                self._beside('translations.json'))),
            redirects_in(self._beside('redirects.json'), self._root), self._hosts)

    def _old_site(self) -> tuple[str, frozenset[str]]:
        """Return the path and host of the old site, which the items at its top name."""
        first = ''
        for span in json_objects(self._path):
            try:
                found = self._read(span)
            except BadSource:
                continue
            parent = found.get('parent')
            above = str(parent.get('@id') or '') if isinstance(parent, dict) else ''
            first = first or above
            if isinstance(parent, dict) and parent.get('@type') == SITE:
                first = above
                break
        parts = split_url(first)
        return parts.path.rstrip('/'), frozenset(filter(None, (parts.netloc.lower(),)))

    def _read(self, span: Span) -> Found:
        if not span.whole:
            raise BadSource(_('Mục bị cắt cụt: tệp hết giữa chừng.'))
        return object_in(read(self._path, span))

    def _source_file(self, field: Found, item: str) -> SourceFile:
        name, path, data = field.get('filename'), field.get('blob_path'), field.get('data')
        size = field.get('size')
        if isinstance(data, str):
            size = len(data) * 3 // 4 - data[-2:].count('=')

        def opened() -> BinaryIO:
            if isinstance(data, str):
                return BytesIO(_decoded(data))
            if isinstance(path, str):
                return open(file_in(self._path.parent / _BLOBS, path), 'rb')
            raise BadSource(_('Bản xuất không kèm tệp, chỉ có địa chỉ tải về.'))

        return SourceFile(str(name or item), opened, size if isinstance(size, int) else None)

    def _beside(self, name: str) -> object:
        path = self._path.parent / name
        return json_at(path) if path != self._path else None


def _decoded(data: str) -> bytes:
    try:
        return b64decode(data, validate=True)
    except ValueError:
        raise BadSource(_('Dữ liệu base64 của tệp bị hỏng.')) from None
