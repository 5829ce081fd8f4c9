"""DOCX and ODT word by word: what is printed is read, what cannot be told is refused."""
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from hanoiportal.base.legaltexts.parser import parse
from hanoiportal.platform.media.readlines import found_in
from hanoiportal.platform.media.textreader import TextReader
from support import ROOT
from support.written_drafts import (
    in_box,
    odt,
    paragraph,
    run,
    table,
    word,
)

DECISION = ROOT / 'config/hanoi/quyet-dinh-4263.txt'


def lines_of(content):
    found = found_in(content)
    assert found.refused == ''
    return found.lines


def test_decision_4263_from_docx_loses_no_word_and_keeps_its_structure():
    printed = DECISION.read_text(encoding='utf-8').split('\n')
    source = '\n'.join(' '.join(line.split()) for line in printed)
    file, out = docx.Document(), BytesIO()
    for line in printed:
        made = file.add_paragraph()
        for at in range(0, len(line), 7):  # inside of words, too
            made.add_run(line[at:at + 7])
    file.save(out)

    text = '\n'.join(TextReader().read(out.getvalue()).lines)

    assert text.split() == source.split()
    assert parse(text) == parse(source)


def test_numbers_go_on_behind_text_and_begin_anew_below_a_higher_one():
    content = word(''.join((
        paragraph(run('Một'), 0), paragraph(run('A'), 1), paragraph(run('giữa')),
        paragraph(run('B'), 1), paragraph(run('Hai'), 0), paragraph(run('C'), 1),
        paragraph('', 1), paragraph(run('x'), 2))))

    assert lines_of(content) == [
        'Điều 1. Một', '1. A', 'giữa', '2. B', 'Điều 2. Hai', '1. C', 'a) x']


def test_a_list_that_starts_anew_by_its_own_number_does_so():
    other = ('<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
             '<w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>')
    numbers = word('')
    content = word(
        paragraph(run('Một'), 0) + paragraph(run('Năm'), 0).replace('numId w:val="3"',
                                                                    'numId w:val="4"'),
        **{'word/numbering.xml': part_of(numbers).replace('</w:numbering>', other)})

    assert lines_of(content) == ['Điều 1. Một', 'Điều 5. Năm']


def part_of(content):

    return ZipFile(BytesIO(content)).read('word/numbering.xml').decode()


def test_text_boxes_are_read_once_behind_their_paragraph():
    content = word(paragraph(run('Điều 1. Trước') + in_box(paragraph(run('Trong khung')))))

    assert lines_of(content) == ['Điều 1. Trước', 'Trong khung']


def test_tables_are_read_row_by_row_with_those_inside_them_and_heads_cell_by_cell():
    inner = table([paragraph(run('a')), paragraph(run('b'))])
    content = word(
        table([paragraph(run('ỦY BAN NHÂN DÂN')),
               paragraph(run('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'))])
        + table([paragraph(run('1')), paragraph(run('Chợ')) + inner],
                [paragraph(run('2')), paragraph(run('Quầy'))]))

    assert lines_of(content) == [
        'ỦY BAN NHÂN DÂN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', '1 | Chợ a | b', '2 | Quầy']


@pytest.mark.parametrize(('body', 'why'), [
    (paragraph('<w:ins w:id="1">' + run('thêm') + '</w:ins>'), 'tracked'),
    (paragraph('<w:del w:id="1"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'), 'tracked'),
    (paragraph('<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata/></w:pict>'
               '</w:r>'), 'scanned'),
])
def test_what_cannot_be_told_is_refused(body, why):
    assert found_in(word(body)).refused == why


def test_too_many_pages_macros_and_broken_files_are_refused():
    pages = ('<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
             'extended-properties"><Pages>5000</Pages></Properties>')
    text = paragraph(run('Điều 1. Chợ'))

    assert found_in(word(text, **{'docProps/app.xml': pages})).refused == 'pages'
    assert found_in(word(text, **{'word/vbaProject.bin': 'x'})).refused == 'macros'
    assert found_in(word(text)[:-40]).refused == 'broken'
    assert found_in(b'PK').refused == 'broken'
    assert TextReader().read(b'no document').refused == 'broken'


def test_hidden_words_and_remarks_are_left_out_and_said():
    found = found_in(word(paragraph(
        run('thấy') + '<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>')))

    assert (found.lines, found.left_out['hidden']) == (['thấy'], 1)


def test_an_opendocument_is_read_with_the_numbers_of_its_lists():
    styles = ('<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
              'style:num-prefix="Điều " style:num-suffix="." style:num-format="1"/>'
              '<text:list-level-style-number text:level="2" style:num-suffix=")" '
              'style:num-format="a"/></text:list-style>')
    body = ('<text:p>QUYẾT ĐỊNH</text:p><text:list text:style-name="L"><text:list-item>'
            '<text:p>Ph<text:span>ạm</text:span><text:s/>vi</text:p><text:list><text:list-item>'
            '<text:p>chợ</text:p></text:list-item><text:list-item><text:p>quầy</text:p>'
            '</text:list-item></text:list></text:list-item></text:list><text:p>giữa</text:p>'
            '<text:list text:continue-numbering="true" text:style-name="L"><text:list-item>'
            '<text:p>Hai<draw:frame><draw:text-box><text:p>khung</text:p></draw:text-box>'
            '</draw:frame></text:p></text:list-item></text:list>')

    assert lines_of(odt(body, styles)) == [
        'QUYẾT ĐỊNH', 'Điều 1. Phạm vi', 'a) chợ', 'b) quầy', 'giữa', 'Điều 2. Hai', 'khung']
    assert found_in(odt('<text:tracked-changes><text:changed-region/></text:tracked-changes>'
                        )).refused == 'tracked'
