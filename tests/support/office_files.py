"""Files of Office with text in given fonts: DOCX, XLSX and PPTX, and those of 97 to 2003."""
import struct
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

_MAIN = 'http://schemas.openxmlformats.org/'
_W = f'xmlns:w="{_MAIN}wordprocessingml/2006/main"'
_S = f'xmlns="{_MAIN}spreadsheetml/2006/main"'
_A = f'xmlns:a="{_MAIN}drawingml/2006/main"'
_P = f'xmlns:p="{_MAIN}presentationml/2006/main" {_A}'
_R = f'xmlns:r="{_MAIN}officeDocument/2006/relationships"'
_RELATION = f'{_MAIN}officeDocument/2006/relationships/'
_PARTS = f'xmlns="{_MAIN}package/2006/relationships"'


def zipped(parts):
    """Return the ZIP of ``{name: text}``."""
    out = BytesIO()
    with ZipFile(out, 'w') as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(**targets):
    return f'<Relationships {_PARTS}>' + ''.join(
        f'<Relationship Id="{key}" Type="{_RELATION}{key.rstrip("0123456789")}" '
        f'Target="{target}"/>'
        for key, target in targets.items()) + '</Relationships>'


def theme(font):
    return (f'<a:theme {_A}><a:themeElements><a:fontScheme name="a"><a:majorFont><a:latin '
            f'typeface="{font}"/></a:majorFont><a:minorFont><a:latin typeface="{font}"/>'
            '</a:minorFont></a:fontScheme></a:themeElements></a:theme>')


def _types(part, kind):
    return (f'<Types xmlns="{_MAIN}package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Override '
            f'PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}'
            '.main+xml"/></Types>')


def docx(paragraphs, *, styles='', header=(), in_table=False, more=None):
    """Return a Word document.  ``paragraphs``: of ``(text, font or None)``."""
    body = ''.join(map(_paragraph, paragraphs))
    if in_table:
        body = f'<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl><w:p/>'
    return zipped({
        '[Content_Types].xml': _types('word/document.xml', 'wordprocessingml.document'),
        '_rels/.rels': relations(officeDocument='word/document.xml'),
        'word/document.xml': f'<w:document {_W}><w:body>{body}</w:body></w:document>',
        'word/styles.xml': f'<w:styles {_W}>{styles}</w:styles>',
        'word/header1.xml': f'<w:hdr {_W}>{"".join(map(_paragraph, header))}</w:hdr>',
        **(more or {})})


def _paragraph(stretches):
    return '<w:p>' + ''.join(
        f'<w:r>{_w_font(font)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        for text, font in stretches) + '</w:p>'


def _w_font(font):
    return f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ''


def style_of(font):
    """Return the default style of paragraphs of a Word document, in ``font``."""
    return ('<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name '
            f'w:val="Normal"/>{_w_font(font)}</w:style>')


def defaults_of(font):
    return f'<w:docDefaults><w:rPrDefault>{_w_font(font)}</w:rPrDefault></w:docDefaults>'


def xlsx(strings, cells, fonts, *, header='', more=None):
    """Return a workbook with the sheet “Danh sách”.

    ``strings``: each of ``(text, font or None)``.  ``cells``: ``{'B3': (string, font)}``, numbers
    in ``strings`` and ``fonts``.
    """
    rows = ''.join(f'<row><c r="{where}" s="{font}" t="s"><v>{string}</v></c></row>'
                   for where, (string, font) in cells.items())
    named = ''.join(f'<font><name val="{font}"/></font>' for font in fonts)
    formats = ''.join(f'<xf fontId="{number}"/>' for number in range(len(fonts)))
    return zipped({
        '[Content_Types].xml': _types('xl/workbook.xml', 'spreadsheetml.sheet'),
        '_rels/.rels': relations(officeDocument='xl/workbook.xml'),
        'xl/workbook.xml': f'<workbook {_S} {_R}><sheets><sheet name="Danh sách" sheetId="1" '
                           'r:id="worksheet1"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels': relations(worksheet1='worksheets/sheet1.xml'),
        'xl/worksheets/sheet1.xml': f'<worksheet {_S}><sheetData>{rows}</sheetData><headerFooter>'
                                    f'<oddHeader>{escape(header)}</oddHeader></headerFooter>'
                                    '</worksheet>',
        'xl/sharedStrings.xml': f'<sst {_S}>{"".join(map(_string, strings))}</sst>',
        'xl/styles.xml': f'<styleSheet {_S}><fonts>{named}</fonts><cellXfs>{formats}</cellXfs>'
                         '</styleSheet>',
        **(more or {})})


def _string(stretches):
    if [font for _text, font in stretches] == [None]:
        return f'<si><t>{escape(stretches[0][0])}</t></si>'
    return '<si>' + ''.join(
        f'<r>{f"""<rPr><rFont val="{font}"/></rPr>""" if font else ""}<t xml:space="preserve">'
        f'{escape(text)}</t></r>' for text, font in stretches) + '</si>'


def pptx(slides, *, shape_font='', master_font='', theme_font='Arial', more=None):
    """Return a presentation of ``slides``, each of ``(text, font or None)`` in a placeholder."""
    numbers = range(1, len(slides) + 1)
    ids = ''.join(f'<p:sldId id="{255 + n}" r:id="slide{n}"/>' for n in numbers)
    parts = {
        '[Content_Types].xml': _types('ppt/presentation.xml', 'presentationml.presentation'),
        '_rels/.rels': relations(officeDocument='ppt/presentation.xml'),
        'ppt/presentation.xml':
            f'<p:presentation {_P} {_R}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>',
        'ppt/_rels/presentation.xml.rels': relations(
            **{f'slide{n}': f'slides/slide{n}.xml' for n in numbers}),
        'ppt/slideLayouts/slideLayout1.xml': _slide([], 'sldLayout'),
        'ppt/slideLayouts/_rels/slideLayout1.xml.rels': relations(
            slideMaster='../slideMasters/slideMaster1.xml'),
        'ppt/slideMasters/slideMaster1.xml': _slide([], 'sldMaster', master_font),
        'ppt/slideMasters/_rels/slideMaster1.xml.rels': relations(theme='../theme/theme1.xml'),
        'ppt/theme/theme1.xml': theme(theme_font)}
    for number, stretches in zip(numbers, slides, strict=True):
        parts[f'ppt/slides/slide{number}.xml'] = _slide(stretches, 'sld', shape_font)
        parts[f'ppt/slides/_rels/slide{number}.xml.rels'] = relations(
            slideLayout='../slideLayouts/slideLayout1.xml')
    return zipped({**parts, **(more or {})})


def _slide(stretches, root, font=''):
    style = f'<a:lvl1pPr><a:defRPr><a:latin typeface="{font}"/></a:defRPr></a:lvl1pPr>' \
        if font else ''
    runs = ''.join(
        f'<a:r>{f"""<a:rPr><a:latin typeface="{named}"/></a:rPr>""" if named else ""}'
        f'<a:t>{escape(text)}</a:t></a:r>' for text, named in stretches)
    return (f'<p:{root} {_P}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph type="body" idx="1"/>'
            f'</p:nvPr></p:nvSpPr><p:txBody><a:lstStyle>{style}</a:lstStyle><a:p>{runs}</a:p>'
            f'</p:txBody></p:sp></p:spTree></p:cSld></p:{root}>')


def compound(streams):
    """Return a compound file ([MS-CFB]) of ``{name: bytes}``, none of them in the mini stream."""
    sectors, table, entries = [], [], [_entry('Root Entry', 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, stream) in enumerate(streams.items(), 1):
        content = stream.ljust(4096, b'\0')
        count, first = -(-len(content) // 512), len(sectors)
        sectors += [content[at:at + 512].ljust(512, b'\0') for at in range(0, count * 512, 512)]
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
        after = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, len(content), right=after))
    directory = b''.join(entries).ljust(-(-len(entries) // 4) * 512, b'\0')
    first, count = len(sectors), len(directory) // 512
    sectors += [directory[at:at + 512] for at in range(0, len(directory), 512)]
    table += [*range(first + 1, first + count), 0xFFFFFFFE]
    fats = -(-(len(table) + 2) // 128)
    where = list(range(len(sectors), len(sectors) + fats))
    table += [0xFFFFFFFD] * fats
    table += [0xFFFFFFFF] * (fats * 128 - len(table))
    head = struct.pack(
        '<8s16s5H6xIIIIIIIII', bytes.fromhex('d0cf11e0a1b11ae1'), bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
        0, fats, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    listed = where + [0xFFFFFFFF] * (109 - fats)
    return head + struct.pack('<109I', *listed) + b''.join(sectors) + struct.pack(
        f'<{len(table)}I', *table)


def _entry(name, kind, start, size, child=0xFFFFFFFF, right=0xFFFFFFFF):
    typed = (name + '\0').encode('utf-16-le')
    return struct.pack('<64sHBBIII16sI16sIQ', typed, len(typed), kind, 1, 0xFFFFFFFF, right, child,
                       bytes(16), 0, bytes(16), start, size)


def doc(paragraphs, fonts, *, flags=0):
    """Return a Word file of 97 to 2003; every other paragraph is stored in one byte a sign."""
    table = struct.pack('<HH', len(fonts), 0)
    for font in fonts:
        name = (font + '\0').encode('utf-16-le')
        table += bytes([39 + len(name)]) + bytes(39) + name
    at_pieces, main, ends, pieces = len(table), bytearray(0x400), [0], b''
    for number, paragraph in enumerate(paragraphs):
        text, start = paragraph + '\r', len(main)
        short = number % 2 and all(ord(sign) < 256 for sign in text)
        main += text.encode('latin-1' if short else 'utf-16-le')
        pieces += struct.pack('<HIH', 0, start * 2 | 0x40000000 if short else start, 0)
        ends.append(ends[-1] + len(text))
    placed = struct.pack(f'<{len(ends)}I', *ends) + pieces
    table += b'\2' + struct.pack('<I', len(placed)) + placed
    struct.pack_into('<HH', main, 0, 0xA5EC, 0xC1)
    struct.pack_into('<H', main, 0x0A, 0x0200 | flags)
    struct.pack_into('<II', main, 0x112, 0, at_pieces)
    struct.pack_into('<II', main, 0x1A2, at_pieces, len(table) - at_pieces)
    return compound({'WordDocument': bytes(main), '1Table': table})


def ppt(slides, fonts):
    """Return a PowerPoint file of 97 to 2003, of one text a slide."""
    named = b''.join(_record(0, 4023, (font + '\0').encode('utf-16-le').ljust(68, b'\0'))
                     for font in fonts)
    shown = b''.join(_record(0, 1011, bytes(20)) + _record(0, 4000, text.encode('utf-16-le'))
                     for text in slides)
    document = _record(15, 1000, _record(15, 2005, named) + _record(15, 4080, shown))
    return compound({'PowerPoint Document': document, 'Current User': bytes(20)})


def _record(version, kind, content):
    return struct.pack('<HHI', version, kind, len(content)) + content


def xls(cells, fonts):
    """Return an Excel file of 97 to 2003.  ``cells``: texts of column A, each with its font."""
    records = [_biff(0x809, struct.pack('<HHHHII', 0x600, 5, 0x1CC1, 0x7CC, 0, 6))]
    records += [
        _biff(0x31, struct.pack('<HHHHHBBBBBB', 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, len(font), 1)
              + font.encode('utf-16-le')) for font in fonts]
    records += [
        _biff(0xE0, struct.pack('<HHHBBBBIIH', number, 0, 1, 0x20, 0, 0, 0, 0, 0, 0))
        for number in range(len(fonts))]
    texts = b''.join(struct.pack('<HB', len(text), 1) + text.encode('utf-16-le')
                     for text, _font in cells)
    sheet = b''.join([
        _biff(0x809, struct.pack('<HHHHII', 0x600, 0x10, 0x1CC1, 0x7CC, 0, 6)),
        *(_biff(0xFD, struct.pack('<HHHI', row, 0, font, row))
          for row, (_text, font) in enumerate(cells)), _biff(0x0A, b'')])
    name = 'Danh sách'.encode('utf-16-le')
    rest = _biff(0xFC, struct.pack('<II', len(cells), len(cells)) + texts) + _biff(0x0A, b'')
    place = sum(map(len, records)) + 4 + 6 + 2 + len(name) + len(rest)
    records.append(_biff(0x85, struct.pack('<IBBBB', place, 0, 0, len(name) // 2, 1) + name))
    return compound({'Workbook': b''.join(records) + rest + sheet})


def _biff(kind, content):
    return struct.pack('<HH', kind, len(content)) + content
