"""Which pages are reviewed from time to time, and by which day (Điều 17)."""
import datetime
from collections.abc import Sequence

from .resource import Reviewed


def is_standing(resource: object) -> bool:
    """Return whether ``resource`` is of a type that has a day of the next review."""
    return hasattr(resource, 'next_review')


def due_of(page: object) -> datetime.date | None:
    """Return the local day by which ``page`` is to be reviewed, ``None`` if it says none.

    It is what its public version says, or what followed from the last review since.
    """
    planned: datetime.date | None = getattr(page, 'next_review', None)
    records: Sequence[Reviewed] = getattr(page, 'reviewed', ())
    if records and records[-1].planned == planned:
        return records[-1].due
    return planned
