"""A document as HTML with its style, for the program that sets PDF."""
from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from pathlib import Path

from .charts import drawing
from .interfaces import (
    Blank,
    Block,
    Chart,
    Heading,
    OfficeDocument,
    Paragraph,
    Signature,
    Table,
    Tick,
)
from .layout import Layout, Measure
from .words import BOX, COPIES, MOTTO, STATE, TICKED, clean, dated, lines_of, numbered

_FONTS = Path(__file__).with_name('fonts')
_FACES = (('regular', 400, 'normal'), ('bold', 700, 'normal'),
          ('italic', 400, 'italic'), ('bolditalic', 700, 'italic'))
_FAMILY = '"Portal Serif", "DejaVu Serif", serif'
#: Names of a layout that are classes of text.
_CLASSES = ('state', 'motto', 'parent', 'agency', 'number', 'dated', 'kind', 'subject', 'letter',
            'heading', 'authority', 'signer', 'copies_title', 'copies')
_STYLE = Path(__file__).with_name('document.css')


def markup_of(document: OfficeDocument, layout: Layout) -> str:
    """Return the whole page, with its fonts in it."""
    body = ''.join((_remark(document), _head(document, layout), _title(document, layout),
                    *map(_block, document.body), _foot(document, layout)))
    return (f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
            f'<title>{escape(clean(document.title))}</title>{_author(document)}'
            f'<style>{_style(layout, document.across)}</style></head><body>{body}</body></html>')


def _author(document: OfficeDocument) -> str:
    agency = escape(clean(document.agency))
    return f'<meta name="author" content="{agency}">' if agency else ''


def _style(layout: Layout, across: bool) -> str:
    margins = ' '.join(f'{layout[f"margin_{side}"].value}mm'
                       for side in ('top', 'right', 'bottom', 'left'))
    size = 'A4 landscape' if across else 'A4'
    page = (f'@page {{ size: {size}; margin: {margins}; @top-center {{ content: counter(page); '
            f'font: {layout["page"].value}pt {_FAMILY} }} }}\n'
            '@page :first { @top-center { content: none } }\n')
    body = (f'html {{ font: {layout["body"].value}pt/{layout["spacing"].value} {_FAMILY} }}\n'
            f'p, h2, table {{ margin: {layout["gap"].value}pt 0 }}\n'
            f'p.text {{ text-indent: {layout["indent"].value}mm }}\n')
    classes = ''.join(_class(layout[name]) for name in _CLASSES)
    return _faces() + page + body + classes + _STYLE.read_text(encoding='utf-8')


@cache
def _faces() -> str:
    return ''.join(
        f'@font-face {{ font-family: "Portal Serif"; font-weight: {weight}; font-style: {style}; '
        f'src: url(data:font/woff2;base64,{_encoded(face)}) }}\n'
        for face, weight, style in _FACES)


def _encoded(face: str) -> str:
    return b64encode((_FONTS / f'serif-{face}.woff2').read_bytes()).decode()


def _class(measure: Measure) -> str:
    weight = 'bold' if 'bold' in measure.style else 'normal'
    slant = 'italic' if 'italic' in measure.style else 'normal'
    return (f'.{measure.name} {{ font-size: {measure.value}pt; font-weight: {weight}; '
            f'font-style: {slant} }}\n')


def _p(name: str, text: str, layout: Layout, element: str = 'p') -> str:
    if not text:
        return ''
    shown = escape(layout[name].shown(clean(text)))
    return f'<{element} class="{name}">{shown}</{element}>'


def _remark(document: OfficeDocument) -> str:
    return f'<p class="remark">{escape(clean(document.remark))}</p>' if document.remark else ''


def _head(document: OfficeDocument, layout: Layout) -> str:
    state = f'{_p("state", STATE, layout)}{_p("motto", MOTTO, layout)}<div class="rule"></div>'
    when = _p('dated', dated(document.place, document.day), layout)
    if not document.agency:
        return f'<div class="head alone"><div>{state}</div></div>'
    letter = '' if document.kind else _p('letter', f'V/v {document.subject}', layout)
    return (f'<div class="head"><div>{_p("parent", document.parent, layout)}'
            f'{_p("agency", document.agency, layout)}<div class="rule short"></div>'
            f'{_p("number", numbered(document.number), layout)}{letter}</div>'
            f'<div>{state}{when}</div></div>')


def _title(document: OfficeDocument, layout: Layout) -> str:
    if not document.kind:
        return ''
    subject = _p('subject', document.subject, layout)
    line = '<div class="rule short"></div>' if subject else ''
    return f'<div class="title">{_p("kind", document.kind, layout, "h1")}{subject}{line}</div>'


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f'<h2 class="heading">{escape(clean(block.text))}</h2>'
    if isinstance(block, Paragraph):
        return ''.join(map(_paragraph(block), lines_of(block.text)))
    if isinstance(block, Tick):
        return f'<p>{TICKED if block.ticked else BOX} {escape(clean(block.label))}</p>'
    if isinstance(block, Chart):
        return f'<div class="drawn">{drawing(block)}{_table(block.table)}</div>'
    return _blank(block) if isinstance(block, Blank) else _table(block)


def _paragraph(block: Paragraph) -> Callable[[str], str]:
    names = ' '.join(name for name, wanted in (
        ('strong', block.bold), ('slanted', block.italic)) if wanted)
    kind = 'centred' if block.centred else 'text'
    return lambda line: f'<p class="{kind} {names}">{escape(line)}</p>'


def _blank(block: Blank) -> str:
    label, lines = escape(clean(block.label)), lines_of(block.value)
    if lines:
        return f'<p>{label}: {"<br>".join(map(escape, lines))}</p>'
    if not block.lines:
        return f'<p>{label}:</p>'
    return f'<p class="blank" style="padding-bottom: {2 * block.lines - 2}em">{label}:</p>'


def _table(table: Table) -> str:
    head = ''.join(f'<th scope="col">{escape(clean(cell))}</th>' for cell in table.header)
    rows = ''.join(f'<tr>{_cells(row)}</tr>' for row in table.rows)
    wide = ''.join(f'<col style="width: {100 * part / sum(table.parts):.4g}%">'
                   for part in table.parts)
    return (f'<table><caption>{escape(clean(table.caption))}</caption>{wide}'
            f'<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>')


def _cells(row: Iterable[str]) -> str:
    return ''.join(f'<td>{"<br>".join(map(escape, lines_of(cell)))}</td>' for cell in row)


def _foot(document: OfficeDocument, layout: Layout) -> str:
    copies = ''
    if document.copies:
        copies = _p('copies_title', COPIES, layout) + ''.join(
            f'<p class="copies">- {escape(clean(copy))}</p>' for copy in document.copies)
    signatures = ''.join(
        f'<div class="signature">{_signature(each, layout)}</div>' for each in document.signatures)
    if not copies and not signatures:
        return ''
    if len(document.signatures) == 1 or copies:
        signatures = f'<div class="list">{copies}</div>{signatures}'
    return f'<div class="foot">{signatures}</div>'


def _signature(signature: Signature, layout: Layout) -> str:
    authority = ''.join(_p('authority', line, layout) for line in signature.authority)
    hint = f'<p class="slanted">{escape(clean(signature.hint))}</p>' if signature.hint else ''
    return f'{authority}{hint}<div class="room"></div>{_p("signer", signature.name, layout)}'
