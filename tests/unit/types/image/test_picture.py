"""Pictures are made anew: nothing is kept but what is seen."""
import struct
import zlib
from io import BytesIO

import pytest
from hanoiportal.kernel.inspection.signatures import BadFile
from hanoiportal.platform.media.cleaning import MOST_FRAMES, MOST_PIXELS
from hanoiportal.types.image.picture import StoredPicture
from PIL import Image, PngImagePlugin
from support.factories import picture

FORMATS = [('JPEG', 'image/jpeg'), ('PNG', 'image/png'), ('GIF', 'image/gif'),
           ('WEBP', 'image/webp')]
GPS, ORIENTATION, TURNED = 0x8825, 0x0112, 6


def secret():
    """Return EXIF data that say where and how a picture was taken."""
    exif = Image.Exif()
    exif[0x010f] = 'CAMERA-OF-LAN'
    exif[ORIENTATION] = TURNED
    exif[GPS] = {1: 'N', 2: (21.0, 1.0, 42.0)}
    return exif


def kept(name, mimetype, file):
    stored = StoredPicture.cleaned(f'a.{name.lower()}', mimetype, file)
    with stored.open() as content:
        return stored, content.read()


@pytest.mark.parametrize('name, mimetype', FORMATS)
def test_a_picture_stays_the_picture(name, mimetype):
    stored, content = kept(name, mimetype, picture(name, (40, 30)))

    again = Image.open(BytesIO(content))
    assert (again.format, again.size) == (name, (40, 30))
    assert (stored.width, stored.height, stored.mimetype) == (40, 30, mimetype)
    red, green, blue = again.convert('RGB').getpixel((20, 15))
    assert red > 240 and green < 15 and blue < 15


@pytest.mark.parametrize('name, mimetype', [FORMATS[0], FORMATS[1], FORMATS[3]])
def test_where_and_with_what_it_was_taken_is_not_kept(name, mimetype):
    original = picture(name, (40, 30), exif=secret())

    _stored, content = kept(name, mimetype, original)

    assert b'CAMERA-OF-LAN' in original.getvalue()
    assert b'CAMERA-OF-LAN' not in content
    assert not Image.open(BytesIO(content)).getexif()


def test_a_picture_that_was_turned_by_its_metadata_is_turned_for_good():
    stored, _content = kept('JPEG', 'image/jpeg', picture('JPEG', (40, 30), exif=secret()))

    assert (stored.width, stored.height) == (30, 40)


def test_comments_and_what_is_hung_on_are_not_kept():
    notes = PngImagePlugin.PngInfo()
    notes.add_text('Comment', 'SECRET-NOTE')
    original = picture('PNG', pnginfo=notes)
    original.seek(0, 2)
    original.write(b'<script>STOWAWAY</script>')

    _stored, content = kept('PNG', 'image/png', original)

    assert b'SECRET-NOTE' not in content and b'STOWAWAY' not in content


def test_transparency_is_kept():
    original = BytesIO()
    Image.new('RGBA', (4, 4), (255, 0, 0, 0)).save(original, 'PNG')

    _stored, content = kept('PNG', 'image/png', original)

    assert Image.open(BytesIO(content)).convert('RGBA').getpixel((0, 0))[3] == 0


def test_a_film_keeps_its_frames_and_their_time():
    original = BytesIO()
    frames = [Image.new('RGB', (8, 8), colour) for colour in ('red', 'green', 'blue')]
    frames[0].save(original, 'GIF', save_all=True, append_images=frames[1:],
                   duration=[100, 200, 300], loop=2, comment=b'SECRET-NOTE')

    _stored, content = kept('GIF', 'image/gif', original)

    again = Image.open(BytesIO(content))
    times = []
    for number in range(again.n_frames):
        again.seek(number)
        times.append(again.info['duration'])
    assert (times, again.info.get('loop')) == ([100, 200, 300], 2)
    assert b'SECRET-NOTE' not in content


def bomb(width, height):
    """Return a PNG of a few hundred bytes that claims so many pixels."""
    def chunk(kind, content):
        return (struct.pack('>I', len(content)) + kind + content
                + struct.pack('>I', zlib.crc32(kind + content)))

    header = struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0)
    return BytesIO(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header)
                   + chunk(b'IDAT', zlib.compress(b'\0' * 1000)) + chunk(b'IEND', b''))


@pytest.mark.parametrize('width, height', [
    (8000, MOST_PIXELS // 8000 + 1), (10_000, 10_000), (30_000, 30_000),
    (2 ** 31 - 1, 2 ** 31 - 1)])
def test_a_bomb_is_refused_before_it_is_unpacked(width, height):
    with pytest.raises(BadFile) as refused:
        kept('PNG', 'image/png', bomb(width, height))

    assert 'điểm ảnh' in refused.value.args[0]


def test_a_film_of_many_large_frames_is_refused():
    original = BytesIO()
    frames = [Image.new('1', (4000, 4000), number % 2) for number in range(4)]
    frames[0].save(original, 'GIF', save_all=True, append_images=frames[1:])

    with pytest.raises(BadFile) as refused:
        kept('GIF', 'image/gif', original)

    assert 'điểm ảnh' in refused.value.args[0]


def film(*sizes):
    """Return a GIF on a screen of one pixel, with a frame of each of these sizes."""
    def frame(width, height):
        return b',' + struct.pack('<HHHHB', 0, 0, width, height, 0) + b'\2\2\x44\1\0'

    return BytesIO(b'GIF89a' + struct.pack('<HHBBB', 1, 1, 0x80, 0, 0) + bytes(3) + b'\xff' * 3
                   + b''.join(frame(*size) for size in sizes) + b';')


def test_a_small_film_with_one_huge_frame_is_refused():
    with pytest.raises(BadFile) as refused:
        kept('GIF', 'image/gif', film((1, 1), (9000, 9000)))

    assert 'điểm ảnh' in refused.value.args[0]


def test_a_film_of_more_frames_than_allowed_is_refused():
    with pytest.raises(BadFile) as refused:
        kept('GIF', 'image/gif', film(*[(1, 1)] * (MOST_FRAMES + 1)))

    assert 'điểm ảnh' in refused.value.args[0]


def test_a_film_of_as_many_frames_as_allowed_is_taken():
    stored, _content = kept('GIF', 'image/gif', film(*[(1, 1)] * MOST_FRAMES))

    assert (stored.width, stored.height) == (1, 1)


@pytest.mark.parametrize('name, mimetype', FORMATS)
def test_a_broken_picture_is_refused(name, mimetype):
    whole = picture(name, (300, 300)).getvalue()

    with pytest.raises(BadFile) as refused:
        kept(name, mimetype, BytesIO(whole[:len(whole) // 2]))

    assert 'Không đọc được ảnh' in refused.value.args[0]


def test_a_picture_of_another_format_than_it_claims_is_refused():
    with pytest.raises(BadFile):
        kept('PNG', 'image/png', picture('JPEG'))
