"""The permission that a page of the desk needs on the working copy of its context.

A context that is public may hold a working copy that is not; the permission of the view is asked
on the first, ``working_permission`` on the second.
"""
from pyramid.httpexceptions import HTTPForbidden

from ..kernel.tree.lookup import in_work


def require_working_permission(view, info):
    """View deriver: refuse who has not ``working_permission`` on the working copy."""
    permission = info.options.get('working_permission')
    if permission is None:
        return view

    def wrapper(context, request):
        if not request.has_permission(permission, in_work(context)):
            raise HTTPForbidden
        return view(context, request)

    return wrapper


require_working_permission.options = (  # type: ignore[attr-defined]  # Pyramid reads it there
    'working_permission',)


def includeme(config):
    config.add_view_deriver(require_working_permission)
