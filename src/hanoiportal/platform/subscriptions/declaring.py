"""How features add what can be followed, and connectors add channels."""
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pyramid.config import Configurator
from zope.interface import implementer

from ...base.interfaces import IPortal
from ..ledger.interfaces import CORRECTED, PUBLISHED, Event
from ..scheduling.interfaces import IEnvironment
from .interfaces import Follows, IChannel, IFollowable, ISubscriber, News, Piece


class Tell(Protocol):
    """See ``IChannel``."""

    def __call__(self, environment: IEnvironment, subscriber: ISubscriber,
                 pieces: tuple[Piece, ...]) -> None:
        """Tell ``subscriber`` of ``pieces``, the oldest first."""


@implementer(IFollowable)
@dataclass(frozen=True)
class Followable:
    """See ``IFollowable``."""

    name: str
    title: str
    is_of: Follows
    news: News


@implementer(IChannel)
@dataclass(frozen=True)
class Channel:
    """See ``IChannel``."""

    title: str
    tell: Tell


def of_itself(*kinds: str) -> News:
    """Return what yields the item of an event, if the event is one that it has become or changed
    in public, or one of ``kinds``.
    """
    def news(_portal: IPortal, event: Event) -> Iterator[str]:
        if event.kind in (PUBLISHED, CORRECTED, *kinds):
            yield event.item

    return news


def add_followable(config: Configurator, name: str, title: str, is_of: Follows,
                   news: News | None = None, also: tuple[str, ...] = ()) -> None:
    """Directive: let people follow what ``is_of`` holds of, see ``IFollowable``.

    ``title``: what is followed, translatable.  ``news``: of what an event is news; if it is not
    given, of the item itself; ``also``: kinds of events that are news of it besides
    that it has become or changed in public.
    """
    def register() -> None:
        config.registry.registerUtility(
            Followable(name, title, is_of, news or of_itself(*also)), IFollowable, name=name)

    config.action(('portal-followable', name), register)


def add_channel(config: Configurator, name: str, title: str, tell: Tell) -> None:
    """Directive: let subscribers be told by ``tell``, see ``IChannel``."""
    def register() -> None:
        config.registry.registerUtility(Channel(title, tell), IChannel, name=name)

    config.action(('portal-channel', name), register)
