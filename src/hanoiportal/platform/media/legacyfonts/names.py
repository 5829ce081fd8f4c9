"""Which fonts are of before Unicode, known by their names, and what stands for them."""
import re
from dataclasses import dataclass

from hanoiportal.base.text import TCVN3, VNI

#: The name begins so, whatever its case; ``''``: found, but no table is known for certain.
_FAMILIES = (
    (re.compile(r'\.vn', re.IGNORECASE), TCVN3),
    (re.compile(r'vni[- ]', re.IGNORECASE), VNI),
    (re.compile(r'(vps|viscii|vietware)[- ]', re.IGNORECASE), ''))
_SANS = re.compile('arial|helve|avant|univers|swiss', re.IGNORECASE)


@dataclass(frozen=True)
class Face:
    """How text in a font of before Unicode is read.

    ``encoding``: as ``base.text.convert`` names it, ``''`` if it cannot convert it.  ``capitals``:
    the font shows small letters as capitals, as ``.VnTimeH`` does.
    """

    encoding: str
    capitals: bool = False


def face_of(font: str | None) -> Face | None:
    """Return the ``Face`` of the font called ``font``; ``None`` if it is one of Unicode."""
    name = (font or '').strip()
    for begins, encoding in _FAMILIES:
        if begins.match(name):
            return Face(encoding, encoding == TCVN3 and name.endswith('H'))
    return None


def replacement(font: str) -> str:
    """Return the font of Unicode that stands for ``font``."""
    if 'courier' in font.lower():
        return 'Courier New'
    return 'Arial' if _SANS.search(font) else 'Times New Roman'
