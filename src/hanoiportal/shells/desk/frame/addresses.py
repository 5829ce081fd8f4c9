"""Addresses in what is typed: copied from a page of the desk's own host, they name that host.

The browser makes whole URLs of what is copied; readers cannot open these.
"""
import re

from ....base.i18n import ILanguages
from ....kernel.tree.lookup import find_portal
from ....web.routing.address import split_language
from ....web.routing.deskhost import is_of_staff, placed
from ....web.routing.links import DESK_FILES, origin


def as_read(request, site, schema, values):
    """Return ``values``, ``{field: value}`` of a form for ``site``, with addresses in HTML as they
    are right at the public host of that site; those of the desk itself stay.
    """
    if not request.address.desk:
        return values
    ours = re.compile(rf'https?://{re.escape(request.host)}(/[^\s"\'<>]*)')
    rich = {node.name for node in schema if getattr(node, 'rich', False)}
    return {name: ours.sub(lambda found: _read(request, site, *found.group(0, 1)), value)
            if name in rich and isinstance(value, str) else value
            for name, value in values.items()}


def _read(request, site, whole, path):
    """Return what ``path`` of the desk's host is called in a text of ``site``.

    Files have addresses of the desk there; all others are as somebody wrote them into a text.
    """
    _segment, rest = split_language(path, request.registry.getUtility(ILanguages).by_segment)
    if is_of_staff(rest):
        return whole
    if not rest.startswith(f'/{DESK_FILES}/'):
        return path
    label, place = placed(rest[len(DESK_FILES) + 1:], find_portal(site)['sites'])
    return place if label == (site.__name__ or '') else origin(request, label) + place
