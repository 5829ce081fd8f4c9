"""The style sheets: put together at start from ``static/css``, and where they are.

``PORTAL`` is the sheet of every page, ``TEXT`` that of pages without pictures.  An address changes
with every byte behind it, so a reader may keep what is there for ever.
"""
import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

_STATIC = Path(__file__).with_name('static')
#: The parts of the whole sheet behind the palettes, in the order in which they hold.
_PARTS = ('css/fonts', 'css/base', 'css/controls', 'css/frame', 'css/lists', 'css/home',
          'css/item', 'css/legal', 'css/errors', 'portal', 'css/last')
_COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)
_QUOTED = re.compile(r'("[^"]*")|([^"]+)')
_BLANKS = re.compile(r' ?([{};,>]) ?')
_FILE = re.compile(r'url\(([a-z][\w/.-]*)\)')


@dataclass(frozen=True)
class Sheet:
    """A style sheet: its ``text``, and its ``address`` on every host."""

    text: str
    address: str


def stamped(name):
    """Return the address of the file ``name`` below ``static``."""
    return _address(name, (_STATIC / name).read_bytes())


def _address(name, content):
    return f'/static/{name}?{blake2b(content, digest_size=6).hexdigest()}'


def palettes():
    """Return the rules that say which colours hold: those chosen, else those of the system."""
    light, dark, contrast = map(_read, ('css/light', 'css/dark', 'css/contrast'))
    unchosen = ':root:where(:not([data-theme]))'
    return [
        light.replace(':root', ':root, [data-theme="light"]'),
        f'@media (prefers-color-scheme: dark) {{ {dark.replace(":root", unchosen)} }}',
        f'@media (prefers-contrast: more) {{ {unchosen} {{ {_read("css/more-contrast")} }} }}',
        dark.replace(':root', '[data-theme="dark"]'),
        contrast.replace(':root', '[data-theme="contrast"]')]


def _read(name):
    return (_STATIC / f'{name}.css').read_text(encoding='utf-8')


def _sheet(name, *texts):
    text = _FILE.sub(lambda found: f'url({stamped(found[1])})', _COMMENT.sub('', '\n'.join(texts)))
    text = without_blanks(text)
    return Sheet(text, _address(name, text.encode()))


def without_blanks(text):
    """Return the rules ``text`` without the blanks that mean nothing."""
    return _QUOTED.sub(lambda found: found[1] or _close(found[2]), text).strip()


def _close(rules):
    close = _BLANKS.sub(r'\1', re.sub(r'\s+', ' ', rules))
    return close.replace(': ', ':').replace(';}', '}')


PORTAL = _sheet('portal.css', *palettes(), *map(_read, _PARTS))
TEXT = _sheet('text.css', *palettes(), _read('css/text'))
#: Names of the colours of a palette, without the hyphens.
SWATCHES = tuple(re.findall(r'--([\w-]+): #', _read('css/light')))
#: What the page of the design has besides.
DESIGN = _sheet('design.css', _read('css/design'), *(
    f'.swatch.{name} {{ background: var(--{name}); }}' for name in SWATCHES))
SHEETS = {'portal.css': PORTAL, 'text.css': TEXT, 'design.css': DESIGN}
#: The font of the first lines of a page: asked for with the page, before the style sheet names it.
FONT = stamped('fonts/be-vietnam-pro-400.woff2')
EMBLEM = stamped('emblem.svg')
#: The script that shows suggestions below the search form.
SUGGEST = stamped('suggest.js')
#: The script that reads an item aloud.
ALOUD = stamped('read-aloud.js')
#: The script that copies citations and addresses.
COPY = stamped('copy.js')
