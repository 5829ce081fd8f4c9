"""Dòng thay đổi: what changed for the public, in order, for other systems (ADR 90).

For whoever keeps a copy of the portal or tells others of it: the API, webhooks, connectors.  The
rows are those of the ledger; what each one shows is read when it is asked.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.interfaces import IResource
from .interfaces import IChanges
from .services import Changes


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerAdapter(partial(Changes, registry), (IResource,), IChanges)
