"""What locking promises: people at one text see each other, by their names."""
import datetime
from typing import NamedTuple

from zope.interface import Interface

from ..drafts.interfaces import Work


class Colleague(NamedTuple):
    """Somebody else who has the text open.  ``name``: full name, never a log-in.

    ``since``, ``seen``: aware UTC.  ``holds``: whether they hold it.
    """

    name: str
    since: datetime.datetime
    seen: datetime.datetime
    holds: bool


class ILocking(Interface):
    """Presence at a ``drafts.interfaces.Work`` and the hold of it, of one asker.  Never commits.

    Only the ``drafts`` database is written.  Who may not write the work gets nothing and is not
    seen: reading answers are empty then, and actions do nothing.
    """

    def enter(work: Work) -> None:
        """Be seen at ``work`` for the next ``PRESENT_SECONDS``."""

    def leave(work: Work) -> None:
        """Be seen there no more, and let it go if it was held."""

    def others(work: Work) -> list[Colleague]:
        """Return the others at ``work``, without the asker, by name."""

    def hold(work: Work) -> bool:
        """Hold ``work`` for ``HOLD_MINUTES`` from now unless somebody else does.

        Returns whether the asker holds it.
        """

    def take_over(work: Work) -> None:
        """Hold ``work`` whoever holds it; they are told by ``taken_by``."""

    def taken_by(work: Work) -> str:
        """Return the full name of who has taken ``work`` over from the asker, else ``''``.

        Until the asker leaves, or takes it back.
        """

    def clean(now: datetime.datetime) -> int:
        """Forget, of everybody, what has ended; return how many works are left.  For commands."""
