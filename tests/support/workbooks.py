"""Workbooks (XLSX), read part by part."""
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

PART = 'xl/worksheets/sheet1.xml'
_SPACE = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'


def parts(content):
    """Return ``{name: text}`` of the parts of a workbook."""
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def cells(content):
    """Return ``{place: (type, value)}`` of the first sheet, texts by what they say."""
    found = parts(content)
    texts = [''.join(each.itertext()) for each in etree.fromstring(
        found['xl/sharedStrings.xml'].encode()).iter(f'{_SPACE}si')]
    read = {}
    for cell in etree.fromstring(found[PART].encode()).iter(f'{_SPACE}c'):
        kind, value = cell.get('t', 'n'), cell.findtext(f'{_SPACE}v')
        read[cell.get('r')] = (kind, texts[int(value)] if kind == 's' else value)
    return read
