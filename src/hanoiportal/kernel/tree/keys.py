"""Keys of links that people are sent, by which the portal finds what a link opens.

An index is an attribute of the portal, ``{key: (object id of the document, number)}``.
"""
from BTrees.OOBTree import OOBTree

from ...base.interfaces import IPortal, IResource
from .lookup import find_portal


def keep_key(document: IResource, index: str, key: str, number: int) -> None:
    """Let ``key`` lead to the part of ``document`` with that ``number``."""
    portal = find_portal(document)
    if getattr(portal, index, None) is None:
        setattr(portal, index, OOBTree())
    getattr(portal, index)[key] = document.__oid__, number


def drop_key(document: IResource, index: str, key: str) -> None:
    """Let ``key`` lead nowhere any more."""
    getattr(find_portal(document), index).pop(key, None)


def found_by_key(portal: IPortal, index: str, key: str) -> tuple[IResource, int] | None:
    """Return the document that ``key`` leads to, and the number; ``None`` if it is not there."""
    oid, number = (getattr(portal, index, None) or {}).get(key, (None, 0))
    document = None if oid is None else portal.__objectmap__.object_for(oid)
    return None if document is None else (document, number)
