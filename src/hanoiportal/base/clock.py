"""Time: aware UTC is stored, Hanoi's time is shown (ADR 10)."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from zope.interface import implementer

from .interfaces import IClock

HANOI = ZoneInfo('Asia/Ho_Chi_Minh')
UTC = datetime.timezone.utc
ONE_DAY = datetime.timedelta(days=1)
#: Years of a calendar that can be asked for.
YEARS = range(2020, 2100)
_ENGLISH_MONTHS = (
    'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
    'October', 'November', 'December')


@implementer(IClock)
class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime.datetime:
        """Return the present, aware, in UTC."""
        return datetime.datetime.now(UTC)


def parse(text: str) -> datetime.datetime:
    """Return ISO 8601 ``text`` as an aware moment in UTC.

    A time without zone is taken as Hanoi's; a date alone as its midnight.

    Raises ``ValueError`` for anything else, and for a moment that one of both zones cannot tell.
    """
    moment = datetime.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=HANOI)
    try:
        return local(moment).astimezone(UTC)
    except OverflowError:
        raise ValueError(f'{text} is too far away') from None


def local(moment: datetime.datetime) -> datetime.datetime:
    """Return the aware ``moment`` in Hanoi's zone."""
    return moment.astimezone(HANOI)


def start_of(day: datetime.date) -> datetime.datetime:
    """Return the first moment of the local ``day``, aware UTC."""
    return datetime.datetime.combine(day, datetime.time.min, HANOI).astimezone(UTC)


def end_of(day: datetime.date) -> datetime.datetime:
    """Return the last microsecond of the local ``day``, aware UTC (Civil Code 2015, article 148).
    """
    return datetime.datetime.combine(day, datetime.time.max, HANOI).astimezone(UTC)


def day_asked(text: str, today: datetime.date) -> datetime.date:
    """Return the day of a calendar that ``text`` asks for, ISO 8601; ``today`` for what is none,
    or none of ``YEARS``.
    """
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return today
    return day if day.year in YEARS else today


def shown_date(day: datetime.date, tag: str) -> str:
    """Return the local ``day`` as the language ``tag`` writes it, else Vietnamese."""
    if tag == 'en':
        return f'{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}'
    return f'{day.day:02d}/{day.month:02d}/{day.year}'


def shown_time(at: datetime.time | datetime.datetime) -> str:
    """Return the local time to the minute; ``strftime`` takes ten times as long."""
    return f'{at.hour:02d}:{at.minute:02d}'


class Shown(str):
    """What is read in Vietnamese, and shown ``in_language`` of its reader by templates, also where
    it is put into a message.  Wherever it is kept, it is that text alone.
    """

    def in_language(self, tag: str) -> str:
        """Return it in the language ``tag``."""
        return str(self)

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Keep the text."""
        return str, (str(self),)


class ShownMoment(Shown):
    """A day or a moment."""

    at: datetime.date | None

    def __new__(cls, at: datetime.date | None) -> ShownMoment:
        """Return the local ``at`` as text: a day, a ``datetime`` to the minute, ``''`` for
        ``None``.
        """
        made = super().__new__(cls, _shown_at(at, 'vi'))
        made.at = at
        return made

    def in_language(self, tag: str) -> str:
        """Return it in the language ``tag``."""
        return _shown_at(self.at, tag) if tag == 'en' else str(self)


def _shown_at(at: datetime.date | None, tag: str) -> str:
    if at is None:
        return ''
    day = shown_date(at, tag)
    return f'{day} {shown_time(at)}' if isinstance(at, datetime.datetime) else day


def shown_in(mapping: Mapping[str, object], tag: str) -> Mapping[str, object]:
    """Return ``mapping`` with what it has of ``Shown`` in the language ``tag``."""
    return mapping if tag != 'en' else {
        name: each.in_language(tag) if isinstance(each, Shown) else each
        for name, each in mapping.items()}


def moment(when: datetime.datetime | None) -> ShownMoment:
    """Return the aware ``when`` as Hanoi's clock shows it, to the minute; ``''`` for
    ``None``.
    """
    return ShownMoment(None if when is None else local(when))


def moment_in(when: datetime.datetime | None, tag: str) -> str:
    """Return time and day of the aware ``when`` as the language ``tag`` writes them; ``''`` for
    ``None``.
    """
    if when is None:
        return ''
    at = local(when)
    return f'{shown_time(at)}, {shown_date(at, tag)}'
