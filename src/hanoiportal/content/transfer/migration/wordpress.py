"""WXR, what WordPress exports: RSS 2.0 with elements of its own (wp-admin/includes/export.php).

Files lie in a folder ``uploads`` or ``wp-content/uploads`` beside it, as on the old server.  Each
``<item>`` is parsed by itself, without a document type: no entity is expanded, nothing is loaded.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from ....base.i18n import _
from . import pieces
from .folders import file_in
from .fragments import Span, read, where_of, xml_items
from .pieces import BadSource, Groups, Head, Piece, SourceFile, split_url
from .ploneitem import paragraphs
from .table import address_of

#: The version of the format is in its addresses; ours are the same for each version.
_PREFIXES = ('content', 'dc', 'excerpt', 'wfw', 'wp')
_OPEN = '<rss {}>'.format(' '.join(f'xmlns:{each}="{each}"' for each in _PREFIXES)).encode()
_KINDS = {'post': pieces.NEWS, 'page': pieces.PAGE}
_PICTURES = ('.jpg', '.jpeg', '.png', '.gif', '.webp')
#: The head of the channel, in which the old site and its authors are named.
_HEAD = 1 << 20
_HOST = re.compile(rb'<wp:base_blog_url>\s*(?:<!\[CDATA\[)?([^<\]]+)')
_AUTHOR = re.compile(rb'<wp:author>.*?</wp:author>', re.DOTALL)
_SHORTCODE = re.compile(
    r'\[/?(caption|gallery|embed|video|audio|playlist)(?:\s[^\]]*)?\]', re.IGNORECASE)
_NEVER = '0000-00-00 00:00:00'


class WordPress:
    """The export in the file at ``path``."""

    def __init__(self, path: Path) -> None:
        self._path, self._folder = path, path.parent
        self._spans: dict[str, Span] = {}
        with open(path, 'rb') as file:
            top = file.read(_HEAD).split(b'<item', 1)[0]
        found = _HOST.search(top)
        self._base = split_url(found.group(1).decode(errors='replace').strip() if found else '')
        self._authors = dict(_names(each) for each in _AUTHOR.findall(top))

    def heads(self) -> Iterator[Head]:
        """See ``Source``.  Files come last, and are in the categories of what shows them."""
        groups: dict[str, tuple[tuple[str, str], ...]] = {}
        files = []
        for head, parent in self._found():
            if parent:
                files.append((head, parent))
                continue
            groups[head.key] = head.groups
            yield head
        for head, parent in files:
            yield replace(head, groups=groups.get(parent, ()))

    def _found(self) -> Iterator[tuple[Head, str]]:
        """Yield each head, and the key of what a file belongs to: of number 0 for nothing."""
        for span in xml_items(self._path):
            where = where_of(span, self._spans)
            self._spans[where] = span
            try:
                item = self._item(span)
                head = self._head(item, where)
            except BadSource as error:
                yield Head(f'line:{where}', where, problem=error.args[0]), ''
                continue
            is_file = _said(item, 'wp:post_type') == 'attachment'
            yield head, self._key(_said(item, 'wp:post_parent') or '0') if is_file else ''

    def piece(self, head: Head) -> Piece:
        """See ``Source``."""
        item = self._item(self._spans[head.where])
        body, lost = _body(_said(item, 'content:encoded'))
        author = _said(item, 'dc:creator')
        is_file = head.kind in (pieces.IMAGE, pieces.FILE)
        values = {
            'title': head.title, 'summary': _said(item, 'excerpt:encoded'),
            'body': '' if is_file else body, 'author': self._authors.get(author) or author,
            'alt': _meta(item, '_wp_attachment_image_alt')}
        said = item.findall('{wp}comment')
        return Piece(
            head, {name: value for name, value in values.items() if value},
            _terms(item, 'post_tag'), self._attached(head) if is_file else None,
            self._key(_meta(item, '_thumbnail_id')), _moment(item, 'date'), _moment(item, 'date'),
            _moment(item, 'modified'), '', (*lost, *((_(
                'Không mang theo ${count} bình luận.', mapping={'count': len(said)}),)
                if said else ())))

    def groups(self) -> Groups:
        """See ``Source``."""
        return Groups(hosts=frozenset(filter(None, (self._base.netloc.lower(),))))

    def _head(self, item: etree._Element, where: str) -> Head:
        kind, url = _said(item, 'wp:post_type'), _said(item, 'wp:attachment_url')
        status = _said(item, 'wp:status')
        name = url.rpartition('/')[2]
        is_attached = kind == 'attachment'
        become = _KINDS.get(kind, pieces.OTHER)
        if is_attached:
            become = pieces.IMAGE if name.lower().endswith(_PICTURES) else pieces.FILE
        return Head(
            self._key(_said(item, 'wp:post_id')) or f'line:{where}', where, become, kind,
            address_of(_said(item, 'link')), _said(item, 'title') or name, '',
            tuple(_categories(item)), None if status == 'inherit' else (
                status == 'publish' and not _said(item, 'wp:post_password')), 0, '',
            address_of(url) if is_attached else '')

    def _key(self, number: str) -> str:
        """Return what names the post of that ``number`` for ever: another blog counts from 1, too.

        ``''``: of none.
        """
        return f'{self._base.netloc.lower()}{self._base.path.rstrip("/")}/?p={number}' if (
            number) else ''

    def _attached(self, head: Head) -> SourceFile:
        path = head.file_address.removeprefix(self._base.path.rstrip('/') + '/').lstrip('/')

        def opened() -> BinaryIO:
            for start in (path, path.removeprefix('wp-content/')):
                try:
                    return open(file_in(self._folder, start), 'rb')
                except BadSource as error:
                    missing = error
            raise missing

        return SourceFile(path.rpartition('/')[2], opened)

    def _item(self, span: Span) -> etree._Element:
        if not span.whole:
            raise BadSource(_('Mục bị cắt cụt: tệp hết giữa chừng.'))
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        try:
            return etree.fromstring(_OPEN + read(self._path, span) + b'</rss>', parser)[0]
        except (etree.XMLSyntaxError, IndexError) as error:
            raise BadSource(_('XML không đọc được: ${why}.', mapping={
                'why': str(error)})) from None


def _said(item: etree._Element, name: str) -> str:
    prefix, _colon, local = name.rpartition(':')
    return (item.findtext(f'{{{prefix}}}{local}' if prefix else local) or '').strip()


def _meta(item: etree._Element, key: str) -> str:
    return next((_said(each, 'wp:meta_value') for each in item.findall('{wp}postmeta')
                 if _said(each, 'wp:meta_key') == key), '')


def _categories(item: etree._Element) -> Iterator[tuple[str, str]]:
    for each in item.findall('category'):
        if each.get('domain') == 'category' and each.get('nicename'):
            yield unquote(str(each.get('nicename'))), (each.text or '').strip()


def _terms(item: etree._Element, domain: str) -> tuple[str, ...]:
    return tuple((each.text or '').strip() for each in item.findall('category')
                 if each.get('domain') == domain)


def _moment(item: etree._Element, name: str) -> str:
    """Return a moment in ISO 8601: of Greenwich where it is told, else without a zone."""
    at = _said(item, f'wp:post_{name}_gmt')
    if at and at != _NEVER:
        return at.replace(' ', 'T') + '+00:00'
    local = _said(item, f'wp:post_{name}')
    return '' if local == _NEVER else local.replace(' ', 'T')


def _names(author: bytes) -> tuple[str, str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        found = etree.fromstring(_OPEN + author + b'</rss>', parser)[0]
    except etree.XMLSyntaxError:
        return '', ''
    return _said(found, 'wp:author_login'), _said(found, 'wp:author_display_name')


def _body(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` as HTML with paragraphs, which WordPress makes as it shows it."""
    lost = sorted({each.lower() for each in _SHORTCODE.findall(text)})
    html = _SHORTCODE.sub('', text)
    if '<!-- wp:' not in html and '<p' not in html.lower():
        html = html if '<' in html and '\n\n' not in html else _paragraphs(html)
    return html, (_('Mất mã ngắn: ${codes}.', mapping={'codes': ', '.join(lost)}),) if lost else ()


def _paragraphs(html: str) -> str:
    if '<' not in html:
        return paragraphs(html)
    parts = re.split(r'\n\s*\n', html.replace('\r\n', '\n'))
    return ''.join(f'<p>{part.strip()}</p>' for part in parts if part.strip())
