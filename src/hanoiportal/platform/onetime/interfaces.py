"""What codes that open something once promise to their callers."""
import datetime

from zope.interface import Interface


class IOneTime(Interface):
    """Codes that open something once, until a moment, an adapter of any resource of the tree:
    ``registry.getAdapter(resource, IOneTime)``.  They lie in ``interactions``.  Never commits.

    ``purpose``: for what, such as ``case answer``; a code opens nothing else.  ``now``, ``until``:
    aware.  After a restore no code from before it opens anything (``renew_epoch``): one that was
    spent in the time that is lost would open again.
    """

    def issue(purpose: str, subject: str, until: datetime.datetime) -> str:
        """Return a new code for ``subject``, such as an id: 26 letters and digits."""

    def read(purpose: str, code: str, now: datetime.datetime) -> str:
        """Return the subject of ``code``, ``''`` if it opens nothing; it stays as it is."""

    def spend(purpose: str, code: str, now: datetime.datetime) -> str:
        """Return the subject of ``code``, ``''`` if it opens nothing; it opens nothing more."""

    def revoke(purpose: str, subject: str) -> None:
        """Let no code of ``subject`` open anything."""

    def renew_epoch() -> None:
        """Let no code that there is open anything."""

    def forget_old(now: datetime.datetime) -> int:
        """Let go of codes that are over; return how many."""
