"""Slides of PowerPoint (PPTX): a stretch has the font of its run, else of its shape, else of the
placeholder on layout and master, else of the presentation (ECMA-376, part 1, 19.3, 21.1.2.4).
"""
import posixpath

from lxml import etree

from .drawn import A, convert_drawn, rename, theme_fonts
from .package import RELATED, Package
from .stretches import Found

P = '{http://schemas.openxmlformats.org/presentationml/2006/main}'
_STYLE_OF = {'title': 'titleStyle', 'ctrTitle': 'titleStyle', None: 'otherStyle'}
_SLIDE, _LAYOUT, _MASTER = 'ppt/slides', 'ppt/slideLayouts', 'ppt/slideMasters'
_BESIDE = ('ppt/charts', 'ppt/diagrams', 'ppt/drawings')
_NOTES = 'ppt/notesSlides'


class _Deck:
    """What the shapes of one slide inherit."""

    def __init__(self, package: Package, slide: str) -> None:
        layout = _related(package, slide, _LAYOUT) or slide
        master = _related(package, layout, _MASTER) or layout
        self._above = [root for root in (package.part(layout), package.part(master))
                       if root is not None]
        theme = _related(package, master, 'ppt/theme')
        self._theme = theme_fonts(package.part(theme) if theme else None)
        self._book = package.part('ppt/presentation.xml')

    def font(self, paragraph: etree._Element) -> str | None:
        """Return the font of a stretch in ``paragraph`` that names none."""
        properties = paragraph.find(f'{A}pPr')
        level = int((None if properties is None else properties.get('lvl')) or 0) + 1
        for styles in self._styles(paragraph):
            latin = None if styles is None else styles.find(
                f'{A}lvl{level}pPr/{A}defRPr/{A}latin')
            if latin is not None:
                name = latin.get('typeface') or ''
                return self._theme.get(name[1:3]) if name.startswith('+') else name
        return self._theme.get('mn')

    def _styles(self, paragraph: etree._Element) -> list[etree._Element | None]:
        """Return the lists of styles that hold for ``paragraph``, the nearest first."""
        body = paragraph.getparent()
        shape = next(paragraph.iterancestors(f'{P}sp'), None)
        place = None if shape is None else shape.find(f'{P}nvSpPr/{P}nvPr/{P}ph')
        found = [body.find(f'{A}lstStyle')]
        kind = None
        if place is not None:
            kind = place.get('type', 'body')
            found += [_list_of(root, place) for root in self._above]
        for root in self._above[-1:]:
            found.append(root.find(f'{P}txStyles/{P}{_STYLE_OF.get(kind, "bodyStyle")}'))
        if self._book is not None:
            found.append(self._book.find(f'{P}defaultTextStyle'))
        return found


def _list_of(root: etree._Element, place: etree._Element) -> etree._Element | None:
    """Return the styles of the shape of ``root`` that stands at the placeholder ``place``."""
    for key in ('idx', 'type'):
        wanted = place.get(key) or ('body' if key == 'type' else None)
        for shape in root.iter(f'{P}sp'):
            there = shape.find(f'{P}nvSpPr/{P}nvPr/{P}ph')
            if there is not None and wanted and wanted == there.get(key):
                return shape.find(f'{P}txBody/{A}lstStyle')
    return None


def _related(package: Package, name: str, folder: str) -> str | None:
    return next((part for part in package.related(name).values()
                 if posixpath.dirname(part) == folder), None)


def convert_slides(package: Package) -> Found:
    """Make the presentation ``package`` Unicode; places are numbers of slides."""
    found, numbers = Found(), _numbers(package)
    for name, root in package.parts(_SLIDE):
        convert_drawn(root, found, numbers.get(name, name), _Deck(package, name).font)
    for name, root in package.parts(_NOTES):
        slide = _related(package, name, _SLIDE) or name
        convert_drawn(root, found, numbers.get(slide, name))
    for name, root in package.parts(_LAYOUT, _MASTER, *_BESIDE):
        convert_drawn(root, found, posixpath.basename(name)[:-len('.xml')])
    if found.changed:
        for _name, root in package.parts(
                'ppt', 'ppt/theme', _SLIDE, _NOTES, _LAYOUT, _MASTER, *_BESIDE):
            rename(root)
    return found


def _numbers(package: Package) -> dict[str, str]:
    """Return ``{name of the part: number of the slide}`` in the order of the show."""
    book, parts = package.part('ppt/presentation.xml'), package.related('ppt/presentation.xml')
    ids = [] if book is None else book.iter(f'{P}sldId')
    return {parts.get(slide.get(f'{RELATED}id'), ''): str(number)
            for number, slide in enumerate(ids, 1)}
