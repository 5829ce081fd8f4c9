"""What publication in batches asks of the features that publish so.

An *item* is what people wrote on, such as a draft; a *said* is a public text of it, a tuple that
the feature knows, named by ``id``.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping, MutableMapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Attribute, Interface

from ....base.interfaces import IItem

if TYPE_CHECKING:
    from ...cases.interfaces import Case, Contents
    from ...publication.interfaces import PublicText

#: Texts in one batch of what is written on the pages of the desk here, at most.
MOST_IN_BATCH = 50


class Batch(NamedTuple):
    """What shall be public together.  ``numbers``: of cases.  ``digest``: of all that would be
    public.  ``approvals``: ids of the accounts of the board, so far.  ``authors``: who wrote.
    ``by``: who put it before the board, ``''`` if that is not known.
    """

    numbers: tuple[int, ...]
    digest: str
    authors: tuple[str, ...]
    approvals: tuple[str, ...]
    by: str = ''

    def approved(self, now: datetime.datetime) -> tuple[tuple[str, str, str], ...]:
        """Return its approvals as ``content`` keeps them: ``now`` in ISO 8601, account, digest."""
        return tuple((now.isoformat(), actor, self.digest) for actor in self.approvals)


class Told(NamedTuple):
    """A public text as the board reads it.  ``place``: what it is on.  ``outcome``: translatable.
    """

    place: str
    text: str
    name: str
    day: str
    outcome: str = ''
    reason: str = ''


class SaidText(Protocol):
    """A public text of what a person sent: a named tuple."""

    @property
    def id(self) -> str:
        """What names it in public."""

    def _asdict(self) -> dict[str, object]:
        """Return its fields."""


class NamedRow(Protocol):
    """A row of ``interactions``, a ``NamedTuple``.  ``public``: what names it in public."""

    public: str

    def _replace(self, **changes: object) -> NamedRow: ...


class HoldsBatch(Protocol):
    """A record of ``interactions``.  ``batch``: what waits for the board.  ``rows``: by number."""

    batch: Batch | None
    rows: MutableMapping[int, NamedRow]


class IHasBatches(IItem):
    """An item whose texts a board approves in batches: it has an ``IBatchSource``."""


class IPublishesBatches(IHasBatches):
    """An item on which people write: it has an ``IWritingSource``, and the pages of the desk where
    what is public is written beside what was sent.
    """


class BatchActions(NamedTuple):
    """What the steps are called in the log.  ``withdraw``: that a text has left what is public."""

    propose: str
    approve: str
    send_back: str
    withdraw: str


class IBatchSource(Interface):
    """What the feature knows of an item that publishes batches; an adapter of it."""

    kept_as: str = Attribute('name under which a case keeps its public text, sealed')
    most: int = Attribute('texts in one batch at most')
    notice: str = Attribute('kind of the notice that the board has sent some of a batch back')
    actions: BatchActions = Attribute('what the steps are called in the log')
    passing: Sequence[str] = Attribute(
        'fields of a ``SaidText`` that go on changing, so that no approval is of them')
    kept: HoldsBatch = Attribute('holds what waits for the board')

    def waiting() -> Sequence[Case]:
        """Return the cases that may become public and are not, of whose senders agree to it, in
        the order in which batches take them.
        """

    def name(contents: Contents) -> str:
        """Return the name that its sender lets be shown, ``''`` if they do not."""

    def made(read: Mapping[int, tuple[Case, Contents, PublicText]]) -> Mapping[int, SaidText]:
        """Return what ``content`` would get of the cases ``read``, by number."""

    def put_back(case: Case, why: str) -> None:
        """Let the text of ``case``, which the board has sent back, wait until it is kept anew;
        keep ``why`` as ``SENT_BACK``.
        """

    def published() -> Mapping[str, SaidText]:
        """Return what is public, by what names it."""

    def remove(said: SaidText) -> None:
        """Let ``said``, which is public, be public no more, with an ``Action``."""

    def write(made: Mapping[int, SaidText], batch: Batch, now: datetime.datetime) -> None:
        """Write ``made`` into ``content``, with an ``Action``.  ``now``: aware UTC."""

    def note(made: Mapping[int, SaidText], batch: Batch) -> None:
        """Let ``interactions`` know what names them in public, and their senders what they are to
        know.
        """


class WritingActions(NamedTuple):
    """What the steps on the pages of the desk are called in the log."""

    draft: str
    conceal: str


class IWritingSource(IBatchSource):
    """What the pages of the desk need besides, where public texts are written and concealed."""

    title: str = Attribute('of the page of the desk, translatable')
    about: tuple[str, str] = Attribute(
        "title and view of the page that it belongs to, ``('', '')`` for none")
    reason_title: str = Attribute("what the answer is called, ``''`` if there is none")
    spoken: Sequence[str] = Attribute('fields of a ``SaidText`` that hold words of its sender')
    writing: WritingActions = Attribute('what the steps are called in the log')

    def facts(case: Case, contents: Contents) -> Sequence[tuple[str, str]]:
        """Return pairs of a translatable title and what the staff is to know besides."""

    def told(said: SaidText) -> Told:
        """Return ``said`` as the board reads it."""

    def take_back(number: int) -> None:
        """Have the public text of the case ``number`` leave the public pages."""

    def rewrite(said: SaidText, texts: Mapping[str, str]) -> None:
        """Let ``said``, which is public, say ``texts`` in its fields, with a ``Change``."""


class IRefusing(Interface):
    """Refuses what people sent; an adapter of an item on which staff may do so."""

    grounds: Sequence[tuple[str, str]] = Attribute('pairs of a ground and its title')

    def refuse(case: Case, ground: str, text: str, actor: str) -> None:
        """Let ``case`` never become public, and its sender know why."""
