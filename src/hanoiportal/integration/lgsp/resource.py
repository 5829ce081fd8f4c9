"""The list of codes as it was read last, in ``interactions``.  Renaming needs an upgrade step."""
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...base.tries import NightlyTries
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from .bodies import BodyCode

if TYPE_CHECKING:
    from ...base.interfaces import IPortal

KEY = 'lgsp body codes'


class CodeReading(NightlyTries, Persistent):
    """``codes``: ``BodyCode`` without its code, by codes."""

    def __init__(self) -> None:
        self.codes = OOBTree()

    def all(self) -> dict[str, BodyCode]:
        """Return the codes that there are."""
        return {code: BodyCode(code, *rest) for code, rest in self.codes.items()}

    def take(self, codes: Iterable[BodyCode]) -> None:
        """Let ``codes`` be all that there are; write only what differs."""
        now = {each.code: tuple(each[1:]) for each in codes}
        for gone in [code for code in self.codes if code not in now]:
            del self.codes[gone]
        for code, rest in now.items():
            if self.codes.get(code) != rest:
                self.codes[code] = rest


def reading_of(portal: IPortal) -> CodeReading:
    """Return how the reading stands, for reading."""
    return kept_or_new(portal, KEY, CodeReading)


def kept_reading(portal: IPortal) -> CodeReading:
    """Return the same for writing."""
    found: CodeReading = get_or_create(interactions_of(portal), KEY, CodeReading)
    return found
