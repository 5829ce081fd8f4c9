"""Bombs in PDF behind every filter are refused, soon; what offices send is not."""
import random
import time
import zlib
from contextlib import nullcontext, suppress
from functools import cache
from io import BytesIO

import pytest
from hanoiportal.kernel.inspection import expansion
from hanoiportal.kernel.inspection.expansion import ALWAYS, check_expansion
from hanoiportal.kernel.inspection.pdfstreams import check_streams
from hanoiportal.kernel.inspection.signatures import BadFile
from hanoiportal.platform.media.typesetter import Typesetter
from PIL import Image
from support.compressed_pdfs import base16, base85, lzw, lzw_zeros, pdf, runs, stream
from support.sample_documents import pdf as paper
from support.sampling import WHOLE

LARGE, TWICE, HIDDEN = 'lớn quá mức', 'nhiều lần', 'giấu cách nén'
MEGABYTE = bytes(1 << 20)
#: 64 times itself: of the largest file alone that is too much.
LARGEST = 5 << 20
#: What stands in a dictionary before its filters.
FAR = b'/Title (obj (>> endobj) \\) >> endobj ' + b'x' * 900 + b') % stream endobj\n /A <6f> '


@cache
def flate():
    return zlib.compress(MEGABYTE * 70)


@cache
def zeros():
    return lzw_zeros(10)


@cache
def many_runs():
    """Return what becomes 64 times itself: too much if no file may become larger than each may."""
    return runs(460_000)


BOMBS = {
    'text, then Flate': lambda: stream(b'[/ASCII85Decode /FlateDecode]', base85(flate())),
    'the same, short': lambda: stream(b'[/A85/Fl]', b' <~' + base85(flate())),
    'text twice': lambda: stream(b'[/AHx /A85 /Fl]', base16(base85(flate()))),
    'hexadecimal': lambda: stream(b'[/ASCIIHexDecode /FlateDecode]', base16(flate())),
    'LZW': lambda: stream(b'/LZWDecode', zeros()),
    'LZW, short': lambda: stream(b'[ /LZW ]', zeros()),
    'LZW, late': lambda: stream(
        b'/LZW', lzw_zeros(10, early=0), b'/DecodeParms <</EarlyChange 0>>'),
    'LZW, late by another object': lambda: stream(
        b'/LZW', lzw_zeros(10, early=0), b'/DecodeParms 7 0 R'),
    'text, then LZW': lambda: stream(b'[/A85 /LZW]', base85(zeros())),
    'runs': lambda: stream(b'/RunLengthDecode', many_runs()),
    'runs, short': lambda: stream(b'/RL', many_runs()),
    'text, then runs': lambda: stream(b'[/AHx /RL]', base16(many_runs())),
    'a name with signs': lambda: stream(b'/L#5aW#44ecode', zeros()),
    'signs in the key': lambda: stream(b'/A85', zeros()).replace(
        b'/Filter /A85', b'/#46ilte#72 /L#5aW'),
    'the key of a picture in a page': lambda: stream(b'/LZW', zeros()).replace(b'/Filter', b'/F'),
    'after Crypt': lambda: stream(b'[/Crypt /LZWDecode]', zeros()),
    'before a picture': lambda: stream(b'[/LZWDecode /DCTDecode]', zeros()),
    'a remark in the list': lambda: stream(b'[/A85 %]\n /LZW]', base85(zeros())),
    'far behind': lambda: stream(b'/LZW', zeros()).replace(b'/Filter', FAR + b'/Filter'),
    'the second of two': lambda: stream(b'/A85 /Filter /LZW', zeros()),
    'a value that is called like the key': lambda: stream(b'/Filter /Filter /LZW', zeros()),
    'within another': lambda: stream(b'/LZW', zeros()).replace(
        b'<<', b'<</K <</L [<<>>]>> ').replace(b'/Length', b'/M (>>) /Length'),
    'a word that ends none': lambda: stream(b'/LZW', zeros()).replace(
        b'<<', b'<< endobj stream '),
    'blanks before the line ends': lambda: stream(b'/LZW', zeros(), begin=b'stream \t\n'),
    'Flate, and blanks': lambda: stream(b'/None', flate(), begin=b'stream  \r'),
    'Flate, and a line': lambda: stream(b'/None', flate(), begin=b'stream of lies\n'),
    'a blank alone': lambda: stream(b'/LZW', zeros(), begin=b'stream '),
    'behind a broken one': lambda: stream(b'/LZW', b'\x80') + stream(b'/LZW', zeros()),
    'in another one': lambda: stream(b'/None', stream(b'/LZW', zeros())),
    'a remark after its number': lambda: stream(b'/LZW', zeros()).replace(
        b'0 obj', b'0%' + b' obj' * 9 + b'\n%\r' + b' ' * 99 + b'obj'),
    'a long remark': lambda: stream(b'/LZW', zeros()).replace(
        b'0 obj', b'0%' + b' ' * 9999 + b'x\nobj'),
    'blanks after its number': lambda: stream(b'/LZW', zeros()).replace(
        b'0 obj', b'0' + b' ' * 999 + b'obj'),
    'very many blanks': lambda: stream(b'/LZW', zeros()).replace(
        b'0 obj', b'0' + b'\n' * 9999 + b'obj'),
    'an object without an end': lambda: b'3 0 obj <</A (b)>>\n' + stream(b'/LZW', zeros()),
    'many': lambda: stream(b'/LZW', lzw_zeros(2)) * 6,
    'Flate, then text of zeros': lambda: stream(b'[/Fl /A85]', zlib.compress(b'z' * (14 << 20))),
}
MANY = {
    'Flate, then LZW': lambda: stream(b'[/Fl /LZW]', zlib.compress(zeros())),
    'LZW twice': lambda: stream(b'[/LZW /A85 /LZW]', lzw(base85(zeros()))),
    'runs of runs': lambda: stream(b'[/RL /RL]', runs(9)),
    'Flate that nobody names': lambda: stream(b'[/AHx /LZW]', base16(lzw(flate()))),
    'text nine times': lambda: stream(b'[' + b'/AHx' * 9 + b']', b'>'),
}
SECRET = {
    'another object': lambda: stream(b'7 0 R', zeros()),
    'in the list': lambda: stream(b'[/A85 7 0 R]', zeros()),
    'the short key': lambda: stream(b'7 0 R', zeros()).replace(b'/Filter', b'/F')}


@pytest.mark.clause('8.1')
@pytest.mark.parametrize(('bombs', 'reason'), [
    (BOMBS, LARGE), (MANY, TWICE), (SECRET, HIDDEN)], ids=['large', 'twice', 'hidden'])
def test_a_bomb_is_refused_behind_every_filter(bombs, reason, monkeypatch):
    meters = []

    def metered(content, budget):
        meters.append(Meter(budget.bytes))
        check_streams(content, meters[-1])

    monkeypatch.setattr(expansion, 'MOST_BYTES', ALWAYS)
    monkeypatch.setattr(expansion, 'check_streams', metered)

    for name, made in bombs.items():
        with pytest.raises(BadFile) as refused:
            check_expansion('a.pdf', BytesIO(pdf(made())))
        assert reason in str(refused.value), name
        assert meters[-1].most <= 1 << 20, f'{name}: little of it is unpacked at once'


def test_the_largest_file_is_refused_that_becomes_64_times_itself():
    with pytest.raises(BadFile, match=LARGE):
        check_expansion('a.pdf', BytesIO(pdf(stream(b'/RunLengthDecode', runs(LARGEST)))))


def picture(mode, name):
    out = BytesIO()
    Image.effect_noise((300, 200), 60).convert(mode).save(out, name)
    return out.getvalue()


def with_picture(filters, mode, name):
    return pdf(stream(filters, picture(mode, name), b'/Subtype /Image'))


TEXT = b'BT /F1 12 Tf 50 700 Td (Thong bao) Tj ET\n' * 999
ORDINARY = {
    'of a page': cache(lambda: Typesetter(None).pdf(
        '<h1>Thông báo</h1><p>Nội dung', 'http://localhost/', keep=False)),
    'of an office program': lambda: paper('Thong bao', 'Thong bao', 'vi', tagged=True),
    'Writer': lambda: pdf(  # the length in another object, as LibreOffice writes it
        b'2 0 obj\n<</Length 3 0 R/Filter/FlateDecode>>\nstream\n' + zlib.compress(TEXT)
        + b'\nendstream\nendobj\n\n3 0 obj\n99\nendobj\n'),
    'a photograph': lambda: picture('RGB', 'PDF'), 'a scan by CCITT': lambda: picture('1', 'PDF'),
    'a packed photograph': lambda: pdf(stream(
        b'[/FlateDecode /DCTDecode]', zlib.compress(picture('RGB', 'JPEG')))),
    'a photograph as text': lambda: pdf(stream(
        b'[/ASCII85Decode /DCTDecode]', base85(picture('RGB', 'JPEG')))),
    'JPEG 2000': lambda: with_picture(b'/JPXDecode', 'RGB', 'JPEG2000'),
    'a scan by JBIG2': lambda: pdf(stream(
        b'/JBIG2Decode', random.Random(1).randbytes(60_000),
        b'/DecodeParms [<</JBIG2Globals 5 0 R>>]')),
    'old, of text': lambda: pdf(stream(b'[/ASCII85Decode /LZWDecode]', base85(lzw(TEXT)))),
    'old, without ends': lambda: pdf(*[
        stream(b'/LZWDecode', lzw(TEXT)[:-2]), stream(b'/A85', base85(TEXT)[:-2]),
        stream(b'/AHx', base16(TEXT)[:-1])] * 50),
    'a scan of runs': lambda: pdf(stream(b'/RunLengthDecode', runs(1 << 17))),
    'a file in it': lambda: pdf(
        b'4 0 obj <</Type /Filespec /F 7 0 R /EF <</F 5 0 R>>>> endobj\n',
        b'5 0 obj <</Subtype /Link /F 4>> endobj\n',
        stream(b'[/FlateDecode]', zlib.compress(TEXT), b'/Resources <</Font <</F 8 0 R>>>>')),
    'a program': lambda: pdf(stream(b'null', b'var obj = (anobj (1);\n' * 5000)),
    'no filter': lambda: pdf(stream(b'null', TEXT), stream(b'[]', TEXT)),
    'encrypted': lambda: pdf(
        stream(b'/FlateDecode', random.Random(2).randbytes(9000)),
        stream(b'/LZWDecode', random.Random(3).randbytes(9000)),
        b'9 0 obj <</Filter /Standard /V 4 /CF <</StdCF <</CFM /AESV2>>>>>> endobj\n'),
}


@pytest.mark.parametrize('name', ORDINARY)
def test_what_offices_send_is_not(name):
    check_expansion('a.pdf', BytesIO(ORDINARY[name]()))


class Meter:
    """A budget that notes the most that was taken at once."""

    def __init__(self, left):
        self.left, self.most = left, 0

    def take(self, count):
        self.left, self.most = self.left - count, max(self.most, count)
        if self.left < 0:
            raise BadFile(LARGE)


#: What costs most of the time: each repeated, as the content of a PDF.
SLOW = {
    'codes of LZW': (stream(b'/LZW', b''), lzw(random.Random(4).randbytes(999))[:999] * 9),
    'runs of one': (stream(b'/RL', b''), b'\0a' * 999), 'words': (b'1 0 obj ', b'[' * 999),
    'objects': (b'', b'1 obj'), 'open dictionaries': (b'', b'1 obj<<'),
    'open strings': (b'', b'1 obj('), 'remarks': (b'', b'1 obj%'), 'blanks': (b'1 obj', b' '),
    'objects without numbers': (b'', b' obj'), 'the same in lines': (b'', b'\nobj'),
    'brackets in a string': (b'1 0 obj (', b'('),
    'streams': (b'', b'stream'), 'streams in lines': (b'', b'stream\n'),
    'filters': (b'1 0 obj <<', b'/Filter/A85 '),
    'small streams': (b'', stream(b'/Filter [/AHx /A85]', b'zz>')),
}


#: So large a part of two megabytes, of what may come out and of the time.
PART = 1 if WHOLE else 4
#: Of them what is read whole.
CHEAP = {'codes of LZW', 'runs of one', 'blanks', 'filters', 'small streams'}


@pytest.mark.parametrize('name', SLOW)
def test_it_takes_as_long_as_its_budget(name):
    begin, part = SLOW[name]
    begin = begin.replace(b'\nendstream endobj\n', b'')
    content, begun = pdf(begin + part * ((2 << 20) // PART // len(part))), time.process_time()

    with nullcontext() if name in CHEAP else pytest.raises(BadFile, match=LARGE):
        check_streams(content, Meter(ALWAYS // PART))

    assert time.process_time() - begun < 20 / PART


def broken(chance, sound):
    """Return one of ``sound`` with some of its bytes lost, changed or doubled."""
    content = bytearray(chance.choice(sound))
    for _each in range(chance.randrange(1, 12)):
        at, size = chance.randrange(len(content)), chance.choice([1, 1, 2, 9, 200])
        content[at:at + chance.randrange(size + 1)] = chance.choice([
            b'', chance.randbytes(size), content[at:at + size] * 2, chance.choice(WORDS)])
    return b'%PDF-' + content


WORDS = [b'obj', b'stream\n', b'endobj', b'<<', b'>>', b'/Filter', b'[', b']', b'(', b')', b'%',
         b'/LZW', b'/A85', b'/RL', b'/Fl', b'/AHx', b'#', b'7 0 R', b'~>', b'\\', b'<']


def test_whatever_is_broken_is_read_or_refused_soon():
    chance = random.Random(5)
    sound = [pdf(stream(filters, data)) for filters, data in (
        (b'[/A85 /Fl]', base85(zlib.compress(TEXT))), (b'/LZW', lzw(TEXT)),
        (b'[/AHx /RL]', base16(runs(40))), (b'/Fl', zlib.compress(TEXT)))]
    sound += [ORDINARY['of a page'](), ORDINARY['a photograph'](), b''.join(sound)]

    begun = time.process_time()
    for _each in range(1000 // PART):
        with suppress(BadFile):
            check_expansion('a.pdf', BytesIO(broken(chance, sound)))

    assert time.process_time() - begun < 50 / PART
