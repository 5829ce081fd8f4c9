"""What the tree promises to its neighbours on the same floor."""
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Never

from zope.interface import Interface

if TYPE_CHECKING:
    from persistent import Persistent

    from .resources import Described

#: The mapping that a resource has until something is put into its own.
NOTHING: Mapping[str, Never] = MappingProxyType({})


class IOpened(Interface):
    """What has parts that visitors open and that stand in no folder, as pictures of a time."""

    def get(name: str) -> Persistent | None:
        """Return the part called ``name``, or ``None``."""


class IShowing(Interface):
    """An item that shows another one in its place."""

    def shown() -> Described | None:
        """Return what readers find there, a copy of the other; ``None`` while that is not shown.
        """
