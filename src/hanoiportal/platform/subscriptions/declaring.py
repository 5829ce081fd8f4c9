"""How features add what can be followed, and connectors add channels."""
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pyramid.config import Configurator
from pyramid.registry import Registry
from zope.interface import implementer

from ...base.interfaces import IPortal, IResource
from ..ledger.interfaces import CORRECTED, PUBLISHED, Event
from ..scheduling.interfaces import IEnvironment
from .interfaces import Follows, IChannel, IFollowable, ISubscriber, News, Piece, Titles


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
    titles: Titles | None = None
    is_urgent: bool = False


@implementer(IChannel)
@dataclass(frozen=True)
class Channel:
    """See ``IChannel``."""

    title: str
    tell: Tell
    takes: Callable[[str], bool]
    is_offered: bool = True


def of_itself(*kinds: str) -> News:
    """Return what yields the item of an event, if the event is one that it has become or changed
    in public, or one of ``kinds``.
    """
    def news(_portal: IPortal, event: Event, _registry: Registry) -> Iterator[str]:
        if event.kind in (PUBLISHED, CORRECTED, *kinds):
            yield event.item

    return news


def add_followable(config: Configurator, name: str, title: str, is_of: Follows | None = None,
                   news: News | None = None, also: tuple[str, ...] = (),
                   titles: Titles | None = None, is_urgent: bool = False) -> None:
    """Directive: let people follow what ``is_of`` holds of, see ``IFollowable``; no resource,
    if it is not given.

    ``title``: what is followed, translatable.  ``news``: of what an event is news; if it is not
    given, of the item itself; ``also``: kinds of events that are news of it besides
    that it has become or changed in public.  ``titles``: of targets that are no resources; the
    page of the newsletter offers them.  ``is_urgent``: it is told at once.
    """
    def register() -> None:
        config.registry.registerUtility(
            Followable(name, title, is_of or _is_none, news or of_itself(*also), titles,
                       is_urgent), IFollowable, name=name)

    config.action(('portal-followable', name), register)


def _is_none(_resource: IResource, _registry: Registry) -> bool:
    return False


def is_mail(address: str) -> bool:
    """Return whether ``address`` is one of mail; the others are numbers of telephones."""
    return '@' in address


def add_channel(config: Configurator, name: str, title: str, tell: Tell,
                takes: Callable[[str], bool] = is_mail, is_offered: bool = True) -> None:
    """Directive: let subscribers be told by ``tell``, see ``IChannel``."""
    def register() -> None:
        config.registry.registerUtility(
            Channel(title, tell, takes, is_offered), IChannel, name=name)

    config.action(('portal-channel', name), register)
