"""What a visitor downloads: each page with its style sheets and scripts, without images."""
import re
from urllib.parse import quote_plus

from hanoiportal.base.text import plain_text

from .walking import walk

_PARTS = re.compile(r'<(?:link rel="stylesheet"|script)[^>]*? (?:href|src)="(/[^"]+)"')
PAGES = 150
#: What a page may weigh, in KB.
MOST = 71
#: A page that is mostly one long text, as a whole decision is, weighs what the text weighs.
LONG_TEXT = 30 * 1024
#: What visitors paste: long, of words that stand in most texts, so that a page of results is full;
#: pages that are the same in many offices are all shown.
PASTED = tuple(f'/search?q={quote_plus(typed)}&copies=all' for typed in (
    'quyết định về việc ban hành quy định của ủy ban nhân dân thành phố hà nội',
    'địa chỉ điện thoại thư điện tử ủy ban nhân dân',
    'đảng ủy hội đồng nhân dân ủy ban nhân dân phường',
    'địa chỉ điện thoại thư điện tử ủy ban nhân dân ' * 4,
    ' '.join(['"ủy ban nhân dân"'] * 27)))
STARTS = ('/', '/english', '/sites/soxaydung/', '/search?q=thu+tuc', *PASTED)


def parts_of(html):
    """Return the addresses of the style sheets and scripts that ``html`` links."""
    return _PARTS.findall(html)


def weights(server, starts=STARTS):
    """Return ``{path: (bytes, whether it is a long text)}`` of what ``starts`` lead to.

    Bytes are not compressed; about ``PAGES`` pages are looked at.
    """
    found, parts = {}, {}
    for path, html in walk(server, starts, PAGES):
        for part in parts_of(html):
            if part not in parts:
                parts[part] = len(server.get(part)[2])
        weight = len(html.encode()) + sum(parts[part] for part in parts_of(html))
        found[path] = weight, len(plain_text(html).encode()) > LONG_TEXT
    return found
