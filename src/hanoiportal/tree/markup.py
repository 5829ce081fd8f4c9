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

_ACTIVE = re.compile(
    r'<\s*/?\s*(script|iframe|frame|object|embed|applet|style|form|input|button|link|meta|base|svg'
    r'|math|template)\b|[\s"\'/](on[a-z]+)\s*=(?=[^<]*>)|((?:java|vb)script)\s*:', re.IGNORECASE)


def active_parts(html):
    """Return the names of what could run or load in ``html``: elements, handlers, schemes.

    >>> active_parts('<p onclick="x()">a</p><script>b</script>')
    ['onclick', 'script']
    """
    return sorted({
        name.lower() for groups in _ACTIVE.findall(html) for name in groups if name})


def clean(html):
    """Return ``html`` with nothing but the elements and attributes that may be published."""
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel='noopener')
