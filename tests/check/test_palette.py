"""The desk wears the colours of the portal: what both style sheets name has one value."""
import re

from servers import ROOT

SOURCE = ROOT / 'src/hanoiportal'
PALETTES = [SOURCE / f'shells/public/static/css/{name}.css'
            for name in ('light', 'dark', 'contrast')]
DESK = SOURCE / 'shells/desk/static/desk.css'
#: Selectors of the palettes of the style sheet of desk and console: of who has chosen none, by
#: day and in the dark, and the chosen ones.
SELECTORS = (':root', ':root:where(:not([data-theme]))', ':root[data-theme="dark"]',
             ':root[data-theme="contrast"]')


def palette(path, selector=':root'):
    """Return ``{name: value}`` of the first rule with ``selector`` in a style sheet."""
    [block, *_others] = re.findall(
        rf'^ *{re.escape(selector)} \{{(.*?)\}}', path.read_text(encoding='utf-8'),
        re.DOTALL | re.MULTILINE)
    return dict(re.findall(r'([\w-]+): ([^;]+);', block))


def test_a_colour_of_both_style_sheets_is_the_same():
    chosen = (SELECTORS[0], *SELECTORS[2:])
    for path, desk in zip(PALETTES, (palette(DESK, each) for each in chosen), strict=True):
        public = palette(path)
        shared = set(public) & set(desk)

        assert len(shared) > 10
        assert {name: desk[name] for name in shared} == {name: public[name] for name in shared}


def test_the_dark_of_the_system_is_the_dark_that_is_chosen_and_contrast_leaves_nothing_out():
    light, unchosen, dark, contrast = (palette(DESK, each) for each in SELECTORS)

    assert unchosen == dark
    assert set(dark) <= set(contrast) <= set(light)
    assert set(light) - set(contrast) <= {'--radius', '--gap'}


def test_every_palette_says_every_colour():
    light, dark, contrast = ({*palette(path)} for path in PALETTES)

    assert light == dark == contrast
