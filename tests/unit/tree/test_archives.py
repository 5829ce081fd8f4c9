"""Archives hold nothing that would not be taken by itself."""
import gzip
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest
from hanoiportal.tree.archives import check_members
from hanoiportal.tree.formats import read_formats
from hanoiportal.tree.signatures import BadFile
from making import PDF
from servers import CONFIG

EXE = b'MZ' + bytes(300)


@pytest.fixture(scope='module')
def formats():
    return read_formats(CONFIG / 'hanoi' / 'formats.csv')


def check(formats, name, file):
    check_members(formats, formats.check(name, file), name, file)


def zipped(*members):
    out = BytesIO()
    with ZipFile(out, 'w') as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out


def link():
    info = ZipInfo('bí-mật.txt')
    info.external_attr = 0o120777 << 16
    return info


REFUSED = [
    ('a.zip', zipped(('chạy.exe', EXE))), ('a.zip', zipped(('trong/tờ-trình.pdf', EXE))),
    ('a.zip', zipped(('không-đuôi', b'tin'))), ('a.zip', zipped((link(), b'/etc/passwd'))),
    ('a.zip', zipped(('b.zip', zipped(('chạy.exe', EXE)).getvalue()))),
    ('a.exe.gz', BytesIO(gzip.compress(EXE))), ('a.pdf.gz', BytesIO(gzip.compress(EXE))),
    ('a.gz', BytesIO(gzip.compress(b'tin')))]


@pytest.mark.parametrize(('name', 'file'), REFUSED, ids=range(len(REFUSED)))
def test_what_would_not_be_taken_by_itself_is_not_in_an_archive_either(formats, name, file):
    with pytest.raises(BadFile):
        check(formats, name, file)


def test_what_is_refused_is_named(formats):
    with pytest.raises(BadFile) as refused:
        check(formats, 'a.zip', zipped(('trong/chạy.exe', EXE)))

    assert refused.value.args[0].mapping['filename'] == 'trong/chạy.exe'


TAKEN = [
    ('a.zip', zipped(('thư-mục/', b''), ('thư-mục/tờ-trình.pdf', PDF), ('TIN.TXT', b'tin'))),
    ('a.zip', zipped(('b.zip', zipped(('tin.txt', b'tin')).getvalue()))),
    ('so-lieu.csv.gz', BytesIO(gzip.compress(b'a,b'))), ('a.pdf', BytesIO(PDF))]


@pytest.mark.parametrize(('name', 'file'), TAKEN, ids=range(len(TAKEN)))
def test_other_archives_are_taken(formats, name, file):
    check(formats, name, file)
