"""Archives hold nothing that would not be taken by itself."""
import gzip
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest
from hanoiportal.kernel.inspection.archives import Members, members_of, without_litter
from hanoiportal.kernel.inspection.expansion import MOST_MEMBERS, check_expansion
from hanoiportal.kernel.inspection.formats import read_formats
from hanoiportal.kernel.inspection.signatures import BadFile
from servers import CONFIG
from support.factories import PDF

EXE = b'MZ' + bytes(300)


@pytest.fixture(scope='module')
def formats():
    return read_formats(CONFIG / 'hanoi' / 'formats.csv')


def kept(formats, name, file):
    """Return the bytes that are kept of ``file``."""
    members = members_of(formats, formats.check(name, file))
    check_expansion(name, file, members)
    with without_litter(name, file, members) as clean:
        clean.seek(0)
        return clean.read()


def zipped(*members):
    out = BytesIO()
    with ZipFile(out, 'w') as archive:
        for name, content in members:
            info = name if isinstance(name, ZipInfo) else ZipInfo(name, (2025, 8, 16, 9, 0, 0))
            archive.writestr(info, content)
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
    ('a.gz', BytesIO(gzip.compress(b'tin'))),
    ('desktop.ini.gz', BytesIO(gzip.compress(EXE))),
    ('a.zip', zipped(('thumbs.db.gz', gzip.compress(EXE)), ('tin.txt', b'tin'))),
    ('a.zip', zipped(('.DS_Store', b''), ('Desktop.ini.GZ', gzip.compress(EXE))))]


@pytest.mark.parametrize(('name', 'file'), REFUSED, ids=range(len(REFUSED)))
def test_what_would_not_be_taken_by_itself_is_not_in_an_archive_either(formats, name, file):
    with pytest.raises(BadFile):
        kept(formats, name, file)


def test_what_is_refused_is_named(formats):
    with pytest.raises(BadFile) as refused:
        kept(formats, 'a.zip', zipped(('trong/chạy.exe', EXE)))

    assert refused.value.args[0].mapping['filename'] == 'trong/chạy.exe'


@pytest.mark.parametrize('name', [
    '../../etc/x.txt', 'trong/../../x.txt', '/etc/x.txt', 'C:\\x.txt', 'trong\\..\\..\\x.txt',
    '..'])
def test_a_path_that_leads_out_of_the_folder_is_refused_and_named(formats, name):
    with pytest.raises(BadFile) as refused:
        kept(formats, 'a.zip', zipped((name, b'tin')))

    assert refused.value.args[0].mapping['name'] == name


@pytest.mark.parametrize('name', ['a..b.txt', 'trong/..tin.txt', 'trong/12:30.txt'])
def test_a_name_with_dots_and_colons_stays_in_its_folder(formats, name):
    assert kept(formats, 'a.zip', zipped((name, b'tin')))


DOCX = zipped(('word/document.xml', b'<?xml version="1.0"?><a/>'), ('_rels/.rels', b'<a/>'),
              ('word/font.odttf', EXE))
TAKEN = [
    ('a.zip', zipped(('thư-mục/', b''), ('thư-mục/tờ-trình.pdf', PDF), ('TIN.TXT', b'tin'))),
    ('a.zip', zipped(('b.zip', zipped(('tin.txt', b'tin')).getvalue()))),
    ('a.zip', zipped(('a.docx', DOCX.getvalue()))), ('a.docx', DOCX),
    ('a.zip', zipped(('so-lieu.csv.gz', gzip.compress(b'a,b')))),
    ('so-lieu.csv.gz', BytesIO(gzip.compress(b'a,b'))), ('a.pdf', BytesIO(PDF))]


@pytest.mark.parametrize(('name', 'file'), TAKEN, ids=range(len(TAKEN)))
def test_other_archives_are_taken_as_they_are(formats, name, file):
    assert kept(formats, name, file) == file.getvalue()


LITTER = [(name, b'\0\0\0\1Bud1') for name in (
    '.DS_Store', 'thư-mục/.DS_Store', 'Thumbs.db', 'thư-mục/thumbs.db', 'desktop.ini',
    '__MACOSX/thư-mục/._tin.txt', '__MACOSX/chạy.exe')] + [('__MACOSX/', b'')]
WANTED = [('thư-mục/', b''), ('thư-mục/tin.txt', 'Tin mới'.encode()), ('tờ-trình.pdf', PDF)]


def test_what_systems_leave_in_folders_is_neither_refused_nor_kept(formats):
    whole = kept(formats, 'a.zip', zipped(*LITTER, *WANTED))

    assert b'Bud1' not in whole
    with ZipFile(BytesIO(whole)) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == WANTED
        assert {info.date_time for info in archive.infolist()} == {(2025, 8, 16, 9, 0, 0)}


@pytest.mark.parametrize('pack', [
    lambda inner: ('a.zip', zipped(('trong.ZIP', inner))),
    lambda inner: ('a.zip.gz', BytesIO(gzip.compress(inner)))], ids=('zip', 'gz'))
def test_nor_is_it_kept_in_an_archive_inside(formats, pack):
    whole = kept(formats, *pack(zipped(*LITTER, *WANTED).getvalue()))

    if whole.startswith(b'PK'):
        with ZipFile(BytesIO(whole)) as outside:
            inner = outside.read('trong.ZIP')
    else:
        assert whole[4:8] == bytes(4), 'the time of today'
        inner = gzip.decompress(whole)
    with ZipFile(BytesIO(inner)) as archive:
        assert archive.namelist() == [name for name, _content in WANTED]


def unsaid():
    """Return an archive with litter whose other name is UTF-8 and does not say so."""
    file = zipped(('.DS_Store', b''), ('tờ.txt', b'tin'))
    raw = file.getvalue()
    for start, flags in ((raw.index(b'PK\3\4', 4), 6), (raw.rindex(b'PK\1\2'), 8)):
        at = start + flags
        assert raw[at + 1] & 0x08
        raw = raw[:at + 1] + bytes([raw[at + 1] & ~0x08]) + raw[at + 2:]
    return raw


def test_names_stay_whether_or_not_they_say_that_they_are_utf_8(formats):
    with ZipFile(BytesIO(kept(formats, 'a.zip', BytesIO(unsaid())))) as archive:
        assert archive.namelist() == ['tờ.txt']


def test_names_of_old_systems_are_what_they_were(formats):
    old = BytesIO(unsaid().replace('tờ.txt'.encode(), b't\xa2\xa3\xa4.txt'))
    with ZipFile(BytesIO(kept(formats, 'a.zip', old))) as archive:
        assert archive.namelist() == ['tóúñ.txt']


@pytest.mark.parametrize(('packed', 'named'), [
    (zipped(*LITTER), 'a.zip'),
    (zipped(*WANTED, ('trong/b.zip', zipped(*LITTER).getvalue())), 'trong/b.zip')],
    ids=('whole', 'inside'))
def test_litter_alone_is_nothing(formats, packed, named):
    with pytest.raises(BadFile, match='rỗng') as refused:
        kept(formats, 'a.zip', packed)

    assert refused.value.args[0].mapping == {'name': named}


def looked_at(formats):
    """Return the ``Members`` of an archive in which there was litter."""
    members = Members(formats)
    members.litter = True
    return members


def test_an_archive_is_kept_whole_wherever_in_it_one_has_stopped_to_read(formats):
    file = BytesIO(gzip.compress(b'a,b'))
    file.seek(0, 2)

    with without_litter('so-lieu.csv.gz', file, looked_at(formats)) as clean:
        clean.seek(0)
        assert gzip.decompress(clean.read()) == b'a,b'


def altered(signature, at, bits):
    """Return an archive with litter, and ``bits`` turned in what it says of a folder."""
    raw = bytearray(zipped(('.DS_Store', b''), ('tin.txt', b'tin'), ('d/', b'')).getvalue())
    raw[raw.rindex(signature) + at] ^= bits
    return BytesIO(raw)


@pytest.mark.parametrize('file', [
    altered(b'PK\3\4', 0, 1), altered(b'PK\3\4', 30, 1), altered(b'PK\1\2', 8, 1 << 5),
    altered(b'PK\1\2', 8, 1 << 6)], ids=('header', 'name', 'patched', 'encrypted'))
def test_what_cannot_be_packed_anew_is_refused(formats, file):
    with pytest.raises(BadFile, match='không giải nén được'):
        kept(formats, 'a.zip', file)


def test_litter_counts_as_all_else(formats):
    with pytest.raises(BadFile, match='lớn quá mức'):
        kept(formats, 'a.zip', zipped(*[(f'{number}/.DS_Store', b'')
                                        for number in range(MOST_MEMBERS + 1)]))
