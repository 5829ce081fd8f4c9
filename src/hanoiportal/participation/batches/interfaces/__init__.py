"""What publication in batches promises, and what it asks of the features that publish so.

An *item* is what people wrote on, such as a draft; a *said* is a public text of it, a tuple that
the feature knows, named by ``id``.
"""
from __future__ import annotations

from collections.abc import Collection, Mapping, MutableMapping, Sequence, Set
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Attribute, Interface

from ....base.errors import Refused
from ....base.interfaces import IItem, IPortal

if TYPE_CHECKING:
    from ...cases.interfaces import Case, Contents
    from ...publication.interfaces import PublicText

#: The pages of the desk: of what waits, and of what is public.
PAGE, PUBLISHED = 'comments-public', 'comments-published'
#: Ground of the event of a case whose public text was taken out.
TAKEN_OUT = 'public-text-taken-out'
#: Name under which a case keeps why the board has sent its public text back, sealed.
SENT_BACK = 'sent back'
#: Texts in one batch at most.
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


class CannotPublishBatch(Refused[str]):
    """``reasons``: ``{field or '': translatable sentence}``."""


class IPublishesBatches(IItem):
    """An item on which people write and that has an ``IBatchSource``."""


class BatchActions(NamedTuple):
    """What the steps are called in the log."""

    draft: str
    propose: str
    approve: str
    send_back: str
    withdraw: str
    conceal: str


class IBatchSource(Interface):
    """What the feature knows of an item that publishes batches; an adapter of it."""

    title: str = Attribute('of the page of the desk, translatable')
    about: tuple[str, str] = Attribute(
        "title and view of the page that it belongs to, ``('', '')`` for none")
    reason_title: str = Attribute("what the answer is called, ``''`` if there is none")
    spoken: Sequence[str] = Attribute('fields of a ``SaidText`` that hold words of its sender')
    kept_as: str = Attribute('name under which a case keeps its public text, sealed')
    actions: BatchActions = Attribute('what the steps are called in the log')
    passing: Sequence[str] = Attribute(
        'fields of a ``SaidText`` that go on changing, so that no approval is of them')
    kept: HoldsBatch = Attribute('holds what waits for the board')

    def waiting() -> Sequence[Case]:
        """Return the cases that may become public and are not, of whose senders agree to it."""

    def name(contents: Contents) -> str:
        """Return the name that its sender lets be shown, ``''`` if they do not."""

    def facts(case: Case, contents: Contents) -> Sequence[tuple[str, str]]:
        """Return pairs of a translatable title and what the staff is to know besides."""

    def made(read: Mapping[int, tuple[Case, Contents, PublicText]]) -> Mapping[int, SaidText]:
        """Return what ``content`` would get of the cases ``read``, by number."""

    def told(said: SaidText) -> Told:
        """Return ``said`` as the board reads it."""

    def take_back(number: int) -> None:
        """Have the public text of the case ``number`` leave the public pages."""

    def published() -> Mapping[str, SaidText]:
        """Return what is public, by what names it."""

    def rewrite(said: SaidText, texts: Mapping[str, str]) -> None:
        """Let ``said``, which is public, say ``texts`` in its fields, with a ``Change``."""

    def remove(said: SaidText) -> None:
        """Let ``said``, which is public, be public no more."""

    def write(made: Mapping[int, SaidText], batch: Batch, now: str) -> None:
        """Write ``made`` into ``content``, with a ``Change``.  ``now``: ISO 8601."""

    def note(made: Mapping[int, SaidText]) -> None:
        """Let ``interactions`` know what names them in public."""


class IRefusing(Interface):
    """Refuses what people sent; an adapter of an item on which staff may do so."""

    grounds: Sequence[tuple[str, str]] = Attribute('pairs of a ground and its title')

    def refuse(case: Case, ground: str, text: str, actor: str) -> None:
        """Let ``case`` never become public, and its sender know why."""


class IBatches(Interface):
    """Brings what people sent to the public in batches, for one asker.  Never commits.

    Nothing of a case enters ``content`` but by the effect that the last approval adds.
    """

    def waiting(item: IPublishesBatches) -> Sequence[Case]:
        """See ``IBatchSource``."""

    def keep(item: IPublishesBatches, case: Case, text: str, name: str, reason: str,
             is_checked: bool, actor: str) -> None:
        """Keep, sealed in ``case``, what of it shall be public.  ``is_checked``: the writer has
        read it, and what is still marked tells of no person.
        """

    def refuse(item: IPublishesBatches, case: Case, ground: str, text: str, actor: str) -> None:
        """Let ``case`` never become public, see ``IRefusing``; its sender reads ``text``."""

    def text(item: IPublishesBatches, case: Case) -> PublicText:
        """Return what is kept of ``case`` for the public; before that, what was sent and answered
        with all masked that may tell of a person.
        """

    def name(item: IPublishesBatches, case: Case) -> str:
        """Return the name that its sender lets be shown, ``''`` if they do not."""

    def left(text: PublicText) -> int:
        """Return how many pieces of ``text`` are marked that nobody has decided to keep."""

    def told(item: IPublishesBatches, batch: Batch) -> Mapping[int, Told]:
        """Return what would be public by ``batch``, by the numbers of cases."""

    def reasons_against(item: IPublishesBatches, batch: Batch, actor: str) -> str:
        """Return what stands against that ``actor`` approves ``batch``, ``''`` for nothing."""

    def batch(item: IPublishesBatches) -> Batch | None:
        """Return what waits for the board, ``None`` for nothing."""

    def propose(item: IPublishesBatches, actor: str) -> Batch:
        """Put all that is kept and not public yet before the board, in place of what was there;
        what was sent back once it is kept anew.
        """

    def approve(item: IPublishesBatches, digest: str, actor: str) -> bool:
        """Approve the batch with ``digest``, for a member of the board who wrote nothing of it;
        return whether that was the last approval that is needed.
        """

    def send_back(item: IPublishesBatches, digest: str, numbers: Collection[int], reason: str,
                  actor: str) -> None:
        """Take the cases ``numbers`` out of the batch with ``digest``, for the board, and tell who
        put it before the board; what is left waits for all approvals anew.  Those who write read
        the ``reason``.
        """


class IPublicTexts(Interface):
    """Keeps what batches have made public in step with what ``interactions`` knows; a utility.

    ``item``: object id of an ``IPublishesBatches``.  ``public``: name of a public text.
    """

    def take_out(portal: IPortal, item: str, public: str) -> None:
        """Have a text leave the public pages, by an effect."""

    def mend(portal: IPortal, item: str, there: Set[str],
             rows: MutableMapping[int, NamedRow]) -> tuple[int, int]:
        """Take those of ``there``, the public texts of the item, out that no row names; let rows
        whose text is not there wait again.  Return how many of both.
        """


class IBatchConcealing(Interface):
    """Gỡ, che lại what batches have made public, for one asker: a member of the board.  Never
    commits; effects carry it out.
    """

    def published(item: IPublishesBatches) -> Mapping[str, Told]:
        """Return what is public, the latest day first, by what names it; for anybody."""

    def withdraw(item: IPublishesBatches, public: str, ground: str, reason: str,
                 actor: str) -> None:
        """Let the text named ``public`` be public no more; its sender reads the ``reason``.
        ``ground``: one of ``IRefusing``, ``''`` where there is none.
        """

    def conceal(item: IPublishesBatches, public: str, piece: str, actor: str) -> int:
        """Take ``piece``, such as a name, out of the text named ``public``, however it is spelled
        there, for who wrote nothing of it.  Return how often it stood there.
        """
