"""Serving uploaded files: nothing that could run is ever shown in the portal's name."""
from urllib.parse import quote

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import FileIter, Response

from ..kernel.inspection.upload import StoredFile
from ..kernel.tree.names import CONTENT as VIEW_NAME

#: Media types that a browser may show; anything else is only saved.
SHOWN = frozenset({
    'application/pdf', 'image/jpeg', 'image/png', 'image/gif', 'image/webp', 'video/mp4',
    'video/mpeg', 'audio/mp4', 'audio/mpeg', 'audio/aac', 'text/vtt'})
#: Of an opened file nothing runs and nothing is loaded.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
#: The page that a browser makes of a film or a recording loads it once more, in no sandbox.
PLAYED_POLICY = f"{POLICY}; media-src 'self'"
#: Chromium's PDF viewer does not open in a sandbox of CSP.
UNBOXED = frozenset({'application/pdf'})
_VERSION, _DIGITS = 'v', 16
_BLOCK = 1 << 16
#: Of an address that changes with what it leads to.
FOREVER = 'public, max-age=31536000, immutable'


def file_address(request, resource, stored, view=VIEW_NAME):
    """Return the address of ``stored``, the file of ``resource``: another content, another one.

    ``view``: which of its files it is, if there are several.
    """
    return f'{request.link(resource, view)}?{_VERSION}={stored.sha256[:_DIGITS]}'


class FileContent(FileIter):
    """The bytes of a file, whole or in part: who watches a film does not load it first."""

    def app_iter_range(self, start, stop):
        """Return the bytes from ``start`` up to, not including, ``stop``."""
        self.file.seek(start)
        return _Part(self.file, stop - start)


class _Part:
    def __init__(self, file, left):
        self._file, self._left = file, left

    def __iter__(self):
        while self._left > 0 and (block := self._file.read(min(self._left, _BLOCK))):
            self._left -= len(block)
            yield block

    def close(self):
        """Close the file; the server calls it, whatever came of the answer."""
        self._file.close()


def file_response(request: Request, stored: StoredFile | None) -> Response:
    """Return the ``Response`` with the content of the ``StoredFile``, a part of it, or 304.

    Raises ``HTTPNotFound`` if ``stored`` is ``None`` or in quarantine, whoever asks.

    Shared caches may keep what is public; an address made by ``file_address`` may be kept forever.
    """
    if stored is None or stored.waiting:
        raise HTTPNotFound
    kept = _cache_control(request, stored)  # before the file is opened: it reads what was sent
    response = Response(
        app_iter=FileContent(stored.open()), content_type=stored.mimetype,
        content_length=stored.size, conditional_response=True)
    response.headers.update({
        'Content-Disposition': disposition(stored),
        'Content-Security-Policy': _policy_of(stored.mimetype),
        'Cross-Origin-Resource-Policy':
            'cross-origin' if request.context.is_public else 'same-origin',
        'X-Content-Type-Options': 'nosniff', 'Accept-Ranges': 'bytes',
        'Cache-Control': kept,
    })
    response.etag = stored.sha256
    return response


def _policy_of(mimetype):
    if mimetype.startswith(('audio/', 'video/')):
        return PLAYED_POLICY
    return POLICY if mimetype in UNBOXED else f'{POLICY}; sandbox'


def _cache_control(request, stored):
    if not request.context.is_public:
        return 'private, no-store'
    current = request.params.get(_VERSION) == stored.sha256[:_DIGITS]
    return FOREVER if current else 'public, no-cache'


def disposition(stored):
    """Return the ``Content-Disposition`` of the ``StoredFile`` (RFC 6266, RFC 8187)."""
    kind = 'inline' if stored.mimetype in SHOWN else 'attachment'
    return named(kind, stored.filename)


def named(kind: str, filename: str) -> str:
    """Return the ``Content-Disposition`` of what is called ``filename``.

    ``kind``: ``'inline'`` or ``'attachment'``.
    """
    return f"{kind}; filename*=UTF-8''{quote(filename, safe='')}"
