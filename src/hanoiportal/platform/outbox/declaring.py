"""How a feature adds a kind of effects."""
from dataclasses import dataclass

from pyramid.config import Configurator
from zope.interface import implementer

from .interfaces import Handler, IEffectKind


@implementer(IEffectKind)
@dataclass(frozen=True)
class EffectKind:
    """See ``IEffectKind``."""

    handler: Handler
    is_told: bool = False


def add_effect(config: Configurator, kind: str, handler: Handler, is_told: bool = False) -> None:
    """Directive: let ``handler`` carry out the effects of ``kind``, see ``IEffectKind``.

    Two handlers of one kind are a configuration conflict.
    """
    def register() -> None:
        config.registry.registerUtility(EffectKind(handler, is_told), IEffectKind, name=kind)

    config.action(('portal-effect', kind), register)
