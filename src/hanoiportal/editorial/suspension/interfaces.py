"""What suspending promises to its callers."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    import datetime

    from ...base.interfaces import IPortal, IResource, ISite
    from ...kernel.security.authentication.accounts import Account
    from .resource import Suspension

ACCOUNT, SITE, FEATURE = 'account', 'site', 'feature'
#: States of a report: the managing body has still to decide, upholds it, has ended it; or it ran
#: out at its time.
REPORTED, CONFIRMED, LIFTED, EXPIRED = 'reported', 'confirmed', 'lifted', 'expired'
#: Features that other code asks about; their titles are in ``features.csv``.
DESK_FEATURE, PUBLISHING = 'desk', 'publishing'


class CannotSuspend(Refused[str]):
    """Raised with ``reasons``: ``{field name or '': translatable str}``; nothing has changed."""


class IFeatures(Interface):
    """``{name: {language tag: title}}`` of what can be suspended in a site; a utility."""


class ISuspensionRules(Interface):
    """The ``Rules``: how long the managing body has; a utility."""


class ISuspending(Interface):
    """Suspends at once and reports to the managing body.  Never commits."""

    def suspend(
            subject: ISite | Account, actor: str, reason: str,
            until: datetime.datetime | None = None, feature: str = '',
            basis: str = '') -> Suspension:
        """Suspend ``subject`` as ``actor``, a principal id, and return the report of it.

        ``subject``: an account, whose sessions end with their next request; a site, which shows
        nothing and publishes nothing; or, with ``feature``, one feature of a site, the portal
        among them.  ``until``: aware, when it ends by itself, or ``None``.  ``basis``: the text
        of law or the order that it stands on; an account is not suspended without.
        That of an administrator or operator ends by itself, after the hours of the row
        ``suspension_alone``, unless a second person confirms it; the last administrator is never
        suspended.  It is open as a report to the managing body from then on.
        Raises ``CannotSuspend``.
        """

    def confirm(suspension: Suspension, actor: str, note: str = '') -> None:
        """Uphold it as the managing body, or as the second person.  Raises ``CannotSuspend``."""

    def lift(suspension: Suspension, actor: str, note: str = '') -> None:
        """End it, as the managing body or as who suspended.  Raises ``CannotSuspend``."""

    def expire(suspension: Suspension) -> None:
        """End what has reached its time, as nobody."""

    def may_decide(suspension: Suspension) -> bool:
        """Return whether the asker may confirm it: as the managing body, or as the second person,
        who could give every role of the account that is suspended; never who suspended.
        """

    def may_lift(suspension: Suspension) -> bool:
        """Return whether the asker may end it; that of an account: as the managing body, as who
        suspended, or as who could give every role of the account.
        """

    def of(place: IResource) -> list[Suspension]:
        """Return each ``Suspension`` at ``place``, a site, and in the list of accounts for the
        portal; latest first.
        """

    def find(portal: IPortal, number: int) -> Suspension | None:
        """Return the one with that number, or ``None``."""

    def confirm_by(account: Account) -> datetime.datetime | None:
        """Return by when a second person would have to confirm that ``account`` was suspended now;
        ``None`` if nobody would.
        """

    def last(account: Account) -> Suspension | None:
        """Return the latest one of ``account``, ended or not, or ``None``."""

    def in_force(subject: ISite | Account, feature: str = '') -> Suspension | None:
        """Return the one of ``subject`` that has not ended, or ``None``."""

    def is_overdue(suspension: Suspension) -> bool:
        """Return whether the managing body has not decided in time."""
