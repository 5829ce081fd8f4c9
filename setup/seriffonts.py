"""Makes the fonts of platform/officefiles: Liberation Serif 2.1.5, with the measures of Times.

    apt-get download fonts-liberation && dpkg-deb -x fonts-liberation_*.deb liberation
    python -m venv fonts && fonts/bin/pip install fonttools==4.68.0 brotli
    fonts/bin/python setup/seriffonts.py liberation/usr/share/fonts/truetype/liberation \
        src/hanoiportal/platform/officefiles/fonts

The signs are those of Vietnamese, as in ``setup/fonts.py``.  The licence (OFL 1.1) reserves the
name, so the files have another.  Nobody who builds or serves the portal needs it: its results are
in the repository.
"""
import sys
from pathlib import Path

from fonts import signs
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = 'Portal Serif'
FACES = ('Regular', 'Bold', 'Italic', 'BoldItalic')
#: Names in a font: family, face, identifier, full name, PostScript name.
FAMILY_NAME, FACE_NAME, IDENTIFIER, FULL_NAME, POSTSCRIPT_NAME = 1, 2, 3, 4, 6


def renamed(font, face):
    """Give ``font`` a name that nobody reserves."""
    for name in (IDENTIFIER, FULL_NAME):
        font['name'].setName(f'{FAMILY} {face}', name, 3, 1, 0x409)
    font['name'].setName(FAMILY, FAMILY_NAME, 3, 1, 0x409)
    font['name'].setName(f'{FAMILY}-{face}'.replace(' ', ''), POSTSCRIPT_NAME, 3, 1, 0x409)
    font['name'].names = [each for each in font['name'].names if each.platformID == 3]


def main(source, target):
    options = Options()
    options.hinting = False
    options.layout_features = ['kern', 'ccmp', 'locl']
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    for face in FACES:
        font = TTFont(Path(source) / f'LiberationSerif-{face}.ttf', lazy=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=signs())
        subsetter.subset(font)
        renamed(font, face)
        font.flavor = 'woff2'
        font.save(Path(target) / f'serif-{face.lower()}.woff2')


if __name__ == '__main__':
    main(*sys.argv[1:])
