"""Events as tuples, which are what is stored: short, and quick to read by the hundred thousand.

Object ids are numbers in a row, a moment is microseconds since 1970 in UTC, a day is its ordinal;
what is empty at the end is left out.
"""
import datetime
from collections.abc import Callable, Collection, Mapping

from .interfaces import Event

#: Moment, kind, site, item, content type, section, language, author, length, of, rule, field, day,
#: is first, editor, genre, pictures, amount.
Row = tuple[int | str | None, ...]
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_MICROSECOND = datetime.timedelta(microseconds=1)
#: Microseconds of a day.
_DAY = 86_400_000_000
#: What a row without its end has there.
DEFAULTS: Row = (0, '', 0, 0, '', 0, '', '', 0, None, '', '', None, None, '', '', 0, 1)
#: Where a row has a field of ``Event``, but for its number.
PLACES = {name: place for place, name in enumerate(Event._fields[1:])}
_PEOPLE = PLACES['author'], PLACES['editor']
#: What makes the value of an ``Event`` of one of a row.
_READ: Mapping[str, Callable[[int], object]] = {
    'moment': lambda kept: _EPOCH + kept * _MICROSECOND,
    **dict.fromkeys(('site', 'item', 'section'), lambda kept: str(kept) if kept else ''),
    'day': lambda kept: datetime.date.fromordinal(kept) if kept else None}


def micros(moment: datetime.datetime) -> int:
    """Return the aware ``moment`` as a row has it."""
    return (moment - _EPOCH) // _MICROSECOND


def number_of(oid: str) -> int:
    """Return the object id ``oid`` of an event as a row has it."""
    return int(oid) if oid else 0


def packed(event: Event) -> Row:
    """Return the row of ``event``, without its number."""
    row: Row = (
        micros(event.moment), event.kind, number_of(event.site), number_of(event.item),
        event.content_type, number_of(event.section), event.language, event.author, event.length,
        event.of, event.rule, event.field,
        None if event.day is None else event.day.toordinal(), event.is_first,
        event.editor, event.genre, event.pictures, event.amount)
    end = len(row)
    while row[end - 1] == DEFAULTS[end - 1]:
        end -= 1
    return row[:end]


def unpacked(number: int, row: Row) -> Event:
    """Return the event with ``number`` that ``row`` holds."""
    (moment, kind, site, item, content_type, section, language, author, length, of, rule, field,
     day, is_first, editor, genre, pictures, amount) = row + DEFAULTS[len(row):]
    return Event(
        number, _EPOCH + moment * _MICROSECOND, kind,  # type: ignore[operator, arg-type]
        str(site) if site else '', str(item) if item else '', content_type,  # type: ignore[arg-type]
        str(section) if section else '', language, author, length,  # type: ignore[arg-type]
        of, rule, field, datetime.date.fromordinal(day) if day else None,  # type: ignore[arg-type]
        is_first, editor, genre, pictures, amount)  # type: ignore[arg-type]


def without(row: Row, people: Collection[str]) -> Row:
    """Return ``row`` without the ids of ``people``."""
    if not any(row[place] in people for place in _PEOPLE if place < len(row)):
        return row
    return tuple('' if place in _PEOPLE and each in people else each
                 for place, each in enumerate(row))


def day_number(moment: datetime.datetime) -> int:
    """Return the number of the day in UTC of the aware ``moment``, from 0 on 1 January 1970."""
    return micros(moment) // _DAY


def day_of(row: Row) -> int:
    """Return the number of the day of ``row``."""
    return row[0] // _DAY  # type: ignore[operator]


def read_field(name: str, kept: object) -> object:
    """Return the value of the field ``name`` of an ``Event`` that a row has as ``kept``."""
    read = _READ.get(name)
    return kept if read is None else read(kept)  # type: ignore[arg-type]
