"""The style sheets: put together at start from ``static/css``, and where they are.

``PORTAL`` is the sheet of every page, ``KINDS`` what kinds of pages have besides, ``TEXT`` the one
sheet of pages without pictures.  An address changes with every byte behind it, so a reader may
keep what is there for ever.
"""
import re
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

from . import drawings

_STATIC = Path(__file__).parents[1] / 'static'
#: The parts of the sheet of every page behind the palettes, in the order in which they hold.
_PARTS = ('fonts', 'base', 'controls', 'frame', 'errors', 'last')
#: The sheets behind it, in the order in which they hold; a page links those of its kind.
NAMES = ('lists', 'cards', 'choosing', 'home', 'drawings', 'prose', 'item', 'media', 'legal',
         'drafts', 'live', 'search', 'records', 'figures', 'people', 'documents',
         'asking')
_COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)
_QUOTED = re.compile(r'("[^"]*")|([^"]+)')
_BLANKS = re.compile(r' ?([{};,>]) ?')
_FILE = re.compile(r'url\(([a-z][\w/.-]*)\)')


@dataclass(frozen=True)
class Sheet:
    """A style sheet: its ``text``, and its ``address`` on every host."""

    text: str
    address: str


def asset_url(name):
    """Return the address of the file ``name`` below ``static``."""
    return _address(name, (_STATIC / name).read_bytes())


def _address(name, content):
    return f'/static/{name}?{blake2b(content, digest_size=6).hexdigest()}'


def palettes():
    """Return the rules that say which colours hold: those chosen, else those of the system."""
    light, dark, contrast = map(_read, ('light', 'dark', 'contrast'))
    unchosen = ':root:where(:not([data-theme]))'
    return [
        light.replace(':root', ':root, [data-theme="light"]'),
        f'@media (prefers-color-scheme: dark) {{ {dark.replace(":root", unchosen)} }}',
        f'@media (prefers-contrast: more) {{ {unchosen} {{ {_read("more-contrast")} }} }}',
        dark.replace(':root', '[data-theme="dark"]'),
        contrast.replace(':root', '[data-theme="contrast"]')]


def _read(name):
    text = (_STATIC / f'css/{name}.css').read_text(encoding='utf-8')
    return f'{drawings.rules()}\n{text}' if name == 'drawings' else text


def _sheet(name, *texts):
    text = _FILE.sub(
        lambda found: f'url({asset_url(found[1])})', _COMMENT.sub('', '\n'.join(texts)))
    text = without_blanks(text)
    return Sheet(text, _address(name, text.encode()))


def without_blanks(text):
    """Return the rules ``text`` without the blanks that mean nothing."""
    return _QUOTED.sub(lambda found: found[1] or _close(found[2]), text).strip()


def _close(rules):
    close = _BLANKS.sub(r'\1', re.sub(r'\s+', ' ', rules))
    return close.replace(': ', ':').replace(';}', '}')


PORTAL = _sheet('portal.css', *palettes(), *map(_read, _PARTS))
KINDS = {name: _sheet(f'{name}.css', _read(name)) for name in NAMES}
TEXT = _sheet('text.css', *palettes(), _read('text'))
#: Names of the colours of a palette, without the hyphens.
SWATCHES = tuple(re.findall(r'--([\w-]+): #', _read('light')))
#: What the page of the design has besides.
DESIGN = _sheet('design.css', _read('design'), *(
    f'.swatch.{name} {{ background: var(--{name}); }}' for name in SWATCHES))
#: All of it as one sheet, for pages that do not say of which kind they are.
WHOLE = _sheet('whole.css', *palettes(), *map(_read, _PARTS + NAMES))
#: Every sheet by the name it is served under.
SHEETS = {'portal.css': PORTAL, 'whole.css': WHOLE, 'text.css': TEXT, 'design.css': DESIGN,
          **{f'{name}.css': sheet for name, sheet in KINDS.items()}}
#: The font of the first lines of a page: asked for with the page, before the style sheet names it.
FONT = asset_url('fonts/be-vietnam-pro-400.woff2')
EMBLEM = asset_url('emblem.svg')
#: The signs of tasks.
SIGNS = asset_url('signs.svg')
#: The script of the head of every page: shows suggestions below the search form, and closes the
#: groups of the menu.
HEADER = asset_url('header.js')
#: The script that asks for a page to be counted.
COUNT = asset_url('count.js')
#: The script that reads an item aloud.
ALOUD = asset_url('read-aloud.js')
#: The script that copies citations and addresses.
COPY = asset_url('copy.js')
#: The script that says where in a legal document its reader is, and copies what cites it.
LEGAL = asset_url('legal.js')
#: The script that finds the number of a form's ticket.
PROOF = asset_url('proof.js')
#: The script that shows answers to a question that is being written.
SIMILAR = asset_url('similar.js')
#: The script that opens the form of ratings in the foot of the page that is rated.
RATE = asset_url('rate.js')
#: The script that lets a page of those who watch show what is new.
WATCH = asset_url('watch.js')
#: The script that loads the player of a channel for who asks for it.
PLAYER = asset_url('player.js')
#: The script that sends the code of a link.
CODE = asset_url('code.js')


@cache
def links(kinds=None):
    """Return the ``<link>`` of ``PORTAL`` and those of ``kinds``, names of ``KINDS`` with blanks
    between them; without ``kinds`` that of ``WHOLE``.

    Raises ``ValueError`` for a name that is none.

    >>> links('lists').count('<link'), links('').count('<link'), links().count('<link')
    (2, 1, 1)
    """
    if kinds is None:
        return _link(WHOLE)
    chosen = sorted(kinds.split(), key=NAMES.index)
    return '\n'.join(map(_link, (PORTAL, *map(KINDS.get, chosen))))


def text_links(_kinds=None):
    """Return the ``<link>`` of pages without pictures, whatever their kind."""
    return _link(TEXT)


def _link(sheet):
    return f'<link rel="stylesheet" href="{sheet.address}">'
