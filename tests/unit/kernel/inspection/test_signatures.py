"""A file is what its bytes say."""
import gzip
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from hanoiportal.kernel.inspection.signatures import BadFile, content_types
from support.factories import PDF, picture

WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'


def zipped(**members):
    """Return a ZIP archive with these members, ``__`` in a name standing for ``/``."""
    out = BytesIO()
    with ZipFile(out, 'w') as archive:
        for name, content in members.items():
            archive.writestr(name.replace('__', '/').replace('_x_', '.'), content)
    return out


def compound(*streams):
    """Return the beginning of a file of Office 97-2003 with these streams."""
    return BytesIO(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(504) + b''.join(
        name.encode('utf-16-le').ljust(64, b'\0') for name in streams))


def test_a_file_is_known_by_its_content():
    for content, expected in (
            (PDF, 'application/pdf'), (rb'{\rtf1\ansi Ha Noi}', 'application/rtf'),
            (gzip.compress(b'a', mtime=0), 'application/gzip'),
            (b'RIFF\0\0\0\0WEBPVP8 ', 'image/webp'), (b'\0\0\0\x18ftypmp42', 'video/mp4'),
            (b'\0\0\1\xba\x44', 'video/mpeg'), (b'ID3\4\0\0', 'audio/mpeg'),
            (b'\xff\xf1\x50\x80', 'audio/aac'), ('Số thứ tự,Tên\n1,Ba Vì\n'.encode(), 'text/csv'),
            ('\ufeffThông báo'.encode(), 'text/plain'), (b'{"a": 1}', 'application/json'),
            (b'<?xml version="1.0"?><data/>', 'application/xml'),
            (b'<!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'),
            (b'<?xml version="1.0"?><svg/>', 'image/svg+xml'),
            (b'\n <!DOCTYPE html><html></html>', 'text/html'), (b'<p>a</p>', 'text/html')):
        assert expected in content_types(BytesIO(content))


@pytest.mark.parametrize('name, expected', [
    ('PNG', 'image/png'), ('JPEG', 'image/jpeg'), ('GIF', 'image/gif'), ('WEBP', 'image/webp'),
    ('TIFF', 'image/tiff')])
def test_a_picture_is_known_by_its_content(name, expected):
    assert content_types(picture(name)) == {expected}


@pytest.mark.parametrize('archive, expected', [
    (zipped(word__document_x_xml='<w/>'), WORD),
    (zipped(mimetype='application/vnd.oasis.opendocument.text'),
     'application/vnd.oasis.opendocument.text'),
    (zipped(a='b'), 'application/zip'),
])
def test_documents_that_are_archives_are_told_apart(archive, expected):
    assert content_types(archive) == {expected}


@pytest.mark.parametrize('stream, expected', [
    ('WordDocument', 'application/msword'), ('Workbook', 'application/vnd.ms-excel'),
    ('PowerPoint Document', 'application/vnd.ms-powerpoint')])
def test_documents_of_office_97_are_told_apart(stream, expected):
    assert content_types(compound('Root Entry', stream)) == {expected}


@pytest.mark.parametrize('file', [
    zipped(word__document_x_xml='<w/>', word__vbaProject_x_bin='x'),
    compound('WordDocument', '_VBA_PROJECT')])
def test_a_document_with_macros_is_refused(file):
    with pytest.raises(BadFile):
        content_types(file)


@pytest.mark.parametrize('content', [
    b'MZ\x90\0\3', b'\x7fELF\2\1\1', b'PK\3\4 cut short', b'a\0b', b'\xe1\xba',
    'Hà'.encode('latin-1'), 'Đống Đa'.encode('utf-16')])
def test_what_is_not_known_is_nothing_that_may_be_published(content):
    assert content_types(BytesIO(content)) <= {''}


def broken(compression, at, junk):
    """Return an OpenDocument archive with ``junk`` in its central directory or its content."""
    out = BytesIO()
    with ZipFile(out, 'w', compression) as archive:
        archive.writestr('mimetype', 'application/vnd.oasis.opendocument.text')
    whole = bytearray(out.getvalue())
    start = 38 if at == 'content' else whole.index(b'PK\1\2') + at
    whole[start:start + len(junk)] = junk
    return BytesIO(bytes(whole))


@pytest.mark.parametrize('archive', [
    pytest.param(broken(ZIP_DEFLATED, 'content', b'\xff' * 20), id='zlib.error'),
    pytest.param(broken(ZIP_LZMA, 'content', b'\xff' * 20), id='lzma'),
    pytest.param(broken(ZIP_BZIP2, 'content', b'\xff' * 20), id='OSError'),
    pytest.param(broken(ZIP_STORED, 42, b'\xff\xff\xff\xfe'), id='offset'),
])
def test_an_archive_that_cannot_be_read_is_nothing_that_may_be_published(archive):
    assert content_types(archive) <= {''}


def test_markup_is_never_taken_for_plain_text():
    assert content_types(BytesIO(b'<script>alert(1)</script>')) == {'text/html'}
