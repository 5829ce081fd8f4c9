"""The persistent catalogue: in ``content`` what readers are shown, in ``interactions`` how its
reading stands.  Renaming this module needs an upgrade step.
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...base.tries import NightlyTries
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new

if TYPE_CHECKING:
    from ...base.interfaces import IPortal

#: Attribute of the portal, and name in the root of ``interactions``.
ATTRIBUTE, KEY = 'procedures', 'procedures'


class Catalogue(Persistent):
    """Danh mục thủ tục: ``portal.procedures``.

    ``known``: ``{code: (name, field, version, since, changed, repealed)}``, as in
    ``KnownProcedure``.  ``number``: of its changes.
    """

    number = 0

    def __init__(self) -> None:
        self.known = OOBTree()


class Reading(NightlyTries, Persistent):
    """How far the list was read."""


def catalogue_of(portal: IPortal) -> Catalogue | None:
    """Return the catalogue of ``portal``, ``None`` before the first list."""
    return getattr(portal, ATTRIBUTE, None)


def kept_catalogue(portal: IPortal) -> Catalogue:
    """Return the same for writing."""
    found = catalogue_of(portal)
    if found is None:
        found = Catalogue()
        setattr(portal, ATTRIBUTE, found)
    return found


def reading_of(portal: IPortal) -> Reading:
    """Return how the reading stands, for reading."""
    return kept_or_new(portal, KEY, Reading)


def kept_reading(portal: IPortal) -> Reading:
    """Return the same for writing."""
    found: Reading = get_or_create(interactions_of(portal), KEY, Reading)
    return found
