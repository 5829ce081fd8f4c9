"""A legal document as Akoma Ntoso 1.0 (OASIS LegalDocML): XML that other systems of law read.

Every word stands there once and in its order, so the structure can be read back without loss.
The anchors of provisions are their ``eId``; a page break within a line is an ``eop``.
"""
from xml.etree.ElementTree import Element, SubElement, tostring

from ....base.legaltexts.structure import (
    ARTICLE,
    CHAPTER,
    CLAUSE,
    DASH,
    PARAGRAPH,
    PLUS,
    POINT,
    SECTION,
)
from .akomameta import write_meta

NAMESPACE = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'
MIMETYPE = 'application/akn+xml'
#: Elements by kinds of provisions; the standard has none below an indent, so it is named.
ELEMENTS = {CHAPTER: 'chapter', SECTION: 'section', ARTICLE: 'article', CLAUSE: 'paragraph',
            POINT: 'point', DASH: 'indent', PLUS: 'hcontainer', PARAGRAPH: 'alinea'}
_HEADED = (CHAPTER, SECTION, ARTICLE)


def akoma_ntoso(document, facts):
    """Return ``document``, a ``structure.Document``, as the text of an XML file.

    ``facts``: the ``akomameta.Facts`` of it.  Equal input gives equal output.
    """
    root = Element('akomaNtoso', xmlns=NAMESPACE)
    first, *others = document.parts
    act = _act(root, first, facts, '')
    attachments = _add(act, 'attachments') if others else None
    for part in others:
        _act(_add(attachments, 'attachment', eId=f'{part.anchor}__att'), part, facts, part.anchor)
    # A parser takes a bare carriage return for the end of a line.
    inside = tostring(root, encoding='unicode').replace('\r', '&#13;')
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{inside}\n'


def _act(place, part, facts, component):
    """Add ``part`` to ``place``; ``component``: its name in the whole, ``''`` of the first."""
    act = _add(place, 'act', name=part.name)
    write_meta(_add(act, 'meta'), facts, component)
    _preface(act, part)
    _preamble(act, part)
    body = _add(act, 'body', eId=part.anchor)
    for provision in part.body:
        _provision(body, provision)
    if not part.body:  # the standard wants something
        _add(body, 'hcontainer', name='trong', eId=f'{part.anchor}__trong')
    if part.closing:
        _paragraphs(_add(act, 'conclusions'), part.closing)
    return act


def _preface(act, part):
    if part.letterhead or part.title or part.subject:
        preface = _add(act, 'preface')
        _paragraphs(preface, part.letterhead, **{'class': 'letterhead'})
        if part.title:
            _write(_add(_add(preface, 'p', **{'class': 'title'}), 'docType'), part.title)
        _paragraphs(preface, part.subject, **{'class': 'subject'})


def _preamble(act, part):
    if not part.preamble and not part.enacting:
        return
    preamble = _add(act, 'preamble')
    if part.preamble:
        citations = _add(preamble, 'citations', eId=f'{part.anchor}__cits')
        for number, line in enumerate(part.preamble, 1):
            _paragraphs(_add(citations, 'citation', eId=f'{part.anchor}__cit_{number}'), [line])
    if part.enacting:
        formula = _add(preamble, 'formula', name='enacting', eId=f'{part.anchor}__formula')
        _paragraphs(formula, [part.enacting])


def _provision(place, provision):
    """Add ``provision`` and all in it to ``place``."""
    named = {'name': provision.kind} if provision.kind == PLUS else {}
    element = _add(place, ELEMENTS[provision.kind], eId=provision.anchor, **named)
    if provision.mark:
        _write(_add(element, 'num'), provision.mark)
    if provision.text and provision.kind in _HEADED:
        _write(_add(element, 'heading'), provision.text)
    elif provision.text:
        part = 'intro' if provision.children else 'content'
        _paragraphs(_add(element, part), [provision.text])
    for child in provision.children:
        _provision(element, child)


def _paragraphs(place, lines, **attributes):
    for line in lines:
        _write(_add(place, 'p', **attributes), line)


def _write(element, text):
    """Put ``text`` into ``element``; XML has no form feed, the standard has the end of a page."""
    element.text, *pages = text.split('\f')
    for page in pages:
        SubElement(element, 'eop').tail = page


def _add(place, tag, **attributes):
    """Return a new element at the end of ``place``, on a line of its own."""
    element = SubElement(place, tag, attributes)
    element.tail = '' if tag == 'docType' else '\n'
    return element
