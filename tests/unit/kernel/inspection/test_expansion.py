"""Bombs are refused before anything opens them; what is only large is not."""
import gzip
import zlib
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hanoiportal.kernel.inspection.expansion import ALWAYS, MOST_MEMBERS, check_expansion
from hanoiportal.kernel.inspection.signatures import BadFile
from support.compressed_pdfs import stored
from support.factories import PDF

MEGABYTE = bytes(1 << 20)
#: Bytes that are unpacked in one step.
STEP = len(MEGABYTE)


class Unpacker:
    """One of zlib's, which counts what comes out of all of them; no more than ``most`` bytes."""

    came, most = 0, 0

    def __init__(self, real):
        self._real = real

    def decompress(self, *given, **named):
        found = self._real.decompress(*given, **named)
        assert len(found) <= STEP, 'too much is unpacked at once'
        Unpacker.came += len(found)
        assert Unpacker.came <= Unpacker.most, 'more is unpacked than may be'
        return found

    def __getattr__(self, name):
        return getattr(self._real, name)


@pytest.fixture
def unpacked(monkeypatch):
    """The counting ``Unpacker``, in place of those of ZIP, gzip and PDF."""
    def counted(make):
        return lambda *given, **named: Unpacker(make(*given, **named))

    for name in ('decompressobj', '_ZlibDecompressor'):  # the second since Python 3.12
        if hasattr(zlib, name):
            monkeypatch.setattr(zlib, name, counted(getattr(zlib, name)))
    Unpacker.came, Unpacker.most = 0, ALWAYS + 2 * STEP
    return Unpacker


class Pieces(bytes):
    """Bytes that count how many of them are copied, of all; no more than ``most``."""

    copied, most = 0, 0

    def __getitem__(self, key):
        piece = super().__getitem__(key)
        Pieces.copied += len(piece)
        assert Pieces.copied <= Pieces.most, 'more is copied than there is'
        return piece


class Watched(BytesIO):
    """A file whose bytes are ``Pieces``."""

    def read(self, *given):
        return Pieces(super().read(*given))


def zipped(members, method=ZIP_DEFLATED):
    out = BytesIO()
    with ZipFile(out, 'w', method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out


def swollen(megabytes):
    """Return a ZIP whose one member has so many megabytes of zeros."""
    out = BytesIO()
    with ZipFile(out, 'w', ZIP_DEFLATED) as archive, archive.open('word/a.xml', 'w') as file:
        for _each in range(megabytes):
            file.write(MEGABYTE)
    return out


def flate(content, filters=b'/FlateDecode'):
    return (b'%PDF-1.7\n1 0 obj <</Filter [' + filters + b'] /Length 9>>\nstream\r\n' + content
            + b'\nendstream endobj\n')


def in_one_another():
    """Return a PDF of streams whose blocks reach far into those that follow."""
    return BytesIO(b'%PDF-1.7\n' + b'stream\n\x78\x01\0\xff\xff\0\0' * 5000 + bytes(1 << 16))


def of_nothing():
    """Return a PDF of streams that go on to the end and give hardly anything."""
    block = b'\0\x09\0\xf6\xffstream\n\x78\x01' + b'\0\0\0\xff\xff' * 200
    return BytesIO(b'%PDF-1.7\n' + flate(b'\x78\x01' + block * 1000))


def lying():
    """Return a ZIP that says of a large member that it is small."""
    out = swollen(80)
    content = bytearray(out.getvalue())
    for signature, at in ((b'PK\3\4', 22), (b'PK\1\2', 24)):
        start = content.index(signature) + at
        content[start:start + 4] = (1000).to_bytes(4, 'little')
    return BytesIO(bytes(content))


def longer(method):
    """Return a ZIP whose one member says that it ends, soundly, where its harmless part does."""
    beginning = b'Xin ch\xc3\xa0o'
    out = bytearray(zipped([('a.txt', beginning + b'MZ' + bytes(500))], method).getvalue())
    for kind, at in ((b'PK\3\4', 14), (b'PK\1\2', 16)):
        begin = out.index(kind) + at
        out[begin:begin + 4] = zlib.crc32(beginning).to_bytes(4, 'little')
        out[begin + 8:begin + 12] = len(beginning).to_bytes(4, 'little')
    return BytesIO(out)


def encrypted():
    out = bytearray(zipped([('a.txt', 'a')]).getvalue())
    for signature, at in ((b'PK\3\4', 6), (b'PK\1\2', 8)):
        out[out.index(signature) + at] |= 1
    return BytesIO(bytes(out))


def deflated_folder(content):
    """Return a ZIP with a file, and a folder that has a packed ``content``."""
    out = BytesIO()
    with ZipFile(out, 'w', ZIP_DEFLATED) as archive:
        archive.writestr('a.txt', 'tin')
        info = ZipInfo('thư-mục/')
        info.compress_type = ZIP_DEFLATED
        with archive.open(info, 'w') as folder:
            folder.write(content)
    return out


def hidden():
    """Return a ZIP with a folder that has a content, and says that it is nothing."""
    content = bytearray(deflated_folder(b'tin' * 99).getvalue())
    at = content.rindex(b'PK\1\2') + 24
    content[at:at + 4] = bytes(4)
    return BytesIO(content)


def nested(depth):
    content = b'tin'
    for _each in range(depth):
        content = zipped([('a.zip', content)]).getvalue()
    return BytesIO(content)


BOMBS = {
    'docx': lambda: swollen(70),
    'gzip': lambda: BytesIO(gzip.compress(MEGABYTE * 70, mtime=0)),
    'pdf': lambda: BytesIO(flate(zlib.compress(MEGABYTE * 70))),
    'pdf-of-objects': lambda: BytesIO(b'%PDF-1.7\n' + flate(zlib.compress(MEGABYTE * 8)) * 9),
    'pdf behind a broken stream': lambda: BytesIO(
        flate(b'\x78\x9c\xff\xff') + flate(zlib.compress(MEGABYTE * 70))),
    'pdf in a stream': lambda: BytesIO(flate(stored(flate(zlib.compress(MEGABYTE * 70))))),
    'pdf by a return': lambda: BytesIO(
        flate(zlib.compress(MEGABYTE * 70)).replace(b'stream\r\n', b'stream\r')),
    'pdf by another name': lambda: BytesIO(
        flate(zlib.compress(MEGABYTE * 70), b'/F#6cateDecode')),
    'pdf-twice with digits between': lambda: BytesIO(flate(
        zlib.compress(zlib.compress(MEGABYTE).hex().encode() + b'>'),
        b'/FlateDecode /ASCIIHexDecode /FlateDecode')),
    'pdf-twice by another name': lambda: BytesIO(flate(
        zlib.compress(zlib.compress(MEGABYTE * 70)), b'/F#6cateDecode /F#6cateDecode')),
    'pdf-twice and spoilt': lambda: BytesIO(flate(
        zlib.compress(zlib.compress(MEGABYTE * 70))[:-4] + b'sum?', b'/F#6c /F#6c')),
    'pdf in one another': in_one_another, 'pdf of nothing': of_nothing,
    'pdf-twice': lambda: BytesIO(flate(
        zlib.compress(zlib.compress(MEGABYTE)), b'/FlateDecode /FlateDecode')),
    'inside': lambda: zipped([('a.zip', swollen(70).getvalue())]),
    'nested': lambda: nested(5),
    'members': lambda: zipped([(f'{number}', '') for number in range(MOST_MEMBERS + 1)]),
    'lying': lying, 'encrypted': encrypted,
    'bzip2': lambda: zipped([('a', 'b')], ZIP_BZIP2),
    'lzma': lambda: zipped([('a', 'b')], ZIP_LZMA),
    'folder': lambda: deflated_folder(MEGABYTE), 'hidden in a folder': hidden,
    'stored in a folder': lambda: zipped([('xl/', 'a')], ZIP_STORED),
    'nameless': lambda: BytesIO(zipped([('x', 'tin')]).getvalue().replace(b'x', b'\0')),
    'cut off': lambda: BytesIO(gzip.compress(b'a' * 1000)[:-9]),
}


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('name', BOMBS)
def test_a_bomb_is_refused_before_it_is_unpacked(name, unpacked):
    bomb = BOMBS[name]()

    with pytest.raises(BadFile):
        check_expansion('a', bomb)


def test_what_is_only_packed_is_not():
    for file in (
            BytesIO(PDF), BytesIO(flate(zlib.compress(b'x\x9c' + b'tin' * 99))),
            BytesIO(flate(zlib.compress(b'tin' * 9999))), BytesIO(flate(b'not packed')),
            zipped([('word/document.xml', 'tin' * 9999), ('xl/', '')]), swollen(40), nested(3),
            deflated_folder(b''), zipped([('a.gz', gzip.compress(b'tin', mtime=0))]),
            BytesIO(gzip.compress(b'tin', mtime=0)), BytesIO(b'van ban'), BytesIO(b'')):
        check_expansion('a', file)


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('method', [ZIP_STORED, ZIP_DEFLATED])
def test_a_member_that_goes_on_behind_its_end_is_refused(method):
    with ZipFile(longer(method)) as archive:
        assert archive.read('a.txt') == 'Xin chào'.encode()  # so it would be let through

    with pytest.raises(BadFile):
        check_expansion('a.zip', longer(method))


def test_of_many_streams_each_is_looked_at_by_itself():
    """What would be looked at again for each of them would take minutes."""
    number, stream = 20_000, b'1 0 obj /FlateDecode stream\n\x78\x9c' + bytes(99)
    Pieces.copied, Pieces.most = 0, number * 1024

    check_expansion('a', Watched(b'%PDF-1.7\n' + stream * number))
