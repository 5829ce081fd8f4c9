"""One thing of Plone, as ``plone.restapi`` writes it, as a ``Head`` and a ``Piece``.

Both exporters use its serializers: ``plone/plone.exportimport`` and
``collective/collective.exportimport`` on GitHub.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import cast
from urllib.parse import unquote

from ....base.i18n import _
from . import pieces
from .pieces import Head, Piece, SourceFile, split_url
from .ploneblocks import html_of_blocks

Found = Mapping[str, object]
#: Makes the ``SourceFile`` of a field that holds a file, or ``None``.
Files = Callable[[Found, str], 'SourceFile | None']
_KINDS = {
    'Folder': pieces.FOLDER, 'Document': pieces.PAGE, 'News Item': pieces.NEWS,
    'Event': pieces.EVENT, 'File': pieces.FILE, 'Image': pieces.IMAGE, 'Link': pieces.LINK,
    'Collection': pieces.LISTING, 'Topic': pieces.LISTING, 'LRF': pieces.LANGUAGE,
    'Large Plone Folder': pieces.FOLDER}
SITE = 'Plone Site'
DEFAULT_LANGUAGE = '##DEFAULT##'
PUBLISHED = 'published'
_PORTAL = re.compile(r'^(?:\$\{(?:portal|navigation_root)_url\}|\.\./resolveuid/)')


def head_of(found: Found, where: str, root: str, position: int = 0) -> Head:
    """Return the ``Head`` of ``found``.  ``root``: the path of the old site's own page.  Raises
    ``BadSource``.
    """
    address = address_of(_text(found, '@id'), root)
    top = address.strip('/').partition('/')[0]
    state = found.get('review_state')
    return Head(
        _text(found, 'UID') or address, where, _KINDS.get(_text(found, '@type'), pieces.OTHER),
        _text(found, '@type'), address, _text(found, 'title'), _text(found, 'description'),
        ((top, ''),) if top and address.strip('/') != top else (),
        None if state is None else state == PUBLISHED, position, _language(found))


def address_of(url: str, root: str) -> str:
    """Return the path of ``url`` on the old site, whose own page stands at ``root``.  Raises
    ``BadSource``.

    >>> address_of('http://localhost:8080/Plone/tin/a', '/Plone'), address_of('/tin/a', '')
    ('/tin/a', '/tin/a')
    """
    path = unquote(split_url(url).path)
    if root and (path == root or path.startswith(f'{root}/')):
        path = path[len(root):]
    return '/' + path.strip('/')


def piece_of(found: Found, head: Head, files: Files, names: Mapping[str, str]) -> Piece:
    """Return the whole of it.  ``names``: full name by user id."""
    body, lost = _body(found)
    values = {
        'title': head.title or head.address.rpartition('/')[2],
        'summary': head.summary, 'body': body, 'author': _people(found, names),
        'place': _text(found, 'location'), 'start': _text(found, 'start'),
        'end': '' if found.get('open_end') else _text(found, 'end'),
        'url': _link(found), 'caption': _text(found, 'image_caption') or _text(
            found, 'preview_caption')}
    return Piece(
        head, {name: value for name, value in values.items() if value},
        tuple(str(each) for each in _list(found, 'subjects')), _file(found, head, files), '',
        _text(found, 'effective') or _text(found, 'created'), _text(found, 'created'),
        _text(found, 'modified'), _text(found, 'expires'), (*lost, *_left(found)))


def _file(found: Found, head: Head, files: Files) -> SourceFile | None:
    names = ('file',) if head.kind == pieces.FILE else ('image', 'preview_image')
    for name in names:
        value = found.get(name)
        if isinstance(value, dict):
            return files(cast(Found, value), _text(found, 'id'))
    return None


def _body(found: Found) -> tuple[str, tuple[str, ...]]:
    """Return the HTML of ``found``, and what of it is lost."""
    blocks, layout = found.get('blocks'), found.get('blocks_layout')
    if isinstance(blocks, dict) and blocks and isinstance(layout, dict):
        return html_of_blocks(blocks, layout)
    text = found.get('text')
    if isinstance(text, str):
        return text, ()
    if not isinstance(text, dict) or not isinstance(text.get('data'), str):
        return '', ()
    kind = str(text.get('content-type') or 'text/html')
    if kind in ('text/html', 'text/x-html-safe'):
        return text['data'], ()
    return paragraphs(text['data']), () if kind == 'text/plain' else (
        _('Văn bản dạng ${kind} được nhận như chữ thường.', mapping={'kind': kind}),)


def paragraphs(text: str) -> str:
    """Return plain ``text`` as HTML; an empty line parts paragraphs."""
    return ''.join(
        f'<p>{escape(part.strip(), quote=False)}</p>'
        for part in re.split(r'\n\s*\n', text.replace('\r\n', '\n')) if part.strip()
    ).replace('\n', '<br>')


def _left(found: Found) -> tuple[str, ...]:
    """Return what of ``found`` is never carried, as people need to know."""
    said = found.get('exportimport.conversation')
    return (_('Không mang theo ${count} bình luận.', mapping={'count': len(said)}),) if (
        isinstance(said, list) and said) else ()


def _link(found: Found) -> str:
    return _PORTAL.sub(lambda match: 'resolveuid/' if 'uid/' in match.group() else '',
                       _text(found, 'remoteUrl') or _text(found, 'remote_url'))


def _people(found: Found, names: Mapping[str, str]) -> str:
    return ', '.join(names.get(str(each)) or str(each) for each in _list(found, 'creators'))


def _language(found: Found) -> str:
    value = found.get('language')
    if isinstance(value, dict):
        value = value.get('token')
    return '' if value in (None, DEFAULT_LANGUAGE) else str(value)[:2]


def _text(found: Found, name: str) -> str:
    value = found.get(name)
    if isinstance(value, dict):
        value = value.get('data')
    return value if isinstance(value, str) else ''


def _list(found: Found, name: str) -> list[object]:
    value = found.get(name)
    return list(value) if isinstance(value, (list, tuple)) else []
