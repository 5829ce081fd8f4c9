"""Which answers are pages that visitors open: noted for the watcher that counts them.

A view says so of itself (``public_view``), so nothing is counted by the look of an address; and
its page is one of theirs only if anybody may see it: whoever is logged in may be shown more.
"""
from ...kernel.tree.lookup import find_site
from .watching import NOTE

#: Note of a page that visitors open.
VISITED = f'{NOTE}Visited'


def note_visited(view, info):
    """View deriver: note the answers of a view that is ``counted``."""
    if not info.options.get('counted'):
        return view

    def wrapper(context, request):
        response = view(context, request)
        if not request.address.desk and _is_open(context):
            response.headerlist.append((VISITED, '1'))
        return response

    return wrapper


note_visited.options = ('counted',)  # type: ignore[attr-defined]  # Pyramid reads it there


def _is_open(context):
    return getattr(context, 'is_public', True) and find_site(context).is_active


def includeme(config):
    config.add_view_deriver(note_visited)
