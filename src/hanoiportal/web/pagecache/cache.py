"""What the page cache keeps: pages, each in the encodings that were asked for."""
from hashlib import sha256

from pyramid.decorator import reify

from ..lru import ByteBoundedCache
from .compression import IDENTITY, VARIES, compressed, compresses_well

#: What keeping a page costs besides its bodies, in bytes.
AROUND = 4096
#: Hexadecimal digits of an entity tag.
ETAG_LENGTH = 32
#: Headers that say how the body is written down: those that a 304 has not.
_OF_THE_BODY = ('content-type', 'content-length', 'content-encoding', 'content-language')


def etag_of(body):
    """Return a strong entity tag of ``body``, ``bytes``, without quotes.

    Processors have instructions for SHA-256: it takes a third of the time of BLAKE2.
    """
    return sha256(body).hexdigest()[:ETAG_LENGTH]


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

    ``named``: its headers, pairs, each behind its name in lower case.
    ``notes``: a ``dict`` of what its view said to watchers.
    """

    def __init__(self, named, notes, body):
        self.notes = notes
        _name, kind = dict(named).get('content-type', ('', ''))
        self._is_packed = compresses_well(kind, len(body))
        self._headers = [
            header for _name, header in (_varying(named) if self._is_packed else named)]
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
        body = compressed(self._forms[IDENTITY].body, encoding)
        found = self._forms[encoding] = self._form(encoding, body)
        return found, True

    def _form(self, encoding, body):
        etag = f'"{etag_of(body)}"'
        headers = [*self._headers, ('ETag', etag), ('Content-Length', str(len(body)))]
        if encoding != IDENTITY:
            headers.append(('Content-Encoding', encoding))
        return Form(body, headers, etag)


def _varying(named):
    """Return headers like ``named`` that say that the page depends on the encodings that are asked
    for, besides what they say already.
    """
    said = [header[1] for name, header in named if name == 'vary']
    others = [each for each in named if each[0] != 'vary']
    return [*others, ('vary', ('Vary', ', '.join([*said, VARIES])))]


class PageCache(ByteBoundedCache[Page]):
    """``Page`` by key, at most ``size`` bytes of them."""

    def __init__(self, size: int) -> None:
        super().__init__(size, lambda _key, page: page.size)
