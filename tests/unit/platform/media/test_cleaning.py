"""Pictures and drawings among the files lose what nobody shall see, and nothing else."""
import struct
from io import BytesIO
from pathlib import Path

import pytest
from hanoiportal.kernel.inspection.signatures import BadFile
from hanoiportal.platform.media.cleaning import sanitized
from PIL import Image
from support.factories import PDF

GPS, MAKE = 0x8825, 0x010F
SVG = (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">'
       b'<script>alert(2)</script><style>@import url(//evil.example/a.css)</style>'
       b'<a href="javascript:alert(3)"><circle r="3" onclick="alert(4)" fill="red"/></a>'
       b'<image href="//evil.example/a.png"/><foreignObject><iframe src="//evil.example"/>'
       b'</foreignObject><animate attributeName="href" values="javascript:alert(5)"/></svg>')


def photo(name):
    """Return a picture that says by whom and where it was taken."""
    exif = Image.Exif()
    exif[MAKE] = 'May anh cua Lan'
    exif[GPS] = {1: 'N', 2: (21.0, 1.0, 42.0), 3: 'E', 4: (105.0, 51.0, 9.0)}
    out = BytesIO()
    said = {'tiffinfo': {MAKE: 'May anh cua Lan'}} if name == 'TIFF' else {'exif': exif}
    Image.new('RGB', (40, 30), 'red').save(out, name, **said)
    return out


def box(name, *inside, large=False):
    """Return a box of MPEG-4, ``large`` with its length in 64 bits."""
    content = b''.join(inside)
    head = struct.pack('>I4sQ', 1, name, len(content) + 16) if large else struct.pack(
        '>I4s', len(content) + 8, name)
    return head + content


def film(*more, large=False):
    """Return a film that says in five places where it was made."""
    place = b'+21.0285+105.8542/'
    return b''.join((
        box(b'ftyp', b'mp42', bytes(4)),
        box(b'moov', box(b'mvhd', bytes(100)), box(b'udta', box(b'\xa9xyz', place), large=large),
            box(b'trak', box(b'tkhd', bytes(84)), box(b'meta', place), box(b'udta', place)),
            box(b'meta', box(b'keys', b'location.ISO6709'), place)),
        box(b'uuid', bytes(16), place * 9000), *more, box(b'mdat', b'pictures and sound')))


def content(stored):
    return Path(stored.blob._p_blob_uncommitted).read_bytes()


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('name', ['JPEG', 'PNG', 'WEBP', 'TIFF'])
def test_a_picture_that_is_given_as_a_file_says_no_more_where_it_was_taken(name):
    given = photo(name)
    assert b'May anh' in given.getvalue()

    found = content(sanitized('a', f'image/{name.lower()}', given))

    assert b'May anh' not in found
    with Image.open(BytesIO(found)) as picture:
        assert (picture.format, picture.size) == (name, (40, 30))
        assert not picture.getexif().get_ifd(GPS)
        assert picture.convert('RGB').getpixel((20, 15))[0] > 200


def test_all_pages_of_a_scan_stay():
    pages, out = [Image.new('L', (60, 80), shade) for shade in (0, 90, 200)], BytesIO()
    pages[0].save(out, 'TIFF', save_all=True, append_images=pages[1:])

    with Image.open(BytesIO(content(sanitized('a.tif', 'image/tiff', out)))) as scan:
        assert scan.n_frames == 3


def test_a_stowaway_behind_a_picture_stays_behind():
    given = BytesIO(photo('PNG').getvalue() + b'PK\3\4 <script>alert(1)</script>')

    assert b'script' not in content(sanitized('a.png', 'image/png', given))


def test_nothing_runs_or_loads_in_a_drawing():
    found = content(sanitized('a.svg', 'image/svg+xml', BytesIO(SVG)))

    assert b'<circle' in found and b'fill="red"' in found
    for word in (b'<script', b'onload', b'onclick', b'url(//', b'href="//', b'href="java',
                 b'attributeName', b'foreignObject', b'iframe', b'@import'):
        assert word not in found, found


@pytest.mark.parametrize('given', [b'<svg', b'<svg xmlns="http://www.w3.org/2000/svg"><a></svg>'])
def test_a_broken_drawing_is_refused(given):
    with pytest.raises(BadFile):
        sanitized('a.svg', 'image/svg+xml', BytesIO(given))


def test_every_byte_of_a_document_stays():
    assert content(sanitized('a.pdf', 'application/pdf', BytesIO(PDF))) == PDF


@pytest.mark.clause('8.1')
@pytest.mark.parametrize('large', [False, True])
def test_a_film_says_no_more_where_it_was_made_and_nothing_of_it_moves(large):
    given = film(large=large)
    assert given.count(b'21.0285') == 9004

    found = content(sanitized('a.mp4', 'video/mp4', BytesIO(given)))

    assert b'21.0285' not in found and b'ISO6709' not in found
    assert (len(found), found.find(b'mdat')) == (len(given), given.find(b'mdat'))
    assert found.endswith(b'pictures and sound') and found.count(b'free') == 5
    assert [found.count(each) for each in (b'mvhd', b'trak', b'tkhd')] == [1, 1, 1]


@pytest.mark.parametrize('given', [
    film().replace(b'udta', b'udtb').replace(b'meta', b'metb').replace(b'uuid', b'uuie'),
    box(b'ftyp') + b'\xff\xff\xff\xffmoov', box(b'ftyp') + bytes(5), box(b'ftyp') + bytes(90),
    box(b'ftyp') + struct.pack('>I4sQ', 1, b'udta', 1 << 63)])
def test_a_film_that_says_nothing_besides_or_is_broken_stays_as_it_is(given):
    assert content(sanitized('a.mp4', 'video/mp4', BytesIO(given))) == given


def test_a_film_of_nothing_but_boxes_is_refused():
    with pytest.raises(BadFile, match='cấu trúc lạ'):
        sanitized('a.mp4', 'video/mp4', BytesIO(box(b'free') * 60_000))
