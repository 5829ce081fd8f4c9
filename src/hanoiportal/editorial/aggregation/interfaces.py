"""What the queue of entries from outside promises to its callers.

Moments are aware UTC.  A site or item is named by its object id as decimal digits.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused
from ...base.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ...base.interfaces import IResource

#: States of an entry: nobody has decided; a linked item was made of it; it was left out.
WAITING, TAKEN, LEFT_OUT = 'waiting', 'taken', 'left out'
STATES = {WAITING: _('Chờ xem'), TAKEN: _('Đã lấy làm tin liên kết'), LEFT_OUT: _('Đã bỏ qua')}
#: Characters of a reason.
LONGEST = 500


class CannotTake(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class Entry(NamedTuple):
    """Mục tin: one entry of a feed.

    ``number``: from 1, never used again.  ``site``: the external site.  ``key``: by which the feed
    names it.  ``summary``: plain text.  ``moment``: when it was published there, as its feed says,
    ``None`` if it does not, or names a time to come.  ``pulled``: when the portal read it.
    ``by``: account that decided ``at``.  ``why``: the reason for leaving it out, ``''`` for none.
    ``item``: the linked item that was made of it, ``''`` for none.
    """

    number: int
    site: str
    key: str
    title: str
    address: str
    summary: str
    moment: datetime.datetime | None
    pulled: datetime.datetime
    state: str = WAITING
    by: str = ''
    at: datetime.datetime | None = None
    why: str = ''
    item: str = ''


class Read(NamedTuple):
    """An entry as its feed has it.  See ``Entry``."""

    key: str
    title: str
    address: str
    summary: str
    moment: datetime.datetime | None


class FeedState(NamedTuple):
    """How the feed of one site stands.

    ``asked``: when last.  ``due``: when next.  ``address``: where.  ``came``: when it was last
    read.  ``etag``, ``modified``: what the machine wants to be told again (RFC 9110, 13.1).
    ``why``: why it could not be read, a word of ``NoAnswer``, a status of HTTP or ``UNREADABLE``;
    ``''`` if it was.  ``failures``: in a row, since ``failing``.  ``astray``: entries of the last
    reading that lead to another site, which are not taken.
    """

    asked: datetime.datetime
    due: datetime.datetime
    address: str
    came: datetime.datetime | None = None
    etag: str = ''
    modified: str = ''
    why: str = ''
    failures: int = 0
    failing: datetime.datetime | None = None
    astray: int = 0


#: What was sent is no feed.
UNREADABLE = 'unreadable'


class IAggregation(Interface):
    """The entries of feeds, for one asker.  Never commits."""

    def keep(site: str, state: FeedState, entries: Sequence[Read]) -> None:
        """Keep how the feed of ``site`` stands and what was read of it: what is new, and what has
        changed in an entry that nobody has decided yet.
        """

    def feeds() -> Sequence[tuple[IResource, FeedState | None]]:
        """Return each external site that has a feed, by title, and how it stands; ``None`` for
        one that was never asked at the address that it has now.
        """

    def count() -> int:
        """Return how many entries nobody has decided; loads none."""

    def waiting(start: int, most: int) -> Sequence[Entry]:
        """Return those that nobody has decided, the latest first, from place ``start``, at most
        ``most``.
        """

    def decided(most: int) -> Sequence[Entry]:
        """Return the latest ``most`` that somebody has decided, the latest decision first."""

    def get(number: int) -> Entry | None:
        """Return the entry with that number, or ``None``."""

    def sections() -> Sequence[IResource]:
        """Return the sections of the city in which the asker may write linked items, in their
        order.
        """

    def take(number: int, section: str, actor: str) -> IResource:
        """Make a linked item of a waiting entry in ``section``, a draft, and return it.

        Raises ``CannotTake``.
        """

    def leave_out(numbers: Collection[int], why: str, actor: str) -> int:
        """Leave waiting entries out; return how many.  Raises ``CannotTake``."""

    def put_back(number: int, actor: str) -> None:
        """Let an entry that was left out wait again.  Raises ``CannotTake``."""
