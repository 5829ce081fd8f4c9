"""What the archive of published versions promises."""
import datetime
from collections.abc import Callable
from typing import BinaryIO

from zope.interface import Interface

from ...base.interfaces import IResource
from ...base.values import Alarm
from ...platform.scheduling.interfaces import IEnvironment


class ArchiveProblem(Exception):
    """What went wrong and how to mend it, in English, for the operator."""


class NotFilled(ArchiveProblem):
    """The archive was begun and the portal never archived as a whole."""


class IArchiving(Interface):
    """Keeps what visitors could read, version by version; a utility."""

    def follow(environment: IEnvironment) -> None:
        """Job: archive what transactions have published or withdrawn since the last look.

        A page that fails is owed: noted, and tried again, each time after twice as long, while
        all others are archived.  Works for some seconds at most and goes on at the next look; does
        nothing while another process does it.
        """

    def capture(environment: IEnvironment) -> int:
        """Archive all that is due, and return the number of events.

        Raises ``ArchiveProblem`` while another process does it, and, when all others are archived,
        if pages fail.
        """

    def fill(environment: IEnvironment, step: Callable[[str], None]) -> int:
        """Archive what is public now and has not been archived as it is; return the number.

        ``step(path)`` is told of each document looked at.  What an interrupted call has archived
        is not archived again.  Raises ``ArchiveProblem``.
        """


    def kept(document: IResource) -> dict[str, datetime.datetime]:
        """Return ``{digest: aware UTC}`` of each version of an item or translation that is
        archived: when it was so last.
        """

    def package(document: IResource, digest: str) -> BinaryIO | None:
        """Return a WACZ of that version, an open binary file; ``None`` if it is not archived."""


class IArchiveAlarms(Interface):
    """What is wrong with the archive of this portal, as a utility."""

    def found() -> list[Alarm]:
        """Return what is wrong; ``[]`` if all is well.
        """
