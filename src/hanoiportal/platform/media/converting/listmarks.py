"""Lists whose numbers are those that the document prints.

HTML counts by itself, from one, in lists that nothing interrupts.  A list that a browser would
count otherwise becomes paragraphs that say their numbers.
"""
from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import html as markup

from .made import Markup, TakenPictures, lost_words, said_in
from .preparing import CLOSE, OPEN

_MARK = re.compile(f'^{OPEN}([^{CLOSE}]*){CLOSE}')
_LEFT = re.compile(f'{OPEN}([^{CLOSE}]*){CLOSE}')
_PLAIN = re.compile(r'(\d{1,4}|[a-z]|[A-Z])[.)]?')
_BLOCKS = {'ol', 'ul', 'p', 'table', 'h2', 'h3', 'h4', 'h5'}


def finished(html: str, pictures: TakenPictures, lines: list[str]) -> Markup:
    """Return what was made of a document with these ``lines``.

    ``html``: in which the paragraphs of lists say their marks.
    """
    made = with_numbers(html)
    lost = lost_words(lines, _LEFT.sub(r'\1 ', html))
    return Markup(made, pictures, lost + lost_words([said_in(_LEFT.sub('', html))], made))


def with_numbers(html: str) -> str:
    """Return ``html`` with numbers in its lists, or before their paragraphs."""
    root = markup.fragment_fromstring(html, create_parent='div')
    for listed in reversed(list(root.iter('ol', 'ul'))):
        _renumber(listed)
    inside = markup.tostring(root, encoding='unicode')
    return _LEFT.sub(r'\1 ', inside.removeprefix('<div>').removesuffix('</div>'))


def _renumber(listed: markup.HtmlElement) -> None:
    items = listed.findall('li')
    marks = [_mark(item) for item in items]
    if listed.tag == 'ul' and not any(map(_counts, marks)) or not any(marks):
        for item in items:
            item.text = _MARK.sub('', item.text or '')
        return
    begun = _begun(marks)
    if listed.tag == 'ol' and begun is not None:
        kind, start = begun
        if kind != '1':
            listed.set('type', kind)
        if start != 1:
            listed.set('start', str(start))
        for item in items:
            item.text = _MARK.sub('', item.text or '')
    else:
        _unlist(listed)


def _mark(item: markup.HtmlElement) -> str:
    found = _MARK.match(item.text or '')
    return found[1].strip() if found else ''


def _counts(mark: str) -> bool:
    return any(sign.isalnum() for sign in mark)


def _begun(marks: Sequence[str]) -> tuple[str, int] | None:
    """Return the ``type`` and ``start`` of a list that prints ``marks``, ``None`` if none does."""
    values = []
    for mark in marks:
        found = _PLAIN.fullmatch(mark)
        if not found:
            return None
        sign = found[1]
        kind = '1' if sign.isdigit() else 'a' if sign.islower() else 'A'
        values.append((kind, int(sign) if kind == '1' else ord(sign) - ord(kind) + 1))
    kind, start = values[0]
    return (kind, start) if values == [
        (kind, start + at) for at in range(len(values))] else None


def _unlist(listed: markup.HtmlElement) -> None:
    """Make paragraphs of the items of ``listed``, with the numbers that they print."""
    made: list[markup.HtmlElement] = []
    for item in listed.findall('li'):
        made += _paragraphs(item)
    parent, at = listed.getparent(), listed.getparent().index(listed)
    made[-1].tail = listed.tail
    parent.remove(listed)
    for number, each in enumerate(made):
        parent.insert(at + number, each)


def _paragraphs(item: markup.HtmlElement) -> list[markup.HtmlElement]:
    first = markup.Element('p')
    first.text = item.text
    made = [first]
    for each in list(item):
        tail, each.tail = each.tail, None
        if each.tag in _BLOCKS:
            made.append(each)
            if tail and tail.strip():
                rest = markup.Element('p')
                rest.text = tail
                made.append(rest)
        else:
            if made[-1].tag != 'p' or made[-1] is not first and made[-1] in item:
                made.append(markup.Element('p'))
            made[-1].append(each)
            each.tail = tail
    return made
