"""Việc đầu tiên của trang: the bodies of a site (clauses 6.2, 6.3) that it has to declare.

For those who may change what the site says of itself.
"""
from collections.abc import Iterable

from pyramid.request import Request

from ...base.interfaces import ISite
from ...base.permissions import MANAGE_SITE
from ...kernel.tree.site import Site
from .frame.currentuser import current_user_of
from .frame.links import Link, desk_path
from .frame.wording import title_of
from .writing.writing import EDIT

#: So many sites are named at once.
NAMED = 5


def to_declare(request: Request) -> list[Link]:
    """Return ``Link`` to the forms of the first ``NAMED`` sites that the asker has a role at
    which lets them declare what is not declared.
    """
    return _forms(request, current_user_of(request).places_with(MANAGE_SITE))[:NAMED]


def to_declare_at(request: Request, place: object) -> list[Link]:
    """Return the ``Link`` of ``place`` if it is such a site and the asker may change it."""
    return _forms(request, [place]) if request.has_permission(MANAGE_SITE, place) else []


def _forms(request: Request, places: Iterable[object]) -> list[Link]:
    return [Link(desk_path(request, place, EDIT), title_of(place))
            for place in places
            if ISite.providedBy(place) and _owes(place)]  # type: ignore[arg-type]  # a Site


def _owes(site: Site) -> bool:
    return bool(site.undeclared) and not getattr(site, 'is_external', False)
