"""Files made anew on arrival: of pictures their pixels, without places, devices or stowaways; of
films all but what a device wrote beside them.
"""
import shutil
import struct
from contextlib import contextmanager
from io import BytesIO
from tempfile import TemporaryFile

from py_svg_hush import filter_svg

from ...base.i18n import _
from ...base.lazily import lazily
from ...kernel.inspection.signatures import BadFile
from ...kernel.inspection.upload import StoredFile
from .legacyfonts.arrival import in_unicode

images, upright_of, frames_of = map(lazily, (
    'PIL.Image', 'PIL.ImageOps', 'PIL.ImageSequence'))

FORMATS = {'image/jpeg': 'JPEG', 'image/png': 'PNG', 'image/gif': 'GIF', 'image/webp': 'WEBP',
           'image/tiff': 'TIFF'}
DRAWING, FILM = 'image/svg+xml', 'video/mp4'
#: What may stand inside a drawing, as data.
_INSIDE = {'image': ['jpeg', 'png', 'gif', 'webp']}
#: Boxes of MPEG-4 (ISO/IEC 14496-12) that hold others, and those that no player needs: there a
#: telephone writes where it was.
_HOLDING, _BESIDE = frozenset({b'moov', b'trak'}), frozenset({b'udta', b'meta', b'uuid'})
#: Boxes of one film that are looked at; an hour in pieces of a second has 7,200.
MOST_BOXES = 50_000
_ZEROS = bytes(1 << 16)
#: In all frames together: about 160 MB of memory while a picture is made anew.
MOST_PIXELS = 40_000_000
MOST_FRAMES = 500
#: Good enough for one more generation not to show.
_SETTINGS = {'JPEG': {'quality': 90, 'progressive': True}, 'WEBP': {'quality': 90},
             'TIFF': {'compression': 'tiff_adobe_deflate'}}
_NEEDED = ('transparency', 'duration', 'background')
_BROKEN = OSError, SyntaxError, ValueError, EOFError, OverflowError, struct.error


def sanitized(filename, mimetype, file):
    """Return the ``StoredFile`` of ``file``: of pictures and drawings what shall be seen, without
    places, devices and scripts; of films, too, but for tracks of a device's own; of files of
    Office the text in Unicode; of all else every byte.  Raises ``BadFile``.
    """
    if mimetype == FILM:
        return _film(filename, mimetype, file)
    fonts = ''
    if mimetype in FORMATS:
        file = cleaned(filename, mimetype, file)[0]
    elif mimetype == DRAWING:
        file = _hushed(filename, file)
    else:
        file, fonts = in_unicode(filename, mimetype, file)
    stored = StoredFile(filename, mimetype, file)
    if fonts:
        stored.converted = fonts
    return stored


def cleaned(filename, mimetype, file):
    """Return the picture in ``file`` made anew as a binary file, and its width and height.

    Raises ``BadFile`` if it cannot be read or has more than ``MOST_PIXELS``.
    """
    with readable(filename, mimetype, file) as picture:
        return _made_anew(picture, filename, FORMATS[mimetype])


def _hushed(filename, file):
    """Return the SVG in ``file`` without scripts, handlers and what it would load."""
    file.seek(0)
    try:
        return BytesIO(filter_svg(file.read(), keep_data_url_mime_types=_INSIDE))
    except ValueError:
        raise BadFile(_('Không đọc được ảnh “${filename}”.',
                        mapping={'filename': filename})) from None


def _film(filename, mimetype, file):
    """Return the ``StoredFile`` of the film in ``file``, in which boxes ``_BESIDE`` it are free
    space: nothing else moves, for its index counts bytes from the beginning.
    """
    beside = _boxes_beside(filename, file)
    if not beside:
        return StoredFile(filename, mimetype, file)
    file.seek(0)
    with TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        for start, inside, end in beside:
            copy.seek(start + 4)
            copy.write(b'free')
            copy.seek(inside)
            for at in range(inside, end, len(_ZEROS)):
                copy.write(_ZEROS[:end - at])
        return StoredFile(filename, mimetype, copy)


def _boxes_beside(filename, file):
    """Return beginning, beginning of the content and end of each box ``_BESIDE`` the film."""
    found, ahead = [], [(0, file.seek(0, 2))]
    for _count in range(MOST_BOXES):
        if not ahead:
            return found
        start, end = ahead.pop()
        file.seek(start)
        inside, after, name = _box(file.read(16), start, end)
        if after:
            ahead.append((after, end))
            if name in _BESIDE:
                found.append((start, inside, after))
            elif name in _HOLDING:
                ahead.append((inside, after))
    raise BadFile(_('Tệp phim “${filename}” có cấu trúc lạ; hãy xuất lại từ phần mềm dựng phim.',
                    mapping={'filename': filename}))


def _box(head, start, end):
    """Return where the content of the box that begins with ``head`` begins, where it ends, and its
    name; zeros if none begins there.
    """
    if len(head) < 8:
        return 0, 0, b''
    length, name = struct.unpack('>I4s', head[:8])
    inside = start + 8
    if length == 1 and len(head) == 16:
        length, inside = struct.unpack('>Q', head[8:])[0], start + 16
    after = start + length if length else end
    return (inside, after, name) if inside <= after <= end else (0, 0, b'')


@contextmanager
def readable(filename, mimetype, file):
    """Give the block the picture in ``file``; raise ``BadFile`` if it cannot be read there."""
    try:
        with _opened(filename, mimetype, file) as picture:
            yield picture
    except BadFile:
        raise
    except (images.DecompressionBombError, images.DecompressionBombWarning):
        raise _too_large(filename) from None
    except _BROKEN:
        raise BadFile(_('Không đọc được ảnh “${filename}”.',
                        mapping={'filename': filename})) from None


def _opened(filename, mimetype, file):
    file.seek(0)
    picture = images.open(file, formats=(FORMATS[mimetype],))
    width, height = picture.size
    if width * height * getattr(picture, 'n_frames', 1) > MOST_PIXELS:
        raise _too_large(filename)
    return picture


def _too_large(filename):
    return BadFile(_('Ảnh “${filename}” có quá nhiều điểm ảnh; hãy thu nhỏ trước khi gửi.',
                     mapping={'filename': filename}))


def within_limits(picture, filename):
    """Yield the frames of ``picture``; raise ``BadFile`` at the first that is too much."""
    pixels = 0
    for count, frame in enumerate(frames_of.Iterator(picture), 1):
        pixels += frame.width * frame.height
        if pixels > MOST_PIXELS or count > MOST_FRAMES:
            raise _too_large(filename)
        yield frame


def _made_anew(picture, filename, name):
    """Return ``picture`` written anew in the format ``name``, and its size."""
    out = BytesIO()
    first, *others = [_bare(frame) for frame in within_limits(picture, filename)]
    film = {'save_all': True, 'append_images': others, 'loop': picture.info.get('loop', 0),
            'duration': [frame.info.get('duration', 100) for frame in (first, *others)]}
    profile = picture.info.get('icc_profile')
    first.save(out, name, **_SETTINGS.get(name, {}), **(film if others else {}),
               **({'icc_profile': profile} if profile else {}))
    return out, first.size


def _bare(frame):
    """Return a copy of ``frame``, upright, that keeps nothing but what its pixels need."""
    upright = upright_of.exif_transpose(frame)
    upright.info = {key: upright.info[key] for key in _NEEDED if key in upright.info}
    return upright
