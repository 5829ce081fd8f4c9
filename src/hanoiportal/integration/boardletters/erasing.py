"""Forgetting who wrote and approved letters."""
from __future__ import annotations

from typing import TYPE_CHECKING

from .resource import book_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...content.erasure.interfaces import Erased


def forget_accounts(portal: IPortal, gone: Erased, _registry: Registry) -> None:
    """Eraser: no letter names an account that is ``gone``."""
    for letter in book_of(portal).letters.values():
        for field in ('authors', 'approvals'):
            people = getattr(letter, field)
            if any(each in gone.accounts for each in people):
                setattr(letter, field, tuple(
                    each for each in people if each not in gone.accounts))
