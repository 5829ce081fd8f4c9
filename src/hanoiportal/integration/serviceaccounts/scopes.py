"""Declaring scopes: each feature adds those that it asks for."""
from __future__ import annotations

from typing import TYPE_CHECKING

from .interfaces import IScopes, Scope

if TYPE_CHECKING:
    from pyramid.config import Configurator


def add_scope(config: Configurator, scope: Scope) -> None:
    """Directive: let administrators give ``scope`` to service accounts."""
    def register() -> None:
        config.registry.getUtility(IScopes)[scope.name] = scope

    config.action(('portal-scope', scope.name), register)
