"""Sổ sự kiện: what may be counted of the public life of texts, numbered (ADR 62).

For whatever counts: duties, windows of freshness, reports, scores, royalties.  An event says what
became public, when and where, by ids and numbers: no text and no name.  It is written in the
transaction that makes the thing public, and survives packing, erasure and undoing.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.interfaces import IResource
from ...kernel.tree.events import IObjectAdded, IObjectModified, IObjectWillBeRemoved
from ...kernel.tree.reactions import Order
from .interfaces import IEvents, ILedger, IOverUndo
from .services import Events, InnerLedger, LedgerService
from .subscribers import added, changed, removed
from .undoing import over_undo


def includeme(config: Configurator) -> None:
    config.registry.registerAdapter(LedgerService, (IResource,), ILedger)
    config.registry.registerAdapter(InnerLedger, (IResource,), ILedger, 'inner')
    config.registry.registerAdapter(Events, (IResource,), IEvents)
    config.add_service(IOverUndo, over_undo)
    react = partial(config.add_reaction, order=Order.LOG)
    react(added, IObjectAdded)
    react(changed, IObjectModified)
    react(removed, IObjectWillBeRemoved)
