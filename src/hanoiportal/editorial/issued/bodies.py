"""Cơ quan ban hành: the bodies that the portal knows, and what is nearly called like one of them.

A misspelt body is another one to the register, so that its document is never found to be posted.
"""
from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from ...base.interfaces import ISite
from ...base.text.bodies import place_key
from ...kernel.tree.lookup import find_portal

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How much of two keys is the same, from 0 to 1, where one is taken for a slip of the other.
ALIKE = 0.85
_key = lru_cache(maxsize=2 ** 12)(place_key)


def known_bodies(site: ISite) -> list[str]:
    """Return the names of the bodies that own the sites of the portal, that of ``site`` first."""
    own = str(getattr(site, 'owner', ''))
    return list(dict.fromkeys(name for name in (own, *sorted(_owners(site))) if name))


def nearest_body(name: str, site: ISite) -> str:
    """Return the body that was probably intended by ``name``: ``''`` if it is one that the portal
    knows, however it is spelt, or like none of them.
    """
    known: dict[str, str] = {}
    for owner in known_bodies(site):
        known.setdefault(_key(owner), owner)
    key = _key(name)
    if not key or key in known:
        return ''
    kind = key.partition('-')[0]
    same = [each for each in known if each.partition('-')[0] == kind]
    return next((known[each] for each in get_close_matches(key, same, 1, ALIKE)), '')


def _owners(site: ISite) -> Iterator[str]:
    portal = find_portal(site)
    sites = portal.get('sites')
    for each in (portal, *getattr(sites, 'values', tuple)()):
        if ISite.providedBy(each):
            yield str(getattr(each, 'owner', ''))
