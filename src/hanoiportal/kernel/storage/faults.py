"""What is wrong when a database cannot be written or read, told apart for people and operators."""
import errno
from traceback import walk_tb

from ZODB.POSException import POSKeyError, ReadOnlyError

#: The disk takes nothing more; it takes nothing at all; something that was there is gone.
FULL, READ_ONLY, LOST = 'full', 'read-only', 'lost'
_BY_NUMBER = {
    errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL, errno.EROFS: READ_ONLY}
#: For the log and commands: what the operator is to do.
ADVICE = {
    FULL: 'the disk is full: free some room',
    READ_ONLY: 'the disk cannot be written: see the system\'s log and mount it anew',
    LOST: 'an object or its file is missing: see "Damage" in docs/operations/backup.md',
}


def fault_of(error: BaseException | None) -> str | None:
    """Return ``FULL``, ``READ_ONLY`` or ``LOST``, whichever ``error`` or what it came of means.

    ``None`` for any other error.
    """
    while error is not None:
        if isinstance(error, POSKeyError):
            return LOST
        if isinstance(error, ReadOnlyError) or _is_of_a_folder(error):
            return READ_ONLY
        found = _BY_NUMBER.get(error.errno or 0) if isinstance(error, OSError) else None
        if found:
            return found
        error = error.__cause__ or error.__context__
    return None


def _is_of_a_folder(error: BaseException) -> bool:
    """Tell whether the folder of a blob could not be made: ZODB swallows why, and asserts."""
    frames = [frame for frame, _line in walk_tb(error.__traceback__)]
    return isinstance(error, AssertionError) and bool(frames) and (
        frames[-1].f_code.co_name == 'getPathForOID')
