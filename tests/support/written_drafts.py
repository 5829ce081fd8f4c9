"""Drafts as DOCX and ODT, made by hand: automatic numbers, split runs, text boxes, tables."""
import random
from xml.sax.saxutils import escape

from .office_files import docx, relations, zipped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = ('xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
       'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"')
#: Number of the list and level of a mark that Word counts by itself.
LEVELS = {'Điều %1.': 0, '%2.': 1, '%3)': 2}


def numbering():
    levels = ''.join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{how}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for (text, at), how in zip(LEVELS.items(), ('decimal', 'decimal', 'lowerLetter'),
                                   strict=True))
    return (f'<w:numbering {_W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
            '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>')


def run(text):
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def split_runs(text, chance):
    """Return ``text`` in runs that are cut anywhere, inside of words, too."""
    cuts = sorted(chance.sample(range(1, len(text)), min(4, len(text) - 1))) if len(
        text) > 1 else []
    return ''.join(run(text[a:b]) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))


def paragraph(inside, level=None):
    listed = '' if level is None else (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>')
    return f'<w:p>{listed}{inside}</w:p>'


def in_box(inside):
    """Return a run with a text box, in both forms that Word writes."""
    box = f'<w:txbxContent>{inside}</w:txbxContent>'
    return (f'<w:r><mc:AlternateContent {_MC}><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx>'
            f'</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>'
            '</mc:Fallback></mc:AlternateContent></w:r>')


def table(*rows):
    """Return a table of rows of cells, each the XML of its blocks."""
    return '<w:tbl>' + ''.join(
        '<w:tr>' + ''.join(f'<w:tc>{cell}</w:tc>' for cell in row) + '</w:tr>'
        for row in rows) + '</w:tbl>'


def word(body, **more):
    """Return a DOCX with the XML ``body``."""
    return docx((), styles='', more={
        'word/document.xml': f'<w:document {_W}><w:body>{body}</w:body></w:document>',
        'word/numbering.xml': numbering(),
        'word/_rels/document.xml.rels': relations(numbering1='numbering.xml'),
        **more})


def draft_and_docx(seed):
    """Return ``(full text, DOCX)`` of a made decision; its numbers are counted by Word."""
    chance = random.Random(seed)
    words = ('chợ', 'hộ', 'kinh doanh', 'vệ sinh', 'quầy', 'phí', 'phòng cháy', 'nghiệm thu')
    lines, body = ['QUYẾT ĐỊNH'], [paragraph(run('QUYẾT ĐỊNH'))]

    def say(level, mark):
        text = ' '.join(chance.choices(words, k=chance.randint(4, 14))).capitalize()
        lines.append(f'{mark} {text}')
        body.append(paragraph(split_runs(text, chance), level))

    for article in range(1, chance.randint(3, 7)):
        say(0, f'Điều {article}.')
        for clause in range(1, chance.randint(2, 6)):
            say(1, f'{clause}.')
            for point in 'abcd'[:chance.choice((0, 0, 2, 4))]:
                say(2, f'{point})')
    return '\n'.join(lines), word(''.join(body))


def odt(body, styles=''):
    """Return an ODT with the XML ``body``."""
    names = ' '.join(f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                     for each, name in (('office', 'office'), ('text', 'text'), ('table', 'table'),
                                        ('draw', 'drawing'), ('style', 'style')))
    return zipped({
        'mimetype': 'application/vnd.oasis.opendocument.text',
        'content.xml': f'<office:document-content {names}><office:automatic-styles>{styles}'
                       f'</office:automatic-styles><office:body><office:text>{body}</office:text>'
                       '</office:body></office:document-content>',
        'META-INF/manifest.xml': '<manifest/>'})
