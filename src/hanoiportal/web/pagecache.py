"""What the page cache keeps: pages, each in the encodings that were asked for."""
from collections import OrderedDict
from hashlib import blake2b
from threading import Lock

from pyramid.decorator import reify

from .packing import IDENTITY, VARIES, is_packed_well, packed

#: What keeping a page costs besides its bodies, in bytes.
AROUND = 4096
#: Headers that say how the body is written down: those that a 304 has not.
_OF_THE_BODY = ('content-type', 'content-length', 'content-encoding', 'content-language')


def etag_of(body):
    """Return a strong entity tag of ``body``, ``bytes``, without quotes."""
    return blake2b(body, digest_size=16).hexdigest()


class Form:
    """A page in one encoding, ready to be sent.

    ``headers``: a list of pairs.  ``etag``: with its quotes.
    """

    def __init__(self, body, headers, etag):
        self.body = body
        self.headers = headers
        self.etag = etag

    @reify
    def unchanged(self):
        """The headers of an answer 304."""
        return [each for each in self.headers if each[0].lower() not in _OF_THE_BODY]


class Page:
    """A page that was made, without what belongs to one answer.

    ``headers``: a list of pairs.  ``notes``: a ``dict`` of what its view said to watchers.
    """

    def __init__(self, headers, notes, body):
        self.notes = notes
        said = {name.lower(): value for name, value in headers}
        self._is_packed = is_packed_well(said.get('content-type', ''), len(body))
        self._headers = _varying(headers, 'vary' in said) if self._is_packed else list(headers)
        self._forms = {IDENTITY: self._form(IDENTITY, body)}

    @property
    def size(self):
        """Bytes of all that is kept of it."""
        return AROUND + sum(len(form.body) for form in list(self._forms.values()))

    def form(self, encoding):
        """Return the ``Form`` for who wants ``encoding``, and whether it is a new one."""
        if not self._is_packed:
            encoding = IDENTITY
        found = self._forms.get(encoding)
        if found is not None:
            return found, False
        body = packed(self._forms[IDENTITY].body, encoding)
        found = self._forms[encoding] = self._form(encoding, body)
        return found, True

    def _form(self, encoding, body):
        etag = f'"{etag_of(body)}"'
        headers = [*self._headers, ('ETag', etag), ('Content-Length', str(len(body)))]
        if encoding != IDENTITY:
            headers.append(('Content-Encoding', encoding))
        return Form(body, headers, etag)


def _varying(headers, already):
    """Return ``headers`` that say that the page depends on the encodings that are asked for.

    ``already``: whether they say that it depends on something else.
    """
    if not already:
        return [*headers, ('Vary', VARIES)]
    said = [value for name, value in headers if name.lower() == 'vary']
    others = [each for each in headers if each[0].lower() != 'vary']
    return [*others, ('Vary', ', '.join([*said, VARIES]))]


class PageCache:
    """Pages by key, the least recently used thrown out beyond ``size`` bytes.  Thread-safe."""

    def __init__(self, size):
        self.size = size
        self.used = 0
        self._pages = OrderedDict()
        self._lock = Lock()

    def get(self, key):
        """Return the page kept under ``key``, or ``None``."""
        with self._lock:
            page, _size = self._pages.get(key, (None, 0))
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key, page):
        """Keep ``page``, or note that the one that is kept under ``key`` has grown."""
        with self._lock:
            _before, size = self._pages.pop(key, (None, 0))
            self._pages[key] = page, page.size
            self.used += page.size - size
            while self.used > self.size and self._pages:
                _key, (_page, size) = self._pages.popitem(last=False)
                self.used -= size
