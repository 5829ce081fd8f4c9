"""What the pictures of a demonstration are put together from: flat shapes on a sheet.

A place is given in hundredths of the sheet's width, from its left and from its top; the sheet is
100 broad and 56.25 high.
"""
from collections.abc import Sequence
from random import Random

from ....base.lazily import lazily

images, drawing = lazily('PIL.Image'), lazily('PIL.ImageDraw')

BROAD, HIGH = 100.0, 56.25
#: Pixels of a hundredth while it is drawn, twice those that remain.
_SCALE = 19.2
Colour = str
Point = tuple[float, float]
#: Walls of old houses, roofs, leaves.
WALLS = ('#e9c46a', '#f1d9a7', '#d8a48f', '#c8d5b9', '#f4ede1', '#e7b98b', '#b7c9d3')
TILES, LEAVES = ('#a3432f', '#8f3b2a', '#b5543c'), ('#3f7d4e', '#2f6b45', '#5b9360', '#77a86b')
CLOTHES = ('#a3151f', '#1b4f8f', '#d9a521', '#1c6b3a', '#6b4a8f', '#e07a5f')
_SKIES = (('#bfe0f2', '#f7efe0'), ('#f9d9a8', '#fdf3e3'), ('#a9cfe6', '#e8f3f4'),
          ('#f2c6a0', '#fbe6d2'))


class Sheet:
    """A picture that is being drawn by the draws of ``chance``."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self._image = images.new('RGB', (round(BROAD * _SCALE), round(HIGH * _SCALE)))
        self._pen = drawing.Draw(self._image)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill the shape between ``points``."""
        self._pen.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=colour)

    def box(self, x: float, y: float, broad: float, high: float, colour: Colour,
            round_by: float = 0) -> None:
        """Fill a rectangle whose upper left corner is at ``x``, ``y``."""
        self._pen.rounded_rectangle(
            (x * _SCALE, y * _SCALE, (x + broad) * _SCALE, (y + high) * _SCALE),
            round_by * _SCALE, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour,
             flat: float = 1) -> None:
        """Fill a circle around ``x``, ``y``, or an ellipse of which the height is ``flat``."""
        self._pen.ellipse(((x - radius) * _SCALE, (y - radius * flat) * _SCALE,
                           (x + radius) * _SCALE, (y + radius * flat) * _SCALE), fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, broad: float = 0.3) -> None:
        """Draw a line through ``points``."""
        self._pen.line([(x * _SCALE, y * _SCALE) for x, y in points], fill=colour,
                       width=max(1, round(broad * _SCALE)), joint='curve')

    def arc(self, x: float, y: float, radius: float, colour: Colour, broad: float) -> None:
        """Draw the upper half of a circle around ``x``, ``y``."""
        self._pen.arc(((x - radius) * _SCALE, (y - radius) * _SCALE,
                       (x + radius) * _SCALE, (y + radius) * _SCALE), 180, 360, fill=colour,
                      width=round(broad * _SCALE))

    def finished(self) -> object:
        """Return the picture, a ``PIL.Image.Image``."""
        return self._image.reduce(2)


def sky(sheet: Sheet, horizon: float = 40) -> None:
    """Draw the sky down to ``horizon``, with a sun and clouds."""
    chance = sheet.chance
    above, below = chance.choice(_SKIES)
    for step in range(40):
        sheet.box(0, horizon * step / 40, BROAD, horizon / 40 + 0.2, _mixed(
            above, below, step / 39))
    sheet.disc(chance.uniform(12, 88), chance.uniform(7, 16), chance.uniform(3, 4.5), '#fbe6a8')
    for _each in range(chance.randrange(2, 5)):
        x, y = chance.uniform(5, 95), chance.uniform(4, 17)
        for part in range(3):
            sheet.disc(x + 3 * part, y - part % 2, 2.6, '#ffffff', 0.55)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    pairs = ((int(one[at:at + 2], 16), int(other[at:at + 2], 16)) for at in (1, 3, 5))
    return '#' + ''.join(f'{round(a + (b - a) * share):02x}' for a, b in pairs)


def ground(sheet: Sheet, horizon: float, colour: Colour) -> None:
    """Draw the ground below ``horizon``."""
    sheet.box(0, horizon, BROAD, HIGH - horizon, colour)


def hills(sheet: Sheet, horizon: float) -> None:
    """Draw the three peaks of a far range."""
    for x, top, colour in ((24, 19, '#9db8b4'), (46, 14, '#8aa9a6'), (68, 20, '#a9c1bb')):
        sheet.polygon(((x - 26, horizon), (x, horizon - top), (x + 26, horizon)), colour)


def tree(sheet: Sheet, x: float, foot: float, high: float = 12) -> None:
    """Draw a tree of the street, its foot at ``x``, ``foot``."""
    sheet.box(x - 0.4, foot - high * 0.5, 0.8, high * 0.5, '#6b4a33')
    colour = sheet.chance.choice(LEAVES)
    for left, up, radius in ((-0.18, 0.6, 0.22), (0.18, 0.62, 0.22), (0, 0.8, 0.26)):
        sheet.disc(x + left * high, foot - up * high, radius * high, colour)


def palm(sheet: Sheet, x: float, foot: float, high: float = 20) -> None:
    """Draw an areca palm."""
    sheet.line(((x, foot), (x + 0.5, foot - high)), '#8a7358', 0.7)
    for left, down in ((-4, 1.2), (-3, -1.6), (0, -3.4), (3, -1.8), (4.4, 1)):
        sheet.line(((x + 0.5, foot - high), (x + left / 2, foot - high - 1.6 + down / 2),
                    (x + left, foot - high + down)), '#3f7d4e', 0.6)


def town(sheet: Sheet, foot: float, left: float = 0, right: float = BROAD) -> None:
    """Draw a row of narrow houses, as streets of the city have them."""
    chance, x = sheet.chance, left
    while x < right:
        broad, high = chance.uniform(6, 9), chance.uniform(12, 25)
        house(sheet, min(x, right - broad), foot, broad, high)
        x += broad + 0.2


def house(sheet: Sheet, x: float, foot: float, broad: float, high: float) -> None:
    """Draw one narrow house."""
    chance = sheet.chance
    sheet.box(x, foot - high, broad, high, chance.choice(WALLS))
    roof = chance.choice(TILES)
    sheet.polygon(((x - 0.5, foot - high), (x + broad / 2, foot - high - 3),
                   (x + broad + 0.5, foot - high)), roof)
    shutter = chance.choice(('#3f6f63', '#4a6b8a', '#7a5a3c'))
    for row in range(int((high - 6) // 5)):
        for column in (0.2, 0.58):
            sheet.box(x + broad * column, foot - high + 1.6 + 5 * row, broad * 0.24, 2.8, shutter)
    sheet.box(x + broad * 0.15, foot - 5, broad * 0.7, 5, '#5b4636')
    sheet.polygon(((x, foot - 5), (x + broad, foot - 5), (x + broad + 0.4, foot - 3.8),
                   (x - 0.4, foot - 3.8)), chance.choice(CLOTHES))


def hall(sheet: Sheet, x: float, foot: float, broad: float = 34, colour: Colour = '#8f3b2a',
         ) -> None:
    """Draw a communal house: a low wall below a roof with lifted corners."""
    wall, half = foot - 7, broad / 2
    sheet.box(x - half * 0.8, wall, broad * 0.8, 7, '#c98f5b')
    for pillar in range(6):
        sheet.box(x - half * 0.78 + pillar * broad * 0.15, wall, 0.9, 7, '#7a3b22')
    sheet.polygon(((x - half - 2, wall - 1.6), (x - half, wall + 0.4), (x + half, wall + 0.4),
                   (x + half + 2, wall - 1.6), (x + half * 0.68, wall - 8),
                   (x - half * 0.68, wall - 8)), colour)
    sheet.line(((x - half * 0.74, wall - 9), (x - half * 0.68, wall - 8), (
        x + half * 0.68, wall - 8), (x + half * 0.74, wall - 9)), '#6e2c1e', 0.8)


def office(sheet: Sheet, x: float, foot: float, broad: float = 40, storeys: int = 3) -> None:
    """Draw a public building with a flag before it."""
    high = 5.2 * storeys + 1
    sheet.box(x - broad / 2, foot - high, broad, high, '#f1d9a7')
    sheet.box(x - broad / 2 - 1, foot - high - 1.4, broad + 2, 1.4, '#a3432f')
    for row in range(storeys):
        for column in range(7):
            sheet.box(x - broad * 0.45 + column * broad * 0.135, foot - high + 1.2 + 5.2 * row,
                      broad * 0.08, 3, '#4a6b8a')
    sheet.box(x - 3, foot - 5, 6, 5, '#6b4a33')
    flag(sheet, x, foot - high - 1.4)


def flag(sheet: Sheet, x: float, foot: float, high: float = 7) -> None:
    """Draw a red flag with a yellow star on a pole."""
    sheet.line(((x, foot), (x, foot - high)), '#5c524c', 0.3)
    sheet.box(x, foot - high, 5, 3.3, '#c8102e')
    sheet.disc(x + 2.5, foot - high + 1.65, 0.85, '#ffd500')


def people(sheet: Sheet, xs: Sequence[float], foot: float, high: float = 7,
           hats: bool = True) -> None:
    """Draw a person at each of ``xs``, some of them with conical hats."""
    for x in xs:
        skin = sheet.chance.choice(('#e8b48c', '#d9a07a', '#f0c7a3'))
        sheet.box(x - high * 0.16, foot - high * 0.72, high * 0.32, high * 0.72,
                  sheet.chance.choice(CLOTHES), high * 0.12)
        sheet.disc(x, foot - high * 0.86, high * 0.14, skin)
        if hats and sheet.chance.random() < 0.4:
            sheet.polygon(((x - high * 0.24, foot - high * 0.9), (x, foot - high * 1.1),
                           (x + high * 0.24, foot - high * 0.9)), '#e9d8a6')


def water(sheet: Sheet, top: float, colour: Colour = '#7fb3c8') -> None:
    """Draw water below ``top``, with what is reflected in it."""
    ground(sheet, top, colour)
    for _each in range(26):
        x, y = sheet.chance.uniform(0, 92), sheet.chance.uniform(top + 1, HIGH - 1)
        sheet.line(((x, y), (x + sheet.chance.uniform(2, 8), y)), '#a8cfdc', 0.22)
