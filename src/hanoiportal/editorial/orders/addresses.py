"""Finding what an address typed into an order, or into its answer, leads to."""
from typing import cast
from urllib.parse import unquote, urlsplit

from persistent import Persistent
from pyramid.location import inside

from ...base.interfaces import IContainer, IItem, ISite
from ...kernel.tree.lookup import find_portal, find_site, is_closed, is_listed
from ...kernel.tree.sharing import opened_at


def target_at(site: ISite, typed: str) -> Persistent | None:
    """Return the section of ``site``, or its public item, that the address ``typed`` leads to."""
    found = _at(site, typed)
    if IItem.providedBy(found):
        return found if is_listed(cast('Persistent', found)) else None
    return found if IContainer.providedBy(found) else None


def item_at(site: ISite, typed: str) -> Persistent | None:
    """Return the public item of ``site`` that the address ``typed`` leads to, or ``None``."""
    found = target_at(site, typed)
    return found if IItem.providedBy(found) and not is_closed(cast('Persistent', found)) else None


def _at(site: ISite, typed: str) -> Persistent | None:
    """Return what stands at the path of ``typed`` below ``site``, else below the portal and in
    ``site``.
    """
    try:
        path = unquote(urlsplit(typed.strip()).path)
    except ValueError:
        return None
    for start in (site, find_portal(site)):
        found = opened_at(start, path)
        if found is not None and inside(found, site) and find_site(found) is site:
            return found
    return None
