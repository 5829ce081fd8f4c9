"""What the outbox promises to its callers, and what it asks of their handlers (ADR 65)."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    from ..scheduling.interfaces import IEnvironment

#: What an effect needs to know: ids and words, nothing personal.
Payload = Mapping[str, str | int]
#: Carries an effect out, given the environment, the token and the payload.  It is called outside
#: of any transaction, at least once, also after a crash: in its target the token has to make it
#: happen once (``IDoneEffects`` in ``content``; the Message-ID of a mail).  What it raises lets
#: the effect wait for another try.
Handler = Callable[['IEnvironment', str, Payload], None]


class Effect(NamedTuple):
    """An effect that is not carried out yet.

    ``added``, ``next``: seconds since 1970 UTC; it is not tried before ``next``.  ``tries``: how
    often it failed, ``error`` how it did last.  ``is_held``: it waits for a person, since it may
    have been carried out before a restore.
    """

    kind: str
    token: str
    payload: Payload
    added: float
    next: float
    tries: int = 0
    error: str = ''
    is_held: bool = False


class IOutbox(Interface):
    """What must follow outside of ``interactions``, an adapter of any resource of the tree:
    ``registry.getAdapter(resource, IOutbox)``.  Never commits.
    """

    def add(kind: str, token: str, payload: Payload) -> None:
        """Have the handler of ``kind`` carry out an effect, once this transaction has committed:
        at once, and by the scheduler until it succeeds; one that is told (``IEffectKind``) by the
        scheduler alone, where this process runs it.

        ``token``: unlike that of any other effect, such as ``key:7``; another call with it in
        the time in which the effect waits does nothing.  Raises ``LookupError`` for a kind
        without a handler.
        """

    def waiting() -> list[Effect]:
        """Return what is not carried out yet, oldest first."""

    def drop(token: str) -> None:
        """Let the effect of ``token`` not happen, or happen no more."""

    def release(token: str) -> None:
        """Let the held effect of ``token`` happen after all."""

    def hold() -> int:
        """Hold all effects of kinds that cannot be repeated unnoticed; return how many."""


class IDoneEffects(Interface):
    """Which effects have happened in ``content``, an adapter of any resource of the tree."""

    def of(token: str) -> str:
        """Return what ``note`` noted, ``''`` for nothing."""

    def all() -> list[str]:
        """Return what was ever noted."""

    def note(token: str, made: str) -> None:
        """Note in this transaction of ``content`` that the effect has made ``made``, such as an
        object id.
        """


class IEffectKind(Interface):
    """A kind of effects, a utility named by it: ``handler``; ``is_told``: whether people notice
    when it happens twice, as with a mail.
    """
