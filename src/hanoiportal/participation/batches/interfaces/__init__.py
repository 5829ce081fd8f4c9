"""What publication in batches promises; ``sources``: what it asks of features that publish so."""
from __future__ import annotations

from collections.abc import Collection, Mapping, MutableMapping, Sequence, Set
from typing import TYPE_CHECKING

from zope.interface import Interface

from ....base.errors import Refused
from ....base.interfaces import IPortal
from .sources import Batch, IHasBatches, IPublishesBatches, NamedRow, SaidText, Told

if TYPE_CHECKING:
    from ...cases.interfaces import Case
    from ...publication.interfaces import PublicText

#: The pages of the desk: of what waits, and of what is public.
PAGE, PUBLISHED = 'comments-public', 'comments-published'
#: Ground of the event of a case whose public text was taken out.
TAKEN_OUT = 'public-text-taken-out'
#: Name under which a case keeps why the board has sent its public text back, sealed.
SENT_BACK = 'sent back'


class CannotPublishBatch(Refused[str]):
    """``reasons``: ``{field or '': translatable sentence}``."""


class IBatches(Interface):
    """Brings what people sent to the public in batches, for one asker.  Never commits.

    Nothing of a case enters ``content`` but by the effect that the last approval adds.
    """

    def batch(item: IHasBatches) -> Batch | None:
        """Return what waits for the board, ``None`` for nothing."""

    def made(item: IHasBatches, batch: Batch) -> Mapping[int, SaidText]:
        """Return what would be public by ``batch``, by the numbers of cases."""

    def reasons_against(item: IHasBatches, batch: Batch, actor: str) -> str:
        """Return what stands against that ``actor`` approves ``batch``, ``''`` for nothing."""

    def propose(item: IHasBatches, actor: str) -> Batch:
        """Put all that is kept and not public yet before the board, in place of what was there;
        what was sent back once it is kept anew.
        """

    def approve(item: IHasBatches, digest: str, actor: str) -> bool:
        """Approve the batch with ``digest``, for a member of the board who wrote nothing of it;
        return whether that was the last approval that is needed.
        """

    def send_back(item: IHasBatches, digest: str, numbers: Collection[int], reason: str,
                  actor: str) -> None:
        """Take the cases ``numbers`` out of the batch with ``digest``, for the board, and tell who
        put it before the board; what is left waits for all approvals anew.  Those who write read
        the ``reason``.
        """


class IPublicWriting(Interface):
    """Writes what shall be public of what people sent on an item, for one asker.  Never commits.
    """

    def waiting(item: IPublishesBatches) -> Sequence[Case]:
        """See ``IBatchSource``."""

    def text(item: IPublishesBatches, case: Case) -> PublicText:
        """Return what is kept of ``case`` for the public; before that, what was sent and answered
        with all masked that may tell of a person.
        """

    def left(text: PublicText) -> int:
        """Return how many pieces of ``text`` are marked that nobody has decided to keep."""

    def name(item: IPublishesBatches, case: Case) -> str:
        """Return the name that its sender lets be shown, ``''`` if they do not."""

    def keep(item: IPublishesBatches, case: Case, text: str, name: str, reason: str,
             is_checked: bool, actor: str) -> None:
        """Keep, sealed in ``case``, what of it shall be public.  ``is_checked``: the writer has
        read it, and what is still marked tells of no person.
        """

    def refuse(item: IPublishesBatches, case: Case, ground: str, text: str, actor: str) -> None:
        """Let ``case`` never become public, see ``IRefusing``; its sender reads ``text``."""


class IPublicTexts(Interface):
    """Keeps what batches have made public in step with what ``interactions`` knows; a utility.

    ``item``: object id of an ``IHasBatches``.  ``public``: name of a public text.
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
