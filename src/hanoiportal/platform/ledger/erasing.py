"""Forgetting people: their ids go, what they did is counted still."""
from collections.abc import Collection
from typing import Protocol

from pyramid.registry import Registry

from ...base.interfaces import IPortal
from .resource import ATTRIBUTE, ledger_of


class Gone(Protocol):
    """What is erased."""

    @property
    def accounts(self) -> Collection[str]:
        """Ids of the accounts that are erased."""


def forget_people(portal: IPortal, gone: Gone, registry: Registry) -> None:
    """Eraser: no event names an account of ``gone``."""
    if gone.accounts and getattr(portal, ATTRIBUTE, None) is not None:
        ledger_of(portal).forget(gone.accounts)
