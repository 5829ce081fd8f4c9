"""Text in DrawingML: slides, shapes, charts and diagrams (ECMA-376, part 1, chapter 21)."""
from collections.abc import Callable

from lxml import etree

from .names import face_of, replacement
from .stretches import Found, Stretch

A = '{http://schemas.openxmlformats.org/drawingml/2006/main}'
_FACES = (f'{A}latin', f'{A}ea', f'{A}cs', f'{A}sym')

#: Tells the font of a paragraph whose stretch names none.
Inherited = Callable[[etree._Element], str | None]


def nothing(_paragraph: etree._Element) -> str | None:
    """Of a paragraph whose font is not known."""
    return None


def convert_drawn(root: etree._Element, found: Found, place: str,
                  inherited: Inherited = nothing) -> None:
    """Make the paragraphs below ``root``, which stands at ``place``, Unicode."""
    for paragraph in root.iter(f'{A}p'):
        outer = inherited(paragraph)
        found.convert([Stretch(text, _named(text.getparent()) or outer)
                       for text in paragraph.iter(f'{A}t')], place)


def _named(run: etree._Element) -> str | None:
    latin = run.find(f'{A}rPr/{A}latin')
    return None if latin is None else latin.get('typeface')


def rename(root: etree._Element) -> None:
    """Put fonts of Unicode in the place of those before it, all over ``root``."""
    for each in root.iter(*_FACES):
        if face_of(each.get('typeface')):
            each.set('typeface', replacement(each.get('typeface')))
            for of_the_old in ('panose', 'pitchFamily', 'charset'):
                each.attrib.pop(of_the_old, None)


def theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """Return the fonts of headings (``mj``) and of text (``mn``) that ``theme`` names."""
    if theme is None:
        return {}
    found = {short: theme.find(f'.//{A}{name}/{A}latin')
             for short, name in (('mj', 'majorFont'), ('mn', 'minorFont'))}
    return {short: latin.get('typeface') for short, latin in found.items() if latin is not None}
