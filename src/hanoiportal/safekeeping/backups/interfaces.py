"""What others may know of backups."""
from zope.interface import Interface

from ...base.values import Alarm


class BackupProblem(Exception):
    """What went wrong and how to mend it, in English, for the operator."""


class IBackupAlarms(Interface):
    """What is wrong with the backups of this portal, as a utility."""

    def found() -> list[Alarm]:
        """Return what is wrong, the gravest first; ``[]`` if all is well.
        """
