"""Which addresses on its own host a page or style sheet needs to look right."""
import html
import re
from urllib.parse import urlsplit

_LINKED = re.compile(r'\s(?:src|href|poster)="([^"]+)"')
_CHOICES = re.compile(r'\ssrcset="([^"]+)"')
_IN_STYLE = re.compile(r'url\(["\']?([^"\')]+)')
_STATIC, _VERSION = '/static/', re.compile(r'(^|&)v=')


def needed(body: bytes, mimetype: str, base: str) -> set[str]:
    """Return the targets (path and query) of files that never change under their address and that
    ``body`` refers to: pictures in each size, styles, fonts, attachments.

    ``base``: its own target.  Empty for what is neither HTML nor CSS.
    """
    if mimetype == 'text/html':
        text = body.decode()
        found = [*_LINKED.findall(text), *_chosen(text)]
        found = [html.unescape(each) for each in found] + _IN_STYLE.findall(text)
    elif mimetype == 'text/css':
        found = _IN_STYLE.findall(body.decode())
    else:
        return set()
    return {target for target in (_target(each, base) for each in found) if target}


def _chosen(text: str) -> list[str]:
    return [each.split()[0] for choices in _CHOICES.findall(text)
            for each in choices.split(',') if each.strip()]


def _target(address: str, base: str) -> str | None:
    """Return the target of a file that never changes under its address, else ``None``."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    path = parts.path
    if not path.startswith('/'):
        path = base.partition('?')[0].rpartition('/')[0] + '/' + path
    if path.startswith(_STATIC) or _VERSION.search(parts.query):
        return path + (f'?{parts.query}' if parts.query else '')
    return None
