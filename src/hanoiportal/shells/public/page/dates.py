"""Moments as people read them: always Hanoi's time, in the form of the reader's language.

What was written is remembered: pages tell of the same moments again and again.
"""
from functools import lru_cache

from ....base.clock import local, shown_date, shown_time

#: Moments in one form that one process remembers.
MOST = 5000


@lru_cache(maxsize=MOST)
def shown_day(moment, tag):
    """Return the day of the aware ``datetime`` as the language ``tag`` writes it, else Vietnamese.

    >>> from datetime import datetime, timezone
    >>> shown_day(datetime(2026, 11, 17, 18, 0, tzinfo=timezone.utc), 'vi')
    '18/11/2026'
    """
    return shown_date(local(moment), tag)


@lru_cache(maxsize=MOST)
def shown_moment(moment, tag):
    """Return day and time to the minute of the aware ``datetime`` in the language ``tag``.

    >>> from datetime import datetime, timezone
    >>> shown_moment(datetime(2026, 11, 18, 1, 5, tzinfo=timezone.utc), 'en')
    '18 November 2026, 08:05'
    """
    at = local(moment)
    time, day = shown_time(at), shown_date(at, tag)
    return f'{day}, {time}' if tag == 'en' else f'{time} ngày {day}'


@lru_cache(maxsize=MOST)
def machine_moment(moment):
    """Return the aware ``datetime`` in ISO 8601 to the second, in Hanoi's zone."""
    return local(moment).isoformat(timespec='seconds')
