"""What suspending promises to its callers."""
from zope.interface import Interface

from ...base.errors import Refused

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

    def suspend(subject, actor, reason, until=None, feature=''):
        """Suspend ``subject`` as ``actor``, a principal id, and return the ``Suspension``.

        ``subject``: an account, whose sessions end with their next request; a site, which shows
        nothing and publishes nothing; or, with ``feature``, one feature of a site, the portal
        among them.  ``until``: aware ``datetime`` at which it ends by itself, or ``None``.
        It is open as a report to the managing body from then on.  Raises ``CannotSuspend``.
        """

    def confirm(suspension, actor, note=''):
        """Uphold it as the managing body.  Raises ``CannotSuspend``."""

    def lift(suspension, actor, note=''):
        """End it, as the managing body or as who suspended.  Raises ``CannotSuspend``."""

    def expire(suspension):
        """End what has reached its time, as nobody."""

    def may_decide(suspension):
        """Return whether the asker may confirm it, as the managing body."""

    def may_lift(suspension):
        """Return whether the asker may end it."""

    def of(place):
        """Return each ``Suspension`` at ``place``, a site, and in the list of accounts for the
        portal; latest first.
        """

    def find(portal, number):
        """Return the ``Suspension`` with that number, or ``None``."""

    def in_force(subject, feature=''):
        """Return the ``Suspension`` of ``subject`` that has not ended, or ``None``."""

    def is_overdue(suspension):
        """Return whether the managing body has not decided in time."""
