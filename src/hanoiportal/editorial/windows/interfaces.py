"""What publishing windows promise to their callers."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface

from ...base.i18n import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from ...base.interfaces import IPortal, ISite

#: Kinds of sites, and of days on which a window is owed, as ``publishing_windows.csv`` has them.
PORTAL, COMPONENT = 'portal', 'component'
EVERY, WORKING = 'every', 'working'
#: Name of the class of what is stored of decisions on hours; no transaction with it is undone.
DECISIONS = 'HoursDecisions'


class IHoursDecision(Interface):
    """Quyết định về khung giờ đăng tin: whose word the hours of the windows are (13.2)."""

    number: int = Attribute('of the entry, from 1')
    decision: str = Attribute('the number of the paper')
    dated: datetime.date = Attribute('the local day of the paper')
    body: str = Attribute('whose paper it is')
    starts: datetime.date = Attribute('first local day of the hours')
    hours: Mapping[tuple[str, str], tuple[datetime.time, datetime.time]] = Attribute(
        'local ``(opens, closes)`` by ``(site, code)``')
    crossposts: Collection[str] = Attribute(
        'kinds of sites for which a cross-posted item counts')
    entered_at: datetime.datetime = Attribute('aware UTC')
    entered_by: str = Attribute('principal id')


class IWindow(Interface):
    """A time of the day at which something new is published (13.2).

    The regulation names no hours: those of the table are proposals, until a decision sets them.
    """

    code: str = Attribute('``sang``, ``chieu``, ``toi``')
    site: str = Attribute('``PORTAL`` or ``COMPONENT``: the sites that owe it')
    days: str = Attribute('``EVERY`` or ``WORKING``: the days on which it is owed')
    title: str = Attribute('what people call it')
    opens: datetime.time = Attribute('local')
    closes: datetime.time = Attribute('local, exclusive')
    basis: str = Attribute('the clause that asks for it')
    decision: IHoursDecision | None = Attribute('what sets the hours; ``None`` for a proposal')


class IWindows(Interface):
    """The publishing windows, ``publishing_windows.csv``, as a utility.

    Their hours are those of the decision in force on the day, if the portal knows one.
    """

    def on(
            site: ISite, day: datetime.date,
            is_workday: Callable[[datetime.date], bool]) -> Sequence[IWindow]:
        """Return those of ``site`` on the local ``day``, earliest first.

        ``is_workday``: says so of a local day.
        """

    def proposed(day: datetime.date) -> Sequence[IWindow]:
        """Return those of all kinds of sites on ``day`` with the hours of the table."""

    def titles(day: datetime.date, tag: str = DEFAULT) -> Mapping[str, str]:
        """Return what people call each of them on ``day`` in the language ``tag``, else in
        Vietnamese, by its code: all kinds of sites have the same ones.
        """

    def decided(portal: IPortal, day: datetime.date) -> IHoursDecision | None:
        """Return the decision whose hours hold on the local ``day``, or ``None``."""

    def first_decided(portal: IPortal) -> datetime.date | None:
        """Return the first local day of hours that a decision sets, ``None`` if there is none."""


class IWindowHours(Interface):
    """Khung giờ đăng tin: by whose decision the windows have their hours (13.2).

    Decisions are kept in the content database, as dated data: from the first day of one on, a
    window in which nothing new was published is a breach; hours of the past stay as they were.
    """

    def decisions(portal: IPortal) -> Sequence[IHoursDecision]:
        """Return all that were entered, the latest first."""

    def decide(
            portal: IPortal, decision: str, dated: datetime.date | None, body: str,
            starts: datetime.date | None,
            hours: Mapping[tuple[str, str], tuple[datetime.time, datetime.time]],
            crossposts: Collection[str], actor: str) -> IHoursDecision:
        """Enter a decision, for who may ``MANAGE_SITE`` at the portal, and return it.

        ``decision``: its number, as ``123/QĐ-UBND``.  ``dated``: its local day.  ``body``: whose
        it is.  ``starts``: first local day of its hours, tomorrow or later: no window that has
        begun changes; in a demonstration any day.  ``hours``: ``(opens, closes)`` by ``(site,
        code)`` of every window of that day, local.  ``crossposts``: the kinds of sites for which a
        cross-posted item counts.  Of two with one first day the one entered later is in force.
        Never commits.  Raises ``Refused`` by the name of a field; that of a time is
        ``site-code``.  Sends an ``Action``.
        """
