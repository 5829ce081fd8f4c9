"""Making a rendition: the only place where pictures are read after their arrival."""
from io import BytesIO

from ...base.lazily import lazily

images, profiles = lazily('PIL.Image'), lazily('PIL.ImageCms')

#: Speed before size, since somebody waits; measured in ADR 23.
_SETTINGS = {'avif': {'format': 'AVIF', 'quality': 60, 'speed': 8, 'max_threads': 1},
             'webp': {'format': 'WEBP', 'quality': 78, 'method': 3},
             'jpg': {'format': 'JPEG', 'quality': 80, 'progressive': True}}
_UNREADABLE = OSError, SyntaxError, ValueError, EOFError
_COLOURS = ('RGB', 'RGBA', 'CMYK')


def rendered(stored, variant):
    """Return the bytes of the ``Variant`` of the ``StoredPicture``, or ``None`` if it cannot be
    read.  Of a film it is the first frame: nothing moves.
    """
    if stored.waiting:
        return None
    try:
        with stored.open() as file, images.open(file) as picture:
            return _written(_scaled(picture, variant), variant.kind)
    except (images.DecompressionBombError, images.DecompressionBombWarning, *_UNREADABLE):
        return None


def _scaled(picture, variant):
    """Return what ``variant`` shows of ``picture``, in sRGB."""
    across = picture.width
    wanted = variant.width * across // (variant.box[2] - variant.box[0])
    picture.draft(None, (wanted, 1))  # a JPEG is decoded no larger than it must be
    ratio = picture.width / across
    box = tuple(min(edge * ratio, most) for edge, most in zip(
        variant.box, picture.size * 2, strict=True))
    profile = picture.info.get('icc_profile')
    scaled = _coloured(picture).resize(
        (variant.width, variant.height), images.Resampling.LANCZOS, box, reducing_gap=3)
    return _srgb(scaled, profile)


def _coloured(picture):
    if picture.mode in _COLOURS:
        return picture
    return picture.convert('RGBA' if picture.has_transparency_data else 'RGB')


def _srgb(picture, profile):
    """Return ``picture`` in sRGB, since its ICC profile may outweigh a thumbnail."""
    if profile and picture.mode in ('RGB', 'CMYK'):
        try:
            return profiles.profileToProfile(
                picture, BytesIO(profile), profiles.createProfile('sRGB'), outputMode='RGB')
        except profiles.PyCMSError:
            pass
    return picture.convert('RGB') if picture.mode == 'CMYK' else picture


def _written(picture, kind):
    if kind == 'jpg' and picture.mode == 'RGBA':
        ground = images.new('RGB', picture.size, 'white')
        ground.paste(picture, mask=picture.getchannel('A'))
        picture = ground
    picture.info = {}
    out = BytesIO()
    picture.save(out, **_SETTINGS[kind])
    return out.getvalue()
