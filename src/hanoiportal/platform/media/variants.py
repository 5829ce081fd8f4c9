"""Which renditions of a picture there are: few, so that nobody can ask for endless work."""
from __future__ import annotations

from typing import NamedTuple, Protocol

#: Widths in pixels: of whole pictures, and of thumbnails.
WIDTHS, THUMBNAILS = (400, 800, 1200, 1600), (200, 400)
#: Width to height of a thumbnail.
ACROSS, DOWN = 3, 2
#: What a variant is called in addresses → its media type, the best first.
KINDS = {'avif': 'image/avif', 'webp': 'image/webp', 'jpg': 'image/jpeg'}
MIDDLE = 50


class Pixels(Protocol):
    """A picture that is stored.  ``width``, ``height``: pixels."""

    width: int
    height: int


class Focus(NamedTuple):
    """The point of a picture that no cut may lose, in percent from the left and from the top."""

    x: int = MIDDLE
    y: int = MIDDLE


class Variant(NamedTuple):
    """One rendition.  ``width``, ``height``: pixels.  ``kind``: a key of ``KINDS``.

    ``box``: what of the picture it shows: left, top, right and bottom in its pixels.
    """

    width: int
    height: int
    kind: str
    box: tuple[int, int, int, int]

    def name_for(self, sha256: str) -> str:
        """Return the name under which it is kept, of the picture whose content has ``sha256``."""
        return f'{sha256}-{"-".join(map(str, (self.width, *self.box)))}.{self.kind}'


def variants(stored: Pixels, focus: Focus | None = None) -> list[Variant]:
    """Return every ``Variant`` of the ``StoredPicture``, for each kind the narrowest first.

    ``focus``: the ``Focus`` of its thumbnails; without one they are of the whole picture.
    None is larger than what it is made of.
    """
    box = (0, 0, stored.width, stored.height) if focus is None else _cut(stored, focus)
    across, down = box[2] - box[0], box[3] - box[1]
    wanted = WIDTHS if focus is None else THUMBNAILS
    widths = [width for width in wanted if width < across] + [min(across, wanted[-1])]
    return [Variant(width, max(1, round(down * width / across)), kind, box)
            for kind in KINDS for width in dict.fromkeys(widths)]


def _cut(stored: Pixels, focus: Focus) -> tuple[int, int, int, int]:
    """Return the largest box of the form of thumbnails, as near to ``focus`` as it can be."""
    width = max(1, min(stored.width, stored.height * ACROSS // DOWN))
    height = max(1, min(stored.height, stored.width * DOWN // ACROSS))
    left = _start(stored.width, width, focus.x)
    top = _start(stored.height, height, focus.y)
    return left, top, left + width, top + height


def _start(whole: int, part: int, percent: int) -> int:
    """Return where ``part`` of the length ``whole`` begins so that ``percent`` is in its middle.

    >>> _start(300, 100, 0), _start(300, 100, 50), _start(300, 100, 100)
    (0, 100, 200)
    """
    return max(0, min(whole - part, whole * percent // 100 - part // 2))
