"""Documents as DOCX and PDF in the layout of Decree 30/2020/NĐ-CP."""
import datetime
import re
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Pt
from hanoiportal.base.bars import columns
from hanoiportal.platform.media.typesetter import Typesetter
from hanoiportal.platform.officefiles.charts import drawing
from hanoiportal.platform.officefiles.interfaces import (
    Blank,
    Chart,
    Heading,
    OfficeDocument,
    Paragraph,
    Signature,
    Table,
    Tick,
)
from hanoiportal.platform.officefiles.layout import read_layouts
from hanoiportal.platform.officefiles.services import OfficeFiles
from pypdf import PdfReader, PdfWriter
from support.office_files import zipped
from support.office_schema import faults
from support.tagged_pdf import faults as tagging
from support.tagged_pdf import structure

LAYOUT = Path(__file__).parents[4] / 'config/hanoi/document_layout.csv'
DRAWN = Chart('Tin theo <tháng>', ('Tháng', 'Số tin'), (
    ('01/2026', 3), ('02/2026', 1200), ('03/2026', 0)))
REFUSAL = OfficeDocument(
    kind='Thông báo', subject='Từ chối yêu cầu cung cấp thông tin', remark='Mẫu số 05',
    parent='Ủy ban nhân dân thành phố Hà Nội', agency='Sở Xây dựng', number='12/TB-SXD',
    place='Hà Nội', day=datetime.date(2026, 2, 3),
    body=(Heading('Yêu cầu'), Blank('Cơ quan cung cấp thông tin', 'Sở Xây dựng\nPhòng 1'),
          Blank('Lý do', lines=2), Tick('Đọc tại trụ sở', True), Tick('Bản sao'),
          Paragraph('Đoạn một\nĐoạn <hai> & ba\x0b'),
          Table('Bảng kê', ('Tên', 'Số trang'), (('Quyết định', '4'),)), DRAWN),
    signatures=(Signature(('KT. Giám đốc', 'Phó giám đốc'), 'Nguyễn Văn An', '(ký)'),),
    copies=('Như trên;', 'Lưu: VT.'))


@pytest.fixture(scope='module')
def files():
    return OfficeFiles(read_layouts(LAYOUT), lambda: Typesetter(None))


@pytest.fixture(scope='module')
def pdf(files):
    return files.pdf(REFUSAL)


def words_of(document):
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return '\n'.join(paragraph.text for place in (document, *cells)
                     for paragraph in place.paragraphs)


def test_a_word_file_has_the_parts_of_the_decree_in_its_sizes(files):
    document = Document(BytesIO(files.docx(REFUSAL)))
    section, text = document.sections[0], words_of(document)

    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 297]
    assert [round(each.mm) for each in (section.left_margin, section.right_margin)] == [30, 15]
    for said in ('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc',
                 'ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI', 'SỞ XÂY DỰNG', 'Số: 12/TB-SXD',
                 'Hà Nội, ngày 03 tháng 02 năm 2026', 'THÔNG BÁO', 'Mẫu số 05', '☒ Đọc tại trụ sở',
                 '☐ Bản sao', 'Đoạn <hai> & ba', 'PHÓ GIÁM ĐỐC', 'Nguyễn Văn An', 'Nơi nhận:',
                 '- Lưu: VT.', 'Cơ quan cung cấp thông tin: Sở Xây dựng'):
        assert said in text.split('\n'), said
    state, = (paragraph.runs[0] for table in document.tables for cell in table.rows[0].cells
              for paragraph in cell.paragraphs if paragraph.text.startswith('CỘNG HÒA'))
    assert (state.font.size, state.bold) == (Pt(12), True)
    assert document.styles['Normal'].font.name == 'Times New Roman'
    assert document.styles['Normal'].font.size == Pt(13)


def test_a_file_names_nobody_and_never_changes(files, pdf):
    first = files.docx(REFUSAL)
    properties = Document(BytesIO(first)).core_properties

    assert first == files.docx(REFUSAL)
    assert properties.title == 'Thông báo Từ chối yêu cầu cung cấp thông tin'
    assert (properties.author, properties.last_modified_by, properties.comments) == (
        'Sở Xây dựng', 'Sở Xây dựng', '')
    with ZipFile(BytesIO(first)) as parts:
        assert 'An' not in parts.read('docProps/core.xml').decode()
    assert files.pdf(REFUSAL) == pdf


def test_a_printed_document_is_tagged_and_can_be_read(pdf):
    printed = PdfReader(BytesIO(pdf))
    root = printed.trailer['/Root']
    text = ' '.join(page.extract_text() for page in printed.pages)

    assert (root['/Lang'], root['/MarkInfo']['/Marked']) == ('vi', True)
    assert b'pdfuaid' in root['/Metadata'].get_data()
    assert printed.metadata.title == REFUSAL.title and printed.metadata.author == 'Sở Xây dựng'
    for said in ('SỞ XÂY DỰNG', '12/TB-SXD', 'THÔNG BÁO', 'Đoạn <hai> & ba', 'Quyết định',
                 'Nguyễn Văn An'):
        assert ''.join(said.split()) in ''.join(text.split()), said
    elements = list(structure(printed))
    tags = {each['/S'] for each in elements}
    assert {'/H1', '/H2', '/Table', '/TH', '/Caption', '/Figure'} <= tags
    assert [each['/Alt'] for each in elements if each['/S'] == '/Figure'] == [DRAWN.said]
    assert '1.200' in text and tagging(pdf) == []
    fonts = {name for page in printed.pages
             for name in (font.get_object()['/BaseFont'][8:]
                          for font in page['/Resources']['/Font'].values())}
    assert 'Portal-Serif' in fonts and 'Portal-Serif-Bold' in fonts, fonts


@pytest.mark.parametrize(('part', 'told'), [
    ('/MarkInfo', 'it is not marked'), ('/Lang', 'it has no language'),
    ('/ViewerPreferences', 'its title is not shown')])
def test_what_a_printed_document_lacks_is_found(pdf, part, told):
    changed, out = PdfWriter(clone_from=BytesIO(pdf)), BytesIO()
    del changed._root_object[part]
    changed.write(out)

    assert told in tagging(out.getvalue())


def test_a_chart_is_drawn_by_who_opens_the_file_from_figures_that_it_has(files):
    with ZipFile(BytesIO(files.docx(REFUSAL))) as parts:
        text = parts.read('word/document.xml').decode()
        chart = parts.read('word/charts/chart1.xml').decode()
        book = openpyxl.load_workbook(BytesIO(parts.read(
            'word/embeddings/Microsoft_Excel_Sheet1.xlsx')))
        leads = parts.read('word/charts/_rels/chart1.xml.rels').decode()
        kinds = parts.read('[Content_Types].xml').decode()

    assert f'descr="{escape(DRAWN.said)}"' in text and 'drawingml.chart+xml' in kinds
    assert re.findall('<c:v>([^<]*)</c:v>', chart) == [
        'Số tin', *(name for name, _value in DRAWN.bars),
        *(str(value) for _name, value in DRAWN.bars)]
    assert [re.findall(f'<c:{each}[^>]* val="([01])"', chart) for each in (
        'showVal', 'showCatName', 'showSerName', 'showLegendKey')] == [['1'], ['0'], ['0'], ['0']]
    relation = re.search('externalData [^>]*r:id="([^"]+)"', chart)[1]
    assert f'Id="{relation}"' in leads and 'Microsoft_Excel_Sheet1.xlsx' in leads
    assert list(book.active.values) == [DRAWN.header, *DRAWN.bars]


def test_the_highest_bar_is_as_high_as_the_chart_and_names_do_not_overlap():
    assert [each.height for each in columns([1, 4, 0])] == ['10.0', '40.0', '0.0']
    assert [each.height for each in columns([0])] == ['0.0']
    many = Chart('Tin', ('Tháng', 'Số tin'), tuple((f'm{at}', at) for at in range(30)))
    assert re.findall('>(m[0-9]+)<', drawing(many)) == [f'm{at}' for at in range(0, 30, 3)]


def test_both_kinds_of_file_pass_the_schemas_of_ecma_376(files):
    letter = OfficeDocument(kind='', subject='Về việc', agency='Sở', body=(Paragraph('A'),))
    for content in (files.docx(REFUSAL), files.docx(letter), table(files)):
        assert faults(content) == []


def table(files):
    moment = datetime.datetime(2026, 2, 3, tzinfo=datetime.UTC)
    return files.sheet('Sổ [1]: kế hoạch', ('Tên', 'Ngày'), (
        ('=1+1', moment.date()), (12, moment), (True, None), (-2.5, 'https://a.example')))


@pytest.mark.parametrize(('part', 'is_fault', 'broken', 'told'), [
    ('word/document.xml', '(<w:pBdr>.*?</w:pBdr>)(<w:spacing[^>]*/>)', r'\2\1', 'pBdr'),
    ('word/document.xml', '(<w:tblStyle[^>]*/>)(<w:tblW[^>]*/>)', r'\2\1', 'tblStyle'),
    ('word/document.xml', '(<w:pgSz[^>]*/>)(<w:pgMar[^>]*/>)', r'\2\1', 'pgSz'),
    ('word/document.xml', '<w:fldChar w:fldCharType="begin"/>|<w:jc w:val="center"/>',
     '<w:jc w:val="giua"/>', 'val'),
    ('word/document.xml', '<w:gridCol[^>]*/></w:tblGrid>', '<w:gridKol/></w:tblGrid>', 'gridKol'),
    ('xl/worksheets/sheet1.xml', '(<cols>.*?</cols>)(<sheetData>.*</sheetData>)', r'\2\1', 'cols'),
    ('xl/worksheets/sheet1.xml', '<c r="B2"', '<c r="B2" t="ngay"', 't'),
    ('xl/styles.xml', '<cellXfs count', '<cellXfs kount', 'kount')])
def test_a_fault_in_a_file_is_found(files, part, is_fault, broken, told):
    content = files.docx(REFUSAL) if part.startswith('word') else table(files)
    with ZipFile(BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part], times = re.subn(is_fault, broken, parts[part].decode(), count=1, flags=re.DOTALL)
    assert times == 1
    assert any(told in each for each in faults(zipped(parts)))


def test_a_wide_table_lies_across_the_paper_with_columns_as_wide_as_asked(files):
    wide = OfficeDocument(kind='Bảng tổng hợp', agency='Sở', across=True, body=(Table(
        'Ý kiến', ('STT', 'Nội dung', 'Giải trình'), (('1', 'Dài', 'Dài'),), (1, 5, 4)),))
    content = files.docx(wide)

    word = Document(BytesIO(content))
    (section,), columns = word.sections, word.tables[1].columns
    text = section.page_width - section.left_margin - section.right_margin
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [297, 210]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert [round(each.width / text, 2) for each in columns] == [.1, .5, .4]
    assert {cell.width for cell in columns[1].cells} == {columns[1].width}
    assert faults(content) == []
    (page,) = PdfReader(BytesIO(files.pdf(wide))).pages
    assert page.mediabox.width > page.mediabox.height
    assert Document(BytesIO(files.docx(REFUSAL))).sections[0].page_width.mm < 211


def test_an_official_letter_has_its_subject_under_the_number(files):
    letter = OfficeDocument(kind='', subject='trả lời công dân', agency='UBND xã Ba Vì',
                            place='Ba Vì')

    text = words_of(Document(BytesIO(files.docx(letter)))).split('\n')
    assert 'V/v trả lời công dân' in text and 'Số: ......' in text
    assert 'Ba Vì, ngày ...... tháng ...... năm ..........' in text


def test_a_layout_that_lacks_a_measure_is_refused(tmp_path):
    table = tmp_path / 'document_layout.csv'
    lines = LAYOUT.read_text(encoding='utf-8').splitlines()
    table.write_text('\n'.join(line for line in lines if not line.startswith('motto')),
                     encoding='utf-8')

    with pytest.raises(ValueError, match='no motto'):
        read_layouts(table)
