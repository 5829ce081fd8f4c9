"""Blocks of a home page and how they are written: a paragraph of lines for each.

    khối: tin-moi
    cột: ben
    tiêu đề: Tin cải cách
    tiêu đề (en): Reform
    nguồn: tin-tuc-su-kien; chuyen-doi-so
    số dòng: 5

So a composition is compared, merged, approved by its digest, exported and restored as any text.
"""
from dataclasses import dataclass

from .kinds import KINDS

#: Keys of lines, in the order in which they are written; those of ``LONG`` may be repeated, a
#: line for each line of the text.
KIND, COLUMN, TITLE, TITLE_EN = 'khối', 'cột', 'tiêu đề', 'tiêu đề (en)'
SOURCES, ROWS, TEXT, TEXT_EN = 'nguồn', 'số dòng', 'lời', 'lời (en)'
KEYS = (KIND, COLUMN, TITLE, TITLE_EN, SOURCES, ROWS, TEXT, TEXT_EN)
LONG = (TEXT, TEXT_EN)
DEFAULT_ROWS = 5


class Unreadable(ValueError):
    """Text that holds no blocks.  ``line``: the first that says nothing."""

    def __init__(self, line):
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Block:
    """One block.  ``kind``: a key of ``KINDS``; ``column``: of ``COLUMNS``.

    ``title``, ``title_en``: ``''`` for that of the kind.  ``sources``: codes of sections of the
    site, paths below the site, or, with a slash before them, below the portal.
    ``text``, ``text_en``: plain text.
    """

    kind: str
    column: str
    title: str = ''
    title_en: str = ''
    sources: tuple[str, ...] = ()
    rows: int = DEFAULT_ROWS
    text: str = ''
    text_en: str = ''


def read(text):
    """Return ``[{key: str}]`` of the blocks written in ``text``.  Raises ``Unreadable``."""
    found, said = [], {}
    for line in (*map(str.strip, text.splitlines()), ''):
        if line:
            _note(said, line)
        elif said:
            found.append(said)
            said = {}
    return found


def _note(said, line):
    key, colon, value = line.partition(':')
    key, value = key.strip(), value.strip()
    if not colon or key not in KEYS or key in said and key not in LONG:
        raise Unreadable(line)
    said[key] = f'{said[key]}\n{value}' if key in said else value


def write(blocks):
    """Return the text of ``[{key: str}]``; what says nothing is left out."""
    return '\n\n'.join(filter(None, ('\n'.join(_lines(said)) for said in blocks)))


def _lines(said):
    for key in KEYS:
        value = said.get(key, '').strip()
        parts = value.splitlines() if key in LONG else [' '.join(value.split())]
        yield from (f'{key}: {part.strip()}'.strip() for part in parts
                    if value and (key in LONG or part))


def sources_in(value):
    """Return the tuple of sources in a line that parts them by semicolons."""
    parts = (part.strip() for part in value.replace(',', ';').split(';'))
    return tuple(dict.fromkeys(filter(None, parts)))


def block_of(said):
    """Return the ``Block`` that ``{key: str}``, found right, says."""
    kind = KINDS[said[KIND]]
    return Block(
        said[KIND], said.get(COLUMN) or kind.column, said.get(TITLE, ''), said.get(TITLE_EN, ''),
        sources_in(said.get(SOURCES, '')) or kind.sources, int(said.get(ROWS) or DEFAULT_ROWS),
        said.get(TEXT, ''), said.get(TEXT_EN, ''))


def blocks_in(text):
    """Return the ``Block`` list of ``text``, a composition that was found right."""
    return [block_of(said) for said in read(text)]
