"""What the ledger promises to its callers."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

from ...base.clock import start_of

if TYPE_CHECKING:
    from ZODB.Connection import Connection

    from ...base.interfaces import IPortal
    from ..scheduling.interfaces import IEnvironment

#: Kinds of events.  Of an item or translation: it is public now; its public text was replaced; it
#: is public no longer.
PUBLISHED, CORRECTED, WITHDRAWN = 'published', 'corrected', 'withdrawn'
#: An item of another site is carried here; no work of its own.
CROSSPOSTED = 'crossposted'
#: The board rejected a version, or what another site proposed (``field`` is ``OF_ANOTHER``); what
#: somebody sent; ``rule``: code of the ground (14.3).  Of nobody's.
REJECTED, REFUSED = 'rejected', 'refused'
OF_ANOTHER = 'another'
#: An item has got, changed or lost a date from which a rule starts, public or not.
DATED = 'dated'
#: A window was missed; the reason for a duty (``item``: its number) that was missed or met late
#: was written.  ``rule`` says which.
BREACH, REASON = 'breach', 'reason'
#: A restore has taken events away; what follows has numbers that none of them had.
RESTORED = 'restored'
#: So many comments or posts became public together; as a negative ``amount``, they are no longer.
COMMENTED = 'commented'
#: The portal has stood still, ``amount`` seconds from ``moment`` on: as it was announced
#: (``field`` is ``PLANNED`` or, if that was late, ``EMERGENCY``); as nobody announced it.
STOPPED, FAILED = 'stopped', 'failed'
PLANNED, EMERGENCY = 'planned', 'emergency'
#: A case came in, was answered.  ``item``: its number; ``content_type``: its kind, such as
#: ``question``; ``site``: of who was responsible then; ``section``: what it was sent on.
RECEIVED, ANSWERED = 'received', 'answered'
#: Totals of a local day (``day``): log-ins of staff, visits, ratings with the value ``field``; of
#: a survey (``item``), the answers that its edition ``field`` had when it closed.
LOG_INS, VISITS, RATINGS, VOTES = 'log-ins', 'visits', 'ratings', 'votes'
#: For other systems, of what the public reads; of an item, or of a section or site with all that
#: is in it.  It stands at another address; it says something else of itself; its site shows
#: nothing any more, shows all again; it is public still, and out of date; nothing of it may be
#: kept.
MOVED, CHANGED, SUSPENDED, RESUMED = 'moved', 'changed', 'suspended', 'resumed'
EXPIRED, ERASED = 'expired', 'erased'
#: Kinds whose events lie in ``interactions``; no public page may ask for them.
INNER = frozenset({
    FAILED, RECEIVED, REFUSED, ANSWERED, LOG_INS, VISITS, RATINGS, VOTES, REASON})
#: What is written beside the transaction that prepares an undoing; nobody undoes it.
DESCRIPTION = 'hanoiportal.ledger: the ledger before an undoing'


class Event(NamedTuple):
    """Sự kiện: one thing that may be counted.

    ``number``: from 1, in the order of commits, never given twice in one ledger; some may be
    missing.
    ``moment``: aware UTC; of what an import brings, the publication that it states.
    ``kind``: one of the above, or of a feature.  ``site``, ``item``, ``section``: the object id
    (``__oid__``) as decimal digits, as chains of the log name their places; ``''`` if there is
    none.  ``section``: the place that the item stands in; a part of an item has its item's.
    ``content_type``: as in exports.  ``language``: BCP 47 tag.
    ``author``: id of the account that began the text, or of who acts where there is no text.
    ``length``: characters of title and text, without markup.
    ``of``: number of the event, of the same ledger, that it contradicts or concerns.
    ``rule``: code of a rule, window or ground.  ``field``: name of the date, of ``dated``; of
    others what their kind says.
    ``day``: that date, local; ``None`` if it is gone, or there is none.
    ``is_first``: of a publication, whether its document was public on no local day before;
    ``None`` of all else, and where nobody noted it.
    ``editor``: id of the account that edited the text of somebody else last, before its approval.
    ``genre``: code of the genre, of types that have one.  ``pictures``: how many the text shows.
    ``amount``: how many it counts; of what stood still, seconds; negative to take back.
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
    editor: str = ''
    genre: str = ''
    pictures: int = 0
    amount: int = 1

    @property
    def is_inner(self) -> bool:
        """Whether it lies in the ledger of ``interactions``."""
        return self.kind in INNER

    @classmethod
    def total(cls, kind: str, day: str, site: int, amount: int, *, field: str = '',
              item: str = '') -> Event:
        """Return the total of the local ``day``, ISO, without a number; its moment is the
        beginning of that day.  ``site``: object id.
        """
        date = datetime.date.fromisoformat(day)
        return cls(0, start_of(date), kind, str(site), item, field=field, day=date,
                   amount=amount)


class ILedger(Interface):
    """The ledger of the portal in which a resource stands, an adapter:
    ``registry.getAdapter(resource, ILedger)``.  It lies in ``content``.  Never commits.

    ``registry.getAdapter(resource, ILedger, 'inner')``: that in ``interactions``, of the kinds
    ``INNER``, with numbers of its own; no public view may open it.
    """

    def append(
            kind: str, moment: datetime.datetime, site: str, *, item: str = '',
            content_type: str = '', section: str = '', language: str = '', author: str = '',
            length: int = 0, of: int | None = None, rule: str = '', field: str = '',
            day: datetime.date | None = None, is_first: bool | None = None, editor: str = '',
            genre: str = '', pictures: int = 0, amount: int = 1, beyond: int = 0) -> Event:
        """Write one event; the arguments are those of ``Event``.  ``beyond``: its number is
        greater.

        Raises ``ValueError`` for a kind of the other ledger.  Its number is final when the
        transaction has committed: if another one appends at the same time, the later one counts
        on.  Items need no call: what becomes public is counted.
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

    def sums(
            start: datetime.datetime, end: datetime.datetime, by: tuple[str, ...], *,
            site: str | None = None, kinds: tuple[str, ...] = (),
            until: int | None = None) -> Mapping[tuple[object, ...], int]:
        """Return the sums of ``amount`` of the same events, by the values of the fields ``by`` of
        ``Event``, at least one, as it has them.

        ``until``: of the numbers up to this one alone, so that a count of before can be made
        again.  None of the events is made: a million takes seconds, and little memory.
        """

    def last() -> int:
        """Return the number of the last event, 0 if there is none."""

    def epoch() -> str:
        """Return the name of the time since the last restore, ASCII letters and digits: a number
        means one event only beside it.
        """

    def begin_epoch() -> None:
        """Begin another one: a restore has put the events back."""


class IEvents(Interface):
    """Every event of both ledgers, for reading; an adapter: ``registry.getAdapter(resource,
    IEvents)``.  ``interactions`` is opened only for kinds that lie there, or for all kinds.
    """

    def between(
            start: datetime.datetime, end: datetime.datetime, *, site: str | None = None,
            kinds: tuple[str, ...] = ()) -> Iterator[Event]:
        """As of ``ILedger``; those in ``interactions`` follow the others."""

    def sums(
            start: datetime.datetime, end: datetime.datetime, by: tuple[str, ...], *,
            site: str | None = None,
            kinds: tuple[str, ...] = ()) -> Mapping[tuple[object, ...], int]:
        """As of ``ILedger``, of both together."""

    def find(number: int, is_inner: bool = False) -> Event | None:
        """Return the event with that number; ``None`` if there is none."""


class IReckoning(Interface):
    """What a feature knows besides the ledger of what its events tell: by it the ledger is
    verified, and filled where it is younger.  A utility, added by ``config.add_reckoning`` or
    ``config.add_totals``.
    """

    name: str = Attribute('unique, for who reads what differs')
    kinds: Mapping[str, int] = Attribute('the kinds that it is about; -1 for what takes back')
    field: str | None = Attribute(
        'the ``field`` of its events, where their kind is that of other reckonings too; ``None``: '
        'any')
    by: tuple[str, ...] = Attribute('fields by which its events are told apart')
    is_least: bool = Attribute(
        'whether what its events tell may be gone by now, so that the ledger may tell more')
    is_daily: bool = Attribute(
        'whether its events are totals of days, which a job appends when the day is over; of all '
        'others the ledger must tell no more than there is')

    def owed(environment: IEnvironment, since: datetime.date) -> Iterator[Event]:
        """Yield what must have been told, of moments from the local day ``since`` on; with its own
        moment and the number 0.
        """

    def tell(environment: IEnvironment, event: Event) -> None:
        """Append ``event``, which is missing."""

    def fill(environment: IEnvironment, since: datetime.date) -> int:
        """Append what the ledger lacks from the local day ``since`` on, with its own date; return
        how many events.
        """


class IOverUndo(Interface):
    """Lets the ledger survive the undoing of a transaction; a service."""

    def keep(connection: Connection, asked: str) -> Callable[[IPortal], None]:
        """Write down elsewhere what the undoing of the transaction ``asked`` may take away; in a
        transaction of its own, at once.

        ``connection``: of the content database, before the undoing.  ``asked``: the id, as
        ``DB.undoLog`` gives it, as text.  Return callable(portal), to be called in a transaction
        after the undoing: it appends the contrary of what was undone.
        """
