"""The drawings of Hanoi, each in the colours of the day, of the night and of the lacquer of heads.

A drawing is a file of ``static/drawings`` that names its colours: ``var(--roof)``.  At start it is
drawn once for each column of ``colours.csv``.  Style sheets show it, so no reader of a screen, of
paper or of the palette of high contrast is told of it (``css/drawings.css``).
"""
import csv
import re
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / 'static/drawings'
_COLOUR = re.compile(r'var\(--(\w+)\)')
#: The sets of colours.
DAY, NIGHT, LACQUER = SETS = ('day', 'night', 'lacquer')


class Drawn(NamedTuple):
    """A drawing in one set of colours: its ``text``, and its ``address`` on every host."""

    text: str
    address: str


def _colours() -> dict[str, dict[str, str]]:
    with open(FOLDER / 'colours.csv', encoding='utf-8', newline='') as lines:
        return {row['name']: row for row in csv.DictReader(lines)}


def _draw(source: Path, colours: dict[str, dict[str, str]], name: str) -> Drawn:
    text = _COLOUR.sub(lambda found: colours[found[1]][name], source.read_text(encoding='utf-8'))
    stamp = blake2b(text.encode(), digest_size=6).hexdigest()
    return Drawn(text, f'/static/drawings/{source.stem}-{name}.svg?{stamp}')


def _all() -> dict[str, dict[str, Drawn]]:
    colours = _colours()
    return {source.stem: {name: _draw(source, colours, name) for name in SETS}
            for source in sorted(FOLDER.glob('*.svg'))}


#: ``{name: {set: Drawn}}``.
DRAWINGS = _all()
#: Every file by the name it is served under.
FILES = {f'{drawing}-{name}.svg': drawn
         for drawing, sets in DRAWINGS.items() for name, drawn in sets.items()}


def rules() -> str:
    """Return the rule of each drawing, ``.drawn-NAME``: where its three files are."""
    return '\n'.join(
        f'.drawn-{drawing} {{ '
        + ' '.join(f'--{name}: url({drawn.address});' for name, drawn in sets.items()) + ' }'
        for drawing, sets in DRAWINGS.items())
