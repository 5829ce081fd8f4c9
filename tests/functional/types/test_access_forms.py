"""The forms of access to information: pages to print, files to fill in (NĐ 13/2018)."""
from functools import cache
from io import BytesIO

import pytest
from docx import Document
from hanoiportal.participation.informationrequests.interfaces import IAccessRules
from hanoiportal.platform.media.interfaces import ITypesetter
from pypdf import PdfReader
from support.sampling import WHOLE

SECTION = '/tiep-can-thong-tin'
CODES = ('01a', '01b', '02', '03', '04', '05', '06')


@pytest.fixture
def forms(stocked):
    return stocked.app.registry.getUtility(IAccessRules).forms


def words(reader):
    return ''.join(''.join(page.extract_text().split()) for page in reader.pages)


def of_field(field):
    """Return what a file says of ``field``; of a signature each part by itself."""
    return field.label.split(' (') if field.kind == 'ky' else [field.label]


@pytest.mark.clause('3.5')
def test_each_form_is_offered_as_a_page_and_as_a_file(stocked, forms):
    section = stocked.get(SECTION)
    assert tuple(form.code for form in forms) == CODES

    for form in forms:
        page = stocked.get(section.html.select_one(f'#truoc-day a[href$="/{form.code}"]')['href'])
        links = [each['href'] for each in page.html.select('.download a')]
        word, pdf = stocked.get(links[0]), links[1]
        document = Document(BytesIO(word.body))
        text = '\n'.join(each.text for place in (document, *(
            cell for table in document.tables for row in table.rows for cell in row.cells))
            for each in place.paragraphs)
        assert form.name.vi == page.html.h1.text
        for part, fields in form.parts:
            if any(field.kind != 'ky' for field in fields):
                assert part in text
            for field in fields:
                assert field.label in page.html.article.text
                assert all(said.casefold() in text.casefold() for said in of_field(field))
        assert word.headers['Content-Disposition'].endswith(f'mau-{form.code}.docx')
        assert pdf.endswith(f'/{form.code}.pdf')


@pytest.fixture(scope='module')
def printed(stocked):
    """``printed(code)``: the answer with that form as PDF, made once."""
    return cache(lambda code: stocked.get(f'{SECTION}/mau-phieu/{code}.pdf'))


@pytest.mark.clause('3.5')
@pytest.mark.parametrize('code', CODES if WHOLE else CODES[:1])
def test_a_form_is_printed_with_all_its_parts_and_fields(printed, forms, code):
    [form] = [each for each in forms if each.code == code]

    text = words(PdfReader(BytesIO(printed(code).body))).casefold()
    for part, fields in form.parts:
        if any(field.kind != 'ky' for field in fields):
            assert part.replace(' ', '').casefold() in text
        for field in fields:
            assert all(said.replace(' ', '').casefold() in text for said in of_field(field))
    assert printed(code).headers['Content-Disposition'].endswith(f'mau-{code}.pdf')


def test_a_file_says_its_title_and_language_and_never_changes(stocked):
    first, second = (stocked.get(f'{SECTION}/mau-phieu/01a.docx').body for _time in range(2))

    document = Document(BytesIO(first))
    assert first == second
    assert document.core_properties.language == 'vi-VN'
    assert document.core_properties.title.startswith('Phiếu yêu cầu')
    assert [each.style.name for each in document.paragraphs].count('Heading 1') == 1


@pytest.mark.clause('6.7')
def test_a_printed_form_is_tagged_and_the_same_on_every_site(stocked, printed):
    made = printed('01a')
    root = PdfReader(BytesIO(made.body)).trailer['/Root']

    assert made.content_type == 'application/pdf'
    assert (root['/Lang'], root['/MarkInfo']['/Marked']) == ('vi', True)
    assert b'pdfuaid' in root['/Metadata'].get_data()
    other = stocked.get(f'/sites/bavi{SECTION}/mau-phieu/01a.pdf')
    assert other.body == made.body


def test_where_no_pdf_can_be_made_none_is_offered(stocked, monkeypatch):
    monkeypatch.setattr(stocked.app.registry.getUtility(ITypesetter), 'available', False)

    page = stocked.get(f'/sites/soxaydung{SECTION}/mau-phieu/05')

    assert [each.text for each in page.html.select('.download a')] == ['Tải mẫu để điền (DOCX)']
    stocked.get(f'/sites/soxaydung{SECTION}/mau-phieu/05.pdf', status=404)


def test_on_an_english_page_the_form_itself_stays_vietnamese(stocked):
    page = stocked.get(f'/english{SECTION}/mau-phieu/01a')

    assert page.html.h1.text == 'Request for information (citizen)'
    assert page.html.select_one('.form-sheet')['lang'] == 'vi'


@pytest.mark.parametrize('path', [
    SECTION + '/mau-phieu', SECTION + '/mau-phieu/07', SECTION + '/mau-phieu/01a/x',
    SECTION + '/mau-phieu/01a.odt', SECTION + '/mau-phieu/01a.', '/tin-tuc-su-kien/mau-phieu/01a'])
def test_there_are_no_others(stocked, path):
    stocked.get(path, status=404)
