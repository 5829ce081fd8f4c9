"""What comes out of a filter here is what comes out of it elsewhere, in pieces that are small."""
import os
import tracemalloc
import zlib
from io import BytesIO

import pytest
from hanoiportal.kernel.inspection.pdffilters import CHUNK, base16, base85, flate, lzw, runs
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf.filters import ASCII85Decode, LZWDecode, RunLengthDecode
from support import compressed_pdfs

#: Repeated so that the table of LZW fills more than once.
CONTENTS = st.builds(lambda part, times: part * times, st.binary(max_size=300),
                     st.sampled_from([1, 3, 200]))


def undone(undo, content, size=7, **how):
    pieces = (content[at:at + size] for at in range(0, len(content), size))
    return b''.join(undo(pieces, **how))


def of_tiff(content, compression):
    """Return ``content`` as libtiff packs it."""
    out = BytesIO()
    Image.frombytes('L', (len(content), 1), content).save(out, 'TIFF', compression=compression)
    tags, whole = Image.open(out).tag_v2, out.getvalue()
    return b''.join(whole[at:at + size] for at, size in zip(tags[273], tags[279], strict=True))


@given(CONTENTS)
@settings(deadline=None)
def test_what_was_packed_comes_out(content):
    assert undone(flate, zlib.compress(content)) == content
    assert undone(lzw, compressed_pdfs.lzw(content)) == content
    assert undone(lzw, compressed_pdfs.lzw(content, early=0), early=0) == content
    assert undone(base85, compressed_pdfs.base85(content)) == content
    assert undone(base16, compressed_pdfs.base16(content)) == content


@given(st.binary(min_size=1, max_size=3000))
@settings(deadline=None)
def test_what_other_programs_packed_comes_out(content):
    assert undone(lzw, of_tiff(content, 'tiff_lzw')) == content
    assert undone(runs, of_tiff(content, 'packbits')) == content


@given(CONTENTS)
@settings(deadline=None)
def test_other_programs_read_the_same(content):
    assert LZWDecode.decode(compressed_pdfs.lzw(content)) == content
    assert ASCII85Decode.decode(compressed_pdfs.base85(content)) == content
    assert RunLengthDecode.decode(compressed_pdfs.runs(5, b'a')) == undone(
        runs, compressed_pdfs.runs(5, b'a'))


def test_what_is_written_loosely_or_breaks_off_comes_out_as_far_as_it_goes():
    for undo, content, found in (
            (base85, b' \n<~ z!!\n!!!~ >', bytes(8)), (base85, b'<~z', bytes(4)),
            (base85, b'<', b''), (base16, b'4\n1 4z2>43', b'AB'), (base16, b'', b''),
            (runs, b'\0a\x80\0b', b'a'), (runs, b'\5ab', b''), (lzw, b'', b''),
            (flate, b'no', b'')):
        assert undone(undo, content, size=1) == found


@pytest.mark.parametrize(('undo', 'content'), [
    (flate, zlib.compress(bytes(9 << 20))), (lzw, compressed_pdfs.lzw_zeros(2)),
    (runs, compressed_pdfs.runs(1 << 17)), (base85, b'z' * (1 << 16))])
def test_what_swells_comes_in_pieces(undo, content):
    pieces = list(map(len, undo([content])))

    assert sum(pieces) > len(content)
    assert max(pieces) <= CHUNK


def test_a_table_that_is_full_takes_no_more():
    content = compressed_pdfs.lzw_codes(
        [compressed_pdfs.CLEAR, 0, *range(258, 4095), *[4000] * 9000])
    tracemalloc.start()
    try:
        assert sum(map(len, lzw([content]))) > 30 << 20
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize('undo', [flate, lzw, runs, base85, base16])
def test_whatever_comes_is_read(undo):
    for _each in range(200):
        assert undone(undo, os.urandom(500)) is not None
