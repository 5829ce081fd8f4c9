"""The text of a version as its record shows it: whole, or what changes against the public one.

Paragraphs that a finding or a remark is about can be led to, and say so.
"""
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

import colander

from ....base.i18n import _
from ....base.text.marking import html_of
from ....base.text.segments import Segment, Tag, lines, parts
from ....kernel.inspection.upload import StoredFile
from ....kernel.tree.markup import clean
from ....web.forms.fields import FILE, HTML, PICTURES, TEXT, fields_of

#: Paragraphs of a field that a record shows; the rest is in the preview.
MOST = 400
#: Elements whose paragraphs have a link to a remark each: a table would be full of them.
SAID_OF = frozenset(('', 'p', 'li', 'h2', 'h3', 'h4', 'h5', 'blockquote'))
#: Gives HTML for a field and a position.
Say = Callable[[str, int], str]
#: Elements that stand open where a long text is cut short are closed in their order.
VOID = frozenset(('col', 'hr', 'wbr'))
CHANGE, WHOLE = 'change', 'whole'
WAYS = ((CHANGE, _('Thay đổi so với bản đang công khai')), (WHOLE, _('Toàn văn')))


@dataclass(frozen=True)
class ProseField:
    """A field of prose.  ``html``: safe to show.  ``is_short``: whether something is left out."""

    name: str
    title: str
    kind: str
    html: str
    is_short: bool


@dataclass(frozen=True)
class Fact:
    """A field of another kind.  ``shown``: text, translatable.  ``picture``: whether it is one."""

    name: str
    title: str
    shown: str
    is_file: bool = False
    picture: bool = False


@dataclass(frozen=True)
class Reading:
    """What the record shows of the text.

    ``parts``, ``facts``: of the whole text.  ``changes``: of ``versions.comparing``, ``None``
    where there is nothing to compare it with or the whole is asked for.  ``ways``: ``[(title,
    address, 'true' for the present one)]``.  ``is_composed``: whether it has blocks, which only
    the preview shows.
    """

    parts: tuple[ProseField, ...] = ()
    facts: tuple[Fact, ...] = ()
    changes: tuple[object, ...] | None = None
    ways: tuple[tuple[str, str, str | None], ...] = ()
    is_composed: bool = False

    def shows(self, field: str, position: int | None) -> bool:
        """Return whether that field, or paragraph of it, can be led to."""
        if self.changes is not None:
            return False
        found = {each.name: each.is_short for each in self.parts}
        if field in found:
            return position is None or not found[field] or position < MOST
        return position in (None, 0) and field in {each.name for each in self.facts}


def spot(field: str, position: int | None = None) -> str:
    """Return the id of the field, or of the paragraph of it, in the page of a record."""
    return f'truong-{field}' if position is None else f'doan-{field}-{position}'


def full_text(
        schema: colander.SchemaNode, values: Mapping[str, object],
        marks: Mapping[tuple[str, int], str], say: Say | None = None) -> tuple[
            tuple[ProseField, ...], tuple[Fact, ...], bool]:
    """Return the parts, the facts, and whether there are blocks.

    ``values``: as ``tree.values.written`` gives them.  ``marks``: ``{(field, position): HTML}``
    of what stands before a paragraph.  ``say``: gives what stands behind each.
    """
    prose, facts = [], []
    composed = {node.name for node in schema if getattr(node, 'composed', False)}
    for field in fields_of(schema, values):
        if not field.value or field.name in composed:
            continue
        if field.kind in (HTML, TEXT) or field.name == 'title':
            prose.append(_part(field, marks, say))
        else:
            facts.append(_fact(field))
    return tuple(prose), tuple(facts), bool(composed)


def _fact(field):
    if field.kind == FILE:
        stored = field.value
        return Fact(field.name, field.title, stored.filename, True, isinstance(
            stored, StoredFile) and stored.mimetype.startswith('image/'))
    if field.kind == PICTURES:  # the record has a card of them
        return Fact(field.name, field.title, _('${number} ảnh', mapping={
            'number': len(field.value.split(';'))}))
    return Fact(field.name, field.title, field.shown)


def _part(field, marks, say):
    here = {position: mark for (name, position), mark in marks.items() if name == field.name}
    if field.kind == HTML:
        found = parts(clean(field.value))
    else:
        found = [piece for each in lines(field.value)
                 for piece in (Tag('p', False, '<p>'), each, Tag('p', True, '</p>'))]
    kept, is_short = _shortened(found)
    return ProseField(field.name, field.title, field.kind, ''.join(
        _written(kept, here, say and partial(say, field.name))), is_short)


def _shortened(found):
    """Return what of ``found``, tags and paragraphs, is shown, and whether that is not all."""
    kept, opened, number = [], [], 0
    for part in found:
        if isinstance(part, Segment):
            if number == MOST:
                return [*kept, *(Tag(name, True, f'</{name}>') for name in opened[::-1])], True
            number += 1
        elif part.is_end:
            del opened[-1:]
        elif part.name not in VOID:
            opened.append(part.name)
        kept.append(part)
    return kept, False


def _written(found, marks, say):
    position = 0
    for part in found:
        if isinstance(part, Tag):
            yield part.html
        else:
            yield marks.get(position, '') + html_of(part.words)
            if say is not None and part.kind in SAID_OF:
                yield say(position)
            position += 1


def mark_of(field: str, position: int, links: list[tuple[str, str, str]]) -> str:
    """Return the HTML of what stands before a paragraph: where links lead to, and ``links``,
    ``[(text, address, address on a wide screen)]``, from there on.
    """
    leading = ''.join(
        f'<a class="remarked narrow" href="{escape(address)}">{escape(text)}</a>'
        f'<a class="remarked wide" href="{escape(here)}">{escape(text)}</a> '
        for text, address, here in links)
    return f'<span class="spot" id="{spot(field, position)}"></span>{leading}'


def saying(word: str, label: str, address: str) -> str:
    """Return the HTML of the link to the form of a remark on a paragraph.

    ``word`` is shown and is no part of the text, so that nobody copies it along; ``label`` is
    heard.
    """
    return (f'<a class="say-here wide" href="{escape(address)}" data-word="{escape(word)}" '
            f'aria-label="{escape(label)}"></a>')
