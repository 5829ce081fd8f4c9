"""The text of Volto, Plone's interface of today, which is kept as blocks, as HTML."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import cast

from ....base.i18n import _

_Block = Mapping[str, object]
#: Blocks that show a field of the item, which is carried as that field.
_FIELDS = frozenset(('title', 'description', 'leadimage'))
#: Elements that Slate names as HTML does.
_ELEMENTS = frozenset((
    'p', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'strong', 'em', 'del', 's',
    'sub', 'sup', 'code', 'u', 'b', 'i'))
_DEEPEST = 60


def html_of_blocks(blocks: _Block, layout: _Block) -> tuple[str, tuple[str, ...]]:
    """Return the HTML of ``blocks`` in the order of ``layout``, and what is lost of them."""
    lost: list[str] = []
    html = ''.join(_all(blocks, layout, lost, 0))
    return html, () if not lost else (
        _('Mất khối: ${kinds}.', mapping={'kinds': ', '.join(sorted(set(lost)))}),)


def _all(blocks: _Block, layout: _Block, lost: list[str], depth: int) -> Iterator[str]:
    items = layout.get('items')
    for key in items if isinstance(items, list) and depth < _DEEPEST else ():
        block = blocks.get(str(key))
        if isinstance(block, dict):
            yield from _one(cast(_Block, block), lost, depth)


def _one(block: _Block, lost: list[str], depth: int) -> Iterator[str]:
    kind = str(block.get('@type', ''))
    inner = block.get('data') if isinstance(block.get('data'), dict) else block
    if kind == 'slate':
        yield _slate(block.get('value'), 0)
    elif kind in ('html', 'text') and isinstance(block.get('html'), str):
        yield str(block['html'])
    elif kind == 'image':
        yield _image(block)
    elif kind == 'slateTable':
        yield _table(block)
    elif isinstance(inner, dict) and isinstance(inner.get('blocks'), dict) and isinstance(
            inner.get('blocks_layout'), dict):
        yield from _all(inner['blocks'], inner['blocks_layout'], lost, depth + 1)
    elif kind not in _FIELDS:
        lost.append(kind or '?')


def _slate(value: object, depth: int) -> str:
    if isinstance(value, list) and depth < _DEEPEST:
        return ''.join(_slate(each, depth + 1) for each in value)
    if not isinstance(value, dict):
        return ''
    if isinstance(value.get('text'), str):
        return escape(value['text'], quote=False).replace('\n', '<br>')
    children, kind = _slate(value.get('children'), depth + 1), str(value.get('type', ''))
    if kind in ('a', 'link'):
        return f'<a href="{escape(_address(value.get("data")))}">{children}</a>'
    name = 'h2' if kind == 'h1' else kind
    return f'<{name}>{children}</{name}>' if name in _ELEMENTS else children


def _address(data: object) -> str:
    """Return where a link leads; the form of it has changed with the versions of Volto."""
    if not isinstance(data, dict):
        return ''
    internal = data.get('link', {}).get('internal', {}).get('internal_link') if isinstance(
        data.get('link'), dict) and isinstance(data['link'].get('internal', {}), dict) else None
    found = data.get('url') or data.get('href') or internal
    if isinstance(found, list):
        found = found[0] if found else ''
    if isinstance(found, dict):
        found = found.get('@id')
    return found if isinstance(found, str) else ''


def _image(block: _Block) -> str:
    address = _address({'url': block.get('url')})
    return f'<p><img src="{escape(address)}" alt="{escape(str(block.get("alt") or ""))}"></p>'


def _table(block: _Block) -> str:
    table = block.get('table')
    rows = table.get('rows') if isinstance(table, dict) else None
    return '<table>' + ''.join(
        f'<tr>{_cells(row)}</tr>' for row in (rows if isinstance(rows, list) else ())
    ) + '</table>'


def _cells(row: object) -> str:
    cells = row.get('cells') if isinstance(row, dict) else None
    return ''.join(
        '<{0}>{1}</{0}>'.format('th' if each.get('type') == 'header' else 'td',
                                _slate(each.get('value'), 0))
        for each in (cells if isinstance(cells, list) else ()) if isinstance(each, dict))
