"""Hộp việc đi: what a deed in ``interactions`` has happen elsewhere, once (ADR 65).

For every feature whose deeds are followed by something in ``content``, in ``keys`` or by a mail:
one transaction writes one database, so the effect is noted in that of the deed and carried out
after it.  ``content`` tells ``interactions`` by the ledger.
"""
from pyramid.config import Configurator

from ...base.interfaces import IResource
from .carrying import carry_due
from .declaring import add_effect
from .interfaces import IDoneEffects, IOutbox
from .reconciling import reconcile
from .services import DoneEffects, outbox_by


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerAdapter(outbox_by(registry), (IResource,), IOutbox)
    registry.registerAdapter(DoneEffects, (IResource,), IDoneEffects)
    config.add_directive('add_effect', add_effect)
    config.add_job('outbox', 2, carry_due)
    config.add_reconciler('outbox', reconcile)
