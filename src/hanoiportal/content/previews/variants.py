"""What a preview makes of a finished page: for a frame, in print, as text alone.  Pure."""
import re
from html import escape, unescape

#: Behind these: the page without its styles and pictures, and the page as it is printed.
TEXT, PRINT = 'text', 'print'

_STYLESHEETS = re.compile(r'(?:<link rel="stylesheet" href="[^"]*">\n?)+')
_PICTURE = re.compile(r'<img\b(?:[^<>"]|"[^"]*")*>')
_ALT = re.compile(r'\balt="([^"]*)"')


def framed(page):
    """Return ``page``, HTML of a public page, so that its links open beside the frame."""
    return page.replace('<head>', '<head>\n<base target="_blank">', 1)


def as_text(page, label):
    """Return ``page`` without styles, each picture replaced by what is said of it."""
    return without_pictures(_STYLESHEETS.sub('', page), label)


def without_pictures(page, label):
    """Return ``page``, each picture replaced by what is said of it.

    ``label``: what stands before the words, such as «Ảnh».

    >>> without_pictures('<img src="a.png" alt="Chợ &amp; hoa"><img alt="" src="b.png">', 'Ảnh')
    '[Ảnh: Chợ &amp; hoa]'
    """
    def said(picture):
        found = _ALT.search(picture[0])
        words = unescape(found[1]) if found else ''
        return f'[{escape(label)}: {escape(words, quote=False)}]' if words else ''

    return _PICTURE.sub(said, page)


def restyled(page, address):
    """Return ``page`` with the style sheet at ``address`` in place of its own ones."""
    return _STYLESHEETS.sub(f'<link rel="stylesheet" href="{escape(address)}">\n', page)


def printed(stylesheet):
    """Return the CSS ``stylesheet`` as it is on paper, for a screen: light, with what it says for
    print alone and the margins of a sheet.

    >>> printed('a{} @media print { b{} } @media (prefers-color-scheme: dark) { c{} } ')
    'a{} @media all { b{} } @media not all { c{} } body { padding: 15mm; }'
    """
    return stylesheet.replace('@media print', '@media all').replace(
        '@media (prefers-color-scheme: dark)', '@media not all') + 'body { padding: 15mm; }'
