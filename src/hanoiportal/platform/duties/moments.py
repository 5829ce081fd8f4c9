"""Local days as moments."""
import datetime

from ...base.clock import HANOI, UTC

ONE_DAY = datetime.timedelta(days=1)


def start_of(day: datetime.date) -> datetime.datetime:
    """Return the first moment of the local ``day``, aware UTC."""
    return datetime.datetime.combine(day, datetime.time.min, HANOI).astimezone(UTC)
