"""How a feature adds its part of reconciling."""
from dataclasses import dataclass

from pyramid.config import Configurator
from zope.interface import implementer

from .interfaces import Followed, IFollower, IReconciler, Reconcile


@implementer(IReconciler)
@dataclass(frozen=True)
class Reconciler:
    """See ``IReconciler``."""

    name: str
    order: int
    run: Reconcile


@implementer(IFollower)
@dataclass(frozen=True)
class Follower:
    """See ``IFollower``."""

    position: Followed


def add_reconciler(config: Configurator, name: str, run: Reconcile, order: int = 10) -> None:
    """Directive: let ``run`` be a part of reconciling, see ``IReconciler``."""
    def register() -> None:
        config.registry.registerUtility(Reconciler(name, order, run), IReconciler, name=name)

    config.action(('portal-reconciler', name), register)


def add_follower(config: Configurator, name: str, position: Followed) -> None:
    """Directive: say how far the feature ``name`` has followed the ledger."""
    def register() -> None:
        config.registry.registerUtility(Follower(position), IFollower, name=name)

    config.action(('portal-follower', name), register)
