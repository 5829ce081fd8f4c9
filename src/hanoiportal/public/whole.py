"""Pages of items put together from what was rendered before and what stands around it now.

A view that names in ``read_from`` all that its page is read from has it rendered once for as long
as the stamps of that are the same, with gaps for what is read from indexes or from the whole
portal: names, menu, foot, planned stops, what is related.  The gaps are filled for each page.
"""
import re
from functools import lru_cache
from secrets import token_hex

from zope.interface import Interface

from ..web.pagecache import PageCache
from .frame import Frame
from .stamps import stamps_of, stamps_of_texts

#: The name under which a view returns the resources that its page is read from, its context and
#: what that lies in apart; a picture among them counts with its bytes.
READ_FROM = 'read_from'
#: The name under which a view may return what else its page depends on, made anew for each page:
#: something that can be a key.
DEPENDS_ON = 'depends_on'
#: Bytes of all that one process keeps.
BYTES = 16 * 1024 * 1024
#: Pieces of which the bytes are remembered; each has a few KB.
MOST_ENCODED = 500
#: Nobody can write a gap into a text: what it looks like is another thing in each process.
_GAP = f'<!--{token_hex(16)} {{}}-->'
_GAPS = re.compile(_GAP.format(r'(\w+)').encode())


_encoded = lru_cache(maxsize=MOST_ENCODED)(str.encode)


class IWholes(Interface):
    """The ``Whole`` pages of this process, a ``PageCache``, as a utility."""


class Gaps:
    """A ``Frame`` of which all pieces are gaps."""

    brand, choices, menu, foot, told, related = map(
        _GAP.format, ('brand', 'choices', 'menu', 'foot', 'told', 'related'))

    def __init__(self, page):
        """Take the place of the ``Frame`` of the ``Layout`` ``page``."""


class Whole:
    """A page with gaps.  ``size``: its bytes."""

    def __init__(self, text):
        self._parts = _GAPS.split(text.encode())
        self._names = [name.decode() for name in self._parts[1::2]]
        self.size = sum(map(len, self._parts))

    def filled(self, frame):
        """Return the page with the pieces of ``frame``, as UTF-8."""
        parts, standing = self._parts[:], frame.standing
        parts[1::2] = [standing[name] if name in standing else _encoded(getattr(frame, name))
                       for name in self._names]
        return b''.join(parts)


def put_together(page, render):
    """Return the page of the ``Layout`` ``page``, which ``render()`` makes."""
    if page.likes is None or not page.is_resource:
        return render()
    wholes = page.request.registry.getUtility(IWholes)
    key = _key(page)
    found = wholes.get(key)
    if found is None:
        found = _made(page, render)
        if not page.notices.behind.stale:  # what is told then is read from former versions as well
            wholes.put(key, found)
    return found.filled(Frame(page))


def _key(page):
    context = page.context
    return (_shown_as(page), stamps_of(page.language.tag, context, *page.values[READ_FROM]),
            stamps_of_texts(context), page.values.get(DEPENDS_ON))


def _shown_as(page):
    """Return what of the request the page depends on: host, language, site, display."""
    _snapshot, *alike = page.likes
    return *alike, page.request.display


def _made(page, render):
    page.frame = Gaps(page)
    return Whole(render())


def includeme(config):
    config.registry.registerUtility(PageCache(BYTES), IWholes)
