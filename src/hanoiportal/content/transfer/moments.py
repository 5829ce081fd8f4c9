"""Dates and times in a line: ISO 8601."""
import datetime

from ...base.clock import UTC, parse
from ...base.errors import Refused
from ...base.i18n import _

#: What the order of lists can tell apart: seconds from 1970 to 2106.
EARLIEST = datetime.datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime.datetime(2106, 1, 1, tzinfo=UTC)


def moment(key, text):
    """Return the aware UTC ``datetime`` of ``text``, or ``None`` of ``None``.

    ``key``: the key of the line that it is the value of.
    Raises ``Refused`` if it is none, or outside 1970 to 2105.
    """
    if text is None:
        return None
    found = parsed(key, text)
    if not EARLIEST <= found < LATEST:
        raise _refused(key, text)
    return found


def parsed(key: str, text: str) -> datetime.datetime:
    """Return the aware ``datetime`` of ``text``, of any year.  Raises ``Refused``."""
    try:
        return parse(text)
    except (TypeError, ValueError, OverflowError):
        raise _refused(key, text) from None


def iso(moment):
    """Return ``moment``, an aware ``datetime`` or ``None``, as text or ``None``."""
    return None if moment is None else moment.isoformat()


def _refused(key: str, text: object) -> Refused[str]:
    return Refused({key: _(
        '“${value}” không phải là ngày, giờ (ví dụ 2025-08-16T08:00).',
        mapping={'value': str(text)[:40]})})
