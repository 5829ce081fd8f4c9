"""What a PDF lacks to be read aloud: what of PDF/UA-1 (ISO 14289-1) a program can tell."""
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ContentStream

_TEXT = {b'Tj', b'TJ', b"'", b'"'}


def faults(content):
    """Return what is wrong with the bytes ``content``, in words."""
    pdf = PdfReader(BytesIO(content))
    root = pdf.trailer['/Root']
    found = [said for said, is_kept in (
        ('it does not say that it is PDF/UA', b'pdfuaid' in root['/Metadata'].get_data()),
        ('its title is not in its metadata', b'dc:title' in root['/Metadata'].get_data()),
        ('its title is not shown', root.get('/ViewerPreferences', {}).get('/DisplayDocTitle')),
        ('it is not marked', root.get('/MarkInfo', {}).get('/Marked')),
        ('it has no language', root.get('/Lang'))) if not is_kept]
    elements = list(structure(pdf))
    found += [f'{each["/S"]} without words in place of it' for each in elements
              if each['/S'] == '/Figure' and not each.get('/Alt')]
    found += _headings([each['/S'] for each in elements])
    found += ['a cell that does not say under which head it stands' for each in elements
              if each['/S'] == '/TD' and '/Headers' not in each.get('/A', {})]
    for number, page in enumerate(pdf.pages, 1):
        found += [f'page {number}: {each}' for each in _of_page(pdf, page)]
    return found


def structure(pdf):
    """Yield the elements of the structure of a ``PdfReader``, in order."""
    return _below(pdf.trailer['/Root']['/StructTreeRoot'])


def _below(node):
    kids = node.get('/K', ())
    for each in kids if isinstance(kids, list) else [kids]:
        kid = each.get_object()
        if hasattr(kid, 'get') and '/S' in kid:
            yield kid
            yield from _below(kid)


def _headings(kinds):
    level = 0
    for kind in kinds:
        if kind[:2] == '/H' and kind[2:].isdigit():
            if int(kind[2:]) > level + 1:
                yield f'{kind} follows a heading of level {level}'
            level = int(kind[2:])


def _of_page(pdf, page):
    """Yield what is wrong with a page: text that is marked as nothing, fonts that it lacks."""
    depth = 0
    for _operands, operator in ContentStream(page.get_contents(), pdf).operations:
        if operator in (b'BDC', b'BMC'):
            depth += 1
        elif operator == b'EMC':
            depth -= 1
        elif operator in _TEXT and not depth:
            yield 'text that is marked as nothing'
    for name, font in page['/Resources'].get('/Font', {}).items():
        for each in font.get_object().get('/DescendantFonts', [font]):
            described = each.get_object().get('/FontDescriptor', {}).get_object()
            if not {'/FontFile', '/FontFile2', '/FontFile3'} & set(described):
                yield f'font {name} is not in the file'
