"""When an event takes place, for people and for machines.  Pure."""
from datetime import date
from typing import NamedTuple

from ...base.clock import local, shown_date

_DAYS = ('Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật')
_ENGLISH_DAYS = (
    'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')


class Time(NamedTuple):
    """``shown``: for people, in Hanoi's time.  ``machine``: the beginning, ISO 8601."""

    shown: str
    machine: str


def day_words(day: date, tag: str) -> str:
    """Return the local ``date`` with its weekday, as the language ``tag`` writes it.

    >>> from datetime import date
    >>> day_words(date(2026, 11, 24), 'vi'), day_words(date(2026, 11, 1), 'en')
    ('Thứ Ba, 24/11/2026', 'Sunday, 1 November 2026')
    """
    names = _ENGLISH_DAYS if tag == 'en' else _DAYS
    return f'{names[day.weekday()]}, {shown_date(day, tag)}'


def hours(start, end):
    """Return the time of day of the aware ``datetime`` ``start``, and of ``end`` unless ``None``.

    >>> from datetime import datetime, timezone
    >>> hours(datetime(2026, 11, 24, 1, tzinfo=timezone.utc), None)
    '08:00'
    """
    return ' – '.join(f'{local(each):%H:%M}' for each in (start, end) if each is not None)


def shown_time(start, end, tag):
    """Return the ``Time`` of an event; ``end`` may be ``None``."""
    first, last = local(start).date(), local(end or start).date()
    if first == last:
        shown = f'{hours(start, end)}, {day_words(first, tag)}'
    else:
        shown = (f'{hours(start, None)}, {day_words(first, tag)} – '
                 f'{hours(end, None)}, {day_words(last, tag)}')
    return Time(shown, local(start).isoformat(timespec='minutes'))
