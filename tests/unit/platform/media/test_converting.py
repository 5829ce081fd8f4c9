"""Documents of offices as HTML: no word is lost; headings, lists, tables, notes, pictures stay."""
import random
import re
from collections import Counter
from html import escape
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hanoiportal.base.text import plain_text
from hanoiportal.kernel.tree.markup import clean
from hanoiportal.platform.media.converting import listmarks, worddocument
from hanoiportal.platform.media.converting.convert import markup_of
from hanoiportal.platform.media.documentreader import DocumentReader
from hanoiportal.platform.media.examiner import readable
from hanoiportal.platform.media.interfaces import IDocumentReader
from hanoiportal.platform.media.readlines import found_in
from PIL import Image
from support.sample_documents import pdf
from support.sampling import WHOLE
from support.written_drafts import draft_and_docx, in_box, odt, paragraph, run, table, word
from zope.interface.verify import verifyObject

#: Kinds of documents of an office, in one run of the tests.
KINDS = 50 if WHOLE else 16
WORDS = ('công văn', 'thông báo', 'kế hoạch', 'phường', 'hồ sơ', 'một cửa', 'biên bản', 'đề nghị',
         'kính gửi', 'thực hiện', 'nghiêm túc', 'quý IV', 'điểm a', '15/NQ-HĐND', 'không', '100%')


def picture(chance):
    out = BytesIO()
    Image.new('RGB', (8, 8), tuple(chance.randbytes(3))).save(out, 'PNG')
    return out.getvalue()


def made_document(seed):
    """Return a DOCX of the kind ``seed`` and how many tables, lists, pictures, notes it has."""
    chance = random.Random(seed)
    file, has, out = docx.Document(), Counter(), BytesIO()
    file.add_heading(f'Phần {seed}', 1)
    for _block in range(6):
        what = chance.choice(list(BLOCKS))
        has[what] += 1
        BLOCKS[what](file, chance, has[what])
    file.save(out)
    return with_notes(out.getvalue(), [text(chance) for _note in range(has['note'])]), has


def text(chance):
    return ' '.join(chance.choices(WORDS, k=chance.randint(3, 12)))


def add_text(file, chance, _number):
    made = file.add_paragraph()
    for at, part in enumerate(re.findall('.{1,7}', text(chance))):
        made.add_run(part).bold = at % 5 == 4
    return made


def add_table(file, chance, _number):
    grid = file.add_table(3, 3)
    for cell in (each for row in grid.rows for each in row.cells):
        cell.text = text(chance)
    grid.cell(0, 0).merge(grid.cell(0, 1))


def add_list(file, chance, _number, style='List Bullet'):
    for _item in range(3):
        file.add_paragraph(text(chance), style=style)
    file.add_paragraph(text(chance))


def add_numbers(file, chance, number):
    add_list(file, chance, number, 'List Number')


def add_picture(file, chance, _number):
    file.add_picture(BytesIO(picture(chance)))


def add_note(file, chance, number):
    add_text(file, chance, number)._p.append(parse_xml(
        f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{number + 1}"/></w:r>'))


def add_heading(file, chance, _number):
    file.add_heading(text(chance), chance.randint(1, 3))


BLOCKS = {'text': add_text, 'table': add_table, 'list': add_list, 'numbers': add_numbers,
          'picture': add_picture, 'note': add_note, 'heading': add_heading}


def with_notes(content, notes):
    """Return the DOCX ``content`` with footnotes of these texts."""
    if not notes:
        return content
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, 'w') as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == '[Content_Types].xml':
                part = part.replace(b'</Types>', (
                    b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.'
                    b'openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'))
            if info.filename == 'word/_rels/document.xml.rels':
                part = part.replace(b'</Relationships>', (
                    b'<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/'
                    b'officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
                    b'</Relationships>'))
            new.writestr(info, part)
        new.writestr('word/footnotes.xml', f'<w:footnotes {nsdecls("w")}>' + ''.join(
            f'<w:footnote w:id="{at}">{paragraph(run(each))}</w:footnote>'
            for at, each in enumerate(notes, 2)) + '</w:footnotes>')
    return out.getvalue()


@pytest.mark.parametrize('seed', range(KINDS))
def test_no_word_of_a_document_is_lost_and_its_parts_stay(seed):
    content, has = made_document(seed)

    made = markup_of(content)
    html = readable(made.html)

    assert (made.refused, made.lost) == ('', [])
    said = Counter(plain_text(re.sub('<sup>.*?</sup>', '', html)).split())
    assert not Counter(each for each in ' '.join(found_in(content).lines).split()
                       if each.isalpha()) - said
    lists = html.count('<li>')
    assert html.count('<table>') == has['table']
    assert lists >= 3 * (has['list'] + has['numbers'])
    assert len(made.pictures.found) == html.count('<img') == has['picture']
    assert html.count('<sup><a ') == has['note'] == len(re.findall(r'<li id="[^"]*footnote', html))
    assert html.count('<h') == 1 + has['heading'] and html == clean(html)


def test_a_word_that_is_lost_is_told(monkeypatch):
    source, content = draft_and_docx(3)
    numbers = listmarks.with_numbers
    monkeypatch.setattr(listmarks, 'with_numbers', lambda html: numbers(html).replace(
        'chợ', '', 1))
    assert 'chợ' in source and markup_of(content).lost == ['chợ']
    monkeypatch.undo()

    monkeypatch.setattr(worddocument, 'prepare', lambda package: None)
    assert 'Điều' in markup_of(content).lost


@pytest.mark.parametrize('seed', range(5))
def test_a_made_decision_says_every_number_that_word_prints(seed):
    source, content = draft_and_docx(seed)
    made = markup_of(content)

    assert made.lost == []
    text = plain_text(made.html)
    assert all(line in text.split('\n') for line in source.split('\n') if 'Điều' in line)
    starts = [int(each) for each in re.findall(r'<ol start="(\d+)"', made.html)]
    assert all(start > 1 for start in starts)


def test_boxes_hidden_and_hand_made_parts_are_read_as_they_are_printed():
    content = word(''.join((
        paragraph(run('Trước') + in_box(paragraph(run('trong hộp')) + table(
            (paragraph(run('ô một')), paragraph(run('ô hai')))))),
        paragraph('<w:r><w:rPr><w:vanish/></w:rPr><w:t>giấu</w:t></w:r>' + run('sau')),
        f'<w:customXml><w:customXmlPr/>{paragraph(run("gói"))}</w:customXml>',
        paragraph('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
                  '<m:r><m:t>x+1</m:t></m:r></m:oMath>'))))

    made = markup_of(content)

    assert made.html == (
        '<p>Trước</p><p>trong hộp</p><table><tr><td><p>ô một</p></td><td><p>ô hai</p></td></tr>'
        '</table><p>sau</p><p>gói</p><p>x+1</p>')
    assert made.lost == []


def test_an_opendocument_text_keeps_its_parts():
    picture_at = ('<draw:frame><draw:image xlink:href="TakenPictures/1.png" xmlns:xlink="http://'
                  'www.w3.org/1999/xlink"/></draw:frame>')
    content = odt(
        '<text:h text:outline-level="1">Kế hoạch</text:h>'
        '<text:p>Câu <text:span text:style-name="B">đậm</text:span>'
        '<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Ghi chú'
        '</text:p></text:note-body></text:note></text:p>'
        '<text:list text:style-name="L"><text:list-item><text:p>một</text:p></text:list-item>'
        '<text:list-item><text:p>hai</text:p></text:list-item></text:list>'
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2">'
        '<text:p>ô</text:p></table:table-cell></table:table-row></table:table>'
        f'<text:p>{picture_at}</text:p>',
        '<style:style style:name="B"><style:text-properties xmlns:fo="urn:oasis:names:tc:'
        'opendocument:xmlns:xsl-fo-compatible:1.0" fo:font-weight="bold"/></style:style>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-suffix="." text:start-value="4"/></text:list-style>')
    out = BytesIO(content)
    with ZipFile(out, 'a') as archive:
        archive.writestr('TakenPictures/1.png', picture(random.Random(1)))

    made = markup_of(out.getvalue())
    html = readable(made.html)

    assert made.lost == [] and len(made.pictures.found) == 1
    assert '<h2>Kế hoạch</h2>' in html and '<strong>đậm</strong><sup><a ' in html
    assert '<ol start="4"><li>một</li><li>hai</li></ol>' in html
    assert '<td colspan="2"><p>ô</p></td>' in html and '<img src="anh-0" alt="">' in html
    assert 'Ghi chú' in html and html == clean(html)


@pytest.mark.parametrize('content,refused', [
    (b'', 'broken'), (b'PK\x03\x04', 'broken'),
    (word(paragraph('<w:ins w:id="1">' + run('thêm') + '</w:ins>')), 'tracked'),
    (word(paragraph(run('x')), **{'word/vbaProject.bin': 'x'}), 'macros')])
def test_what_cannot_be_told_is_refused(content, refused):
    assert markup_of(content).refused == refused


def test_the_reader_gives_clean_html_and_the_words_of_a_pdf_that_has_any():
    reader = DocumentReader()
    verifyObject(IDocumentReader, reader)
    content, _has = made_document(4)

    read = reader.read(content)

    assert read.refused == '' and read.html == readable(markup_of(content).html)
    said = 'Kinh gui: Uy ban nhan dan <phuong> Ba Dinh'
    assert reader.read(pdf(said)).html == f'<p>{escape(said)}</p>'
    assert reader.read(pdf()).refused == 'scanned'
    assert reader.read(b'%PDF-1.7 x').refused == 'broken'
