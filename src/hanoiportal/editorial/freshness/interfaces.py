"""What freshness promises to its callers.

A window is one of ``windows.IWindow`` on one local day of one site; its key names the three.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.i18n import _

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ...base.interfaces import IPortal, ISite
    from ..windows.interfaces import IHoursDecision
    from .resource import Reason

#: States of a window of a day: it has not begun; it runs and has nothing yet; something new came
#: in it; it ended with nothing, a breach; it is not owed on this day, or not by this site; its
#: hours are a proposal that nobody has decided on, so that it cannot be missed.
COMING, OPEN, KEPT, MISSED = 'coming', 'open', 'kept', 'missed'
NOT_OWED, INDICATIVE = 'not owed', 'indicative'
#: States of a reason: nobody has written one; its words wait for the board; they are public.
NO_REASON, WRITTEN, APPROVED = 'none', 'written', 'approved'
#: What each is called.
REASON_TITLES = {NO_REASON: _('Chưa có lý do'), WRITTEN: _('Đã ghi lý do, chờ phê duyệt'),
                 APPROVED: _('Lý do đã được phê duyệt')}
#: Kinds of events of the ledger that this feature writes: a missed window at its end; and what
#: takes that back, when what came in (an import) or the right time of the machine shows that the
#: window was kept after all.  ``rule`` is the code of the window, ``day`` its day.
BREACH, BREACH_LIFTED = 'breach', 'breach lifted'


class WindowKey(NamedTuple):
    """Names a window of one day.  ``site``: as in the ledger; ``day``: ISO 8601, local."""

    site: str
    day: str
    code: str


class Came(NamedTuple):
    """Something new in a news section.  ``item``: its id as in the ledger; ``moment``: aware UTC.
    """

    item: str
    moment: datetime.datetime


class DayWindow(NamedTuple):
    """Khung giờ của một ngày: a window of one day of one site, and what came of it.

    ``opens``, ``closes``: aware UTC, the latter exclusive.  ``basis``: the clause.
    ``decision``: what sets the hours; ``None`` for a proposal.  ``state``: one of those
    above.  ``kept_by``: the first that came between the two
    moments and was still public at the end (until now, while it runs), also where it is not owed.
    ``came``: all that came in its part of the day (morning until the next window opens, and so
    on), for whom hours that nobody decided on say nothing.
    """

    site: str
    day: datetime.date
    code: str
    title: str
    opens: datetime.datetime
    closes: datetime.datetime
    basis: str
    decision: IHoursDecision | None
    state: str
    kept_by: Came | None
    came: tuple[Came, ...]

    @property
    def key(self) -> WindowKey:
        """Its key."""
        return WindowKey(self.site, self.day.isoformat(), self.code)


class WindowCount(NamedTuple):
    """The windows of a site on a day: ``owed``, and of them ``kept`` and ``missed``.  Where nobody
    has decided on the hours, those of the proposal count as owed.
    """

    owed: int
    kept: int
    missed: int


class Planned(NamedTuple):
    """An item of a news section that is scheduled to appear for the first time.

    ``item``: object id; ``moment``: aware UTC.
    """

    item: int
    moment: datetime.datetime


class IFreshnessRules(Interface):
    """The table ``freshness_rules.csv``; a utility."""

    def amount(name: str, moment: datetime.datetime) -> int:
        """Return the amount of the rule ``name`` in force at the aware ``moment``, in its unit:
        ``warning`` (minutes before the end of a window), ``repeats`` (misses in a month).

        Raises ``LookupError`` if there is none.
        """


class INewsTypes(Interface):
    """Which content types of which section are news: ``{section code: types}`` of the column
    ``news_types`` of ``sections.csv``; a utility.
    """


class IFreshness(Interface):
    """Whether sites publish in their windows (13.2): reads, and never writes.

    A fold over the ledger, the windows and the calendar as it was known on each day.
    Days are local, ``now`` is aware.
    """

    def days(
            site: ISite, first: datetime.date, last: datetime.date,
            now: datetime.datetime) -> Sequence[DayWindow]:
        """Return the windows of ``site`` on all days from ``first`` to ``last``, in order."""

    def of_sites(
            portal: IPortal, first: datetime.date, last: datetime.date,
            now: datetime.datetime) -> Iterator[tuple[ISite, Sequence[DayWindow]]]:
        """Yield the portal and every component site that the City counts (``base.bodies``), each
        with the same, in one reading of the ledger: who sums them up need not hold all.
        """

    def sites(portal: IPortal) -> Iterator[ISite]:
        """Yield these sites, the portal first."""

    def counts(sites: Sequence[ISite], day: datetime.date,
               now: datetime.datetime) -> Iterator[tuple[ISite, WindowCount]]:
        """Yield each of ``sites`` with how many windows of ``day`` it has, counted."""

    def missed(site: ISite, first: datetime.date, last: datetime.date) -> Sequence[WindowKey]:
        """Return the windows of those days for which the breach was recorded and stands, oldest
        first: few reads, no fold.
        """

    def repeats(portal: IPortal, month: datetime.date) -> Mapping[ISite, int]:
        """Return how many windows each site missed in the month of that day, of the sites that
        missed as many as the rule ``repeats`` names, or more.
        """

    def planned(
            portal: IPortal, until: datetime.datetime) -> Mapping[ISite, Sequence[Planned]]:
        """Return what is scheduled to appear before ``until``, by site, earliest first."""


class IReasons(Interface):
    """Lý do: why a window was missed, as its head writes it, kept in ``interactions``.

    The words are written, then approved; whatever is written anew must be approved anew.  What
    the public is shown of it enters the content database as part of a snapshot.
    Never commits; the verbs raise ``Refused`` and send an ``InnerAction``: nothing of it writes
    the content database.
    """

    def find(portal: IPortal, key: WindowKey) -> Reason | None:
        """Return the ``Reason`` of that window, ``None`` if nobody has written one."""

    def state(portal: IPortal, key: WindowKey) -> str:
        """Return ``NO_REASON``, ``WRITTEN`` or ``APPROVED``."""

    def states(portal: IPortal, keys: Iterable[WindowKey]) -> Mapping[WindowKey, str]:
        """Return the same of many."""

    def write(site: ISite, key: WindowKey, text: str, actor: str) -> None:
        """Write why ``site`` missed the window ``key``, for who may ``ASSIGN`` there; only of a
        breach that stands, and until the words are approved.
        """

    def approve(site: ISite, key: WindowKey, number: int, actor: str) -> None:
        """Approve the words of that ``number``, as a member of the board in force of ``site``:
        exactly these, and not by who wrote them.
        """

    def may_approve(site: ISite, actor: str) -> bool:
        """Return whether the account with the id ``actor`` is of that board now; a permission
        at the site would not tell, since ``APPROVE`` is of texts that wait.
        """
