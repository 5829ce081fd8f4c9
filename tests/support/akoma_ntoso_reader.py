"""Reads Akoma Ntoso back into the structure it was written from, for the tests of writing it.

Names, numbers and repeats are not copied from anywhere: they are worked out of what is printed.
"""
import re
from xml.etree.ElementTree import fromstring

from hanoiportal.base.legaltexts.structure import (
    ARTICLE,
    CHAPTER,
    CLAUSE,
    DASH,
    PARAGRAPH,
    PLUS,
    POINT,
    SECTION,
    Document,
    Part,
    ReadProvision,
)
from hanoiportal.types.legaldocument.formats.akomantoso import ELEMENTS, NAMESPACE

NAMES = {'': NAMESPACE}
KINDS = {tag: kind for kind, tag in ELEMENTS.items()}
HEADED, POSITIONED = (CHAPTER, SECTION, ARTICLE), (DASH, PLUS, PARAGRAPH)


def read_akoma_ntoso(xml):
    """Return the ``Document`` that ``xml``, bytes or text, holds."""
    act = fromstring(xml).find('act', NAMES)
    acts = [act, *act.findall('attachments/attachment/act', NAMES)]
    main = min(1, len(acts) - 1)
    return Document(tuple(_part(each, at == main) for at, each in enumerate(acts)))


def _part(act, main):
    body = act.find('body', NAMES)
    return Part(
        name=act.get('name'), anchor=body.get('eId'), main=main,
        letterhead=_texts(act, "preface/p[@class='letterhead']"),
        title=_text(act, 'preface/p/docType'),
        subject=_texts(act, "preface/p[@class='subject']"),
        preamble=_texts(act, 'preamble/citations/citation/p'),
        enacting=_text(act, 'preamble/formula/p'),
        body=_provisions(body, {}), closing=_texts(act, 'conclusions/p'))


def _provisions(place, counts):
    found = []
    for element in place:
        kind = KINDS.get(element.tag.removeprefix(f'{{{NAMESPACE}}}'))
        if kind and element.get('name') != 'trong':
            found.append(_provision(element, kind, counts))
    return tuple(found)


def _provision(element, kind, counts):
    mark = _text(element, 'num')
    printed = '' if kind in POSITIONED else re.search(r'(\w+)\W*$', mark)[1]
    count = counts[kind, printed] = counts.get((kind, printed), 0) + 1
    number, repeat = (printed, count) if printed else (str(count), 1)
    text = _text(element, 'heading' if kind in HEADED else 'content/p')
    first = {(PARAGRAPH, ''): 1} if kind in (CLAUSE, POINT) else {}
    return ReadProvision(kind, number, repeat, mark, text or _text(element, 'intro/p'),
                     element.get('eId'), _provisions(element, first))


def _text(place, path):
    return ''.join(_texts(place, path))


def _texts(place, path):
    return tuple(''.join(_pieces(each)) for each in place.findall(path, NAMES))


def _pieces(element):
    yield element.text or ''
    for page in element:
        yield f'\f{page.tail or ""}'
