"""Paths in a line: ``cong/dv-01/cm-01/tin-000001``.

The first segment is the portal itself.  The second names a section of the portal's own or, where
there is none, a component site; ``cong/sites/dv-01`` always means the site.
"""
from pyramid.traversal import resource_path_tuple

from ...base.errors import Refused
from ...base.i18n import _
from ...kernel.tree.lookup import find_portal

ROOT_SEGMENT = 'cong'
SITES = 'sites'
_LONGEST = 2000


def split(path):
    """Return the first segment of ``path``, and those below the portal as a tuple.

    Raises ``Refused`` if it is no path: ``..``, empty segments, control characters.
    """
    if not isinstance(path, str) or not path:
        raise _refused(_('Thiếu đường dẫn “path”.'))
    if len(path) > _LONGEST or not path.isprintable():
        raise _refused(_('Đường dẫn quá dài hoặc có ký tự điều khiển.'))
    segments = path.split('/')
    if any(segment in ('', '.', '..') for segment in segments):
        raise _refused(_('Đường dẫn “${path}” không được có “..”, “.” hay đoạn rỗng.',
                         mapping={'path': path[:200]}))
    return segments[0], tuple(segments[1:])


class Places:
    """The places of one portal by their segments; each is looked up once."""

    def __init__(self, portal):
        self.portal = portal
        self._found = {(): portal}

    def find(self, segments):
        """Return the resource at ``segments``, or ``None``."""
        found = self._found.get(segments)
        if found is None:
            found = self._look_up(segments)
            if hasattr(found, 'get'):  # a place, not one of a million items
                self._found[segments] = found
        return found

    def _look_up(self, segments):
        place = self.find(segments[:-1])
        get = getattr(place, 'get', None)  # an item without parts has none
        child = None if get is None else get(segments[-1])
        if child is None and place is self.portal:
            return self.portal[SITES].get(segments[-1])
        return child

    def parent(self, segments, type_name):
        """Return the place that a resource of ``type_name`` at ``segments`` belongs in, or
        ``None`` if it is not there.
        """
        parent, sites = self.find(segments[:-1]), self.portal[SITES]
        return sites if parent is self.portal and type_name in sites.allowed_types else parent


def path_of(resource):
    """Return the path of ``resource`` in a line; ``split`` and ``Places`` find it again."""
    segments = resource_path_tuple(resource)[1:]
    if segments[:1] == (SITES,) and len(segments) > 1 and segments[1] not in find_portal(resource):
        segments = segments[1:]
    return '/'.join((ROOT_SEGMENT, *segments))


def _refused(why):
    return Refused({'path': why})
