"""The deed of a page of the desk: what its asker must be allowed on the version in work.

A context that is public may hold a working version that is not; the permission of the view is
asked on the first, the deed on the second.
"""
from pyramid.httpexceptions import HTTPForbidden

from ..kernel.tree.lookup import in_work


def ask_for_deed(view, info):
    """View deriver: refuse who has not the permission ``deed`` on the version in work."""
    deed = info.options.get('deed')
    if deed is None:
        return view

    def wrapper(context, request):
        if not request.has_permission(deed, in_work(context)):
            raise HTTPForbidden
        return view(context, request)

    return wrapper


ask_for_deed.options = ('deed',)  # type: ignore[attr-defined]  # Pyramid reads it there


def includeme(config):
    config.add_view_deriver(ask_for_deed)
