"""Sổ sự kiện: what may be counted of the public life of texts, numbered (ADR 62).

For whatever counts: duties, windows of freshness, reports, scores, royalties.  An event says what
became public, when and where, by ids and numbers: no text and no name.  It is written in the
transaction that makes the thing public, and survives packing, erasure and undoing.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.interfaces import IResource
from ...kernel.storage.interfaces import CONTENT
from ...kernel.tree.events import (
    IObjectAdded,
    IObjectModified,
    IObjectWillBeRemoved,
    ITransitioned,
)
from ...kernel.tree.reactions import Order
from .erasing import forget_people, tell_erased
from .interfaces import COMMENTED, LOG_INS, REJECTED, IEvents, ILedger, IOverUndo
from .logins import counted
from .places import described, displaced, expired, placed
from .reckoning import EVERY, add_reckoning, add_totals, total
from .rejections import rejected_versions
from .services import Events, InnerLedger, LedgerService
from .standing import PUBLICITY, commented, public, tell_comments, tell_public
from .subscribers import added, changed, rejected, removed
from .undoing import over_undo


def includeme(config: Configurator) -> None:
    config.registry.registerAdapter(LedgerService, (IResource,), ILedger)
    config.registry.registerAdapter(InnerLedger, (IResource,), ILedger, 'inner')
    config.registry.registerAdapter(Events, (IResource,), IEvents)
    config.add_service(IOverUndo, over_undo)
    config.add_directive('add_reckoning', add_reckoning)
    config.add_directive('add_totals', add_totals)
    by = 'item', 'language'
    config.add_reckoning('public', public, PUBLICITY, by, tell=tell_public)
    config.add_reckoning('comments', commented, {COMMENTED: 1}, by, tell=tell_comments)
    config.add_reckoning('rejected versions', rejected_versions, {REJECTED: 1}, (*by, 'rule'),
                         field='', is_least=True)
    config.add_totals(LOG_INS, counted)
    config.add_job('day totals', EVERY, total)
    config.add_eraser('ledger', CONTENT, forget_people)
    config.add_eraser('copies elsewhere', CONTENT, tell_erased)
    react = partial(config.add_reaction, order=Order.LOG)
    react(added, IObjectAdded)
    react(changed, IObjectModified)
    react(removed, IObjectWillBeRemoved)
    react(rejected, ITransitioned)
    react(placed, IObjectAdded)
    react(described, IObjectModified)
    react(expired, ITransitioned)
    react(displaced, IObjectWillBeRemoved)
