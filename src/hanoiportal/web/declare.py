"""Declaring views."""
from persistent import Persistent
from pyramid.request import Request
from pyramid.view import view_config

from ..base.permissions import DESK, VIEW
from ..kernel.tree.englishnames import IEnglishNames
from ..kernel.tree.lookup import find_site, in_language

DESK_ROUTE = 'desk'


class public_view(view_config):
    """A page any visitor may read: GET only, ``VIEW`` unless told otherwise, cacheable, counted.

    What it returns must depend on the content database and the address alone.
    ``counted``: whether it is a page for visitors, whose openings ``visits`` counts.  ``subpath``:
    whether its address goes on (``routing.subpaths``); nothing does unless told.
    """

    def __init__(self, **settings: object) -> None:
        settings.setdefault('permission', VIEW)
        settings.setdefault('request_method', ('GET', 'HEAD'))
        settings.setdefault('cacheable', True)
        settings.setdefault('counted', True)
        super().__init__(**settings)


class desk_view(view_config):
    """A page of the desk: ``/desk/…``, for those who have ``DESK`` at its context.

    ``working_permission``: the permission that the page needs besides, on the working copy of the
    context; ``VIEW`` unless told otherwise.  GET unless told otherwise; never kept by anyone on
    the way.
    """

    def __init__(self, **settings: object) -> None:
        settings.setdefault('route_name', DESK_ROUTE)
        settings.setdefault('permission', DESK)
        settings.setdefault('working_permission', VIEW)
        settings.setdefault('request_method', ('GET', 'HEAD'))
        super().__init__(**settings)


class View:
    """Base of class views: the context, the request, and the text in the reader's language."""

    def __init__(self, context: Persistent, request: Request) -> None:
        self.context = context
        self.request = request

    @property
    def text(self):
        """The context's text in the language asked for, else in Vietnamese."""
        return in_language(self.context, self.request.language.tag)

    @property
    def site(self):
        return find_site(self.context)

    @property
    def english_names(self):
        """The ``EnglishNames`` of bodies, for facts."""
        return self.request.registry.getUtility(IEnglishNames)
