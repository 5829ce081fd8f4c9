"""Pictures made anew on arrival: what is kept is pixels, without places, devices or stowaways."""
import struct
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ...i18n import _
from ...tree.signatures import BadFile
from ...tree.upload import StoredFile

FORMATS = {'image/jpeg': 'JPEG', 'image/png': 'PNG', 'image/gif': 'GIF', 'image/webp': 'WEBP'}
#: In all frames together: about 160 MB of memory while a picture is made anew.
MOST_PIXELS = 40_000_000
MOST_FRAMES = 500
#: Good enough for one more generation not to show.
_SETTINGS = {'JPEG': {'quality': 90, 'progressive': True}, 'WEBP': {'quality': 90}}
_NEEDED = ('transparency', 'duration', 'background')
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError,
           OverflowError, struct.error)


class StoredPicture(StoredFile):
    """Ảnh: a picture without metadata, upright.  ``width``, ``height``: pixels.

    Renaming this module needs an upgrade step.
    """

    def __init__(self, filename, mimetype, file, width, height):
        super().__init__(filename, mimetype, file)
        self.width = width
        self.height = height

    @classmethod
    def cleaned(cls, filename, mimetype, file):
        """Return the picture in ``file`` made anew.

        Raises ``BadFile`` if it cannot be read or has more than ``MOST_PIXELS``.
        """
        with _readable(filename, mimetype, file) as picture:
            content, (width, height) = _made_anew(picture, filename, FORMATS[mimetype])
        return cls(filename, mimetype, content, width, height)

    @classmethod
    def as_it_is(cls, filename, mimetype, file):
        """Return the picture in ``file``, which a portal has made anew before.

        Raises ``BadFile`` as ``cleaned`` does.
        """
        with _readable(filename, mimetype, file) as picture:
            width, height = picture.size
            for frame in _within_limits(picture, filename):
                frame.load()
        return cls(filename, mimetype, file, width, height)


@contextmanager
def _readable(filename, mimetype, file):
    """Give the block the picture in ``file``; raise ``BadFile`` if it cannot be read there."""
    try:
        with _opened(filename, mimetype, file) as picture:
            yield picture
    except BadFile:
        raise
    except _TOO_LARGE:
        raise _too_large(filename) from None
    except _BROKEN:
        raise BadFile(_('Không đọc được ảnh «${filename}».',
                        mapping={'filename': filename})) from None


def _opened(filename, mimetype, file):
    file.seek(0)
    picture = Image.open(file, formats=(FORMATS[mimetype],))
    width, height = picture.size
    if width * height * getattr(picture, 'n_frames', 1) > MOST_PIXELS:
        raise _too_large(filename)
    return picture


def _too_large(filename):
    return BadFile(_('Ảnh «${filename}» có quá nhiều điểm ảnh; hãy thu nhỏ trước khi gửi.',
                     mapping={'filename': filename}))


def _within_limits(picture, filename):
    """Yield the frames of ``picture``; raise ``BadFile`` at the first that is too much."""
    pixels = 0
    for count, frame in enumerate(ImageSequence.Iterator(picture), 1):
        pixels += frame.width * frame.height
        if pixels > MOST_PIXELS or count > MOST_FRAMES:
            raise _too_large(filename)
        yield frame


def _made_anew(picture, filename, name):
    """Return ``picture`` written anew in the format ``name``, and its size."""
    out = BytesIO()
    first, *others = [_bare(frame) for frame in _within_limits(picture, filename)]
    film = {'save_all': True, 'append_images': others, 'loop': picture.info.get('loop', 0),
            'duration': [frame.info.get('duration', 100) for frame in (first, *others)]}
    profile = picture.info.get('icc_profile')
    first.save(out, name, **_SETTINGS.get(name, {}), **(film if others else {}),
               **({'icc_profile': profile} if profile else {}))
    return out, first.size


def _bare(frame):
    """Return a copy of ``frame``, upright, that keeps nothing but what its pixels need."""
    upright = ImageOps.exif_transpose(frame)
    upright.info = {key: upright.info[key] for key in _NEEDED if key in upright.info}
    return upright
