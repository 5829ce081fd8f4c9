"""What a document was made into."""
from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ....base.text import nfc, plain_text

#: TakenPictures of one document, and their bytes, that are taken along.
MOST_PICTURES, MOST_BYTES = 60, 40_000_000
#: Names of pictures in ``src``: this and the place among them, from 0.
PICTURE = 'anh-'
#: References to notes, and the ways back, which no document has as words.
_NOTES = re.compile(r'<sup><a [^<>]*>\[\d+\]</a></sup>|<a [^<>]*>↑</a>')
_SPLIT = re.compile(r'[\s|]+')


@dataclass
class TakenPictures:
    """``found``: bytes and alternative text of each.  ``left``: how many were too many."""

    found: list[tuple[bytes, str]] = field(default_factory=list)
    left: int = 0

    def add(self, content: bytes, said: str) -> str:
        """Return the name of a picture, ``''`` if there are too many."""
        taken = sum(len(each) for each, _said in self.found)
        if len(self.found) >= MOST_PICTURES or taken + len(content) > MOST_BYTES:
            self.left += 1
            return ''
        self.found.append((content, said))
        return f'{PICTURE}{len(self.found) - 1}'


@dataclass
class Markup:
    """``html``: with ``img`` whose ``src`` are names of ``pictures``.  ``lost``: words of the
    document that are not in it.  ``refused``: why there is none, as ``wording.found`` says.
    """

    html: str = ''
    pictures: TakenPictures = field(default_factory=TakenPictures)
    lost: list[str] = field(default_factory=list)
    refused: str = ''


def said_in(html: str) -> str:
    """Return the text of ``html`` without the references to its notes."""
    return plain_text(_NOTES.sub('', html))


def lost_words(lines: list[str], html: str) -> list[str]:
    """Return the words of ``lines`` that ``html`` does not say, in their order."""
    missing = _words('\n'.join(lines)) - _words(said_in(html))
    found = []
    for word in _SPLIT.split(nfc('\n'.join(lines))):
        if missing[word]:
            missing[word] -= 1
            found.append(word)
    return found


def _words(text: str) -> Counter[str]:
    return Counter(filter(None, _SPLIT.split(nfc(text))))
