"""Which sites stand for a body (cơ quan), and which the City counts."""
from __future__ import annotations

from .interfaces import IPortal, ISite


def is_of_no_body(site: ISite, portal: IPortal) -> bool:
    """Return whether ``site`` is a component site that stands for no body: staff practise there,
    or the City itself owns it.
    """
    owner = getattr(portal, 'owner', '')
    return site is not portal and (
        getattr(site, 'is_practice', False)
        or bool(owner) and getattr(site, 'owner', '') == owner)


def is_counted(site: ISite) -> bool:
    """Return whether ``site`` has a part in lists, figures and orders of the City: it is in the
    portal, and nobody just practises on it (20.1).
    """
    return not (getattr(site, 'is_external', False) or getattr(site, 'is_practice', False))


def counted_in(portal: IPortal) -> list[ISite]:
    """Return the portal, and the component sites that the City counts (``is_counted``)."""
    return [portal, *filter(is_counted, portal['sites'].values())]


def bodies_in(portal: IPortal) -> list[ISite]:
    """Return the component sites in service that stand for a body."""
    return [site for site in portal['sites'].values()
            if site.is_active and not is_of_no_body(site, portal)]


def ids_of_no_body(portal: IPortal) -> frozenset[int]:
    """Return the object ids of the component sites that stand for no body."""
    return frozenset(site.__oid__ for site in portal['sites'].values()
                     if is_of_no_body(site, portal))
