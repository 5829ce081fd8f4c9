"""HTML that people write: what may stay, what is refused (nh3)."""
import re

import nh3

TAGS = frozenset((
    'a', 'abbr', 'b', 'blockquote', 'br', 'caption', 'cite', 'code', 'col', 'colgroup', 'dd',
    'del', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'h2', 'h3', 'h4', 'h5',
    'hr', 'i', 'img', 'ins', 'kbd', 'li', 'ol', 'p', 'pre', 'q', 's', 'small', 'span',
    'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'u',
    'ul'))
ATTRIBUTES = {
    '*': {'id', 'lang', 'dir', 'title'},
    'a': {'href', 'hreflang'},
    'col': {'span'}, 'colgroup': {'span'},
    'img': {'src', 'alt', 'width', 'height'},
    'ol': {'start', 'type'},
    'td': {'colspan', 'rowspan', 'headers'},
    'th': {'colspan', 'rowspan', 'scope', 'headers', 'abbr'},
    'time': {'datetime'},
}
SCHEMES = frozenset({'http', 'https', 'mailto', 'tel'})

#: Elements inside one another; cleaning takes time by the square of it.
DEEPEST = 100

_ELEMENT = re.compile(
    r'</?(script|iframe|frame|object|embed|applet|style|form|input|button|link|meta|base|svg'
    r'|math|template)\b', re.IGNORECASE)
_HANDLER = re.compile(r'[\s"\'/](on[a-z]+)\s*=', re.IGNORECASE)
_SCHEME = re.compile(r'((?:java|vb)script)\s*:', re.IGNORECASE)
#: HTML, 13.2.5: a tag with its attributes, or a comment; what is in quotes is no tag.
_TAG = re.compile(r"""
    <!--(?:-?>|.*?(?:--!?>|\Z))
    |<(?:[!?]|/(?![a-z]))[^>]*
    |<(/?)([a-z][^ \t\n\f\r/>]*)
     (?:[ \t\n\f\r/]+
       |[^ \t\n\f\r/>][^ \t\n\f\r/>=]*
        (?:[ \t\n\f\r]*=[ \t\n\f\r]*
           (?:"[^"]*"|'[^']*'|[^ \t\n\f\r"'>][^ \t\n\f\r>]*)?)?)*+
    """, re.VERBOSE | re.DOTALL)
#: Elements that hold nothing, or that the next of their kind ends.
_SHALLOW = frozenset((
    'area', 'br', 'col', 'hr', 'img', 'wbr', 'colgroup', 'dd', 'dt', 'li', 'p', 'tbody', 'td',
    'tfoot', 'th', 'thead', 'tr'))


def active_parts(html: str) -> list[str]:
    """Return the names of what could run or load in ``html``: elements, handlers, schemes.

    Takes time by the length of ``html`` alone, whatever it is made of.

    >>> active_parts('<p onclick="x()">a</p><script>b</script>')
    ['onclick', 'script']
    """
    found: list[str] = _ELEMENT.findall(html)
    if 'cr' in html.lower():  # as in "script"; in few texts, and sought for much faster
        found += _SCHEME.findall(html)
    for piece in html.split('<')[1:]:
        found += _HANDLER.findall(piece[:piece.rfind('>') + 1])
    return sorted({name.lower() for name in found})


def is_too_deep(html: str) -> bool:
    """Tell whether more than ``DEEPEST`` elements of ``html`` lie inside one another.

    An end that does not fit the innermost element counts for nothing: parsers may ignore it.
    """
    opened: list[str] = []
    for end, name in _TAG.findall(html.lower()):
        if not name or name in _SHALLOW:
            continue
        if not end:
            opened.append(name)
        elif opened and opened[-1] == name:
            opened.pop()
        if len(opened) > DEEPEST:
            return True
    return False


_CLEANER = nh3.Cleaner(
    tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel='noopener')


def clean(html: str) -> str:
    """Return ``html`` with nothing but the elements and attributes that may be published."""
    return _CLEANER.clean(html)
