"""Forgetting why a notice was raised and lifted whose item is to be gone for good."""
from __future__ import annotations

from typing import TYPE_CHECKING

from ...content.erasure.interfaces import Erased
from .resource import all_notices

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal


def forget_reasons(portal: IPortal, gone: Erased, _registry: Registry) -> None:
    """Eraser: no notice of an item that is ``gone`` says why any more."""
    for notice in all_notices(portal):
        if gone.tells(notice.item, notice.raised_at) and (notice.reason or notice.why_ended):
            notice.reason = notice.why_ended = ''
