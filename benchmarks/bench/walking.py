"""Walking the public pages of a portal by their links."""
import re
from collections.abc import Iterator, Sequence
from html import unescape

from .expectations import Answering

_LINKS = re.compile(r'<a [^>]*?href="(/[^"#]*)')


def walk(server: Answering, starts: Sequence[str], most: int) -> Iterator[tuple[str, str]]:
    """Yield path and HTML of each page to which ``starts`` lead, of about ``most`` paths."""
    queue = list(dict.fromkeys(starts))
    for path in queue:
        status, headers, body = server.get(path)
        if status != 200 or not headers['Content-Type'].startswith('text/html'):
            continue
        html = body.decode()
        yield path, html
        queue += [link for link in dict.fromkeys(map(unescape, _LINKS.findall(html)))
                  if link not in queue and len(queue) < most and '/sai-sot?' not in link]
