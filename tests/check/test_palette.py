"""The desk wears the colours of the portal: what both style sheets name has one value."""
import re

from servers import ROOT

SHEETS = [ROOT / 'src/hanoiportal' / path
          for path in ('public/static/portal.css', 'desk/static/desk.css')]


def palettes(path):
    """Return ``[{name: value}]`` of the light and the dark palette of a style sheet."""
    blocks = re.findall(r':root \{(.*?)\}', path.read_text(encoding='utf-8'), re.DOTALL)[:2]
    return [dict(re.findall(r'--([\w-]+): ([^;]+);', block)) for block in blocks]


def test_a_colour_of_both_style_sheets_is_the_same():
    for public, desk in zip(*map(palettes, SHEETS), strict=True):
        shared = set(public) & set(desk)

        assert len(shared) > 10
        assert {name: desk[name] for name in shared} == {name: public[name] for name in shared}
