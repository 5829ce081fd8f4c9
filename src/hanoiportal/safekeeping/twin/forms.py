"""Which file holds which address, and how a page is changed into its copy.

A file is ``HOST/PATH@QUERY.SUFFIX``; the suffix says the media type, so that nginx finds the file
by trying each suffix and sends it with the right type.  ``config/deploy/nginx.conf`` lists them.
"""
import re
from hashlib import blake2b
from html import escape, unescape
from urllib.parse import unquote

from ...integration.procedures.interfaces import ENTRANCE

#: Media type → suffix.  What is not here is not copied.
SUFFIXES = {
    'text/html': 'html', 'text/css': 'css', 'text/javascript': 'js',
    'application/javascript': 'js', 'image/svg+xml': 'svg', 'image/png': 'png',
    'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/gif': 'gif', 'font/woff2': 'woff2',
    'application/pdf': 'pdf', 'application/xml': 'xml', 'text/plain': 'txt', 'text/csv': 'csv',
    'application/msword': 'doc', 'application/rtf': 'rtf', 'application/zip': 'zip',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
    'application/vnd.oasis.opendocument.text': 'odt',
    'application/vnd.oasis.opendocument.spreadsheet': 'ods'}
#: Longest part of a file name, in bytes; what would be longer is not copied.
LONGEST = 240
_CHOICES = re.compile(rb'<source\b[^>]*>|<script\b[^>]*>.*?</script>|<form\b.*?</form>'
                      rb'|\ssrcset="[^"]*"', re.DOTALL)
#: Links that no copy can answer: they lead on by who asks.
_LEADING = re.compile(rb'(?<=\shref=")/(?:[^"?#]*/)?%b/[^"]+' % ENTRANCE.encode())
_MAIN = re.compile(rb'<main\b[^>]*>')


def file_of(host, target, mimetype):
    """Return the path of the file of ``target`` (path and query as in a request) below the twin.

    ``None`` if it cannot have one.
    """
    path, _mark, query = target.partition('?')
    suffix = SUFFIXES.get(mimetype)
    path = unquote(path)
    parts = f'{host}{path}@{query}.{suffix}'.split('/')
    if suffix is None or any(part in ('', '.', '..') or len(part.encode()) > LONGEST
                             for part in parts) or '\0' in path:
        return None
    return '/'.join(parts)


def copied(body, mark):
    """Return the HTML ``body`` as a copy: ``mark`` at the head of its content, no scripts or
    forms, one size of each picture.
    """
    body = _CHOICES.sub(b'', body)
    return _MAIN.sub(lambda found: found[0] + mark, body, count=1)


def led_on(body, leads_to):
    """Return the HTML ``body`` in which links that only lead on are where they lead.

    ``leads_to``: callable(target) → address that a visitor is led to, ``''`` for nowhere.
    """
    return _LEADING.sub(lambda found: escape(leads_to(unescape(
        found[0].decode()))).encode() or found[0], body)


def digest(body):
    """Return what tells whether a page has changed."""
    return blake2b(body, digest_size=16).hexdigest()
