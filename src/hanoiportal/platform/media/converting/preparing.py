"""A Word document before it becomes HTML: what ``mammoth`` does not read is put into words that it
reads, and each numbered paragraph says the number that Word prints before it.
"""
from __future__ import annotations

from lxml import etree

from ..legacyfonts.package import Package
from ..wording.found import bullets
from ..wording.wordnumbers import Numbering, W

#: Around a printed number; signs of nobody, which a text does not have.
OPEN, CLOSE = '\ue010', '\ue011'
_PARTS = ('word/document.xml', 'word/footnotes.xml', 'word/endnotes.xml')
_CHOICE = '{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent'
_MATH = '{http://schemas.openxmlformats.org/officeDocument/2006/math}'
_LINKED = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link'
_BOX = f'{W}txbxContent'


def prepare(package: Package) -> None:
    """Change the parts of the Word document ``package``."""
    numbers = Numbering(package.part('word/numbering.xml'), package.part('word/styles.xml'))
    for name in _PARTS:
        root = package.part(name)
        if root is not None:
            _prepare(root, numbers)


def _prepare(root: etree._Element, numbers: Numbering) -> None:
    for choice in list(root.iter(_CHOICE)):
        _replace(choice, list(choice[0]) if len(choice) else [])
    for wrapper in list(root.iter(f'{W}customXml')):
        _replace(wrapper, [each for each in wrapper if each.tag != f'{W}customXmlPr'])
    for text in root.iter(f'{W}t'):
        text.text = (text.text or '').replace(OPEN, '').replace(CLOSE, '')
    _say_signs(root)
    while (box := next(root.iter(_BOX), None)) is not None:
        _lift(box)
    for paragraph in list(root.iter(f'{W}p')):
        _number(paragraph, numbers)


def _say_signs(root: etree._Element) -> None:
    """Write formulas and symbols as texts; take hidden runs and links to files out."""
    for formula in list(root.iter(f'{_MATH}oMath')):
        said = ''.join(each.text or '' for each in formula.iter(f'{_MATH}t'))
        _replace(formula, [_run(said)])
    for symbol in list(root.iter(f'{W}sym')):
        code = int(symbol.get(f'{W}char', '0'), 16)
        _replace(symbol, [_text('-' if code < 32 else bullets(chr(code)))])
    for hidden in list(root.iter(f'{W}vanish')):
        run = hidden.getparent().getparent()
        if hidden.get(f'{W}val') not in ('0', 'false', 'off') and run.tag == f'{W}r':
            _replace(run, [])
    for each in root.iter():
        if isinstance(each.tag, str) and _LINKED in each.attrib:
            del each.attrib[_LINKED]


def _lift(box: etree._Element) -> None:
    """Put what stands in a text box behind the paragraph that it hangs on."""
    anchor = next(box.iterancestors(f'{W}p'), None)
    blocks = list(box)
    _replace(box, [])
    if anchor is not None:
        for block in reversed(blocks):
            anchor.addnext(block)


def _number(paragraph: etree._Element, numbers: Numbering) -> None:
    said = ''.join(each.text or '' for each in paragraph.iter(f'{W}t'))
    properties = paragraph.find(f'{W}pPr')
    mark = numbers.mark(properties) if said.strip() else ''
    if mark:
        paragraph.insert(0 if properties is None else paragraph.index(properties) + 1,
                         _run(f'{OPEN}{mark}{CLOSE}'))


def _run(text: str) -> etree._Element:
    run = etree.Element(f'{W}r')
    run.append(_text(text))
    return run


def _text(text: str) -> etree._Element:
    made = etree.Element(f'{W}t')
    made.text = text
    made.set('{http://www.w3.org/XML/1998/namespace}space', 'preserve')
    return made


def _replace(old: etree._Element, new: list[etree._Element]) -> None:
    """Put ``new`` into the place of ``old``."""
    parent = old.getparent()
    if parent is not None:
        at = parent.index(old)
        parent[at:at + 1] = new
