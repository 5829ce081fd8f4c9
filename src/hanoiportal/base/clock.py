"""Time: aware UTC is stored, Hanoi's time is shown (ADR 10)."""
import datetime
from zoneinfo import ZoneInfo

from zope.interface import implementer

from .interfaces import IClock

HANOI = ZoneInfo('Asia/Ho_Chi_Minh')
UTC = datetime.timezone.utc
_ENGLISH_MONTHS = (
    'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
    'October', 'November', 'December')


@implementer(IClock)
class SystemClock:
    """The machine's clock."""

    def now(self):
        """Return the present as an aware ``datetime`` in UTC."""
        return datetime.datetime.now(UTC)


def parse(text):
    """Return ISO 8601 ``text`` as an aware ``datetime`` in UTC.

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


def local(moment):
    """Return the aware ``datetime`` ``moment`` in Hanoi's zone."""
    return moment.astimezone(HANOI)


def shown_date(day, tag):
    """Return the local ``date`` as the language ``tag`` writes it, else Vietnamese."""
    if tag == 'en':
        return f'{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}'
    return f'{day.day:02d}/{day.month:02d}/{day.year}'


def shown_time(at):
    """Return the local ``time`` or ``datetime`` to the minute; ``strftime`` takes ten times as
    long.
    """
    return f'{at.hour:02d}:{at.minute:02d}'


def moment(when):
    """Return the aware ``datetime`` ``when`` as Hanoi's clock shows it, to the minute; ``''`` for
    ``None``.
    """
    if when is None:
        return ''
    at = local(when)
    return f'{shown_date(at, "vi")} {shown_time(at)}'
