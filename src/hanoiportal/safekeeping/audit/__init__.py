"""Nhật ký: every action, in a log to which only can be added (clauses 8.7–8.9, 14).

For whoever answers for a site, for the managing body and for inspectors: who did what, where,
from which version to which, and why.  What was written once cannot be changed unnoticed.
"""
from functools import partial

from ...base.settings import ISettings
from ...kernel.storage.interfaces import CONTENT, INTERACTIONS
from ...kernel.tree.events import (
    IAction,
    IObjectAdded,
    IObjectModified,
    IObjectPublished,
    IObjectWillBeRemoved,
)
from ...kernel.tree.reactions import Order
from .actions import read_actions
from .interfaces import IActions, IAudit
from .redacting import redact, redact_inner
from .roots import EVERY, note
from .services import audit_service
from .subscribers import action_done, added, edited, published, removed


def includeme(config):
    registry = config.registry
    data = registry.getUtility(ISettings).data
    registry.registerUtility(read_actions(data / 'actions.csv'), IActions)
    config.add_service(IAudit, audit_service)
    config.add_job('audit roots', EVERY, note)
    config.add_eraser('log', CONTENT, redact)
    config.add_eraser('inner log', INTERACTIONS, redact_inner)
    react = partial(config.add_reaction, order=Order.LOG)
    react(action_done, IAction)
    react(added, IObjectAdded)
    react(edited, IObjectModified)
    react(published, IObjectPublished)
    react(removed, IObjectWillBeRemoved)
