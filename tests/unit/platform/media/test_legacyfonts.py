"""Files of Office in fonts of before Unicode become Unicode, or are refused with the place."""
import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hanoiportal.kernel.inspection.signatures import BadFile
from hanoiportal.kernel.inspection.upload import StoredFile
from hanoiportal.platform.media.cleaning import sanitized
from hanoiportal.platform.media.examiner import DOCX, Examiner
from hanoiportal.platform.media.legacyfonts.look import looked_at
from support.legacy_samples import TEXTS, samples, typed
from support.office_files import compound, doc, docx, relations, style_of, xlsx


def paragraphs(content):
    """Return the texts in the file of Office ``content``, cell by cell and part by part."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: ElementTree.fromstring(archive.read(name))
                 for name in sorted(archive.namelist()) if name.endswith('.xml')}
    shared = [joined(each) for each in parts.get('xl/sharedStrings.xml', ())]
    found = [shared[int(cell.findtext('{*}v'))]
             for root in parts.values() for cell in root.iterfind('.//{*}c[@t="s"]')]
    return found + [joined(each) for root in parts.values()
                    for each in root.iter() if each.tag.endswith(('main}p',)) and joined(each)]


def joined(element):
    return ''.join(each.text or '' for each in element.iter() if each.tag.endswith('}t'))


@pytest.mark.clause('11.2')
def test_a_sample_becomes_unicode_stays_or_is_refused_with_its_place():
    assert len(samples()) >= 100
    for name, sample in samples().items():
        found, content = looked_at(name.rpartition('.')[2], sample.content)

        assert found.left == sample.places, name
        assert bool(content) == (sample.now is not None and not sample.same), name
        if content:
            assert paragraphs(content) == sample.now, name
            assert not re.search(rb'\.vn|VNI[- ]', everything(content), re.IGNORECASE), name
        elif sample.now:
            assert paragraphs(sample.content) == sample.now, name


def everything(content):
    with ZipFile(BytesIO(content)) as archive:
        return b''.join(map(archive.read, archive.namelist()))


def kept(name, content, mimetype=DOCX):
    return sanitized(name, mimetype, BytesIO(content))


def content_of(stored):
    with stored.open() as file:
        return file.read()


@pytest.mark.clause('11.2')
def test_what_is_stored_and_read_on_the_page_is_unicode(tmp_path):
    old = docx([[(typed(text, '.VnTime')[0], None)] for text in TEXTS], styles=style_of('.VnTime'))

    stored = kept('a.docx', old)

    assert stored.converted == '.VnTime'
    assert paragraphs(content_of(stored)) == TEXTS
    exact = Examiner(tmp_path).examined(StoredFile('a.docx', DOCX, BytesIO(old)))
    assert all(f'<p>{text}</p>' in exact.html for text in TEXTS)


def test_a_refusal_names_file_fonts_and_places():
    typed_in_capitals = typed(TEXTS[0], '.VnTimeH')[0]

    with pytest.raises(BadFile) as refused:
        kept('Kế hoạch.doc', doc(['Một', typed_in_capitals], ['.VnTimeH']), 'application/msword')

    reason = refused.value.args[0]
    assert 'hãy lưu thành DOCX' in reason
    assert reason.mapping == {'filename': 'Kế hoạch.doc', 'fonts': '.VnTimeH', 'places': '2'}


@pytest.mark.parametrize('content', [
    compound({'WordDocument': b'\0' * 600, '1Table': b''}), b'\xd0\xcf\x11\xe0 broken',
    doc(['Một'], [], flags=0x0100)])
def test_an_old_file_that_cannot_be_looked_at_is_refused(content):
    with pytest.raises(BadFile) as refused:
        kept('a.doc', content, 'application/msword')

    assert 'lưu thành DOCX, XLSX hoặc PPTX' in refused.value.args[0]


def test_a_broken_new_file_stays_as_it_is():
    stored = kept('a.docx', b'PK\3\4 no archive')

    assert content_of(stored) == b'PK\3\4 no archive' and not stored.converted


def test_many_places_are_cut_short():
    vni = typed(TEXTS[5], 'VNI-Times')[0]
    cells = {f'A{row}': (0, 0) for row in range(1, 20)}

    found, _content = looked_at('xlsx', xlsx([[(vni, None)]], cells, ['VPS Times']))

    assert found.left == [f'Danh sách!A{row}' for row in range(1, 20)]
    with pytest.raises(BadFile) as refused:
        kept('a.docx', docx([[(vni, 'Arial')]] * 20))
    assert refused.value.args[0].mapping['places'] == '1, 2, 3, 4, 5, 6, 7, 8, …'


def test_columns_of_a_table_are_called_as_their_heads_and_numbers_of_lists_are_read():
    old = typed(TEXTS[2], '.VnTime')[0]
    book = xlsx([[(old, None)]], {'A1': (0, 0)}, ['.VnTime'], more={
        'xl/worksheets/_rels/sheet1.xml.rels': relations(table='../tables/table1.xml'),
        'xl/tables/table1.xml': '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
                                f'2006/main"><tableColumn name="{old}"/></table>'})
    numbering = docx([[(old, '.VnTime')]], more={'word/numbering.xml': (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:lvl><w:lvlText w:val="Môc %1."/><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:lvl>'
        '</w:numbering>')})

    assert 'tableColumn name="Hà Nội"' in everything(looked_at('xlsx', book)[1]).decode()
    assert 'lvlText w:val="Mục %1."' in everything(looked_at('docx', numbering)[1]).decode()
