"""Makes the files of public/static/fonts: Be Vietnam Pro with the signs of Vietnamese alone.

    setup/npm pack @fontsource/be-vietnam-pro@5.3.0 && tar xzf fontsource-*.tgz
    python -m venv fonts && fonts/bin/pip install fonttools==4.68.0 brotli
    fonts/bin/python setup/fonts.py package/files src/hanoiportal/shells/public/static/fonts

Nobody who builds or serves the portal needs it: its results are in the repository.
"""
import sys
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEIGHTS = ('400', '700')
PARTS = ('latin', 'vietnamese')
MARKS = '\u0300\u0301\u0303\u0309\u0323'
VOWELS = 'aăâeêioôơuưy'
#: Besides ASCII: what French and English names, and texts of law, are written with.
OTHERS = ('đĐ\xa0§©«»°±²³·×÷¼½¾–—‘’“”„•…‹›€₫−™®ß'
          'àáâãäåæçèéêëìíîïñòóôõöùúûüýÿœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŒ')


def signs():
    """Return the code points that the fonts keep."""
    vowels = VOWELS + VOWELS.upper()
    marked = (unicodedata.normalize('NFC', vowel + mark) for vowel in vowels for mark in MARKS)
    return {*range(0x20, 0x7f), *map(ord, vowels + OTHERS), *map(ord, marked)}


def made(source, weight):
    """Return the parts of one weight in the folder ``source`` as one font."""
    with TemporaryDirectory() as folder:
        files = []
        for part in PARTS:
            font = TTFont(source / f'be-vietnam-pro-{part}-{weight}-normal.woff2')
            font.flavor = None
            files.append(f'{folder}/{part}.ttf')
            font.save(files[-1])
        merged = Merger().merge(files)
        merged.save(f'{folder}/merged.ttf')
        return TTFont(f'{folder}/merged.ttf', lazy=False)


def main(source, target):
    options = Options()
    options.hinting = False
    options.layout_features = ['kern', 'ccmp', 'tnum', 'locl']
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    for weight in WEIGHTS:
        font = made(Path(source), weight)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=signs())
        subsetter.subset(font)
        font.flavor = 'woff2'
        font.save(Path(target) / f'be-vietnam-pro-{weight}.woff2')


if __name__ == '__main__':
    main(*sys.argv[1:])
