"""The desk wears the colours of the portal: what both style sheets name has one value."""
import re

from servers import ROOT

SOURCE = ROOT / 'src/hanoiportal'
PALETTES = [SOURCE / f'public/static/css/{name}.css' for name in ('light', 'dark', 'contrast')]
DESK = SOURCE / 'desk/static/desk.css'


def palettes(path):
    """Return ``[{name: value}]`` of each palette in a style sheet."""
    blocks = re.findall(r':root \{(.*?)\}', path.read_text(encoding='utf-8'), re.DOTALL)
    return [dict(re.findall(r'--([\w-]+): ([^;]+);', block)) for block in blocks]


def test_a_colour_of_both_style_sheets_is_the_same():
    for path, desk in zip(PALETTES[:2], palettes(DESK)[:2], strict=True):
        [public] = palettes(path)
        shared = set(public) & set(desk)

        assert len(shared) > 10
        assert {name: desk[name] for name in shared} == {name: public[name] for name in shared}


def test_every_palette_says_every_colour():
    light, dark, contrast = ({*palettes(path)[0]} for path in PALETTES)

    assert light == dark == contrast
