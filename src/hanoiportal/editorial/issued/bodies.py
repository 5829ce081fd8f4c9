"""Cơ quan ban hành: the bodies that the portal knows, and what is nearly called like one of them.

A misspelt body is another one to the register, so that its document is never found to be posted.
"""
from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.interfaces import ISite
from ...base.text.bodies import place_key
from ...kernel.tree.lookup import find_portal
from .interfaces import IIssuers

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How much of two keys is the same, from 0 to 1, where one is taken for a slip of the other.
ALIKE = 0.85
_key = lru_cache(maxsize=2 ** 12)(place_key)


@implementer(IIssuers)
class Issuers:
    """``IIssuers``."""

    def known(self, site: ISite) -> list[str]:
        """See ``IIssuers``."""
        own = str(getattr(site, 'owner', ''))
        return list(dict.fromkeys(name for name in (own, *sorted(_owners(site))) if name))

    def nearest(self, name: str, site: ISite) -> str:
        """See ``IIssuers``."""
        known: dict[str, str] = {}
        for owner in self.known(site):
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
