"""What the archive of published versions promises."""
from zope.interface import Interface


class ArchiveProblem(Exception):
    """What went wrong and how to mend it, in English, for the operator."""


class NotFilled(ArchiveProblem):
    """The archive was begun and the portal never archived as a whole."""


class IArchiving(Interface):
    """Keeps what visitors could read, version by version; a utility."""

    def follow(environment):
        """Job: archive what transactions have published or withdrawn since the last look.

        A page that fails is owed: noted, and tried again, each time after twice as long, while
        all others are archived.  Works for some seconds at most and goes on at the next look; does
        nothing while another process does it.
        """

    def capture(environment):
        """Archive all that is due, and return the number of events.

        Raises ``ArchiveProblem`` while another process does it, and, when all others are archived,
        if pages fail.
        """

    def fill(environment, step):
        """Archive what is public now and has not been archived as it is; return the number.

        ``step(path)`` is told of each document looked at.  What an interrupted call has archived
        is not archived again.  Raises ``ArchiveProblem``.
        """


    def kept(document):
        """Return ``{digest: aware UTC}`` of each version of an item or translation that is
        archived: when it was so last.
        """

    def package(document, digest):
        """Return a WACZ of that version, an open binary file; ``None`` if it is not archived."""


class IArchiveAlarms(Interface):
    """What is wrong with the archive of this portal, as a utility."""

    def found():
        """Return what is wrong, each with ``text`` for people, translatable, and ``line`` for
        machines; empty if all is well.
        """
