"""Fields that name another resource by its object id, as lines name it: by its path.

An id means something in one portal alone.  What names another resource stands behind it in a file:
an export tells it when all else is told, and then the order of ordered folders that hold it.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

import colander

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IPortal, IResource
from .places import path_of, split

if TYPE_CHECKING:
    from persistent import Persistent


class Finding(Protocol):
    """See ``places.Places``."""

    def find(self, segments: tuple[str, ...]) -> IResource | None:
        """Return the resource at ``segments``, or ``None``."""


def relations_in(nodes: Iterable[colander.SchemaNode]) -> list[str]:
    """Return the names of the fields among ``nodes`` that name another resource."""
    return [node.name for node in nodes if getattr(node, 'relation', False)]


def with_paths(values: Mapping[str, object], nodes: Iterable[colander.SchemaNode],
               portal: IPortal) -> dict[str, object]:
    """Return ``values`` of a line with paths in place of object ids; without those of resources
    that are gone.
    """
    found = dict(values)
    for name in set(relations_in(nodes)) & set(values):
        named = portal.__objectmap__.object_for(found.pop(name))
        if named is not None:
            found[name] = path_of(named)
    return found


def with_ids(values: Mapping[str, object], nodes: Iterable[colander.SchemaNode],
             places: Finding) -> dict[str, object]:
    """Return ``values`` of a line with object ids in place of paths.  Raises ``Refused``."""
    found = dict(values)
    for name in set(relations_in(nodes)) & set(values):
        named = _named(name, found[name], places)
        found[name] = named.__oid__
    return found


def _named(field: str, path: object, places: Finding) -> IResource:
    try:
        _first, segments = split(path)
    except Refused as refused:
        raise Refused({field: refused.reasons['path']}) from None
    named = places.find(segments)
    if named is None:
        raise Refused({field: _('Chưa có mục này; dòng của nó phải đứng trước.')})
    return named


def order_records(named: Iterable[Persistent]) -> Iterator[dict[str, object]]:
    """Yield the line of each ordered folder that holds one of ``named``: whatever follows what
    else it holds in a file is not in its place otherwise.
    """
    folders = {path_of(each.__parent__): each.__parent__ for each in named}
    for path, folder in sorted(folders.items()):
        if folder.is_ordered():
            yield {'type': 'order', 'path': path, 'names': list(folder.keys())}
