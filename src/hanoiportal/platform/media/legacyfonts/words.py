"""Word documents (DOCX): which font each stretch has, by its run, its styles and the theme."""
from lxml import etree

from .drawn import convert_drawn, rename, theme_fonts
from .names import face_of, replacement
from .package import Package
from .stretches import Found, Stretch

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
_FONTS = (f'{W}ascii', f'{W}hAnsi', f'{W}cs', f'{W}eastAsia')
#: Where a style is based on itself, round about.
_LONGEST_CHAIN = 20


class _Styles:
    """The fonts that styles give."""

    def __init__(self, package: Package) -> None:
        root = package.part('word/styles.xml')
        self._theme = theme_fonts(package.part('word/theme/theme1.xml'))
        styles = [] if root is None else root.findall(f'{W}style')
        self._by_id = {style.get(f'{W}styleId'): style for style in styles}
        self._normal = next((
            style.get(f'{W}styleId') for style in styles
            if style.get(f'{W}type') == 'paragraph' and style.get(f'{W}default') in ('1', 'true')),
            None)
        self._default = self.named(None if root is None else root.find(
            f'{W}docDefaults/{W}rPrDefault/{W}rPr'))

    def named(self, properties: etree._Element | None) -> str | None:
        """Return the font that the run ``properties`` name themselves."""
        fonts = None if properties is None else properties.find(f'{W}rFonts')
        if fonts is None:
            return None
        for slot in ('hAnsi', 'ascii'):
            theme = fonts.get(f'{W}{slot}Theme')
            name = self._theme.get('mj' if theme.startswith('major') else 'mn') if theme \
                else fonts.get(f'{W}{slot}')
            if name:
                return name
        return None

    def font(self, run: etree._Element, paragraph: etree._Element) -> str | None:
        """Return the font of ``run`` in ``paragraph``."""
        return (self.named(run.find(f'{W}rPr'))
                or self._of_style(_value(run, f'{W}rPr/{W}rStyle'))
                or self._of_style(_value(paragraph, f'{W}pPr/{W}pStyle') or self._normal)
                or self._default)

    def _of_style(self, name: str | None) -> str | None:
        for _step in range(_LONGEST_CHAIN):
            style = self._by_id.get(name)
            if style is None:
                break
            font = self.named(style.find(f'{W}rPr'))
            if font:
                return font
            name = _value(style, f'{W}basedOn')
        return None


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(f'{W}val')


def convert_words(package: Package) -> Found:
    """Make the Word document ``package`` Unicode; places are numbers of paragraphs."""
    found, styles = Found(), _Styles(package)
    for name, root in package.parts('word'):
        where = '' if name == 'word/document.xml' else f'{name[len("word/"):-len(".xml")]}: '
        _convert_part(root, styles, found, where)
    for name, root in package.parts('word/charts', 'word/diagrams', 'word/drawings'):
        convert_drawn(root, found, name[len('word/'):-len('.xml')])
    if found.changed:
        for _name, root in package.parts(
                'word', 'word/charts', 'word/diagrams', 'word/drawings', 'word/theme'):
            _rename(root)
    return found


def _convert_part(root: etree._Element, styles: _Styles, found: Found, where: str) -> None:
    for number, (paragraph, texts) in enumerate(_paragraphs(root), 1):
        found.convert([Stretch(text, styles.font(text.getparent(), paragraph)) for text in texts],
                      f'{where}{number}')
    for level in root.iter(f'{W}lvl'):
        mark, font = level.find(f'{W}lvlText'), styles.named(level.find(f'{W}rPr'))
        if mark is not None and face_of(font):
            holder = etree.Element('text')
            holder.text = mark.get(f'{W}val')
            found.convert([Stretch(holder, font)], where.rstrip(': ') or 'numbering')
            mark.set(f'{W}val', holder.text or '')


def _paragraphs(root: etree._Element) -> list[tuple[etree._Element, list[etree._Element]]]:
    """Return the paragraphs that have text, each with what holds it; those of a text box in a
    paragraph are paragraphs of their own.
    """
    found: dict[etree._Element, list[etree._Element]] = {}
    for text in root.iter(f'{W}t', f'{W}delText'):
        paragraph = next(text.iterancestors(f'{W}p'), None)
        if paragraph is not None:
            found.setdefault(paragraph, []).append(text)
    return list(found.items())


def _rename(root: etree._Element) -> None:
    rename(root)
    for fonts in root.iter(f'{W}rFonts'):
        for slot in _FONTS:
            if face_of(fonts.get(slot)):
                fonts.set(slot, replacement(fonts.get(slot)))
    for entry in root.findall(f'{W}font'):
        if face_of(entry.get(f'{W}name')):
            root.remove(entry)
