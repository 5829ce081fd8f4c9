"""Page assembly: what is cached of a page, and what is made for each request, put together.

The page of a ``Cacheable`` is rendered once for as long as the versions of what it reads stay the
same, with placeholders for what reads an index or the whole portal: the frame, announcements, what
is related, the dynamic values of its view.  These are filled for each request.
"""
from collections.abc import Callable, Hashable
from secrets import token_hex
from typing import cast

from zope.interface import implementer

from ...web.cacheable import Cacheable, IPageAssembler, Render
from .fragments import key_of, versions_of_texts
from .page.frame import FrameParts

#: Nobody can write a placeholder into a text: it is another one in each process.
_BEGIN, _END = f'placeholder-{token_hex(16)}-', '-'


def placeholder(name: str) -> str:
    """Return what stands in a cached page for the value ``name``: letters, digits and dashes, so
    that it may stand in an attribute.
    """
    return f'{_BEGIN}{name}{_END}'


class Placeholders:
    """A ``Frame`` of which all parts are placeholders."""

    brand, choices, menu, neighbours, foot, announcements, related = map(
        placeholder, (*FrameParts._fields, 'announcements', 'related'))

    def __init__(self, page) -> None:
        """Take the place of the ``Frame`` of the ``Layout`` ``page``."""


class CachedPage:
    """A page with placeholders, as UTF-8.  ``size``: its bytes."""

    def __init__(self, text: str) -> None:
        first, *others = text.split(_BEGIN)
        found = [each.partition(_END) for each in others]
        self._names = [name for name, _end, _text in found]
        self._parts = [first.encode(), *(
            part for _name, _end, text in found for part in (b'', text.encode()))]
        self.size = sum(map(len, self._parts))

    def filled(self, fill: Callable[[str], bytes]) -> bytes:
        """Return it with what ``fill`` returns in place of each placeholder."""
        parts = self._parts[:]
        parts[1::2] = map(fill, self._names)
        return b''.join(parts)


@implementer(IPageAssembler)
class PageAssembler:
    """The ``IPageAssembler`` of public pages."""

    def assemble(self, cacheable: Cacheable, system, render: Render) -> str | bytes:
        """Return the page; rendered as a whole where nothing may be cached."""
        page = system['page']
        if page.scope is None:
            page.values = {**cacheable.values, **cacheable.more(), **{
                name: make() for name, make in cacheable.dynamic.items()}}
            return render(page.values)
        fragments, key = page.fragments, _key(page, cacheable)
        found = cast('CachedPage | None', fragments.get(key))
        if found is None:
            found = _with_placeholders(page, cacheable, render)
            if not page.notices.behind.stale:  # what is said then is read from former versions too
                fragments.put(key, found)
        return found.filled(_filling(page, cacheable))


def _key(page, cacheable: Cacheable) -> tuple[Hashable, ...]:
    context = page.context
    return key_of(page, 'page', (context, *cacheable.reads), (
        page.request.view_name, versions_of_texts(context), *cacheable.dynamic,
        cacheable.varies))


def _with_placeholders(page, cacheable: Cacheable, render: Render) -> CachedPage:
    frame, page.frame, page.is_composed = page.frame, Placeholders(page), True
    page.values = {**cacheable.values, **cacheable.more(),
                   **{name: placeholder(name) for name in cacheable.dynamic}}
    found = CachedPage(render(page.values))
    page.frame = frame
    return found


def _filling(page, cacheable: Cacheable) -> Callable[[str], bytes]:
    """Return what fills the placeholders of a page, by name."""
    frame, dynamic = page.frame, cacheable.dynamic

    def fill(name: str) -> bytes:
        if name in FrameParts._fields:
            return getattr(frame.parts, name)
        made = dynamic[name]() if name in dynamic else getattr(frame, name)
        return made.encode()

    return fill


def includeme(config) -> None:
    config.registry.registerUtility(PageAssembler(), IPageAssembler)
