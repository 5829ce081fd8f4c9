"""Which batches wait for somebody's approval, of all items that the boards of sites publish on."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol, cast

from pyramid.config import Configurator
from pyramid.interfaces import IRequest
from pyramid.request import Request
from zope.interface import implementer

from ...base.interfaces import IPortal
from ...base.permissions import APPROVE_ANSWER
from ...kernel.tree.lookup import find_site, item_of
from .interfaces import IBatches
from .interfaces.sources import IHasBatches
from .interfaces.toapprove import IBatchesToApprove, ToApprove


class _Kept(Protocol):
    """What is kept of an item.  ``batch``: what waits for the board."""

    @property
    def batch(self) -> tuple[object, ...] | None: ...


#: Returns what is kept of each item, by its object id.
KeptAt = Callable[[IPortal], Mapping[str, _Kept]]


@implementer(IBatchesToApprove)
class BatchesToApprove:
    """See ``IBatchesToApprove``.  ``page``: the view where these batches are approved."""

    def __init__(self, kept: KeptAt, page: str, request: Request) -> None:
        self._kept, self._page, self._request = kept, page, request
        self._batches: IBatches = request.service(IBatches)

    def found(self) -> list[ToApprove]:
        """See ``IBatchesToApprove``."""
        found = [self._of(item) for item, kept in self._kept(self._request.root).items()
                 if kept.batch is not None]
        return [each for each in found if each is not None]

    def _of(self, named: str) -> ToApprove | None:
        item = cast('IHasBatches | None', item_of(self._request.root, named))
        if item is None or not self._request.has_permission(APPROVE_ANSWER, find_site(item)):
            return None
        batch, actor = self._batches.batch(item), str(self._request.identity.id)
        if batch is None or self._batches.reasons_against(item, batch, actor):
            return None
        return ToApprove(item, self._page, len(batch.numbers))


def add_batches(config: Configurator, name: str, kept: KeptAt, page: str) -> None:
    """Directive: let boards find the batches ``name``.  See ``BatchesToApprove``."""
    config.registry.registerAdapter(
        partial(BatchesToApprove, kept, page), (IRequest,), IBatchesToApprove, name=name)
