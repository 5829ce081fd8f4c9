"""Serving uploaded files: nothing that could run is ever shown in the portal's name."""
from urllib.parse import quote

from pyramid.response import FileIter, Response

#: Media types that a browser may show; anything else is only saved.
SHOWN = frozenset({'application/pdf', 'image/jpeg', 'image/png', 'image/gif', 'image/webp'})
#: Of an opened file nothing runs and nothing is loaded.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
#: Chromium's PDF viewer does not open in a sandbox of CSP.
UNBOXED = frozenset({'application/pdf'})
VIEW_NAME = 'content'
_VERSION, _DIGITS = 'v', 16
#: Of an address that changes with what it leads to.
FOREVER = 'public, max-age=31536000, immutable'


def file_address(request, resource, stored):
    """Return the address of ``stored``, the file of ``resource``: another content, another one."""
    return f'{request.link(resource, VIEW_NAME)}?{_VERSION}={stored.sha256[:_DIGITS]}'


def file_response(request, stored):
    """Return the ``Response`` with the content of the ``StoredFile``, or 304.

    Shared caches may keep what is public; an address made by ``file_address`` may be kept forever.
    """
    response = Response(
        app_iter=FileIter(stored.open()), content_type=stored.mimetype,
        content_length=stored.size, conditional_response=True)
    response.headers.update({
        'Content-Disposition': disposition(stored),
        'Content-Security-Policy':
            POLICY if stored.mimetype in UNBOXED else f'{POLICY}; sandbox',
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': _cache_control(request, stored),
    })
    response.etag = stored.sha256
    return response


def _cache_control(request, stored):
    if not request.context.is_public:
        return 'private, no-store'
    current = request.params.get(_VERSION) == stored.sha256[:_DIGITS]
    return FOREVER if current else 'public, no-cache'


def disposition(stored):
    """Return the ``Content-Disposition`` of the ``StoredFile`` (RFC 6266, RFC 8187)."""
    kind = 'inline' if stored.mimetype in SHOWN else 'attachment'
    return f"{kind}; filename*=UTF-8''{quote(stored.filename, safe='')}"


def size_text(size, language):
    """Return ``size`` in bytes for people, in whole KB or in MB; ``language``: BCP 47 tag.

    >>> size_text(1, 'vi'), size_text(1_300_000, 'vi'), size_text(1_300_000, 'en')
    ('1 KB', '1,2 MB', '1.2 MB')
    """
    if size < 1 << 20:
        return f'{-(-size >> 10)} KB'
    number = f'{size / (1 << 20):.1f} MB'
    return number if language == 'en' else number.replace('.', ',')
