"""Phạm vi: what a service account may be allowed to do; each feature adds those that it asks for.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from pyramid.config import Configurator


class IScopes(Interface):
    """``{name: Scope}`` of this process, as a utility."""


@dataclass(frozen=True)
class Scope:
    """One scope.  ``name``: as clients read it.  ``title``: for people, translatable."""

    name: str
    title: str


def add_scope(config: Configurator, scope: Scope) -> None:
    """Directive: let administrators give ``scope`` to service accounts."""
    def register() -> None:
        config.registry.getUtility(IScopes)[scope.name] = scope

    config.action(('portal-scope', scope.name), register)
