"""Forgetting the answers that tell of what is to be gone for good."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...kernel.security.interactions import interactions_of
from ...kernel.storage.interfaces import DRAFTS
from .services import ATTRIBUTE, KEY

if TYPE_CHECKING:
    from BTrees.OOBTree import OOBTree
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from ...content.erasure.interfaces import Erased


def forget_answers(portal: IPortal, gone: Erased, _registry: Registry) -> None:
    """Eraser of the content: a system that asks again is answered anew."""
    _forget(getattr(portal, ATTRIBUTE, None), gone)


def forget_draft_answers(portal: IPortal, gone: Erased, _registry: Registry) -> None:
    """Eraser of the drafts: the same there."""
    _forget(portal[DRAFTS].mounted().get(KEY), gone)


def forget_call_answers(portal: IPortal, gone: Erased, _registry: Registry) -> None:
    """Eraser of the interactions: the same there."""
    _forget(interactions_of(portal).get(KEY), gone)


def _forget(kept: OOBTree | None, gone: Erased) -> None:
    if kept is None:
        return
    ids = {str(oid) for oid in gone.oids}
    for account in list(kept):
        if account in gone.accounts:
            del kept[account]
        else:
            kept[account].forget(ids)
