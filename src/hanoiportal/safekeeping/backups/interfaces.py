"""What others may know of backups."""
from zope.interface import Interface


class BackupProblem(Exception):
    """What went wrong and how to mend it, in English, for the operator."""


class IBackupAlarms(Interface):
    """What is wrong with the backups of this portal, as a utility."""

    def found():
        """Return what is wrong, the gravest first, each with ``text`` for people, translatable,
        and ``line`` for machines; empty if all is well.
        """
