"""What a kind of channels is, and how the feature asks it."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ...deliveries.interfaces import Receipt, Settings

if TYPE_CHECKING:
    from ....kernel.tree.schema import Schema


class NoAccess(Exception):
    """The channel takes no token that there is."""


class ChannelAnswer(NamedTuple):
    """What a channel said.  ``said``: its object, empty if it said none.  ``pause``: seconds that
    it asks to wait.
    """

    status: int
    said: Mapping[str, object]
    pause: int = 0


class ChannelApi(Protocol):
    """Asks a channel, outside of any transaction, until a deadline that all requests share."""

    @property
    def settings(self) -> Settings:
        """Those of the connection."""

    @property
    def secrets(self) -> Mapping[str, str]:
        """Those of the connection."""

    def call(self, method: str, path: str,
             said: Mapping[str, object] | None = None) -> ChannelAnswer:
        """Return its answer to what is said: as a query by GET and DELETE, else as JSON.

        Raises ``NoAnswer``; ``NoAccess`` if it takes no token.
        """

    def form(self, address: str, given: Mapping[str, str],
             headers: Mapping[str, str]) -> ChannelAnswer:
        """Return the answer to a form, without a token.  Raises ``NoAnswer``."""


class PostCall(Protocol):
    """One delivery of a post.

    ``post_name``: that of the channel, ``''`` if it is not known.  ``is_again``: whether it was
    tried before.  ``pending``: see ``note``; ``is_outdated``: whether it says another text.
    """

    @property
    def api(self) -> ChannelApi:
        """Asks the channel."""

    body: Mapping[str, str]
    post_name: str
    is_again: bool
    pending: str
    is_outdated: bool

    def sought(self, field: str) -> list[str]:
        """Return what a post may say in ``field`` of which the answer got lost."""

    def begin(self) -> None:
        """Keep what the channel is asked to make, right before that."""

    def others(self) -> frozenset[str]:
        """Return the channel's names of the posts of other items."""

    def note(self, pending: str) -> None:
        """Keep the name under which the channel makes the post, at once; ``''`` for none."""


class Renewal(NamedTuple):
    """New tokens.  ``lasts``, ``refresh_lasts``: seconds; 0 for not said."""

    access: str
    refresh: str
    lasts: int
    refresh_lasts: int = 0


@dataclass(frozen=True)
class Channel:
    """A kind of channels.

    ``name``: of its receiver, unique, stored.  ``title``, ``hint``: translatable.  ``schema``,
    ``secrets``: as of ``Receiver``; an ``address`` and, without ``renew``, a ``token`` are in it.
    ``most``: ``{field: characters}`` of its posts, which have no others.  ``needs_picture``:
    whether each has one, of at most ``most_bytes``.
    ``header``: for the token; ``''``: it is the parameter ``access_token``.
    ``is_refused``: whether an answer says that the token is of no use.
    ``post``: posts or corrects what the body says; the receipt names the post.  ``remove``: takes
    it back.  ``trial``: asks whose account it is.
    ``counts``: comments and views of the posts that are named, -1 for what is not told.
    ``renew``: fetches new tokens for the secret ``refresh``, which is used up by that.
    ``ends``: asks when the token ends, ``None`` for never.
    """

    name: str
    title: str
    hint: str
    schema: Schema
    secrets: tuple[str, ...]
    most: Mapping[str, int]
    is_refused: Callable[[ChannelAnswer], bool]
    post: Callable[[PostCall], Receipt]
    remove: Callable[[PostCall], Receipt]
    trial: Callable[[PostCall], Receipt]
    counts: Callable[[ChannelApi, Sequence[str]], Mapping[str, tuple[int, int]]]
    header: str = ''
    needs_picture: bool = False
    most_bytes: int = 0
    renew: Callable[[ChannelApi], Renewal] | None = None
    ends: Callable[[ChannelApi], datetime.datetime | None] | None = None
