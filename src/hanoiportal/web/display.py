"""How a reader wants pages shown: kept on their device, in a cookie of values from short lists.

It names nobody, and nothing is kept of it here (ADR 20).
"""
from dataclasses import dataclass

from pyramid.events import NewResponse

from ..base.settings import ISettings
from ..kernel.security.authentication.sessions import own_name
from .pagecache.watching import content_type

#: Name of the cookie, and of the page where one chooses.
COOKIE = PAGE = 'hien-thi'
THEMES = ('auto', 'light', 'dark', 'contrast')
#: Per cent of the size of text that the reader's browser is set to.
SIZES = ('100', '125', '150')
FULL, TEXT = 'full', 'text'
MODES = (FULL, TEXT)


@dataclass(frozen=True)
class Display:
    """A choice: one value of ``THEMES``, ``SIZES`` and ``MODES`` each; what all get without one.
    """

    theme: str = THEMES[0]
    size: str = SIZES[0]
    mode: str = FULL

    @property
    def is_usual(self):
        """Whether it is what readers get who have chosen nothing."""
        return self == USUAL

    @property
    def attributes(self):
        """Values of ``data-theme`` and ``data-size`` of ``<html>``, ``None`` for the usual one."""
        return (None if self.theme == USUAL.theme else self.theme,
                None if self.size == USUAL.size else self.size)

    @property
    def text_only(self):
        """Whether pages are to come without pictures and fonts."""
        return self.mode == TEXT

    @property
    def written(self):
        """The value of the cookie."""
        return f'{self.theme}.{self.size}.{self.mode}'


USUAL = Display()


def chosen(theme, size, mode):
    """Return the ``Display`` of three words; a word that is no such value is as none at all."""
    return Display(*(
        word if word in known else known[0]
        for word, known in zip((theme, size, mode), (THEMES, SIZES, MODES), strict=True)))


def read(text):
    """Return the ``Display`` that a cookie's value says, the usual one if it says none.

    >>> read('dark.125.full').theme, read('x' * 5000) == Display()
    ('dark', True)
    """
    words = text.split('.', 3) if len(text) < 40 else ()
    return chosen(*words) if len(words) == 3 else USUAL


def display_of(request):
    """Return the ``Display`` that ``request`` asks for; known as ``request.display``."""
    if 'HTTP_COOKIE' not in request.environ:
        return USUAL
    settings = request.registry.getUtility(ISettings)
    return read(request.cookies.get(own_name(COOKIE, settings), ''))


def tell_caches(event):
    """Subscriber: say of every page that it may be another for another reader."""
    response = event.response
    if content_type(response.headerlist) != 'text/html':
        return
    if 'vary' in [name.lower() for name, _value in response.headerlist]:
        response.vary = tuple({*response.vary, 'Cookie'})
    else:
        response.headerlist.append(('Vary', 'Cookie'))


def includeme(config):
    config.add_subscriber(tell_caches, NewResponse)
    config.add_request_method(display_of, 'display', reify=True)
