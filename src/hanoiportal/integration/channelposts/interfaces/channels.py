"""What a kind of channels is, and how the feature asks it."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ...deliveries.interfaces import Receipt, Settings

if TYPE_CHECKING:
    from ....kernel.tree.schema import Schema


class NoAccess(Exception):
    """The channel takes no token that there is."""


class ChannelAnswer(NamedTuple):
    """What a channel said.  ``said``: its object, empty if it said none.  ``pause``: seconds that
    it asks to wait.  ``headers``: by their names in small letters.
    """

    status: int
    said: Mapping[str, object]
    pause: int = 0
    headers: Mapping[str, str] = {}


class ChannelApi(Protocol):
    """Asks a channel, outside of any transaction, until a deadline that all requests share."""

    @property
    def settings(self) -> Settings:
        """Those of the connection."""

    @property
    def secrets(self) -> Mapping[str, str]:
        """Those of the connection."""

    @property
    def now(self) -> datetime.datetime:
        """The moment, aware UTC."""

    @property
    def left(self) -> float:
        """Seconds that are left."""

    def call(self, method: str, path: str, said: Mapping[str, object] | None = None,
             headers: Mapping[str, str] | None = None) -> ChannelAnswer:
        """Return its answer to what is said: as a query by GET and DELETE, else as JSON.

        Raises ``NoAnswer``; ``NoAccess`` if it takes no token.
        """

    def put(self, address: str, content: bytes, headers: Mapping[str, str]) -> ChannelAnswer:
        """Return its answer to ``content``, put to an ``address`` that it has named itself."""

    def form(self, address: str, given: Mapping[str, str],
             headers: Mapping[str, str]) -> ChannelAnswer:
        """Return the answer to a form, without a token.  Raises ``NoAnswer``."""


class PostCall(Protocol):
    """One delivery of a post.

    ``post_name``: that of the channel, ``''`` if it is not known.  ``is_again``: whether it was
    tried before.  ``pending``: see ``note``; ``is_outdated``: whether it says another text.
    ``body``: ``title``, ``text``, ``link``, ``picture`` and ``film`` (addresses, ``''`` for none),
    ``attached`` (digest of either), ``tags`` (one a line) and ``at`` (ISO 8601, ``''`` for now).
    """

    @property
    def api(self) -> ChannelApi:
        """Asks the channel."""

    body: Mapping[str, str]
    post_name: str
    is_again: bool
    pending: str
    is_outdated: bool

    @property
    def film(self) -> Film:
        """The film that goes along."""

    def part(self, start: int, most: int) -> bytes:
        """Return at most ``most`` bytes of the film."""

    def was_tried(self, *fields: str) -> bool:
        """Return whether the channel was asked last to make what is said in all ``fields``."""

    def sought(self, field: str) -> list[str]:
        """Return what a post may say in ``field`` of which the answer got lost."""

    def begin(self) -> None:
        """Keep what the channel is asked to make, right before that."""

    def others(self) -> frozenset[str]:
        """Return the channel's names of the posts of other items."""

    def note(self, pending: str) -> None:
        """Keep the name under which the channel makes the post, at once; ``''`` for none."""

    def leave(self, name: str) -> None:
        """Note that a person has to take the post ``name`` away at the channel."""


class Renewal(NamedTuple):
    """New tokens.  ``lasts``, ``refresh_lasts``: seconds; 0 for not said."""

    access: str
    refresh: str
    lasts: int
    refresh_lasts: int = 0


class Film(NamedTuple):
    """A film.  ``size``: bytes.  ``mimetype``: its media type."""

    size: int
    mimetype: str


class PostFigures(NamedTuple):
    """What a channel says of one post: -1 and ``''`` for what it does not tell.

    ``link``: where readers see the post, as the channel says; only one by TLS is kept.
    """

    comments: int = -1
    views: int = -1
    link: str = ''


#: What goes along with a post.
FILM, PICTURE = 'film', 'picture'


@dataclass(frozen=True)
class Channel:
    """A kind of channels.

    ``name``: of its receiver, unique, stored.  ``title``, ``hint``: translatable.  ``schema``,
    ``secrets``: as of ``Receiver``; an ``address`` and, without ``renew``, a ``token`` are in it.
    ``most``: ``{field: characters}`` of its posts, which have no others; ``codecs``: of fields
    that are counted by the units of another one than UTF-32; ``unsaid``: characters that it does
    not take.  ``has_link``: whether the address of the item is counted with the text.
    ``tags``: characters of the keywords of the item that go along, 0 for none.
    ``takes``: which of the above goes along, the first that the item has; without any it is not
    posted.  ``most_bytes``: of a picture; ``most_film``: of a film; ``film_types``: media types.
    ``header``: for the token, which stands behind ``scheme``; ``''``: it is the parameter
    ``access_token``.
    ``is_refused``: whether an answer says that the token is of no use.
    ``post``: posts or corrects what the body says; the receipt names the post.  Unless that is to
    go on, nothing is pending then.  ``find``: looks for one of which the answer got lost; without
    its name in the receipt there is none.  ``remove``: takes it back, and is asked only where it
    has a name or is being made.  ``trial``: asks whose account it is.
    ``counts``: figures of the posts that are named.  ``link``: where readers see a post, ``''`` if
    only figures tell that.
    ``schedules``: whether it is told before the time and shows the post then.
    ``by_hand``: whether by its interface no post can be changed or taken back.
    ``words``: what people read of its notes, see ``Receiver``.
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
    counts: Callable[[ChannelApi, Sequence[str]], Mapping[str, PostFigures]]
    words: Mapping[str, str]
    link: Callable[[str, Settings], str] = lambda _name, _settings: ''
    codecs: Mapping[str, str] = field(default_factory=dict)
    unsaid: str = ''
    has_link: bool = False
    tags: int = 0
    takes: tuple[str, ...] = ()
    most_bytes: int = 0
    most_film: int = 0
    film_types: frozenset[str] = frozenset()
    header: str = ''
    scheme: str = ''
    schedules: bool = False
    by_hand: bool = False
    find: Callable[[PostCall], Receipt] | None = None
    renew: Callable[[ChannelApi], Renewal] | None = None
    ends: Callable[[ChannelApi], datetime.datetime | None] | None = None
