"""Pages of items put together from what was rendered before and what stands around it now.

A view that names in ``read_from`` all that its page is read from has it rendered once for as long
as the stamps of that are the same, with gaps for what is read from indexes or from the whole
portal: names, menu, foot, planned stops, what is related.  The gaps are filled for each page.
"""
from functools import lru_cache
from html import escape
from secrets import token_hex

from zope.interface import Interface

from ....web.pagecache.cache import PageCache
from .frame import Frame
from .stamps import stamps_of, stamps_of_texts

#: The name under which a view returns the resources that its page is read from, its context and
#: what that lies in apart; a picture among them counts with its bytes.
READ_FROM = 'read_from'
#: The name under which a view may return what else its page depends on, made anew for each page:
#: something that can be a key.
DEPENDS_ON = 'depends_on'
#: The name under which a view returns what renders a piece of the page itself, a function without
#: arguments that gives HTML.
OWN = 'own'
#: Of what a view returned all that the page around its ``own`` piece reads.
_AROUND = ('title', 'description', 'noindex', 'own_search', 'canonical', 'steps')
#: Bytes of all that one process keeps.
BYTES = 16 * 1024 * 1024
#: Pieces of which the bytes are remembered; each has a few KB.
MOST_ENCODED = 500
#: Nobody can write a gap into a text: what it looks like is another thing in each process.
_BEGIN, _END = f'gap-{token_hex(16)}-', '-'
_GAP = f'{_BEGIN}{{}}{_END}'


_encoded = lru_cache(maxsize=MOST_ENCODED)(str.encode)
#: Gaps that the values of the view fill, with another thing on each page.
_OF_VIEW = {OWN: lambda values: values[OWN](), 'query': lambda values: escape(values['query'])}


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
        first, *others = text.split(_BEGIN)
        found = [each.partition(_END) for each in others]
        self._names = [name for name, _end, _text in found]
        self._parts = [first.encode(), *(
            part for _name, _end, text in found for part in (b'', text.encode()))]
        self.size = sum(map(len, self._parts))

    def filled(self, page):
        """Return it as UTF-8 with what stands in the gaps on the ``Layout`` ``page``."""
        parts, frame, values = self._parts[:], Frame(page), page.values
        standing = frame.standing
        parts[1::2] = [
            standing[name] if name in standing else
            _OF_VIEW[name](values).encode() if name in _OF_VIEW else
            _encoded(getattr(frame, name)) for name in self._names]
        return b''.join(parts)


def put_together(page, render):
    """Return the page of the ``Layout`` ``page``, which ``render()`` makes."""
    if page.likes is None or not (page.is_resource or OWN in page.values):
        return render()
    wholes = page.request.registry.getUtility(IWholes)
    key = _key(page)
    found = wholes.get(key)
    if found is None:
        found = _made(page, render)
        if not page.notices.behind.stale:  # what is told then is read from former versions as well
            wholes.put(key, found)
    return found.filled(page)


def _key(page):
    context = page.context
    return (_shown_as(page), _around(page),
            stamps_of(page.language.tag, context, *page.values[READ_FROM]),
            stamps_of_texts(context), page.values.get(DEPENDS_ON))


def _around(page):
    """Return what the page around a piece of its view's own depends on besides."""
    values = page.values
    if OWN not in values:
        return ()
    return page.request.view_name, bool(values.get('query')), *map(values.get, _AROUND)


def _shown_as(page):
    """Return what of the request the page depends on: host, language, site, display."""
    _snapshot, *alike = page.likes
    return *alike, page.request.display


def _made(page, render):
    values = page.values
    page.frame, page.values = Gaps(page), {**values, **_gaps_of(values)}
    made = Whole(render())
    page.values = values
    return made


def _gaps_of(values):
    """Return gaps in place of those ``values`` that are another thing on each page."""
    if OWN not in values:
        return {}
    return {OWN: lambda: _GAP.format(OWN),
            'query': values.get('query') and _GAP.format('query')}


def includeme(config):
    config.registry.registerUtility(PageCache(BYTES), IWholes)
