"""Which answers are pages that visitors open: their requests are marked, so that the page asks to
be counted once it is shown.

A view says so of itself (``public_view``), so nothing is counted by the look of an address; and
its page is one of theirs only if anybody may see it: whoever is logged in may be shown more.
"""
from ...kernel.tree.lookup import find_site


def mark_counted(view, info):
    """View deriver: set ``request.is_counted`` for a view that is ``counted``."""
    if not info.options.get('counted'):
        return view

    def wrapper(context, request):
        request.is_counted = not request.address.desk and _is_open(context)
        return view(context, request)

    return wrapper


mark_counted.options = ('counted',)  # type: ignore[attr-defined]  # Pyramid reads it there


def _is_open(context):
    return getattr(context, 'is_public', True) and find_site(context).is_active


def includeme(config):
    config.add_view_deriver(mark_counted)
