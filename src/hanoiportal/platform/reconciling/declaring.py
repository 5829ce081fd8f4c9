"""How a feature adds its part of reconciling."""
from dataclasses import dataclass

from pyramid.config import Configurator
from zope.interface import implementer

from ..scheduling.interfaces import IEnvironment
from .interfaces import (
    End,
    Findings,
    Followed,
    IFollower,
    IKeyOwner,
    IReconciler,
    Owned,
    Reconcile,
    Recount,
)


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


@implementer(IKeyOwner)
@dataclass(frozen=True)
class KeyOwner:
    """See ``IKeyOwner``."""

    numbers: Owned


def add_reconciler(config: Configurator, name: str, run: Reconcile, order: int = 10) -> None:
    """Directive: let ``run`` be a part of reconciling, see ``IReconciler``."""
    def register() -> None:
        config.registry.registerUtility(Reconciler(name, order, run), IReconciler, name=name)

    config.action(('portal-reconciler', name), register)


def add_ending(config: Configurator, name: str, end: End) -> None:
    """Directive: let ``end`` see to it that after a restore no ``name``, such as codes, from
    before it opens anything: one that was spent in the time that is lost would open again.
    """
    def run(environment: IEnvironment, is_restored: bool) -> Findings:
        ended = environment.in_transaction(
            lambda: end(environment.portal)) if is_restored else 0
        return Findings((f'{ended} {name} open nothing any more',) if ended else ())

    add_reconciler(config, name, run)


def add_counts(config: Configurator, name: str, recount: Recount) -> None:
    """Directive: let ``recount`` see to it that the kept numbers of ``name``, such as lists, are
    those of what there is: also in a portal that was made before they were kept.
    """
    def run(environment: IEnvironment, _is_restored: bool) -> Findings:
        wrong = environment.in_transaction(lambda: recount(environment.portal))
        return Findings((f'{wrong} numbers of {name} set right',) if wrong else ())

    add_reconciler(config, f'numbers of {name}', run, order=50)


def add_follower(config: Configurator, name: str, position: Followed) -> None:
    """Directive: say how far the feature ``name`` has followed the ledger."""
    def register() -> None:
        config.registry.registerUtility(Follower(position), IFollower, name=name)

    config.action(('portal-follower', name), register)


def add_key_owner(config: Configurator, name: str, numbers: Owned) -> None:
    """Directive: say which keys the feature ``name`` has sealed with, see ``IKeyOwner``."""
    def register() -> None:
        config.registry.registerUtility(KeyOwner(numbers), IKeyOwner, name=name)

    config.action(('portal-key-owner', name), register)
