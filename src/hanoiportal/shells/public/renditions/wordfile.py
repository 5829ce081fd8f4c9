"""Forms as Word documents (DOCX): the same bytes for the same form."""
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ....base.lazily import lazily

docx, names = lazily('docx'), lazily('docx.oxml.ns')

MIMETYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
#: What is written behind a label: room for so many lines.
LINES = {'dong': 1, 'doan': 4, 'ky': 3}
DOTS, BOX = '.' * 60, '☐'
_STATE = ('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc')


def word_form(form):
    """Return the ``accessentry.rules.Form`` as the bytes of a Word document to be filled in."""
    document = docx.Document()
    document.core_properties.title = form.name.vi
    document.core_properties.language = 'vi-VN'
    for language in document.styles.element.iter(names.qn('w:lang')):
        language.set(names.qn('w:val'), 'vi-VN')
    for line in (*_STATE, f'Mẫu số {form.code} ({form.basis})'):
        document.add_paragraph(line)
    document.add_heading(form.name.vi, 1)
    for part, fields in form.parts:
        if part:
            document.add_heading(part, 2)
        for field in fields:
            _put(document, field)
    return _same(document)


def _put(document, field):
    if field.kind == 'chon':
        document.add_paragraph(f'{BOX} {field.label}')
        return
    document.add_paragraph(f'{field.label}:')
    for _line in range(LINES[field.kind]):
        document.add_paragraph('' if field.kind == 'ky' else DOTS)


def _same(document):
    """Return ``document`` as bytes that do not tell when they were made."""
    made, out = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as old, ZipFile(out, 'w', ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return out.getvalue()
