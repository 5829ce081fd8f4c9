"""How a view states that its page may be cached, and what composes such a page."""
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

from zope.interface import Interface

#: Renders a page from the values that its template names.
Render = Callable[[Mapping[str, object]], str]


@dataclass(frozen=True)
class Cacheable:
    """What a view returns whose rendered page may serve other requests.

    ``values``: what its template names.
    ``reads``: the resources that the page is read from besides its context; what these lie in,
    and their translations, count with them, a picture with its bytes.
    ``varies``: what else the page depends on, looked up for each request; can be a key.
    ``more``: makes the other values that its template names, only when the page is rendered.
    ``dynamic``: ``{name: function}`` of values that are made for each request and put into the
    cached page: each function returns HTML.
    """

    values: Mapping[str, object]
    reads: tuple[object, ...] = ()
    varies: tuple[Hashable, ...] = ()
    dynamic: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    more: Callable[[], Mapping[str, object]] = dict


class IPageAssembler(Interface):
    """Composes pages of what is cached and what is made for a request, as a utility."""

    def assemble(cacheable: Cacheable, system: Mapping[str, object],
                 render: Render) -> str | bytes:
        """Return the page of ``cacheable``, a ``Cacheable``, as ``str`` or UTF-8 ``bytes``.

        ``system``: the names that Pyramid and subscribers of ``BeforeRender`` give templates.
        ``render``: ``Render``, makes the whole page.
        """
