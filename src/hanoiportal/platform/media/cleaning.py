"""Files made anew on arrival: of pictures their pixels, without places, devices or stowaways."""
import struct
from contextlib import contextmanager
from io import BytesIO

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
DRAWING = 'image/svg+xml'
#: What may stand inside a drawing, as data.
_INSIDE = {'image': ['jpeg', 'png', 'gif', 'webp']}
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
    places, devices and scripts; of files of Office the text in Unicode; of all else every byte.
    Raises ``BadFile``.
    """
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
