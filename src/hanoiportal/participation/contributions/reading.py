"""The words of what was sent, as HTML of a draft."""
from collections.abc import Iterable
from html import escape

from pyramid.registry import Registry

from ...base.text import nfc
from ...platform.media.interfaces import ITextReader

#: Media types of which the words are read: DOCX and ODT.
READ = frozenset({
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.oasis.opendocument.text'})


def in_paragraphs(text: str) -> str:
    """Return plain ``text`` as HTML, a paragraph for each line that says something.

    >>> in_paragraphs('a < b\\n\\nc')
    '<p>a &lt; b</p>\\n<p>c</p>'
    """
    return _paragraphs(text.splitlines())


def words_of(registry: Registry, content: bytes) -> str:
    """Return the words of the DOCX or ODT ``content`` as HTML; ``''`` if it is not read: tracked
    changes, macros, pictures of pages.  It may take seconds.
    """
    return _paragraphs(registry.getUtility(ITextReader).read(content).lines)


def _paragraphs(lines: Iterable[str]) -> str:
    tidy = (' '.join(nfc(line).split()) for line in lines)
    return '\n'.join(f'<p>{escape(line, quote=False)}</p>' for line in tidy if line)
