"""What the system sends, as records."""
from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .interfaces import Issue


class SentFile(NamedTuple):
    """A file of a package that can be asked for."""

    id: str
    name: str


class SentPackage(NamedTuple):
    """A package that waits.  ``said``: as ``IPackages.package`` takes it."""

    id: str
    organ: str
    organ_name: str
    title: str
    files: tuple[SentFile, ...]
    said: Mapping[str, object]


class IssuedPage(NamedTuple):
    """A page of the list.  ``after``: stands for its end.  ``unreadable``: of its entries, those
    that name no document.
    """

    issues: tuple[Issue, ...]
    after: str
    has_more: bool
    unreadable: int
