"""Reconciling: all parts, one after the other."""
from collections.abc import Iterator

from ...base.settings import ISettings
from ..scheduling.interfaces import IEnvironment
from .interfaces import Findings, IReconciler


def reconcile(environment: IEnvironment,
              is_restored: bool = False) -> Iterator[tuple[str, Findings]]:
    """Yield the name and the ``Findings`` of each part, in their order.

    ``is_restored``: the data come from a restore; so it is as well if a restore has left its
    mark, which is taken away when all parts have succeeded.
    """
    mark = environment.registry.getUtility(ISettings).restored_mark
    is_restored = is_restored or mark.exists()
    parts = [part for _name, part in environment.registry.getUtilitiesFor(IReconciler)]
    for part in sorted(parts, key=lambda each: (each.order, each.name)):
        yield part.name, part.run(environment, is_restored)
    mark.unlink(missing_ok=True)
