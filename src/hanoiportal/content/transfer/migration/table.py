"""CSV with a folder of files: what any old site can be written as (docs/operations/migration.md).
"""
from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from ....base.i18n import _
from . import pieces
from .folders import file_in
from .pieces import BadSource, Groups, Head, Piece, SourceFile, split_url
from .ploneitem import paragraphs

COLUMNS = (
    'address', 'type', 'title', 'section', 'id', 'summary', 'body', 'body_file', 'author',
    'source', 'date', 'created', 'modified', 'expires', 'keywords', 'state', 'url', 'start', 'end',
    'place', 'file', 'sha256', 'alt', 'credit', 'position', 'language', 'translates',
    'file_address')
NEEDED = ('address', 'type', 'title')
_KINDS = {**{each: each for each in pieces.ITEMS}, 'section': pieces.FOLDER}
_TEXTS = ('title', 'summary', 'author', 'source', 'url', 'start', 'end', 'place', 'alt', 'credit')
_LONGEST_CELL = 4 << 20
_Row = dict[str, str]


class Table:
    """The rows of the file at ``path``; the files lie in the folder in which it lies."""

    def __init__(self, path: Path) -> None:
        csv.field_size_limit(_LONGEST_CELL)
        self._folder, self._rows = path.parent, dict[str, _Row]()
        self._path, self._hosts, self._pairs = path, set[str](), list[tuple[str, str]]()

    def heads(self) -> Iterator[Head]:
        """See ``Source``."""
        for number, cells, problem in self._lines():
            where = str(number)
            if problem:
                yield Head(f'line:{where}', where, problem=problem)
                continue
            try:
                head = self._head(cells, where)
            except BadSource as error:
                head = Head(f'line:{where}', where, problem=error.args[0])
            self._rows[where] = cells
            yield head

    def piece(self, head: Head) -> Piece:
        """See ``Source``."""
        row = self._rows[head.where]
        values = {name: row[name] for name in _TEXTS if row.get(name)}
        values['body'] = self._body(row)
        return Piece(
            head, {name: value for name, value in values.items() if value},
            tuple(filter(None, map(str.strip, row.get('keywords', '').split(';')))),
            self._source_file(row), '', row.get('date', ''),
            row.get('created', '') or row.get('date', ''), row.get('modified', ''),
            row.get('expires', ''))

    def groups(self) -> Groups:
        """See ``Source``."""
        return Groups(tuple(self._pairs), hosts=frozenset(self._hosts))

    def _lines(self) -> Iterator[tuple[int, _Row, str]]:
        """Yield ``(line, cells by column, why it cannot be read)``.  Raises ``BadSource``."""
        with open(self._path, encoding='utf-8-sig', newline='', errors='replace') as file:
            first = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=';' if first.count(';') > first.count(
                ',') else ',')
            names = [each.strip().lower() for each in next(reader, [])]
            _check(names)
            while True:
                before = reader.line_num + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield before, {}, _('Dòng không đúng dạng CSV (${why}).', mapping={
                        'why': str(error)})
                    continue
                if any(map(str.strip, cells)):
                    row = dict(zip(names, map(str.strip, cells), strict=False))
                    yield before, row, _fault(names, cells)

    def _head(self, row: _Row, where: str) -> Head:
        parts = split_url(row.get('address', ''))
        self._hosts |= {parts.netloc.lower()} - {''}
        address, section = address_of(row.get('address', '')), row.get('section', '')
        key = row.get('id') or (address and parts.netloc.lower() + address) or f'line:{where}'
        if row.get('translates'):
            self._pairs.append((row['translates'], key))
        kind, position = row.get('type', ''), row.get('position', '')
        return Head(
            key, where, _KINDS.get(kind, pieces.OTHER), kind, address, row.get('title', ''),
            row.get('summary', ''), ((section, ''),) if section else (),
            row.get('state', '') in ('', 'published'),
            int(position) if position.isdecimal() else 0, row.get('language', '')[:2],
            address_of(row.get('file_address', '')))

    def _body(self, row: _Row) -> str:
        name = row.get('body_file', '')
        if not name:
            return row.get('body', '')
        try:
            text = file_in(self._folder, name).read_bytes().decode('utf-8-sig')
        except UnicodeDecodeError:
            raise BadSource(_('Tệp ${name} không phải là văn bản UTF-8.', mapping={
                'name': name})) from None
        except OSError as error:
            raise BadSource(str(error.strerror)) from None
        return paragraphs(text) if name.lower().endswith('.txt') else text

    def _source_file(self, row: _Row) -> SourceFile | None:
        path = row.get('file', '')
        if not path:
            return None

        def opened() -> BinaryIO:
            return open(file_in(self._folder, path), 'rb')

        return SourceFile(path.rpartition('/')[2], opened, None, row.get('sha256', '').lower())


def address_of(url: str) -> str:
    """Return path and query of ``url``, decoded; ``''`` of nothing.  Raises ``BadSource``.

    >>> address_of('http://cu.hanoi.gov.vn/tin/xem.aspx?id=5')
    '/tin/xem.aspx?id=5'
    """
    parts = split_url(url)
    if not parts.path and not parts.query:
        return ''
    query = f'?{unquote(parts.query)}' if parts.query else ''
    return '/' + unquote(parts.path).strip('/') + query


def _check(names: list[str]) -> None:
    unknown = [each for each in names if each not in COLUMNS]
    if unknown or not set(NEEDED) <= set(names) or len(set(names)) < len(names):
        raise BadSource(_(
            'Dòng đầu phải nêu tên các cột, mỗi cột một lần, trong đó có ${needed}; các cột: '
            '${columns}.', mapping={'needed': ', '.join(f'“{name}”' for name in NEEDED),
                                    'columns': ', '.join(COLUMNS)}))


def _fault(names: list[str], cells: list[str]) -> str:
    if len(cells) > len(names):
        return _('Dòng có nhiều ô hơn số cột của dòng đầu.')
    return _('Không phải là văn bản UTF-8.') if any('\ufffd' in each for each in cells) else ''
