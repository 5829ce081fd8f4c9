"""What was sent, as HTML of a draft: what was typed, then what the documents say."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape, unescape
from typing import TYPE_CHECKING, NamedTuple

from ...base.text import nfc
from ...platform.media.interfaces import IDS, DocumentPicture, IDocumentReader, ReadDocument

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ..cases.interfaces import Attachment

#: Media types of which the words are read: DOCX, ODT and PDF.
READ = frozenset({
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.oasis.opendocument.text', 'application/pdf'})
_FIRST = re.compile(r'\s*<(h[1-6]|p)(?: [^<>]*)?>(.*?)</\1>\s*', re.S)
_TAG = re.compile('<[^<>]*>')
_PICTURE = re.compile(r'<img([^<>]*?) src="(?:anh-(\d+))?"([^<>]*)>')
#: Where an id of a document, of a note as a rule, stands or is led to.
_ID = re.compile(f'( (?:id="|href="#)){IDS}')
#: Characters of lost words that the staff is told.
_TOLD = 200
#: What the staff is told of a document, in Vietnamese, the language of the desk's notes.
_UNREAD, _PICTURES = '{name} (không đọc được chữ)', 'hình trong {name}'
_LOST, _UNDESCRIBED = 'chữ “{words}” trong {name}', 'lời mô tả của {number} hình trong {name}'
#: Puts a picture of a document into the library: its bytes, its place from 1, the file.
Put = Callable[[DocumentPicture, int, 'Attachment'], str]


class ReadFile(NamedTuple):
    """A file and what it says."""

    file: Attachment
    said: ReadDocument


def read_files(registry: Registry, files: Iterable[Attachment]) -> list[ReadFile]:
    """Return what ``files`` say.  It takes seconds."""
    reader = registry.getUtility(IDocumentReader)
    return [ReadFile(file, reader.read(file.content)) for file in files]


def in_paragraphs(text: str) -> str:
    """Return plain ``text`` as HTML, a paragraph for each line that says something.

    >>> in_paragraphs('a < b\\n\\nc')
    '<p>a &lt; b</p>\\n<p>c</p>'
    """
    tidy = (' '.join(nfc(line).split()) for line in text.splitlines())
    return '\n'.join(f'<p>{escape(line, quote=False)}</p>' for line in tidy if line)


def without_title(html: str, title: str) -> str:
    """Return ``html`` of a document without its first line if that says the ``title`` again, and
    shows no picture.

    >>> without_title('<h2>Lễ  hội</h2><p>Sáng nay</p>', 'LỄ HỘI')
    '<p>Sáng nay</p>'
    >>> without_title('<p><img src="anh-1" alt="">Lễ hội</p>', 'Lễ hội')
    '<p><img src="anh-1" alt="">Lễ hội</p>'
    """
    first = _FIRST.match(html)
    if first is not None and '<img' in first[2]:
        return html
    said = _folded(unescape(_TAG.sub('', first[2]))) if first is not None else ''
    return html[first.end():] if first is not None and said and said == _folded(title) else html


def _folded(text: str) -> str:
    return ' '.join(nfc(text).casefold().split())


def said_by_all(files: Sequence[ReadFile], put: Put, title: str = '') -> list[str]:
    """Return the HTML of each of ``files``; each picture is where ``put`` has put it, and goes if
    that is refused.  One of which nothing is said has no alternative text, which the checks before
    publishing demand.  No two of them have an id in common, and none begins with the ``title``.
    """
    return [without_title(_ID.sub(
        rf'\g<1>{IDS}{place}-' if place > 1 else r'\g<0>', _said_by(each, put)), title)
        for place, each in enumerate(files, 1)]


def _said_by(read: ReadFile, put: Put) -> str:
    paths = [put(picture, number, read.file)
             for number, picture in enumerate(read.said.pictures, 1)]

    def placed(found: re.Match[str]) -> str:
        path = paths[int(found[2])] if found[2] and int(found[2]) < len(paths) else ''
        rest = (each.replace(' alt=""', '') for each in (found[1], found[3]))
        return f'<img{next(rest)} src="{path}/content"{next(rest)}>' if path else ''

    return _PICTURE.sub(placed, read.said.html)


def untold(files: Sequence[ReadFile]) -> list[str]:
    """Return what of ``files`` does not stand in the draft, for the staff."""
    found = []
    for file, said in files:
        if said.refused:
            found.append(_UNREAD.format(name=file.filename))
        if said.left:
            found.append(_PICTURES.format(name=file.filename))
        plain = sum(not each.said for each in said.pictures)
        if plain:
            found.append(_UNDESCRIBED.format(number=plain, name=file.filename))
        if said.lost:
            words = ' '.join(said.lost)[:_TOLD]
            found.append(_LOST.format(words=words, name=file.filename))
    return found
