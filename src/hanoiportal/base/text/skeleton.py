"""The structure of a text for a translator: its own shape, its words marked as not translated yet.

Pure.  The marks are plain signs, so that they are seen in every editor and found by a check.
"""
import re

#: Around words that are still to be translated.
OPENING, CLOSING = '[[', ']]'
# "<" ends an unfinished tag: that keeps the search linear on hostile input.
_TAG = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_ALT = re.compile(r'(\balt=")([^"]*)(")')
_RUN = re.compile(r'(\s*)(.*?)(\s*)', re.DOTALL)
_LETTER = re.compile(r'[^\W\d_]')
_ENTITY = re.compile(r'&#?\w{1,31};')


def marked(text: str) -> str:
    """Return the plain ``text`` between marks; numbers and signs alone need no translation.

    >>> marked(' Chợ hoa '), marked('1.250'), marked('')
    (' [[Chợ hoa]] ', '1.250', '')
    """
    found = _RUN.fullmatch(text)
    if found is None or not _LETTER.search(_ENTITY.sub('', text)):
        return text
    return f'{found[1]}{OPENING}{found[2]}{CLOSING}{found[3]}'


def skeleton(html: str) -> str:
    """Return ``html`` with every run of words between marks, those of pictures too.

    >>> skeleton('<p>Xem <a href="/a">chợ</a>.</p><img src="a.png" alt="Hoa">')
    '<p>[[Xem]] <a href="/a">[[chợ]]</a>.</p><img src="a.png" alt="[[Hoa]]">'
    """
    return ''.join(
        _ALT.sub(lambda said: said[1] + marked(said[2]) + said[3], part)
        if part.startswith('<') else marked(part) for part in _TAG.split(html))


def is_marked(text: str) -> bool:
    """Return whether a mark is left in ``text``, plain or HTML."""
    return OPENING in text or CLOSING in text
