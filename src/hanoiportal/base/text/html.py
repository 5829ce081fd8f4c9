"""Plain text of HTML fragments, for indexing and for excerpts."""
import html
import re
from collections.abc import Iterator

# "<" ends an unfinished tag: that keeps the search linear on hostile input.
_PIECE = re.compile(
    r'<!--|-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>"\']|"[^"]*"|\'[^\']*\')*>')
_BLANK = re.compile(r'\n(?:[^\S\n]*\n)+')
_HIDDEN = frozenset(('script', 'style', 'template'))
_TAG = re.compile(r'</?([a-zA-Z][a-zA-Z0-9]*)(?:[^<>"\']|"[^"]*"|\'[^\']*\')*>')
#: Tags that hide nothing, and behind them a sign that can only be a part of a text.
_BEGINNING = re.compile(
    r'(?:\s|<(?!/?(?i:script|style|template)(?![a-zA-Z0-9]))/?[a-zA-Z][a-zA-Z0-9]*'
    r'(?:[^<>"\']|"[^"]*"|\'[^\']*\')*+>)*+[^\s<>&-]')
_INLINE = frozenset(
    'a abbr b bdi bdo cite code data del dfn em font i img ins kbd label mark q rp rt ruby s samp '
    'small span strong sub sup time tt u var wbr'.split())


def plain_text(fragment: str) -> str:
    """Return the text a reader sees of the HTML ``fragment``, one line for each block.

    Entities are resolved, white space is collapsed, scripts, styles and comments are left out.
    Meant for markup that has been cleaned; on anything else it does not fail either.

    >>> plain_text('<h2>Thủ&nbsp;tục</h2><p>Cấp <b>m</b>ới</p>')
    'Thủ tục\\nCấp mới'
    """
    text = html.unescape(_without_tags(fragment.replace('\n', ' ')))
    return '\n'.join(filter(None, map(_collapsed, text.split('\n'))))


def running_text(fragment: str) -> str:
    """Return ``plain_text`` on one line.

    >>> running_text('<h2>Thủ&nbsp;tục</h2><p>Cấp <b>m</b>ới</p>')
    'Thủ tục Cấp mới'
    """
    return _collapsed(on_one_line(fragment))


def _collapsed(line: str) -> str:
    """Return ``line`` with single blanks alone, which most texts have."""
    if line.isprintable() and '  ' not in line:  # no other white space is printable
        return line.strip()
    return ' '.join(line.split())


def on_one_line(fragment: str) -> str:
    """Return ``running_text`` as it is before white space is collapsed, of which most texts have
    single blanks alone.
    """
    lines = html.unescape(_without_tags(fragment)).split('\n')
    return ' '.join(filter(None, map(str.strip, lines)))


def excerpt(fragment: str, longest: int = 200) -> str:
    """Return the beginning of the text of ``fragment`` on one line, cut after a whole word.

    ``longest``: in characters, at least 2, the final ``…`` of a shortened text included.
    """
    text = running_text(fragment)
    if len(text) <= longest:
        return text
    whole_words = text[:longest].rpartition(' ')[0]
    return (whole_words or text[:longest - 1]).rstrip(' ,;:.-–') + '…'


def first_words(line: str, longest: int = 80) -> str:
    """Return plain ``line``, or its first words with ``…`` behind if it has more characters than
    ``longest``.

    >>> first_words('Xin hỏi về lệ phí.'), first_words('Xin hỏi về lệ phí.', 10)
    ('Xin hỏi về lệ phí.', 'Xin hỏi…')
    """
    if len(line) <= longest:
        return line
    return f'{line[:longest].rpartition(" ")[0] or line[:longest]}…'


def says_something(fragment: str) -> bool:
    """Return whether ``plain_text`` of the cleaned ``fragment`` is not empty, read to its first
    word.

    >>> says_something('<p>&nbsp;</p><p>Mới</p>'), says_something('<p>&nbsp;</p><hr>')
    (True, False)
    """
    return bool(_BEGINNING.match(fragment)) or any(
        html.unescape(part).strip() for part in _untagged(fragment))


def _without_tags(fragment: str) -> str:
    """Return all that ``_untagged`` gives; quickly, if nothing is hidden."""
    parts = _TAG.split(fragment)
    names = [name.lower() for name in parts[1::2]]
    parts[1::2] = ['' if name in _INLINE else '\n' for name in names]
    text = ''.join(parts)
    is_commented = '--' in text and ('<!--' in text or '-->' in text)
    return text if _HIDDEN.isdisjoint(names) and not is_commented else ''.join(_untagged(fragment))


def _untagged(fragment: str) -> Iterator[str]:
    """Yield the parts of ``fragment`` between its tags, and a new line for tags that make one."""
    source = fragment.replace('\n', ' ')
    at = 0
    awaited: str | None = None
    for piece in _PIECE.finditer(source):
        if awaited is None:
            yield source[at:piece.start()]
            yield _separator(piece)
            awaited = _opens(piece)
        elif _closes(piece, awaited):
            awaited = None
        at = piece.end()
    if awaited is None:
        yield source[at:]


def _opens(piece: re.Match[str]) -> str | None:
    if piece[0] == '<!--':
        return '-->'
    name = (piece[2] or '').lower()
    return name if name in _HIDDEN and not piece[1] else None


def _closes(piece: re.Match[str], awaited: str) -> bool:
    return piece[0] == awaited or bool(piece[1]) and piece[2].lower() == awaited


def _separator(piece: re.Match[str]) -> str:
    name = (piece[2] or '').lower()
    return '\n' if name and name not in _INLINE else ''


def in_paragraphs(text: object) -> object:
    """Return plain ``text`` that was typed for a field of HTML as HTML: blank lines part
    paragraphs, other ends of lines are kept.  What has a tag, or is no text, stays as it is.
    """
    if not isinstance(text, str) or '<' in text or not text.strip():
        return text
    lines = '\n'.join(text.strip().splitlines())
    parts = _BLANK.split(html.escape(html.unescape(lines), quote=False))
    return '\n'.join(f'<p>{part.replace(chr(10), "<br>")}</p>' for part in parts)
