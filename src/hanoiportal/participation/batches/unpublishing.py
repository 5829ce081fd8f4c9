"""Public texts that leave ``content``, by the outbox (house rule D11), and rows that are mended
after a restore.
"""
from __future__ import annotations

from collections.abc import MutableMapping, Set
from functools import partial

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.interfaces import IPortal
from ...kernel.tree.lookup import item_of
from ...platform.outbox.interfaces import IOutbox, Payload
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import IPublicTexts
from .interfaces.sources import IBatchSource, NamedRow

#: Kind of the effect that takes a public text out.
TAKE_OUT = 'take text out'


@implementer(IPublicTexts)
class PublicTexts:
    """See ``IPublicTexts``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def take_out(self, portal: IPortal, item: str, public: str) -> None:
        """See ``IPublicTexts``."""
        outbox: IOutbox = self._registry.getAdapter(portal, IOutbox)
        outbox.add(TAKE_OUT, f'public:{public}', {'item': item, 'public': public})

    def mend(self, portal: IPortal, item: str, there: Set[str],
             rows: MutableMapping[int, NamedRow]) -> tuple[int, int]:
        """See ``IPublicTexts``."""
        unknown = there - {row.public for row in rows.values()}
        for public in unknown:
            self.take_out(portal, item, public)
        lost = [number for number, row in rows.items() if row.public and row.public not in there]
        for number in lost:
            rows[number] = rows[number]._replace(public='')
        return len(unknown), len(lost)


def carry_out(environment: IEnvironment, _token: str, payload: Payload) -> None:
    """Handler of ``TAKE_OUT``: it does nothing the second time."""
    environment.in_transaction(partial(
        _take, environment, str(payload['item']), str(payload['public'])))


def _take(environment: IEnvironment, own: str, public: str) -> None:
    item = item_of(environment.portal, own)
    source: IBatchSource | None = environment.registry.queryAdapter(item, IBatchSource)
    said = source.published().get(public) if source is not None else None
    if source is not None and said is not None:
        source.remove(said)
