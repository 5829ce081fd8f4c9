"""What the ledger promises to its callers."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    from ZODB.Connection import Connection

    from ...base.interfaces import IPortal

#: Kinds of events.  Of an item or translation: it is public now; its public text was replaced; it
#: is public no longer.
PUBLISHED, CORRECTED, WITHDRAWN = 'published', 'corrected', 'withdrawn'
#: An item of another site is carried here; no work of its own.
CROSSPOSTED = 'crossposted'
#: An item has got, changed or lost a date from which a rule starts, public or not.
DATED = 'dated'
#: A duty or window was missed; its reason was written.  ``rule`` says which.
BREACH, REASON = 'breach', 'reason'
#: A restore has taken events away; what follows has numbers that none of them had.
RESTORED = 'restored'
#: What is written beside the transaction that prepares an undoing; nobody undoes it.
DESCRIPTION = 'hanoiportal.ledger: the ledger before an undoing'


class Event(NamedTuple):
    """Sự kiện: one thing that may be counted.

    ``number``: from 1, in the order of commits, never given twice; some may be missing.
    ``moment``: aware UTC; of what an import brings, the publication that it states.
    ``kind``: one of the above, or of a feature.  ``site``, ``item``, ``section``: the object id
    (``__oid__``) as decimal digits, as chains of the log name their places; ``''`` if there is
    none.  ``section``: the place that the item stands in; a part of an item has its item's.
    ``content_type``: as in exports.  ``language``: BCP 47 tag.
    ``author``: id of the account that began the text, or of who acts where there is no text.
    ``length``: characters of title and text, without markup.
    ``of``: number of the event that it contradicts or concerns.
    ``rule``: code of a rule or window.  ``field``: name of the date, of ``dated``.
    ``day``: that date, local; ``None`` if it is gone, or there is none.
    ``is_first``: of a publication, whether its document was public on no local day before;
    ``None`` of all else, and where nobody noted it.
    """

    number: int
    moment: datetime.datetime
    kind: str
    site: str
    item: str = ''
    content_type: str = ''
    section: str = ''
    language: str = ''
    author: str = ''
    length: int = 0
    of: int | None = None
    rule: str = ''
    field: str = ''
    day: datetime.date | None = None
    is_first: bool | None = None


class Tallied(NamedTuple):
    """What events that are counted together have in common.

    ``span``: between which of the moments that were asked for they lie, from 0.  ``kind``,
    ``site``, ``content_type``, ``section``, ``rule``: as of an ``Event``.
    """

    span: int
    kind: str
    site: str
    content_type: str
    section: str
    rule: str


class ILedger(Interface):
    """The ledger of the portal in which a resource stands, an adapter:
    ``registry.getAdapter(resource, ILedger)``.  It lies in ``content``.  Never commits.
    """

    def append(
            kind: str, moment: datetime.datetime, site: str, *, item: str = '',
            content_type: str = '', section: str = '', language: str = '', author: str = '',
            length: int = 0, of: int | None = None, rule: str = '', field: str = '',
            day: datetime.date | None = None, is_first: bool | None = None,
            beyond: int = 0) -> Event:
        """Write one event; the arguments are those of ``Event``.  ``beyond``: its number is
        greater.

        Its number is final when the transaction has committed: if another one appends at the same
        time, the later one counts on.  Items need no call: what becomes public is counted.
        """

    def since(number: int) -> Iterator[Event]:
        """Yield the events with a greater ``number``, in order; all of them for 0."""

    def between(
            start: datetime.datetime, end: datetime.datetime, *, site: str | None = None,
            kinds: tuple[str, ...] = ()) -> Iterator[Event]:
        """Yield the events whose moment is in ``[start, end)``, in the order of their numbers.

        ``start``, ``end``: aware.  ``site``: of one site alone.  ``kinds``: of these alone, of
        all if empty.  What imports bring may have a moment long before its neighbours.
        """

    def by_site(
            start: datetime.datetime, end: datetime.datetime, *,
            kinds: tuple[str, ...] = ()) -> Iterator[tuple[str, Iterator[Event]]]:
        """Yield each site that has some of the same events, with them in the order of their
        numbers: they are made as they are asked for, so that nobody need hold those of all.
        """

    def tally(
            starts: Sequence[datetime.datetime], *, site: str | None = None,
            until: int | None = None, sections: bool = False) -> Mapping[Tallied, int]:
        """Return how many events there are of each ``Tallied`` between the aware moments
        ``starts``, in their order: the first span is ``[starts[0], starts[1])``.

        ``site``: of one site alone.  ``until``: of the numbers up to this one alone, so that a
        count of before can be made again.  ``sections``: whether those of each section are
        counted by themselves; ``section`` is ``''`` of all else.  A million takes seconds, and
        little memory.
        """

    def last() -> int:
        """Return the number of the last event, 0 if there is none."""


class IOverUndo(Interface):
    """Lets the ledger survive the undoing of a transaction; a service."""

    def keep(connection: Connection, asked: str) -> Callable[[IPortal], None]:
        """Write down elsewhere what the undoing of the transaction ``asked`` may take away; in a
        transaction of its own, at once.

        ``connection``: of the content database, before the undoing.  ``asked``: the id, as
        ``DB.undoLog`` gives it, as text.  Return callable(portal), to be called in a transaction
        after the undoing: it appends the contrary of what was undone.
        """
