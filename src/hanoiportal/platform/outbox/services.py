"""``IOutbox`` and ``IDoneEffects`` of a portal."""
from collections.abc import Callable
from typing import cast

from BTrees.OOBTree import OOBTree
from pyramid.registry import Registry
from zope.interface import implementer

from ...base.interfaces import IClock, IPortal, IResource
from ...base.settings import ISettings
from ...kernel.security.interactions import empty, get_or_create, interactions_of
from ...kernel.tree.lookup import find_portal
from .carrying import carry_now
from .interfaces import Effect, IDoneEffects, IEffectKind, IOutbox, Payload
from .resource import KEY, OutboxBook

#: Seconds for which the process that has added an effect alone tries to carry it out.
OWN = 30
#: Attribute of the portal.
DONE = 'done_effects'


@implementer(IOutbox)
class Outbox:
    """See ``IOutbox``."""

    def __init__(self, registry: Registry, portal: IPortal) -> None:
        self._registry = registry
        self._portal = portal
        self._root = interactions_of(portal)

    def add(self, kind: str, token: str, payload: Payload) -> None:
        """See ``IOutbox``."""
        kind_of = self._registry.getUtility(IEffectKind, name=kind)
        effects = self._effects()
        if token in effects:
            return
        now = self._registry.getUtility(IClock).now().timestamp()
        # A mail may be a scheduler's work: who sends a form does not wait for a second commit.
        waits = kind_of.is_told and self._registry.getUtility(ISettings).scheduler
        effects[token] = Effect(kind, token, dict(payload), now, now if waits else now + OWN)
        if not waits:
            self._after_commit(token)

    def waiting(self) -> list[Effect]:
        """See ``IOutbox``."""
        book = cast(OutboxBook, self._root.get(KEY)) or empty(OutboxBook)
        return sorted(book.effects.values(), key=lambda effect: (effect.added, effect.token))

    def drop(self, token: str) -> None:
        """See ``IOutbox``."""
        self._effects().pop(token, None)

    def release(self, token: str) -> None:
        """See ``IOutbox``."""
        effects = self._effects()
        if token in effects:
            effects[token] = effects[token]._replace(is_held=False, next=0.0)

    def hold(self) -> int:
        """See ``IOutbox``."""
        told = [effect for effect in self.waiting() if not effect.is_held
                and self._registry.getUtility(IEffectKind, name=effect.kind).is_told]
        for effect in told:
            self._effects()[effect.token] = effect._replace(is_held=True)
        return len(told)

    def _effects(self) -> OOBTree:
        return get_or_create(self._root, KEY, OutboxBook).effects

    def _after_commit(self, token: str) -> None:
        """Carry it out as soon as this transaction has committed."""
        transaction = self._root._p_jar.transaction_manager.get()
        try:
            tokens = transaction.data(KEY)
        except KeyError:
            tokens = []
            transaction.set_data(KEY, tokens)
            transaction.addAfterCommitHook(_carry, (self._registry, tokens))
        tokens.append(token)


def _carry(committed: bool, registry: Registry, tokens: list[str]) -> None:
    if committed:
        carry_now(registry, tokens)


@implementer(IDoneEffects)
class DoneEffects:
    """See ``IDoneEffects``."""

    def __init__(self, resource: IResource) -> None:
        self._portal = find_portal(resource)

    def of(self, token: str) -> str:
        """See ``IDoneEffects``."""
        found: str = (getattr(self._portal, DONE, None) or {}).get(token, '')
        return found

    def all(self) -> list[str]:
        """See ``IDoneEffects``."""
        return list((getattr(self._portal, DONE, None) or {}).values())

    def note(self, token: str, made: str) -> None:
        """See ``IDoneEffects``."""
        if getattr(self._portal, DONE, None) is None:
            setattr(self._portal, DONE, OOBTree())
        getattr(self._portal, DONE)[token] = made


def outbox_by(registry: Registry) -> Callable[[IResource], Outbox]:
    """Return the adapter of any resource of the tree to the ``IOutbox`` of its portal."""
    def outbox_of(resource: IResource) -> Outbox:
        return Outbox(registry, find_portal(resource))

    return outbox_of
