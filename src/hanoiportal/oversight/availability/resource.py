"""The months in ``interactions``.  Renaming this module needs an upgrade step."""
from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from BTrees.OOBTree import OOBTree

from ...base.interfaces import IPortal
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from .interfaces import HostMonth

_NAME = 'availability'


def months_in(portal: IPortal) -> Mapping[tuple[str, int], HostMonth]:
    """Return what is known, by month ``YYYY-MM`` and object id of the site, for reading."""
    return cast('Mapping[tuple[str, int], HostMonth]', kept_or_new(portal, _NAME, OOBTree))


def keep(portal: IPortal, found: Mapping[tuple[str, int], HostMonth]) -> bool:
    """Keep what is new of ``found``; return whether anything was."""
    known = months_in(portal)
    new = {key: month for key, month in found.items() if known.get(key) != month}
    if new:
        get_or_create(interactions_of(portal), _NAME, OOBTree).update(new)
    return bool(new)
