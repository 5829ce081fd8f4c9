"""PDF whose streams are packed in each way that there is, made by hand."""
import base64
import zlib

CLEAR, END = 256, 257


def stream(filters, data, more=b'', begin=b'stream\r\n'):
    """Return an object of PDF: ``filters`` is the value of its ``/Filter``."""
    return (b'1 0 obj <</Filter ' + filters + b' /Length 9 ' + more + b'>>\n' + begin + data
            + b'\nendstream endobj\n')


def pdf(*objects):
    """Return a PDF of ``objects``, without a table."""
    return b'%PDF-1.7\n' + b''.join(objects) + b'trailer <<>>\n%%EOF\n'


def lzw_zeros(rounds, early=1):
    """Return zeros packed by LZW, some 7.4 MB for each of ``rounds``."""
    return lzw_codes([CLEAR, 0, *range(258, 4095)] * rounds, early)


def lzw(content, early=1):
    """Return ``content`` packed by LZW."""
    return lzw_codes(_codes(content), early)


def _codes(content):
    known, last = {}, b''
    yield CLEAR
    for at in range(len(content)):
        byte = content[at:at + 1]
        if len(last + byte) == 1 or last + byte in known:
            last += byte
            continue
        yield known.get(last, last[0])
        known[last + byte], last = 258 + len(known), byte
        if len(known) == 4095 - 258:
            yield known.get(last, last[0])
            known, last = {}, b''
            yield CLEAR
    if last:
        yield known.get(last, last[0])


def lzw_codes(codes, early=1):
    """Return ``codes`` and the end of LZW as bytes; ``early``: when they widen."""
    packed = size = number = 0
    out = bytearray()
    for code in (*codes, END):
        width = min(12, max(9, (number + 257 + early).bit_length()))
        packed, size, number = packed << width | code, size + width, number + 1
        while size >= 8:
            size -= 8
            out.append(packed >> size)
            packed &= (1 << size) - 1
        if code == CLEAR:
            number = 0
    return bytes(out) + bytes([packed << 8 - size & 255])


def runs(count, byte=b'\0'):
    """Return 128 times ``count`` bytes packed by RunLength."""
    return (b'\x81' + byte) * count + b'\x80'


def base85(content):
    return base64.a85encode(content) + b'~>'


def base16(content):
    return content.hex().encode() + b'>'


def stored(content):
    """Return ``content`` as Flate has it that makes nothing smaller."""
    packer = zlib.compressobj(0)
    return packer.compress(content) + packer.flush()
