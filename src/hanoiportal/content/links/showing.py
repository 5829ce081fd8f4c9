"""The pictures that a text shows, as its fields name them."""
import html
import re
from collections.abc import Callable, Iterator

from pyramid.registry import Registry

from ...base.interfaces import ITranslation, IWorkingVersion
from ...kernel.tree.lookup import find_site
from ...kernel.tree.resources import Described
from .indexing import IMAGES, fields_of, where_is
from .interfaces import Shown
from .reading import path_meant

#: The address of a picture in HTML as it is cleaned: in double quotes.
_PICTURE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"')


def shown_in(holder: Described, registry: Registry,
             end: Callable[[str], Described | None]) -> Iterator[Shown]:
    """Yield ``Shown`` for each picture of ``holder``, an item, translation or version in work.

    ``end``: gives what stands at a path below the portal.
    """
    item = _text_of(holder)
    schema = registry.content.meta[registry.content.typeof(item)]['schema']
    for name, rich in fields_of(schema):
        value = getattr(holder, name, None)
        if name == IMAGES:
            yield from (Shown(name, path, end('/' + path.strip('/'))) for path in value or ())
        elif rich and isinstance(value, str) and '<img' in value:
            for found in map(html.unescape, _PICTURE.findall(value)):
                yield Shown(name, found, end_of(item, found, registry, end))


def end_of(document: Described, address: str, registry: Registry,
           end: Callable[[str], Described | None]) -> Described | None:
    """Return what ``address``, written in ``document``, leads to, or ``None``."""
    item = _text_of(document)
    path = path_meant(address, where_is(item, find_site(item), registry))
    return None if path is None else end(path)


def _text_of(holder: Described) -> Described:
    """Return the item or place that ``holder`` is, translates or shall take the place of."""
    while ITranslation.providedBy(holder) or IWorkingVersion.providedBy(holder):
        holder = holder.__parent__
    return holder
