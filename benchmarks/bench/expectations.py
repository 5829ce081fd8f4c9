"""What a page must show before it is measured: an empty page is quick, and its figure is void."""
import re
from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from typing import NamedTuple, Protocol

#: Items on a page of a list.
PAGE_SIZE = 20
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class BadLoad(AssertionError):
    """A response is not the one that was to be measured."""


class UnexpectedPage(BadLoad):
    """A page does not show what its row says; the message names the row."""


class Answering(Protocol):
    """A server, as ``serving.Server``."""

    def get(self, path: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
        """Return status, headers and body of ``path``."""


class Part(NamedTuple):
    """``number`` different matches of the regular expression ``pattern``, called ``name``."""

    name: str
    pattern: str
    number: int = 1

    def fault(self, shown: str) -> str:
        """Return what is wrong with the text ``shown``, or an empty string."""
        number = len({*re.findall(self.pattern, shown)})
        return '' if number == self.number else f'{number} × {self.name}, not {self.number}'


class Page(NamedTuple):
    """A page that is measured.

    ``row``: what the table says of it.  ``parts``: what it shows, one at least.
    ``status``: of the response.  ``headers``: of the request, besides ``Host``.
    """

    row: str
    path: str
    parts: tuple[Part, ...]
    status: int = 200
    headers: Mapping[str, str] = _NO_HEADERS


#: No body, as of a 304.
NO_BODY = Part('body', r'(?s).+', 0)


def words(text: str) -> Part:
    """Return the part that is ``text``, in HTML or XML."""
    return Part(f'«{text}»', re.escape(escape(text, quote=False)))


def heading(text: str) -> Part:
    """Return the first heading of a page."""
    return Part(f'heading «{text}»', f'<h1[^>]*>{re.escape(escape(text, quote=False))}</h1>')


def items(number: int) -> Part:
    """Return links to ``number`` different items of the corpus."""
    return Part('link to an item', r'href="[^"]*/(tin-\d{6})["#]', number)


def blocks(number: int) -> Part:
    """Return ``number`` blocks of a home page."""
    return Part('block', r'aria-labelledby="(khoi-\d+)"', number)


def rows(number: int) -> Part:
    """Return ``number`` rows of search results."""
    return Part('row of results', r'<a class="title" href="([^"#]+)', number)


def total(number: int) -> Part:
    """Return the count above a list or above results."""
    return Part(f'total of {number}', rf'<(?:strong|b class="number")>{number}</')


def check(server: Answering, page: Page) -> None:
    """Raise ``UnexpectedPage`` unless ``server`` answers with what ``page`` promises."""
    status, _headers, body = server.get(page.path, **page.headers)
    if status != page.status:
        raise UnexpectedPage(f'«{page.row}»: {page.path} answers {status}, not {page.status}')
    shown = body.decode()
    faults = [fault for part in page.parts if (fault := part.fault(shown))]
    if not page.parts:
        faults = ['anything: the row promises no part of the page']
    if faults:
        raise UnexpectedPage(f'«{page.row}»: {page.path} shows {"; ".join(faults)}')
